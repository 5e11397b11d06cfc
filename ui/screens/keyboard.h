/* The on-screen keyboard as nodes; the tables are app/typing/layout.h. */
#ifndef UI_SCREENS_KEYBOARD_H
#define UI_SCREENS_KEYBOARD_H

#include "app/typing/composer.h"
#include "ui/screens/build.h"

/* One key in the look given; *node holds size, intent and state. */
void put_key(struct builder *b, int parent, const struct keycap *key, enum view_look look,
             struct view_node node);

/* The composer's present layer, rows gap_dp apart. INTENT_KEY's argument is the index in the
 * layer. */
void put_keyboard(struct builder *b, int column, const struct composer *composer, int gap_dp);

/* The field above it: what is typed, the open syllable underlined. */
void put_typed(struct builder *b, int column, const struct composer *composer, int height_dp,
               unsigned state);

#endif
