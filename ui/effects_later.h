/* What the store's worker does for an application set aside; the inside of ui/effects.c. */
#ifndef UI_EFFECTS_LATER_H
#define UI_EFFECTS_LATER_H

#include "app/app.h"

struct shell;

/* Hands one job over; its end is HAPPENED_LATER. */
void effects_later(struct shell *s, enum later_job what);
void effects_later_done(struct shell *s);
/* The visit goes: a worker that still reads or writes in it is waited for. */
void effects_later_wipe(struct shell *s);

#endif
