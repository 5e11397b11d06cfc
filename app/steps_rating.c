/* 54: who filed something is asked whether it was easy: one touch, or none, and goodbye. The visit
 * is wiped by then; of the answer a tally of the day stays, without a time or a language. */
#include "app/steps.h"

bool step_rating(struct app *a, const struct event *e, struct effects *fx)
{
    if (a->screen != SCREEN_RATING || e->kind != HAPPENED_INTENT) {
        return false;
    }
    if (e->intent == INTENT_RATE && e->argument >= 0 && e->argument < DAY_RATINGS) {
        step_tally(a, (enum day_what)(DAY_EASY + e->argument), 1);
        step_enter(a, SCREEN_GOODBYE, fx);
        step_effect(fx, FX_CUE, CUE_WOVEN);
        return true;
    }
    if (e->intent == INTENT_NEXT) {
        step_enter(a, SCREEN_GOODBYE, fx);
        return true;
    }
    return false;
}
