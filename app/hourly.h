/* How often things were done at this kiosk within the last hour, against play and abuse. Memory
 * only: nothing of anybody; hourly_file.h keeps it over a restart. Pure; one thread. */
#ifndef APP_HOURLY_H
#define APP_HOURLY_H

#include <stdbool.h>
#include <stdint.h>

enum hourly_what {
    HOURLY_APPLICATIONS, /* kept in the outbox */
    HOURLY_TICKETS,      /* numbers for the counter */
    HOURLY_CALLS,        /* for an officer */
    HOURLY_LOOKUPS,      /* of a slip's code */
    HOURLY_PRINTS,       /* of what was asked for on paper beside the first receipt and number */
    HOURLY_KINDS
};

#define HOURLY_MOST 120 /* the largest limit */

struct hourly {
    struct hourly_ring {
        uint64_t at_ms[HOURLY_MOST]; /* monotonic, the newest HOURLY_MOST */
        int head, count;
    } done[HOURLY_KINDS];
};

/* It was done once more. */
void hourly_note(struct hourly *h, enum hourly_what what, uint64_t now_ms);

/* Whether it was done `most` times within the last hour; most 0 = there is no limit. */
bool hourly_reached(const struct hourly *h, enum hourly_what what, int most, uint64_t now_ms);

/* An officer lifts every limit: counting begins anew. */
void hourly_lift(struct hourly *h);

#endif
