/* Any pack of speech: refused, or every clip decodes within what it says. The bytes behind the pack
 * belong to nobody. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/sound/clips.h"

#define DECODED 20 /* clips of one pack, and */
#define PACKETS 50 /* packets of one clip, at most */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void decode(const struct clip *clip)
{
    static struct clip_decoder decoder;
    int16_t out[CLIP_PACKET];
    uint64_t total = 0;
    clip_decoder_start(&decoder, clip);
    for (int i = 0; i < PACKETS; i++) {
        const int got = clip_decoder_next(&decoder, out);
        if (got < 0 || got > CLIP_PACKET) {
            abort();
        }
        total += (uint64_t)got;
    }
    if (total > clip->samples) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct clips pack;
    uint8_t *bytes = malloc(size + (size == 0));
    memcpy(bytes, data, size);
    if (!failed(clips_open(&pack, bytes, size))) {
        for (uint32_t i = 0; i < pack.count && i < DECODED; i++) {
            struct clip clip, found;
            clips_get(&pack, i, &clip);
            if (!clips_find(&pack, clip.id, &found) || strlen(clip.text) >= size) {
                abort();
            }
            decode(&clip);
        }
        if (strlen(pack.language) > 16) {
            abort();
        }
    }
    free(bytes);
    return 0;
}
