/* When the gong that calls an officer sounds again: three times after the same while, then every
 * minute and softly, until somebody answers (design/DESIGN.md 8). Pure. */
#ifndef APP_CALL_RING_H
#define APP_CALL_RING_H

#include <stdbool.h>
#include <stdint.h>

#define CALL_RING_LOUD 3     /* times, after the first */
#define CALL_RING_MS   60000 /* between two of the soft ones, at least */

struct call_ring {
    int again;        /* how often it sounded after the first time */
    uint64_t rang_ms; /* when it last did */
};

/* Milliseconds of the clock when it is due; every_s: seconds of the setting, 0 = never again. */
uint64_t call_ring_due_ms(const struct call_ring *r, int every_s);

/* The next one is a soft one. */
bool call_ring_is_soft(const struct call_ring *r);

/* It sounds now. */
void call_ring_rang(struct call_ring *r, uint64_t now_ms);

#endif
