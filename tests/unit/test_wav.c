#include "platform/base/wav.h"

#include "tests/check.h"

/* Bytes written out by hand from the format's description: 3 samples at 48 kHz. */
TEST(the_header_is_the_one_every_player_reads)
{
    static const uint8_t want[WAV_HEAD] = {'R', 'I', 'F',  'F',  42,  0,   0,   0,    'W', 'A', 'V',
                                           'E', 'f', 'm',  't',  ' ', 16,  0,   0,    0,   1,   0,
                                           1,   0,   0x80, 0xBB, 0,   0,   0,   0x77, 1,   0,   2,
                                           0,   16,  0,    'd',  'a', 't', 'a', 6,    0,   0,   0};
    uint8_t head[WAV_HEAD];
    wav_header(48000, 3, head);
    CHECK(memcmp(head, want, sizeof want) == 0);
}

TEST(samples_are_little_endian)
{
    uint8_t bytes[2];
    wav_sample(-2, bytes);
    CHECK(bytes[0] == 0xFE && bytes[1] == 0xFF);
}

/* A file of another program: a chunk of words with an odd size before the samples, the format said
 * the long way, and one sample cut off at the end. */
TEST(files_of_other_programs_are_read)
{
    static const uint8_t file[] = {
        'R', 'I',  'F',  'F',  0,   0,   0,   0,    'W', 'A', 'V', 'E', 'L', 'I',  'S',  'T',  3,
        0,   0,    0,    'a',  'b', 'c', 0,   'f',  'm', 't', ' ', 40,  0,   0,    0,    0xFE, 0xFF,
        1,   0,    0x80, 0xBB, 0,   0,   0,   0x77, 1,   0,   2,   0,   16,  0,    22,   0,    16,
        0,   4,    0,    0,    0,   1,   0,   0,    0,   0,   0,   16,  0,   0x80, 0,    0,    0xAA,
        0,   0x38, 0x9B, 0x71, 'd', 'a', 't', 'a',  6,   0,   0,   0,   1,   0,    0xFE, 0xFF, 9};
    struct wav w = {0};
    CHECK(wav_read(file, sizeof file, &w));
    CHECK_INT(w.rate, 48000);
    CHECK_INT(w.count, 2);
    CHECK_INT(wav_get(&w, 0), 1);
    CHECK_INT(wav_get(&w, 1), -2);
}

TEST(what_is_written_is_read_back)
{
    uint8_t file[WAV_HEAD + 4];
    struct wav w = {0};
    wav_header(48000, 2, file);
    wav_sample(-32768, file + WAV_HEAD);
    wav_sample(32767, file + WAV_HEAD + 2);
    CHECK(wav_read(file, sizeof file, &w) && w.count == 2);
    CHECK_INT(wav_get(&w, 0), -32768);
    CHECK_INT(wav_get(&w, 1), 32767);
}

/* Two channels, 24 bits, ADPCM: refused by what the header says. */
TEST(other_sounds_are_refused)
{
    static const struct {
        int at;
        uint8_t byte;
    } changes[] = {{22, 2}, {34, 24}, {20, 2}, {0, 'X'}, {36, 'x'}};
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        uint8_t file[WAV_HEAD + 4] = {0};
        struct wav w = {0};
        wav_header(48000, 2, file);
        file[changes[i].at] = changes[i].byte;
        CHECK(!wav_read(file, sizeof file, &w));
    }
    struct wav w = {0};
    uint8_t head[WAV_HEAD];
    wav_header(48000, 2, head);
    for (size_t size = 0; size < WAV_HEAD; size++) {
        CHECK(!wav_read(head, size, &w));
    }
}

int main(void)
{
    RUN(files_of_other_programs_are_read);
    RUN(what_is_written_is_read_back);
    RUN(other_sounds_are_refused);
    RUN(the_header_is_the_one_every_player_reads);
    RUN(samples_are_little_endian);
    return check_done();
}
