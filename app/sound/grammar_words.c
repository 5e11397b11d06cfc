#include "app/sound/grammar_words.h"

#include <stddef.h>

const char *grammar_words_at(const struct grammar_words *words, int i)
{
    const struct said *const tables[] = {words->abbreviations, words->units, words->after,
                                         words->fractions};
    const char *const single[] = {words->slash, words->to,  words->dot,
                                  words->plus,  words->per, words->times};
    for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++) {
        for (const struct said *row = tables[t]; row->written != NULL; row++, i--) {
            if (i == 0) {
                return row->said;
            }
        }
    }
    return i < (int)(sizeof single / sizeof single[0]) ? single[i] : NULL;
}

int grammar_words_count(const struct grammar_words *words)
{
    int count = 0;
    while (grammar_words_at(words, count) != NULL) {
        count++;
    }
    return count;
}
