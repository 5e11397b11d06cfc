/* The paper a question asks for: a still of it, or that it will be handed in. */
#include "app/draft.h"
#include "app/papers.h"
#include "app/steps.h"

/* A still may come after she has left the page: it still belongs to the question it was taken for.
 */
static void photo(struct app *a, const struct event *e, struct effects *fx)
{
    struct visit *v = a->visit;
    struct form_question q;
    const form_node of = v->capturing_of;
    const bool here = a->screen == SCREEN_QUESTION && app_question(a, &q) && q.node == of;
    const bool taken = !failed(e->error) && papers_taken(v, of);
    struct visit_paper *paper = papers_find(v, of);
    v->capturing = false;
    a->revision++;
    if (v->form == NULL || paper == NULL || failed(form_question(v->form, of, &q))) {
        return;
    }
    paper->handed_in = paper->handed_in && !taken;
    draft_set_paper(a, &q);
    if (here && taken) {
        step_effect(fx, FX_SPEAK, 0);
    } else if (here) {
        step_notice(a, e->error.code == ERR_FULL ? MSG_PAPER_NO_ROOM : MSG_CAMERA_BROKEN, fx);
    }
}

static void hand_in(struct app *a, const struct form_question *q)
{
    struct visit_paper *paper = papers_of(a->visit, q->node);
    if (paper != NULL) {
        paper->handed_in = !paper->handed_in;
        a->visit->has_problem = false;
        draft_set_paper(a, q);
    }
}

static bool paper_intent(struct app *a, const struct event *e, struct effects *fx)
{
    struct form_question q;
    if (e->intent != INTENT_CAPTURE && e->intent != INTENT_HAND_IN) {
        return false;
    }
    if (!app_question(a, &q) || (q.kind != FORM_PAPER && q.kind != FORM_SIGNATURE)) {
        return true;
    }
    if (e->intent == INTENT_HAND_IN) {
        hand_in(a, &q);
        step_effect(fx, FX_CUE, CUE_WOVEN);
    } else if (q.kind == FORM_PAPER && !a->visit->capturing &&
               papers_of(a->visit, q.node) != NULL) {
        a->visit->capturing = true;
        a->visit->capturing_of = q.node;
        step_effect(fx, FX_CAMERA, 0);
    }
    a->revision++;
    return true;
}

bool step_paper(struct app *a, const struct event *e, struct effects *fx)
{
    if (a->visit == NULL) {
        return false;
    }
    if (e->kind == HAPPENED_PHOTO) {
        photo(a, e, fx);
        return true;
    }
    if (e->kind == HAPPENED_PREVIEW) {
        a->revision++;
        return true;
    }
    return a->screen == SCREEN_QUESTION && e->kind == HAPPENED_INTENT && paper_intent(a, e, fx);
}
