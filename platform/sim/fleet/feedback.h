/* What a device says of an action, on both channels. */
#ifndef PLATFORM_SIM_FLEET_FEEDBACK_H
#define PLATFORM_SIM_FLEET_FEEDBACK_H

#include "platform/sim/fleet/fleet.h"

/* A status as it came; the strings are literals. */
struct said {
    const char *execution, *finished;
    int64_t code, count, of, reported; /* -1 = not said */
    json_t *details;                   /* borrowed; NULL = none */
};

enum said_verdict { SAID_WELL, SAID_UNREADABLE, SAID_MARKUP };

/* Reads a feedback's body. Unknown members are ignored; `time` is one of them, as in hawkBit. */
enum said_verdict said_read(const json_t *body, struct said *ret_said);

/* How hawkBit maps a status on the deployment channel, and on that of a cancellation. Pure. */
const char *said_of_deployment(const char *execution, const char *finished);
const char *said_of_cancel(const char *execution, const char *finished);

/* True when hawkBit would refuse the text: something in it looks like HTML. */
bool said_is_markup(const char *text);

void feedback_deployment(struct call *c);
void feedback_cancel(struct call *c);

#endif
