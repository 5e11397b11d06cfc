/* Labels in all languages; how a form text is kept. Inside app/form only. */
#ifndef APP_FORM_TEXTS_H
#define APP_FORM_TEXTS_H

#include "app/form/model.h"

/* A piece of a text: words, or an <output> to be computed. */
struct piece {
    const char *words;
    struct xpath_expression *output;
    struct piece *next;
};

/* A text in one language. */
struct spoken {
    struct piece *words[TEXT_FORMS];
    const char *image, *audio;
};

struct form_text {
    const char *id;                     /* of itext, else NULL */
    struct xpath_expression *reference; /* jr:itext(...) computed per node */
    struct spoken in[]; /* form.language_room; an untranslated text fills only [0] */
};

/* An empty text with room for every language of the form; NULL when the arena is full. */
struct form_text *text_new(struct form *f);

#endif
