/* courier --once. */
#ifndef APP_COURIER_MAIN_ONCE_H
#define APP_COURIER_MAIN_ONCE_H

#include "app/courier/courier.h"

/* Sends what can be sent now and says on standard output what is left; the exit status: 0 nothing
 * left, 1 something left or an error. */
int courier_run_once(struct courier *c);

#endif
