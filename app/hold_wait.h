/* Waiting until the kiosk may be restarted: it is asked again and again, in turns of whoever waits.
 * Bounded in every direction, so that nothing a kiosk does keeps an update away for ever. */
#ifndef APP_HOLD_WAIT_H
#define APP_HOLD_WAIT_H

#include <stdint.h>

#include "platform/port_hold.h"

#define HOLD_WAIT_AGAIN_MS  2000  /* it is asked this often */
#define HOLD_WAIT_SILENT_MS 15000 /* no answer for so long: no kiosk is there, or it is stuck */

enum hold_wait_end {
    HOLD_WAIT_GOES_ON,
    HOLD_WAIT_GRANTED,
    HOLD_WAIT_CLOSED,  /* it is out of service: nobody is served there anyway */
    HOLD_WAIT_NOBODY,  /* no kiosk answers */
    HOLD_WAIT_TOO_LONG /* it was busy all the time */
};

struct hold_wait {
    uint64_t until_ms;         /* then it is too long */
    uint64_t silent_ms;        /* 1 + since when nothing answers; 0 = it answered last time */
    struct hold_answer answer; /* the last */
};

/* Waits wait_s from now on. */
void hold_wait_begin(struct hold_wait *w, int wait_s, uint64_t now_ms);

/* Asks once. To be called again after HOLD_WAIT_AGAIN_MS while it goes on; once it was granted, ask
 * the port itself for more in time. */
enum hold_wait_end hold_wait_step(struct hold_wait *w, struct port_hold *port, int countdown_s,
                                  uint64_t now_ms);

#endif
