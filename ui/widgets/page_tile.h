/* One page of a paper as a target: its thumbnail, its name, how it came out. */
#ifndef UI_WIDGETS_PAGE_TILE_H
#define UI_WIDGETS_PAGE_TILE_H

#include "ui/widgets/pen.h"

void look_page(const struct pen *p);

/* The least it needs, in px. */
int page_tile_width(const struct ui_env *env, const struct view_node *n);
int page_tile_height(const struct ui_env *env, const struct view_node *n);

#endif
