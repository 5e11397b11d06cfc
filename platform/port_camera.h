/* Takes one still of a paper. May take seconds: called from a worker, never from the main thread.
 * After any failure the port stays usable. Implementations: platform/sim/camera_file.c. */
#ifndef PLATFORM_PORT_CAMERA_H
#define PLATFORM_PORT_CAMERA_H

#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"

#define CAMERA_JPEG_MAX (8U << 20) /* bytes of one still; larger ones are refused */

struct port_camera {
    const struct port_camera_ops *ops;
};

struct port_camera_ops {
    const char *name; /* "sim", "none" */
    /* Writes the bytes of one JPEG into the caller's cap bytes. They are hostile input: decode
     * them only with platform/linux/jpeg_file.h. ERR_OFFLINE: no source; ERR_TIMEOUT; ERR_FULL:
     * larger than cap (nothing of it is kept); ERR_BAD_INPUT: what came is no picture. */
    struct err (*still)(struct port_camera *c, uint8_t *ret_jpeg, size_t cap, size_t *ret_size);
    void (*close)(struct port_camera *c); /* accepts a half-opened camera */
};

#endif
