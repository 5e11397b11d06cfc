/* Looks at what the kiosk and the courier keep in the state directory, and at the machine, and sets
 * the metrics from it; reads only, and the outbox as a guest: counts and ages, nothing of what lies
 * in it. What cannot be read is not told. Blocking; one thread. */
#ifndef APP_STEWARD_GATHER_H
#define APP_STEWARD_GATHER_H

#include "app/staff/health_told.h"
#include "app/staff/staff.h"
#include "app/steward/centre.h"
#include "platform/port_machine.h"

struct gather_params {
    const char *state;
    struct port_dir *dir;
    struct port_machine *machine; /* NULL = nothing is told of it */
    int offset_minutes;           /* of local time from UTC */
};

struct gather {
    struct gather_params params;
    int64_t quarter; /* when the outbox was last looked at, counted from 1970 */
    bool found_told; /* found is there */
    struct health_outbox found;
    struct staff_files files;
    bool health_there; /* health is there; as it was on the quarter, since it moves with visits */
    struct health_told health;
    struct day_tally tally;
    struct counts counts;
    struct ack_times acks;
};

/* Nothing is looked at yet. */
void gather_init(struct gather *g, const struct gather_params *params);

/* Sets what is of a minute or a quarter, at now (Unix seconds). True: the quarter is another than
 * last time, and the outbox was looked at anew. */
bool gather_minute(struct gather *g, struct metrics *m, int64_t now);

/* Sets in m, which is of the day alone, what may be told of the day that runs at now, as the outbox
 * was last seen. False: nothing was counted of it. */
bool gather_day(struct gather *g, struct metrics *m, int64_t now);

#endif
