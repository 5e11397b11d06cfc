/* Keeps the call light as the call is: lit while somebody waits for an officer, dark once one is
 * coming or nobody is needed. Tries again while the light does not answer. */
#ifndef UI_BEACON_H
#define UI_BEACON_H

#include <stdbool.h>
#include <stdint.h>

#include "app/officer_call.h"
#include "platform/port_beacon.h"

struct beacon {
    bool lit, failed; /* as it was last told; it did not take it */
    uint64_t told_ms; /* when */
};

/* Tells the light when there is something to tell. port may be NULL. Main thread. */
void beacon_step(struct beacon *b, struct port_beacon *port, const struct officer_call *call,
                 uint64_t now_ms);

#endif
