/* The signature: strokes of a finger, kept as a paper whenever the finger leaves the sheet. */
#include <string.h>

#include "app/draft.h"
#include "app/ink.h"
#include "app/papers.h"
#include "app/steps.h"

/* The sheet of this question, white when it was another's. */
static bool sheet_of(struct app *a, form_node question)
{
    struct visit *v = a->visit;
    if (v->ink == NULL) {
        v->ink = arena_alloc(a->arena, INK_BYTES);
        v->ink_png = arena_alloc(a->arena, INK_PNG_BYTES);
        v->ink_of = FORM_NONE;
    }
    if (v->ink_png == NULL) {
        return false;
    }
    if (v->ink != NULL && v->ink_of != question) {
        ink_clear(v->ink);
        v->ink_there = false;
        v->ink_of = question;
    }
    return v->ink != NULL;
}

static void keep(struct app *a, const struct form_question *q, struct effects *fx)
{
    struct visit *v = a->visit;
    const struct still still = {.bytes = v->ink_png, .size = ink_png(v->ink, v->ink_png)};
    struct visit_paper *paper = papers_find(v, q->node);
    const struct err e = papers_keep(a, q->node, paper != NULL ? paper->chosen : 0, &still);
    paper = papers_find(v, q->node);
    if (failed(e)) {
        step_notice(a, MSG_PAPER_NO_ROOM, fx);
    } else if (paper != NULL) {
        paper->handed_in = false;
    }
    draft_set_paper(a, q);
}

static void stroke(struct app *a, const struct form_question *q, const struct event *e,
                   struct effects *fx)
{
    struct visit *v = a->visit;
    const enum pen phase = (enum pen)e->intent;
    if (!sheet_of(a, q->node)) {
        return;
    }
    if (phase == PEN_DOWN) {
        v->ink_x = e->argument;
        v->ink_y = e->number;
    }
    ink_line(v->ink, v->ink_x, v->ink_y, e->argument, e->number);
    v->ink_x = e->argument;
    v->ink_y = e->number;
    v->ink_there = true;
    v->has_problem = false;
    if (phase == PEN_UP) {
        keep(a, q, fx);
    }
    a->revision++;
}

static void wipe(struct app *a, const struct form_question *q, struct effects *fx)
{
    a->visit->ink_of = FORM_NONE;
    (void)sheet_of(a, q->node);
    papers_clear(a->visit, q->node);
    draft_set_paper(a, q);
    a->revision++;
    step_effect(fx, FX_CUE, CUE_WOVEN);
}

bool step_sign(struct app *a, const struct event *e, struct effects *fx)
{
    struct form_question q;
    if (a->screen != SCREEN_QUESTION || !app_question(a, &q) || q.kind != FORM_SIGNATURE) {
        return e->kind == HAPPENED_PEN;
    }
    if (e->kind == HAPPENED_PEN) {
        stroke(a, &q, e, fx);
        return true;
    }
    if (e->kind == HAPPENED_INTENT && e->intent == INTENT_WIPE_INK) {
        wipe(a, &q, fx);
        return true;
    }
    return false;
}
