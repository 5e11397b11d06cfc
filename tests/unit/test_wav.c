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

int main(void)
{
    RUN(the_header_is_the_one_every_player_reads);
    RUN(samples_are_little_endian);
    return check_done();
}
