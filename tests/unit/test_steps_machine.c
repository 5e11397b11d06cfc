/* Power that ends and heat: who is refused, who may end what was begun, when it is shut down. */
#include "app/steps.h"
#include "tests/unit/staff_world.h"

static struct machine_facts machine;

static void look(void)
{
    happen((struct event){.kind = HAPPENED_MACHINE, .machine = &machine});
}

/* Looked at twice, as what is new only then counts. */
static void told(void)
{
    look();
    look();
}

static void battery(int percent)
{
    machine.power = POWER_BATTERY;
    machine.battery_percent = percent;
}

static void mains(void)
{
    machine.power = POWER_MAINS;
    machine.battery_percent = 96;
    machine.battery_low = false;
}

static void tick(int ms)
{
    now += (uint64_t)ms;
    happen((struct event){.kind = HAPPENED_TICK});
}

static void begin(void)
{
    app_begin((struct app_world){0});
    machine = (struct machine_facts){.celsius = 48};
    mains();
    told();
}

TEST(on_battery_it_is_darker_and_serves)
{
    begin();
    CHECK_INT(app_watch_ms(&app), 10000);
    battery(60);
    look();
    CHECK_INT(app_light(&app), 100); /* once is not enough */
    CHECK_INT(app_watch_ms(&app), 2000);
    look();
    CHECK(did(FX_STAFF, STAFF_LIGHT));
    CHECK_INT(app_light(&app), 50);
    CHECK_INT(app.screen, SCREEN_WELCOME);
    app.light = 40; /* never lighter than staff want it */
    CHECK_INT(app_light(&app), 40);
    app.light = 100;
    mains();
    told();
    CHECK_INT(app_light(&app), 100);
    CHECK_INT(app_watch_ms(&app), 10000);
}

TEST(a_plug_that_flaps_changes_nothing)
{
    begin();
    for (int i = 0; i < 20; i++) {
        battery(i % 2 == 0 ? 9 : 60);
        machine.power = i % 2 == 0 ? POWER_BATTERY : POWER_MAINS;
        look();
        CHECK(!did(FX_STAFF, STAFF_LIGHT));
        tick(2000);
    }
    CHECK_INT(app.screen, SCREEN_WELCOME);
    CHECK(!app.care.off);
}

TEST(low_lets_nobody_begin_and_mains_open_it_again)
{
    begin();
    battery(9);
    told();
    CHECK_INT(app.screen, SCREEN_OUT_OF_SERVICE);
    CHECK(app.visit == NULL && app.care.closed);
    intend(INTENT_LANGUAGE, 0);
    CHECK(app.screen == SCREEN_OUT_OF_SERVICE && app.visit == NULL);
    intend(INTENT_CALL_OFFICER, 0); /* but an officer comes */
    CHECK_INT(app_sheet(&app), SHEET_OFFICER);
    mains();
    told();
    CHECK_INT(app.screen, SCREEN_OUT_OF_SERVICE); /* what is read is not taken away */
    intend(INTENT_NEVERMIND, 0);
    CHECK_INT(app.screen, SCREEN_WELCOME);
    tick(120000);
    CHECK(!app.care.off);
}

TEST(low_and_nobody_there_is_shut_down_once)
{
    begin();
    battery(9);
    told();
    tick(29000);
    CHECK(!did(FX_STAFF, STAFF_OFF));
    tick(1000);
    CHECK(did(FX_STAFF, STAFF_OFF));
    tick(60000);
    CHECK(!did(FX_STAFF, STAFF_OFF));
}

/* Half a slip is nobody's receipt; but a printer that never ends does not empty the battery. */
TEST(a_slip_that_is_coming_out_is_waited_for_a_minute_at_most)
{
    begin();
    battery(9);
    told();
    app_prints(&app, true);
    tick(30000);
    CHECK(!did(FX_STAFF, STAFF_OFF));
    tick(20000);
    CHECK(!did(FX_STAFF, STAFF_OFF));
    app_prints(&app, false);
    tick(1000);
    CHECK(did(FX_STAFF, STAFF_OFF));
    begin();
    battery(9);
    told();
    app_prints(&app, true);
    tick(89000);
    CHECK(!did(FX_STAFF, STAFF_OFF));
    tick(1000);
    CHECK(did(FX_STAFF, STAFF_OFF));
}

TEST(low_begins_no_slip_but_the_one_a_visit_ends_with)
{
    begin();
    battery(30);
    told();
    CHECK(app_may_print(&app, PRINT_LIST) && app_may_print(&app, PRINT_RECEIPT));
    battery(9);
    told();
    for (enum print_what what = PRINT_RECEIPT; what <= PRINT_BAR; what++) {
        CHECK_INT(app_may_print(&app, what), what == PRINT_RECEIPT || what == PRINT_LATER);
    }
    tick(30000);
    CHECK(app.care.off);
    CHECK(!app_may_print(&app, PRINT_RECEIPT)); /* it may go out at any moment */
    mains();
    told();
    tick(60000);
    CHECK(app_may_print(&app, PRINT_LIST));
}

TEST(the_machine_says_low_itself_and_knows_no_percent)
{
    begin();
    battery(-1);
    told();
    CHECK_INT(app.screen, SCREEN_WELCOME);
    machine.battery_low = true;
    told();
    CHECK_INT(app.screen, SCREEN_OUT_OF_SERVICE);
}

TEST(a_ups_that_goes_away_leaves_what_was_known)
{
    begin();
    machine.power = POWER_GONE;
    told();
    CHECK_INT(app.screen, SCREEN_WELCOME);
    CHECK_INT(app_light(&app), 100);
    battery(9);
    told();
    machine.power = POWER_GONE;
    told();
    CHECK_INT(app.screen, SCREEN_OUT_OF_SERVICE);
    mains();
    told();
    CHECK_INT(app.screen, SCREEN_WELCOME);
}

TEST(mains_after_the_wish_open_it_when_the_machine_still_runs)
{
    begin();
    battery(9);
    told();
    tick(30000);
    CHECK(did(FX_STAFF, STAFF_OFF));
    mains();
    told();
    CHECK_INT(app.screen, SCREEN_OUT_OF_SERVICE); /* it may go off any moment */
    tick(59000);
    CHECK(!did(FX_STAFF, STAFF_STAY_ON));
    tick(1000);
    CHECK(did(FX_STAFF, STAFF_STAY_ON));
    CHECK_INT(app.screen, SCREEN_WELCOME);
}

TEST(a_visit_is_told_and_may_end)
{
    begin();
    intend(INTENT_LANGUAGE, 0);
    CHECK_INT(app.screen, SCREEN_NEED);
    battery(9);
    told();
    CHECK(app.overlay == OVERLAY_NOTICE && app.notice == MSG_POWER_LOW_VISIT);
    intend(INTENT_DISMISS, 0);
    CHECK_INT(app.screen, SCREEN_NEED);
    CHECK(app.visit != NULL);
    tick(60000);
    CHECK(!did(FX_STAFF, STAFF_OFF));
    intend(INTENT_BACK, 0); /* she goes, and nobody comes after her */
    CHECK(app.screen == SCREEN_OUT_OF_SERVICE && app.visit == NULL);
    tick(0);
    CHECK(did(FX_STAFF, STAFF_OFF));
}

TEST(a_visit_that_does_not_end_is_wiped_before_the_power_is_gone)
{
    begin();
    intend(INTENT_LANGUAGE, 0);
    battery(9);
    told();
    for (int i = 0; i < 29; i++) {
        tick(10000);
        happen((struct event){.kind = HAPPENED_TOUCH});
    }
    CHECK(app.visit != NULL);
    tick(10000);
    CHECK(did(FX_STAFF, STAFF_OFF) && did(FX_WIPE, 0));
    CHECK(app.visit == NULL && app.arena->used == 0);
    CHECK_INT(app.screen, SCREEN_OUT_OF_SERVICE);
}

TEST(while_it_is_being_kept_nothing_is_shut_down)
{
    begin();
    intend(INTENT_LANGUAGE, 0);
    battery(9);
    told();
    app.overlay = OVERLAY_NONE;
    app.screen = SCREEN_SENDING;
    tick(400000);
    CHECK(!did(FX_STAFF, STAFF_OFF));
    CHECK(app.visit != NULL);
}

TEST(staff_who_put_it_out_of_service_are_not_overruled)
{
    begin();
    battery(9);
    told();
    CHECK(app.care.closed);
    app.staff.asks = ACT_REST;
    app.overlay = OVERLAY_STAFF;
    intend(INTENT_STAFF_ACT, ACT_YES);
    CHECK(did(FX_STAFF, STAFF_RESTED));
    mains();
    told();
    CHECK_INT(app.screen, SCREEN_OUT_OF_SERVICE);
    tick(1000);
    CHECK_INT(app.screen, SCREEN_OUT_OF_SERVICE);
}

TEST(heat_dims_then_rests_until_it_is_cooler)
{
    begin();
    settings.dim_after_s = 0;
    machine.celsius = HEALTH_WARM;
    told();
    CHECK_INT(app_light(&app), 50);
    CHECK_INT(app.screen, SCREEN_WELCOME);
    machine.celsius = HEALTH_HOT;
    told();
    CHECK_INT(app.screen, SCREEN_OUT_OF_SERVICE);
    tick(600000);
    CHECK(!did(FX_STAFF, STAFF_OFF) && !app.care.off); /* it cools while it is on */
    machine.celsius = HEALTH_HOT - 4;
    told();
    CHECK_INT(app.screen, SCREEN_OUT_OF_SERVICE);
    machine.celsius = HEALTH_HOT - 6;
    told();
    CHECK_INT(app.screen, SCREEN_WELCOME);
    CHECK_INT(app_light(&app), 50);
    machine.celsius = 60;
    told();
    CHECK_INT(app_light(&app), 100);
}

TEST(a_lock_from_afar_waits_for_her_and_closes_for_the_next)
{
    begin();
    intend(INTENT_LANGUAGE, 0);
    machine.locked = true;
    told();
    told();
    CHECK(app.visit != NULL && app.overlay == OVERLAY_NONE);
    tick(125000); /* she went away */
    tick(50000);
    tick(1000);
    CHECK_INT(app.screen, SCREEN_OUT_OF_SERVICE);
    CHECK_INT(app_watch_ms(&app), 10000);
    machine.locked = false;
    look();
    CHECK_INT(app.screen, SCREEN_OUT_OF_SERVICE);
    look();
    CHECK_INT(app.screen, SCREEN_WELCOME);
}

TEST(staff_open_a_lock_and_one_old_look_does_not_close_it_again)
{
    begin();
    machine.locked = true;
    told();
    CHECK_INT(app.screen, SCREEN_OUT_OF_SERVICE);
    let_in(STAFF_OFFICER);
    intend(INTENT_NEXT, 0);
    act(ACT_SERVE);
    CHECK_INT(app.screen, SCREEN_WELCOME);
    CHECK(did(FX_STAFF, STAFF_SERVES));
    look(); /* it had begun before the file was gone */
    CHECK_INT(app.screen, SCREEN_WELCOME);
    machine.locked = false;
    told();
    CHECK_INT(app.screen, SCREEN_WELCOME);
    machine.locked = true; /* another one */
    told();
    CHECK_INT(app.screen, SCREEN_OUT_OF_SERVICE);
}

TEST(who_is_there_while_it_gets_hot_is_told)
{
    begin();
    intend(INTENT_LANGUAGE, 0);
    machine.celsius = 99;
    told();
    CHECK(app.overlay == OVERLAY_NOTICE && app.notice == MSG_HEAT_VISIT);
    CHECK(app.visit != NULL);
}

int main(void)
{
    RUN(on_battery_it_is_darker_and_serves);
    RUN(a_plug_that_flaps_changes_nothing);
    RUN(low_lets_nobody_begin_and_mains_open_it_again);
    RUN(low_and_nobody_there_is_shut_down_once);
    RUN(a_slip_that_is_coming_out_is_waited_for_a_minute_at_most);
    RUN(low_begins_no_slip_but_the_one_a_visit_ends_with);
    RUN(the_machine_says_low_itself_and_knows_no_percent);
    RUN(a_ups_that_goes_away_leaves_what_was_known);
    RUN(mains_after_the_wish_open_it_when_the_machine_still_runs);
    RUN(a_visit_is_told_and_may_end);
    RUN(a_visit_that_does_not_end_is_wiped_before_the_power_is_gone);
    RUN(while_it_is_being_kept_nothing_is_shut_down);
    RUN(staff_who_put_it_out_of_service_are_not_overruled);
    RUN(heat_dims_then_rests_until_it_is_cooler);
    RUN(a_lock_from_afar_waits_for_her_and_closes_for_the_next);
    RUN(staff_open_a_lock_and_one_old_look_does_not_close_it_again);
    RUN(who_is_there_while_it_gets_hot_is_told);
    return check_done();
}
