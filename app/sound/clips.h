/* A pack of recorded or synthetic speech of one language, mapped read-only from a file made by
 * assets/tools/clip_pack.c:
 *
 *   0  "RONGCLIP"            8 bytes
 *   8  u32 version (1), u32 count, u32 size of the whole file, u32 reserved (0)
 *   24 char language[16]     NUL-padded
 *   40 count times, sorted by id: u64 id, u32 audio, u32 audio_size, u32 text, u32 samples
 *   .. texts: NUL-terminated UTF-8, together, so that checking them does not read the audio
 *   .. audio: Opus packets of 20 ms, mono, each after its u16 size
 *
 * All numbers little-endian, offsets from the start of the file. The id is a hash of language and
 * text, so a changed sentence has no clip until one is made for it. */
#ifndef APP_SOUND_CLIPS_H
#define APP_SOUND_CLIPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"

#define CLIP_HEAD       40
#define CLIP_ENTRY      24
#define CLIP_PACKET_MS  20
#define CLIP_PACKET     960  /* samples of a packet at AUDIO_RATE */
#define CLIP_PACKET_MAX 1275 /* bytes, Opus' own limit */
#define CLIP_PRE_SKIP   312  /* samples the Opus decoder is late at 48 kHz */

struct clips {
    const uint8_t *bytes; /* the caller's; outlives this */
    size_t size;
    uint32_t count;
    const char *language;
};

struct clip {
    uint64_t id;
    const uint8_t *audio;
    uint32_t audio_size; /* bytes */
    uint32_t samples;    /* at 48 kHz, pre-skip left out */
    const char *text;    /* what is said; lives as long as the pack */
};

/* Checks the whole index against size; ERR_CORRUPT or ERR_VERSION, and then nothing is kept. */
MUST_USE struct err clips_open(struct clips *c, const void *bytes, size_t size);

/* 64-bit FNV-1a over language, TAB and text (UTF-8, NFC, white space already single). */
uint64_t clip_id(const char *language, const char *text, size_t len);

/* False when the pack has none. */
bool clips_find(const struct clips *c, uint64_t id, struct clip *ret_clip);

/* Clip i of 0..count-1, in order of id. */
void clips_get(const struct clips *c, uint32_t i, struct clip *ret_clip);

uint32_t clip_ms(const struct clip *clip);

#define CLIP_DECODER_SIZE 32768

/* Decodes one clip at a time; no heap: the Opus state lies in here. */
struct clip_decoder {
    _Alignas(16) uint8_t state[CLIP_DECODER_SIZE];
    const uint8_t *at, *end;
    uint32_t left; /* samples still to give */
    int skip;      /* samples still to drop */
};

/* Starts at the beginning of a clip. */
void clip_decoder_start(struct clip_decoder *d, const struct clip *clip);

/* Next samples into out (room for CLIP_PACKET); 0 at the end. A damaged packet gives silence. */
int clip_decoder_next(struct clip_decoder *d, int16_t *out);

#endif
