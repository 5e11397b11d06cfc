/* Slower or faster speech at the same pitch. The only user of libsonic, whose buffers are its own
 * and never hold more than the clip being played. */
#ifndef APP_SOUND_TEMPO_H
#define APP_SOUND_TEMPO_H

#include <stdint.h>

#include "platform/base/err.h"

struct tempo {
    void *stream;
};

/* ERR_FULL without memory. Close with tempo_close(). */
MUST_USE struct err tempo_open(struct tempo *t);
void tempo_close(struct tempo *t);

/* 50 to 200; 100 = as recorded. */
void tempo_set(struct tempo *t, int percent);

/* Puts samples in (AUDIO_RATE, mono). */
void tempo_put(struct tempo *t, const int16_t *samples, int count);

/* What was put is all there is: the rest comes out. */
void tempo_flush(struct tempo *t);

/* Takes at most max samples out; 0 = give it more first. */
int tempo_take(struct tempo *t, int16_t *out, int max);

/* Throws away what is inside. */
void tempo_clear(struct tempo *t);

#endif
