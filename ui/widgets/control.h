/* Everything with a lip: buttons, tiles, rows, keys, tools. */
#ifndef UI_WIDGETS_CONTROL_H
#define UI_WIDGETS_CONTROL_H

#include "ui/widgets/pen.h"

void look_button(const struct pen *p); /* BUTTON, BUTTON_LEFT, MAIN, TILE, CAPTURE, ROW, DIGIT */
void look_tool(const struct pen *p);
void look_picture(const struct pen *p);
void look_consent(const struct pen *p);
void look_language(const struct pen *p);
void look_key(const struct pen *p); /* KEY, KEY_ALT, KEY_TONE */

/* The second line of a language on a face width px wide, smaller where it would take two; marked:
 * with an icon before it. */
void language_line(const struct ui_env *env, const struct view_node *n, int width, bool marked,
                   struct text_block *ret_lines);

#endif
