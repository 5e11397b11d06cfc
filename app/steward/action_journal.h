/* steward.db: where the steward is with its action, so that it goes on from there after any kill or
 * power cut. A plan is written whole, in one transaction, before what it calls for is done. One
 * thread. */
#ifndef APP_STEWARD_ACTION_JOURNAL_H
#define APP_STEWARD_ACTION_JOURNAL_H

#include "app/outbox/store.h"
#include "app/steward/plan.h"

#define JOURNAL_TEXT 128 /* bytes of a fact, NUL included */

struct action_journal {
    struct store store;
};

/* Opens or makes STATE/steward.db on that disk (*dir is copied) and reads the plan: an idle one at
 * first. A damaged one is set aside and begun anew: the server then offers again what was not
 * reported. ERR_VERSION when a newer program wrote it. */
MUST_USE struct err action_journal_open(struct action_journal *j, struct port_dir *dir,
                                        const char *state_dir, struct plan *ret_plan);
/* Accepts a zeroed one. */
void action_journal_close(struct action_journal *j);

/* Writes the plan; flushed when this returns. */
MUST_USE struct err action_journal_write(struct action_journal *j, const struct plan *p);

/* The same, and in the same transaction adds 1 to the fact of that name, a number; NULL = to none.
 */
MUST_USE struct err action_journal_write_counting(struct action_journal *j, const struct plan *p,
                                                  const char *fact);

/* Writes how far file i is, and of which file of the server's. */
MUST_USE struct err action_journal_reached(struct action_journal *j, const struct plan *p, int i);

/* Small facts by name: "sleep", "attributes", "denied", "offered"; "damaged": how many journals
 * were set aside so far. An absent one is "". */
MUST_USE struct err action_journal_fact(struct action_journal *j, const char *name,
                                        char ret_value[JOURNAL_TEXT]);
MUST_USE struct err action_journal_set_fact(struct action_journal *j, const char *name,
                                            const char *value);

/* Bytes fetched on that day (days since 1970); adding 0 only asks. */
MUST_USE struct err action_journal_spend(struct action_journal *j, int64_t day, int64_t bytes,
                                         int64_t *ret_sum);

#endif
