/* Staff badges: a QR that the 2D scanner reads on the page that asks for a PIN. The badge holds the
 * number of who bears it and a random token; DIR/staff.badges holds only the token's hash, with the
 * role, the last day and whether it is lost. A token of 130 random bits is not guessed, so no wait
 * keeps tries apart, and a badge opens what wrong PINs have locked. Blocking: a worker's. */
#ifndef APP_STAFF_BADGE_H
#define APP_STAFF_BADGE_H

#include <stdint.h>

#include "app/citizen/codes.h"
#include "app/staff/staff_role.h"
#include "platform/port_dir.h"

#define BADGE_TEXT 48 /* bytes of what the QR holds, NUL included: "RONG-THE/NUMBER/TOKEN" */
#define BADGES_MAX 64

enum badge_word {
    BADGE_GOOD,
    BADGE_FOREIGN, /* no badge, or none of this kiosk */
    BADGE_EXPIRED, /* its last day is over */
    BADGE_LOST,    /* it was reported lost, or a newer one took its place */
    BADGE_BROKEN,  /* the list cannot be read */
    BADGE_UNDATED, /* nobody knows what day it is: whether it is over is not known */
};

/* Where the list is kept. The folder must exist. */
struct badge_store {
    struct port_dir *dir;
    const char *state; /* folder */
};

struct badge_row {
    struct staff_person who;
    int last_day; /* 20271231 */
    bool lost;
    char hash[65]; /* of the token, hex */
};

struct badge_list {
    struct badge_row rows[BADGES_MAX];
    int count;
};

/* Reads the list; one that is not there is empty. ERR_CORRUPT: a damaged line. */
MUST_USE struct err badge_read(const struct badge_store *s, struct badge_list *ret_list);

#define BADGE_NO_DAY 0

/* Judges a payload of the scanner on a day (20261127; BADGE_NO_DAY: it is not known, and opens
 * nothing). ret_who is filled when it is GOOD. */
enum badge_word badge_check(const struct badge_store *s, const char *payload, int day,
                            struct staff_person *ret_who);

/* Makes a new badge and keeps its hash; every older one of this number is lost from now on.
 * ret_text is what its QR holds, told this once. ERR_BAD_INPUT: number or day; ERR_FULL. */
MUST_USE struct err badge_make(const struct badge_store *s, struct port_random *random,
                               struct staff_person who, int last_day, char ret_text[BADGE_TEXT]);

/* The same with a token of codes_token() that the caller has. ret_list: the list as it stands
 * then. */
MUST_USE struct err badge_keep(const struct badge_store *s, struct staff_person who, int last_day,
                               const char *token, struct badge_list *ret_list);

/* What the QR of this number and token holds. */
void badge_text(int number, const char *token, char ret_text[BADGE_TEXT]);

/* Is there a badge of this number that is not lost and not over on this day? */
bool badge_is_valid(const struct badge_list *list, int number, int day);

/* Every badge of this number is lost. ERR_NOT_FOUND: there is none. */
MUST_USE struct err badge_lose(const struct badge_store *s, int number);

/* The day of a moment as a number, 20261127; offset: minutes of local time. */
int badge_day(int64_t now_s, int offset_minutes);

#endif
