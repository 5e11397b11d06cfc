/* The starts that nobody's log tells: the steward's own, and those of the machine by its watchdog,
 * as facts of the journal. Each is counted once, whatever ends the program in between. One thread.
 */
#ifndef APP_STEWARD_STARTS_H
#define APP_STEWARD_STARTS_H

#include "app/steward/action_journal.h"

struct starts {
    int64_t starts;  /* of the steward */
    int64_t crashes; /* of them those in the same start of the machine behind one without an end */
    int64_t resets;  /* starts of the machine by its watchdog */
};

/* The steward starts, in this start of the machine, which its watchdog brought about or not. */
MUST_USE struct err starts_begin(struct action_journal *j, const char *boot_id, bool by_watchdog,
                                 struct starts *ret_starts);

/* It ends in order. */
MUST_USE struct err starts_end(struct action_journal *j);

#endif
