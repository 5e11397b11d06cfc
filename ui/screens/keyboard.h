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

/* At 200 %: ten keys a page by the alphabet, with space and delete. finding = without marks. */
int keyboard_pages(enum keyboard_layer layer, bool finding);
/* First and last letter of a page, "h … p"; NULL when it has but one. */
const char *keyboard_page_name(const struct builder *b, enum keyboard_layer layer, bool finding,
                               int page);
void put_keyboard_page(struct builder *b, int column, const struct composer *composer,
                       enum keyboard_layer layer, bool finding, int page);

/* The field above it: what is typed, the open syllable underlined. */
void put_typed(struct builder *b, int column, const struct composer *composer, int height_dp,
               unsigned state);

/* The three rows of plain letters, without shift, in the group rows; keys are key_dp high. Their
 * intents are INTENT_KEY with the index in LAYER_VIETNAMESE. */
void put_letter_rows(struct builder *b, int rows, int key_dp);

#endif
