/* Staff decide about one application that is not known to have arrived. */
#include "tests/unit/staff_world.h"

#define ONE "00000000-0000-4000-8000-000000000001"
#define TWO "00000000-0000-4000-8000-000000000002"

static struct staff_files files;

static void put(const char *uuid, enum outbox_state state)
{
    struct outbox_row *r = &files.rows[files.count++];
    *r = (struct outbox_row){.state = state, .attempts = 1};
    memcpy(r->uuid, uuid, sizeof r->uuid);
    files.total = files.count;
}

/* On the list; the first is saved, the second in this state. */
static void list(enum outbox_state state)
{
    app_begin((struct app_world){0});
    files = (struct staff_files){.count = 0};
    put(ONE, OUTBOX_SAVED);
    put(TWO, state);
    news = (struct staff_news){.facts = {.machine_told = true, .outbox = {.told = true}},
                               .files = &files};
    let_in(STAFF_MANAGER);
    tell_wish(STAFF_LOOK, ERR_OK);
    act(ACT_FILES);
    CHECK_INT(app_sheet(&app), SHEET_STAFF_FILES);
}

static void open_second(enum outbox_state state)
{
    list(state);
    files.rows[1].saved_at = app.now_s;
    act(ACT_FILE + 1);
    CHECK_INT(app_sheet(&app), SHEET_STAFF_FILE);
    CHECK_STR(app.staff.file, TWO);
}

TEST(a_place_without_a_file_opens_nothing)
{
    list(OUTBOX_SAVED);
    act(ACT_FILE + 2);
    CHECK_INT(app_sheet(&app), SHEET_STAFF_FILES);
    act(ACT_FILE - 1);
    CHECK_INT(app_sheet(&app), SHEET_STAFF_FILES);
}

TEST(it_is_sent_again_alone_and_the_courier_is_woken)
{
    open_second(OUTBOX_SAVED);
    act(ACT_FILE_SEND);
    CHECK(did(FX_STAFF, STAFF_FILE_SEND));
    CHECK_INT(app.staff.file_word, MSG_NONE);
    tell_wish(STAFF_FILE_SEND, ERR_OK);
    CHECK(did(FX_ASK, PORTAL_TRY) && did(FX_SPEAK, 0));
    CHECK_INT(app.staff.file_word, MSG_UNSENT_SENDS);
}

TEST(what_cannot_be_undone_is_asked_first)
{
    open_second(OUTBOX_HELD);
    act(ACT_FILE_DROP);
    CHECK(!did(FX_STAFF, STAFF_FILE_DROP));
    CHECK_INT(app.overlay, OVERLAY_STAFF);
    intend(INTENT_DISMISS, 0);
    CHECK(!did(FX_STAFF, STAFF_FILE_DROP));
    CHECK_INT(app_sheet(&app), SHEET_STAFF_FILE);
    act(ACT_FILE_DROP);
    act(ACT_YES);
    CHECK(did(FX_STAFF, STAFF_FILE_DROP));
    files.count = 1;
    tell_wish(STAFF_FILE_DROP, ERR_OK);
    CHECK_INT(app.staff.file_word, MSG_UNSENT_IS_DROPPED);
    CHECK(step_file(&app) == NULL);
}

TEST(what_the_portal_may_still_take_is_not_given_up)
{
    open_second(OUTBOX_SAVED);
    CHECK(!step_file_may(&app, ACT_FILE_DROP) && step_file_may(&app, ACT_FILE_SEND));
    CHECK(!step_file_may(&app, ACT_FILE_BACK) && !step_file_may(&app, ACT_FILE_DONE));
    files.rows[1].withdrawal = OUTBOX_WITHDRAWAL_ASKED;
    CHECK(!step_file_may(&app, ACT_FILE_SEND));
}

TEST(what_went_away_is_taken_back_or_done_with)
{
    open_second(OUTBOX_EXPORTED);
    CHECK(step_file_may(&app, ACT_FILE_BACK) && step_file_may(&app, ACT_FILE_DONE));
    CHECK(!step_file_may(&app, ACT_FILE_SEND) && !step_file_may(&app, ACT_FILE_DROP));
    act(ACT_FILE_BACK);
    act(ACT_YES);
    CHECK(did(FX_STAFF, STAFF_FILE_BACK));
    tell_wish(STAFF_FILE_BACK, ERR_OK);
    CHECK_INT(app.staff.file_word, MSG_UNSENT_IS_BACK);
    act(ACT_FILE_DONE);
    act(ACT_YES);
    CHECK(did(FX_STAFF, STAFF_FILE_DONE));
    tell_wish(STAFF_FILE_DONE, ERR(ERR_REFUSED, 0, "test"));
    CHECK_INT(app.staff.file_word, MSG_UNSENT_MOVED);
}

TEST(it_moves_while_staff_think)
{
    open_second(OUTBOX_HELD);
    act(ACT_FILE_DROP);
    files.rows[1].state = OUTBOX_SENT;
    act(ACT_YES);
    CHECK(!did(FX_STAFF, STAFF_FILE_DROP));
    CHECK_INT(app.staff.file_word, MSG_UNSENT_MOVED);
    files.count = 1; /* it arrived */
    tell_wish(STAFF_LOOK, ERR_OK);
    CHECK(step_file(&app) == NULL && app_sheet(&app) == SHEET_STAFF_FILE);
    intend(INTENT_BACK, 0);
    CHECK_INT(app_sheet(&app), SHEET_STAFF_FILES);
}

TEST(only_the_manager_gives_it_up)
{
    open_second(OUTBOX_HELD);
    app.staff.who.role = STAFF_OFFICER;
    act(ACT_FILE_DROP);
    CHECK_INT(app.overlay, OVERLAY_NONE);
    app.staff.who.role = STAFF_TECHNICIAN;
    act(ACT_FILE_DROP);
    CHECK_INT(app.overlay, OVERLAY_NONE);
    act(ACT_FILE_SEND);
    CHECK(did(FX_STAFF, STAFF_FILE_SEND));
}

TEST(a_store_that_is_busy_is_no_success)
{
    open_second(OUTBOX_SAVED);
    act(ACT_FILE_SEND);
    tell_wish(STAFF_FILE_SEND, ERR(ERR_TIMEOUT, 0, "test"));
    CHECK(!did(FX_ASK, PORTAL_TRY));
    CHECK_INT(app.staff.file_word, MSG_UNSENT_NOT_DONE);
}

int main(void)
{
    RUN(a_place_without_a_file_opens_nothing);
    RUN(it_is_sent_again_alone_and_the_courier_is_woken);
    RUN(what_cannot_be_undone_is_asked_first);
    RUN(what_the_portal_may_still_take_is_not_given_up);
    RUN(what_went_away_is_taken_back_or_done_with);
    RUN(it_moves_while_staff_think);
    RUN(only_the_manager_gives_it_up);
    RUN(a_store_that_is_busy_is_no_success);
    return check_done();
}
