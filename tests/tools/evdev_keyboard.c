/* An officer's keyboard: the driver opens, grabs and reads as on a kiosk. Run under
 * umockdev-wrapper by tests/flow/test_evdev.sh (tests/tools/evdev_bus.h). */
#include "platform/linux/keyboard_evdev.h"

#include <string.h>

#include "tests/tools/evdev_bus.h"
#include "tests/tools/scripted.h"

static struct keyboard_evdev keyboard;

static bool present(void)
{
    return keyboard.port.ops->alive(&keyboard.port);
}

static bool gone(void)
{
    return !present();
}

static void open_keyboard(void)
{
    bus_open();
    bus_plug();
    CHECK(!failed(keyboard_evdev_open(&keyboard, LINK, bus_ring, NULL)));
    CHECK(bus_until(present));
    CHECK_INT(bus.grabs, 1); /* neither console nor screen gets what it types */
}

static void close_keyboard(void)
{
    keyboard.port.ops->close(&keyboard.port);
    bus_close();
}

static char text[128];
static size_t used;

/* Takes what is there, commands as < erase, > next, ^ back; true once the mark '.' came. */
static bool marked(void)
{
    static const char commands[] = {[STROKE_ERASE] = '<', [STROKE_NEXT] = '>', [STROKE_BACK] = '^'};
    struct stroke s = {.character = '\0'};
    while (s.character != '.' && used < sizeof text - 1 &&
           keyboard.port.ops->take(&keyboard.port, &s)) {
        text[used++] = s.kind == STROKE_CHARACTER ? s.character : commands[s.kind];
        text[used] = '\0';
    }
    return s.character == '.';
}

/* What was typed up to the mark. */
static const char *typed(void)
{
    used = 0;
    text[0] = '\0';
    bus_press(KEY_DOT);
    CHECK(bus_until(marked));
    return text;
}

TEST(a_keyboard_is_grabbed_and_read_stroke_by_stroke)
{
    open_keyboard();
    bus_press_with(KEY_LEFTSHIFT, KEY_R);
    bus_press(KEY_A);
    bus_press(KEY_H);
    bus_press(KEY_SPACE);
    bus_press(KEY_7);
    bus_press_with(KEY_RIGHTSHIFT, KEY_SLASH);
    bus_press(KEY_KP4);
    bus_press(KEY_F5); /* types nothing */
    CHECK_STR(typed(), "Rah 7?4.");
    CHECK(atomic_load(&bus_rung) > 0);
    close_keyboard();
}

TEST(keys_lead_on_and_back_and_erase)
{
    open_keyboard();
    bus_press(KEY_ENTER);
    bus_press(KEY_KPENTER);
    bus_press(KEY_TAB);
    bus_press(KEY_PAGEDOWN);
    bus_press(KEY_ESC);
    bus_press(KEY_PAGEUP);
    bus_press_with(KEY_LEFTSHIFT, KEY_TAB);
    bus_press(KEY_BACKSPACE);
    bus_press(KEY_DELETE);
    CHECK_STR(typed(), ">>>>^^^<<.");
    close_keyboard();
}

TEST(caps_lock_turns_letters_only_and_commands_type_nothing)
{
    open_keyboard();
    bus_press(KEY_CAPSLOCK);
    bus_press(KEY_A);
    bus_press(KEY_1);
    bus_press(KEY_MINUS);
    bus_press_with(KEY_LEFTSHIFT, KEY_B);
    bus_press(KEY_CAPSLOCK);
    bus_press(KEY_C);
    bus_press_with(KEY_LEFTCTRL, KEY_C);
    bus_press_with(KEY_LEFTALT, KEY_ENTER);
    bus_press_with(KEY_LEFTMETA, KEY_L);
    bus_press(KEY_D);
    CHECK_STR(typed(), "A1-bcd.");
    close_keyboard();
}

TEST(a_stuck_key_strikes_once_and_the_others_go_on)
{
    open_keyboard();
    bus_strike(KEY_S, 1);
    for (int i = 0; i < 40; i++) { /* the kernel repeats it */
        bus_send(EV_KEY, KEY_S, 2);
        bus_send(EV_SYN, SYN_REPORT, 0);
    }
    bus_press(KEY_A);
    CHECK_STR(typed(), "sa.");
    bus_strike(KEY_S, 0);
    bus_press(KEY_S);
    CHECK_STR(typed(), "s.");
    close_keyboard();
}

TEST(a_key_that_is_stuck_when_it_is_found_types_nothing)
{
    bus_open();
    bus_plug();
    bus_hold(bus.keys, KEY_LEFTCTRL);
    bus_hold(bus.keys, KEY_X);
    CHECK(!failed(keyboard_evdev_open(&keyboard, LINK, bus_ring, NULL)));
    CHECK(bus_until(present));
    bus_press(KEY_A);
    bus_strike(KEY_LEFTCTRL, 0);
    bus_press_with(KEY_LEFTCTRL, KEY_B); /* and still it is a command */
    CHECK_STR(typed(), "a.");
    close_keyboard();
}

TEST(pulled_out_and_back_it_types_again_and_shift_is_not_held)
{
    open_keyboard();
    bus_strike(KEY_LEFTSHIFT, 1);
    bus_strike(KEY_LEFTCTRL, 1);
    bus_pull();
    CHECK(bus_until(gone));
    bus_plug();
    CHECK(bus_until(present));
    CHECK_INT(bus.grabs, 2); /* the new one, too */
    bus_press(KEY_B);
    CHECK_STR(typed(), "b.");
    close_keyboard();
}

TEST(strokes_the_kernel_dropped_leave_no_shift_and_no_capitals)
{
    open_keyboard();
    bus_press(KEY_CAPSLOCK);
    bus_press(KEY_A);
    CHECK_STR(typed(), "A.");
    bus_strike(KEY_LEFTSHIFT, 1);
    bus_send(EV_SYN, SYN_DROPPED, 0);
    bus_send(EV_SYN, SYN_REPORT, 0);
    bus_press(KEY_A);
    CHECK_STR(typed(), "a.");
    close_keyboard();
}

static bool refused(void)
{
    return bus.refusals > 0;
}

TEST(one_that_another_program_holds_is_not_there)
{
    bus_open();
    bus.taken = true;
    bus_plug();
    CHECK(!failed(keyboard_evdev_open(&keyboard, LINK, bus_ring, NULL)));
    CHECK(bus_until(refused) && gone());
    close_keyboard();
}

int main(int argc, char **argv)
{
    CASE(a_keyboard_is_grabbed_and_read_stroke_by_stroke);
    CASE(keys_lead_on_and_back_and_erase);
    CASE(caps_lock_turns_letters_only_and_commands_type_nothing);
    CASE(a_stuck_key_strikes_once_and_the_others_go_on);
    CASE(a_key_that_is_stuck_when_it_is_found_types_nothing);
    CASE(pulled_out_and_back_it_types_again_and_shift_is_not_held);
    CASE(strokes_the_kernel_dropped_leave_no_shift_and_no_capitals);
    CASE(one_that_another_program_holds_is_not_there);
    return check_done();
}
