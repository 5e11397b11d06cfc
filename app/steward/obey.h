/* A command from afar, from its bytes to what came of it: read, judged, listed as begun, done, and
 * that listed too. Blocking; the steward's only. */
#ifndef APP_STEWARD_OBEY_H
#define APP_STEWARD_OBEY_H

#include "app/steward/outgoing.h"
#include "app/steward/used.h"
#include "platform/port_orders.h"

struct obey_place {
    struct port_dir *dir;
    const char *state;
    const uint8_t *key;  /* SEAL_KEY bytes: the operator's public key */
    const char *kiosk;   /* kiosk.name of the settings */
    const char *log_key; /* log.key of the settings, 64 hex digits or "" */
    struct port_orders *orders;
    const char *action; /* of the fleet's server that brought it, or "" */
    bool held;          /* the welcome page is held for us (platform/port_hold.h) */
    int64_t now;        /* Unix seconds */
};

/* Does what the bytes ask for, if all is well; a log or a picture lies in STATE/outgoing then
 * (outgoing.h). ret_command is filled from COMMAND_UNKNOWN on inwards, as command_read() says.
 * NOT_NOW leaves the command as good as it was. One that the same action brought before is not
 * done again: what came of it is told once more, and ret_before is set. */
enum command_word obey(const struct obey_place *p, const char *bytes, size_t size,
                       struct command *ret_command, bool *ret_before);

#endif
