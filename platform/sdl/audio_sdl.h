/* port_audio over SDL: the device pulls from a lock-free ring on SDL's own thread. Without a device
 * (none there, lost, or wanted "none:") time drains the ring in its place, so speech still comes to
 * its end, lights its words and never holds up the idle clock. */
#ifndef PLATFORM_SDL_AUDIO_SDL_H
#define PLATFORM_SDL_AUDIO_SDL_H

#include <stdatomic.h>
#include <stdint.h>

#include "platform/port_audio.h"

#define AUDIO_SDL_RING 32768                 /* samples, a power of two */
#define AUDIO_SDL_HOLD (AUDIO_RATE * 3 / 10) /* what push() takes */

struct audio_sdl {
    struct port_audio port;
    char device[128]; /* "" = the system's own choice */
    char phones[128]; /* of headphones; "" = the card itself turns its sound over to them */
    enum audio_route route;
    bool wanted; /* false for none: */
    uint32_t id; /* SDL's device; 0 = none open */
    int16_t ring[AUDIO_SDL_RING];
    atomic_size_t written, read, cut_to; /* positions in the stream */
    atomic_uint beats;                   /* callbacks so far */
    unsigned last_beats;
    uint64_t drained_ms; /* ring drained by time up to here */
    int16_t last;        /* callback's: last sample given, for a click-free cut */
};

/* uri: "sdl:", "sdl:DEVICE NAME" or "none:". A missing device is no error: alive() tells, tick()
 * tries again. ERR_BAD_INPUT for another uri. The struct must not move while it is open. */
MUST_USE struct err audio_sdl_open(struct audio_sdl *a, const char *uri);

/* Headphones on a device of their own: "sdl:DEVICE NAME"; "sdl:" = on the same. ERR_BAD_INPUT for
 * another uri. While they are in, nothing sounds elsewhere, be their device there or not. */
MUST_USE struct err audio_sdl_phones(struct audio_sdl *a, const char *uri);

#endif
