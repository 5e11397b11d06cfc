/* Keypad and switches on /dev/input/eventN: the driver opens, grabs, reads and asks as on a kiosk.
 * Run under umockdev-wrapper by tests/flow/test_evdev.sh, which plays the kernel's side: the bytes
 * of a device are those of a pty, its ioctls are answered here as drivers/input/evdev.c does. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "platform/linux/jack_evdev.h"
#include "platform/linux/keypad_evdev.h"
#include "tests/tools/evdev_bus.h"
#include "tests/tools/scripted.h"
#undef KEY_CLEAR /* the kernel's, which is not used here; app.h has one of its own */
#include "tests/unit/app_world.h"
#include "ui/plug.h"

static struct keypad_evdev keypad;
static struct jack_evdev jack;

static const int codes[PAD_KEYS] = {KEY_F13, KEY_F14, KEY_F15, KEY_F16, KEY_F17, KEY_F18};

static bool present(void)
{
    return keypad.port.ops->alive(&keypad.port);
}

static bool comes_alive(void)
{
    return bus_until(present);
}

static void open_keypad(void)
{
    CHECK(!failed(keypad_evdev_open(&keypad, LINK, codes, bus_ring, NULL)));
}

static void finish(void)
{
    for (int i = 0; i < 2 && keypad.port.ops != NULL; i++) { /* twice is once */
        keypad.port.ops->close(&keypad.port);
    }
    bus_close();
}

static struct input taken;

static bool takes(void)
{
    return keypad.port.ops->take(&keypad.port, &taken);
}

/* What comes next, as text: "down 4", "up 4", "" when nothing does. */
static const char *next(void)
{
    static char text[16];
    text[0] = '\0';
    if (bus_until(takes)) {
        (void)snprintf(text, sizeof text, "%s %d", taken.kind == INPUT_KEY ? "down" : "up",
                       (int)taken.key);
    }
    return text;
}

/* Nothing comes of what was sent so far: the next is what is sent now. */
static bool silent(void)
{
    bus_press(KEY_F18);
    return strcmp(next(), "down 5") == 0 && strcmp(next(), "up 5") == 0;
}

static bool refused(void)
{
    return bus.refusals > 0;
}

TEST(strokes_come_in_order_and_ring_and_others_are_left_out)
{
    bus_open();
    bus_plug();
    open_keypad();
    CHECK(comes_alive());
    const int before = atomic_load(&bus_rung);
    bus_strike(KEY_F13, 1);
    bus_strike(KEY_F13, 2); /* the device repeats by itself */
    bus_strike(KEY_F13, 0);
    bus_strike(KEY_A, 1);
    bus_strike(KEY_A, 0);
    bus_strike(KEY_F17, 1);
    bus_send(EV_REL, REL_X, 5);
    bus_strike(KEY_F17, 0);
    CHECK_STR(next(), "down 0");
    CHECK(atomic_load(&bus_rung) > before);
    CHECK_STR(next(), "up 0");
    CHECK_STR(next(), "down 4");
    CHECK_STR(next(), "up 4");
    CHECK(silent());
    finish();
}

TEST(it_is_ours_alone_and_waits_while_another_program_has_it)
{
    bus_open();
    bus_plug();
    bus.taken = true;
    open_keypad();
    CHECK(bus_until(refused) && !present());
    CHECK_INT(evdev_probe(LINK).os, EBUSY);
    CHECK_INT(bus.grabs, 0);
    bus.taken = false;
    CHECK(comes_alive());
    CHECK_INT(bus.grabs, 1);
    bus_strike(KEY_F14, 1);
    CHECK_STR(next(), "down 1");
    finish();
}

TEST(unplugged_its_keys_come_up_and_it_is_found_again)
{
    bus_open();
    bus_plug();
    open_keypad();
    CHECK(comes_alive());
    bus_strike(KEY_F16, 1);
    CHECK_STR(next(), "down 3");
    bus_pull();
    CHECK_STR(next(), "up 3");
    CHECK(!keypad.port.ops->alive(&keypad.port));
    bus_plug();
    CHECK(comes_alive());
    bus_strike(KEY_F15, 1);
    CHECK_STR(next(), "down 2");
    bus_strike(KEY_F15, 0);
    CHECK_STR(next(), "up 2");
    finish();
}

TEST(plugged_in_later_it_is_found)
{
    bus_open();
    open_keypad();
    CHECK(!present());
    bus_plug();
    CHECK(comes_alive());
    bus_strike(KEY_F18, 1);
    CHECK_STR(next(), "down 5");
    finish();
}

TEST(after_the_kernels_buffer_ran_over_the_device_is_asked)
{
    bus_open();
    bus_plug();
    open_keypad();
    CHECK(comes_alive());
    bus_strike(KEY_F13, 1);
    CHECK_STR(next(), "down 0");
    bus_hold(bus.keys, KEY_F17); /* F13 came up and F17 went down, and nobody heard */
    bus_send(EV_SYN, SYN_DROPPED, 0);
    bus_send(EV_KEY, KEY_F16, 1); /* of before: not to be believed */
    bus_send(EV_SYN, SYN_REPORT, 0);
    CHECK_STR(next(), "up 0");
    CHECK_STR(next(), "down 4");
    CHECK(silent());
    bus_strike(KEY_F17, 0);
    CHECK_STR(next(), "up 4");
    finish();
}

TEST(a_key_that_is_down_when_it_is_found_is_no_stroke)
{
    bus_open();
    bus_plug();
    bus_hold(bus.keys, KEY_F17);
    open_keypad();
    CHECK(comes_alive());
    CHECK(silent());
    bus_strike(KEY_F17, 0);
    bus_strike(KEY_F17, 1);
    CHECK_STR(next(), "up 4");
    CHECK_STR(next(), "down 4");
    finish();
}

static int reads_before;

static bool has_read(void)
{
    return bus.reads > reads_before;
}

TEST(an_event_may_come_in_pieces)
{
    const struct input_event e = {.type = EV_KEY, .code = KEY_F14, .value = 1};
    bus_open();
    bus_plug();
    open_keypad();
    CHECK(comes_alive());
    reads_before = bus.reads;
    MUST(write(bus.master, &e, 10) == 10);
    CHECK(bus_until(has_read)); /* the one half, and nothing came of it */
    CHECK(!takes());
    MUST(write(bus.master, (const char *)&e + 10, sizeof e - 10) == (ssize_t)sizeof e - 10);
    CHECK_STR(next(), "down 1");
    CHECK(silent());
    finish();
}

static int rung_before;

/* It rings for each change, and again and again while there is no room for one. */
static bool overfull(void)
{
    return atomic_load(&bus_rung) > rung_before + EVDEV_QUEUE + 1;
}

TEST(what_nobody_takes_waits_and_nothing_is_lost)
{
    bus_open();
    bus_plug();
    open_keypad();
    CHECK(comes_alive());
    rung_before = atomic_load(&bus_rung);
    for (int i = 0; i < EVDEV_QUEUE; i++) { /* twice what the queue holds */
        bus_send(EV_KEY, KEY_F13, 1);
        bus_send(EV_KEY, KEY_F13, 0);
        bus_nap(1);
    }
    CHECK(bus_until(overfull));
    for (int i = 0; i < EVDEV_QUEUE; i++) {
        CHECK_STR(next(), "down 0");
        CHECK_STR(next(), "up 0");
    }
    CHECK(silent());
    finish();
}

TEST(what_is_no_input_device_is_refused)
{
    bus_open();
    bus_plug();
    CHECK_INT(evdev_probe(LINK).code, ERR_NONE);
    CHECK_INT(evdev_probe("/dev/input/event9").code, ERR_NOT_FOUND);
    CHECK_INT(evdev_probe("/etc/passwd").code, ERR_UNSUPPORTED);
    CHECK(!failed(keypad_evdev_open(&keypad, "/etc/passwd", codes, bus_ring, NULL)));
    bus_nap(100);
    CHECK(!keypad.port.ops->alive(&keypad.port));
    finish();
}

static bool jack_in(void)
{
    return jack.port.ops->inserted(&jack.port);
}

static bool jack_out(void)
{
    return !jack_in();
}

static bool jack_becomes(bool in)
{
    return bus_until(in ? jack_in : jack_out);
}

TEST(headphones_that_are_in_when_it_starts_are_in_and_a_jack_that_is_gone_is_empty)
{
    bus_open();
    bus_plug();
    bus_hold(bus.switches, SW_HEADPHONE_INSERT);
    CHECK(!failed(jack_evdev_open(&jack, LINK, bus_ring, NULL)));
    CHECK(jack_becomes(true));
    CHECK_INT(bus.grabs, 0); /* others may see it, too */
    bus_send(EV_SW, SW_HEADPHONE_INSERT, 0);
    bus_send(EV_SYN, SYN_REPORT, 0);
    CHECK(jack_becomes(false));
    bus_send(EV_SW, SW_MICROPHONE_INSERT, 1);
    bus_send(EV_SW, SW_HEADPHONE_INSERT, 1);
    bus_send(EV_SYN, SYN_REPORT, 0);
    CHECK(jack_becomes(true));
    bus_pull();
    CHECK(jack_becomes(false));
    CHECK(!jack.port.ops->alive(&jack.port));
    bus_plug();
    CHECK(jack_becomes(true));
    jack.port.ops->close(&jack.port);
    CHECK(!jack.port.ops->inserted(&jack.port));
    finish();
}

/* What the kiosk makes of the jack, look by look, as its loop does: the driver's word, the rule of
 * what counts (ui/plug.h), the app. */
static struct plug plug;
static int routed_out;

static void look(void)
{
    bool in = false;
    now += 5;
    if (plug_step(&plug, &jack.port, app.headphones, now, &in)) {
        happen((struct event){.kind = HAPPENED_JACK, .number = in});
        routed_out += did(FX_ROUTE, 0);
    }
}

static void switch_to(bool in)
{
    bus_send(EV_SW, SW_HEADPHONE_INSERT, in);
    bus_send(EV_SYN, SYN_REPORT, 0);
}

static void begin_jack(void)
{
    app_begin((struct app_world){0});
    intend(INTENT_LANGUAGE, 0);
    plug = (struct plug){.in_ms = 0};
    routed_out = 0;
    bus_open();
    bus_plug();
    CHECK(!failed(jack_evdev_open(&jack, LINK, bus_ring, NULL)));
    CHECK(jack_becomes(false));
}

TEST(a_jack_that_bounces_lets_nothing_private_be_said_until_it_rests)
{
    begin_jack();
    for (int i = 0; i < 120; i++) { /* a burst: a contact that trembles for more than a second */
        switch_to(i % 2 == 0);
        bus_nap(10);
        look();
        look();
        CHECK(!app.headphones && !app_private_aloud(&app));
    }
    CHECK_INT(routed_out, 0);
    switch_to(true);
    CHECK(jack_becomes(true));
    for (int i = 0; i < 50; i++) {
        look();
        CHECK(!app_private_aloud(&app));
    }
    for (int i = 0; i < 20; i++) {
        look();
    }
    CHECK(app.headphones && app_private_aloud(&app) &&
          did(FX_ROUTE, 1)); /* it rests: now it counts */
    jack.port.ops->close(&jack.port);
    finish();
}

TEST(headphones_out_in_the_middle_of_private_data_are_out_at_the_first_look)
{
    begin_jack();
    switch_to(true);
    CHECK(jack_becomes(true));
    for (int i = 0; i < 70; i++) {
        look();
    }
    CHECK(app_private_aloud(&app));
    switch_to(false);
    CHECK(jack_becomes(false));
    look();
    CHECK(!app_private_aloud(&app) && routed_out == 1);
    for (int i = 0; i < 20; i++) { /* ... and it bounces on its way out */
        switch_to(i % 2 == 0);
        bus_nap(10);
        look();
        CHECK(!app_private_aloud(&app));
    }
    switch_to(true);
    CHECK(jack_becomes(true));
    for (int i = 0; i < 70; i++) {
        look();
    }
    CHECK(app_private_aloud(&app));
    bus_pull(); /* the whole device goes */
    CHECK(jack_becomes(false));
    look();
    CHECK(!app_private_aloud(&app) && routed_out == 2);
    jack.port.ops->close(&jack.port);
    finish();
}

int main(int argc, char **argv)
{
    CASE(strokes_come_in_order_and_ring_and_others_are_left_out);
    CASE(it_is_ours_alone_and_waits_while_another_program_has_it);
    CASE(unplugged_its_keys_come_up_and_it_is_found_again);
    CASE(plugged_in_later_it_is_found);
    CASE(after_the_kernels_buffer_ran_over_the_device_is_asked);
    CASE(a_key_that_is_down_when_it_is_found_is_no_stroke);
    CASE(an_event_may_come_in_pieces);
    CASE(what_nobody_takes_waits_and_nothing_is_lost);
    CASE(what_is_no_input_device_is_refused);
    CASE(headphones_that_are_in_when_it_starts_are_in_and_a_jack_that_is_gone_is_empty);
    CASE(a_jack_that_bounces_lets_nothing_private_be_said_until_it_rests);
    CASE(headphones_out_in_the_middle_of_private_data_are_out_at_the_first_look);
    return check_done();
}
