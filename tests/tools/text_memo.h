/* A text port that remembers every width it was asked for: the screens of a test share their texts,
 * and the kiosk's own memory of widths is made for one screen at a time. Lines are drawn by the
 * port beneath. */
#ifndef TESTS_TOOLS_TEXT_MEMO_H
#define TESTS_TOOLS_TEXT_MEMO_H

#include "platform/port_text.h"

/* Stands before the port beneath, which it closes with itself. There is one in a program. */
struct port_text *text_memo(struct port_text *beneath);

#endif
