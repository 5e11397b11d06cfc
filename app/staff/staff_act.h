/* What staff can touch on their pages: the argument of INTENT_STAFF_ACT. */
#ifndef APP_STAFF_STAFF_ACT_H
#define APP_STAFF_STAFF_ACT_H

#define STAFF_FILES 24 /* of what is not sent, the oldest are listed */

enum staff_act {
    ACT_NOTHING,
    ACT_PAPER,   /* the paper is changed, step by step */
    ACT_FILES,   /* what is not sent */
    ACT_SOUND,   /* the loudspeaker is tried */
    ACT_KEYS,    /* the keypad is tried: each key says what it does */
    ACT_LINES,   /* network and portal are asked anew */
    ACT_VOICES,  /* the studio */
    ACT_RESET,   /* the citizen's visit is over */
    ACT_REST,    /* out of service */
    ACT_SERVE,   /* in service again */
    ACT_RESTART, /* the program */
    ACT_YES,     /* what was asked for is meant */
    ACT_AGAIN,   /* what waits is sent again */
    ACT_CLEAN,   /* the test print is as it should be */
    ACT_BLURRED, /* it is not */
    ACT_SETUP,   /* the set-up, again */
    ACT_TESTS,   /* what can be tried and turned */
    ACT_TOUCH,   /* the glass is tried, nine places */
    ACT_QUIETER, /* of every visit */
    ACT_LOUDER,
    ACT_CARRY,     /* to another kiosk on a stick */
    ACT_KEY_OUT,   /* this kiosk's key onto it */
    ACT_EXPORT,    /* what waits onto it */
    ACT_IMPORT,    /* from it into this kiosk */
    ACT_LOG,       /* what the kiosk did */
    ACT_LOG_ALL,   /* ... all of it, or */
    ACT_TROUBLE,   /* ... only what went wrong */
    ACT_LOG_OUT,   /* ... sealed, onto a stick */
    ACT_DAY,       /* the figures of the day, and their slip */
    ACT_DAY_OUT,   /* ... onto a stick */
    ACT_ASSIST,    /* an officer helps the citizen whose visit is open: recorded */
    ACT_TAKE_OVER, /* an officer does it for her: recorded */
    ACT_DARKER,    /* the panel's light */
    ACT_BRIGHTER,
    ACT_BADGES,     /* badges of staff: what there is */
    ACT_BADGE_NEW,  /* ... a new one is made */
    ACT_BADGE_LOST, /* ... the one that was touched is lost */
    ACT_BADGE_SHOW, /* ... what the new one holds is shown on the screen */
    ACT_FILE_SEND,  /* the application that is looked at is due now */
    ACT_FILE_BACK,  /* ... is taken back from the other kiosk */
    ACT_FILE_DONE,  /* ... is at the other kiosk: nothing is kept here */
    ACT_FILE_DROP,  /* ... is not sent any more and its content deleted */
    ACT_MEASURE,    /* a sheet of A4 lies under the camera: how many dots it sees */
    ACT_NO_PAGE,    /* no test print came out */
    ACT_PLACE,      /* and the eight behind it: a place of the glass was touched */
    ACT_PLACE_LAST = ACT_PLACE + 8,
    ACT_ROLE, /* and the two behind it: who stands at the gate, by enum staff_role */
    ACT_ROLE_LAST = ACT_ROLE + 2,
    ACT_MONTHS, /* and the two behind it: how long a new badge is good, 1, 6 or 12 months */
    ACT_MONTHS_LAST = ACT_MONTHS + 2,
    ACT_FILE, /* and the ones behind it: one of the list of what is not sent */
    ACT_FILE_LAST = ACT_FILE + STAFF_FILES - 1,
    ACT_PROVINCE, /* at the gate: the lock is opened by a code of the province */
    ACT_WIFI,     /* networks without a cable */
    ACT_COUNT
};

#endif
