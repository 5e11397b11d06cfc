/* How she reaches what stands there, other than by a touch that acts: the same on every screen. */
#include "app/language/counts.h"
#include "app/steps.h"

void step_reach_default(struct app *a)
{
    a->ring = false;
}

void step_reach_touch(struct app *a, const struct event *e)
{
    if (e->number == 1 && !a->ring) {
        a->ring = true;
        a->revision++;
    }
}

/* Keys of a secret stand on this screen. */
static bool types_a_secret(struct app *a)
{
    struct form_question q;
    if (a->screen == SCREEN_TYPE_ID || a->screen == SCREEN_SLIP) {
        return true;
    }
    if (a->screen != SCREEN_QUESTION || !app_question(a, &q) || !q.private_) {
        return false;
    }
    return q.kind == FORM_TEXT || q.kind == FORM_INTEGER || q.kind == FORM_DECIMAL ||
           q.kind == FORM_DATE || q.kind == FORM_TIME || q.kind == FORM_DATETIME;
}

void step_reach_ask(struct app *a, struct effects *fx)
{
    const bool free = a->overlay == OVERLAY_NONE && a->sheets.count == 0;
    if (a->ring && free && a->visit != NULL && !a->visit->asked_private && types_a_secret(a)) {
        step_overlay(a, OVERLAY_READ_ALOUD, fx);
    }
}

/* The question whether she is still there is answered by whoever wants to try keys. */
static void try_keys(struct app *a, struct effects *fx)
{
    if (a->overlay == OVERLAY_IDLE || a->overlay == OVERLAY_KEYS) {
        a->overlay = a->under_idle;
    }
    step_overlay(a, OVERLAY_KEYS, fx);
}

bool step_reach(struct app *a, const struct event *e, struct effects *fx)
{
    if (e->intent != INTENT_TRY_KEYS) {
        return false;
    }
    step_effect(fx, FX_TALLY, COUNT_HELP);
    try_keys(a, fx);
    return true;
}
