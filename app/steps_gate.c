/* An officer confirms with the centre's PIN: a page over whatever screen asked for it, which stays
 * underneath. Another task: a value of enum staff_task and its line in done(). */
#include <string.h>

#include "app/steps.h"

#define MINUTE_MS 60000

static int minutes_left(const struct staff_gate *g, uint64_t now_ms)
{
    const uint64_t left = g->until_ms > now_ms ? g->until_ms - now_ms : 0;
    return (int)((left + MINUTE_MS - 1) / MINUTE_MS);
}

void step_gate(struct app *a, enum staff_task task, struct effects *fx)
{
    a->gate = (struct staff_gate){.task = task};
    step_effect(fx, FX_PIN, PIN_LOOK);
    step_sheet(a, SHEET_GATE, fx);
}

static void close_gate(struct app *a, struct effects *fx)
{
    a->gate = (struct staff_gate){.task = STAFF_NOTHING};
    while (step_sheet_is_open(a, SHEET_GATE)) {
        step_close_sheet(a, fx);
    }
}

static void done(struct app *a, struct effects *fx)
{
    const enum staff_task task = a->gate.task;
    close_gate(a, fx);
    switch (task) {
    case STAFF_WITHDRAW:
        step_withdraw(a, fx);
        break;
    case STAFF_ASSIST:
        step_assisted(a, fx);
        break;
    case STAFF_CHECK:
        if (a->visit != NULL && a->screen == SCREEN_SIGN_IN) {
            step_open_hers(a, true, fx);
        }
        break;
    case STAFF_LIFT:
        step_lift(a, fx);
        break;
    case STAFF_HOME:
        step_open_staff(a, fx);
        break;
    case STAFF_NOTHING:
        break;
    }
}

static bool may_type(const struct staff_gate *g)
{
    return !g->judging && (g->word == PIN_READY || g->word == PIN_WRONG);
}

static void type(struct app *a, int key)
{
    struct staff_gate *g = &a->gate;
    const size_t length = strlen(g->digits);
    if (!may_type(g)) {
        return;
    }
    if (key >= 0 && key <= 9 && length < STAFF_PIN_MAX) {
        g->digits[length] = (char)('0' + key);
    } else if (key == KEY_ERASE && length > 0) {
        g->digits[length - 1] = '\0';
    } else if (key == KEY_CLEAR) {
        memset(g->digits, 0, sizeof g->digits);
    }
    a->revision++;
}

bool step_gate_intent(struct app *a, const struct event *e, struct effects *fx)
{
    struct staff_gate *g = &a->gate;
    switch (e->intent) {
    case INTENT_BACK:
        close_gate(a, fx);
        return true;
    case INTENT_KEY:
        type(a, e->argument);
        return true;
    case INTENT_NEXT:
        if (may_type(g) && strlen(g->digits) >= STAFF_PIN_MIN) {
            g->judging = true;
            a->revision++;
            step_effect(fx, FX_PIN, PIN_JUDGE);
        }
        return true;
    default:
        return false;
    }
}

static void lock(struct app *a, uint64_t wait_ms)
{
    struct staff_gate *g = &a->gate;
    g->word = PIN_LOCKED;
    g->until_ms = a->now_ms + wait_ms;
    g->minutes = minutes_left(g, a->now_ms);
}

void step_gate_told(struct app *a, const struct pin_answer *answer, struct effects *fx)
{
    struct staff_gate *g = &a->gate;
    if (!step_sheet_is_open(a, SHEET_GATE)) {
        return;
    }
    memset(g->digits, 0, sizeof g->digits);
    g->judging = false;
    g->word = answer->word;
    g->tries = answer->tries;
    if (answer->word == PIN_RIGHT) {
        done(a, fx);
        return;
    }
    if (answer->wait_ms > 0) {
        lock(a, answer->wait_ms);
    }
    a->revision++;
    step_effect(fx, FX_SPEAK, 0);
}

void step_gate_tick(struct app *a, struct effects *fx)
{
    struct staff_gate *g = &a->gate;
    if (g->word != PIN_LOCKED || !step_sheet_is_open(a, SHEET_GATE)) {
        return;
    }
    const int minutes = minutes_left(g, a->now_ms);
    if (minutes == 0) { /* judged anew by what is kept */
        g->word = PIN_ASKED;
        step_effect(fx, FX_PIN, PIN_LOOK);
    }
    a->revision += minutes != g->minutes;
    g->minutes = minutes;
}
