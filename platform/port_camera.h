/* Takes stills of papers: a document camera, or a scanner with sheets. May take seconds: called
 * from a worker, never from the main thread. After any failure the port stays usable: the next call
 * begins anew. Implementations: platform/linux/camera_v4l2.c, camera_sane.c and
 * platform/sim/camera_file.c. */
#ifndef PLATFORM_PORT_CAMERA_H
#define PLATFORM_PORT_CAMERA_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"

#define CAMERA_JPEG_MAX (8U << 20) /* bytes of one still; larger ones are refused */

struct port_camera {
    const struct port_camera_ops *ops;
};

struct port_camera_ops {
    const char *name; /* "v4l2", "sane", "sim", "none" */
    int limit_ms;     /* a still and what is done with it has come by then, or the camera hangs: not
                         waited for any longer */
    bool tells_dpi;   /* what its stills say in their header of dots to the inch is true */
    /* Writes the bytes of one JPEG into the caller's cap bytes. They are hostile input: decode
     * them only with platform/linux/jpeg_file.h. ERR_OFFLINE: no source; ERR_TIMEOUT; ERR_FULL:
     * larger than cap (nothing of it is kept); ERR_BAD_INPUT: what came is no picture; of a
     * scanner ERR_NO_PAPER: no sheet lies in it (any more), ERR_JAM and ERR_COVER_OPEN.
     * ERR_CANCELLED soon after *stop was set, by any thread; stop may be NULL. */
    struct err (*still)(struct port_camera *c, const atomic_bool *stop, uint8_t *ret_jpeg,
                        size_t cap, size_t *ret_size);
    /* After a still: true when the next one is a further sheet, for which nobody need do anything;
     * ERR_NO_PAPER ends them. NULL: never. */
    bool (*feeds)(struct port_camera *c);
    /* What lies under it now, RGB888 with at most max_side a side, into cap bytes; the camera runs
     * on until rest(). Width 0: the same as the last time, nothing was written. Fails and is
     * stopped as still(). NULL: it has nothing to show before a still. */
    struct err (*view)(struct port_camera *c, const atomic_bool *stop, int max_side,
                       uint8_t *ret_rgb, size_t cap, int *ret_width, int *ret_height);
    /* Nobody looks any more: its stream ends, its light goes out. NULL where view is. */
    void (*rest)(struct port_camera *c);
    void (*close)(struct port_camera *c); /* accepts a half-opened camera */
};

#endif
