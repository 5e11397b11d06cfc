#include "app/sound/clips_encode.h"

#include "tests/check.h"
#include "tests/unit/voice_world.h"

static struct clip_encoder encoder;
static uint8_t audio[CLIP_AUDIO_ROOM(AUDIO_RATE * 3)], again[sizeof audio];

/* How alike two stretches are, 1 = the same but for loudness. */
static double likeness(const int16_t *a, const int16_t *b, size_t count)
{
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (size_t i = 0; i < count; i++) {
        ab += (double)a[i] * b[i];
        aa += (double)a[i] * a[i];
        bb += (double)b[i] * b[i];
    }
    return aa > 0 && bb > 0 ? ab / sqrt(aa * bb) : 0;
}

TEST(what_is_encoded_is_heard_again_in_its_place)
{
    static struct clip_decoder decoder;
    static int16_t heard[AUDIO_RATE * 3];
    size_t size = 0;
    size_t at = 0;
    int n = 0;
    int16_t block[CLIP_PACKET];
    voice_begin(20);
    voice_speak(1500, 6000);
    voice_rest(77);
    CHECK(!failed(clips_encode(&encoder, voice_samples, voice_count, audio, sizeof audio, &size)));
    CHECK(size > 1000 && size < 8000); /* 24 kbit/s */
    const struct clip clip = {0, audio, (uint32_t)size, (uint32_t)voice_count, ""};
    clip_decoder_start(&decoder, &clip);
    while ((n = clip_decoder_next(&decoder, block)) > 0) {
        memcpy(heard + at, block, (size_t)n * sizeof block[0]);
        at += (size_t)n;
    }
    CHECK_INT(at, voice_count);
    CHECK(likeness(heard, voice_samples, voice_count) > 0.9);
}

TEST(the_same_samples_give_the_same_bytes)
{
    size_t first = 0;
    size_t second = 0;
    voice_begin(20);
    voice_speak(900, 6000);
    CHECK(!failed(clips_encode(&encoder, voice_samples, voice_count, audio, sizeof audio, &first)));
    CHECK(
        !failed(clips_encode(&encoder, voice_samples, voice_count, again, sizeof again, &second)));
    CHECK(first == second && memcmp(audio, again, first) == 0);
}

TEST(no_room_is_told)
{
    size_t size = 0;
    voice_begin(20);
    voice_speak(900, 6000);
    CHECK_INT(clips_encode(&encoder, voice_samples, voice_count, audio, 2000, &size).code,
              ERR_FULL);
}

int main(void)
{
    RUN(what_is_encoded_is_heard_again_in_its_place);
    RUN(the_same_samples_give_the_same_bytes);
    RUN(no_room_is_told);
    return check_done();
}
