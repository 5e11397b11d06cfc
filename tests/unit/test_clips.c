#include "app/sound/clips.h"

#include <stdlib.h>

#include "app/assets.h"
#include "tests/check.h"

static struct assets assets;
static struct file_bytes file;
static struct clips pack;

static bool open_pack(void)
{
    return !failed(assets_open(&assets, files_linux(), NULL)) &&
           !failed(assets_map(&assets, "clips-vi.pak", &file)) &&
           !failed(clips_open(&pack, file.bytes, file.size));
}

TEST(the_built_pack_opens_and_holds_the_words_of_the_grammar)
{
    CHECK(open_pack());
    struct clip clip;
    CHECK_STR(pack.language, "vi");
    CHECK(clips_find(&pack, clip_id("vi", "hai mươi mốt", strlen("hai mươi mốt")), &clip));
    CHECK_STR(clip.text, "hai mươi mốt");
    CHECK(!clips_find(&pack, clip_id("vi", "hai mươi mốt ", strlen("hai mươi mốt ")), &clip));
    CHECK(!clips_find(&pack, 0, &clip));
    for (uint32_t i = 0; i < pack.count; i++) {
        struct clip found;
        clips_get(&pack, i, &clip);
        CHECK(clips_find(&pack, clip.id, &found) && found.audio == clip.audio);
        CHECK(clip.id == clip_id("vi", clip.text, strlen(clip.text)));
        CHECK(clip_ms(&clip) >= 100 && clip_ms(&clip) <= 30000);
    }
}

/* Every clip was checked when it was made; this hears some again, as the kiosk does. */
TEST(clips_decode_to_their_length_neither_silent_nor_clipped)
{
    static struct clip_decoder decoder;
    int16_t block[CLIP_PACKET];
    for (uint32_t i = 0; i < pack.count; i += 23) {
        struct clip clip;
        int n;
        int peak = 0;
        uint32_t total = 0;
        double square = 0;
        clips_get(&pack, i, &clip);
        clip_decoder_start(&decoder, &clip);
        while ((n = clip_decoder_next(&decoder, block)) > 0) {
            for (int j = 0; j < n; j++) {
                peak = abs(block[j]) > peak ? abs(block[j]) : peak;
                square += (double)block[j] * block[j];
            }
            total += (uint32_t)n;
        }
        CHECK_INT(total, clip.samples);
        CHECK(peak > 4000 && peak <= 27570); /* -1.5 dBFS */
        CHECK(square / clip.samples > 327.0 * 327.0 /* -40 dBFS */);
    }
}

TEST(a_damaged_pack_is_refused_whole)
{
    uint8_t *bad = malloc(file.size);
    struct clips c;
    CHECK(bad != NULL);
    for (int damage = 0; bad != NULL && damage < 6; damage++) {
        memcpy(bad, file.bytes, file.size);
        size_t size = file.size;
        switch (damage) {
        case 0:
            size -= 1;
            break;
        case 1:
            bad[0] = 'X';
            break;
        case 2:
            bad[8] = 9;
            break;
        case 3:
            bad[15] = 0xFF; /* count */
            break;
        case 4:
            bad[CLIP_HEAD + 15] = 0xFF; /* audio size */
            break;
        default:
            bad[CLIP_HEAD + 7] = 0xFF; /* order of ids */
            break;
        }
        const struct err e = clips_open(&c, bad, size);
        CHECK_INT(e.code, damage == 2 ? ERR_VERSION : ERR_CORRUPT);
        CHECK_INT(c.count, 0);
    }
    free(bad);
}

TEST(damaged_audio_gives_silence_and_ends)
{
    static struct clip_decoder decoder;
    uint8_t noise[64] = {40, 0, 0xFF, 0xFF, 0x13};
    const struct clip clip = {1, noise, sizeof noise, 48000, ""};
    int16_t block[CLIP_PACKET];
    int turns = 0;
    clip_decoder_start(&decoder, &clip);
    while (clip_decoder_next(&decoder, block) > 0) {
        turns++;
    }
    CHECK(turns < 40);
}

int main(void)
{
    RUN(the_built_pack_opens_and_holds_the_words_of_the_grammar);
    RUN(clips_decode_to_their_length_neither_silent_nor_clipped);
    RUN(a_damaged_pack_is_refused_whole);
    RUN(damaged_audio_gives_silence_and_ends);
    return check_done();
}
