/* The portal's address for a courier that was started without --portal: as the kiosk's set-up wrote
 * it into site.ini of the state directory. Blocking; the main thread only. */
#ifndef APP_COURIER_MAIN_SITE_H
#define APP_COURIER_MAIN_SITE_H

#include "app/settings.h"

/* Waits until an address is there and fills *ret_site; false when the file is damaged, which was
 * said on stderr. */
bool courier_await_site(const char *state, struct settings *ret_site);

/* Whether the address or the adapter there is another one by now. */
bool courier_site_changed(const char *state, const struct settings *site);

#endif
