/* Whether fingers are felt. A panel that went leaves the finger it felt down for ever: that is
 * lifted at once, while people are told only of one that stays away. A finger that is felt all the
 * same says that the device which is looked at is another one. Main thread. */
#ifndef UI_PANEL_H
#define UI_PANEL_H

#include <stdbool.h>
#include <stdint.h>

#include "platform/port_touch.h"

#define PANEL_SURE_MS 2000 /* away for so long */

struct panel {
    bool gone; /* for sure */
    bool keys; /* a keypad was there */
    bool felt; /* a finger, since it last went: set by who hands fingers on */
    bool away; /* since away_ms */
    unsigned losses;
    uint64_t away_ms;
};

struct panel_told {
    bool lift;    /* it went: no finger is down any more */
    bool changed; /* gone, or keys while it is gone */
};

/* Looks at the device. keys: whether a keypad is there now. t may be NULL: nobody looks. */
struct panel_told panel_step(struct panel *p, struct port_touch *t, bool keys, uint64_t now_ms);

/* Milliseconds until it is away for sure; -1 = nothing waits. */
int panel_deadline_ms(const struct panel *p, uint64_t now_ms);

#endif
