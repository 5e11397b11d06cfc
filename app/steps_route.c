/* What is wrong, asked in a few steps, until one procedure is found. */
#include <string.h>

#include "app/steps.h"

bool step_open_route(struct app *a, const char *id, struct effects *fx)
{
    for (int i = 0; a->routes != NULL && i < a->routes->count; i++) {
        if (strcmp(a->routes->list[i]->id, id) == 0) {
            a->visit->route = a->routes->list[i];
            a->visit->route_asked[0] = 0;
            a->visit->route_depth = 1;
            step_enter(a, SCREEN_ROUTE, fx);
            return true;
        }
    }
    return false;
}

static void answered(struct app *a, int index, struct effects *fx)
{
    struct visit *v = a->visit;
    const struct route_question *q = &v->route->questions[v->route_asked[v->route_depth - 1]];
    if (index < 0 || index >= q->answer_count) {
        return;
    }
    const struct route_answer *answer = &q->answers[index];
    step_effect(fx, FX_CUE, CUE_WOVEN);
    if (answer->question < 0) {
        step_procedure(a, answer->code, MSG_NONE, fx);
    } else if (v->route_depth < ROUTE_DEPTH) {
        v->route_asked[v->route_depth++] = answer->question;
        step_enter(a, SCREEN_ROUTE, fx);
    }
}

static void back(struct app *a, struct effects *fx)
{
    if (a->visit->route_depth > 1) {
        a->visit->route_depth--;
        step_enter(a, SCREEN_ROUTE, fx);
        return;
    }
    a->visit->route = NULL;
    step_back_to_finding(a, fx);
}

bool step_route(struct app *a, const struct event *e, struct effects *fx)
{
    if (a->screen != SCREEN_ROUTE || e->kind != HAPPENED_INTENT) {
        return false;
    }
    if (e->intent == INTENT_BACK) {
        back(a, fx);
        return true;
    }
    if (e->intent == INTENT_CHOOSE && a->visit->route != NULL) {
        answered(a, e->argument, fx);
        return true;
    }
    return false;
}
