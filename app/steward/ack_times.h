/* How long the applications that were received today had waited since they were saved, by the
 * courier's log: the outbox knows when one was saved, and not when it arrived. Read as the log
 * grows, anew from it after a restart; under DAY_FEW of them nothing is said. One thread. */
#ifndef APP_STEWARD_ACK_TIMES_H
#define APP_STEWARD_ACK_TIMES_H

#include <stdint.h>

#include "app/audit/audit_tail.h"

#define ACK_MOST 400 /* of a day that are kept; a kiosk has half as many visits */

struct ack_times {
    struct audit_place place;
    int64_t midnight; /* when the day began, Unix seconds; 0 = none was looked at */
    int count;
    int64_t waited[ACK_MOST]; /* seconds, sorted */
};

/* Reads on in folder/courier-N.log; on another day all begins anew. What cannot be read adds
 * nothing. A worker's, as audit_since. */
void ack_times_look(struct ack_times *t, const char *folder, int64_t midnight);

/* The seconds that half of them waited at most; -1 under DAY_FEW of them. */
int64_t ack_times_median(const struct ack_times *t);

#endif
