/* A large file that arrives piece by piece, over days if need be, in a folder of its own: its last
 * bytes may be lost in a power cut, those before the last flush are not. Blocking; one owner
 * thread. Implementations: platform/linux/part_file.c, platform/sim/part_faulty.c. */
#ifndef PLATFORM_PORT_PART_H
#define PLATFORM_PORT_PART_H

#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"

struct port_part {
    const struct port_part_ops *ops;
};

struct port_part_ops {
    const char *name; /* "linux", "faulty" */
    /* Opens folder/name for appending, making both when they are not there; whatever is longer than
     * keep bytes is cut off. ret_size = bytes that are there then: at most keep. ERR_IO; ERR_FULL.
     */
    struct err (*open)(struct port_part *p, const char *folder, const char *name, int64_t keep,
                       int64_t *ret_size);
    struct err (*append)(struct port_part *p, const void *bytes, size_t size);
    struct err (*flush)(struct port_part *p);
    /* Flushes, closes, and gives the file another name in its folder, flushed, too. */
    struct err (*finish)(struct port_part *p, const char *name);
    void (*close)(struct port_part *p); /* accepts one that never opened */
};

#endif
