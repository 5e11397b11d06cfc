/* One question a page: the draft of its answer, and what happens when she goes on. */
#include <stdio.h>
#include <string.h>

#include "app/citizen/commune.h"
#include "app/draft.h"
#include "app/form/procedure.h"
#include "app/papers.h"
#include "app/settings.h"
#include "app/steps.h"
#include "app/way.h"
#include "platform/base/log.h"

/* Drafts of the page from the form's answer. */
static void open_draft(struct app *a)
{
    struct form_question q;
    struct visit *v = a->visit;
    v->has_problem = false;
    v->list_page = 0;
    v->typing = false;
    v->problem = (struct form_problem){.node = FORM_NONE};
    if (app_question(a, &q)) {
        draft_open(a, &q);
    }
}

/* What is shown as "of how many" may be too high, never too low: a path that grows while she walks
 * it would discourage, one that ends sooner does not. */
static void count_questions(struct visit *v)
{
    const int now = form_page_count(v->form);
    const int likely = v->procedure != NULL ? v->procedure->questions : 0;
    const int most = now > likely ? now : likely;
    v->question_total = most > v->question_total ? most : v->question_total;
}

static void open_page(struct app *a, form_node page, struct effects *fx)
{
    papers_drop_removed(a->visit);
    a->visit->page = page;
    count_questions(a->visit);
    open_draft(a);
    step_enter(a, SCREEN_QUESTION, fx);
    step_show_still(a, fx);
    step_clock_warns(a, fx);
}

static bool holds_private(struct form *form)
{
    for (form_node n = form_next_question(form, FORM_NONE); n != FORM_NONE;
         n = form_next_question(form, n)) {
        struct form_question q;
        if (!failed(form_question(form, n, &q)) && q.private_ && q.value[0] != '\0') {
            return true;
        }
    }
    return false;
}

/* Before answers are read: are they to be said aloud? Asked once a visit. */
void step_open_check(struct app *a, struct effects *fx)
{
    papers_drop_removed(a->visit);
    a->visit->list_page = a->visit->back_to_check ? a->visit->check_page : 0;
    const int turned = a->visit->back_to_check ? a->visit->check_turned : 0;
    a->visit->back_to_check = false;
    a->visit->page = FORM_NONE;
    step_enter(a, SCREEN_CHECK, fx);
    a->page = turned;
    if (!a->headphones && !a->visit->asked_private && holds_private(a->visit->form)) {
        step_overlay(a, OVERLAY_READ_ALOUD, fx);
    }
}

void step_open_page(struct app *a, form_node page, struct effects *fx)
{
    a->visit->filling = FORM_NONE;
    open_page(a, page, fx);
}

/* From n on, the first one that nothing of the portal's answers already. */
static form_node unasked(struct app *a, form_node n, form_node (*step)(struct form *, form_node))
{
    while (n != FORM_NONE && step_held_answers(a, n)) {
        n = step(a->visit->form, n);
    }
    return n;
}

/* Back from the first page of the form. */
static void out_of_form(struct app *a, struct effects *fx)
{
    if (a->visit->hers.adding || !step_back_to_held(a, fx)) {
        step_enter(a, a->visit->hers.adding ? SCREEN_CONSENT : SCREEN_IDENTITY, fx);
    }
}

void step_first_page(struct app *a, struct effects *fx)
{
    if (!a->visit->hers.adding && (step_wants_sign_in(a, fx) || step_offers_held(a, fx))) {
        return;
    }
    const form_node first = unasked(a, form_page_first(a->visit->form), way_after);
    if (first == FORM_NONE) {
        step_open_check(a, fx);
    } else {
        step_open_page(a, first, fx);
    }
}

void step_last_page(struct app *a, struct effects *fx)
{
    const form_node last = unasked(a, way_last(a->visit->form), way_before);
    if (last == FORM_NONE) {
        out_of_form(a, fx);
    } else {
        step_open_page(a, last, fx);
    }
}

static enum message_id words_for(enum form_fault fault)
{
    switch (fault) {
    case FAULT_NONE:
    case FAULT_REQUIRED:
        return MSG_ANSWER_NEEDED;
    case FAULT_TYPE:
        return MSG_ANSWER_WRONG_KIND;
    case FAULT_CONSTRAINT:
        return MSG_ANSWER_NOT_ALLOWED;
    }
    return MSG_ANSWER_NEEDED;
}

void step_show_message(struct app *a, enum message_id message)
{
    a->visit->has_problem = true;
    a->page = 0; /* the sentence stands on the first */
    a->visit->problem.text = NULL;
    a->visit->problem_message = message;
    a->revision++;
}

void step_show_problem(struct app *a, const struct form_problem *problem)
{
    step_show_message(a, words_for(problem->fault));
    a->visit->problem = *problem;
}

/* Shows what is wrong where it is: on this page, or on the one it leads to. */
static void refuse(struct app *a, const struct form_problem *problem, struct effects *fx)
{
    struct form_question q;
    if (problem->node != a->visit->page) {
        open_page(a, problem->node, fx);
    }
    step_show_problem(a, problem);
    if (app_question(a, &q)) {
        draft_refused(a, &q);
    }
}

/* Puts the draft into the form. False: it is no answer yet, and the reason is on the screen. */
static bool put_draft(struct app *a)
{
    struct form_question q;
    char value[DRAFT_VALUE_MAX];
    struct form_problem problem;
    if (!app_question(a, &q)) {
        return true;
    }
    const enum message_id message = draft_value(a, &q, value);
    if (message != MSG_NONE) {
        step_show_message(a, message);
        return false;
    }
    struct date day;
    if (draft_is_date(&q) && date_parse(value, &day)) {
        step_named_day(a, day);
    }
    const bool left_open = q.open != OPEN_NOT && value[0] == '\0';
    if (draft_is_typed(&q) && !left_open &&
        failed(form_set(a->visit->form, q.node, value, &problem))) {
        step_show_message(a, MSG_ANSWER_WRONG_KIND);
        return false;
    }
    return true;
}

/* The questions of a page are answered one after the other; what they must obey together is looked
 * at when the last of them is. */
static bool commit(struct app *a, struct effects *fx)
{
    struct visit *v = a->visit;
    if (!put_draft(a)) {
        step_show_still(a, fx); /* the page that is meant */
        return false;
    }
    struct form_problem problem = form_check(v->form, v->page);
    if (problem.fault == FAULT_NONE && way_is_last_of_page(v->form, v->page)) {
        problem = form_check_page(v->form, v->page);
    }
    if (problem.fault != FAULT_NONE) {
        refuse(a, &problem, fx);
    }
    return problem.fault == FAULT_NONE;
}

/* Through an instance she is led to its end, also when she came from CHECK. */
static bool may_check(const struct visit *v)
{
    return v->back_to_check && !way_holds(v->form, v->filling, v->page) &&
           form_check_all(v->form).fault == FAULT_NONE;
}

/* Leaves a repeat's page: what she took out is gone. */
static void drop_removed(struct visit *v)
{
    for (int i = 0; i < v->removed_count; i++) {
        const struct err e = form_repeat_remove(v->form, v->removed[i]);
        (void)e; /* it may have gone with the instance around it */
    }
    v->removed_count = 0;
}

static bool was_opened(const struct visit *v, form_node instance)
{
    bool opened = v->opened_count == INSTANCES_MAX;
    for (int i = 0; i < v->opened_count; i++) {
        opened = opened || v->opened[i] == instance;
    }
    return opened;
}

/* Into the first question of an instance; false when it asks nothing. */
static bool lead_through(struct app *a, form_node instance, struct effects *fx)
{
    struct visit *v = a->visit;
    const form_node first = way_into(v->form, instance);
    if (!was_opened(v, instance)) {
        v->opened[v->opened_count++] = instance;
    }
    if (first != FORM_NONE) {
        v->filling = instance;
        open_page(a, first, fx);
    }
    return first != FORM_NONE;
}

/* From a repeat's page into an instance she has not seen, or whose answers are wrong. */
static bool into_instances(struct app *a, struct effects *fx)
{
    struct visit *v = a->visit;
    const form_node repeat = v->page;
    const int count = form_instance_count(v->form, repeat);
    for (int i = 0; i < count; i++) {
        const form_node instance = form_instance(v->form, repeat, i);
        if (!was_opened(v, instance) && lead_through(a, instance, fx)) {
            return true;
        }
        const struct form_problem problem = way_problem(v->form, instance);
        if (problem.fault != FAULT_NONE) {
            v->filling = instance;
            refuse(a, &problem, fx);
            return true;
        }
    }
    return false;
}

static void next(struct app *a, struct effects *fx)
{
    struct visit *v = a->visit;
    if (!commit(a, fx)) {
        return;
    }
    step_effect(fx, FX_CUE, CUE_WOVEN);
    if (way_is_repeat(v->form, v->page)) {
        drop_removed(v);
        if (into_instances(a, fx)) {
            return;
        }
    }
    const form_node page = unasked(a, way_after(v->form, v->page), way_after);
    if (page == FORM_NONE || may_check(v)) {
        step_open_check(a, fx);
    } else {
        open_page(a, page, fx);
    }
}

static void back(struct app *a, struct effects *fx)
{
    struct visit *v = a->visit;
    drop_removed(v);
    const form_node page = unasked(a, way_before(v->form, v->page), way_before);
    if (v->back_to_check && !way_holds(v->form, v->filling, v->page)) {
        step_open_check(a, fx);
    } else if (page == FORM_NONE) {
        out_of_form(a, fx);
    } else {
        open_page(a, page, fx);
    }
}

static void add_instance(struct app *a, struct effects *fx)
{
    struct visit *v = a->visit;
    form_node added = FORM_NONE;
    drop_removed(v);
    if (failed(form_repeat_add(v->form, v->page, &added))) {
        step_notice(a, MSG_REPEAT_FULL, fx);
    } else if (!lead_through(a, added, fx)) {
        a->revision++;
    }
}

/* Out, or in again. */
static void remove_instance(struct app *a, form_node instance, struct effects *fx)
{
    struct visit *v = a->visit;
    int at = 0;
    while (at < v->removed_count && v->removed[at] != instance) {
        at++;
    }
    if (at < v->removed_count) {
        v->removed[at] = v->removed[--v->removed_count];
    } else if (v->removed_count < INSTANCES_MAX) {
        v->removed[v->removed_count++] = instance;
    }
    a->revision++;
    step_effect(fx, FX_CUE, CUE_WOVEN);
}

static bool repeat_intent(struct app *a, const struct event *e, struct effects *fx)
{
    struct form_question q;
    if (!app_question(a, &q) || q.kind != FORM_REPEAT) {
        return false;
    }
    switch (e->intent) {
    case INTENT_ADD:
        add_instance(a, fx);
        return true;
    case INTENT_REMOVE:
        remove_instance(a, e->argument, fx);
        return true;
    case INTENT_CHANGE:
        drop_removed(a->visit);
        (void)lead_through(a, e->argument, fx);
        return true;
    default:
        return false;
    }
}

/* What stays open has no answer; touching the same button again takes that back. */
static void leave_open(struct app *a, enum form_open open, struct effects *fx)
{
    struct form_question q;
    struct form_problem problem;
    struct form *f = a->visit->form;
    if (!app_question(a, &q) || !q.may_leave_open) {
        return;
    }
    const enum form_open wanted = q.open == open ? OPEN_NOT : open;
    struct err e = wanted == OPEN_NOT ? ERR_OK : form_set(f, q.node, "", &problem);
    if (!failed(e)) {
        e = form_set_open(f, q.node, wanted);
    }
    if (!failed(e) && app_question(a, &q)) {
        open_draft(a);
        a->revision++;
        step_effect(fx, FX_CUE, CUE_WOVEN);
    }
}

static bool answer_intent(struct app *a, const struct event *e)
{
    struct form_question q;
    if (e->intent != INTENT_KEY && e->intent != INTENT_STROKE && e->intent != INTENT_CHOOSE &&
        e->intent != INTENT_TOGGLE && e->intent != INTENT_PICK && e->intent != INTENT_DATE_PART &&
        e->intent != INTENT_YEAR_ONLY && e->intent != INTENT_NO_AMOUNT &&
        e->intent != INTENT_DAYS_AGO) {
        return false;
    }
    if (app_question(a, &q)) {
        const bool changed = draft_intent(a, &q, e->intent, e->argument);
        a->visit->has_problem = a->visit->has_problem && !changed;
        if (changed && q.open != OPEN_NOT) {
            const struct err closed = form_set_open(a->visit->form, q.node, OPEN_NOT);
            INVARIANT(!failed(closed));
        }
        a->revision++;
    }
    return true;
}

/* The scanner is heard only where a code is asked for. */
static bool scanned(struct app *a, const struct event *e, struct effects *fx)
{
    struct form_question q;
    if (a->screen != SCREEN_QUESTION || !app_question(a, &q) || q.kind != FORM_BARCODE) {
        return false;
    }
    a->visit->typing = false;
    if (draft_scanned(a, e->text)) {
        a->visit->has_problem = false;
        step_effect(fx, FX_CUE, CUE_WOVEN);
    } else {
        step_show_message(a, MSG_CODE_UNREADABLE);
    }
    a->revision++;
    return true;
}

bool step_question(struct app *a, const struct event *e, struct effects *fx)
{
    if (a->visit == NULL) {
        return false;
    }
    if (e->kind == HAPPENED_SCAN) {
        return scanned(a, e, fx);
    }
    if (a->screen != SCREEN_QUESTION || e->kind != HAPPENED_INTENT) {
        return false;
    }
    if (e->intent == INTENT_DAYS_AGO && !clock_judge_knows_day(&a->clock)) {
        step_notice(a, MSG_CLOCK_DOUBTFUL, fx); /* it does not know which day today is */
        return true;
    }
    if (answer_intent(a, e) || repeat_intent(a, e, fx)) {
        return true;
    }
    switch (e->intent) {
    case INTENT_NEXT:
        next(a, fx);
        return true;
    case INTENT_BACK:
        back(a, fx);
        return true;
    case INTENT_OPEN:
        leave_open(a, (enum form_open)e->argument, fx);
        return true;
    case INTENT_TYPING:
        a->visit->typing = !a->visit->typing;
        a->visit->has_problem = false; /* it stood where they stand now */
        a->page = 0;
        a->revision++;
        return true;
    case INTENT_PAGE:
        a->visit->typing = false; /* a letter leads to its rows */
        a->visit->list_page += e->argument;
        if (a->visit->list_page < 0) {
            a->visit->list_page = 0;
        }
        a->revision++;
        return true;
    default:
        return false;
    }
}
