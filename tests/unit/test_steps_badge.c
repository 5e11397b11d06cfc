/* Staff's badges as steps: the manager's list, one declared lost, a new one made, printed, shown
 * and forgotten. */
#include "tests/unit/staff_world.h"

static struct badge_list list;

static void open_menu(enum staff_role role)
{
    begin_well();
    list = (struct badge_list){
        .rows = {{.who = {STAFF_OFFICER, 14}, .last_day = 29991231},
                 {.who = {STAFF_OFFICER, 15}, .last_day = 20200101},
                 {.who = {STAFF_OFFICER, 16}, .last_day = 29991231, .lost = true}},
        .count = 3};
    news = (struct staff_news){.files = &staff_no_files, .badges = &list};
    let_in(role);
    intend(INTENT_NEXT, 0);
    CHECK_INT(app_sheet(&app), SHEET_STAFF_MENU);
}

static void open_list(void)
{
    open_menu(STAFF_MANAGER);
    act(ACT_BADGES);
    CHECK_INT(app_sheet(&app), SHEET_STAFF_BADGES);
    CHECK(did(FX_STAFF, STAFF_BADGES) && app.staff.badge.list == NULL);
    tell_wish(STAFF_BADGES, ERR_OK);
    CHECK(app.staff.badge.list == &list && !app.staff.badge.broken);
}

/* To the page that knows whose badge 14 is to be. */
static void type_14(void)
{
    intend(INTENT_NEXT, 0);
    CHECK_INT(app_sheet(&app), SHEET_STAFF_BADGE);
    intend(INTENT_NEXT, 0); /* nothing is typed */
    CHECK_INT(app.staff.badge.step, BADGE_STEP_NUMBER);
    intend(INTENT_KEY, 0);
    CHECK_STR(app.staff.badge.digits, "");
    intend(INTENT_KEY, 1);
    intend(INTENT_KEY, 4);
    intend(INTENT_KEY, 4);
    intend(INTENT_KEY, KEY_ERASE);
    CHECK_INT(app.staff.badge.who.number, 14);
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.staff.badge.step, BADGE_STEP_ROLE);
}

static void make_14(void)
{
    open_list();
    type_14();
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.staff.badge.step, BADGE_STEP_MAKING);
    CHECK(did(FX_STAFF, STAFF_BADGE_MAKE));
    CHECK_INT(strlen(app.staff.badge.token), CODES_TOKEN_SIZE - 1);
}

TEST(only_the_manager_may_and_only_between_visits)
{
    open_menu(STAFF_OFFICER);
    act(ACT_BADGES);
    CHECK_INT(app_sheet(&app), SHEET_STAFF_MENU);
    open_menu(STAFF_TECHNICIAN);
    act(ACT_BADGES);
    CHECK_INT(app_sheet(&app), SHEET_STAFF_MENU);
    app_begin((struct app_world){0});
    intend(INTENT_LANGUAGE, 0);
    let_in(STAFF_MANAGER);
    intend(INTENT_NEXT, 0);
    act(ACT_BADGES);
    CHECK_INT(app_sheet(&app), SHEET_STAFF_MENU);
}

TEST(one_is_declared_lost_after_a_question)
{
    open_list();
    intend(INTENT_PICK, 2); /* it is lost already */
    CHECK_INT(app.overlay, OVERLAY_NONE);
    intend(INTENT_PICK, 3); /* there is none */
    CHECK_INT(app.overlay, OVERLAY_NONE);
    intend(INTENT_PICK, 0);
    CHECK(app.overlay == OVERLAY_STAFF && app.staff.asks == ACT_BADGE_LOST);
    act(ACT_YES);
    CHECK(did(FX_STAFF, STAFF_BADGE_LOSE) && app.staff.badge.lost == 14);
    CHECK_INT(app_sheet(&app), SHEET_STAFF_BADGES);
    tell_wish(STAFF_BADGE_LOSE, ERR_OK);
    CHECK(app.overlay == OVERLAY_NOTICE && app.notice == MSG_BADGE_LOST_DONE);
    intend(INTENT_DISMISS, 0);
    tell_wish(STAFF_BADGE_LOSE, ERR(ERR_IO, 5, "test"));
    CHECK_INT(app.notice, MSG_BADGE_NOT_LOST);
}

TEST(a_list_that_cannot_be_read_takes_no_badge)
{
    open_menu(STAFF_MANAGER);
    act(ACT_BADGES);
    news.badges = NULL;
    tell_wish(STAFF_BADGES, ERR_OK);
    CHECK(app.staff.badge.broken);
    intend(INTENT_NEXT, 0);
    CHECK_INT(app_sheet(&app), SHEET_STAFF_BADGES);
    tell_wish(STAFF_LOOK, ERR_OK); /* of another look: it says nothing of badges */
    CHECK(app.staff.badge.broken);
}

TEST(a_new_one_is_made_for_whom_and_how_long_was_chosen)
{
    open_list();
    type_14();
    CHECK(step_badge_replaces(&app));
    act(ACT_ROLE + (int)STAFF_TECHNICIAN);
    act(ACT_MONTHS);
    CHECK(app.staff.badge.who.role == STAFF_TECHNICIAN && app.staff.badge.months == 1);
    intend(INTENT_BACK, 0);
    CHECK_INT(app.staff.badge.step, BADGE_STEP_NUMBER);
    intend(INTENT_NEXT, 0);
    now += (uint64_t)(1801275840 - 1795400640) * 1000; /* the clock goes on, it does not jump */
    happen((struct event){
        .kind = HAPPENED_INTENT, .intent = INTENT_NEXT, .now_s = 1801275840}); /* 30 January 2027 */
    CHECK_INT(app.staff.badge.last_day, 20270228);                             /* a shorter month */
    CHECK(did(FX_STAFF, STAFF_BADGE_MAKE));
    intend(INTENT_BACK, 0); /* it is being written */
    CHECK_INT(app_sheet(&app), SHEET_STAFF_BADGE);
    tell_wish(STAFF_BADGE_MAKE, ERR_OK);
    CHECK(app.staff.badge.step == BADGE_STEP_MADE && app.staff.badge.qr_side > 20);
}

TEST(what_cannot_be_written_is_forgotten_and_said)
{
    make_14();
    tell_wish(STAFF_BADGE_MAKE, ERR(ERR_FULL, 0, "test"));
    CHECK_INT(app.staff.badge.step, BADGE_STEP_FULL);
    CHECK_STR(app.staff.badge.token, "");
    make_14();
    tell_wish(STAFF_BADGE_MAKE, ERR(ERR_IO, 0, "test"));
    CHECK_INT(app.staff.badge.step, BADGE_STEP_REFUSED);
    CHECK_STR(app.staff.badge.token, "");
}

TEST(it_is_printed_again_shown_and_gone_with_its_page)
{
    make_14();
    tell_wish(STAFF_BADGE_MAKE, ERR_OK);
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_PRINT, PRINT_BADGE) && app.staff.badge.print == BADGE_PRINT_RUNS);
    intend(INTENT_NEXT, 0);
    CHECK(!did(FX_PRINT, PRINT_BADGE));
    intend(INTENT_BACK, 0);
    CHECK_INT(app_sheet(&app), SHEET_STAFF_BADGE);
    happen((struct event){
        .kind = HAPPENED_PRINT_FAILED, .slip = PRINT_BADGE, .error = ERR(ERR_NO_PAPER, 0, "test")});
    CHECK_INT(app.staff.badge.print, BADGE_PRINT_FAILED);
    CHECK_INT(day_tally(&app.day, DAY_FAULTS, app_midnight(&app)), 0); /* no citizen's slip */
    act(ACT_BADGE_SHOW);
    CHECK(app.staff.badge.shown);
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_PRINT, PRINT_BADGE));
    happen((struct event){.kind = HAPPENED_PRINTED, .slip = PRINT_BADGE, .proof = PROOF_ANSWERED});
    CHECK_INT(app.staff.badge.print, BADGE_PRINT_OUT);
    intend(INTENT_NEXT, 0); /* bytes that were taken, or nobody knows how far: not called printed */
    happen((struct event){.kind = HAPPENED_PRINTED, .slip = PRINT_BADGE, .proof = PROOF_WRITTEN});
    CHECK_INT(app.staff.badge.print, BADGE_PRINT_UNSURE);
    intend(INTENT_NEXT, 0);
    happen((struct event){.kind = HAPPENED_PRINT_FAILED,
                          .slip = PRINT_BADGE,
                          .error = ERR(ERR_UNKNOWN_OUTCOME, 0, "test")});
    CHECK_INT(app.staff.badge.print, BADGE_PRINT_UNSURE);
    intend(INTENT_BACK, 0);
    CHECK_INT(app_sheet(&app), SHEET_STAFF_BADGES);
    CHECK(app.staff.badge.token[0] == '\0' && app.staff.badge.qr_side == 0);
    CHECK(app.staff.badge.qr[0] == 0 && !app.staff.badge.shown);
}

int main(void)
{
    RUN(only_the_manager_may_and_only_between_visits);
    RUN(one_is_declared_lost_after_a_question);
    RUN(a_list_that_cannot_be_read_takes_no_badge);
    RUN(a_new_one_is_made_for_whom_and_how_long_was_chosen);
    RUN(what_cannot_be_written_is_forgotten_and_said);
    RUN(it_is_printed_again_shown_and_gone_with_its_page);
    return check_done();
}
