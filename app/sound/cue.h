/* The gong family: short sounds made by our own code from decaying tones, at most 300 ms, below the
 * level of speech (design/DESIGN.md 8). They imitate no ritual piece. */
#ifndef APP_SOUND_CUE_H
#define APP_SOUND_CUE_H

#include <stdint.h>

#include "app/sound/say.h" /* enum cue */

#define CUE_PARTIALS 6

struct cue_tone {
    float previous, before, turn, damp; /* y[n] = turn * y[n-1] - damp * y[n-2] */
    int wait;                           /* samples until it is struck */
    float strike;
};

struct cue_voice {
    struct cue_tone tones[CUE_PARTIALS];
    int count;
    int left; /* samples */
};

/* Milliseconds of a cue, 60 to 300. */
int cue_ms(enum cue cue);

void cue_start(struct cue_voice *v, enum cue cue);

/* At most max samples at AUDIO_RATE; 0 at the end. */
int cue_next(struct cue_voice *v, int16_t *out, int max);

#endif
