#include "app/hold_wait.h"

#include "platform/sim/hold_script.h"
#include "tests/check.h"

static struct hold_script kiosk;
static struct hold_wait w;
static uint64_t now;

static void begin(const char *fault, int wait_s)
{
    now = 1000000;
    hold_script_open(&kiosk);
    CHECK(hold_script_fault(&kiosk, fault));
    hold_wait_begin(&w, wait_s, now);
}

static enum hold_wait_end step(void)
{
    const enum hold_wait_end end = hold_wait_step(&w, &kiosk.port, 30, now);
    now += HOLD_WAIT_AGAIN_MS;
    return end;
}

/* Seconds until it ended. */
static int waited(enum hold_wait_end wanted)
{
    enum hold_wait_end end = HOLD_WAIT_GOES_ON;
    while (end == HOLD_WAIT_GOES_ON && now < 1000000 + 5000000) {
        end = step();
    }
    CHECK_INT(end, wanted);
    return (int)(now - HOLD_WAIT_AGAIN_MS - 1000000) / 1000;
}

TEST(a_free_kiosk_is_held_at_once)
{
    begin("well", 3600);
    CHECK_INT(waited(HOLD_WAIT_GRANTED), 0);
    CHECK(kiosk.held && kiosk.countdown_s == 30);
}

TEST(a_busy_one_is_waited_for)
{
    begin("visit", 3600);
    for (int i = 0; i < 100; i++) {
        CHECK_INT(step(), HOLD_WAIT_GOES_ON);
    }
    CHECK(hold_script_fault(&kiosk, "well"));
    CHECK_INT(step(), HOLD_WAIT_GRANTED);
}

TEST(but_not_for_ever)
{
    begin("visit", 3600);
    CHECK_INT(waited(HOLD_WAIT_TOO_LONG), 3600);
    begin("dialog", 0);
    CHECK_INT(waited(HOLD_WAIT_TOO_LONG), 0);
}

TEST(one_out_of_service_is_not_waited_for)
{
    begin("closed", 3600);
    CHECK_INT(waited(HOLD_WAIT_CLOSED), 0);
}

TEST(where_nothing_answers_it_goes_on_soon)
{
    static const char *const faults[] = {"offline", "silent", "nonsense"};
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        begin(faults[i], 3600);
        CHECK_INT(waited(HOLD_WAIT_NOBODY), 16);
    }
    begin("offline", 4);
    CHECK_INT(waited(HOLD_WAIT_TOO_LONG), 4);
}

/* A kiosk that restarts is away for a moment only. */
TEST(a_kiosk_that_comes_back_is_asked_as_before)
{
    begin("offline", 3600);
    for (int i = 0; i < 6; i++) {
        CHECK_INT(step(), HOLD_WAIT_GOES_ON);
    }
    CHECK(hold_script_fault(&kiosk, "visit"));
    CHECK_INT(step(), HOLD_WAIT_GOES_ON);
    CHECK(hold_script_fault(&kiosk, "offline"));
    for (int i = 0; i < 6; i++) {
        CHECK_INT(step(), HOLD_WAIT_GOES_ON);
    }
    CHECK(hold_script_fault(&kiosk, "well"));
    CHECK_INT(step(), HOLD_WAIT_GRANTED);
}

int main(void)
{
    RUN(a_free_kiosk_is_held_at_once);
    RUN(a_busy_one_is_waited_for);
    RUN(but_not_for_ever);
    RUN(one_out_of_service_is_not_waited_for);
    RUN(where_nothing_answers_it_goes_on_soon);
    RUN(a_kiosk_that_comes_back_is_asked_as_before);
    return check_done();
}
