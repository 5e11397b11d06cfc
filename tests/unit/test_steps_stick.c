/* From a page of staff's onto a stick: asked for once at a time, how it went told there. */
#include "tests/unit/staff_world.h"

/* Behind the gate, on one of the menu's pages. */
static void enter(enum staff_act page)
{
    let_in(STAFF_MANAGER);
    tell();
    intend(INTENT_NEXT, 0);
    act(page);
}

TEST(the_log_goes_onto_a_stick_and_how_it_went_is_told)
{
    static const enum message_id words[] = {
        [STICK_NOTHING] = MSG_CARRY_FAILED, [STICK_DONE] = MSG_STICK_LOG_DONE,
        [STICK_NO_KEY] = MSG_STICK_NO_KEY,  [STICK_NONE] = MSG_CARRY_NO_STICK,
        [STICK_FULL] = MSG_STICK_FULL,      [STICK_GONE] = MSG_STICK_GONE,
        [STICK_FAILED] = MSG_CARRY_FAILED};
    begin_well();
    enter(ACT_LOG);
    for (int word = STICK_NOTHING; word <= STICK_FAILED; word++) {
        intend(INTENT_NEXT, 0);
        CHECK(did(FX_STAFF, STAFF_LOG_OUT) && did(FX_SAY, MSG_STICK_WRITING));
        CHECK(app.staff.stick_busy);
        intend(INTENT_NEXT, 0); /* it is being written */
        CHECK(!did(FX_STAFF, STAFF_LOG_OUT));
        news.stick = (enum stick_word)word;
        tell(); /* of a look that was under way */
        CHECK(app.staff.stick_busy && app.overlay != OVERLAY_NOTICE);
        news.wish = STAFF_LOG_OUT;
        tell();
        CHECK(!app.staff.stick_busy && app.overlay == OVERLAY_NOTICE);
        CHECK_INT(app.notice, words[word]);
        news.wish = STAFF_LOOK;
        intend(INTENT_DISMISS, 0);
        CHECK_INT(app_sheet(&app), SHEET_STAFF_LOG);
    }
}

TEST(the_figures_go_onto_a_stick_and_how_it_went_is_told)
{
    begin_well();
    enter(ACT_DAY);
    act(ACT_DAY_OUT);
    CHECK(did(FX_STAFF, STAFF_DAY_OUT) && app.staff.stick_busy);
    act(ACT_DAY_OUT); /* it is being written */
    CHECK(!did(FX_STAFF, STAFF_DAY_OUT));
    news.wish = STAFF_DAY_OUT;
    news.stick = STICK_DONE;
    tell();
    CHECK(app.notice == MSG_STICK_DAY_DONE && !app.staff.stick_busy);
    intend(INTENT_DISMISS, 0);
    act(ACT_DAY_OUT);
    news.stick = STICK_GONE;
    tell();
    CHECK_INT(app.notice, MSG_STICK_GONE);
}

int main(void)
{
    RUN(the_log_goes_onto_a_stick_and_how_it_went_is_told);
    RUN(the_figures_go_onto_a_stick_and_how_it_went_is_told);
    return check_done();
}
