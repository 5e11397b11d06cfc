/* The kinds of question page. */
#ifndef UI_SCREENS_QUESTION_H
#define UI_SCREENS_QUESTION_H

#include "ui/screens/build.h"

struct asked {
    struct form_question question;
    bool wrong; /* the sentence about it is shown */
};

void question_text(struct builder *b, const struct asked *asked);
void question_number(struct builder *b, const struct asked *asked);
void question_date(struct builder *b, const struct asked *asked);
void question_choice(struct builder *b, const struct asked *asked); /* one of, many of */
/* Between a list and its letters, where they do not stand together (drawings 82 and 88). */
void put_typing_switch(struct builder *b, int parent);

void question_commune(struct builder *b, const struct asked *asked);
void question_note(struct builder *b, const struct asked *asked);
void question_paper(struct builder *b, const struct asked *asked);

#endif
