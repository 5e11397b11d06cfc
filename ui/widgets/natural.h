/* Natural sizes of nodes whose size follows from their text. */
#ifndef UI_WIDGETS_NATURAL_H
#define UI_WIDGETS_NATURAL_H

#include "app/view.h"
#include "ui/env.h"
#include "ui/text.h"

/* px a node wants when it stands in a row without width. */
int widget_width(const struct ui_env *env, const struct view_node *n);

/* px of height at a width in px; 0 for looks that need one given. */
int widget_height(const struct ui_env *env, const struct view_node *n, int width);

/* The least it needs: width without breaking a word, height at a width without cutting a line.
 * 0 for looks that have no words and no use of their own. */
int widget_least_width(const struct ui_env *env, const struct view_node *n);
int widget_least_height(const struct ui_env *env, const struct view_node *n, int width);

/* True and the style when the node is nothing but text. */
bool widget_text_style(const struct view_node *n, enum text_style *ret_style);

/* True when the words and icon of a placed node are no higher than it is, or than its face. */
bool widget_holds(const struct ui_env *env, const struct view_node *n);

#endif
