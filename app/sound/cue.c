#include "app/sound/cue.h"

#include <math.h>
#include <stddef.h>

#include "platform/port_audio.h"

struct partial {
    enum cue cue;
    int onset_ms;
    float hertz;
    int decay_ms; /* to 1/e */
    float level;  /* of full scale */
};

static const struct partial partials[] = {
    /* dry wood */
    {CUE_TOUCH, 0, 880, 9, 0.16F},
    {CUE_TOUCH, 0, 1480, 5, 0.08F},
    /* one low gong */
    {CUE_WOVEN, 0, 196, 110, 0.14F},
    {CUE_WOVEN, 0, 297, 80, 0.06F},
    {CUE_WOVEN, 0, 541, 40, 0.03F},
    /* two taps */
    {CUE_CANNOT, 0, 415, 14, 0.16F},
    {CUE_CANNOT, 0, 690, 8, 0.06F},
    {CUE_CANNOT, 130, 370, 14, 0.16F},
    {CUE_CANNOT, 130, 615, 8, 0.06F},
    /* three falling gongs */
    {CUE_FINISHED, 0, 392, 70, 0.11F},
    {CUE_FINISHED, 0, 594, 40, 0.04F},
    {CUE_FINISHED, 85, 330, 70, 0.11F},
    {CUE_FINISHED, 85, 500, 40, 0.04F},
    {CUE_FINISHED, 170, 262, 80, 0.12F},
    {CUE_FINISHED, 170, 397, 50, 0.04F},
    /* double gong; whoever calls repeats it */
    {CUE_CALLING, 0, 294, 70, 0.12F},
    {CUE_CALLING, 0, 445, 45, 0.05F},
    {CUE_CALLING, 140, 294, 70, 0.12F},
    {CUE_CALLING, 140, 445, 45, 0.05F},
    /* the same at a third of its height */
    {CUE_CALLING_SOFT, 0, 294, 70, 0.04F},
    {CUE_CALLING_SOFT, 0, 445, 45, 0.016F},
    {CUE_CALLING_SOFT, 140, 294, 70, 0.04F},
    {CUE_CALLING_SOFT, 140, 445, 45, 0.016F},
    /* short tone before a voice of another language */
    {CUE_FALLBACK, 0, 660, 50, 0.10F},
};

int cue_ms(enum cue cue)
{
    static const int ms[] = {60, 290, 220, 300, 300, 140, 300};
    return (size_t)cue < sizeof ms / sizeof ms[0] ? ms[cue] : 0;
}

void cue_start(struct cue_voice *v, enum cue cue)
{
    *v = (struct cue_voice){.left = cue_ms(cue) * (AUDIO_RATE / 1000)};
    for (size_t i = 0; i < sizeof partials / sizeof partials[0]; i++) {
        const struct partial *p = &partials[i];
        if (p->cue != cue || v->count == CUE_PARTIALS) {
            continue;
        }
        const float w = 6.2831853F * p->hertz / (float)AUDIO_RATE;
        const float r = expf(-1000.0F / ((float)p->decay_ms * (float)AUDIO_RATE));
        v->tones[v->count++] = (struct cue_tone){.turn = 2 * r * cosf(w),
                                                 .damp = r * r,
                                                 .wait = p->onset_ms * (AUDIO_RATE / 1000),
                                                 .strike = p->level * sinf(w)};
    }
}

static float tone_next(struct cue_tone *t)
{
    if (t->wait > 0) {
        t->wait--;
        return 0;
    }
    const float y = t->turn * t->previous - t->damp * t->before + t->strike;
    t->strike = 0;
    t->before = t->previous;
    t->previous = y;
    return y;
}

int cue_next(struct cue_voice *v, int16_t *out, int max)
{
    const int count = v->left < max ? v->left : max;
    for (int i = 0; i < count; i++) {
        float sum = 0;
        for (int j = 0; j < v->count; j++) {
            sum += tone_next(&v->tones[j]);
        }
        const int ends_in = v->left - i;
        if (ends_in < AUDIO_RATE / 100) { /* no click at the end */
            sum *= (float)ends_in / ((float)AUDIO_RATE / 100.0F);
        }
        out[i] = (int16_t)(sum * 32767.0F);
    }
    v->left -= count;
    return count;
}
