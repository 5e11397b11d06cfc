/* Samples of letters and colours. */
#ifndef UI_WIDGETS_SAMPLE_H
#define UI_WIDGETS_SAMPLE_H

#include "ui/widgets/pen.h"

void look_letter(const struct pen *p);
void look_theme(const struct pen *p);

#endif
