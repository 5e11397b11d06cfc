/* A command from afar to one kiosk, once:
 *
 *   rong-command 1
 *   kiosk = K07
 *   id = 32 hex digits             drawn by who signs; good for one time
 *   kind = restart                 or lock, unlock, log, screenshot
 *   issued = 2026-11-28T06:00:00Z
 *   expires = 2026-11-28T18:00:00Z seven days later at most
 *   signature = ...
 *
 * Signed with the operator's key, which is kept off the network and is not the one that settings
 * are signed with: whoever takes over the fleet's server can neither make a command nor change one.
 * Nothing in it is text that the kiosk shows or runs. What is read is hostile. Pure; any thread. */
#ifndef APP_STEWARD_COMMAND_H
#define APP_STEWARD_COMMAND_H

#include "app/steward/signed_text.h"

#define COMMAND_ID     33 /* with its NUL */
#define COMMAND_KIOSK  33
#define COMMAND_LONG_S (7 * 24 * 3600)
#define COMMAND_AHEAD  (10 * 60) /* seconds it may be of a later hour than the clock */

enum command_kind {
    COMMAND_RESTART, /* the machine */
    COMMAND_LOCK,    /* nobody begins anything until it is unlocked, from afar or by staff */
    COMMAND_UNLOCK,
    COMMAND_LOG,     /* all logs, sealed to log.key */
    COMMAND_PICTURE, /* of the welcome page or of staff's pages, never of a citizen's visit */
    COMMAND_KINDS
};

struct command {
    char kiosk[COMMAND_KIOSK], id[COMMAND_ID];
    enum command_kind kind;
    int64_t issued, expires;
};

enum command_word {
    COMMAND_BEGUN, /* it is for this kiosk and now; nothing more is known yet */
    COMMAND_DONE,
    COMMAND_NOT_NOW,   /* a citizen or staff are there: once more until it expires */
    COMMAND_FAILED,    /* it was begun, and could not be done */
    COMMAND_CUT_OFF,   /* it was begun before the kiosk was started anew: it may have been done */
    COMMAND_NOT_ONE,   /* from here on: refused, nothing was done */
    COMMAND_NEWER,     /* of a newer program */
    COMMAND_UNSIGNED,  /* not by the key, or changed since */
    COMMAND_MALFORMED, /* signed, and yet a line is missing or wrong */
    COMMAND_UNKNOWN,   /* no such kind */
    COMMAND_OTHER,     /* for another kiosk */
    COMMAND_EXPIRED,
    COMMAND_EARLY,    /* issued later than the clock shows */
    COMMAND_LONG,     /* good for longer than seven days */
    COMMAND_USED,     /* it was done or begun once */
    COMMAND_NO_STORE, /* that it was not used cannot be proved */
    COMMAND_NO_KEY,   /* this kiosk has no log.key to seal its log to */
    COMMAND_WORDS
};

/* "restart"; the kind of a word, or COMMAND_KINDS. */
const char *command_kind_word(enum command_kind kind);
enum command_kind command_kind_of(const char *word);

/* The number that hawkBit's status.code carries, and one sentence of letters it takes. */
int command_code(enum command_word word);
const char *command_sentence(enum command_word word);

/* Reads bytes that came from anywhere: BEGUN fills *ret_command, and so does UNKNOWN except for its
 * kind; else one of NOT_ONE to MALFORMED. seal_start() was called. */
enum command_word command_read(const char *bytes, size_t size, const uint8_t key[SEAL_KEY],
                               struct command *ret_command);

/* The same of a draft that nobody signed yet. */
enum command_word command_read_draft(const char *bytes, size_t size, struct command *ret_command);

/* Whether it is this kiosk's and now: BEGUN, OTHER, EXPIRED, EARLY or LONG. */
enum command_word command_judge(const struct command *c, const char *kiosk, int64_t now);

/* Whether nobody may be at the kiosk while it is done: platform/port_hold.h is asked first. */
bool command_needs_hold(enum command_kind kind);

/* Whether a file comes of it, which goes to the fleet (outgoing.h). */
bool command_brings(enum command_kind kind);

#endif
