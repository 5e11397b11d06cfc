/* Settings from afar, the desired state of one kiosk or one group of them:
 *
 *   rong-desired 1
 *   kiosk = K07                    or: group = ia-grai
 *   version = 12                   grows with every issue, one row of numbers for each kiosk
 *   issued = 2026-11-28T06:00:00Z
 *   expires = 2026-12-28T06:00:00Z not taken after it; what is in use goes on being used
 *   sound.call_again_s = 30        each key of settings_rows.c that may be set from afar
 *   signature = ...
 *
 * Signed with a key that is kept off the network. It is the whole of what is wanted: a key that the
 * version before had and this one has not is the kiosk's own again. A key that is refused is named
 * and the others are taken. Pure; any thread. */
#ifndef APP_STEWARD_DESIRED_H
#define APP_STEWARD_DESIRED_H

#include "app/settings.h"
#include "app/steward/signed_text.h"

#define DESIRED_KEYS  96          /* in one text */
#define DESIRED_NAME  33          /* of a kiosk or a group, its NUL included */
#define DESIRED_AHEAD (24 * 3600) /* seconds that a text may be of a later hour than the clock */

enum desired_why { DESIRED_SET, DESIRED_UNKNOWN, DESIRED_LOCAL, DESIRED_VALUE };

struct desired_key {
    char key[SIGNED_KEY], value[SETTING_TEXT];
    enum desired_why why; /* DESIRED_SET, or why not */
};

struct desired {
    char kiosk[DESIRED_NAME], group[DESIRED_NAME]; /* one of them is "" */
    int version;
    int64_t issued, expires;
    char hash[SEAL_HEX]; /* of the signed bytes */
    int count;
    struct desired_key keys[DESIRED_KEYS];
};

enum desired_word {
    DESIRED_TAKEN,
    DESIRED_SAME,      /* it is in use already */
    DESIRED_NOT_ONE,   /* no such text */
    DESIRED_NEWER,     /* of a newer program */
    DESIRED_UNSIGNED,  /* not by the key, or changed since */
    DESIRED_MALFORMED, /* signed, and yet a line or one of the five is missing or wrong */
    DESIRED_OTHER,     /* for another kiosk or group */
    DESIRED_OLDER,     /* than what is in use */
    DESIRED_EXPIRED,
    DESIRED_EARLY, /* issued later than the clock shows: that one is wrong, or the text is */
    DESIRED_NOT_STORED,
    DESIRED_WORDS
};

/* One sentence for engineers and for the fleet's server. */
const char *desired_sentence(enum desired_word word);

/* "unknown", "not remote", "bad value". */
const char *desired_why_word(enum desired_why why);

/* Reads bytes that came from anywhere. Only TAKEN fills *ret_desired: keys with why each was
 * refused. line: of MALFORMED, where; may be NULL. */
enum desired_word desired_read(const char *bytes, size_t size, const uint8_t key[SEAL_KEY],
                               struct desired *ret_desired, int *ret_line);

/* The same of a draft that nobody signed yet. */
enum desired_word desired_read_draft(const char *bytes, size_t size, struct desired *ret_desired,
                                     int *ret_line);

/* Who asks whether it is for them. */
struct desired_who {
    const char *kiosk, *group; /* group "": in none */
    int64_t now;               /* Unix seconds */
    const struct desired *use; /* what is in use, or NULL */
};

/* Whether it is to be taken: TAKEN, SAME, OTHER, OLDER, EXPIRED or EARLY. */
enum desired_word desired_judge(const struct desired *d, const struct desired_who *who);

/* Why one key with a value would be refused; the sentence says what to do, "" when it would not. */
enum desired_why desired_try(const char *key, const char *value, struct setting_problem *ret_why);

/* Sets in *s what was not refused; returns how many keys. Judged once more: a file that was changed
 * on the disk sets no other key either. */
int desired_apply(const struct desired *d, struct settings *s);

/* How many of its keys were refused. */
int desired_refused(const struct desired *d);

#endif
