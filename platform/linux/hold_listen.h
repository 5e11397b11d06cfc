/* port_holders over STATE/run/kiosk.sock: the kiosk's end. A thread only looks whether somebody
 * calls, so that the main thread may sleep; it reads nothing itself. Pictures of the screen are
 * written by another (screen_file.h). */
#ifndef PLATFORM_LINUX_HOLD_LISTEN_H
#define PLATFORM_LINUX_HOLD_LISTEN_H

#include "platform/port_holders.h"

#define HOLD_LISTEN_CALLERS 4

/* Listens; makes STATE/run when it is not there. wake is called from the thread when there is
 * something to take. ERR_IO. */
MUST_USE struct err hold_listen_open(struct port_holders **ret_holders, const char *state_dir,
                                     void (*wake)(void *context), void *context);

#endif
