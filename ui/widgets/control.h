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

#endif
