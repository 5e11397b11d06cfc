/* A touch panel: the driver follows whether it is there, and reads nothing of it. Run under
 * umockdev-wrapper by tests/flow/test_evdev.sh (tests/tools/evdev_bus.h). */
#include "platform/linux/touch_evdev.h"

#include <string.h>

#include "tests/tools/evdev_bus.h"
#include "tests/tools/scripted.h"

static struct touch_evdev touch;

static int rung_before;

static bool present(void)
{
    return touch.port.ops->alive(&touch.port);
}

static bool gone(void)
{
    return !present();
}

static bool has_rung(void)
{
    return atomic_load(&bus_rung) > rung_before;
}

static bool becomes(bool there)
{
    return bus_until(there ? present : gone);
}

static bool rings(int from)
{
    rung_before = from;
    return bus_until(has_rung);
}

static void open_touch(void)
{
    CHECK(!failed(touch_evdev_open(&touch, LINK, bus_ring, NULL)));
}

static void finish(void)
{
    touch.port.ops->close(&touch.port);
    touch.port.ops->close(&touch.port); /* twice is once */
    CHECK(!touch.port.ops->alive(&touch.port));
    bus_close();
}

/* A finger as drivers/hid tells it: down, and where. */
static void finger(int id, int x, int y)
{
    bus_send(EV_ABS, ABS_MT_TRACKING_ID, id);
    bus_send(EV_ABS, ABS_MT_POSITION_X, x);
    bus_send(EV_ABS, ABS_MT_POSITION_Y, y);
    bus_send(EV_KEY, BTN_TOUCH, id >= 0);
    bus_send(EV_SYN, SYN_REPORT, 0);
}

TEST(found_it_rings_and_others_read_it_as_well)
{
    bus_open();
    bus_plug();
    open_touch();
    CHECK(rings(0) && becomes(true));
    CHECK_INT(bus.grabs, 0); /* the screen gets what is touched */
    CHECK_INT(touch.port.ops->losses(&touch.port), 0);
    finish();
}

TEST(pulled_out_it_rings_by_itself_and_is_found_again)
{
    bus_open();
    bus_plug();
    open_touch();
    CHECK(becomes(true));
    finger(7, 400, 900);
    const int before = atomic_load(&bus_rung);
    bus_pull(); /* with the finger down */
    CHECK(becomes(false) && rings(before));
    CHECK_INT(touch.port.ops->losses(&touch.port), 1);
    bus_plug();
    CHECK(becomes(true));
    CHECK_INT(touch.port.ops->losses(&touch.port), 1);
    bus_pull();
    CHECK(becomes(false));
    CHECK_INT(touch.port.ops->losses(&touch.port), 2);
    finish();
}

TEST(plugged_in_later_it_is_found)
{
    bus_open();
    open_touch();
    CHECK(becomes(false));
    CHECK_INT(touch.port.ops->losses(&touch.port), 0); /* it never was there */
    bus_plug();
    CHECK(becomes(true));
    finish();
}

/* Whoever types a PIN on the panel: nothing of where she touched stays with the driver. */
TEST(what_is_touched_is_not_kept_and_rings_nobody)
{
    struct evdev_change change;
    static const uint8_t nothing[sizeof touch.device.bytes];
    bus_open();
    bus_plug();
    open_touch();
    CHECK(rings(0) && becomes(true));
    const int before = atomic_load(&bus_rung);
    for (int i = 0; i < 100; i++) {
        finger(i, 31 * i, 17 * i);
        finger(-1, 31 * i, 17 * i);
    }
    const int read_all_by = atomic_load(&bus_rung);
    bus_pull(); /* behind all of it */
    CHECK(becomes(false));
    CHECK(read_all_by == before && !evdev_take(&touch.device, &change));
    CHECK(memcmp(touch.device.bytes, nothing, sizeof nothing) == 0);
    for (size_t i = 0; i < sizeof touch.device.keys; i++) {
        CHECK_INT(touch.device.keys[i], 0);
    }
    finish();
}

int main(int argc, char **argv)
{
    CASE(found_it_rings_and_others_read_it_as_well);
    CASE(pulled_out_it_rings_by_itself_and_is_found_again);
    CASE(plugged_in_later_it_is_found);
    CASE(what_is_touched_is_not_kept_and_rings_nobody);
    return check_done();
}
