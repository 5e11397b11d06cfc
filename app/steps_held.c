/* What the portal holds of her from earlier applications, offered once it is known who she is:
 * after her sign-in, or after an officer looked at her papers. Each answer and each paper whose
 * place is in this form is taken or declined by her, nothing is chosen for her. A portal that is
 * away, slow or holds nothing costs her no page: she goes on, and is asked as everybody is. */
#include <stdio.h>
#include <string.h>

#include "app/draft.h"
#include "app/papers.h"
#include "app/steps.h"

#define ASK_EVERY_MS 1000
#define WAIT_MS      8000 /* so long the page waits for the portal, then she goes on */

/* The number on the papers the officer looked at, as it was told then: what her card or the digits
 * are now may be another's. NULL: nobody told it, or it was in a visit before this one. */
static const char *number_of(const struct visit *v)
{
    return v->phone.officer && strlen(v->phone.seen) == sizeof v->phone.seen - 1 ? v->phone.seen
                                                                                 : NULL;
}

static bool is_known(const struct visit *v)
{
    const bool signed_in = v->phone.state == PHONE_SIGNED && !v->phone.of_file;
    return v->form != NULL && !v->hers.adding && (signed_in || number_of(v) != NULL);
}

void step_held_text(const struct visit *v, char ret_text[65])
{
    const char *number = v->phone.officer ? number_of(v) : v->offers.again ? "again" : NULL;
    snprintf(ret_text, 65, "%.36s%s%.12s", v->uuid, number != NULL ? " " : "",
             number != NULL ? number : "");
}

static void ask(struct app *a, struct effects *fx)
{
    a->visit->offers.asking = true;
    a->visit->offers.asked_ms = a->now_ms;
    step_effect(fx, FX_ASK, PORTAL_HELD);
}

void step_ask_held(struct app *a, struct effects *fx)
{
    struct offers *o = &a->visit->offers;
    if (!is_known(a->visit) || o->asked) {
        return;
    }
    o->asked = true;
    o->state = HELD_ASKING;
    ask(a, fx);
}

/* --- what of it fits this form ---------------------------------------------------------------- */

/* Questions that are hers to answer, of the kind of what is held. */
static bool may_answer(const struct form_question *q, bool paper)
{
    const bool hers = q->supplier == SUPPLIER_CITIZEN || q->supplier == SUPPLIER_CARD;
    const bool asks = q->kind != FORM_NOTE && q->kind != FORM_VALUE && q->kind != FORM_GROUP &&
                      q->kind != FORM_REPEAT && q->kind != FORM_TRIGGER &&
                      q->kind != FORM_SIGNATURE;
    return hers && asks && !q->readonly && (q->kind == FORM_PAPER) == paper;
}

static bool is_listed(const struct offers *o, form_node node)
{
    for (int i = 0; i < o->count; i++) {
        if (o->list[i].node == node) {
            return true;
        }
    }
    return false;
}

static void read_words(struct form *f, struct offer *offer)
{
    struct buf out;
    buf_init(&out, offer->words, sizeof offer->words);
    if (failed(form_answer_text(f, offer->node, &out))) {
        offer->words[0] = '\0';
    }
}

/* How the answers read, and whether the form takes them: each is put in to be looked at, those
 * before it are there as well since lists depend on one another, and all are taken out again. */
static void try_answers(struct form *f, struct offers *o)
{
    struct form_problem problem;
    struct form_question q;
    bool put[PORTAL_HELD_MAX] = {false}, fits[PORTAL_HELD_MAX] = {false};
    for (int i = 0; i < o->count; i++) {
        struct offer *offer = &o->list[i];
        const bool empty = !failed(form_question(f, offer->node, &q)) && q.value[0] == '\0';
        fits[i] = offer->item.paper || !empty;
        if (!offer->item.paper && empty) {
            put[i] = !failed(form_set(f, offer->node, offer->item.value, &problem));
            fits[i] = put[i] && problem.fault == FAULT_NONE;
        }
        if (fits[i] && !offer->item.paper) {
            read_words(f, offer);
        }
    }
    int kept = 0;
    for (int i = 0; i < o->count; i++) {
        if (put[i]) {
            const struct err e = form_set(f, o->list[i].node, "", &problem);
            (void)e; /* what could be put in can be taken out */
        }
        if (fits[i]) {
            o->list[kept++] = o->list[i];
        }
    }
    o->count = kept;
}

static void list_offers(struct app *a, const struct portal_held *told)
{
    struct visit *v = a->visit;
    struct offers *o = &v->offers;
    struct form_question q;
    o->count = 0;
    for (int i = 0; i < told->count && i < PORTAL_HELD_MAX; i++) {
        const struct portal_held_item *item = &told->items[i];
        const form_node node = form_find(v->form, item->ref);
        if (node != FORM_NONE && !is_listed(o, node) && !failed(form_question(v->form, node, &q)) &&
            may_answer(&q, item->paper)) {
            o->list[o->count++] = (struct offer){.item = *item, .node = node};
        }
    }
    try_answers(v->form, o);
}

void step_held_words(struct app *a)
{
    struct visit *v = a->visit;
    struct form_question q;
    struct form_problem problem;
    for (int i = 0; i < v->offers.count; i++) {
        struct offer *offer = &v->offers.list[i];
        if (offer->item.paper || failed(form_question(v->form, offer->node, &q))) {
            continue;
        }
        const bool empty = q.value[0] == '\0';
        if (empty && failed(form_set(v->form, offer->node, offer->item.value, &problem))) {
            continue;
        }
        read_words(v->form, offer);
        if (empty) {
            const struct err e = form_set(v->form, offer->node, "", &problem);
            (void)e; /* what could be put in can be taken out */
        }
    }
}

/* What she answered, photographed or let the card tell meanwhile is not offered any more. */
static void drop_answered(struct app *a)
{
    struct visit *v = a->visit;
    struct form_question q;
    int kept = 0;
    for (int i = 0; i < v->offers.count; i++) {
        const struct offer *offer = &v->offers.list[i];
        struct visit_paper *paper = papers_find(v, offer->node);
        const bool free = !failed(form_question(v->form, offer->node, &q)) && q.value[0] == '\0' &&
                          q.open == OPEN_NOT;
        if (free || step_held_of(a, offer->node) != NULL) {
            if (paper != NULL && paper->held == i + 1) {
                paper->held = kept + 1;
            }
            v->offers.list[kept++] = *offer;
        }
    }
    v->offers.count = kept;
}

/* --- taking and declining --------------------------------------------------------------------- */

const struct offer *step_held_of(struct app *a, form_node question)
{
    struct visit *v = a->visit;
    struct form_question q;
    for (int i = 0; i < v->offers.count; i++) {
        const struct offer *offer = &v->offers.list[i];
        if (offer->node != question || offer->choice != OFFER_TAKEN ||
            failed(form_question(v->form, question, &q))) {
            continue;
        }
        const struct visit_paper *paper = papers_find(v, question);
        const bool as_it_came = offer->item.paper ? paper != NULL && paper->held == i + 1
                                                  : strcmp(q.value, offer->item.value) == 0;
        return as_it_came ? offer : NULL;
    }
    return NULL;
}

bool step_held_answers(struct app *a, form_node question)
{
    return step_held_of(a, question) != NULL &&
           form_check(a->visit->form, question).fault == FAULT_NONE;
}

static void take(struct app *a, int i)
{
    struct visit *v = a->visit;
    struct offer *offer = &v->offers.list[i];
    struct form_question q;
    struct form_problem problem;
    if (failed(form_question(v->form, offer->node, &q))) {
        return;
    }
    if (offer->item.paper) {
        struct visit_paper *paper = papers_of(v, offer->node);
        const bool own = papers_taken(v, offer->node) && papers_held(v, offer->node) == NULL;
        if (paper == NULL || own) { /* no more room; or hers stands for it */
            return;
        }
        paper->held = i + 1;
        paper->handed_in = false;
        draft_set_paper(a, &q);
    } else if (failed(form_set(v->form, offer->node, offer->item.value, &problem))) {
        return;
    }
    offer->choice = OFFER_TAKEN;
}

/* Out of the form again, unless she made it her own since. */
static void let_go(struct app *a, int i)
{
    struct visit *v = a->visit;
    struct offer *offer = &v->offers.list[i];
    struct form_question q;
    struct form_problem problem;
    struct visit_paper *paper = papers_find(v, offer->node);
    if (step_held_of(a, offer->node) != NULL && !failed(form_question(v->form, offer->node, &q))) {
        if (offer->item.paper && paper != NULL) {
            paper->held = 0;
            draft_set_paper(a, &q);
        } else {
            const struct err e = form_set(v->form, offer->node, "", &problem);
            (void)e; /* what could be put in can be taken out */
        }
    }
    offer->choice = OFFER_DECLINED;
}

void step_forget_held(struct app *a)
{
    for (int i = 0; i < a->visit->offers.count; i++) {
        let_go(a, i);
    }
    explicit_bzero(&a->visit->offers, sizeof a->visit->offers);
}

/* --- the page --------------------------------------------------------------------------------- */

bool step_offers_held(struct app *a, struct effects *fx)
{
    struct visit *v = a->visit;
    struct offers *o = &v->offers;
    if (!is_known(v) || o->seen) {
        return false;
    }
    step_ask_held(a, fx);
    drop_answered(a);
    if (o->state != HELD_ASKING && o->count == 0) {
        return false;
    }
    o->since_ms = a->now_ms;
    step_enter(a, SCREEN_HELD, fx);
    return true;
}

bool step_back_to_held(struct app *a, struct effects *fx)
{
    if (!is_known(a->visit) || a->visit->offers.count == 0) {
        return false;
    }
    step_enter(a, SCREEN_HELD, fx);
    return true;
}

static void go_on(struct app *a, struct effects *fx)
{
    a->visit->offers.seen = true;
    step_first_page(a, fx);
}

static bool all_chosen(const struct offers *o)
{
    for (int i = 0; i < o->count; i++) {
        if (o->list[i].choice == OFFER_OPEN) {
            return false;
        }
    }
    return true;
}

static void told(struct app *a, const struct portal_answer *answer, struct effects *fx)
{
    struct offers *o = &a->visit->offers;
    o->asking = false;
    if (o->state != HELD_ASKING || !is_known(a->visit)) {
        return;
    }
    const bool away = failed(answer->error);
    o->state = away ? HELD_OFFLINE : answer->held.state;
    if (o->state == HELD_KNOWN) {
        list_offers(a, &answer->held);
    }
    if (a->screen != SCREEN_HELD || o->state == HELD_ASKING) {
        return;
    }
    drop_answered(a);
    if (o->count == 0) {
        go_on(a, fx);
    } else {
        a->revision++;
        step_effect(fx, FX_CUE, CUE_WOVEN);
        step_effect(fx, FX_SPEAK, 0);
    }
}

static void tick(struct app *a, struct effects *fx)
{
    const struct offers *o = &a->visit->offers;
    if (o->state != HELD_ASKING || o->seen) {
        return;
    }
    if (a->screen == SCREEN_HELD && a->now_ms - o->since_ms >= WAIT_MS) {
        go_on(a, fx);
    } else if (!o->asking && a->now_ms - o->asked_ms >= ASK_EVERY_MS) {
        ask(a, fx);
    }
}

void step_held_choose(struct app *a, int i, bool taken)
{
    if (i < 0 || i >= a->visit->offers.count) {
        return;
    }
    if (taken) {
        take(a, i);
    } else {
        let_go(a, i);
    }
    a->revision++;
}

static void choose(struct app *a, int argument, struct effects *fx)
{
    if (argument < 0 || argument / 2 >= a->visit->offers.count) {
        return;
    }
    step_held_choose(a, argument / 2, argument % 2 == 1);
    step_effect(fx, FX_CUE, CUE_WOVEN);
}

static bool on_page(struct app *a, const struct event *e, struct effects *fx)
{
    const struct offers *o = &a->visit->offers;
    switch (e->intent) {
    case INTENT_HELD:
        choose(a, e->argument, fx);
        return true;
    case INTENT_BACK:
        step_enter(a, SCREEN_IDENTITY, fx);
        return true;
    case INTENT_NEXT: /* while the portal is asked she need not wait for it */
        if (all_chosen(o)) {
            go_on(a, fx);
        }
        return true;
    default:
        return false;
    }
}

/* On its question a paper that was taken can be let go of, and taken again. */
static bool on_question(struct app *a, const struct event *e, struct effects *fx)
{
    const int i = e->argument / 2;
    if (e->intent != INTENT_HELD) {
        return e->intent == INTENT_SIGN_IN && step_held_sign_in(a, fx);
    }
    if (e->argument >= 0 && i < a->visit->offers.count &&
        a->visit->offers.list[i].node == a->visit->page && !a->visit->capturing) {
        choose(a, e->argument, fx);
        a->visit->has_problem = false;
    }
    return true;
}

bool step_held(struct app *a, const struct event *e, struct effects *fx)
{
    if (a->visit == NULL) {
        return false;
    }
    if (e->kind == HAPPENED_PORTAL && e->answer->question == PORTAL_HELD) {
        if (!step_held_answered(a, e->answer, fx)) {
            told(a, e->answer, fx);
        }
        return true;
    }
    if (e->kind == HAPPENED_TICK) {
        tick(a, fx);
        step_held_wait(a, fx);
        return false;
    }
    if (e->kind != HAPPENED_INTENT) {
        return false;
    }
    return a->screen == SCREEN_HELD ? on_page(a, e, fx)
                                    : a->screen == SCREEN_QUESTION && on_question(a, e, fx);
}
