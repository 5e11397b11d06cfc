/* What a clock in doubt means for a visit (app/clock_judge.h): the portal's word is taken, and days
 * she names are believed rather than the clock. What her form calls today is then the latest day
 * she or her card named, so that nothing true is refused as lying in the future. */
#include "app/citizen/date.h"
#include "app/draft.h"
#include "app/settings.h"
#include "app/steps.h"

#define DAY_S ((int64_t)24 * 60 * 60)

void step_clock_told(struct app *a, const struct portal_answer *answer)
{
    if (!failed(answer->error) && answer->dated) {
        clock_judge_told(&a->clock, answer->clock_off_s);
        a->now_s = clock_judge_best_s(&a->clock);
    }
}

int64_t step_form_now(const struct app *a)
{
    const int64_t said_s = a->visit == NULL ? 0 : a->visit->said_s;
    return !clock_judge_knows_day(&a->clock) && said_s > a->now_s ? said_s : a->now_s;
}

struct date step_latest_day(const struct app *a)
{
    return date_today(clock_judge_knows_day(&a->clock) ? a->now_s : CLOCK_MOST,
                      a->settings->offset_minutes);
}

void step_named_day(struct app *a, struct date day)
{
    struct visit *v = a->visit;
    if (clock_judge_knows_day(&a->clock) || !date_is_whole(day) ||
        date_compare(day, step_latest_day(a)) > 0) {
        return;
    }
    const int64_t end_s =
        (date_to_days(day) + 1) * DAY_S - 1 - (int64_t)a->settings->offset_minutes * 60;
    if (end_s > v->said_s) {
        v->said_s = end_s;
    }
    if (v->form != NULL) {
        form_tick(v->form, step_form_now(a));
    }
}

void step_clock_warns(struct app *a, struct effects *fx)
{
    struct form_question q;
    struct visit *v = a->visit;
    if (clock_judge_knows_day(&a->clock) || v->clock_told || !app_question(a, &q) ||
        !draft_is_date(&q) || q.kind == FORM_TIME) {
        return;
    }
    v->clock_told = true;
    step_notice(a, MSG_CLOCK_DOUBTFUL, fx);
}
