/* What the day counted: seen, printed, forgotten at midnight, and what an application adds to it.
 */
#include "tests/unit/staff_world.h"

TEST(the_figures_of_the_day_are_seen_before_they_are_printed)
{
    begin_well();
    let_in(STAFF_MANAGER);
    tell();
    intend(INTENT_NEXT, 0);
    act(ACT_DAY);
    CHECK(app_sheet(&app) == SHEET_STAFF_DAY && did(FX_STAFF, STAFF_LOOK));
    CHECK(!did(FX_PRINT, PRINT_DAY));
    intend(INTENT_PAGE, 1);
    CHECK_INT(app.staff.day_page, 1);
    intend(INTENT_PAGE, -2);
    CHECK_INT(app.staff.day_page, 0);
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_PRINT, PRINT_DAY) && app.staff.day_prints);
    intend(INTENT_NEXT, 0); /* it is being printed */
    CHECK(!did(FX_PRINT, PRINT_DAY));
    happen((struct event){
        .kind = HAPPENED_PRINT_FAILED, .slip = PRINT_DAY, .error = ERR(ERR_NO_PAPER, 0, "test")});
    CHECK(app.notice == MSG_DAY_NOT_PRINTED && !app.staff.day_prints);
    intend(INTENT_DISMISS, 0);
    CHECK_INT(app_sheet(&app), SHEET_STAFF_DAY);
    intend(INTENT_NEXT, 0);
    happen((struct event){.kind = HAPPENED_PRINTED, .slip = PRINT_DAY, .proof = PROOF_ANSWERED});
    CHECK_INT(app.notice, MSG_DAY_PRINTED);
    CHECK_INT(day_tally(&app.day, DAY_FAULTS, app_midnight(&app)), 0); /* no citizen's slip */
}

static int today(enum day_what what)
{
    return day_tally(&app.day, what, app_midnight(&app));
}

TEST(a_slip_that_nobody_vouches_for_is_not_called_printed)
{
    begin_well();
    let_in(STAFF_MANAGER);
    tell();
    intend(INTENT_NEXT, 0);
    act(ACT_DAY);
    intend(INTENT_NEXT, 0);
    happen((struct event){.kind = HAPPENED_PRINTED, .slip = PRINT_DAY, .proof = PROOF_WRITTEN});
    CHECK_INT(app.notice, MSG_DAY_UNSURE);
    CHECK(!app.staff.day_prints);
}

TEST(an_application_counts_with_its_papers_its_length_and_who_helped)
{
    begin_well();
    intend(INTENT_LANGUAGE, 0);
    struct visit *v = app.visit;
    now += 7 * 60000 + 40000; /* rounded to eight minutes */
    happen((struct event){.kind = HAPPENED_TICK});
    step_tally_filed(&app);
    CHECK_INT(today(DAY_SAVED), 1);
    CHECK_INT(today(DAY_COMPLETE), 1);
    CHECK_INT(today(DAY_HELPED), 0);
    CHECK(app.day.minute_count == 1 && app.day.minutes[0] == 8);
    CHECK_STR(app.day.languages[0].code, app_language(&app));
    v->papers[0].handed_in = true; /* she brings it to the counter */
    v->paper_count = 1;
    v->assisted = true;
    step_tally_filed(&app);
    CHECK_INT(today(DAY_SAVED), 2);
    CHECK_INT(today(DAY_COMPLETE), 1);
    CHECK_INT(today(DAY_HELPED), 1);
    CHECK_INT(app.day.languages[0].count, 2);
    CHECK(app.day.changed);
}

TEST(what_was_counted_is_forgotten_at_midnight)
{
    begin_well();
    happen((struct event){.kind = HAPPENED_TICK}); /* it knows what day it is */
    day_add(&app.day, DAY_CALLS, 3, app_midnight(&app));
    app.day.changed = false; /* kept */
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(!app.day.changed && app.day.count[DAY_CALLS] == 3);
    const struct event next_day = {.kind = HAPPENED_TICK, .now_s = app.now_s + 86400};
    now += 86400000; /* the day went by: no clock that was set */
    happen(next_day);
    CHECK(app.day.changed && app.day.midnight == 0 && app.day.count[DAY_CALLS] == 0);
    app.day.changed = false;
    happen(next_day); /* once */
    CHECK(!app.day.changed);
}

int main(void)
{
    RUN(the_figures_of_the_day_are_seen_before_they_are_printed);
    RUN(a_slip_that_nobody_vouches_for_is_not_called_printed);
    RUN(an_application_counts_with_its_papers_its_length_and_who_helped);
    RUN(what_was_counted_is_forgotten_at_midnight);
    return check_done();
}
