/* A roll-out goes in waves: the next begins when enough of this one have succeeded, all stops when
 * too many have failed. Called inside a transaction. */
#ifndef PLATFORM_SIM_FLEET_ROLLOUT_H
#define PLATFORM_SIM_FLEET_ROLLOUT_H

#include <stdbool.h>
#include <stdint.h>

#include "platform/sim/fleet/store.h"

/* What to do after one wave's counts: percent of `total`. */
enum rollout_turn { ROLLOUT_WAIT, ROLLOUT_NEXT, ROLLOUT_STOP };

/* Pure. A threshold of 0 percent of errors means: never stop. */
enum rollout_turn rollout_judge(int64_t total, int64_t succeeded, int64_t erred, int64_t success,
                                int64_t error);

/* Begins the first wave; pauses, so that no further wave begins; goes on; or stops for good, which
 * cancels what is not over. False when its state does not allow that, or the word
 * is none of start, resume, pause, stop. */
bool rollout_order(struct store *s, int64_t rollout, const char *word, int64_t now_ms);

/* Looks whether the running wave is over; 0 = no roll-out. */
void rollout_step(struct store *s, int64_t rollout, int64_t now_ms);

#endif
