/* A microphone: one mono stream of 16-bit samples at AUDIO_RATE, open only between start() and
 * stop(), so that nothing listens while nobody records. Main thread only; nothing here blocks
 * longer than opening a device does. Implementations: platform/sdl/capture_sdl.c,
 * platform/sim/capture_file.c.
 */
#ifndef PLATFORM_PORT_CAPTURE_H
#define PLATFORM_PORT_CAPTURE_H

#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"
#include "platform/port_audio.h" /* AUDIO_RATE */

/* Samples that are kept for who does not take them in time: two seconds. */
#define CAPTURE_HOLD ((size_t)AUDIO_RATE * 2)

struct port_capture {
    const struct port_capture_ops *ops;
};

struct port_capture_ops {
    const char *name; /* "sdl", "sim", "none" */
    /* Opens the microphone and begins to keep what it hears. ERR_OFFLINE when there is none. */
    struct err (*start)(struct port_capture *c);
    /* Moves up to room samples, in the order they were heard, into out. After an error *ret_count
     * samples were moved all the same: ERR_FULL, some that should follow are lost, there is a gap;
     * ERR_OFFLINE, the device is gone and nothing more comes. */
    struct err (*take)(struct port_capture *c, int16_t *out, size_t room, size_t *ret_count);
    /* Closes the microphone and wipes what was not taken. Safe when it is not open. */
    void (*stop)(struct port_capture *c);
    void (*close)(struct port_capture *c); /* accepts a half-opened one */
};

#endif
