#include "ui/stage_form.h"

#include "app/draft.h"
#include "app/language/content.h"
#include "app/settings.h"
#include "app/steps.h"

#define CHOICES_MAX 60 /* of a question, looked at */

bool stage_form_load(struct app *a)
{
    struct visit *v = a->visit;
    struct form_where where;
    struct form_media media;
    const char *xml = NULL;
    size_t size = 0;
    const struct form_clock clock = {
        .now_s = a->now_s, .offset_minutes = a->settings->offset_minutes, .seed = 1};
    if (a->world.form == NULL || v->procedure == NULL ||
        failed(a->world.form(a->world.context, v->procedure, &xml, &size, &media)) ||
        failed(form_load(a->arena, xml, size, &media, &clock, &v->form, &where))) {
        return false;
    }
    form_list_repeats(v->form);
    const struct err e = form_set_language(v->form, "vi");
    (void)e; /* a form without translations is Vietnamese */
    return true;
}

static bool is_text(const char *text, enum message_id message)
{
    return text != NULL && content_find(text) == message;
}

static bool asks(struct form *f, const struct form_question *q, enum message_id message)
{
    bool found = is_text(q->label, message) || is_text(q->hint, message);
    const form_node node = q->node;
    const int count = q->choice_count < CHOICES_MAX ? q->choice_count : CHOICES_MAX;
    for (int i = 0; i < count && !found; i++) {
        struct form_choice choice;
        found = !failed(form_choice(f, node, i, &choice)) && is_text(choice.label, message);
    }
    return found;
}

bool stage_form_turn(struct app *a, form_node node)
{
    struct form_question q;
    a->visit->page = node;
    if (!app_question(a, &q)) {
        return false;
    }
    step_form_language(a);
    if (app_question(a, &q)) {
        draft_open(a, &q);
    }
    return true;
}

bool stage_form_find(struct app *a, enum message_id message)
{
    struct form *f = a->visit->form;
    struct form_question q;
    for (form_node n = form_next_node(f, FORM_NONE); n != FORM_NONE; n = form_next_node(f, n)) {
        if (!failed(form_question(f, n, &q)) && asks(f, &q, message)) {
            return stage_form_turn(a, n);
        }
    }
    return false;
}
