/* What the portal wants paid for the application it received: asked about on OUTCOME, shown on FEE
 * by the portal's own code and followed until it is paid. Paying at the counter or later is as
 * large as paying now; the file is safe either way. */
#include <string.h>

#include "app/receipt/qr.h"
#include "app/steps.h"

#define ASK_EVERY_MS 1000

static bool is_open(const struct fee_due *f)
{
    return f->state == FEE_ASKING || f->state == FEE_WAITING || f->state == FEE_OFFLINE;
}

static void ask(struct app *a, struct effects *fx)
{
    a->visit->fee.asking = true;
    a->visit->fee.asked_ms = a->now_ms;
    step_effect(fx, FX_ASK, PORTAL_FEE);
}

void step_fee_tick(struct app *a, struct effects *fx)
{
    struct fee_due *f = &a->visit->fee;
    if (f->state == FEE_NONE && f->asked_ms == 0 && a->visit->stage == STAGE_RECEIVED &&
        !a->visit->hers.adding) {
        f->state = FEE_ASKING;
    }
    if (is_open(f) && !f->asking && a->now_ms - f->asked_ms >= ASK_EVERY_MS) {
        ask(a, fx);
    }
}

static bool draw_qr(struct app *a, const char *payload)
{
    struct fee_due *f = &a->visit->fee;
    if (f->qr == NULL) {
        f->qr = arena_alloc(a->arena, QR_BYTES_MAX);
    }
    return f->qr != NULL &&
           !failed(qr_encode(payload, QR_LEVEL_M, f->qr, QR_BYTES_MAX, &f->qr_side));
}

static void take(struct app *a, const struct portal_fee *told)
{
    struct fee_due *f = &a->visit->fee;
    const bool fresh = strcmp(f->payload, told->payload) != 0;
    f->dong = told->dong > 0 ? told->dong : f->dong;
    f->minutes = (told->seconds_left + 59) / 60;
    if (told->state == FEE_WAITING && fresh && draw_qr(a, told->payload)) {
        f->copies = 0;
        memcpy(f->payload, told->payload, sizeof f->payload);
        memcpy(f->reference, told->reference, sizeof f->reference);
        memcpy(f->receiver, told->receiver, sizeof f->receiver);
    }
    if (told->state != FEE_WAITING && told->state != FEE_OFFLINE) {
        memset(f->payload, 0, sizeof f->payload);
    }
    f->again = f->again && told->state == FEE_ASKING;
    a->revision++;
}

void step_fee_told(struct app *a, const struct portal_answer *answer, struct effects *fx)
{
    struct fee_due *f = &a->visit->fee;
    if (answer->question != PORTAL_FEE || !is_open(f)) {
        return;
    }
    f->asking = false;
    if (answer->error.code == ERR_UNSUPPORTED) {
        f->state = FEE_NONE;
        return;
    }
    const enum portal_fee_state before = f->state;
    f->state = failed(answer->error) ? FEE_OFFLINE : answer->fee.state;
    if (!failed(answer->error)) {
        take(a, &answer->fee);
    }
    if (f->state == before || f->state == FEE_ASKING) {
        return;
    }
    a->revision++;
    if (a->screen == SCREEN_FEE) {
        step_effect(fx, FX_CUE, f->state == FEE_PAID ? CUE_FINISHED : CUE_TOUCH);
        step_effect(fx, FX_SPEAK, 0);
    } else if (f->state == FEE_WAITING) {
        step_effect(fx, FX_SAY, MSG_PAY_WANTED);
    }
}

static bool act(struct app *a, enum fee_act what, struct effects *fx)
{
    struct fee_due *f = &a->visit->fee;
    switch (what) {
    case FEE_ACT_SHOW:
        f->counter = false; /* she thought better of it */
        step_enter(a, SCREEN_FEE, fx);
        return true;
    case FEE_ACT_COUNTER:
        f->counter = true;
        step_enter(a, SCREEN_OUTCOME, fx);
        return true;
    case FEE_ACT_AGAIN:
        f->again = true;
        f->state = FEE_ASKING;
        a->revision++;
        ask(a, fx);
        return true;
    case FEE_ACT_PRINT:
        if (!f->printing && f->payload[0] != '\0' && !step_print_limited(a, fx)) {
            f->printing = true;
            a->revision++;
            step_effect(fx, FX_PRINT, PRINT_FEE);
        }
        return true;
    }
    return false;
}

static bool printed(struct app *a, const struct event *e, struct effects *fx)
{
    struct fee_due *f = &a->visit->fee;
    if (!f->printing || !step_printed_is(e, PRINT_FEE)) {
        return false;
    }
    f->printing = false;
    f->unsure = step_print_unsure(e);
    f->copies += step_print_counts(e);
    f->printed = e->kind == HAPPENED_PRINTED && !f->unsure;
    f->print_failed = e->kind == HAPPENED_PRINT_FAILED && !f->unsure;
    a->revision++;
    step_effect(fx, FX_SAY,
                f->unsure    ? MSG_PAPER_UNSURE
                : f->printed ? MSG_PAY_PRINTED
                             : MSG_PAY_NOT_PRINTED);
    return true;
}

bool step_fee(struct app *a, const struct event *e, struct effects *fx)
{
    if (a->visit == NULL) {
        return false;
    }
    if (printed(a, e, fx)) {
        return true;
    }
    if (a->screen == SCREEN_OUTCOME) {
        return e->kind == HAPPENED_INTENT && e->intent == INTENT_FEE &&
               act(a, (enum fee_act)e->argument, fx);
    }
    if (a->screen != SCREEN_FEE) {
        return false;
    }
    if (e->kind == HAPPENED_PORTAL) {
        step_fee_told(a, e->answer, fx);
        return true;
    }
    if (e->kind == HAPPENED_TICK) {
        step_fee_tick(a, fx);
        return true;
    }
    if (e->kind != HAPPENED_INTENT) {
        return false;
    }
    if (e->intent == INTENT_BACK || e->intent == INTENT_NEXT) {
        step_enter(a, SCREEN_OUTCOME, fx);
        return true;
    }
    return e->intent == INTENT_FEE && act(a, (enum fee_act)e->argument, fx);
}
