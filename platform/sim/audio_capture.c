#include "platform/sim/audio_capture.h"

#include <errno.h>
#include <stdlib.h>

#include "platform/base/wav.h"

static struct audio_capture *self(struct port_audio *a)
{
    return (struct audio_capture *)(void *)a;
}

static size_t room(struct port_audio *a)
{
    return CAPTURE_RING - self(a)->queued;
}

static size_t push(struct port_audio *a, const int16_t *samples, size_t count)
{
    struct audio_capture *c = self(a);
    size_t taken = 0;
    while (taken < count && c->queued < CAPTURE_RING) {
        c->ring[(c->head + c->queued) % CAPTURE_RING] = samples[taken];
        c->queued++;
        taken++;
    }
    return taken;
}

static size_t queued(struct port_audio *a)
{
    return self(a)->queued;
}

static void cut(struct port_audio *a)
{
    self(a)->queued = 0;
    self(a)->cuts++;
}

static void route(struct port_audio *a, enum audio_route to)
{
    cut(a);
    self(a)->route = to;
}

static bool alive(struct port_audio *a)
{
    return !self(a)->lost;
}

static void tick(struct port_audio *a)
{
    struct audio_capture *c = self(a);
    if (c->lost && c->found_after_ms != 0 && c->now_ms >= c->found_after_ms) {
        c->lost = false;
        c->lost_after_ms = 0;
    }
}

static struct err write_header(FILE *f, uint32_t count)
{
    uint8_t head[WAV_HEAD];
    wav_header(AUDIO_RATE, count, head);
    return fwrite(head, 1, sizeof head, f) == sizeof head ? ERR_OK
                                                          : ERR(ERR_IO, errno, "wav: write");
}

static void close_capture(struct port_audio *a)
{
    struct audio_capture *c = self(a);
    if (c->wav != NULL) {
        rewind(c->wav);
        const struct err e = write_header(c->wav, (uint32_t)c->samples);
        (void)e; /* a sim's file: whoever reads it will see */
        (void)fclose(c->wav);
        c->wav = NULL;
    }
}

struct err audio_capture_open(struct audio_capture *a, const char *wav_path)
{
    static const struct port_audio_ops ops = {"capture", room,  push, queued,       cut,
                                              route,     alive, tick, close_capture};
    *a = (struct audio_capture){.port = {&ops}};
    if (wav_path == NULL) {
        return ERR_OK;
    }
    a->wav = fopen(wav_path, "wb");
    if (a->wav == NULL) {
        return ERR(ERR_IO, errno, "audio: cannot write the WAV file");
    }
    return write_header(a->wav, 0);
}

static void sound(struct audio_capture *a, int16_t sample)
{
    uint8_t bytes[2];
    wav_sample(sample, bytes);
    if (!a->lost) {
        a->energy += abs(sample);
        if (a->wav != NULL) {
            (void)fwrite(bytes, 1, 2, a->wav);
        }
    }
    a->samples += !a->lost;
}

void audio_capture_advance(struct audio_capture *a, uint64_t now_ms)
{
    for (; a->now_ms < now_ms; a->now_ms++) {
        if (a->lost_after_ms != 0 && a->now_ms >= a->lost_after_ms) {
            a->lost = true;
        }
        for (int i = 0; i < AUDIO_RATE / 1000; i++) {
            int16_t sample = 0;
            if (a->queued > 0) {
                sample = a->ring[a->head];
                a->head = (a->head + 1) % CAPTURE_RING;
                a->queued--;
            }
            sound(a, sample);
        }
    }
}
