/* The dialogs of staff's pages. */
#ifndef UI_SCREENS_STAFF_H
#define UI_SCREENS_STAFF_H

#include "ui/screens/build.h"

/* What OVERLAY_STAFF asks: title, what happens, yes, no. */
const enum message_id *staff_question(const struct builder *b);

/* One row of the dashboard; touching it leads to what helps. */
void put_health(struct builder *b, int column, const struct health_row *r);

#endif
