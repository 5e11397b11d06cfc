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

static uint32_t get(const uint8_t *p, int bytes)
{
    uint32_t v = 0;
    for (int i = 0; i < bytes; i++) {
        v |= (uint32_t)p[i] << (8 * i);
    }
    return v;
}

/* True for 16-bit PCM of one channel, also where the format is said the long way. */
static bool is_ours(const uint8_t *format, size_t size)
{
    const uint32_t tag = size >= 16 ? get(format, 2) : 0;
    const uint32_t kind = tag == 0xFFFE && size >= 26 ? get(format + 24, 2) : tag;
    return kind == 1 && get(format + 2, 2) == 1 && get(format + 14, 2) == 16;
}

bool wav_read(const uint8_t *bytes, size_t size, struct wav *ret_wav)
{
    uint32_t rate = 0;
    if (size < 12 || memcmp(bytes, "RIFF", 4) != 0 || memcmp(bytes + 8, "WAVE", 4) != 0) {
        return false;
    }
    for (size_t at = 12; at + 8 <= size;) {
        const uint8_t *chunk = bytes + at;
        const size_t left = size - at - 8;
        const size_t wanted = get(chunk + 4, 4);
        const size_t there = wanted < left ? wanted : left;
        if (memcmp(chunk, "fmt ", 4) == 0) {
            if (!is_ours(chunk + 8, there)) {
                return false;
            }
            rate = get(chunk + 12, 4);
        } else if (memcmp(chunk, "data", 4) == 0) {
            *ret_wav = (struct wav){chunk + 8, there / 2, rate};
            return rate > 0;
        }
        at += 8 + there + (there & 1);
    }
    return false;
}

int16_t wav_get(const struct wav *w, size_t i)
{
    return (int16_t)get(w->data + i * 2, 2);
}
