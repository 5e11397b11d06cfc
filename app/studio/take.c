#include "app/studio/take.h"

#include <string.h>

/* Sample peaks to try, dBFS: encoding may raise them, and a lower ceiling then tames that. */
static const double ceilings[] = {-2.5, -3, -3.5, -4.2, -5};

struct err take_again(const int16_t *samples, size_t count, struct take_room *room,
                      struct clip *ret_clip)
{
    size_t size = 0;
    if (count == 0 || count > LEVEL_SAMPLES) {
        return ERR(ERR_BAD_INPUT, 0, "studio: no take");
    }
    const struct err e =
        clips_encode(&room->encoder, samples, count, room->audio, sizeof room->audio, &size);
    if (!failed(e)) {
        *ret_clip = (struct clip){.audio = room->audio,
                                  .audio_size = (uint32_t)size,
                                  .samples = (uint32_t)count,
                                  .text = ""};
    }
    return e;
}

/* As the kiosk will play it. */
static struct err measure_heard(struct take_room *room, const struct clip *clip,
                                struct loudness *ret_loudness)
{
    size_t at = 0;
    int n = 0;
    clip_decoder_start(&room->decoder, clip);
    while (at <= LEVEL_SAMPLES && (n = clip_decoder_next(&room->decoder, room->heard + at)) > 0) {
        at += (size_t)n;
    }
    return loudness_measure(room->heard, at, ret_loudness);
}

static enum recording_fault make(struct take_room *room, size_t count, struct take *take)
{
    for (size_t i = 0; i < sizeof ceilings / sizeof ceilings[0]; i++) {
        struct err e = level_bring(room->cut, count, ceilings[i], &room->level, room->levelled,
                                   &take->loudness);
        if (!failed(e)) {
            e = take_again(room->levelled, count, room, &take->clip);
        }
        if (!failed(e)) {
            e = measure_heard(room, &take->clip, &take->loudness);
        }
        if (!failed(e) && level_is_right(&take->loudness)) {
            take->samples = room->levelled;
            take->count = count;
            return RECORDING_GOOD;
        }
    }
    return RECORDING_UNEVEN;
}

void take_make(const int16_t *samples, size_t count, int letters, struct take_room *room,
               struct take *ret_take)
{
    (void)memset(ret_take, 0, sizeof *ret_take);
    ret_take->fault = recording_judge(samples, count, letters, &ret_take->facts);
    if (ret_take->fault == RECORDING_GOOD) {
        const size_t cut =
            recording_cut(samples, count, &ret_take->facts, room->cut, LEVEL_SAMPLES);
        ret_take->fault = make(room, cut, ret_take);
    }
}
