/* The province's one-time code for a locked PIN, without a network: the kiosk shows a number, staff
 * read it to the province's office by telephone, and what "kioskctl staff code" makes of it there
 * opens the lock of one role once. Both sides hold the kiosk's secret: STATE/staff.province, its
 * copy at the office; the code is the HMAC-SHA-256 of role and number under it, as eight digits.
 * STATE/staff.code holds the number and how often a code was wrong: counted before it is judged, so
 * neither a cut nor a restart gives a try back. Ten wrong ones in a row close it until a new secret
 * is made. Blocking: a worker's, one at a time. */
#ifndef APP_STAFF_PROVINCE_H
#define APP_STAFF_PROVINCE_H

#include "app/outbox/seal.h"
#include "app/staff/staff_role.h"
#include "platform/port_dir.h"
#include "platform/port_random.h"

#define PROVINCE_DIGITS 8 /* of the number and of the code */
#define PROVINCE_TEXT   (PROVINCE_DIGITS + 1)
#define PROVINCE_TRIES  10

enum province_word {
    PROVINCE_NONE,  /* this kiosk shares no secret with the office */
    PROVINCE_READY, /* the code of the number may be typed */
    PROVINCE_WRONG,
    PROVINCE_RIGHT,  /* it was the one, and is none from now on */
    PROVINCE_CLOSED, /* wrong too often: only a new secret opens it */
    PROVINCE_BROKEN, /* the files cannot be read or written */
};

struct province_answer {
    enum province_word word;
    int tries;                  /* READY, WRONG: tries left */
    char number[PROVINCE_TEXT]; /* READY, WRONG: what is read to the office */
};

/* Where it is kept. The folder must exist. */
struct province_store {
    struct port_dir *dir;
    const char *state; /* folder */
    struct port_random *random;
};

/* Makes a new secret and keeps it: the one before is none from now on, wrong tries are forgotten.
 * ret_secret is for the office, told this once. */
MUST_USE struct err province_make(const struct province_store *s, char ret_secret[SEAL_HEX]);

/* What opens the lock of a role for a number, as the office computes it. ERR_BAD_INPUT: no secret,
 * or no number of eight digits. */
MUST_USE struct err province_code(const char *secret, enum staff_role role, const char *number,
                                  char ret_code[PROVINCE_TEXT]);

/* What is known before anything is typed. The number is drawn once and stays until its code was
 * right. */
struct province_answer province_look(const struct province_store *s);

/* Counts the try, then judges it. A right one draws a new number before it is told. */
struct province_answer province_check(const struct province_store *s, enum staff_role role,
                                      const char *code);

#endif
