/* Whether headphones count as in. Out counts at once. In counts when it stays so: a loose contact
 * lets nothing private be said. Main thread. */
#ifndef UI_PLUG_H
#define UI_PLUG_H

#include <stdbool.h>
#include <stdint.h>

#include "platform/port_jack.h"

#define PLUG_SURE_MS 300 /* in for so long, at every look in between */

struct plug {
    uint64_t in_ms; /* since when they were seen in, 0 = they are out */
};

/* Looks at the jack (NULL: there is none, they are out); counted: what counts so far. True when
 * that changes; then *ret_in is what counts from now on. */
bool plug_step(struct plug *p, struct port_jack *jack, bool counted, uint64_t now_ms, bool *ret_in);

/* Milliseconds until headphones that were just put in count; -1 = nothing waits. */
int plug_deadline_ms(const struct plug *p, bool counted, uint64_t now_ms);

#endif
