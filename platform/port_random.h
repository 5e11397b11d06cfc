/* Unpredictable bytes for identifiers and codes. Any thread.
 * Implementations: platform/linux/random_linux.c, platform/sim/random_seeded.c. */
#ifndef PLATFORM_PORT_RANDOM_H
#define PLATFORM_PORT_RANDOM_H

#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"

struct port_random;

struct port_random_ops {
    const char *name; /* "linux", "seeded" */
    /* Fills size bytes, all of them or ERR_IO. */
    struct err (*fill)(struct port_random *r, void *ret_bytes, size_t size);
};

struct port_random {
    const struct port_random_ops *ops;
    uint64_t state; /* of the seeded one */
    int fail_after; /* of the seeded one: > 0 counts calls down, then every call fails; 0 = never */
};

/* The kernel's generator (getrandom); blocks only before the kernel is seeded at boot. */
struct port_random random_linux(void);

/* A repeatable stream for tests and tours (splitmix64); never for real codes. */
struct port_random random_seeded(uint64_t seed);

#endif
