/* What the steward hands over, and what it leaves for staff. */
#define _GNU_SOURCE /* nftw */
#include "tests/unit/steward_world.h"

TEST(a_command_is_handed_over_while_nobody_is_there_and_says_what_came_of_it)
{
    begin(NOON);
    afar = (struct afar_outcome){.again = true, .code = 702, .sentence = "somebody is there"};
    offer("8", "command", "1", FORCED, "");
    CHECK(until(PLAN_WAIT_IDLE));
    pass(120);
    CHECK(afars > 1 && afars < 10); /* again, and not all the time */
    CHECK(steward.plan.state == PLAN_WAIT_IDLE && !kiosk.held);
    afar = (struct afar_outcome){.done = true, .restarts = true, .code = 701, .sentence = "done"};
    CHECK(until(PLAN_REPORT));
    CHECK(kiosk.held); /* until the machine restarts nobody begins */
    offer_nothing();
    CHECK(until(PLAN_IDLE));
    CHECK(told("\"success\"},\"code\":701,\"details\":[\"done\"]"));
    CHECK_INT(steward.ended_code, 0);
    afar = (struct afar_outcome){.code = 607, .sentence = "older"};
    offer("9", "config", "1", FORCED, "");
    CHECK(until(PLAN_REPORT));
    CHECK(!kiosk.held);
    offer_nothing();
    CHECK(until(PLAN_IDLE));
    CHECK(told("\"failure\"},\"code\":607,\"details\":[\"older\"]"));
    CHECK_INT(steward.ended_code, 607);
    restart();
    CHECK_INT(steward.ended_code, 607);
    CHECK(steward.ended_s > NOON);
    end();
}

TEST(a_server_that_forgot_us_or_has_nothing_newer_is_told_to_staff)
{
    begin(NOON);
    pass(400);
    CHECK_INT(steward.lost_s, 0);
    snprintf(fleet.poll, sizeof fleet.poll,
             "{\"_links\":{\"configData\":{\"href\":\"" FLEET_BASE "/configData\"}}}");
    pass(400);
    CHECK(steward.lost_s > NOON); /* asked again, and nothing had ended */
    restart();
    CHECK(steward.lost_s > NOON);
    steward.lost_s = 0;
    offer("8", "pack", "3", FORCED, "");
    CHECK(until(PLAN_REPORT));
    snprintf(fleet.poll, sizeof fleet.poll,
             "{\"_links\":{\"configData\":{\"href\":\"" FLEET_BASE "/configData\"}}}");
    CHECK(until(PLAN_IDLE));
    fleet.told[0] = '\0';
    for (int i = 0; i < 100 && !told("configData"); i++) {
        pass(5);
    }
    offer_nothing();
    CHECK(told("configData"));
    CHECK_INT(steward.lost_s, 0); /* after an end it is usual */
    CHECK_INT(steward.frozen_days, 0);
    clock_port.s += (int64_t)(STEWARD_FROZEN_DAYS + 10) * 86400;
    pass(400);
    CHECK_INT(steward.frozen_days, STEWARD_FROZEN_DAYS + 10);
    offer("9", "os", "0.9", FORCED, ""); /* offered, and not newer */
    pass(400);
    CHECK_INT(steward.frozen_days, STEWARD_FROZEN_DAYS + 10);
    offer("10", "os", "2.0", FORCED, "");
    CHECK(until(PLAN_REBOOTING));
    pass(400);
    CHECK_INT(steward.frozen_days, 0);
    end();
}

TEST(bytes_that_never_add_up_come_to_an_end)
{
    begin(NOON);
    fleet.cut = 50000;
    fleet.no_range = true; /* the rest was asked for, all of it comes, and breaks off there */
    offer("8", "os", "2.0", FORCED, "");
    CHECK(until(PLAN_DOWNLOADING));
    for (int i = 0; i < 24 * 10 && steward.plan.state == PLAN_DOWNLOADING; i++) {
        pass(3600);
    }
    CHECK_STR(steward.plan.last, "8");
    CHECK_INT(steward.plan.last_result.code, REASON_DOWNLOAD);
    CHECK(fleet.gets >= 100 && fleet.gets < 110);
    end();
}

static bool is_misdated;

static bool misdated(void *context)
{
    (void)context;
    return is_misdated;
}

TEST(a_clock_that_was_wrong_makes_no_server_frozen)
{
    const int64_t days = STEWARD_FROZEN_DAYS + 10;
    begin(NOON);
    steward.params.misdated = misdated;
    is_misdated = true;
    clock_port.s -= days * 86400; /* its battery was empty: the day the system was built */
    pass(400);
    is_misdated = false;
    clock_port.s += days * 86400;
    pass(400);
    CHECK_INT(steward.frozen_days, 0);
    clock_port.s += days * 86400;
    pass(400);
    CHECK_INT(steward.frozen_days, days);
    end();
}

int main(void)
{
    RUN(a_command_is_handed_over_while_nobody_is_there_and_says_what_came_of_it);
    RUN(a_server_that_forgot_us_or_has_nothing_newer_is_told_to_staff);
    RUN(bytes_that_never_add_up_come_to_an_end);
    RUN(a_clock_that_was_wrong_makes_no_server_frozen);
    return check_done();
}
