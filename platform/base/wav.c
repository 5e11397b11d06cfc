#include "platform/base/wav.h"

#include <string.h>

static void put(uint8_t *p, uint32_t v, int bytes)
{
    for (int i = 0; i < bytes; i++) {
        p[i] = (uint8_t)(v >> (8 * i));
    }
}

void wav_header(uint32_t rate, uint32_t count, uint8_t ret_head[WAV_HEAD])
{
    memcpy(ret_head, "RIFF....WAVEfmt ....................data", 40);
    put(ret_head + 4, WAV_HEAD - 8 + count * 2, 4);
    put(ret_head + 16, 16, 4);
    put(ret_head + 20, 1, 2); /* PCM */
    put(ret_head + 22, 1, 2); /* mono */
    put(ret_head + 24, rate, 4);
    put(ret_head + 28, rate * 2, 4);
    put(ret_head + 32, 2, 2);
    put(ret_head + 34, 16, 2);
    put(ret_head + 40, count * 2, 4);
}

void wav_sample(int16_t sample, uint8_t ret_bytes[2])
{
    put(ret_bytes, (uint16_t)sample, 2);
}
