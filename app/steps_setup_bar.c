/* The set-up: how many dots its printer puts on the paper. No printer tells it, so a bar as wide as
 * the widest paper is printed and a person says which picture it is like: a narrower head cuts off
 * its right end, or makes rubbish of it. */
#include <string.h>

#include "app/setup_inside.h"

static const int widths[] = {576, 512, 384};

#define WIDTHS ((int)(sizeof widths / sizeof widths[0]))

static bool has_printer(const struct app *a)
{
    return strcmp(a->setup.chosen.printer, "none:") != 0;
}

void setup_enter_beside(struct app *a, enum setup_step step, bool forward, struct effects *fx)
{
    int to = (int)step + (forward ? 1 : -1);
    while ((to == SETUP_BAR && !has_printer(a)) || (to == SETUP_ASK && !setup_has_question(a))) {
        to += forward ? 1 : -1;
    }
    setup_enter(a, (enum setup_step)to, fx);
    if (to == SETUP_ADDRESS && forward && a->care.lines_told && a->care.lines_up == 0) {
        step_open_wifi(a, fx); /* no cable: what follows needs a line */
    }
}

void setup_bar_enter(struct app *a)
{
    if (a->setup.bar != BAR_RUNS) { /* it was left while it was printed */
        a->setup.bar = BAR_NOT_YET;
        a->setup.dots = widths[0];
    }
}

static void print(struct app *a, struct effects *fx)
{
    a->setup.bar = BAR_RUNS;
    setup_show(a, fx);
    step_effect(fx, FX_PRINT, PRINT_BAR);
}

void setup_bar_next(struct app *a, struct effects *fx)
{
    switch (a->setup.bar) {
    case BAR_KEPT:
        setup_enter_beside(a, SETUP_BAR, true, fx);
        break;
    case BAR_NONE:
        a->setup.dots = widths[0];
        print(a, fx);
        break;
    case BAR_NOT_YET:
    case BAR_FAILED:
        print(a, fx);
        break;
    case BAR_RUNS:
    case BAR_OUT:
        break;
    }
}

/* The next narrower one, at once. */
static void narrower(struct app *a, struct effects *fx)
{
    for (int i = 0; i + 1 < WIDTHS; i++) {
        if (widths[i] == a->setup.dots) {
            a->setup.dots = widths[i + 1];
            print(a, fx);
            return;
        }
    }
    a->setup.bar = BAR_NONE;
    setup_show(a, fx);
}

void setup_bar_act(struct app *a, int what, struct effects *fx)
{
    struct setup *s = &a->setup;
    const bool asked = s->bar == BAR_OUT;
    if (what == SETUP_SKIP && (s->bar == BAR_FAILED || s->bar == BAR_NONE)) {
        setup_enter_beside(a, SETUP_BAR, true, fx);
    } else if (what == SETUP_FULL && asked) {
        s->bar = BAR_KEPT;
        s->chosen.printer_dots = s->dots;
        step_effect(fx, FX_CUE, CUE_WOVEN);
        setup_show(a, fx);
    } else if ((what == SETUP_CUT || what == SETUP_MESS) && asked) {
        narrower(a, fx);
    }
}

void step_setup_printed(struct app *a, const struct event *e, struct effects *fx)
{
    struct setup *s = &a->setup;
    if (s->bar != BAR_RUNS) {
        return;
    }
    s->bar = BAR_NOT_YET; /* whichever page it was printed for */
    if (setup_ask_printed(a, e->kind == HAPPENED_PRINTED, fx)) {
        return;
    }
    s->bar = e->kind == HAPPENED_PRINTED ? BAR_OUT : BAR_FAILED;
    if (app_sheet(a) == SHEET_SETUP && s->step == SETUP_BAR) {
        setup_show(a, fx);
    }
}
