/* A good answer spoilt by a seed: bytes flipped, lost, doubled, moved or put in. Pure. */
#ifndef PLATFORM_SIM_PORTAL_MUTATE_H
#define PLATFORM_SIM_PORTAL_MUTATE_H

#include <stdint.h>

#include "platform/sim/portal/routes.h"

/* Changes the body; the same seed makes the same of it. An answer that would still be a good one
 * but name another file number is drawn again: nobody can tell that from the truth. */
void mutate_reply(struct portal_reply *r, uint64_t seed);

#endif
