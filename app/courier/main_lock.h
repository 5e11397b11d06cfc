/* One courier per state directory; a part of its composition root (app/main_courier.c). */
#ifndef APP_COURIER_MAIN_LOCK_H
#define APP_COURIER_MAIN_LOCK_H

#include "platform/base/err.h"

/* Takes STATE/run/courier.lock, making its folders; waits 2 s for one that is dying. The lock ends
 * with the process, however it ends; its descriptor is the caller's. -1, or the program's status
 * after a sentence on stderr. */
MUST_USE int courier_lock(const char *state, int *ret_fd);

#endif
