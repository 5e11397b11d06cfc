/* Limits an hour: what is reached is said in a sentence, an officer is offered, and an officer
 * lifts it with the PIN. Only what begins is refused; what was begun goes on. */
#include "app/settings.h"
#include "app/steps.h"
#include "platform/base/log.h"

bool step_limited(struct app *a, enum hourly_what what, struct effects *fx)
{
    const int most = a->settings->hourly_most[what];
    if (!hourly_reached(&a->hourly, what, most, a->now_ms)) {
        return false;
    }
    log_event(EV_LIMIT_REACHED, what, most);
    a->limited = what;
    step_effect(fx, FX_CUE, CUE_CANNOT);
    step_sheet(a, SHEET_LIMIT, fx);
    return true;
}

void step_done(struct app *a, enum hourly_what what)
{
    hourly_note(&a->hourly, what, a->now_ms);
}

bool step_print_limited(struct app *a, struct effects *fx)
{
    if (step_limited(a, HOURLY_PRINTS, fx)) {
        return true;
    }
    step_done(a, HOURLY_PRINTS);
    return false;
}

bool step_limit_intent(struct app *a, const struct event *e, struct effects *fx)
{
    switch (e->intent) {
    case INTENT_BACK:
        step_close_sheet(a, fx);
        return true;
    case INTENT_LIFT:
        step_gate(a, STAFF_LIFT, fx);
        return true;
    default:
        return false;
    }
}

void step_lift(struct app *a, struct effects *fx)
{
    log_event(EV_LIMIT_LIFTED, a->limited, 0);
    hourly_lift(&a->hourly);
    while (step_sheet_is_open(a, SHEET_LIMIT)) {
        step_close_sheet(a, fx);
    }
    step_effect(fx, FX_SAY_SHOWN, MSG_LIMIT_LIFTED);
}
