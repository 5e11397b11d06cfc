/* A pretended sound device in virtual time: what is pushed sounds only as audio_capture_advance()
 * lets time pass, and can be written to a WAV file. Faults: no device from the start, or lost after
 * some milliseconds; then time alone drains the ring, as in platform/sdl/audio_sdl.c. */
#ifndef PLATFORM_SIM_AUDIO_CAPTURE_H
#define PLATFORM_SIM_AUDIO_CAPTURE_H

#include <stdint.h>
#include <stdio.h>

#include "platform/port_audio.h"

#define CAPTURE_RING (AUDIO_RATE * 3 / 10)

struct audio_capture {
    struct port_audio port;
    int16_t ring[CAPTURE_RING];
    size_t head, queued;
    uint64_t now_ms, samples; /* played in all */
    FILE *wav;                /* or NULL */
    bool lost;
    uint64_t lost_after_ms;  /* 0 = never */
    uint64_t found_after_ms; /* a lost device is back from then on; 0 = never */
    uint32_t cuts;
    enum audio_route route; /* where it sounds */
    int64_t energy;         /* sum of |sample| played, to see that something sounded */
};

/* wav_path is NULL or a file to write. ERR_IO when it cannot be made. */
MUST_USE struct err audio_capture_open(struct audio_capture *a, const char *wav_path);

/* Time goes on to now_ms; 48 samples a millisecond sound. */
void audio_capture_advance(struct audio_capture *a, uint64_t now_ms);

#endif
