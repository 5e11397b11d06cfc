#include "ui/panel.h"

#include <stddef.h>

#include "platform/sim/touch_script.h"
#include "tests/check.h"

static struct touch_script touch;
static struct panel p;
static bool keys;

static struct panel_told at(uint64_t now_ms)
{
    return panel_step(&p, &touch.port, keys, now_ms);
}

static void begin(void)
{
    touch_script_open(&touch);
    p = (struct panel){.gone = false};
    keys = false;
}

static void fault(const char *name)
{
    CHECK(touch_script_fault(&touch, name));
}

TEST(one_that_went_lifts_fingers_at_once_and_is_told_when_it_stays_away)
{
    begin();
    CHECK(!at(0).lift && !at(10).changed);
    CHECK_INT(panel_deadline_ms(&p, 10), -1);
    fault("unplugged");
    struct panel_told told = at(1000);
    CHECK(told.lift && !told.changed && !p.gone);
    CHECK_INT(panel_deadline_ms(&p, 1500), PANEL_SURE_MS - 500);
    told = at(1000 + PANEL_SURE_MS - 1);
    CHECK(!told.lift && !told.changed);
    CHECK_INT(panel_deadline_ms(&p, 99999), 0);
    CHECK(at(1000 + PANEL_SURE_MS).changed && p.gone);
    CHECK(!at(90000).changed);
    CHECK_INT(panel_deadline_ms(&p, 90000), -1);
    fault("well");
    told = at(90010);
    CHECK(told.changed && !told.lift && !p.gone); /* back counts at once */
}

TEST(one_that_flaps_between_two_looks_lifts_and_tells_nobody)
{
    begin();
    (void)at(0);
    for (uint64_t now = 100; now < 10000; now += 100) {
        fault("flaps");
        const struct panel_told told = at(now);
        CHECK(told.lift && !told.changed);
        CHECK(!at(now + 50).lift);
    }
}

TEST(one_that_was_never_there_is_told_at_the_start)
{
    begin();
    fault("unplugged");
    (void)at(0); /* a clock may begin with nought */
    CHECK(at(PANEL_SURE_MS).changed && p.gone);
}

TEST(a_finger_that_is_felt_shows_that_it_is_there)
{
    begin();
    fault("unplugged");
    (void)at(0);
    CHECK(at(PANEL_SURE_MS).changed);
    p.felt = true;
    CHECK(at(PANEL_SURE_MS + 10).changed && !p.gone);
    CHECK(!at(99999).changed);
    fault("well");
    CHECK(!at(100000).changed);
    fault("unplugged"); /* and now it does go */
    CHECK(at(100100).lift && !p.felt);
    CHECK(at(100100 + PANEL_SURE_MS).changed && p.gone);
}

TEST(keys_matter_only_while_it_is_gone)
{
    begin();
    keys = true;
    CHECK(!at(0).changed);
    keys = false;
    CHECK(!at(10).changed);
    fault("unplugged");
    (void)at(20);
    CHECK(at(20 + PANEL_SURE_MS).changed && !p.keys);
    keys = true;
    CHECK(at(5000).changed && p.keys && p.gone);
    CHECK(!at(5001).changed);
}

TEST(nobody_looks_where_there_is_none)
{
    begin();
    const struct panel_told told = panel_step(&p, NULL, true, 5000);
    CHECK(!told.lift && !told.changed && !p.gone);
}

int main(void)
{
    RUN(one_that_went_lifts_fingers_at_once_and_is_told_when_it_stays_away);
    RUN(one_that_flaps_between_two_looks_lifts_and_tells_nobody);
    RUN(one_that_was_never_there_is_told_at_the_start);
    RUN(a_finger_that_is_felt_shows_that_it_is_there);
    RUN(keys_matter_only_while_it_is_gone);
    RUN(nobody_looks_where_there_is_none);
    return check_done();
}
