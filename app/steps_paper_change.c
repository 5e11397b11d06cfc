/* A new roll, step by step: open, put it in, close, and a test print that a person looks at. What
 * the printer tells of itself leads on; one that tells nothing is led by the button. */
#include "app/steps.h"
#include "platform/base/log.h"

static void go_to(struct app *a, enum paper_step step, struct effects *fx)
{
    a->staff.paper = step;
    a->staff.print = TEST_PRINT_NONE;
    a->sheets.turned = 0;
    a->revision++;
    step_effect(fx, FX_SPEAK, 0);
}

void step_open_paper_change(struct app *a, struct effects *fx)
{
    a->staff.paper = PAPER_STEP_OPEN;
    a->staff.print = TEST_PRINT_NONE;
    step_sheet(a, SHEET_STAFF_PAPER, fx);
    a->staff.looked_ms = a->now_ms;
    step_effect(fx, FX_PRINTER_STATUS, 0);
}

/* Where the printer's own word leads: an open cover is behind the first step, paper under it behind
 * the second, both well and shut behind the third. */
static enum paper_step led(enum paper_step now, const struct printer_status *s)
{
    const bool paper = s->paper == PAPER_OK || s->paper == PAPER_NEAR_END;
    if (now == PAPER_STEP_OPEN && s->cover_open) {
        return PAPER_STEP_ROLL;
    }
    if (now == PAPER_STEP_ROLL && s->cover_open && paper) {
        return PAPER_STEP_CLOSE;
    }
    if ((now == PAPER_STEP_ROLL || now == PAPER_STEP_CLOSE) && !s->cover_open && paper &&
        s->online) {
        return PAPER_STEP_TEST;
    }
    return now;
}

void step_paper_change_told(struct app *a, struct effects *fx)
{
    if (app_sheet(a) != SHEET_STAFF_PAPER || !a->printer.answers) {
        return;
    }
    const enum paper_step next = led(a->staff.paper, &a->printer);
    if (next != a->staff.paper) {
        step_effect(fx, FX_CUE, CUE_WOVEN);
        go_to(a, next, fx);
    }
}

static void print(struct app *a, struct effects *fx)
{
    a->staff.print = TEST_PRINT_RUNS;
    a->revision++;
    step_effect(fx, FX_PRINT, PRINT_TEST);
}

void step_staff_printed(struct app *a, const struct event *e, struct effects *fx)
{
    const bool unsure = step_print_unsure(e);
    if (a->staff.print != TEST_PRINT_RUNS) {
        return; /* the page it was printed for was left */
    }
    const bool out = e->kind == HAPPENED_PRINTED || unsure;
    a->staff.print = out ? TEST_PRINT_OUT : TEST_PRINT_FAILED;
    a->staff.print_unsure = unsure;
    a->revision++;
    step_effect(fx, FX_SPEAK, 0);
    if (e->kind != HAPPENED_PRINTED) {
        step_effect(fx, FX_PRINTER_STATUS, 0);
    }
}

/* A person has looked at it. */
static void looked(struct app *a, enum staff_act what, struct effects *fx)
{
    log_event(EV_STAFF_ACT, what, 0);
    if (what == ACT_NO_PAGE) {
        a->staff.print = TEST_PRINT_FAILED;
        a->revision++;
        step_effect(fx, FX_SPEAK, 0);
        return;
    }
    if (a->staff.print_unsure) { /* it prints, though it does not say so */
        step_effect(fx, FX_PRINTER_SEEN, 0);
    }
    if (what == ACT_BLURRED) {
        go_to(a, PAPER_STEP_OPEN, fx);
        return;
    }
    step_effect(fx, FX_ROLL_CHANGED, 0);
    step_close_sheet(a, fx);
}

bool step_paper_change_intent(struct app *a, const struct event *e, struct effects *fx)
{
    const struct staff *s = &a->staff;
    if (e->intent == INTENT_NEXT) {
        if (s->paper != PAPER_STEP_TEST) {
            go_to(a, (enum paper_step)(s->paper + 1), fx);
        } else if (s->print == TEST_PRINT_NONE || s->print == TEST_PRINT_FAILED) {
            print(a, fx);
        }
        return true;
    }
    const bool out = s->print == TEST_PRINT_OUT && e->intent == INTENT_STAFF_ACT;
    const bool verdict = e->argument == ACT_CLEAN || e->argument == ACT_BLURRED ||
                         (e->argument == ACT_NO_PAGE && s->print_unsure);
    if (out && verdict) {
        looked(a, (enum staff_act)e->argument, fx);
    }
    return out && verdict;
}
