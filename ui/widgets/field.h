/* Where typed answers show: fields, date parts, digit cells. Never a target. */
#ifndef UI_WIDGETS_FIELD_H
#define UI_WIDGETS_FIELD_H

#include "ui/widgets/pen.h"

void look_field(const struct pen *p);
void look_search(const struct pen *p);
void look_date_part(const struct pen *p);
void look_cells(const struct pen *p);

#endif
