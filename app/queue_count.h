/* The kiosk's own numbers for the counter, where the centre has no queue system: from 1 each day,
 * kept on the disk so that a restart never gives one twice. One small file, "queue": the day and
 * the last number, "2026-11-23 27". */
#ifndef APP_QUEUE_COUNT_H
#define APP_QUEUE_COUNT_H

#include "platform/port_dir.h"
#include "platform/port_files.h"

#define QUEUE_COUNT_MOST 999 /* a day */

/* The next number of the day ("2026-11-23"), on the disk before it is told. today NULL: no clock
 * knows the day, as after a power cut (clock_judge.h); then it counts on from the day that is kept.
 * A file that does not read begins anew at `after` + 1, so that no number of today comes again:
 * after is what this process gave last today, 0 = nothing. ERR_FULL beyond QUEUE_COUNT_MOST;
 * ERR_IO, ERR_FULL of the disk. Blocking. */
MUST_USE struct err queue_count_next(struct port_dir *dir, const char *state, const char *today,
                                     int after, int *ret_number);

#endif
