/* The file she found by its slip, as the portal tells of it. Where it stands is told to anybody
 * with the slip (on FILE); which papers are missing, what the officer wrote and the results only
 * once it is known who she is: FILE -> SIGN_IN -> HERS [-> RESULT], or HERS -> CONSENT -> QUESTION*
 * with the form of supplements, whose papers go the way of every application. */
#include <stdio.h>
#include <string.h>

#include "app/citizen/catalogue.h"
#include "app/receipt/qr.h"
#include "app/steps.h"

#define ASK_SOON_MS  1000  /* an answer is awaited */
#define ASK_LATER_MS 10000 /* whether it moved */
#define SUPPLEMENT   "0.000001"

static struct her_file *hers_of(struct app *a)
{
    return &a->visit->hers;
}

static void ask(struct app *a, struct effects *fx)
{
    struct her_file *h = hers_of(a);
    h->asking = true;
    h->asked_ms = a->now_ms;
    step_effect(fx, FX_ASK, PORTAL_FILE);
}

/* Asked at once, soon again while an answer or her phone is awaited, else now and then. */
static void ask_again(struct app *a, struct effects *fx)
{
    const struct her_file *h = hers_of(a);
    const bool over = h->told.state == HERS_NOT || h->told.state == HERS_SIGN_IN ||
                      h->told.link == LINK_TAKEN || h->told.link == LINK_EXPIRED;
    const bool soon =
        h->told.state == HERS_ASKING || h->told.link == LINK_ASKING || h->told.link == LINK_WAITING;
    const uint64_t wait = soon ? ASK_SOON_MS : ASK_LATER_MS;
    if (!h->asking && !over && (h->asked_ms == 0 || a->now_ms - h->asked_ms >= wait)) {
        ask(a, fx);
    }
}

void step_forget_hers(struct app *a, struct effects *fx)
{
    struct visit *v = a->visit;
    uint8_t *qr = v->hers.qr;
    if (v->phone.of_file) {
        step_sign_out(a, fx);
        v->phone = (struct phone){.qr = v->phone.qr};
    }
    explicit_bzero(&v->hers, sizeof v->hers);
    v->hers.qr = qr;
}

void step_open_hers(struct app *a, bool by_officer, struct effects *fx)
{
    struct her_file *h = hers_of(a);
    if (by_officer) {
        step_sign_out(a, fx);
        a->visit->phone = (struct phone){.qr = a->visit->phone.qr, .of_file = true};
    }
    h->told = (struct portal_file){.state = HERS_ASKING};
    h->open = true;
    h->officer = by_officer;
    h->shown = 0;
    step_enter(a, SCREEN_HERS, fx);
    ask(a, fx);
}

void step_back_to_hers(struct app *a, struct effects *fx)
{
    hers_of(a)->adding = a->visit->form != NULL;
    step_enter(a, SCREEN_HERS, fx);
}

static bool draw_qr(struct app *a, const char *address)
{
    struct her_file *h = hers_of(a);
    if (h->qr == NULL) {
        h->qr = arena_alloc(a->arena, QR_BYTES_MAX);
    }
    return h->qr != NULL &&
           !failed(qr_encode(address, QR_LEVEL_M, h->qr, QR_BYTES_MAX, &h->qr_side));
}

/* The address of a result: drawn when it is another one, gone when it no longer waits. */
static void take_link(struct app *a)
{
    struct her_file *h = hers_of(a);
    h->minutes = (h->told.seconds_left + 59) / 60;
    if (h->told.link != LINK_WAITING) {
        explicit_bzero(h->address, sizeof h->address);
    } else if (strcmp(h->address, h->told.address) != 0 && draw_qr(a, h->told.address)) {
        memcpy(h->address, h->told.address, sizeof h->address);
    }
    h->again = h->again && h->told.link != LINK_ASKING && h->told.link != LINK_WAITING;
}

/* On FILE: whether it moved. */
static void take_stage(struct app *a, struct effects *fx)
{
    struct lookup *l = &a->visit->lookup;
    const struct portal_file *told = &hers_of(a)->told;
    if (told->state != HERS_KNOWN ||
        (l->state == told->portal_state && strcmp(l->state_text, told->state_text) == 0)) {
        return;
    }
    l->state = told->portal_state;
    memcpy(l->state_text, told->state_text, sizeof l->state_text);
    step_effect(fx, FX_SPEAK, 0);
}

static void told(struct app *a, const struct portal_answer *answer, struct effects *fx)
{
    struct her_file *h = hers_of(a);
    const enum portal_hers state = h->told.state;
    const enum portal_link link = h->told.link;
    h->asking = false;
    if (answer->error.code == ERR_UNSUPPORTED) { /* this portal tells no more of a file */
        h->told = (struct portal_file){.state = HERS_NONE};
    } else if (failed(answer->error)) {
        h->told.state = h->told.state == HERS_KNOWN ? HERS_KNOWN : HERS_OFFLINE;
    } else {
        h->told = answer->file;
    }
    take_link(a);
    a->revision++;
    if (a->screen == SCREEN_FILE) {
        take_stage(a, fx);
    } else if (h->told.state != state && h->told.state != HERS_ASKING) {
        step_effect(fx, FX_CUE, h->told.state == HERS_KNOWN ? CUE_WOVEN : CUE_CANNOT);
        step_effect(fx, FX_SPEAK, 0);
    } else if (h->told.link != link && a->screen == SCREEN_RESULT) {
        step_effect(fx, FX_CUE, h->told.link == LINK_TAKEN ? CUE_FINISHED : CUE_TOUCH);
        step_effect(fx, FX_SPEAK, 0);
    }
    h->open = h->open && h->told.state != HERS_SIGN_IN && h->told.state != HERS_NOT;
}

bool step_hers_of_file(struct app *a, const struct event *e, struct effects *fx)
{
    const struct lookup *l = &a->visit->lookup;
    if (e->kind == HAPPENED_PORTAL && e->answer->question == PORTAL_FILE) {
        told(a, e->answer, fx);
        return true;
    }
    if (e->kind == HAPPENED_TICK && l->stage == FILE_RECEIVED) {
        ask_again(a, fx);
        return true;
    }
    if (e->kind != HAPPENED_INTENT || e->intent != INTENT_HERS || l->stage != FILE_RECEIVED) {
        return false;
    }
    if (e->argument == HERS_ACT_SEE && hers_of(a)->open) {
        step_enter(a, SCREEN_HERS, fx);
        ask(a, fx);
    } else if (e->argument == HERS_ACT_SEE) {
        step_open_sign_in_of_file(a, fx);
    }
    return true;
}

/* The form of supplements, as the catalogue has it; NULL when it is not installed. */
static const struct procedure *supplement(const struct app *a)
{
    const int i = a->catalogue == NULL ? -1 : catalogue_find(a->catalogue, SUPPLEMENT);
    return i < 0 ? NULL : a->catalogue->entries[i].form;
}

static void add_papers(struct app *a, struct effects *fx)
{
    struct visit *v = a->visit;
    const struct procedure *form = supplement(a);
    const struct err kept =
        a->world.admission == NULL ? ERR_OK : a->world.admission(a->world.context);
    if (form == NULL) {
        step_notice(a, MSG_FORM_UNREADABLE, fx);
    } else if (v->form == NULL && step_limited(a, HOURLY_APPLICATIONS, fx)) {
        return; /* what goes with it is an application, too */
    } else if (failed(kept)) {
        step_notice(a, kept.code == ERR_FULL ? MSG_STORE_FULL : MSG_STORE_NOT_READY, fx);
    } else if (v->form != NULL && v->procedure != form) { /* of an application she had begun */
        const struct lookup found = v->lookup;
        if (step_restart(a, fx)) {
            a->visit->lookup = found;
            step_enter(a, SCREEN_FILE, fx);
        }
    } else {
        v->procedure = form;
        v->hers.adding = true;
        step_effect(fx, FX_PRINTER_STATUS, 0);
        step_enter(a, SCREEN_CONSENT, fx);
    }
}

void step_tell_asked(struct app *a)
{
    const struct portal_file *told = &hers_of(a)->told;
    const int count = told->asked_count > 0 ? told->asked_count : 1;
    for (int i = 0; i < count; i++) {
        char ref[32];
        struct form_problem problem;
        snprintf(ref, sizeof ref, "/data/asked/giay_%d", i + 1);
        const form_node node = form_find(a->visit->form, ref);
        const char *name = told->asked_count > 0 ? told->asked[i] : told->reason;
        const struct err e =
            node == FORM_NONE ? ERR_OK : form_set(a->visit->form, node, name, &problem);
        (void)e; /* without its name the paper is asked for all the same */
    }
}

static void print(struct app *a, struct effects *fx)
{
    struct her_file *h = hers_of(a);
    if (!h->printing && h->told.state == HERS_KNOWN && !step_print_limited(a, fx)) {
        h->printing = true;
        a->revision++;
        step_effect(fx, FX_PRINT, PRINT_SUMMARY);
    }
}

static bool hers_intent(struct app *a, const struct event *e, struct effects *fx)
{
    struct her_file *h = hers_of(a);
    switch (e->intent) {
    case INTENT_BACK:
        step_enter(a, SCREEN_FILE, fx);
        return true;
    case INTENT_NEXT:
        step_goodbye(a, fx);
        return true;
    case INTENT_RESULT:
        if (e->argument > 0 && e->argument <= h->told.result_count &&
            h->told.has_file[e->argument - 1]) {
            h->shown = e->argument;
            h->told.link = LINK_ASKING;
            step_enter(a, SCREEN_RESULT, fx);
            ask(a, fx);
        }
        return true;
    case INTENT_HERS:
        if (e->argument == HERS_ACT_ADD && h->told.state == HERS_KNOWN && h->told.papers_asked) {
            add_papers(a, fx);
        } else if (e->argument == HERS_ACT_PRINT) {
            print(a, fx);
        } else if (e->argument == HERS_ACT_SEE && !h->open) {
            step_open_sign_in_of_file(a, fx);
        } else if (e->argument == HERS_ACT_BY_OFFICER && !h->open) {
            step_open_sign_in_of_file(a, fx);
            step_gate(a, STAFF_CHECK, fx);
        }
        return true;
    default:
        return false;
    }
}

static bool result_intent(struct app *a, const struct event *e, struct effects *fx)
{
    struct her_file *h = hers_of(a);
    if (e->intent == INTENT_BACK || e->intent == INTENT_NEXT) {
        h->shown = 0;
        h->told.link = LINK_NONE;
        explicit_bzero(h->address, sizeof h->address);
        step_enter(a, SCREEN_HERS, fx);
        ask(a, fx);
        return true;
    }
    if (e->intent == INTENT_RESULT && e->argument == 0) {
        h->again = true;
        h->told.link = LINK_ASKING;
        a->revision++;
        ask(a, fx);
        return true;
    }
    return false;
}

static bool printed(struct app *a, const struct event *e, struct effects *fx)
{
    struct her_file *h = hers_of(a);
    if (!h->printing || !step_printed_is(e, PRINT_SUMMARY)) {
        return false;
    }
    h->printing = false;
    h->unsure = step_print_unsure(e);
    h->copies += step_print_counts(e);
    h->printed = e->kind == HAPPENED_PRINTED && !h->unsure;
    h->print_failed = e->kind == HAPPENED_PRINT_FAILED && !h->unsure;
    a->revision++;
    step_effect(fx, FX_SAY,
                h->unsure    ? MSG_PAPER_UNSURE
                : h->printed ? MSG_HERS_PRINTED
                             : MSG_HERS_NOT_PRINTED);
    return true;
}

bool step_hers(struct app *a, const struct event *e, struct effects *fx)
{
    if (a->visit == NULL) {
        return false;
    }
    if (printed(a, e, fx)) {
        return true;
    }
    if (a->screen != SCREEN_HERS && a->screen != SCREEN_RESULT) {
        return false;
    }
    if (e->kind == HAPPENED_PORTAL && e->answer->question == PORTAL_FILE) {
        told(a, e->answer, fx);
        return true;
    }
    if (e->kind == HAPPENED_TICK) {
        ask_again(a, fx);
        return true;
    }
    if (e->kind != HAPPENED_INTENT) {
        return false;
    }
    return a->screen == SCREEN_HERS ? hers_intent(a, e, fx) : result_intent(a, e, fx);
}
