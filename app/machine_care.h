/* What the kiosk knows of its own machine between the looks at it: power that ends, heat and a lock
 * close it for whoever comes, and at last it asks to be shut down. */
#ifndef APP_MACHINE_CARE_H
#define APP_MACHINE_CARE_H

#include <stdbool.h>
#include <stdint.h>

/* Each worse than the one before. */
enum care_power { CARE_MAINS, CARE_BATTERY, CARE_LOW };
enum care_heat { CARE_COOL, CARE_WARM, CARE_HOT };

/* A word that counts once it was told twice in a row: a loose plug closes nothing. */
struct care_word {
    int now, told; /* enum care_power, enum care_heat, or of a lock 0 and 1 */
};

struct machine_care {
    struct care_word power, heat;
    struct care_word lock; /* 1: locked from afar (app/steward/lock.h) */
    bool closed;           /* OUT_OF_SERVICE is because of it, and not because staff said so */
    bool numb;             /* the touch panel is gone ... */
    bool keys;             /* ... and a keypad is there meanwhile */
    uint64_t told_ms;      /* WELCOME: 1 + since when it stood when that was said last; 0 = never */
    bool prints;           /* a slip is coming out, whoever it is for */
    bool off;              /* it asked to be shut down */
    bool lines_told;       /* the next is known */
    int lines_up;          /* network devices with a carrier, at the last look */
    uint64_t low_ms;       /* since when the power is low */
    uint64_t off_ms;       /* when it asked */
};

#endif
