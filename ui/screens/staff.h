/* The dialogs of staff's pages. */
#ifndef UI_SCREENS_STAFF_H
#define UI_SCREENS_STAFF_H

#include "ui/screens/build.h"

/* What OVERLAY_STAFF asks: title, what happens, yes, no. */
const enum message_id *staff_question(const struct builder *b);

/* Of one application: its procedure's name with how it is said, its icon, and since when it waits
 * (n->value and what is said). */
void fill_file_title(const struct builder *b, const char *procedure, struct view_node *n);
int file_icon(const struct outbox_row *r);
void fill_file_age(const struct builder *b, int64_t saved_at, struct view_node *n);

/* One row of the dashboard; touching it leads to what helps. */
void put_health(struct builder *b, int column, const struct health_row *r);

#endif
