/* What a disk may look like when something begins. */
#ifndef TESTS_CRASH_BASES_H
#define TESTS_CRASH_BASES_H

#include "tests/crash/world.h"

/* Opens the world and saves some applications; nothing is sent, both programs run. */
MUST_USE struct err base_saved(struct world *w, uint64_t seed);

/* One more commit, which only the log has, and then a spoilt page on which no row lies. */
MUST_USE struct err base_damage(struct world *w);

/* Both programs stopped: the tables as version `version` had them, with the rows of now. */
MUST_USE struct err base_old(int version);

/* The disk as it is now becomes where everything begins: all flushed, no operation noted, programs
 * gone without closing. `help` loses its disk. */
void base_settle(struct world *w, struct world *help);

#endif
