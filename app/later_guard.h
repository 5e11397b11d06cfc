/* Whoever holds a slip of a set-aside application is asked the year of birth, one thing only she
 * knows (shared design, page 57). This counts the wrong years of each slip, so that nobody tries
 * them all: three in a row and the slip rests. Pure; nothing is known of a slip but the name its
 * files have. Kept while the kiosk runs. */
#ifndef APP_LATER_GUARD_H
#define APP_LATER_GUARD_H

#include <stdbool.h>
#include <stdint.h>

#define LATER_GUARD_TRIES   3
#define LATER_GUARD_REST_MS ((uint64_t)15 * 60 * 1000)
#define LATER_GUARD_SLIPS   16 /* remembered; the one seen longest ago makes room */

struct later_guard {
    struct {
        char name[40]; /* of struct later_place; "" = free */
        int wrong;
        uint64_t seen_ms; /* of the last wrong one; monotonic milliseconds */
    } slips[LATER_GUARD_SLIPS];
};

/* Whether the slip rests now. */
bool later_guard_rests(const struct later_guard *g, const char *name, uint64_t now_ms);

/* One more wrong year; true when the slip rests from now on. */
bool later_guard_wrong(struct later_guard *g, const char *name, uint64_t now_ms);

/* The right one: its wrong ones are forgotten. */
void later_guard_right(struct later_guard *g, const char *name);

#endif
