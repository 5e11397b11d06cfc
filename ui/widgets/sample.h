/* Samples of letters and colours. */
#ifndef UI_WIDGETS_SAMPLE_H
#define UI_WIDGETS_SAMPLE_H

#include "ui/widgets/pen.h"

#define SAMPLE_LETTER_DP 140 /* room of the letter over its name */

/* Whether the sample of a text size and its name have room beside each other in width px. */
bool sample_letter_is_beside(const struct ui_env *env, const struct view_node *n, int width);
void look_letter(const struct pen *p);
void look_theme(const struct pen *p);

#endif
