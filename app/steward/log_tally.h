/* How often a program started, ended by itself, and found its store or its log damaged, counted
 * from its tamper-evident log (app/audit) as that grows. The counts and how far the log was read
 * are one fact of the journal, written when a count changed: what is read again after a restart is
 * read from there, so that nothing is counted twice and nothing is left out but what the log itself
 * no longer keeps. One thread. */
#ifndef APP_STEWARD_LOG_TALLY_H
#define APP_STEWARD_LOG_TALLY_H

#include "app/audit/audit_tail.h"
#include "app/steward/action_journal.h"
#include "app/steward/metrics.h"

struct log_tally {
    const char *who; /* "kiosk", "courier" */
    int64_t starts, crashes, damaged, broken;
    struct audit_place place;
    bool runs;     /* it started, and has not said that it ended */
    int64_t began; /* when the machine under its last start started, Unix seconds */
    int64_t up;    /* seconds for which that ran by then; 0 = an older program did not say */
    bool changed;  /* a count is another than in the journal */
};

/* Takes up what the journal has of this program; nothing counted yet where it has none. */
MUST_USE struct err log_tally_open(struct log_tally *t, struct action_journal *j, const char *who);

/* Counts one event. A start behind one without an end is a crash when the same start of the machine
 * is under both; where the clock was set in between nobody can tell, and it is none. */
void log_tally_count(struct log_tally *t, const struct log_entry *entry);

/* Reads on in folder/WHO-N.log and keeps what changed. ERR_NOT_FOUND: there is no log yet. */
MUST_USE struct err log_tally_turn(struct log_tally *t, struct action_journal *j,
                                   const char *folder);

void log_tally_tell(const struct log_tally *t, struct metrics *m);

#endif
