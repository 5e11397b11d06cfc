#include "app/sound/clips.h"

#include <opus.h>
#include <string.h>

#include "platform/base/log.h"

static uint32_t u32(const uint8_t *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static uint64_t u64(const uint8_t *p)
{
    return (uint64_t)u32(p) | (uint64_t)u32(p + 4) << 32;
}

static const uint8_t *entry(const struct clips *c, uint32_t i)
{
    return c->bytes + CLIP_HEAD + (size_t)i * CLIP_ENTRY;
}

static bool entry_is_sound(const struct clips *c, uint32_t i)
{
    const uint8_t *e = entry(c, i);
    const uint64_t audio_end = (uint64_t)u32(e + 8) + u32(e + 12);
    const uint32_t text = u32(e + 16);
    return (i == 0 || u64(entry(c, i - 1)) < u64(e)) && audio_end <= c->size && text < c->size &&
           memchr(c->bytes + text, '\0', c->size - text) != NULL;
}

struct err clips_open(struct clips *c, const void *bytes, size_t size)
{
    *c = (struct clips){0};
    const uint8_t *p = bytes;
    if (size < CLIP_HEAD || memcmp(p, "RONGCLIP", 8) != 0) {
        return ERR(ERR_CORRUPT, 0, "clips: not a clip pack");
    }
    if (u32(p + 8) != 1) {
        return ERR(ERR_VERSION, 0, "clips: made by another version");
    }
    const uint32_t count = u32(p + 12);
    struct clips pack = {p, size, count, (const char *)p + 24};
    if (u32(p + 16) != size || count > (size - CLIP_HEAD) / CLIP_ENTRY || p[39] != 0) {
        return ERR(ERR_CORRUPT, 0, "clips: cut short");
    }
    for (uint32_t i = 0; i < count; i++) {
        if (!entry_is_sound(&pack, i)) {
            return ERR(ERR_CORRUPT, 0, "clips: index");
        }
    }
    *c = pack;
    return ERR_OK;
}

uint64_t clip_id(const char *language, const char *text, size_t len)
{
    uint64_t hash = 0xCBF29CE484222325u;
    for (const char *p = language; *p != '\0'; p++) {
        hash = (hash ^ (uint8_t)*p) * 0x100000001B3u;
    }
    hash = (hash ^ (uint8_t)'\t') * 0x100000001B3u;
    for (size_t i = 0; i < len; i++) {
        hash = (hash ^ (uint8_t)text[i]) * 0x100000001B3u;
    }
    return hash;
}

void clips_get(const struct clips *c, uint32_t i, struct clip *ret_clip)
{
    INVARIANT(i < c->count);
    const uint8_t *e = entry(c, i);
    *ret_clip = (struct clip){u64(e), c->bytes + u32(e + 8), u32(e + 12), u32(e + 20),
                              (const char *)c->bytes + u32(e + 16)};
}

bool clips_find(const struct clips *c, uint64_t id, struct clip *ret_clip)
{
    uint32_t low = 0;
    uint32_t high = c->count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        const uint64_t here = u64(entry(c, middle));
        if (here == id) {
            clips_get(c, middle, ret_clip);
            return true;
        }
        if (here < id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return false;
}

uint32_t clip_ms(const struct clip *clip)
{
    return clip->samples / 48;
}

void clip_decoder_start(struct clip_decoder *d, const struct clip *clip)
{
    INVARIANT(opus_decoder_get_size(1) <= CLIP_DECODER_SIZE);
    INVARIANT(opus_decoder_init((OpusDecoder *)(void *)d->state, 48000, 1) == OPUS_OK);
    d->at = clip->audio;
    d->end = clip->audio + clip->audio_size;
    d->left = clip->samples;
    d->skip = CLIP_PRE_SKIP;
}

/* One packet of CLIP_PACKET samples; false when there is no whole one left. */
static bool packet(struct clip_decoder *d, int16_t *out)
{
    if (d->end - d->at < 2) {
        return false;
    }
    const int size = d->at[0] | d->at[1] << 8;
    if (size > d->end - d->at - 2) {
        return false;
    }
    OpusDecoder *opus = (OpusDecoder *)(void *)d->state;
    if (opus_decode(opus, d->at + 2, size, out, CLIP_PACKET, 0) != CLIP_PACKET) {
        memset(out, 0, CLIP_PACKET * sizeof *out);
    }
    d->at += 2 + size;
    return true;
}

int clip_decoder_next(struct clip_decoder *d, int16_t *out)
{
    if (d->left == 0) {
        return 0;
    }
    if (!packet(d, out)) {
        d->left = 0;
        return 0;
    }
    int count = CLIP_PACKET - d->skip;
    if (d->skip > 0) {
        memmove(out, out + d->skip, (size_t)count * sizeof *out);
        d->skip = 0;
    }
    if ((uint32_t)count > d->left) {
        count = (int)d->left;
    }
    d->left -= (uint32_t)count;
    return count;
}
