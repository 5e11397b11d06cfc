/* hawkBit's own Management API, /rest/v1/, as far as the fleet guide (image/fleet/GUIDE.md) uses
 * it: the same paths, bodies and answers, over the double's own orders (manage.h). Nobody is asked
 * who she is: hawkBit asks for a name and a password here. */
#ifndef PLATFORM_SIM_FLEET_MGMT_H
#define PLATFORM_SIM_FLEET_MGMT_H

#include "platform/sim/fleet/manage.h"
#include "platform/sim/fleet/query.h"

#define MGMT_WORDS 6 /* of a path behind /rest/v1/ */

/* One order while it is carried out, inside a transaction. */
struct mgmt {
    struct fleet *fleet;
    struct store *store;
    const struct fleet_request *q;
    struct fleet_reply *r;
    json_t *body; /* NULL = no JSON came */
    char path[600];
    const char *word[MGMT_WORDS]; /* of the path; NULL behind the last */
};

/* True for a path of this API. */
bool mgmt_is(const char *path);

/* Answers such a path. */
void mgmt_answer(struct fleet *f, const struct fleet_request *q, struct fleet_reply *r);

/* The number in a word of the path; 0 = none. */
int64_t mgmt_number(const struct mgmt *g, int word);

/* Refuses as hawkBit does, with our own sentence as the message, and undoes what was changed. */
void mgmt_refuse(const struct mgmt *g, int status, const char *sentence);

/* Has an order of manage.h carried out. The value is the caller's; NULL after a refusal, which was
 * answered. Takes over the body. */
json_t *mgmt_order(const struct mgmt *g, void (*answer)(struct manage *), const char *method,
                   const char *name, json_t *body);

/* Answers 200 with a page of all of these; takes the rows over. */
void mgmt_give_page(const struct mgmt *g, json_t *rows);

/* Every target that the query means, as rows of manage_target.c; NULL after a refusal. The value is
 * the caller's. */
json_t *mgmt_targets(const struct mgmt *g, const char *query);

/* mgmt_content.c */
void mgmt_types(struct mgmt *g);
void mgmt_modules(struct mgmt *g);
void mgmt_artifacts(struct mgmt *g);
void mgmt_sets(struct mgmt *g);
void mgmt_set_assign(struct mgmt *g);

/* mgmt_target.c */
void mgmt_target_list(struct mgmt *g);
void mgmt_target(struct mgmt *g);
void mgmt_target_more(struct mgmt *g);
void mgmt_target_actions(struct mgmt *g);
void mgmt_target_action(struct mgmt *g);

/* mgmt_rollout.c */
void mgmt_rollouts(struct mgmt *g);
void mgmt_rollout(struct mgmt *g);
void mgmt_rollout_more(struct mgmt *g);

#endif
