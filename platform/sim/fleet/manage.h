/* What tests and engineers tell the double under /double/: JSON in, JSON out. README.md has it all.
 * An error is {"error": "a sentence"}. */
#ifndef PLATFORM_SIM_FLEET_MANAGE_H
#define PLATFORM_SIM_FLEET_MANAGE_H

#include "platform/sim/fleet/fleet.h"

/* One order while it is carried out, inside a transaction. */
struct manage {
    struct fleet *fleet;
    struct store *store;
    const struct fleet_request *q;
    struct fleet_reply *r;
    json_t *body;     /* NULL = no JSON came */
    const char *name; /* what stands behind the second '/'; "" = nothing */
    int64_t id;       /* the same as a number; 0 = none */
};

/* Answers every path that is no device's. */
void manage_answer(struct fleet *f, const struct fleet_request *q, struct fleet_reply *r);

/* Refuses with a sentence, and undoes what was changed. */
void manage_refuse(const struct manage *m, int status, const char *sentence);

/* Answers 200 with rows, or with the first of them; 404 when there is none. */
void manage_give_rows(const struct manage *m, json_t *rows);
void manage_give_row(const struct manage *m, json_t *rows);

/* Every target of a list, of a group, or all: "targets": ["a"], "target": "a", "group": "g". The
 * value, an array of strings, is the caller's. */
json_t *manage_targets_of(const struct manage *m, const json_t *order);

/* manage_content.c */
void manage_artifact(struct manage *m);
void manage_distribution(struct manage *m);

/* manage_action.c */
void manage_assign(struct manage *m);
void manage_actions(struct manage *m);

/* Reads the members of an order that assignments and roll-outs share; false after a refusal. */
struct order;
bool manage_read_order(const struct manage *m, struct order *ret_order);

/* manage_rollout.c */
void manage_rollouts(struct manage *m);

/* manage_target.c */
void manage_targets(struct manage *m);

#endif
