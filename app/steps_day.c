/* What the slip of the day counts, and its printing. */
#include "app/settings.h"
#include "app/steps.h"
#include "platform/base/log.h"

#define MINUTE_MS 60000

int64_t app_midnight(const struct app *a)
{
    return day_midnight(a->now_s, a->settings->offset_minutes);
}

void step_tally(struct app *a, enum day_what what, int count)
{
    day_add(&a->day, what, count, app_midnight(a));
}

/* What was counted yesterday is forgotten, here and on the disk. */
void step_day_tick(struct app *a)
{
    if (day_is_over(&a->day, app_midnight(a))) {
        a->day = (struct day_tally){.changed = true};
    }
}

static bool brings_papers_later(const struct visit *v)
{
    for (int i = 0; i < v->paper_count; i++) {
        if (v->papers[i].handed_in) {
            return true;
        }
    }
    return false;
}

void step_tally_filed(struct app *a)
{
    const struct visit *v = a->visit;
    const int minutes = (int)((a->now_ms - v->began_ms + MINUTE_MS / 2) / MINUTE_MS);
    day_filed(&a->day, app_language(a), minutes, app_midnight(a));
    step_tally(a, DAY_COMPLETE, !brings_papers_later(v));
    step_tally(a, DAY_HELPED, v->assisted);
}

void step_print_day(struct app *a, struct effects *fx)
{
    log_event(EV_STAFF_ACT, ACT_DAY, 0);
    a->staff.day_prints = true;
    a->revision++;
    step_effect(fx, FX_SAY, MSG_DAY_PRINTING);
    step_effect(fx, FX_PRINT, PRINT_DAY);
}

void step_open_day(struct app *a, struct effects *fx)
{
    a->staff.day_page = 0;
    step_sheet(a, SHEET_STAFF_DAY, fx);
    step_effect(fx, FX_STAFF, STAFF_LOOK); /* what was filed since */
}

bool step_day_intent(struct app *a, const struct event *e, struct effects *fx)
{
    if (e->intent == INTENT_PAGE) {
        const int page = a->staff.day_page + e->argument;
        a->staff.day_page = page < 0 ? 0 : page;
        a->revision++;
        step_effect(fx, FX_SPEAK, 0);
        return true;
    }
    if (e->intent == INTENT_STAFF_ACT && e->argument == ACT_DAY_OUT && !a->staff.stick_busy) {
        step_stick_out(a, ACT_DAY_OUT, STAFF_DAY_OUT, fx);
        return true;
    }
    if (e->intent == INTENT_NEXT && !a->staff.day_prints) {
        step_print_day(a, fx);
        return true;
    }
    return false;
}

static enum day_what slip_went(const struct event *e)
{
    return step_print_unsure(e)          ? DAY_UNPROVED
           : e->kind == HAPPENED_PRINTED ? DAY_RECEIPTS
                                         : DAY_FAULTS;
}

void step_tally_printed(struct app *a, const struct event *e)
{
    step_tally(a, slip_went(e), 1);
}

void step_day_printed(struct app *a, const struct event *e, struct effects *fx)
{
    const bool well = e->kind == HAPPENED_PRINTED;
    if (!a->staff.day_prints) {
        return;
    }
    a->staff.day_prints = false;
    step_notice(a,
                step_print_unsure(e) ? MSG_DAY_UNSURE
                : well               ? MSG_DAY_PRINTED
                                     : MSG_DAY_NOT_PRINTED,
                fx);
}
