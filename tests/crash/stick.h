/* The way to another kiosk: bundles on a stick that lies on the disk that is cut, and that kiosk,
 * which takes them in. */
#ifndef TESTS_CRASH_STICK_H
#define TESTS_CRASH_STICK_H

#include "tests/crash/judge.h"

/* The other kiosk's key. */
struct seal_public stick_key(void);

/* Writes the bundle of everything that the courier has sealed, as kioskctl does. */
MUST_USE struct err stick_carry(struct world *w);

/* A person says of application number i that the other kiosk has it. What may not be said yet must
 * be refused. */
MUST_USE struct err stick_end(struct world *w, int i);

/* What a cut left on the stick, taken in by the other kiosk: what is said to be written there
 * opens, half of one is refused, and what is still here is written once more. */
void stick_judge(const struct world *lived, struct world *after, size_t op, struct verdict *v);

#endif
