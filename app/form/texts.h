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

struct form_text {
    const char *id;                                 /* of itext, else NULL */
    struct piece *words[LANGUAGES_MAX][TEXT_FORMS]; /* an untranslated text fills only [0] */
    const char *image[LANGUAGES_MAX], *audio[LANGUAGES_MAX];
    struct xpath_expression *reference; /* jr:itext(...) computed per node */
};

#endif
