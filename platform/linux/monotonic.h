/* The time that drivers wait by: milliseconds that nobody sets. */
#ifndef PLATFORM_LINUX_MONOTONIC_H
#define PLATFORM_LINUX_MONOTONIC_H

#include <stdint.h>
#include <time.h>

static inline int64_t monotonic_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Until a moment of it; 0 once that is past. */
static inline int64_t monotonic_left_ms(int64_t until_ms)
{
    const int64_t left = until_ms - monotonic_ms();
    return left > 0 ? left : 0;
}

#endif
