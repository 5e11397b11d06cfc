#include "app/amount.h"

#include <stdlib.h>
#include <string.h>

#include "app/sound/grammar.h"

#define DONG_DIGITS 15

static bool has_word(const char *words, const char *word)
{
    const char *at = strstr(words, word);
    const size_t len = strlen(word);
    return at != NULL && (at == words || at[-1] == ' ') && (at[len] == '\0' || at[len] == ' ');
}

bool amount_is_money(const struct form_question *q)
{
    return (q->kind == FORM_INTEGER || q->kind == FORM_DECIMAL) && has_word(q->appearance, "money");
}

bool amount_is_decimal(const struct form_question *q)
{
    return q->kind == FORM_DECIMAL && !has_word(q->appearance, "money");
}

void amount_show(const char *stored, const char *language, bool grouped, struct buf *out)
{
    const struct grammar *own = grammar_find(language);
    const struct grammar *g = own != NULL ? own : &grammar_vi;
    const size_t whole = strcspn(stored, ".");
    for (size_t i = 0; i < whole; i++) {
        const size_t left = whole - i;
        if (grouped && i > 0 && left % 3 == 0 && stored[i - 1] != '-') {
            buf_add(out, &g->group, 1);
        }
        buf_add(out, &stored[i], 1);
    }
    if (stored[whole] == '.') {
        buf_add(out, &g->decimal, 1);
        buf_puts(out, &stored[whole + 1]);
    }
}

void amount_store(char *typed)
{
    size_t len = strlen(typed);
    size_t zeros = strspn(typed, "0");
    if (zeros == len || typed[zeros] == '.') {
        zeros -= zeros > 0;
    }
    memmove(typed, typed + zeros, len - zeros + 1);
    len -= zeros;
    if (len > 0 && typed[len - 1] == '.') {
        typed[len - 1] = '\0';
    }
}

int64_t amount_dong(const char *stored)
{
    const size_t whole = strspn(stored, "0123456789");
    return whole > 0 && whole <= DONG_DIGITS ? strtoll(stored, NULL, 10) : -1;
}
