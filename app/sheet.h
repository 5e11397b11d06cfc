/* A whole page laid over the screen and its dialog, which stay underneath as they are: closing it
 * leads back to exactly the same place. */
#ifndef APP_SHEET_H
#define APP_SHEET_H

enum sheet {
    SHEET_NONE,
    SHEET_LANGUAGES, /* another language, from anywhere */
    SHEET_NOT_READY, /* how far the asked language is, and what goes on meanwhile */
    SHEET_OFFICER,   /* an officer was called */
    SHEET_DISPLAY,   /* letters and colours */
    SHEET_HEARING,   /* loudness and speed */
    SHEET_LIMIT,     /* something was done too often within the hour */
    SHEET_GATE,      /* an officer confirms with the PIN */
    SHEET_REACH,     /* other ways to use the kiosk */
    SHEET_STUDIO,    /* staff: languages to record and review; the next six lie over it */
    SHEET_STUDIO_WORK,
    SHEET_STUDIO_COVER,  /* how far each screen is */
    SHEET_STUDIO_PEOPLE, /* who reads, or reviews */
    SHEET_STUDIO_PERSON, /* a new one */
    SHEET_STUDIO_RECORD,
    SHEET_STUDIO_REVIEW,
    SHEET_STAFF, /* what is wrong with the kiosk; the next lie over it */
    SHEET_STAFF_MENU,
    SHEET_STAFF_PAPER,  /* a new roll */
    SHEET_STAFF_FILES,  /* what is not sent */
    SHEET_STAFF_FILE,   /* one of them */
    SHEET_STAFF_CARRY,  /* files to another kiosk, on a stick */
    SHEET_STAFF_LOG,    /* what the kiosk did */
    SHEET_STAFF_BADGES, /* badges of staff */
    SHEET_STAFF_BADGE,  /* a new one */
    SHEET_STAFF_DAY,    /* the figures of the day */
    SHEET_STAFF_LINES,  /* network and portal */
    SHEET_STAFF_TESTS,  /* sound, keypad, glass, light */
    SHEET_STAFF_TOUCH,  /* nine places to touch */
    SHEET_SETUP,        /* the set-up, its first time or again */
    SHEET_WIFI,         /* networks without a cable, over LINES or SETUP */
    SHEET_WIFI_ONE,     /* one of them */
    SHEET_COUNT
};

#endif
