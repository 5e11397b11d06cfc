/* What a step wants done outside it: printed, spoken, asked, kept. ui/effects.c carries it out. */
#ifndef APP_EFFECTS_H
#define APP_EFFECTS_H

enum effect_kind {
    FX_STORE,     /* put the application into the outbox (visit->... holds everything) */
    FX_PRINT,     /* argument: enum print_what */
    FX_CAMERA,    /* take a still of the paper of visit->capturing_of */
    FX_PREVIEW,   /* argument: page of a paper; show its still again */
    FX_TURN,      /* the same, turned by a quarter and kept so */
    FX_ASK,       /* argument: enum portal_question */
    FX_WIPE,      /* forget: text cache, speech queue, photo, everything outside the arena */
    FX_SPEAK,     /* read the screen again */
    FX_SAY,       /* argument: enum message_id, now */
    FX_SAY_SHOWN, /* the same, in place of what the page it comes to would say */
    FX_SAY_CODE,
    FX_SAY_ROW,        /* argument: which find or paper to say, from 1 */
    FX_HUSH,           /* stop speaking */
    FX_ROUTE,          /* argument: 1 = it sounds in the headphones, 0 = in the room */
    FX_VOLUME,         /* argument: step of the player */
    FX_SPEED,          /* the same */
    FX_PAUSE,          /* what sounds waits, or goes on */
    FX_CUE,            /* argument: enum cue */
    FX_TALLY,          /* argument: enum count_kind; the sentence of the page failed somebody */
    FX_PRINTER_STATUS, /* ask the printer how it is */
    FX_PRINTER_SEEN,   /* staff saw the test print come out */
    FX_ROLL_CHANGED,   /* staff put in a new roll: its paper is counted anew */
    FX_FIND,           /* argument: enum find_what; the file of visit->lookup in the outbox */
    FX_WITHDRAW,       /* the file of visit->lookup */
    FX_PIN,            /* argument: enum pin_what; what is typed on the gate */
    FX_STUDIO,         /* argument: enum studio_wish */
    FX_LATER,          /* argument: enum later_job */
    FX_NUMBER,         /* the kiosk counts one more for the counter */
    FX_STAFF,          /* argument: enum staff_wish */
    FX_SETUP,          /* argument: enum setup_wish */
    FX_WIFI,           /* argument: enum wifi_wish */
};

enum print_what {
    PRINT_RECEIPT,
    PRINT_COPY,
    PRINT_LIST,
    PRINT_FEE,
    PRINT_NUMBER,
    PRINT_SUMMARY,
    PRINT_LATER,
    PRINT_TEST,
    PRINT_DAY,
    PRINT_BADGE,
    PRINT_BAR, /* on the printer that the set-up chose */
    PRINT_KINDS
};
enum find_what { FIND_SLIP, FIND_AGAIN };
enum pin_what { PIN_BEGIN, PIN_LOOK, PIN_JUDGE, PIN_BADGE, PIN_CODE };
#define EFFECTS_MAX 12
struct effects {
    struct {
        enum effect_kind kind;
        int argument;
    } list[EFFECTS_MAX];
    int count;
};

#endif
