/* Carries out what the app asks of the world. */
#ifndef UI_EFFECTS_H
#define UI_EFFECTS_H

#include "app/app.h"

struct shell;

/* Each effect in order; long ones become jobs, whose ends come back as events. */
void effects_carry_out(struct shell *s, const struct effects *fx);

/* Between visits the table of sentences goes to the disk, when it changed. */
void effects_keep_counts(struct shell *s);

/* The tallies of the day go there as they change. */
void effects_keep_day(struct shell *s);

/* What was done within the last hour goes there as it changes, and every HOURLY_FILE_AGAIN_MS. */
void effects_keep_hourly(struct shell *s);

/* Turns finished jobs into events. */
void effects_take_jobs(struct shell *s);

#endif
