/* The paper a question asks for: a still of it, or that it will be handed in. */
#include "app/draft.h"
#include "app/papers.h"
#include "app/steps.h"

void step_show_still(struct app *a, struct effects *fx)
{
    struct form_question q;
    struct visit *v = a->visit;
    if (!app_question(a, &q) || q.kind != FORM_PAPER) {
        return;
    }
    const struct visit_paper *paper = papers_find(v, q.node);
    const struct paper_page *page = paper != NULL ? papers_page(v, paper->chosen) : NULL;
    if (page != NULL && !page->removed && !page->from_phone && v->photo_page != page->id &&
        v->aimed_page != page->id) {
        step_effect(fx, FX_PREVIEW, page->id);
    }
}

/* What is said of a camera or scanner that gave no page. */
static enum message_id trouble(struct err e)
{
    return e.code == ERR_FULL         ? MSG_PAPER_NO_ROOM
           : e.code == ERR_JAM        ? MSG_SCANNER_JAM
           : e.code == ERR_COVER_OPEN ? MSG_SCANNER_OPEN
           : e.code == ERR_NO_PAPER   ? MSG_SCANNER_EMPTY
           : e.code == ERR_TIMEOUT    ? MSG_CAMERA_SILENT
                                      : MSG_CAMERA_BROKEN;
}

/* The feeder takes the next sheet by itself, as one more page of the same paper. */
static void feed(struct visit *v, struct effects *fx)
{
    v->capturing = v->feeding = true;
    v->capturing_page = 0;
    step_effect(fx, FX_CAMERA, 0);
}

/* A still may come after she has left the page: it still belongs to the question it was taken for.
 */
static void photo(struct app *a, const struct event *e, struct effects *fx)
{
    struct visit *v = a->visit;
    struct form_question q;
    const form_node of = v->capturing_of;
    const bool here = a->screen == SCREEN_QUESTION && app_question(a, &q) && q.node == of;
    const bool taken = !failed(e->error) && papers_taken(v, of);
    const bool emptied = v->feeding && e->error.code == ERR_NO_PAPER; /* the last sheet was out */
    struct visit_paper *paper = papers_find(v, of);
    v->capturing = v->feeding = false;
    v->aimed_page = 0;
    a->revision++;
    if (v->form == NULL || paper == NULL || failed(form_question(v->form, of, &q))) {
        return;
    }
    paper->handed_in = paper->handed_in && !taken;
    paper->held = taken ? 0 : paper->held; /* the new one stands for it */
    draft_set_paper(a, &q);
    if (here && (taken || emptied)) {
        v->has_problem = false;
        if (taken && e->argument == 1 && papers_may_add(v, of)) {
            feed(v, fx);
        } else {
            step_effect(fx, FX_SPEAK, 0);
        }
    } else if (here) {
        step_notice(a, trouble(e->error), fx);
    }
    if (!taken) { /* what was there before is there still */
        step_show_still(a, fx);
    }
}

static void hand_in(struct app *a, const struct form_question *q)
{
    struct visit_paper *paper = papers_of(a->visit, q->node);
    if (paper != NULL) {
        paper->handed_in = !paper->handed_in;
        paper->held = 0;
        a->visit->has_problem = false;
        draft_set_paper(a, q);
    }
}

static void capture(struct app *a, const struct form_question *q, int page, struct effects *fx)
{
    struct visit *v = a->visit;
    const struct paper_page *before = papers_page(v, page);
    if (before == NULL && !papers_may_add(v, q->node)) {
        step_notice(a, MSG_PAPER_PAGES_FULL, fx);
    } else if (before != NULL && a->camera_shows && v->aimed_page != page) {
        v->aimed_page = page; /* first she sees how it lies */
        v->has_problem = false;
    } else if (papers_of(v, q->node) != NULL) {
        v->capturing = true;
        v->capturing_of = q->node;
        v->capturing_page = before != NULL ? page : 0;
        step_effect(fx, FX_CAMERA, 0);
    }
}

static void choose(struct app *a, const struct form_question *q, int page, struct effects *fx)
{
    struct visit_paper *paper = papers_find(a->visit, q->node);
    if (paper != NULL &&
        (papers_page(a->visit, page) != NULL || papers_may_add(a->visit, q->node))) {
        paper->chosen = page;
        a->visit->aimed_page = 0;
        a->visit->has_problem = false;
        step_show_still(a, fx);
    }
}

/* Out, or in again. */
static void remove_page(struct app *a, const struct form_question *q, int id, struct effects *fx)
{
    struct paper_page *page = papers_page(a->visit, id);
    if (page != NULL) {
        page->removed = !page->removed;
        a->visit->has_problem = false;
        draft_set_paper(a, q);
        step_show_still(a, fx);
        step_effect(fx, FX_CUE, CUE_WOVEN);
    }
}

/* A still is turned here, a page from her phone by the portal. */
static void turn_page(struct app *a, int id, struct effects *fx)
{
    struct paper_page *page = papers_page(a->visit, id);
    if (page == NULL) {
        return;
    }
    if (page->from_phone) {
        papers_turn_phone(a, page);
    } else {
        step_effect(fx, FX_TURN, id);
    }
    step_effect(fx, FX_CUE, CUE_WOVEN);
}

/* What is done with the pages of a paper; nothing while one of them is being taken. */
static bool page_intent(struct app *a, const struct event *e, const struct form_question *q,
                        struct effects *fx)
{
    const bool free = q->kind == FORM_PAPER && !a->visit->capturing;
    switch (e->intent) {
    case INTENT_CAPTURE:
        if (free) {
            capture(a, q, e->argument, fx);
        }
        return true;
    case INTENT_SHOW_PAGE:
        if (free) {
            choose(a, q, e->argument, fx);
        }
        return true;
    case INTENT_TURN_PAGE:
        if (free) {
            turn_page(a, e->argument, fx);
        }
        return true;
    case INTENT_REMOVE:
        if (free) {
            remove_page(a, q, e->argument, fx);
        }
        return q->kind == FORM_PAPER;
    default:
        return false;
    }
}

static bool paper_intent(struct app *a, const struct event *e, struct effects *fx)
{
    struct form_question q;
    if (!app_question(a, &q)) {
        return e->intent == INTENT_CAPTURE || e->intent == INTENT_SHOW_PAGE ||
               e->intent == INTENT_TURN_PAGE || e->intent == INTENT_HAND_IN;
    }
    bool mine = page_intent(a, e, &q, fx);
    if (e->intent == INTENT_HAND_IN) {
        mine = true;
        if (q.kind == FORM_PAPER || q.kind == FORM_SIGNATURE) {
            hand_in(a, &q);
            step_effect(fx, FX_CUE, CUE_WOVEN);
        }
    }
    a->revision += mine ? 1 : 0;
    return mine;
}

/* She may have turned to another page while this one was decoded. */
static void previewed(struct app *a, const struct event *e, struct effects *fx)
{
    a->revision++;
    if (!failed(e->error) && a->screen == SCREEN_QUESTION) {
        step_show_still(a, fx);
    }
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
        previewed(a, e, fx);
        return true;
    }
    return a->screen == SCREEN_QUESTION && e->kind == HAPPENED_INTENT && paper_intent(a, e, fx);
}
