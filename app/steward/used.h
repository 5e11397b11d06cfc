/* Which commands were begun: STATE/commands.used, written before anything is done, so that no cut
 * makes one be done twice. The newest USED_MOST are listed; of those that had to leave, the newest
 * moment of issue stays, and nothing issued by then is begun any more: neither a full list nor a
 * clock that was put back gives a used command back. A list that is damaged refuses all commands.
 * Blocking; the steward's only. */
#ifndef APP_STEWARD_USED_H
#define APP_STEWARD_USED_H

#include "app/steward/command.h"
#include "app/steward/ddi_poll.h"
#include "platform/port_dir.h"

#define USED_FILE "commands.used"
#define USED_MOST 96

struct used_row {
    char id[COMMAND_ID];
    enum command_kind kind;
    int64_t issued;
    enum command_word word; /* BEGUN until what came of it is known */
    char action[DDI_ID];    /* of the fleet's server that brought it; "" = none, or not known */
};

struct used {
    int64_t floor; /* nothing issued by then is begun */
    int count;
    struct used_row rows[USED_MOST]; /* in the order they were begun */
};

/* Reads the list; none there is an empty one. ERR_CORRUPT. */
MUST_USE struct err used_read(struct port_dir *dir, const char *state, struct used *ret_used);

/* Whether a command may not be begun any more. */
bool used_has(const struct used *u, const struct command *c);

/* Lists a command as begun, by that action of the server's or ""; what came of one; takes back one
 * of which nothing was done. On return without error it survives a power cut; after an error what
 * was listed before still is. */
MUST_USE struct err used_begin(struct port_dir *dir, const char *state, struct used *u,
                               const struct command *c, const char *action);
MUST_USE struct err used_end(struct port_dir *dir, const char *state, struct used *u,
                             const char *id, enum command_word word);
MUST_USE struct err used_forget(struct port_dir *dir, const char *state, struct used *u,
                                const char *id);

/* What came of a command that is listed; COMMAND_BEGUN also when none is. */
enum command_word used_word(const struct used *u, const char *id);

/* What the server is to be told of a listed command: to the action that brought it what came of it,
 * once more, CUT_OFF where nobody knows; to any other USED. */
enum command_word used_told(const struct used *u, const char *id, const char *action);

/* After the steward's start: what was begun and not ended is CUT_OFF; a restart is DONE when the
 * machine was started anew since. Tells how many. */
MUST_USE struct err used_settle(struct port_dir *dir, const char *state, struct used *u,
                                bool new_boot, int *ret_count);

#endif
