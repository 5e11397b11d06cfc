/* Samples into the audio of a clip, as clips.h describes it: Opus, 24 kbit/s, packets of 20 ms. The
 * same samples give the same bytes. No heap: the encoder lies in the caller's struct. */
#ifndef APP_SOUND_CLIPS_ENCODE_H
#define APP_SOUND_CLIPS_ENCODE_H

#include "app/sound/clips.h"

#define CLIP_ENCODER_SIZE 65536

struct clip_encoder {
    _Alignas(16) uint8_t state[CLIP_ENCODER_SIZE];
};

/* Bytes that are always enough for so many samples at 24 kbit/s with its peaks. */
#define CLIP_AUDIO_ROOM(samples) (((samples) / CLIP_PACKET + 2) * 400)

/* Encodes count mono samples at AUDIO_RATE into out[0..room). ERR_FULL when they do not fit;
 * ERR_UNSUPPORTED when the library is not as the decoder expects it. */
MUST_USE struct err clips_encode(struct clip_encoder *e, const int16_t *samples, size_t count,
                                 uint8_t *out, size_t room, size_t *ret_size);

#endif
