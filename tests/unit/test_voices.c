#include "app/sound/voices.h"

#include <stdio.h>
#include <string.h>

#include "tests/check.h"

/* KiB of the packs that lie in this program's memory. */
static long resident_kib(void)
{
    char line[512];
    long all = 0;
    long kib = 0;
    bool pack = false;
    FILE *f = fopen("/proc/self/smaps", "r");
    while (f != NULL && fgets(line, sizeof line, f) != NULL) {
        if (strstr(line, "-p ") != NULL) {
            pack = strstr(line, "/clips-") != NULL;
        } else if (pack && sscanf(line, "Rss: %ld kB", &kib) == 1) {
            all += kib;
        }
    }
    if (f != NULL) {
        fclose(f);
    }
    return all;
}

static unsigned hear_all(const struct clips *pack)
{
    unsigned sum = 0;
    for (size_t i = 0; i < pack->size; i += 512) {
        sum += pack->bytes[i];
    }
    return sum;
}

TEST(the_vietnamese_pack_opens_and_a_language_without_one_is_no_error)
{
    static const char *const languages[] = {"vi", "jra", "bdq"};
    static struct voices v;
    struct file_bytes files[SPEECH_LANGUAGES];
    struct assets assets;
    CHECK(!failed(assets_open(&assets, files_linux(), NULL)));
    CHECK(!failed(voices_open(&v, &assets, languages, 3, files)));
    CHECK_INT(v.count, 1);
    CHECK(v.pack[0].count > 1000);
    assets_unmap(&assets, &files[0]);
}

TEST(without_the_vietnamese_pack_the_failure_is_told)
{
    static struct voices v;
    struct file_bytes files[SPEECH_LANGUAGES];
    struct assets assets;
    CHECK(!failed(assets_open(&assets, files_linux(), NULL)));
    assets.built[0] = '\0';
    CHECK_INT(voices_open(&v, &assets, NULL, 0, files).code, ERR_NOT_FOUND);
    CHECK_INT(v.count, 0);
}

TEST(packs_lie_in_memory_only_while_they_are_heard)
{
    static const char *const languages[] = {"vi", "en"};
    static struct voices v;
    struct file_bytes files[SPEECH_LANGUAGES];
    struct assets assets;
    CHECK(!failed(assets_open(&assets, files_linux(), NULL)));
    CHECK(!failed(voices_open(&v, &assets, languages, 2, files)));
    CHECK_INT(v.count, 2);
    CHECK(v.pack[0].size > 8 << 20 && v.pack[1].size > 8 << 20);
    const long opened = resident_kib();
    printf("# %ld KiB after opening\n", opened);
    CHECK(hear_all(&v.pack[0]) != 0 && hear_all(&v.pack[1]) != 0);
    const long heard = resident_kib();
    CHECK(heard > 16 << 10);
    /* The index and the texts, not the audio; the kernel gives what lies beside them in its cache.
     */
    CHECK(opened > 0 && opened * 6 < heard);
    voices_rest(&v);
    CHECK_INT(resident_kib(), 0);
    CHECK(memcmp(v.pack[0].bytes, "RONGCLIP", 8) == 0);
    for (int i = 0; i < v.count; i++) {
        assets_unmap(&assets, &files[i]);
    }
}

int main(void)
{
    RUN(the_vietnamese_pack_opens_and_a_language_without_one_is_no_error);
    RUN(without_the_vietnamese_pack_the_failure_is_told);
    RUN(packs_lie_in_memory_only_while_they_are_heard);
    return check_done();
}
