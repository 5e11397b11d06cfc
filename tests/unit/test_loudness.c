/* Held to what the recommendations themselves say of signals anybody can make. */
#include "app/sound/loudness.h"

#include <math.h>

#include "platform/port_audio.h"
#include "tests/check.h"

#define PI 3.14159265358979

static int16_t samples[AUDIO_RATE * 10];

static void sine(double hertz, double phase, double amplitude, size_t from, size_t count)
{
    for (size_t i = from; i < from + count; i++) {
        samples[i] = (int16_t)lround(amplitude * 32767 *
                                     sin(2 * PI * hertz * (double)i / AUDIO_RATE + phase));
    }
}

static bool is_near(double got, double want, double room)
{
    if (fabs(got - want) > room) {
        printf("# got %.3f, want %.3f\n", got, want);
    }
    return fabs(got - want) <= room;
}

/* BS.1770-4: a 997 Hz sine at full scale on one channel reads -3.01 LKFS. */
TEST(a_sine_at_full_scale_reads_minus_three)
{
    struct loudness l;
    sine(997, 0, 1, 0, AUDIO_RATE * 10);
    CHECK(!failed(loudness_measure(samples, AUDIO_RATE * 10, &l)));
    CHECK(is_near(l.lufs, -3.01, 0.05));
    CHECK(is_near(l.peak, 0, 0.1));
    sine(997, 0, 0.1, 0, AUDIO_RATE * 10);
    CHECK(!failed(loudness_measure(samples, AUDIO_RATE * 10, &l)));
    CHECK(is_near(l.lufs, -23.01, 0.05));
}

/* R 128: pauses do not count. */
TEST(silence_beside_it_changes_nothing)
{
    struct loudness l;
    memset(samples, 0, sizeof samples);
    sine(997, 0, 0.1, 0, AUDIO_RATE * 3);
    CHECK(!failed(loudness_measure(samples, AUDIO_RATE * 10, &l)));
    CHECK(is_near(l.lufs, -23.01, 0.3));
}

/* EBU Tech 3341, case 16: a sine at a quarter of the rate, 45 degrees: every sample is 3 dB under
 * the peak that the loudspeaker makes of them. */
TEST(peaks_between_the_samples_are_found)
{
    struct loudness l;
    sine(AUDIO_RATE / 4.0, PI / 4, 0.5, 0, AUDIO_RATE);
    CHECK(!failed(loudness_measure(samples, AUDIO_RATE, &l)));
    CHECK(l.peak >= -6.4 && l.peak <= -5.8);
}

TEST(a_word_shorter_than_a_block_is_measured_whole)
{
    struct loudness l;
    sine(997, 0, 0.1, 0, AUDIO_RATE / 5);
    CHECK(!failed(loudness_measure(samples, AUDIO_RATE / 5, &l)));
    CHECK(is_near(l.lufs, -23.01, 0.3));
}

TEST(nothing_is_silent)
{
    struct loudness l;
    memset(samples, 0, sizeof samples);
    CHECK(!failed(loudness_measure(samples, AUDIO_RATE, &l)));
    CHECK(l.lufs <= LOUDNESS_NONE && l.peak <= LOUDNESS_NONE);
    CHECK(!failed(loudness_measure(samples, 0, &l)));
    CHECK(l.lufs <= LOUDNESS_NONE);
}

int main(void)
{
    RUN(a_sine_at_full_scale_reads_minus_three);
    RUN(silence_beside_it_changes_nothing);
    RUN(peaks_between_the_samples_are_found);
    RUN(a_word_shorter_than_a_block_is_measured_whole);
    RUN(nothing_is_silent);
    return check_done();
}
