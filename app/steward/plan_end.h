/* When an action of the fleet's came to its end, and how: told of two plans, the one that is
 * written down and the one that takes its place, so that it can be counted as that is written, once
 * an action whatever cuts in. What was only fetched, as asked for, has not ended; what the server
 * lost and is told again ended before. Pure. */
#ifndef APP_STEWARD_PLAN_END_H
#define APP_STEWARD_PLAN_END_H

#include "app/steward/plan.h"

enum plan_end {
    PLAN_NO_END,
    PLAN_END_GOOD,
    PLAN_END_FAILED,
    PLAN_END_ROLLED_BACK, /* what it brought was left again */
    PLAN_END_CANCELLED,   /* stopped, or it gave way to another one, before it was installed */
    PLAN_END_REFUSED,     /* this kiosk does not take such a thing */
    PLAN_ENDS
};

/* How the action at hand ended, when next takes the place of before. */
enum plan_end plan_end_of(const struct plan *before, const struct plan *next);

/* "good", "rolled-back", as METRIC_UPDATES has it; "" for PLAN_NO_END. Never NULL. */
const char *plan_end_name(enum plan_end end);

/* "updates.good": the fact of the journal in which they are counted; NULL for PLAN_NO_END. */
const char *plan_end_fact(enum plan_end end);

#endif
