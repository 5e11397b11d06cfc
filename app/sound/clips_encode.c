#include "app/sound/clips_encode.h"

#include <opus.h>
#include <string.h>

enum { RATE = 48000, BITRATE = 24000, COMPLEXITY = 5 };

static bool begin(OpusEncoder *opus)
{
    opus_int32 lookahead = 0;
    return opus_encoder_init(opus, RATE, 1, OPUS_APPLICATION_AUDIO) == OPUS_OK &&
           opus_encoder_ctl(opus, OPUS_SET_BITRATE(BITRATE)) == OPUS_OK &&
           opus_encoder_ctl(opus, OPUS_SET_COMPLEXITY(COMPLEXITY)) == OPUS_OK &&
           opus_encoder_ctl(opus, OPUS_SET_SIGNAL(OPUS_SIGNAL_VOICE)) == OPUS_OK &&
           opus_encoder_ctl(opus, OPUS_GET_LOOKAHEAD(&lookahead)) == OPUS_OK &&
           lookahead == CLIP_PRE_SKIP;
}

struct err clips_encode(struct clip_encoder *e, const int16_t *samples, size_t count, uint8_t *out,
                        size_t room, size_t *ret_size)
{
    OpusEncoder *opus = (OpusEncoder *)(void *)e->state;
    if (opus_encoder_get_size(1) > CLIP_ENCODER_SIZE || !begin(opus)) {
        return ERR(ERR_UNSUPPORTED, 0, "clips: libopus");
    }
    size_t size = 0;
    for (size_t at = 0; at < count + CLIP_PRE_SKIP; at += CLIP_PACKET) {
        int16_t frame[CLIP_PACKET] = {0};
        const size_t left = at < count ? count - at : 0;
        (void)memcpy(frame, samples + (left > 0 ? at : 0),
                     (left < CLIP_PACKET ? left : CLIP_PACKET) * sizeof frame[0]);
        if (room - size < CLIP_PACKET_MAX + 2) {
            return ERR(ERR_FULL, 0, "clips: audio");
        }
        const int n = opus_encode(opus, frame, CLIP_PACKET, out + size + 2, CLIP_PACKET_MAX);
        if (n < 0) {
            return ERR(ERR_UNSUPPORTED, n, "clips: libopus");
        }
        out[size] = (uint8_t)(n & 255);
        out[size + 1] = (uint8_t)(n >> 8);
        size += (size_t)n + 2;
    }
    *ret_size = size;
    return ERR_OK;
}
