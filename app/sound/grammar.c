#include "app/sound/grammar.h"

#include <stddef.h>
#include <string.h>

static const struct grammar *const grammars[] = {&grammar_vi, &grammar_en};

const struct grammar *grammar_find(const char *language)
{
    for (size_t i = 0; i < sizeof grammars / sizeof grammars[0]; i++) {
        if (strcmp(grammars[i]->language, language) == 0) {
            return grammars[i];
        }
    }
    return NULL;
}
