/* The real keyboard of an officer who files with somebody. At any other time it may be anybody who
 * strikes it, and nothing happens: not even the idle clock hears of it. */
#include "app/draft.h"
#include "app/steps.h"
#include "platform/port_keyboard.h"

/* Only answers, and the ways between their pages: never "send". */
static bool is_heard(const struct app *a)
{
    return a->visit != NULL && a->visit->assisted && app_depth(a) == 0 &&
           a->screen == SCREEN_QUESTION;
}

/* Dates have digits of their own. */
static struct event written(struct app *a, char character)
{
    struct form_question q;
    const struct event plain = {
        .kind = HAPPENED_INTENT, .intent = INTENT_STROKE, .argument = character};
    if (!app_question(a, &q) || !draft_is_date(&q)) {
        return plain;
    }
    const bool digit = character >= '0' && character <= '9';
    return (struct event){.kind = HAPPENED_INTENT,
                          .intent = digit || character == '\b' ? INTENT_KEY : INTENT_STROKE,
                          .argument = digit ? character - '0' : KEY_ERASE};
}

static struct event meant_by(struct app *a, const struct event *e)
{
    switch ((enum stroke_kind)e->number) {
    case STROKE_CHARACTER:
        return written(a, (char)e->argument);
    case STROKE_ERASE:
        return written(a, '\b');
    case STROKE_NEXT:
        return (struct event){.kind = HAPPENED_INTENT, .intent = INTENT_NEXT};
    case STROKE_BACK:
        break;
    }
    return (struct event){.kind = HAPPENED_INTENT, .intent = INTENT_BACK};
}

void step_stroke(struct app *a, const struct event *e, struct effects *fx)
{
    if (!is_heard(a)) {
        return;
    }
    a->last_touch_ms = e->now_ms;
    step_dim_touch(a, fx);
    const struct event meant = meant_by(a, e);
    (void)step_question(a, &meant, fx);
    step_reach_ask(a, fx);
}
