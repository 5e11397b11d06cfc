/* Paper is changed step by step, by what the printer tells or by the button, to a test print that a
 * person has looked at. */
#include "tests/unit/staff_world.h"

static void start_visit(void)
{
    intend(INTENT_LANGUAGE, 0);
    CHECK_INT(app.screen, SCREEN_NEED);
}

static void open_paper(void)
{
    begin_well();
    let_in(STAFF_MANAGER);
    tell();
    act(ACT_PAPER);
    CHECK_INT(app_sheet(&app), SHEET_STAFF_PAPER);
    CHECK_INT(app.staff.paper, PAPER_STEP_OPEN);
}

TEST(the_printer_leads_through_a_change_of_paper)
{
    open_paper();
    printer(false, PAPER_OUT);
    CHECK_INT(app.staff.paper, PAPER_STEP_OPEN);
    printer(true, PAPER_OUT);
    CHECK_INT(app.staff.paper, PAPER_STEP_ROLL);
    printer(true, PAPER_OK);
    CHECK_INT(app.staff.paper, PAPER_STEP_CLOSE);
    printer(false, PAPER_OK);
    CHECK_INT(app.staff.paper, PAPER_STEP_TEST);
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_PRINT, PRINT_TEST));
    CHECK_INT(app.staff.print, TEST_PRINT_RUNS);
    intend(INTENT_NEXT, 0); /* once */
    CHECK(!did(FX_PRINT, PRINT_TEST));
    happen((struct event){.kind = HAPPENED_PRINTED, .slip = PRINT_TEST, .proof = PROOF_ANSWERED});
    CHECK_INT(app.staff.print, TEST_PRINT_OUT);
    act(ACT_CLEAN);
    CHECK(did(FX_ROLL_CHANGED, 0));
    CHECK_INT(app_sheet(&app), SHEET_STAFF);
}

TEST(one_that_tells_nothing_is_led_by_the_button)
{
    open_paper();
    const struct printer_status mute = {.online = true, .paper = PAPER_UNKNOWN};
    happen((struct event){.kind = HAPPENED_PRINTER_STATUS, .status = &mute});
    for (int step = PAPER_STEP_ROLL; step <= PAPER_STEP_TEST; step++) {
        intend(INTENT_NEXT, 0);
        CHECK_INT(app.staff.paper, step);
    }
}

TEST(a_test_print_that_fails_or_is_blurred_is_made_again)
{
    open_paper();
    app.staff.paper = PAPER_STEP_TEST;
    act(ACT_CLEAN); /* nothing is out yet */
    CHECK_INT(app_sheet(&app), SHEET_STAFF_PAPER);
    intend(INTENT_NEXT, 0);
    happen((struct event){
        .kind = HAPPENED_PRINT_FAILED, .slip = PRINT_TEST, .error = ERR(ERR_JAM, 0, "test")});
    CHECK_INT(app.staff.print, TEST_PRINT_FAILED);
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_PRINT, PRINT_TEST));
    happen((struct event){.kind = HAPPENED_PRINTED, .slip = PRINT_TEST, .proof = PROOF_ANSWERED});
    act(ACT_BLURRED);
    CHECK_INT(app.staff.paper, PAPER_STEP_OPEN);
    CHECK(!did(FX_ROLL_CHANGED, 0));
}

/* To the question what came of the test print, of a printer that cannot say it. */
static void unsure_test_print(void)
{
    open_paper();
    app.staff.paper = PAPER_STEP_TEST;
    intend(INTENT_NEXT, 0);
    happen((struct event){.kind = HAPPENED_PRINTED, .slip = PRINT_TEST, .proof = PROOF_WRITTEN});
    CHECK_INT(app.staff.print, TEST_PRINT_OUT);
    CHECK(app.staff.print_unsure);
    CHECK(!did(FX_PRINTER_SEEN, 0));
}

TEST(a_person_sees_what_came_of_a_test_print_that_nothing_tells_of)
{
    unsure_test_print();
    act(ACT_CLEAN);
    CHECK(did(FX_PRINTER_SEEN, 0) && did(FX_ROLL_CHANGED, 0));
    CHECK_INT(app_sheet(&app), SHEET_STAFF);
    unsure_test_print();
    act(ACT_BLURRED); /* it prints, though badly */
    CHECK(did(FX_PRINTER_SEEN, 0) && !did(FX_ROLL_CHANGED, 0));
    CHECK_INT(app.staff.paper, PAPER_STEP_OPEN);
    unsure_test_print();
    act(ACT_NO_PAGE);
    CHECK(!did(FX_PRINTER_SEEN, 0) && !did(FX_ROLL_CHANGED, 0));
    CHECK_INT(app.staff.print, TEST_PRINT_FAILED);
    CHECK_INT(app_sheet(&app), SHEET_STAFF_PAPER);
}

TEST(a_test_print_that_broke_off_is_looked_at_too_and_a_sure_one_has_no_third_answer)
{
    open_paper();
    app.staff.paper = PAPER_STEP_TEST;
    intend(INTENT_NEXT, 0);
    happen((struct event){.kind = HAPPENED_PRINT_FAILED,
                          .slip = PRINT_TEST,
                          .error = ERR(ERR_UNKNOWN_OUTCOME, 0, "test")});
    CHECK(app.staff.print == TEST_PRINT_OUT && app.staff.print_unsure);
    CHECK(did(FX_PRINTER_STATUS, 0));
    act(ACT_NO_PAGE);
    intend(INTENT_NEXT, 0);
    happen((struct event){.kind = HAPPENED_PRINTED, .slip = PRINT_TEST, .proof = PROOF_ANSWERED});
    CHECK(!app.staff.print_unsure);
    act(ACT_NO_PAGE);
    CHECK_INT(app.staff.print, TEST_PRINT_OUT);
    act(ACT_CLEAN);
    CHECK(!did(FX_PRINTER_SEEN, 0));
}

TEST(a_citizens_receipt_is_no_test_print)
{
    begin_well();
    start_visit();
    let_in(STAFF_MANAGER);
    app.screen = SCREEN_OUTCOME;
    app.visit->printing = true;
    happen((struct event){.kind = HAPPENED_PRINTED, .proof = PROOF_ANSWERED});
    CHECK(app.visit->printed && app.staff.print == TEST_PRINT_NONE);
}

TEST(a_test_print_left_before_its_end_is_no_citizens_slip)
{
    begin_well();
    start_visit();
    app.screen = SCREEN_OUTCOME;
    app.visit->printing = true;
    let_in(STAFF_MANAGER);
    act(ACT_PAPER);
    app.staff.paper = PAPER_STEP_TEST;
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_PRINT, PRINT_TEST) && app_print_wanted(&app, PRINT_TEST));
    intend(INTENT_BACK, 0);
    intend(INTENT_BACK, 0);
    CHECK_INT(app_sheet(&app), SHEET_NONE);
    CHECK(!app_print_wanted(&app, PRINT_TEST) && app_print_wanted(&app, PRINT_RECEIPT));
    happen((struct event){.kind = HAPPENED_PRINTED, .slip = PRINT_TEST, .proof = PROOF_ANSWERED});
    CHECK(!app.visit->printed && app.visit->printing);
    CHECK_INT(app.visit->copies, 0);
    CHECK_INT(day_tally(&app.day, DAY_RECEIPTS, app_midnight(&app)), 0);
    happen((struct event){.kind = HAPPENED_PRINTED, .proof = PROOF_ANSWERED});
    CHECK(app.visit->printed && !app.visit->printing);
    CHECK_INT(day_tally(&app.day, DAY_RECEIPTS, app_midnight(&app)), 1);
}

int main(void)
{
    RUN(the_printer_leads_through_a_change_of_paper);
    RUN(one_that_tells_nothing_is_led_by_the_button);
    RUN(a_test_print_that_fails_or_is_blurred_is_made_again);
    RUN(a_person_sees_what_came_of_a_test_print_that_nothing_tells_of);
    RUN(a_test_print_that_broke_off_is_looked_at_too_and_a_sure_one_has_no_third_answer);
    RUN(a_citizens_receipt_is_no_test_print);
    RUN(a_test_print_left_before_its_end_is_no_citizens_slip);
    return check_done();
}
