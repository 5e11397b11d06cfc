/* What the set-up wishes for: devices looked for, its answers kept, staff's PIN set. */
#ifndef UI_EFFECTS_SETUP_H
#define UI_EFFECTS_SETUP_H

#include "app/staff/setup.h"

struct shell;

/* Begins a wish; main thread. */
void effects_setup(struct shell *s, enum setup_wish wish);

/* The worker kept it or set it. */
void effects_setup_done(struct shell *s);

/* Hears whether a device did what the page asks for; main thread, each turn. */
void effects_setup_listen(struct shell *s);

/* The worker looked for devices. */
void effects_setup_found(struct shell *s);

#endif
