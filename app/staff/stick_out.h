/* What staff take along on a USB stick beside applications (carry.h): the kiosk's log, sealed to
 * the key of who manages it, and the figures of the day. The store's worker only. */
#ifndef APP_STAFF_STICK_OUT_H
#define APP_STAFF_STICK_OUT_H

#include "app/staff/carry.h"

#define STICK_NAME 96 /* bytes of a file's name with its NUL */

enum stick_word {
    STICK_NOTHING, /* nothing was asked for yet */
    STICK_DONE,    /* it is on the stick, read back */
    STICK_NO_KEY,  /* this kiosk was told no key to seal to, or none that is one */
    STICK_NONE,    /* there is no folder, or it cannot be written */
    STICK_FULL,    /* no room; nothing is on it */
    STICK_GONE,    /* it was pulled out, or broke, in the middle; nothing of it counts */
    STICK_FAILED,  /* what was to be written cannot be read here */
};

/* "log-K07-20261127-0924.ronglog": kiosk without what no stick takes, now in Unix seconds, the
 * clock offset_minutes east of UTC. */
void stick_name(const char *what, const char *kiosk, int64_t now, int offset_minutes,
                const char *suffix, char ret_name[STICK_NAME]);

/* All logs that may be read, sealed to key_hex (64 hex digits) as a file of that name. */
enum stick_word stick_log(const struct carry_place *p, const char *log_folder, const char *key_hex,
                          const char *name);

/* Bytes that need no seal, as a file of that name, read back. None: FAILED. */
enum stick_word stick_plain(const struct carry_place *p, const void *bytes, size_t size,
                            const char *name);

#endif
