/* View to draw list: one painter per look. */
#ifndef UI_WIDGETS_WIDGETS_H
#define UI_WIDGETS_WIDGETS_H

#include "app/view.h"
#include "ui/draw.h"
#include "ui/env.h"

/* Where the badge of an armed target stands: half outside, on its upper right corner, where neither
 * its own words are nor those beside it (ui/check.h holds every screen to that). */
struct rect widgets_badge(const struct ui_env *env, const struct view_node *n);

/* The whole frame of a laid-out view: ground, tool bar, every node in order. */
void widgets_draw(const struct ui_env *env, const struct view *v, struct draw_list *d);

/* One node, as the frame holds it. */
void widgets_draw_node(const struct ui_env *env, const struct view *v, int index,
                       struct draw_list *d);

#endif
