/* Titles and papers of the catalogue in a language: procedures.LANG.tsv, code TAB title TAB papers.
 * An empty cell keeps what Vietnamese says; papers count only when there are as many as in the
 * list. procedures.vi.tsv says long official names in plain words. */
#include <stdio.h>
#include <string.h>

#include "app/citizen/catalogue_load.h"

static bool add_words(void *context, const struct csv_field *f)
{
    struct catalogue_reading *r = context;
    struct catalogue *c = r->catalogue;
    const int language = c->language_count - 1;
    for (int i = 0; i < c->count; i++) {
        struct catalogue_entry *e = &c->entries[i];
        if (strlen(e->code) != f[0].len || memcmp(e->code, f[0].text, f[0].len) != 0) {
            continue;
        }
        struct catalogue_words *words = &e->words[language];
        struct catalogue_words papers = {0};
        if (f[1].len > 0 && !(language == 0 && e->form != NULL)) { /* a form names itself */
            words->title = csv_copy(r->arena, &f[1]);
            if (words->title == NULL) {
                return false;
            }
        }
        if (!catalogue_split(r->arena, f[2].text, f[2].len, &papers)) {
            return false;
        }
        if (papers.bring_count > 0 &&
            (language == 0 || papers.bring_count == e->words[0].bring_count)) {
            words->bring = papers.bring;
            words->bring_count = papers.bring_count;
        }
    }
    return true;
}

static struct err add_language(struct catalogue_reading *r, const char *code)
{
    char name[64];
    snprintf(name, sizeof name, "data/procedures.%.7s.tsv", code);
    const struct err e = catalogue_read(r, (struct list){name, '\t', false, 2, add_words, NULL});
    return e.code == ERR_NOT_FOUND ? ERR_OK : e;
}

struct err catalogue_add_words(struct catalogue_reading *r, const char *const *languages)
{
    struct catalogue *c = r->catalogue;
    struct err e = add_language(r, "vi");
    for (int i = 0; languages != NULL && languages[i] != NULL && !failed(e); i++) {
        if (strcmp(languages[i], "vi") == 0 || c->language_count == CATALOGUE_LANGUAGES) {
            continue;
        }
        snprintf(c->languages[c->language_count++], sizeof c->languages[0], "%.7s", languages[i]);
        e = add_language(r, languages[i]);
    }
    return e;
}
