/* Checking, sending, and what is true afterwards. */
#include <string.h>

#include "app/filing.h"
#include "app/settings.h"
#include "app/steps.h"

#define ASK_EVERY_MS 500
#define SLIPS_MISSED 2 /* she said so often that none came: no further one is offered */

void step_change(struct app *a, form_node question, struct effects *fx)
{
    struct visit *v = a->visit;
    v->back_to_check = true;
    v->check_page = v->list_page;
    v->check_turned = a->page;
    step_open_page(a, question, fx);
}

void step_store(struct app *a, struct effects *fx)
{
    a->visit->sent_at_ms = a->now_ms;
    a->visit->stage = STAGE_UNKNOWN;
    step_effect(fx, FX_STORE, 0);
}

static void send(struct app *a, struct effects *fx)
{
    struct visit *v = a->visit;
    const struct form_problem problem = form_check_all(v->form);
    if (problem.fault != FAULT_NONE) {
        step_change(a, problem.node, fx);
        step_show_problem(a, &problem);
        return;
    }
    if (failed(filing_codes(a))) {
        step_notice(a, MSG_STORE_FAILED, fx);
        return;
    }
    step_enter(a, SCREEN_SENDING, fx);
    if (step_held_sure(a, fx)) {
        step_store(a, fx);
    }
}

static bool check(struct app *a, const struct event *e, struct effects *fx)
{
    struct visit *v = a->visit;
    switch (e->intent) {
    case INTENT_BACK:
        v->back_to_check = false;
        step_last_page(a, fx);
        return true;
    case INTENT_CHANGE:
        step_change(a, e->argument, fx);
        return true;
    case INTENT_PAGE:
        v->list_page += e->argument;
        a->revision++;
        step_effect(fx, FX_SPEAK, 0);
        return true;
    case INTENT_LATER:
        if (!v->hers.adding) {
            step_enter(a, SCREEN_LATER, fx);
        }
        return true;
    case INTENT_NEXT:
        send(a, fx);
        return true;
    default:
        return false;
    }
}

static void print(struct app *a, struct effects *fx)
{
    a->visit->printing = true;
    a->visit->print_failed = false;
    a->visit->slip_asked = false;
    step_effect(fx, FX_PRINT, a->visit->copies > 0 ? PRINT_COPY : PRINT_RECEIPT);
    a->revision++;
}

/* The wait is over, or there is nothing more to wait for: say and print what is true now. */
static void outcome(struct app *a, struct effects *fx)
{
    step_enter(a, SCREEN_OUTCOME, fx);
    step_effect(fx, FX_CUE, CUE_FINISHED);
    print(a, fx);
}

static void heard_from_portal(struct app *a, const struct portal_answer *answer, struct effects *fx)
{
    struct visit *v = a->visit;
    if (answer->question != PORTAL_STATUS || !v->stored || failed(answer->error)) {
        return;
    }
    const bool there = answer->stage == STAGE_SENT || answer->stage == STAGE_RECEIVED;
    const bool lost =
        v->phone.state == PHONE_SIGNED && there && !answer->signed_in && !v->hers.adding;
    if (lost != v->phone.lost && there) {
        v->phone.lost = lost;
        a->revision++;
    }
    const bool news = answer->stage != v->stage && answer->stage != STAGE_UNKNOWN;
    if (news) {
        v->stage = answer->stage;
        memcpy(v->file_number, answer->file_number, sizeof v->file_number);
        memcpy(v->state_text, answer->state_text, sizeof v->state_text);
        a->revision++;
    }
    if (a->screen == SCREEN_SENDING && v->stage == STAGE_RECEIVED) {
        outcome(a, fx);
    } else if (a->screen == SCREEN_OUTCOME && news) {
        step_effect(fx, FX_SPEAK, 1);
    }
}

static void ask_again(struct app *a, struct effects *fx)
{
    struct visit *v = a->visit;
    if (!v->stored || v->stage == STAGE_RECEIVED || v->stage == STAGE_HELD) {
        return;
    }
    if (a->now_ms - v->asked_at_ms >= ASK_EVERY_MS) {
        v->asked_at_ms = a->now_ms;
        step_effect(fx, FX_ASK, PORTAL_STATUS);
    }
}

static void stored(struct app *a, struct effects *fx)
{
    a->visit->stored = true;
    a->visit->stage = STAGE_SAVED;
    a->revision++;
    a->visit->asked_at_ms = a->now_ms;
    step_effect(fx, FX_ASK, PORTAL_STATUS);
    step_drop_later(a, fx);
}

static bool sending(struct app *a, const struct event *e, struct effects *fx)
{
    struct visit *v = a->visit;
    switch (e->kind) {
    case HAPPENED_STORED:
        step_done(a, HOURLY_APPLICATIONS);
        step_tally(a, DAY_PAGES, v->page_ids);
        step_tally(a, DAY_OFFLINE, a->online ? 0 : 1);
        step_tally_filed(a);
        stored(a, fx);
        return true;
    case HAPPENED_STORE_FAILED:
        step_enter(a, SCREEN_CHECK, fx);
        step_notice(a, e->error.code == ERR_FULL ? MSG_STORE_FULL : MSG_STORE_FAILED, fx);
        return true;
    case HAPPENED_PORTAL:
        heard_from_portal(a, e->answer, fx);
        return true;
    case HAPPENED_TICK:
        if (v->stored && a->now_ms - v->sent_at_ms >= (uint64_t)a->settings->send_wait_s * 1000) {
            outcome(a, fx);
        } else {
            ask_again(a, fx);
        }
        return true;
    case HAPPENED_INTENT:
        if (e->intent == INTENT_NEXT && v->stored) {
            outcome(a, fx);
        }
        return true;
    case HAPPENED_TOUCH:
    case HAPPENED_STROKE:
    case HAPPENED_SCAN:
    case HAPPENED_PEN:
    case HAPPENED_PHOTO:
    case HAPPENED_PREVIEW:
    case HAPPENED_PRINTED:
    case HAPPENED_PRINT_FAILED:
    case HAPPENED_PRINTER_STATUS:
    case HAPPENED_FOUND:
    case HAPPENED_WITHDRAWN:
    case HAPPENED_NUMBER:
    case HAPPENED_LATER:
    case HAPPENED_PIN:
    case HAPPENED_STUDIO:
    case HAPPENED_STAFF:
    case HAPPENED_SETUP:
    case HAPPENED_WIFI:
    case HAPPENED_HOLD:
    case HAPPENED_MACHINE:
    case HAPPENED_HEARD:
    case HAPPENED_SHOWN:
    case HAPPENED_SPEECH:
    case HAPPENED_JACK:
    case HAPPENED_PANEL:
        return false;
    }
    return false;
}

/* The slip did not come, or she says so: its code takes its place, and staff are called. */
static void no_slip(struct app *a, struct effects *fx)
{
    a->visit->print_failed = true;
    a->revision++;
    if (a->screen == SCREEN_OUTCOME) {
        step_effect(fx, FX_SPEAK, 0);
    }
    step_printer_call(a, fx);
}

/* What the machine cannot know she does. One slip more, marked as a copy, then a person helps. */
static void has_slip(struct app *a, bool yes, struct effects *fx)
{
    struct visit *v = a->visit;
    v->slip_asked = false;
    v->printed |= yes;
    if (yes) {
        a->revision++;
        step_effect(fx, FX_SPEAK, 0);
    } else if (v->slip_missed++ == 0) {
        print(a, fx);
        step_effect(fx, FX_SAY_SHOWN, MSG_PRINTING);
    } else {
        no_slip(a, fx);
    }
}

static void ask_whether_it_came(struct app *a, struct effects *fx)
{
    a->visit->slip_asked = true;
    a->revision++;
    if (a->screen == SCREEN_OUTCOME) { /* else once she is back on it */
        step_effect(fx, FX_SPEAK, 1);  /* the second time as well */
    }
}

static bool outcome_intent(struct app *a, const struct event *e, struct effects *fx)
{
    switch (e->intent) {
    case INTENT_PRINT: /* her first one is never refused */
        if (!a->visit->printing && (a->visit->copies == 0 || !step_print_limited(a, fx))) {
            print(a, fx);
        }
        return true;
    case INTENT_HAS_SLIP:
        if (a->visit->slip_asked) {
            has_slip(a, e->argument != 0, fx);
        }
        return true;
    case INTENT_SAY_CODE:
        if (app_private_aloud(a)) {
            step_effect(fx, FX_SAY_CODE, 0);
        } else {
            step_overlay(a, OVERLAY_READ_ALOUD, fx);
        }
        return true;
    case INTENT_RETRY:
        step_effect(fx, FX_ASK, PORTAL_TRY);
        step_effect(fx, FX_SAY, MSG_TRYING_NOW);
        return true;
    case INTENT_NEXT:
    case INTENT_END:
        step_ended(a, fx);
        return true;
    default:
        return false;
    }
}

/* A mended printer may try again; one that cannot say how it is leaves the code on the screen. */
static void printer_told(struct app *a, const struct printer_status *status, struct effects *fx)
{
    struct visit *v = a->visit;
    const bool well = status->online && !status->cover_open && !status->jam &&
                      (status->paper == PAPER_OK || status->paper == PAPER_NEAR_END);
    if (v->print_failed && !v->printing && well && v->slip_missed < SLIPS_MISSED) {
        v->print_failed = false;
        a->revision++;
        step_effect(fx, FX_SPEAK, 0);
    }
}

static void slip_printed(struct app *a, const struct event *e, struct effects *fx)
{
    struct visit *v = a->visit;
    v->printing = false;
    v->copies += step_print_counts(e);
    a->revision++;
    if (step_print_unsure(e)) {
        ask_whether_it_came(a, fx);
    } else {
        v->printed = true;
    }
}

static void slip_failed(struct app *a, const struct event *e, struct effects *fx)
{
    struct visit *v = a->visit;
    v->printing = false;
    v->print_error = e->error;
    v->copies += step_print_counts(e);
    step_effect(fx, FX_PRINTER_STATUS, 0);
    app_printer_ails(a);
    if (step_print_unsure(e)) {
        ask_whether_it_came(a, fx);
        step_printer_call(a, fx);
    } else {
        no_slip(a, fx);
    }
}

static bool after_sending(struct app *a, const struct event *e, struct effects *fx)
{
    switch (e->kind) {
    case HAPPENED_PORTAL:
        heard_from_portal(a, e->answer, fx);
        step_fee_told(a, e->answer, fx);
        return true;
    case HAPPENED_TICK:
        ask_again(a, fx);
        step_fee_tick(a, fx);
        return true;
    case HAPPENED_PRINTER_STATUS:
        printer_told(a, e->status, fx);
        return true;
    case HAPPENED_INTENT:
        return outcome_intent(a, e, fx);
    case HAPPENED_TOUCH:
    case HAPPENED_STROKE:
    case HAPPENED_SCAN:
    case HAPPENED_PEN:
    case HAPPENED_PHOTO:
    case HAPPENED_PREVIEW:
    case HAPPENED_PRINTED:
    case HAPPENED_PRINT_FAILED:
    case HAPPENED_STORED:
    case HAPPENED_STORE_FAILED:
    case HAPPENED_FOUND:
    case HAPPENED_WITHDRAWN:
    case HAPPENED_NUMBER:
    case HAPPENED_LATER:
    case HAPPENED_PIN:
    case HAPPENED_STUDIO:
    case HAPPENED_STAFF:
    case HAPPENED_SETUP:
    case HAPPENED_WIFI:
    case HAPPENED_HOLD:
    case HAPPENED_MACHINE:
    case HAPPENED_HEARD:
    case HAPPENED_SHOWN:
    case HAPPENED_SPEECH:
    case HAPPENED_JACK:
    case HAPPENED_PANEL:
        return false;
    }
    return false;
}

static bool goodbye(struct app *a, const struct event *e, struct effects *fx)
{
    if (e->kind != HAPPENED_INTENT || e->intent == INTENT_NONE) {
        return false;
    }
    step_home(a, fx);
    return true;
}

/* It belongs to her receipt, whatever page is shown by then. */
static bool receipt_ended(struct app *a, const struct event *e, struct effects *fx)
{
    if (!a->visit->printing ||
        !(step_printed_is(e, PRINT_RECEIPT) || step_printed_is(e, PRINT_COPY))) {
        return false;
    }
    if (e->kind == HAPPENED_PRINTED) {
        slip_printed(a, e, fx);
    } else {
        slip_failed(a, e, fx);
    }
    return true;
}

bool step_send(struct app *a, const struct event *e, struct effects *fx)
{
    if (a->screen == SCREEN_GOODBYE) {
        return goodbye(a, e, fx);
    }
    if (a->visit == NULL) {
        return false;
    }
    if (receipt_ended(a, e, fx)) {
        return true;
    }
    switch (a->screen) {
    case SCREEN_CHECK:
        return e->kind == HAPPENED_INTENT && check(a, e, fx);
    case SCREEN_SENDING:
        return sending(a, e, fx);
    case SCREEN_OUTCOME:
        return after_sending(a, e, fx);
    case SCREEN_RATING:
    case SCREEN_GOODBYE:
    case SCREEN_WELCOME:
    case SCREEN_NEED:
    case SCREEN_SEARCH:
    case SCREEN_LIST:
    case SCREEN_INFO:
    case SCREEN_ROUTE:
    case SCREEN_SLIP:
    case SCREEN_FILE:
    case SCREEN_WITHDRAW:
    case SCREEN_HERS:
    case SCREEN_RESULT:
    case SCREEN_RESUME:
    case SCREEN_YEAR:
    case SCREEN_LATER:
    case SCREEN_SUMMARY:
    case SCREEN_CONSENT:
    case SCREEN_NUMBER:
    case SCREEN_SIGN_IN:
    case SCREEN_FEE:
    case SCREEN_UPLOAD:
    case SCREEN_HELD:
    case SCREEN_IDENTITY:
    case SCREEN_TYPE_ID:
    case SCREEN_ADDRESS:
    case SCREEN_QUESTION:
    case SCREEN_OUT_OF_SERVICE:
    case SCREEN_LOOKED_AFTER:
    case SCREEN_STARTING:
    case SCREEN_COUNT:
        return false;
    }
    return false;
}
