/* port_capture over SDL: the device writes into a lock-free ring on SDL's own thread, between start
 * and stop only. Which driver is the environment's choice (SDL_AUDIODRIVER); with "disk" and
 * SDL_DISKAUDIOFILEIN a file of raw samples is heard, which is how it is tested. */
#ifndef PLATFORM_SDL_CAPTURE_SDL_H
#define PLATFORM_SDL_CAPTURE_SDL_H

#include <stdatomic.h>
#include <stdint.h>

#include "platform/port_capture.h"

#define CAPTURE_SDL_RING 131072 /* samples, a power of two over CAPTURE_HOLD */

struct capture_sdl {
    struct port_capture port;
    char device[128]; /* "" = the system's own choice */
    bool wanted;      /* false for none: */
    uint32_t id;      /* SDL's device; 0 = closed */
    int16_t ring[CAPTURE_SDL_RING];
    atomic_size_t written, read; /* positions in the stream */
    atomic_bool gap;             /* callback's: samples had no room */
    atomic_uint beats;           /* callbacks so far */
    unsigned last_beats;
    uint64_t beat_ms; /* when beats was last seen to grow */
};

/* uri: "sdl:", "sdl:DEVICE NAME" or "none:". No device is opened yet. ERR_BAD_INPUT for another
 * uri. The struct must not move while it is open. */
MUST_USE struct err capture_sdl_open(struct capture_sdl *c, const char *uri);

#endif
