/* Something goes onto a stick from a page of staff's, and how it went is told there. */
#include "app/steps.h"
#include "platform/base/log.h"

void step_stick_out(struct app *a, enum staff_act what, enum staff_wish wish, struct effects *fx)
{
    log_event(EV_STAFF_ACT, what,
              a->visit != NULL); /* of the log: it goes along as its last line */
    a->staff.stick_busy = true;
    a->revision++;
    step_effect(fx, FX_SAY, MSG_STICK_WRITING);
    step_effect(fx, FX_STAFF, (int)wish);
}

void step_stick_told(struct app *a, const struct staff_news *news, struct effects *fx)
{
    static const enum message_id words[] = {
        [STICK_NOTHING] = MSG_CARRY_FAILED, [STICK_DONE] = MSG_STICK_LOG_DONE,
        [STICK_NO_KEY] = MSG_STICK_NO_KEY,  [STICK_NONE] = MSG_CARRY_NO_STICK,
        [STICK_FULL] = MSG_STICK_FULL,      [STICK_GONE] = MSG_STICK_GONE,
        [STICK_FAILED] = MSG_CARRY_FAILED};
    if (!a->staff.stick_busy || (news->wish != STAFF_LOG_OUT && news->wish != STAFF_DAY_OUT)) {
        return;
    }
    const bool day = news->wish == STAFF_DAY_OUT && news->stick == STICK_DONE;
    a->staff.stick_busy = false;
    step_notice(a, day ? MSG_STICK_DAY_DONE : words[news->stick], fx);
}
