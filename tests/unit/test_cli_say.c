#include "app/cli/cli_say.h"

#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/check.h"

static char path[] = "/tmp/test_say_XXXXXX";
static uint8_t wav[4 << 20];

/* Runs `say ARGUMENT... -o path`; *ret_size is what it wrote. */
static int say(const char *const *arguments, size_t *ret_size)
{
    char *argv[12] = {0};
    static char words[12][80];
    int argc = 0;
    snprintf(words[argc], sizeof words[0], "say");
    argv[argc] = words[argc];
    argc++;
    for (; *arguments != NULL; arguments++, argc++) {
        snprintf(words[argc], sizeof words[0], "%s", *arguments);
        argv[argc] = words[argc];
    }
    argv[argc++] = (char[]){"-o"};
    argv[argc++] = path;
    if (truncate(path, 0) != 0) {
        return -1;
    }
    const int status = cli_say(argc, argv);
    FILE *f = fopen(path, "rb");
    *ret_size = f == NULL ? 0 : fread(wav, 1, sizeof wav, f);
    if (f != NULL) {
        fclose(f);
    }
    return status;
}
#define SAY(size, ...) say((const char *const[]){__VA_ARGS__, NULL}, (size))

static uint32_t u32(size_t at)
{
    return (uint32_t)wav[at] | (uint32_t)wav[at + 1] << 8 | (uint32_t)wav[at + 2] << 16 |
           (uint32_t)wav[at + 3] << 24;
}

static int loudest(size_t size)
{
    int most = 0;
    for (size_t at = 44; at + 1 < size; at += 2) {
        const int s = (int16_t)(uint16_t)(wav[at] | wav[at + 1] << 8);
        most = abs(s) > most ? abs(s) : most;
    }
    return most;
}

TEST(a_date_becomes_a_wav_of_48_khz_mono)
{
    size_t size = 0;
    CHECK_INT(SAY(&size, "--language", "vi", "--date", "2026-11-23"), 0);
    CHECK(size > 48000 * 2 && memcmp(wav, "RIFF", 4) == 0);
    CHECK_INT(u32(24), 48000);
    CHECK_INT(wav[22], 1);
    CHECK_INT(u32(40), size - 44);
    CHECK(loudest(size) > 4000 && loudest(size) < 29000);
}

TEST(messages_digits_money_and_sentences_are_said)
{
    size_t size = 0;
    CHECK_INT(SAY(&size, "--message", "MSG_YES"), 0);
    CHECK(size > 10000);
    CHECK_INT(SAY(&size, "--digits", "1234 5678"), 0);
    CHECK_INT(u32(40), size - 44);
    CHECK_INT(SAY(&size, "--money", "8000"), 0);
    CHECK_INT(SAY(&size, "--text", "Có một câu trả lời."), 0);
    CHECK_INT(SAY(&size, "--language", "jra", "--message", "MSG_YES"), 0);
}

TEST(wrong_use_is_refused_and_nothing_is_written)
{
    size_t size = 0;
    CHECK_INT(SAY(&size, "--message", "MSG_YESS"), 2);
    CHECK_INT(SAY(&size, "--date", "23/11/2026"), 2);
    CHECK_INT(SAY(&size, "--date", "2026-13"), 2);
    CHECK_INT(SAY(&size, "--money", "8k"), 2);
    CHECK_INT(SAY(&size, "--messages", "MSG_YES"), 2);
    CHECK_INT(SAY(&size, "--money", "1", "--number", "2"), 2);
    CHECK_INT(SAY(&size, "--language", "vi"), 2);
    CHECK_INT(SAY(&size, "hello"), 2);
    CHECK_INT(size, 0);
    CHECK_INT(SAY(&size, "--language", "jra", "--text", "Ană anai"), 1);
    CHECK_INT(size, 0);
}

int main(void)
{
    const int fd = mkstemp(path);
    if (fd < 0) {
        return 1;
    }
    close(fd);
    RUN(a_date_becomes_a_wav_of_48_khz_mono);
    RUN(messages_digits_money_and_sentences_are_said);
    RUN(wrong_use_is_refused_and_nothing_is_written);
    unlink(path);
    return check_done();
}
