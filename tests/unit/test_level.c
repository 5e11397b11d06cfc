#include "app/sound/level.h"

#include <stdlib.h>

#include "tests/check.h"
#include "tests/unit/voice_world.h"

static struct level_room room;
static int16_t out[LEVEL_SAMPLES];

static int peak_of(const int16_t *samples, size_t count)
{
    int peak = 0;
    for (size_t i = 0; i < count; i++) {
        peak = abs(samples[i]) > peak ? abs(samples[i]) : peak;
    }
    return peak;
}

static bool comes_right(const char *what)
{
    struct loudness said;
    struct loudness is;
    const bool done = !failed(level_bring(voice_samples, voice_count, -3, &room, out, &said)) &&
                      !failed(loudness_measure(out, voice_count, &is));
    if (!done || !level_is_right(&is)) {
        printf("# %s: %.2f LUFS, %.2f dBTP\n", what, is.lufs, is.peak);
        return false;
    }
    return fabs(is.lufs - said.lufs) < 0.001 && fabs(is.peak - said.peak) < 0.001;
}

/* From a whisper to the edge of the scale, a word to half a minute. */
TEST(every_voice_comes_to_the_loudness_of_all)
{
    static const double levels[] = {300, 2000, 8000, 19000};
    static const int lengths[] = {250, 2000, 29500};
    for (size_t i = 0; i < 4; i++) {
        for (size_t j = 0; j < 3; j++) {
            char what[40];
            (void)snprintf(what, sizeof what, "level %.0f, %d ms", levels[i], lengths[j]);
            voice_begin(20);
            voice_speak(lengths[j], levels[i]);
            voice_rest(120);
            CHECK(comes_right(what));
        }
    }
}

TEST(no_sample_is_over_the_ceiling_and_the_limit_has_no_click)
{
    struct loudness l;
    voice_begin(20);
    voice_speak(2000, 4000);
    voice_samples[AUDIO_RATE] = 32000; /* one knock in the middle */
    CHECK(!failed(level_bring(voice_samples, voice_count, -6, &room, out, &l)));
    CHECK(peak_of(out, voice_count) <= 16423);
    CHECK(abs(out[AUDIO_RATE]) > 8000);
}

/* A voice of one knock cannot be as loud as the others without breaking the ceiling. */
TEST(what_cannot_come_right_is_told)
{
    struct loudness l;
    voice_begin(2000);
    voice_samples[AUDIO_RATE] = 20000;
    CHECK(!failed(level_bring(voice_samples, voice_count, -3, &room, out, &l)));
    CHECK(!level_is_right(&l));
    CHECK_INT(level_bring(voice_samples, 0, -3, &room, out, &l).code, ERR_BAD_INPUT);
    CHECK_INT(level_bring(voice_samples, LEVEL_SAMPLES + 1, -3, &room, out, &l).code,
              ERR_BAD_INPUT);
    voice_begin(1000);
    CHECK_INT(level_bring(voice_samples, voice_count, -3, &room, out, &l).code, ERR_BAD_INPUT);
}

TEST(the_limits_are_those_of_every_clip)
{
    CHECK(level_is_right(&(struct loudness){-16, -1.5}));
    CHECK(level_is_right(&(struct loudness){-17, -9}));
    CHECK(!level_is_right(&(struct loudness){-17.1, -9}));
    CHECK(!level_is_right(&(struct loudness){-14.9, -9}));
    CHECK(!level_is_right(&(struct loudness){-16, -1.4}));
}

int main(void)
{
    RUN(every_voice_comes_to_the_loudness_of_all);
    RUN(no_sample_is_over_the_ceiling_and_the_limit_has_no_click);
    RUN(what_cannot_come_right_is_told);
    RUN(the_limits_are_those_of_every_clip);
    return check_done();
}
