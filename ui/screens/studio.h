/* What the pages of the studio share. */
#ifndef UI_SCREENS_STUDIO_H
#define UI_SCREENS_STUDIO_H

#include "ui/screens/build.h"

/* An icon and two lines in a card: why there is nothing here. */
void put_studio_line(struct builder *b, int column, int icon, enum message_id label,
                     enum message_id detail);

/* A sentence about how it went; bad: what is wrong. Returns its card. */
int put_studio_word(struct builder *b, int column, const char *name, enum message_id words,
                    bool bad);

#endif
