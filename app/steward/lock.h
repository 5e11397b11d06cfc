/* The lock from afar: the file MACHINE_LOCKED of platform/port_machine.h in the state directory.
 * The kiosk looks for it every few seconds and closes when nobody is there; whoever is in the
 * middle of something ends it first. Staff open it with their PIN, a signed command from afar. */
#ifndef APP_STEWARD_LOCK_H
#define APP_STEWARD_LOCK_H

#include "platform/port_dir.h"

/* Locks or unlocks; on return without error it survives a power cut. Either may be so already. */
MUST_USE struct err lock_put(struct port_dir *dir, const char *state, bool locked);

#endif
