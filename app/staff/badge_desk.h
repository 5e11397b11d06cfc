/* A list of badges on staff's page, and the one being made. Emptied with staff's pages. */
#ifndef APP_STAFF_BADGE_DESK_H
#define APP_STAFF_BADGE_DESK_H

#include "app/receipt/qr.h"
#include "app/staff/badge.h"

#define BADGE_DIGITS 4 /* of a number */

enum badge_step {
    BADGE_STEP_NUMBER,  /* it is typed */
    BADGE_STEP_ROLE,    /* whose it is to be, and how long it is good */
    BADGE_STEP_MAKING,  /* the list is being written */
    BADGE_STEP_MADE,    /* what it holds is known here, this once */
    BADGE_STEP_FULL,    /* the list holds no more */
    BADGE_STEP_REFUSED, /* it could not be written */
};

enum badge_print {
    BADGE_PRINT_NONE,
    BADGE_PRINT_RUNS,
    BADGE_PRINT_OUT,    /* the printer said so */
    BADGE_PRINT_UNSURE, /* it was given to the printer, which said nothing */
    BADGE_PRINT_FAILED,
};

struct badge_desk {
    const struct badge_list *list; /* NULL until told */
    bool asked, broken;            /* the list was asked for; it cannot be read */
    int page;                      /* of the list */
    int lost;                      /* number that is to be declared lost */
    enum badge_step step;          /* of the new one */
    char digits[BADGE_DIGITS + 1];
    struct staff_person who; /* it is for; number 0: not typed yet */
    int months, last_day;    /* it is good; 20271231 */
    char token[CODES_TOKEN_SIZE];
    enum badge_print print;
    bool shown; /* its QR is on the screen */
    uint8_t qr[QR_BYTES_MAX];
    int qr_side;
};

#endif
