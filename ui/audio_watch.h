/* Looks after the sound card: one that went is noticed, logged once and looked for again, for as
 * long as it takes. Main thread only. */
#ifndef UI_AUDIO_WATCH_H
#define UI_AUDIO_WATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "platform/port_audio.h"

#define AUDIO_WATCH_MS 1000 /* port_audio.h: tick() once a second */

struct audio_watch {
    uint64_t looked_ms; /* when it was last looked at; 0 = never */
    bool lost;
};

/* Every turn of the loop; looks once in AUDIO_WATCH_MS, and wakes nobody for it: where nothing is
 * played a lost card is missed by nobody. audio NULL, or one that is no device ("none"): nothing.
 * True when the card is found lost, once for each loss: the caller logs it. */
bool audio_watch_step(struct audio_watch *w, struct port_audio *audio, uint64_t now_ms);

#endif
