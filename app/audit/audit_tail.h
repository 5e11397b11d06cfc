/* The newest events of a writer's log, as staff read them. Nothing is proved here: that is
 * audit_verify's. */
#ifndef APP_AUDIT_AUDIT_TAIL_H
#define APP_AUDIT_AUDIT_TAIL_H

#include "platform/base/log.h"

/* At most cap events of WHO in folder, the newest first, from its last two files; *ret_count of
 * them. Lines that are the chain's own, of no event this program knows, or unfinished are left
 * out. A worker's: reads up to half a megabyte. ERR_NOT_FOUND: there is no log; ERR_IO. */
MUST_USE struct err audit_tail(const char *folder, const char *who, struct log_entry *ret_rows,
                               int cap, int *ret_count);

/* How far a reader of a writer's log came; zeroed: before the first line that is kept. */
struct audit_place {
    int number;   /* of the file */
    uint64_t seq; /* of the last event read in it */
};

/* Calls each() for the events of WHO in folder behind *place, the oldest first, and moves that
 * behind the last of them: what was read before is not told again, also where the log was begun
 * anew with smaller numbers. What was taken away meanwhile is passed over. A worker's: at first
 * it reads all that is kept, ten megabytes at most. ERR_NOT_FOUND: there is no log; ERR_IO. */
MUST_USE struct err audit_since(const char *folder, const char *who, struct audit_place *place,
                                void (*each)(void *context, const struct log_entry *entry),
                                void *context);

/* Puts from (newest first, `more` of them) among the rows that are there, the newest first; what
 * has no room is the oldest. Returns how many there are then. */
int audit_tail_merge(struct log_entry *rows, int count, int cap, const struct log_entry *from,
                     int more);

#endif
