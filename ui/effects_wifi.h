/* What the pages of Wi-Fi wish for: a look at the networks, one joined or forgotten. */
#ifndef UI_EFFECTS_WIFI_H
#define UI_EFFECTS_WIFI_H

#include "app/staff/wifi.h"

struct shell;

/* Begins a wish, on a worker of its own: joining may take half a minute. Main thread. A kiosk
 * without the port answers at once that there is no adapter. */
void effects_wifi(struct shell *s, enum wifi_wish wish);

/* The worker did it. */
void effects_wifi_done(struct shell *s);

#endif
