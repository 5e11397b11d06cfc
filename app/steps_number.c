/* A number for the counter: the centre's queue system gives it through the courier, or this kiosk
 * counts itself where there is none. Shown, said and printed. */
#include <stdio.h>
#include <string.h>

#include "app/citizen/codes.h"
#include "app/steps.h"
#include "platform/port_random.h"

#define ASK_EVERY_MS 500

static void ask(struct app *a, struct effects *fx)
{
    a->visit->number.asking = true;
    a->visit->number.asked_ms = a->now_ms;
    step_effect(fx, FX_ASK, PORTAL_QUEUE);
}

/* A key of its own: the queue system learns nothing of the application. */
static bool draw_key(struct app *a)
{
    char token[CODES_TOKEN_SIZE];
    const struct err e = codes_token(a->world.random, token);
    snprintf(a->visit->number.key, NUMBER_KEY, "%.20s", failed(e) ? "" : token);
    explicit_bzero(token, sizeof token);
    return !failed(e);
}

void step_take_number(struct app *a, const char *service, struct effects *fx)
{
    struct number_taken *n = &a->visit->number;
    n->from = (int)a->screen;
    if (n->state == QUEUE_GIVEN) { /* one a visit */
        step_enter(a, SCREEN_NUMBER, fx);
        return;
    }
    if (step_limited(a, HOURLY_TICKETS, fx)) {
        return;
    }
    *n = (struct number_taken){.state = QUEUE_ASKING, .from = (int)a->screen};
    snprintf(n->service, sizeof n->service, "%s", service == NULL ? "any" : service);
    if (!draw_key(a)) {
        n->state = QUEUE_OFFLINE;
    }
    step_effect(fx, FX_PRINTER_STATUS, 0);
    step_enter(a, SCREEN_NUMBER, fx);
    if (n->state == QUEUE_ASKING) {
        ask(a, fx);
    }
}

static void print(struct app *a, struct effects *fx)
{
    struct number_taken *n = &a->visit->number;
    n->printing = true;
    n->print_failed = n->unsure = false;
    step_effect(fx, FX_PRINT, PRINT_NUMBER);
}

static void given(struct app *a, struct effects *fx)
{
    step_done(a, HOURLY_TICKETS);
    a->visit->number.state = QUEUE_GIVEN;
    a->revision++;
    step_effect(fx, FX_CUE, CUE_FINISHED);
    step_effect(fx, FX_SPEAK, 0);
    print(a, fx);
}

static void refused(struct app *a, enum portal_queue_state state, struct effects *fx)
{
    a->visit->number.state = state;
    a->revision++;
    step_effect(fx, FX_CUE, CUE_CANNOT);
    step_effect(fx, FX_SPEAK, 0);
}

static void told(struct app *a, const struct portal_answer *answer, struct effects *fx)
{
    struct number_taken *n = &a->visit->number;
    if (n->state != QUEUE_ASKING || !n->asking) {
        return;
    }
    const struct portal_queue *q = &answer->queue;
    n->asking = false;
    n->again = false;
    /* Without a courier nobody knows whether there is a queue system: two series of numbers would
     * meet at the counter. */
    if (failed(answer->error)) {
        refused(a, QUEUE_OFFLINE, fx);
    } else if (q->state == QUEUE_NONE) {
        step_effect(fx, FX_NUMBER, 0);
    } else if (q->state == QUEUE_GIVEN) {
        memcpy(n->number, q->number, sizeof n->number);
        n->counter = q->counter;
        n->ahead = q->ahead;
        n->minutes = q->minutes;
        given(a, fx);
    } else if (q->state != QUEUE_ASKING) {
        refused(a, q->state, fx);
    }
}

/* The kiosk's own. */
static void counted(struct app *a, const struct event *e, struct effects *fx)
{
    struct number_taken *n = &a->visit->number;
    if (n->state != QUEUE_ASKING) {
        return;
    }
    if (failed(e->error)) {
        refused(a, QUEUE_OFFLINE, fx);
        return;
    }
    snprintf(n->number, sizeof n->number, "%d", e->number);
    n->own = true;
    n->ahead = -1;
    given(a, fx);
}

static bool printed(struct app *a, const struct event *e, struct effects *fx)
{
    struct number_taken *n = &a->visit->number;
    if (!n->printing || !step_printed_is(e, PRINT_NUMBER)) {
        return false;
    }
    n->printing = false;
    n->unsure = step_print_unsure(e);
    n->copies += step_print_counts(e);
    n->printed = e->kind == HAPPENED_PRINTED && !n->unsure;
    n->print_failed = e->kind == HAPPENED_PRINT_FAILED && !n->unsure;
    a->revision++;
    if (a->screen == SCREEN_NUMBER && !n->printed) {
        step_effect(fx, FX_SAY, n->unsure ? MSG_PAPER_UNSURE : MSG_NUMBER_NOT_PRINTED);
        step_effect(fx, FX_PRINTER_STATUS, 0);
    }
    return true;
}

static bool intent(struct app *a, const struct event *e, struct effects *fx)
{
    struct number_taken *n = &a->visit->number;
    switch (e->intent) {
    case INTENT_BACK:
        step_enter(a, n->from == SCREEN_INFO ? SCREEN_INFO : SCREEN_NEED, fx);
        return true;
    case INTENT_NEXT:
        if (n->state == QUEUE_GIVEN) {
            step_goodbye(a, fx);
        }
        return true;
    case INTENT_NUMBER: /* once more, where none came */
        if (n->state != QUEUE_GIVEN && n->state != QUEUE_ASKING) {
            n->state = QUEUE_ASKING;
            n->again = true;
            a->revision++;
            step_effect(fx, FX_SPEAK, 0);
            ask(a, fx);
        }
        return true;
    case INTENT_PRINT:
        if (n->state == QUEUE_GIVEN && !n->printing && !n->printed && !step_print_limited(a, fx)) {
            print(a, fx);
            a->revision++;
        }
        return true;
    default:
        return false;
    }
}

bool step_number(struct app *a, const struct event *e, struct effects *fx)
{
    if (a->visit == NULL) {
        return false;
    }
    if (printed(a, e, fx)) {
        return true;
    }
    if (a->screen != SCREEN_NUMBER) {
        return false;
    }
    if (e->kind == HAPPENED_PORTAL && e->answer->question == PORTAL_QUEUE) {
        told(a, e->answer, fx);
        return true;
    }
    if (e->kind == HAPPENED_NUMBER) {
        counted(a, e, fx);
        return true;
    }
    if (e->kind == HAPPENED_TICK) {
        const struct number_taken *n = &a->visit->number;
        if (n->state == QUEUE_ASKING && !n->asking && a->now_ms - n->asked_ms >= ASK_EVERY_MS) {
            ask(a, fx);
        }
        return true;
    }
    return e->kind == HAPPENED_INTENT && intent(a, e, fx);
}
