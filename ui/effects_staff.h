/* What staff's pages wish for: a look at every port, a retry, out of service, an end. */
#ifndef UI_EFFECTS_STAFF_H
#define UI_EFFECTS_STAFF_H

#include "app/staff/staff.h"

struct shell;

/* Carries a wish out, or begins to; main thread. */
void effects_staff(struct shell *s, enum staff_wish wish);

/* What the ports tell now, and what staff last looked at. */
struct health_facts effects_staff_facts(const struct shell *s);

/* The panel as light as app_light() says, where that can be done. */
void effects_staff_light(struct shell *s);

/* The worker looked, or did what was wished. */
void effects_staff_done(struct shell *s);

/* The camera was tried. */
void effects_staff_tried(struct shell *s);

#endif
