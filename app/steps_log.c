/* Staff read what the kiosk did: the newest first, all of it or only what went wrong. */
#include "app/steps.h"

void step_open_log(struct app *a, struct effects *fx)
{
    a->staff.log = NULL; /* of a look before this one */
    a->staff.log_page = 0;
    a->staff.log_trouble = false;
    step_sheet(a, SHEET_STAFF_LOG, fx);
    step_effect(fx, FX_STAFF, STAFF_LOG_LOOK);
}

static void list(struct app *a, int page, struct effects *fx)
{
    a->staff.log_page = page < 0 ? 0 : page;
    a->revision++;
    step_effect(fx, FX_SPEAK, 0);
}

bool step_log_intent(struct app *a, const struct event *e, struct effects *fx)
{
    if (e->intent == INTENT_PAGE) {
        list(a, a->staff.log_page + e->argument, fx);
        return true;
    }
    if (e->intent == INTENT_NEXT && !a->staff.stick_busy) {
        step_stick_out(a, ACT_LOG_OUT, STAFF_LOG_OUT, fx);
        return true;
    }
    if (e->intent == INTENT_STAFF_ACT &&
        (e->argument == ACT_TROUBLE || e->argument == ACT_LOG_ALL)) {
        a->staff.log_trouble = e->argument == ACT_TROUBLE;
        list(a, 0, fx);
        return true;
    }
    return false;
}

void step_log_told(struct app *a, const struct staff_log *log, struct effects *fx)
{
    if (app_sheet(a) == SHEET_STAFF_LOG && log != NULL && a->staff.log == NULL) {
        a->staff.log = log;
        step_effect(fx, FX_SPEAK, 0);
    }
}
