/* The first set-up of a kiosk, or a later change of it: one page a step, kept in site.ini. What is
 * known on those pages; app/steps_setup.c is what happens on them. */
#ifndef APP_STAFF_SETUP_H
#define APP_STAFF_SETUP_H

#include "app/receipt/qr.h"
#include "app/settings.h"
#include "app/staff/health.h"
#include "app/staff_pin.h"
#include "app/typing/composer.h"
#include "platform/port_finder.h"

enum setup_step {
    SETUP_PLACE,     /* which commune */
    SETUP_NAME,      /* what the kiosk is called */
    SETUP_PANEL,     /* how large a pixel is, which way is up */
    SETUP_DEVICES,   /* those that were found */
    SETUP_ASK,       /* what no name told of a device */
    SETUP_BAR,       /* how many dots its printer puts on the paper */
    SETUP_ADDRESS,   /* of the portal */
    SETUP_PORTAL,    /* whether it answers */
    SETUP_LANGUAGES, /* which tiles */
    SETUP_PIN,       /* staff's, twice */
    SETUP_DONE,
    SETUP_STEPS
};

/* The argument of INTENT_SETUP. Turns: the arrow that points to the ceiling, clockwise. */
enum setup_act {
    SETUP_TURN_UP,
    SETUP_TURN_RIGHT,
    SETUP_TURN_DOWN,
    SETUP_TURN_LEFT,
    SETUP_SHORTER, /* the bar */
    SETUP_LONGER,
    SETUP_FIND,      /* devices anew */
    SETUP_HEAR,      /* the loudspeaker */
    SETUP_CHECK,     /* the portal anew */
    SETUP_FULL,      /* the printed bar: both marks are there */
    SETUP_CUT,       /* ... its right end is not */
    SETUP_MESS,      /* ... it is none */
    SETUP_SKIP,      /* no bar is printed */
    SETUP_LIT,       /* the light flashes */
    SETUP_UNLIT,     /* it does not */
    SETUP_TRY,       /* print on each serial line that told nothing */
    SETUP_PRINTED,   /* paper came out */
    SETUP_UNPRINTED, /* none did */
    SETUP_INCHES     /* and more: the panel's size */
};

/* What is asked of devices that no name tells, in this order. */
enum setup_ask {
    ASK_SCANNER,  /* a code is shown: whatever reads it */
    ASK_KEYBOARD, /* a key is pressed on the officer's */
    ASK_PRINTER,  /* serial lines are asked by themselves, then tried: a person sees the paper */
    ASK_LIGHT,    /* one after the other flashes, until somebody sees it */
    ASK_NOTHING
};

/* The bar that is as wide as the paper is thought to be. */
enum setup_bar {
    BAR_NOT_YET,
    BAR_RUNS,   /* it is being printed */
    BAR_OUT,    /* a person says which picture it is like */
    BAR_FAILED, /* it was not printed */
    BAR_KEPT,   /* its width is the paper's */
    BAR_NONE,   /* no width was right */
};

/* What the shell is asked for (FX_SETUP), answered by HAPPENED_SETUP. */
enum setup_wish {
    SETUP_WISH_FIND,   /* devices */
    SETUP_WISH_KEEP,   /* site.ini as chosen */
    SETUP_WISH_PIN,    /* staff's PIN as typed */
    SETUP_WISH_LISTEN, /* to what may be what is asked for; answered by a row of found */
    SETUP_WISH_HUSH,   /* not any more, and no light */
    SETUP_WISH_LIGHT,  /* the light that is asked about shows or not, as setup.lit says */
    SETUP_WISH_PROBE,  /* serial lines: whether a printer is on one */
};

struct setup_news {
    enum setup_wish wish;
    struct err error;
    const struct found_devices *found; /* of FIND and PROBE */
    int row;                           /* of LISTEN: the device that was heard */
};

#define SETUP_PICKS 60
#define SETUP_INCH                                                                                 \
    {                                                                                              \
        22, 24, 27, 32                                                                             \
    }

struct setup {
    enum setup_step step;
    bool first;             /* nothing was set up before: there is no way back out of it */
    struct settings chosen; /* as it will be */
    struct settings before; /* as the program runs now */

    struct composer composer;
    char typed[SETTING_TEXT];
    uint16_t picks[SETUP_PICKS]; /* communes that fit what is typed */
    int pick_count;

    int turn; /* enum setup_act: which arrow points to the ceiling */
    struct found_devices found;
    bool searching;

    enum setup_ask ask;
    int told;                   /* row of found that answered what is asked; -1 = none yet */
    int light;                  /* row of found that flashes; -1 = none is left */
    int line;                   /* row of found that is printed on; -1 = none is */
    bool lit;                   /* it shows just now */
    bool probing;               /* serial lines are being asked */
    bool listening;             /* the finder has devices open */
    uint64_t flash_ms;          /* when the light changes next */
    uint8_t code[QR_BYTES_MAX]; /* FINDER_CODE; side 0: none is needed */
    int code_side;

    enum setup_bar bar;
    int dots; /* of the bar: 576, 512 or 384 */

    enum device_word courier; /* ASKED: no answer yet */
    bool online;
    uint64_t asked_ms;

    char digits[STAFF_PIN_MAX + 1], first_digits[STAFF_PIN_MAX + 1]; /* wiped once set */
    bool again; /* the first one is typed: it is asked once more */

    enum message_id problem; /* of the step; MSG_NONE */
    bool waits;              /* for what was wished */
};

/* The device of a kind that will be used: the one used so far, else the first; NULL: none is there.
 */
const struct found_device *setup_found(const struct setup *s, enum found_kind kind);

/* Whether a serial line is left of which nobody knows what hangs on it. */
bool setup_lines_left(const struct setup *s);

/* The row of the device that a setting names, by its path; -1 = none of them. */
int setup_row_of(const struct setup *s, const char *uri);

/* Micrometres of a pixel on a panel of so many inches across. */
int setup_inch_um(const struct settings *s, int inches);

/* Whether a language has a tile. */
bool setup_has_language(const struct settings *s, const char *code);

#endif
