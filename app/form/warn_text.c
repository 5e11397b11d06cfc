#include <stdio.h>
#include <string.h>

#include "app/form/profile.h"
#include "app/form/texts.h"
#include "app/form/warn.h"

#define PLACES 3 /* of missing sounds that are named */

static bool has_words(const struct form_text *t, int language, enum text_form form)
{
    const struct piece *p = t->in[language].words[form];
    if (p != NULL && p->next == NULL && p->output == NULL) {
        const size_t blank = strspn(p->words, " \t\r\n");
        return p->words[blank] != '\0' && strcmp(p->words + blank, "-") != 0;
    }
    return p != NULL;
}

/* The form's texts in document order: each once, where it is written first. */
struct text_walk {
    const struct form *form;
    const struct element *translation, *at;
    int language;
};

static bool written_before(const struct text_walk *w, const struct form_text *t)
{
    for (int i = 0; i < w->language; i++) {
        for (int form = 0; form < TEXT_FORMS; form++) {
            if (t->in[i].words[form] != NULL) {
                return true;
            }
        }
    }
    return false;
}

static const struct form_text *next_text(struct text_walk *w)
{
    while (w->translation != NULL) {
        w->at = w->at == NULL ? element_first(w->translation) : element_next(w->at);
        if (w->at == NULL) {
            w->translation = element_next(w->translation);
            w->language++;
            continue;
        }
        const char *id = element_attribute(w->at, SPACE_NONE, "id");
        const struct form_text *t = id != NULL ? itext_find(w->form, id) : NULL;
        if (t != NULL && !written_before(w, t)) {
            return t;
        }
    }
    return NULL;
}

static struct text_walk walk_texts(const struct loader *l)
{
    const struct element *itext = element_child(l->model, "itext");
    return (struct text_walk){l->form, itext != NULL ? element_first(itext) : NULL, NULL, 0};
}

static void warn_of_translation(struct loader *l, const struct text_walk *w,
                                const struct form_text *t)
{
    static const char *const names[] = {
        [TEXT_LONG] = "", [TEXT_SHORT] = " (short)", [TEXT_GUIDANCE] = " (guidance)"};
    const struct form *f = l->form;
    for (int form = 0; form < TEXT_FORMS; form++) {
        bool somewhere = false;
        for (int i = 0; i < f->language_count; i++) {
            somewhere = somewhere || has_words(t, i, (enum text_form)form);
        }
        for (int i = 0; somewhere && i < f->language_count; i++) {
            if (!has_words(t, i, (enum text_form)form)) {
                load_warn(l, WARN_TRANSLATION, w->at,
                          "the text \"%.60s\"%s is missing in %.20s; translate it, or another "
                          "language is shown instead",
                          t->id, names[form], f->languages[i]);
            }
        }
    }
}

/* One line for a language: how many sounds it lacks and where to begin. */
static void warn_of_sound(struct loader *l, int language)
{
    struct text_walk w = walk_texts(l);
    const struct element *first = NULL;
    char places[160] = "";
    int spoken = 0, silent = 0;
    for (const struct form_text *t = next_text(&w); t != NULL; t = next_text(&w)) {
        if (!has_words(t, language, TEXT_LONG)) {
            continue;
        }
        spoken++;
        if (t->in[language].audio == NULL) {
            const size_t used = strlen(places);
            first = first != NULL ? first : w.at;
            if (silent++ < PLACES) {
                snprintf(places + used, sizeof places - used, "%s%.30s (line %d)",
                         used > 0 ? ", " : "", t->id, w.at->line);
            }
        }
    }
    if (silent > 0) {
        load_warn(l, WARN_SOUND, first, "%d of %d texts have no sound in %.20s: %s%s; record them",
                  silent, spoken, l->form->languages[language], places,
                  silent > PLACES ? " and more" : "");
    }
}

/* Labels and hints written out in the body of a form that speaks several languages. */
static void warn_of_labels(struct loader *l, const struct element *e, int depth)
{
    for (const struct element *c = element_first(e); c != NULL; c = element_next(c)) {
        const bool text = strcmp(c->name, "label") == 0 || strcmp(c->name, "hint") == 0;
        if (text && l->form->language_count > 1 && c->first != NULL &&
            element_attribute(c, SPACE_NONE, "ref") == NULL) {
            load_warn(l, WARN_TRANSLATION, c,
                      "this <%s> is the same in every language; write it with jr:itext()", c->name);
        }
        const char *const questions[] = {"input", "select", "select1", "upload", "trigger"};
        for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++) {
            if (strcmp(c->name, questions[i]) == 0 && element_child(c, "label") == NULL) {
                load_warn(l, WARN_LABEL, c,
                          "this question has no label, so it is neither read nor heard; add one");
            }
        }
        if (depth < ELEMENT_DEPTH_MAX) {
            warn_of_labels(l, c, depth + 1);
        }
    }
}

void warn_of_texts(struct loader *l)
{
    bool any_sound = false;
    struct text_walk w = walk_texts(l);
    for (const struct form_text *t = next_text(&w); t != NULL; t = next_text(&w)) {
        warn_of_translation(l, &w, t);
        for (int i = 0; i < l->form->language_count; i++) {
            any_sound = any_sound || t->in[i].audio != NULL;
        }
    }
    for (int i = 0; any_sound && i < l->form->language_count; i++) {
        warn_of_sound(l, i);
    }
    warn_of_labels(l, l->body, 0);
}

static void warn_of_words(struct loader *l, const struct element *e, const char *words)
{
    for (words += strspn(words, " \t\n"); *words != '\0'; words += strspn(words, " \t\n")) {
        const size_t len = strcspn(words, " \t\n");
        if (!profile_appearance(words, len)) {
            load_warn(l, WARN_IGNORED, e,
                      "the appearance \"%.*s\" does nothing on a kiosk; remove it",
                      len < 40 ? (int)len : 40, words);
        }
        words += len;
    }
}

static void warn_below(struct loader *l, const struct element *e, int depth)
{
    for (const struct element *c = element_first(e); c != NULL; c = element_next(c)) {
        const char *appearance = element_attribute(c, SPACE_NONE, "appearance");
        if (appearance != NULL && !profile_foreign(appearance)) {
            warn_of_words(l, c, appearance);
        }
        if (depth < ELEMENT_DEPTH_MAX) {
            warn_below(l, c, depth + 1);
        }
    }
}

void warn_of_appearances(struct loader *l)
{
    warn_below(l, l->body, 0);
}
