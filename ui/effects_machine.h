/* Looks at the machine now and then, and hands on the wish that it be shut down. Main thread. */
#ifndef UI_EFFECTS_MACHINE_H
#define UI_EFFECTS_MACHINE_H

#include "app/staff/staff.h"

struct shell;

/* Begins a look when one is due, or what was wished meanwhile. */
void effects_machine_step(struct shell *s);

/* OFF or STAY_ON: done by the store's worker, so behind what is being stored. */
void effects_machine(struct shell *s, enum staff_wish wish);

/* The job of JOB_MACHINE ended. */
void effects_machine_done(struct shell *s);

/* Milliseconds until effects_machine_step() has something to do; -1 = nothing. */
int effects_machine_deadline_ms(const struct shell *s);

#endif
