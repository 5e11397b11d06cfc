/* Brings a recording to the loudness of every clip, by gain and a look-ahead limiter that is down
 * before a peak comes. What it was is never changed, so nothing adds up over the passes. Pure. */
#ifndef APP_SOUND_LEVEL_H
#define APP_SOUND_LEVEL_H

#include "app/sound/loudness.h"
#include "platform/port_audio.h"

/* -16 LUFS is a choice for small loudspeakers, +-1 what ears let pass (reference/languages.md 4).
 */
#define LEVEL_LUFS      (-16.0)
#define LEVEL_LUFS_ROOM 1.0
#define LEVEL_PEAK      (-1.5) /* dBTP */

#define LEVEL_SECONDS   30 /* the longest clip */
#define LEVEL_SAMPLES   ((size_t)LEVEL_SECONDS * AUDIO_RATE)
#define LEVEL_BLOCK     96 /* samples with one gain: 2 ms */

struct level_room {
    float need[LEVEL_SAMPLES / LEVEL_BLOCK + 2], gain[LEVEL_SAMPLES / LEVEL_BLOCK + 2];
};

/* Writes count samples, at most LEVEL_SAMPLES, as loud as LEVEL_LUFS and with no sample over
 * ceiling (dBFS), as near as that goes, and how loud they are then. ERR_BAD_INPUT when there is
 * nothing to be heard or too much; ERR_FULL when there is no memory. */
MUST_USE struct err level_bring(const int16_t *from, size_t count, double ceiling,
                                struct level_room *room, int16_t *ret_to,
                                struct loudness *ret_loudness);

/* True when it may become a clip. */
bool level_is_right(const struct loudness *l);

#endif
