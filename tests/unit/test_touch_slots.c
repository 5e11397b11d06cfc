/* What fingers do, from the events that a touch panel's driver sends. */
#include <linux/input.h>

#include "platform/linux/touch_slots.h"
#include "tests/check.h"

static struct touch_slots slots;

static void many(void)
{
    slots = (struct touch_slots){.many = true, .x = {0, 4095}, .y = {100, 1100}};
}

static void one(void)
{
    slots = (struct touch_slots){.many = false, .x = {0, 32767}, .y = {0, 32767}};
}

static void axis(uint16_t code, int32_t value)
{
    touch_slots_take(&slots, EV_ABS, code, value);
}

static void button(uint16_t code, int32_t value)
{
    touch_slots_take(&slots, EV_KEY, code, value);
}

static void ends(void)
{
    touch_slots_take(&slots, EV_SYN, SYN_REPORT, 0);
}

static void expect(enum touch_kind kind, int finger, int x, int y)
{
    struct touch_event e = {TOUCH_UP, -1, -1, -1};
    CHECK(touch_slots_next(&slots, &e));
    CHECK_INT(e.kind, kind);
    CHECK_INT(e.finger, finger);
    CHECK_INT(e.x, x);
    CHECK_INT(e.y, y);
}

static void expect_nothing(void)
{
    struct touch_event e;
    CHECK(!touch_slots_next(&slots, &e));
}

static void put_finger(int slot, int number, int x, int y)
{
    axis(ABS_MT_SLOT, slot);
    axis(ABS_MT_TRACKING_ID, number);
    axis(ABS_MT_POSITION_X, x);
    axis(ABS_MT_POSITION_Y, y);
}

TEST(a_finger_comes_moves_and_goes)
{
    many();
    put_finger(0, 7, 0, 1100);
    expect_nothing(); /* until the report ends */
    ends();
    expect(TOUCH_DOWN, 0, 0, TOUCH_PARTS - 1);
    axis(ABS_MT_POSITION_X, 4095);
    ends();
    expect(TOUCH_MOVE, 0, TOUCH_PARTS - 1, TOUCH_PARTS - 1);
    axis(ABS_MT_TRACKING_ID, -1);
    ends();
    expect(TOUCH_UP, 0, TOUCH_PARTS - 1, TOUCH_PARTS - 1);
    expect_nothing();
}

TEST(two_fingers_are_told_apart)
{
    many();
    put_finger(0, 1, 0, 100);
    put_finger(1, 2, 4095, 1100);
    ends();
    expect(TOUCH_DOWN, 0, 0, 0);
    expect(TOUCH_DOWN, 1, TOUCH_PARTS - 1, TOUCH_PARTS - 1);
    axis(ABS_MT_SLOT, 0);
    axis(ABS_MT_TRACKING_ID, -1);
    ends();
    expect(TOUCH_UP, 0, 0, 0);
    expect_nothing();
}

TEST(what_does_not_change_is_not_told)
{
    many();
    put_finger(0, 1, 5, 200);
    ends();
    expect(TOUCH_DOWN, 0, 80, 6553);
    axis(ABS_MT_POSITION_X, 5);
    ends();
    expect_nothing();
}

TEST(more_fingers_than_we_know_do_nothing)
{
    many();
    put_finger(TOUCH_FINGERS, 1, 5, 200);
    put_finger(-1, 2, 5, 200);
    ends();
    expect_nothing();
}

TEST(values_beyond_the_axis_land_on_its_end)
{
    many();
    put_finger(0, 1, -20, 5000);
    ends();
    expect(TOUCH_DOWN, 0, 0, TOUCH_PARTS - 1);
}

TEST(a_panel_that_knows_one_finger)
{
    one();
    axis(ABS_X, 32767);
    axis(ABS_Y, 0);
    ends();
    expect_nothing(); /* it hovers */
    button(BTN_TOUCH, 1);
    ends();
    expect(TOUCH_DOWN, 0, TOUCH_PARTS - 1, 0);
    axis(ABS_Y, 32767);
    ends();
    expect(TOUCH_MOVE, 0, TOUCH_PARTS - 1, TOUCH_PARTS - 1);
    button(BTN_TOUCH, 0);
    ends();
    expect(TOUCH_UP, 0, TOUCH_PARTS - 1, TOUCH_PARTS - 1);
}

TEST(the_second_writing_of_one_finger_is_not_counted_twice)
{
    many(); /* such a panel also sends ABS_X and BTN_TOUCH, for programs that know no fingers */
    put_finger(0, 1, 0, 100);
    axis(ABS_X, 4095);
    button(BTN_TOUCH, 1);
    ends();
    expect(TOUCH_DOWN, 0, 0, 0);
    expect_nothing();
}

TEST(after_a_loss_nothing_counts_as_a_touch)
{
    many();
    put_finger(0, 1, 0, 100);
    ends();
    expect(TOUCH_DOWN, 0, 0, 0);
    touch_slots_take(&slots, EV_SYN, SYN_DROPPED, 0);
    put_finger(1, 2, 0, 100); /* half of something */
    ends();
    expect_nothing();
    axis(ABS_MT_SLOT, 0);
    axis(ABS_MT_POSITION_X, 9); /* the old finger is still on the glass */
    ends();
    expect_nothing();
    put_finger(0, 3, 0, 100);
    ends();
    expect(TOUCH_DOWN, 0, 0, 0);
}

TEST(a_device_without_a_range_is_at_nought)
{
    slots = (struct touch_slots){.many = true};
    put_finger(0, 1, 77, 88);
    ends();
    expect(TOUCH_DOWN, 0, 0, 0);
}

TEST(a_full_queue_keeps_what_came_first)
{
    struct touch_event e;
    int taken = 0;
    many();
    for (int i = 0; i < 2 * TOUCH_QUEUE; i++) {
        put_finger(0, i % 2 == 0 ? i : -1, i, 100);
        ends();
    }
    while (touch_slots_next(&slots, &e)) {
        CHECK(taken > 0 || e.kind == TOUCH_DOWN);
        taken++;
    }
    CHECK_INT(taken, TOUCH_QUEUE);
}

int main(void)
{
    RUN(a_finger_comes_moves_and_goes);
    RUN(two_fingers_are_told_apart);
    RUN(what_does_not_change_is_not_told);
    RUN(more_fingers_than_we_know_do_nothing);
    RUN(values_beyond_the_axis_land_on_its_end);
    RUN(a_panel_that_knows_one_finger);
    RUN(the_second_writing_of_one_finger_is_not_counted_twice);
    RUN(after_a_loss_nothing_counts_as_a_touch);
    RUN(a_device_without_a_range_is_at_nought);
    RUN(a_full_queue_keeps_what_came_first);
    return check_done();
}
