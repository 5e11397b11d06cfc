#include "app/sound/tempo.h"

#include <sonic.h>
#include <string.h>

#include "platform/port_audio.h"

struct err tempo_open(struct tempo *t)
{
    t->stream = sonicCreateStream(AUDIO_RATE, 1);
    return t->stream != NULL ? ERR_OK : ERR(ERR_FULL, 0, "tempo: no memory");
}

void tempo_close(struct tempo *t)
{
    if (t->stream != NULL) {
        sonicDestroyStream(t->stream);
        t->stream = NULL;
    }
}

void tempo_set(struct tempo *t, int percent)
{
    const int kept = percent < 50 ? 50 : percent > 200 ? 200 : percent;
    sonicSetSpeed(t->stream, (float)kept / 100.0F);
}

void tempo_put(struct tempo *t, const int16_t *samples, int count)
{
    int16_t copy[960];
    while (count > 0) { /* libsonic takes no const */
        const int n = count < 960 ? count : 960;
        memcpy(copy, samples, (size_t)n * sizeof copy[0]);
        (void)sonicWriteShortToStream(t->stream, copy, n);
        samples += n;
        count -= n;
    }
}

void tempo_flush(struct tempo *t)
{
    (void)sonicFlushStream(t->stream);
}

int tempo_take(struct tempo *t, int16_t *out, int max)
{
    return sonicReadShortFromStream(t->stream, out, max);
}

void tempo_clear(struct tempo *t)
{
    int16_t gone[960];
    tempo_flush(t);
    while (tempo_take(t, gone, 960) > 0) {
    }
}
