/* Power cuts while the kiosk opens what it did not leave so: tables of an older program, damage. */
#ifndef TESTS_CRASH_OPENINGS_H
#define TESTS_CRASH_OPENINGS_H

#include "tests/crash/world.h"

/* Prints "ok", "not ok" and figures; returns how many were not as they must be. The worlds are
 * used: lived is closed, the others are open. per_moment: cuts at each moment. */
int prove_openings(struct world *lived, struct world *after, struct world *third,
                   unsigned per_moment);

#endif
