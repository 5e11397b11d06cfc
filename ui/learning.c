#include "ui/learning.h"

#include <stdio.h>
#include <string.h>

#include "app/form/procedure.h"
#include "app/guide.h"
#include "app/language/content.h"

/* "/data/child[2]/name" of a form as "CODE/child/name": which question, whatever its answer. */
static void name_question(const struct app *a, struct buf *out)
{
    char storage[256];
    struct buf ref;
    buf_init(&ref, storage, sizeof storage);
    const struct err e = form_ref(a->visit->form, a->visit->page, &ref);
    const char *at = failed(e) ? NULL : strchr(storage + (storage[0] == '/'), '/');
    buf_puts(out, a->visit->procedure->code);
    for (bool inside = false; at != NULL && *at != '\0'; at++) {
        inside = *at == '[' || (inside && *at != ']');
        if (!inside && *at != ']') {
            buf_add(out, at, 1);
        }
    }
}

/* The message that is the page's question, else the page's own name. */
static const char *name_page(const struct view *v)
{
    for (int i = 0; i < v->count; i++) {
        const struct view_node *n = &v->nodes[i];
        if (n->role == ROLE_TITLE && n->zone == ZONE_ROOF && n->say[0].kind == SAY_MESSAGE) {
            return message_name(n->say[0].message);
        }
    }
    return v->screen;
}

static void name_sentence(struct learning *l, const struct app *a, const struct view *v)
{
    struct buf out;
    buf_init(&out, l->sentence, sizeof l->sentence);
    const bool asks = a->screen == SCREEN_QUESTION && app_sheet(a) == SHEET_NONE &&
                      a->visit != NULL && a->visit->form != NULL && a->visit->page != FORM_NONE;
    if (asks) {
        name_question(a, &out);
    } else {
        buf_puts(&out, name_page(v));
    }
    if (out.full) { /* a name as long as that is told by its page */
        buf_clear(&out);
        buf_puts(&out, v->screen);
    }
}

void learning_shown(struct learning *l, const struct app *a, const struct view *v)
{
    const uint32_t page = guide_page(v, a->language);
    if (l->counts == NULL || page == l->page) {
        return;
    }
    l->page = page;
    (void)snprintf(l->language, sizeof l->language, "%s", app_language(a));
    name_sentence(l, a, v);
    for (int i = 0; i < v->lacking_count; i++) {
        counts_add(l->counts, COUNT_TEXT, l->language, message_name(v->lacking[i]));
    }
    for (int i = 0; i < v->count; i++) { /* texts of forms */
        const char *label = v->nodes[i].label;
        const enum message_id id =
            label != NULL && !v->nodes[i].private_ ? content_said(l->language, label) : MSG_NONE;
        if (id != MSG_NONE && !message_has(l->language, id)) {
            counts_add(l->counts, COUNT_TEXT, l->language, message_name(id));
        }
    }
}

void learning_heard(struct learning *l, const struct heard *heard)
{
    const struct spoken *what = &heard->what;
    if (l->counts == NULL || !what->fallback || what->kind != SPOKEN_CLIP ||
        (what->message == l->heard && what->tag == l->heard_tag)) {
        return; /* the pieces of one sentence count once */
    }
    l->heard = what->message;
    l->heard_tag = what->tag;
    counts_add(l->counts, COUNT_SOUND, l->language,
               what->message != MSG_NONE ? message_name(what->message) : l->sentence);
}

void learning_add(struct learning *l, enum count_kind kind)
{
    if (l->counts != NULL) {
        counts_add(l->counts, kind, l->language, l->sentence);
    }
}
