/* Staff read the log: read anew, page by page, all of it or only what went wrong. */
#include "tests/unit/staff_world.h"

TEST(the_log_is_read_anew_paged_and_only_trouble_is_asked_for)
{
    static const struct staff_log log = {.rows = {{.id = EV_STORED}, {.id = EV_PRINT_FAILED}},
                                         .count = 2};
    begin_well();
    let_in(STAFF_MANAGER);
    tell();
    intend(INTENT_NEXT, 0);
    intend(INTENT_STAFF_ACT, ACT_LOG);
    CHECK_INT(app_sheet(&app), SHEET_STAFF_LOG);
    CHECK(did(FX_STAFF, STAFF_LOG_LOOK) && app.staff.log == NULL);
    news.log = &log;
    tell();
    CHECK(app.staff.log == &log && did(FX_SPEAK, 0));
    tell(); /* looked at again: it is not said again */
    CHECK(!did(FX_SPEAK, 0));
    intend(INTENT_PAGE, 1);
    CHECK_INT(app.staff.log_page, 1);
    intend(INTENT_STAFF_ACT, ACT_TROUBLE);
    CHECK(app.staff.log_trouble && app.staff.log_page == 0);
    intend(INTENT_PAGE, -1);
    CHECK_INT(app.staff.log_page, 0);
    intend(INTENT_STAFF_ACT, ACT_LOG_ALL);
    CHECK(!app.staff.log_trouble);
    intend(INTENT_BACK, 0);
    CHECK_INT(app_sheet(&app), SHEET_STAFF_MENU);
    news.log = NULL;
}

TEST(what_is_told_while_another_page_is_open_is_not_the_logs)
{
    static const struct staff_log log = {.rows = {{.id = EV_STORED}}, .count = 1};
    begin_well();
    let_in(STAFF_MANAGER);
    tell();
    intend(INTENT_NEXT, 0);
    act(ACT_LOG);
    intend(INTENT_BACK, 0);
    news.log = &log; /* of the wish before she left */
    tell();
    CHECK(app.staff.log == NULL);
    act(ACT_LOG); /* read anew, whatever was there */
    CHECK(did(FX_STAFF, STAFF_LOG_LOOK) && app.staff.log == NULL && app.staff.log_page == 0);
    news.log = NULL;
}

TEST(it_goes_onto_a_stick_once_at_a_time)
{
    begin_well();
    let_in(STAFF_MANAGER);
    tell();
    intend(INTENT_NEXT, 0);
    act(ACT_LOG);
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_STAFF, STAFF_LOG_OUT) && app.staff.stick_busy);
    intend(INTENT_NEXT, 0);
    CHECK(!did(FX_STAFF, STAFF_LOG_OUT));
    intend(INTENT_PAGE, 1); /* it can be read meanwhile */
    CHECK_INT(app.staff.log_page, 1);
}

int main(void)
{
    RUN(the_log_is_read_anew_paged_and_only_trouble_is_asked_for);
    RUN(what_is_told_while_another_page_is_open_is_not_the_logs);
    RUN(it_goes_onto_a_stick_once_at_a_time);
    return check_done();
}
