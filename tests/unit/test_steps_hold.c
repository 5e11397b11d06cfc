/* Who looks after the machine holds the welcome page: when it is granted, what nobody can begin
 * then, and how it ends. */
#include "app/steps.h"
#include "platform/port_keyboard.h"
#include "tests/unit/app_world.h"

static void say(int who, enum holders_word word, int countdown_s)
{
    const struct holders_heard heard = {who, word, countdown_s};
    happen((struct event){.kind = HAPPENED_HOLD, .heard = &heard});
}

static void ask(int who)
{
    say(who, HOLDERS_ASK, -1);
}

static void refused(enum hold_why why)
{
    ask(1);
    CHECK(!app.hold.answer.granted);
    CHECK_STR(hold_why_name(app.hold.answer.why), hold_why_name(why));
    CHECK_INT(app.hold.who, 0);
}

static void tick(int ms)
{
    now += (uint64_t)ms;
    happen((struct event){.kind = HAPPENED_TICK});
}

static void begin(void)
{
    app_begin((struct app_world){0});
}

TEST(on_the_welcome_page_it_is_granted_for_a_minute)
{
    begin();
    ask(7);
    CHECK(app.hold.answer.granted);
    CHECK_INT(app.hold.answer.seconds, 60);
    CHECK_INT(app.screen, SCREEN_LOOKED_AFTER);
    CHECK(did(FX_HUSH, 0));
    CHECK_INT(app_hold_minutes(&app), 0);
    CHECK(step_hold_deadline_ms(&app, now) == 60000 && app_deadline_ms(&app, now) <= 60000);
}

TEST(a_touch_begins_nothing_and_is_told_why)
{
    begin();
    ask(7);
    intend(INTENT_LANGUAGE, 0);
    CHECK(app.visit == NULL && app.screen == SCREEN_LOOKED_AFTER);
    CHECK(did(FX_SAY, MSG_HOLD_WAIT));
    happen((struct event){.kind = HAPPENED_TOUCH});
    CHECK(did(FX_SAY, MSG_HOLD_WAIT));
    happen((struct event){.kind = HAPPENED_SPEECH, .number = 1});
    happen((struct event){.kind = HAPPENED_TOUCH, .number = 1}); /* while it is being said */
    CHECK(!did(FX_SAY, MSG_HOLD_WAIT) && !app.ring);
    happen((struct event){.kind = HAPPENED_SPEECH, .number = 0});
    static const int others[] = {
        INTENT_STAFF,   INTENT_CHANGE_LANGUAGE, INTENT_DARK,   INTENT_CALL_OFFICER, INTENT_SLIP,
        INTENT_DISPLAY, INTENT_MORE_TOOLS,      INTENT_REPLAY, INTENT_LOUDER};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        intend(others[i], 0);
        CHECK(app.screen == SCREEN_LOOKED_AFTER && app.sheets.count == 0);
        CHECK(app.overlay == OVERLAY_NONE && app.visit == NULL && !app.dark);
        CHECK(did(FX_SAY, MSG_HOLD_WAIT));
    }
    happen((struct event){.kind = HAPPENED_SCAN, .text = "052185012345"});
    CHECK(app.visit == NULL && did(FX_SAY, MSG_HOLD_WAIT));
    happen((struct event){.kind = HAPPENED_STROKE, .number = STROKE_CHARACTER, .argument = 'a'});
    CHECK(app.visit == NULL && app.screen == SCREEN_LOOKED_AFTER);
}

TEST(it_lights_up_for_who_touches_it)
{
    begin();
    app.dimmed = true;
    ask(7);
    CHECK(app.dimmed); /* nobody is there */
    happen((struct event){.kind = HAPPENED_TOUCH});
    CHECK(!app.dimmed && did(FX_STAFF, STAFF_LIGHT));
}

TEST(it_ends_by_itself_unless_its_holder_asks_again)
{
    begin();
    ask(7);
    tick(59000);
    CHECK_INT(app.screen, SCREEN_LOOKED_AFTER);
    ask(7);
    CHECK(app.hold.answer.granted);
    tick(59999);
    CHECK_INT(app.screen, SCREEN_LOOKED_AFTER);
    tick(1);
    CHECK_INT(app.screen, SCREEN_WELCOME);
    CHECK(app.hold.who == 0 && step_hold_deadline_ms(&app, now) == -1);
    intend(INTENT_LANGUAGE, 0);
    CHECK(app.visit != NULL);
    ask(7); /* it lost it, and somebody came */
    CHECK(!app.hold.answer.granted && app.hold.answer.why == HOLD_VISIT);
}

TEST(one_that_has_run_out_hinders_nobody_before_the_clock_is_looked_at)
{
    begin();
    ask(7);
    now += 60000;
    ask(8);
    CHECK(app.hold.answer.granted && app.hold.who == 8);
    CHECK_INT(app.screen, SCREEN_LOOKED_AFTER);
}

TEST(it_is_given_back_by_its_holder_only)
{
    begin();
    ask(7);
    ask(8);
    CHECK(!app.hold.answer.granted && app.hold.answer.why == HOLD_HELD);
    say(8, HOLDERS_RELEASE, -1);
    say(8, HOLDERS_GONE, -1);
    CHECK_INT(app.screen, SCREEN_LOOKED_AFTER);
    say(7, HOLDERS_RELEASE, -1);
    CHECK(app.screen == SCREEN_WELCOME && app.hold.who == 0);
    ask(7);
    say(7, HOLDERS_GONE, -1);
    CHECK(app.screen == SCREEN_WELCOME && app.hold.who == 0);
    say(7, HOLDERS_GONE, -1);
    CHECK_INT(app.screen, SCREEN_WELCOME);
}

TEST(what_is_counted_down_is_shown_in_minutes)
{
    begin();
    tick(0);
    say(7, HOLDERS_ASK, 125);
    CHECK_INT(app_hold_minutes(&app), 3);
    CHECK_INT(step_hold_deadline_ms(&app, now), 5000);
    const unsigned before = app.revision;
    tick(4000);
    CHECK_INT((int)(app.revision - before), 0); /* nothing of the page changed */
    tick(1000);
    CHECK_INT(app_hold_minutes(&app), 2);
    CHECK(app.revision != before);
    say(7, HOLDERS_ASK, 20);
    CHECK_INT(app_hold_minutes(&app), 1);
    tick(20000);
    CHECK_INT(app_hold_minutes(&app), 0); /* any moment */
    CHECK_INT(app.screen, SCREEN_LOOKED_AFTER);
    say(7, HOLDERS_ASK, -1);
    CHECK_INT(app_hold_minutes(&app), 0);
}

TEST(whoever_is_served_is_not_disturbed)
{
    begin();
    intend(INTENT_LANGUAGE, 0);
    refused(HOLD_VISIT);
    CHECK(app.visit != NULL && app.screen == SCREEN_NEED);
    static const enum screen after[] = {SCREEN_RATING, SCREEN_GOODBYE};
    for (size_t i = 0; i < sizeof after / sizeof after[0]; i++) {
        begin();
        app.screen = after[i];
        refused(HOLD_VISIT);
        CHECK_INT(app.screen, after[i]);
    }
    begin();
    app_prints(&app, true); /* her slip is half out */
    refused(HOLD_VISIT);
    app_prints(&app, false);
    ask(1);
    CHECK(app.hold.answer.granted);
}

TEST(neither_are_staff_nor_who_looks_round)
{
    begin();
    intend(INTENT_STAFF, 0);
    CHECK_INT(app_sheet(&app), SHEET_GATE);
    refused(HOLD_STAFF);
    static const enum sheet staff[] = {SHEET_STAFF, SHEET_STUDIO, SHEET_SETUP, SHEET_WIFI_ONE};
    for (size_t i = 0; i < sizeof staff / sizeof staff[0]; i++) {
        begin();
        app.sheets.open[app.sheets.count++] = staff[i];
        refused(HOLD_STAFF);
    }
    static const int opened[] = {INTENT_CHANGE_LANGUAGE, INTENT_CALL_OFFICER, INTENT_DISPLAY,
                                 INTENT_REACH};
    for (size_t i = 0; i < sizeof opened / sizeof opened[0]; i++) {
        begin();
        intend(opened[i], 0);
        CHECK(app.sheets.count > 0);
        refused(HOLD_DIALOG);
    }
    begin();
    intend(INTENT_MORE_TOOLS, 0);
    refused(HOLD_DIALOG);
    begin();
    happen((struct event){.kind = HAPPENED_TOUCH, .number = 1}); /* by a key: the ring shows */
    refused(HOLD_DIALOG);
}

TEST(out_of_service_it_is_refused_and_said)
{
    begin();
    app.screen = SCREEN_OUT_OF_SERVICE;
    refused(HOLD_CLOSED);
    app.sheets.open[app.sheets.count++] = SHEET_STAFF;
    refused(HOLD_STAFF);
    begin();
    app.screen = SCREEN_STARTING;
    refused(HOLD_STARTING);
}

/* Keys are there and no finger is felt: the kiosk says so on its welcome page until a key answers,
 * and that is nobody. */
TEST(what_the_kiosk_says_of_itself_is_nobody)
{
    begin();
    happen((struct event){.kind = HAPPENED_PANEL, .number = 0, .argument = 1});
    CHECK_INT(app.overlay, OVERLAY_NOTICE);
    ask(7);
    CHECK(app.hold.answer.granted && app.overlay == OVERLAY_NONE);
    tick(1000);
    CHECK_INT(app.screen, SCREEN_LOOKED_AFTER);
    say(7, HOLDERS_RELEASE, -1);
    CHECK(app.screen == SCREEN_WELCOME && app.overlay == OVERLAY_NOTICE);
}

/* The power ends while it is held: it is shut down all the same, and nobody begins afterwards. */
TEST(power_that_ends_goes_before)
{
    begin();
    struct machine_facts machine = {.celsius = 48, .power = POWER_BATTERY, .battery_percent = 4};
    ask(7);
    for (int i = 0; i < 2; i++) {
        happen((struct event){.kind = HAPPENED_MACHINE, .machine = &machine});
    }
    CHECK_INT(app.screen, SCREEN_LOOKED_AFTER);
    tick(31000);
    CHECK(did(FX_STAFF, STAFF_OFF));
    say(7, HOLDERS_GONE, -1);
    CHECK(app.screen == SCREEN_OUT_OF_SERVICE && app.care.closed);
}

int main(void)
{
    RUN(on_the_welcome_page_it_is_granted_for_a_minute);
    RUN(a_touch_begins_nothing_and_is_told_why);
    RUN(it_lights_up_for_who_touches_it);
    RUN(it_ends_by_itself_unless_its_holder_asks_again);
    RUN(one_that_has_run_out_hinders_nobody_before_the_clock_is_looked_at);
    RUN(it_is_given_back_by_its_holder_only);
    RUN(what_is_counted_down_is_shown_in_minutes);
    RUN(whoever_is_served_is_not_disturbed);
    RUN(neither_are_staff_nor_who_looks_round);
    RUN(out_of_service_it_is_refused_and_said);
    RUN(what_the_kiosk_says_of_itself_is_nobody);
    RUN(power_that_ends_goes_before);
    return check_done();
}
