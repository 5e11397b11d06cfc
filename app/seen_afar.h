/* Whether what the screen shows may be seen from afar (app/steward/command.h: "screenshot"): the
 * welcome page, and those pages of staff that hold nothing of a person and no secret. Everything
 * that is not named here by its name is refused, what comes new, too. Pure. */
#ifndef APP_SEEN_AFAR_H
#define APP_SEEN_AFAR_H

#include "app/app.h"

/* Never while there is a visit, shown or under a page of staff's; never over a dialog of a
 * citizen's. */
bool seen_afar(const struct app *a);

#endif
