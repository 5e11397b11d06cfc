/* Staff read what the kiosk did: the newest first, all of it or only what went wrong. */
#include "app/steps.h"
#include "platform/base/log.h"

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

static void carry_out(struct app *a, struct effects *fx)
{
    log_event(EV_STAFF_ACT, ACT_LOG_OUT, a->visit != NULL); /* goes along as its last line */
    a->staff.stick_busy = true;
    a->revision++;
    step_effect(fx, FX_SAY, MSG_STICK_WRITING);
    step_effect(fx, FX_STAFF, STAFF_LOG_OUT);
}

void step_stick_told(struct app *a, const struct staff_news *news, struct effects *fx)
{
    static const enum message_id words[] = {
        [STICK_NOTHING] = MSG_CARRY_FAILED, [STICK_DONE] = MSG_STICK_LOG_DONE,
        [STICK_NO_KEY] = MSG_STICK_NO_KEY,  [STICK_NONE] = MSG_CARRY_NO_STICK,
        [STICK_FULL] = MSG_STICK_FULL,      [STICK_GONE] = MSG_STICK_GONE,
        [STICK_FAILED] = MSG_CARRY_FAILED};
    if (news->wish == STAFF_LOG_OUT && a->staff.stick_busy) {
        a->staff.stick_busy = false;
        step_notice(a, words[news->stick], fx);
    }
}

bool step_log_intent(struct app *a, const struct event *e, struct effects *fx)
{
    if (e->intent == INTENT_PAGE) {
        list(a, a->staff.log_page + e->argument, fx);
        return true;
    }
    if (e->intent == INTENT_NEXT && !a->staff.stick_busy) {
        carry_out(a, fx);
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
