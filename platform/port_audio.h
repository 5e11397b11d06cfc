/* Sound out: one mono stream of 16-bit samples at AUDIO_RATE. The device pulls from a ring on its
 * own thread; push() is called by the main thread only. Loss of the device never stops the kiosk.
 */
#ifndef PLATFORM_PORT_AUDIO_H
#define PLATFORM_PORT_AUDIO_H

#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"

#define AUDIO_RATE 48000

enum audio_route { AUDIO_LOUDSPEAKER, AUDIO_HEADPHONES };

struct port_audio {
    const struct port_audio_ops *ops;
};

struct port_audio_ops {
    const char *name; /* "sdl", "capture", "none" */
    /* Samples that push() would take now; the ring holds about 300 ms. */
    size_t (*room)(struct port_audio *a);
    /* Queues count samples; returns how many were taken. */
    size_t (*push)(struct port_audio *a, const int16_t *samples, size_t count);
    /* Samples queued and not yet played. */
    size_t (*queued)(struct port_audio *a);
    /* Drops what is queued, at once: a touch cuts speech. */
    void (*cut)(struct port_audio *a);
    /* From now on it sounds there; what is queued for the other is dropped first. */
    void (*route)(struct port_audio *a, enum audio_route to);
    /* True while a device plays; false: lost, open() is retried by tick(). */
    bool (*alive)(struct port_audio *a);
    /* Once a second: reopens a lost device. */
    void (*tick)(struct port_audio *a);
    void (*close)(struct port_audio *a);
};

#endif
