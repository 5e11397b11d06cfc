/* Staff's pages as steps: where the gesture leads, what stays underneath, what is asked twice. */
#include "tests/unit/staff_world.h"

static void start_visit(void)
{
    intend(INTENT_LANGUAGE, 0);
    CHECK_INT(app.screen, SCREEN_NEED);
}

TEST(entering_looks_at_everything_and_again_after_a_while)
{
    begin_well();
    let_in(STAFF_MANAGER);
    CHECK(did(FX_STAFF, STAFF_LOOK) && did(FX_PRINTER_STATUS, 0) && did(FX_ASK, PORTAL_CHECK));
    CHECK(!app.staff.told);
    tell();
    CHECK(app.staff.told && app.staff.facts.printer == DEVICE_ASKED);
    printer(false, PAPER_OK);
    CHECK_INT(app.staff.facts.printer, DEVICE_WELL);
    const struct portal_answer answer = {.question = PORTAL_CHECK, .online = true};
    happen((struct event){.kind = HAPPENED_PORTAL, .answer = &answer});
    CHECK(app.staff.facts.courier == DEVICE_WELL && app.staff.facts.online);
    tell(); /* what others said stays */
    CHECK(app.staff.facts.printer == DEVICE_WELL && app.staff.facts.online);
    now += 4000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(!did(FX_STAFF, STAFF_LOOK));
    CHECK_INT(app_deadline_ms(&app, now), 1000);
    now += 1000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(did(FX_STAFF, STAFF_LOOK));
}

TEST(a_printer_that_tells_nothing_and_a_courier_that_is_gone)
{
    begin_well();
    let_in(STAFF_MANAGER);
    tell();
    const struct printer_status silent = {.paper = PAPER_UNKNOWN};
    happen((struct event){.kind = HAPPENED_PRINTER_STATUS, .status = &silent});
    CHECK_INT(app.staff.facts.printer, DEVICE_GONE);
    const struct portal_answer gone = {.question = PORTAL_CHECK,
                                       .error = ERR(ERR_OFFLINE, 0, "test")};
    happen((struct event){.kind = HAPPENED_PORTAL, .answer = &gone});
    CHECK_INT(app.staff.facts.courier, DEVICE_GONE);
    news.facts.printer = DEVICE_NONE;
    tell();
    happen((struct event){.kind = HAPPENED_PRINTER_STATUS, .status = &silent});
    CHECK_INT(app.staff.facts.printer, DEVICE_NONE);
}

TEST(a_visit_waits_underneath_and_comes_back_as_it_was)
{
    begin_well();
    start_visit();
    const struct visit before = *app.visit;
    let_in(STAFF_MANAGER);
    tell();
    CHECK(app.visit != NULL && app.screen == SCREEN_NEED);
    intend(INTENT_NEXT, 0);
    CHECK_INT(app_sheet(&app), SHEET_STAFF_MENU);
    act(ACT_PAPER);
    intend(INTENT_BACK, 0);
    intend(INTENT_BACK, 0);
    CHECK_INT(app_sheet(&app), SHEET_STAFF);
    now += 170000; /* longer than a citizen may be quiet: staff are there */
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK_INT(app.overlay, OVERLAY_NONE);
    intend(INTENT_BACK, 0);
    CHECK_INT(app_sheet(&app), SHEET_NONE);
    CHECK_INT(app.screen, SCREEN_NEED);
    CHECK(memcmp(&before, app.visit, sizeof before) == 0);
}

TEST(staff_that_went_away_leave_the_visit_to_its_citizen)
{
    begin_well();
    start_visit();
    let_in(STAFF_MANAGER);
    now += 180000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK_INT(app_sheet(&app), SHEET_NONE);
    CHECK(app.visit != NULL && app.overlay == OVERLAY_NONE);
    now += 120000; /* now it is the citizen who does not answer */
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK_INT(app.overlay, OVERLAY_IDLE);
    begin_well();
    let_in(STAFF_MANAGER);
    now += 180000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(app_sheet(&app) == SHEET_NONE && app.screen == SCREEN_WELCOME);
}

TEST(while_a_file_is_being_stored_staff_must_wait)
{
    begin_well();
    start_visit();
    app.screen = SCREEN_SENDING;
    intend(INTENT_STAFF, 0);
    CHECK_INT(app_sheet(&app), SHEET_NONE);
    CHECK(did(FX_SAY, MSG_STAFF_SENDING));
    app.screen = SCREEN_NEED;
    app.overlay = OVERLAY_IDLE; /* a dialog is answered first */
    intend(INTENT_STAFF, 0);
    CHECK_INT(app_sheet(&app), SHEET_NONE);
}

TEST(nothing_of_it_without_the_gate)
{
    begin_well();
    act(ACT_REST);
    act(ACT_YES);
    CHECK(app.screen == SCREEN_WELCOME && app.overlay == OVERLAY_NONE);
    CHECK(!did(FX_STAFF, STAFF_RESTED));
    tell();
    CHECK(!app.staff.told);
}

TEST(a_reset_is_asked_twice_and_wipes)
{
    begin_well();
    start_visit();
    let_in(STAFF_MANAGER);
    act(ACT_RESET);
    CHECK_INT(app.overlay, OVERLAY_STAFF);
    intend(INTENT_DISMISS, 0);
    CHECK(app.overlay == OVERLAY_NONE && app.visit != NULL);
    CHECK_INT(app_sheet(&app), SHEET_STAFF);
    act(ACT_RESET);
    act(ACT_YES);
    CHECK(app.visit == NULL && app.screen == SCREEN_WELCOME && arena.used == 0);
    CHECK(did(FX_WIPE, 0));
    CHECK_INT(app_sheet(&app), SHEET_NONE);
}

TEST(out_of_service_is_kept_and_only_staff_end_it)
{
    begin_well();
    let_in(STAFF_MANAGER);
    act(ACT_REST);
    act(ACT_YES);
    CHECK_INT(app.screen, SCREEN_OUT_OF_SERVICE);
    CHECK(did(FX_STAFF, STAFF_RESTED));
    intend(INTENT_LANGUAGE, 0);
    now += 600000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK_INT(app.screen, SCREEN_OUT_OF_SERVICE);
    let_in(STAFF_MANAGER);
    act(ACT_VOICES); /* no recording while the page says come back later */
    CHECK_INT(app_sheet(&app), SHEET_STAFF);
    intend(INTENT_BACK, 0);
    CHECK_INT(app.screen, SCREEN_OUT_OF_SERVICE);
    let_in(STAFF_MANAGER);
    act(ACT_SERVE);
    CHECK_INT(app.screen, SCREEN_WELCOME);
    CHECK(did(FX_STAFF, STAFF_SERVES));
}

TEST(a_restart_is_asked_twice_and_wipes_first)
{
    begin_well();
    start_visit();
    let_in(STAFF_MANAGER);
    act(ACT_RESTART);
    act(ACT_YES);
    CHECK(did(FX_STAFF, STAFF_QUIT) && app.visit == NULL);
}

TEST(what_waits_is_tried_again)
{
    begin_well();
    let_in(STAFF_MANAGER);
    act(ACT_FILES);
    CHECK_INT(app_sheet(&app), SHEET_STAFF_FILES);
    intend(INTENT_PAGE, 1);
    CHECK_INT(app.staff.file_page, 1);
    intend(INTENT_PAGE, -1);
    intend(INTENT_PAGE, -1);
    CHECK_INT(app.staff.file_page, 0);
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_STAFF, STAFF_RETRY) && did(FX_ASK, PORTAL_TRY));
}

TEST(a_row_tries_what_it_tells_of)
{
    begin_well();
    let_in(STAFF_MANAGER);
    act(ACT_SOUND);
    CHECK(did(FX_SAY, MSG_STAFF_SOUND_TEST));
    act(ACT_LINES);
    CHECK(did(FX_ASK, PORTAL_CHECK) && did(FX_ASK, PORTAL_TRY) && did(FX_STAFF, STAFF_LOOK));
    intend(INTENT_BACK, 0);
    act(ACT_KEYS);
    CHECK_INT(app.overlay, OVERLAY_KEYS);
    intend(INTENT_DISMISS, 0);
    CHECK(app.overlay == OVERLAY_NONE && app_sheet(&app) == SHEET_STAFF);
}

TEST(the_page_of_lines_asks_anew)
{
    begin_well();
    let_in(STAFF_MANAGER);
    act(ACT_LINES);
    CHECK_INT(app_sheet(&app), SHEET_STAFF_LINES);
    CHECK(did(FX_ASK, PORTAL_TRY) && did(FX_STAFF, STAFF_LOOK));
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_ASK, PORTAL_TRY) && did(FX_SAY, MSG_HEALTH_ASKED));
}

TEST(loudness_and_light_hold_for_every_visit_and_are_kept)
{
    begin_well();
    let_in(STAFF_MANAGER);
    act(ACT_TESTS);
    act(ACT_LOUDER);
    CHECK_INT(app.site_volume, settings.volume + 1);
    CHECK(did(FX_VOLUME, settings.volume + 1) && did(FX_SETUP, SETUP_WISH_KEEP));
    CHECK_INT(app.setup.chosen.volume, settings.volume + 1);
    for (int i = 0; i < 12; i++) {
        act(ACT_LOUDER);
        act(ACT_DARKER);
    }
    CHECK_INT(app.site_volume, 6);
    CHECK_INT(app.light, 10); /* never dark: nobody would find the way back */
    CHECK(did(FX_STAFF, STAFF_LIGHT));
    act(ACT_BRIGHTER);
    CHECK_INT(app.setup.chosen.light, 20);
    intend(INTENT_BACK, 0);
    intend(INTENT_BACK, 0);
    CHECK_INT(app_sheet(&app), SHEET_NONE);
    CHECK_INT(app.volume, 6);
    CHECK_INT(app.light, 20);
}

static void measured(int dpi, struct err error)
{
    const struct health_facts before = news.facts;
    news = (struct staff_news){.facts = before,
                               .files = &staff_no_files,
                               .wish = STAFF_MEASURE,
                               .camera_dpi = dpi,
                               .error = error};
    happen((struct event){.kind = HAPPENED_STAFF, .news = &news, .error = error});
    news.wish = STAFF_LOOK;
}

TEST(what_the_camera_was_measured_to_is_told_and_kept)
{
    begin_well();
    let_in(STAFF_MANAGER);
    act(ACT_TESTS);
    CHECK_INT(app.camera_dpi, 0);
    act(ACT_MEASURE);
    CHECK(did(FX_STAFF, STAFF_MEASURE) && app.staff.measure == MEASURE_RUNS);
    act(ACT_MEASURE); /* it is being measured */
    CHECK(!did(FX_STAFF, STAFF_MEASURE));
    measured(0, ERR(ERR_NOT_FOUND, 0, "test"));
    CHECK(did(FX_SAY, MSG_CAMERA_NO_SHEET) && !did(FX_SETUP, SETUP_WISH_KEEP));
    act(ACT_MEASURE);
    measured(0, ERR(ERR_OFFLINE, 0, "test"));
    CHECK(did(FX_SAY, MSG_CAMERA_NOT_MEASURED) && app.camera_dpi == 0);
    act(ACT_MEASURE);
    measured(131, ERR_OK);
    CHECK(did(FX_SAY, MSG_CAMERA_LOW) && did(FX_SETUP, SETUP_WISH_KEEP));
    CHECK_INT(app.setup.chosen.camera_dpi, 131);
    act(ACT_MEASURE);
    measured(231, ERR_OK);
    CHECK(did(FX_SAY, MSG_CAMERA_SHARP));
    CHECK_INT(app.camera_dpi, 231);
    act(ACT_BRIGHTER); /* and what else is kept does not undo it */
    CHECK_INT(app.setup.chosen.camera_dpi, 231);
}

TEST(nine_places_are_the_whole_glass)
{
    begin_well();
    let_in(STAFF_MANAGER);
    act(ACT_TESTS);
    act(ACT_TOUCH);
    CHECK_INT(app_sheet(&app), SHEET_STAFF_TOUCH);
    for (int i = 0; i < 8; i++) {
        intend(INTENT_STAFF_ACT, ACT_PLACE + i);
    }
    CHECK(app.staff.touched != STAFF_PLACES_ALL);
    act(ACT_REST); /* nothing else is on this page */
    CHECK_INT(app.overlay, OVERLAY_NONE);
    intend(INTENT_STAFF_ACT, ACT_PLACE_LAST);
    CHECK_INT(app.staff.touched, STAFF_PLACES_ALL);
    now += 19000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK_INT(app_sheet(&app), SHEET_STAFF_TOUCH);
    now += 1000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK_INT(app_sheet(&app), SHEET_STAFF_TESTS);
}

int main(void)
{
    RUN(entering_looks_at_everything_and_again_after_a_while);
    RUN(a_printer_that_tells_nothing_and_a_courier_that_is_gone);
    RUN(a_visit_waits_underneath_and_comes_back_as_it_was);
    RUN(staff_that_went_away_leave_the_visit_to_its_citizen);
    RUN(while_a_file_is_being_stored_staff_must_wait);
    RUN(nothing_of_it_without_the_gate);
    RUN(a_reset_is_asked_twice_and_wipes);
    RUN(out_of_service_is_kept_and_only_staff_end_it);
    RUN(a_restart_is_asked_twice_and_wipes_first);
    RUN(what_waits_is_tried_again);
    RUN(a_row_tries_what_it_tells_of);
    RUN(the_page_of_lines_asks_anew);
    RUN(loudness_and_light_hold_for_every_visit_and_are_kept);
    RUN(what_the_camera_was_measured_to_is_told_and_kept);
    RUN(nine_places_are_the_whole_glass);
    return check_done();
}
