#include "app/studio/take.h"

#include "tests/check.h"
#include "tests/unit/voice_world.h"

static struct take_room room;
static struct take take;

/* What is heard of a clip, measured apart from the code that made it. */
static struct loudness heard(const struct clip *clip)
{
    static struct clip_decoder decoder;
    static int16_t samples[LEVEL_SAMPLES + CLIP_PACKET];
    struct loudness l = {0, 0};
    size_t at = 0;
    int n = 0;
    clip_decoder_start(&decoder, clip);
    while ((n = clip_decoder_next(&decoder, samples + at)) > 0) {
        at += (size_t)n;
    }
    CHECK(!failed(loudness_measure(samples, at, &l)));
    return l;
}

TEST(a_good_reading_becomes_a_clip_as_loud_as_all)
{
    static const double levels[] = {1000, 3000, 14000};
    for (size_t i = 0; i < 3; i++) {
        voice_begin(600);
        voice_speak(2500, levels[i]);
        voice_rest(700);
        voice_noise(levels[i] / 200);
        take_make(voice_samples, voice_count, 40, &room, &take);
        CHECK_STR(recording_fault_name(take.fault), "good");
        const struct loudness l = heard(&take.clip);
        CHECK(level_is_right(&l));
        CHECK(clip_ms(&take.clip) >= 2500 && clip_ms(&take.clip) <= 2700);
        CHECK(take.clip.samples == take.count);
    }
}

TEST(kept_samples_give_the_same_clip_again)
{
    static int16_t kept[AUDIO_RATE * 3];
    static uint8_t audio[20000];
    struct clip again;
    voice_begin(600);
    voice_speak(1500, 5000);
    voice_rest(500);
    take_make(voice_samples, voice_count, 20, &room, &take);
    CHECK(take.fault == RECORDING_GOOD && take.clip.audio_size < sizeof audio);
    memcpy(kept, take.samples, take.count * sizeof kept[0]);
    memcpy(audio, take.clip.audio, take.clip.audio_size);
    const uint32_t size = take.clip.audio_size;
    CHECK(!failed(take_again(kept, take.count, &room, &again)));
    CHECK(again.audio_size == size && memcmp(again.audio, audio, size) == 0);
    CHECK_INT(take_again(kept, 0, &room, &again).code, ERR_BAD_INPUT);
}

TEST(a_bad_reading_makes_none)
{
    voice_begin(3000);
    take_make(voice_samples, voice_count, 20, &room, &take);
    CHECK_INT(take.fault, RECORDING_SILENT);
    CHECK(take.samples == NULL && take.clip.audio == NULL);
}

/* A knock before a faint voice: after levelling it would still be the loudest thing by far. */
TEST(knocks_that_no_limit_tames_are_told)
{
    voice_begin(600);
    for (int k = 0; k < 30; k++) {
        for (int i = 0; i < 48 * 12; i++) {
            voice_samples[voice_count + (size_t)i] = (int16_t)(i < 6        ? 30000
                                                               : i % 2 == 0 ? 190
                                                                            : -190);
        }
        voice_count += 48 * 60;
    }
    voice_rest(600);
    take_make(voice_samples, voice_count, 20, &room, &take);
    CHECK(take.fault != RECORDING_GOOD);
}

int main(void)
{
    RUN(a_good_reading_becomes_a_clip_as_loud_as_all);
    RUN(kept_samples_give_the_same_clip_again);
    RUN(a_bad_reading_makes_none);
    RUN(knocks_that_no_limit_tames_are_told);
    return check_done();
}
