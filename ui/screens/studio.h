/* What the pages of the studio share. */
#ifndef UI_SCREENS_STUDIO_H
#define UI_SCREENS_STUDIO_H

#include "ui/screens/build.h"

/* The roof of a staff page. */
struct roof staff_roof(const struct builder *b, enum message_id title, enum message_id hint);

/* An icon and two lines in a card: why there is nothing here. */
void put_studio_line(struct builder *b, int column, int icon, enum message_id label,
                     enum message_id detail);

/* A sentence about how it went; bad: what is wrong. Returns its card. */
int put_studio_word(struct builder *b, int column, const char *name, enum message_id words,
                    bool bad);

/* A field with the keyboard under it. */
struct composer;
void put_typing_page(struct builder *b, const struct composer *c);

/* Sentences of the open language that wait for a reviewer. */
int studio_unreviewed(const struct desk *d);

/* A message with one or two numbers filled in, said as it stands. */
void put_counted(struct builder *b, int card, const char *name, enum message_id words, int zero,
                 int one);

/* What a screen is called (app/studio/cover.h), and how that is said; place: of MSG_NONE. */
const char *text_screen(const struct builder *b, enum message_id label, const char *place);
struct say say_screen(const struct builder *b, enum message_id label, const char *place);

#endif
