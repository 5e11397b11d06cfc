/* An officer's keyboard: the driver opens, grabs and reads as on a kiosk. Run under
 * umockdev-wrapper by tests/flow/test_evdev.sh (tests/tools/evdev_bus.h). */
#include "platform/linux/keyboard_evdev.h"

#include <string.h>

#include "tests/tools/evdev_bus.h"
#include "tests/tools/scripted.h"

static struct keyboard_evdev keyboard;

static bool present(void)
{
    for (int ms = 0; ms < PATIENCE_MS && !keyboard.port.ops->alive(&keyboard.port); ms += 10) {
        bus_nap(10);
    }
    return keyboard.port.ops->alive(&keyboard.port);
}

static void open_keyboard(void)
{
    bus_open();
    bus_plug();
    CHECK(!failed(keyboard_evdev_open(&keyboard, LINK, bus_ring, NULL)));
    CHECK(present());
    CHECK_INT(bus.grabs, 1); /* neither console nor screen gets what it types */
}

static void close_keyboard(void)
{
    keyboard.port.ops->close(&keyboard.port);
    bus_close();
}

static void press(uint16_t code)
{
    bus_strike(code, 1);
    bus_strike(code, 0);
}

static void press_with(uint16_t modifier, uint16_t code)
{
    bus_strike(modifier, 1);
    press(code);
    bus_strike(modifier, 0);
}

/* What was typed up to the mark '.', commands as < erase, > next, ^ back. */
static const char *typed(void)
{
    static const char commands[] = {[STROKE_ERASE] = '<', [STROKE_NEXT] = '>', [STROKE_BACK] = '^'};
    static char text[128];
    struct stroke s = {.character = '\0'};
    size_t used = 0;
    press(KEY_DOT);
    for (int ms = 0; ms < PATIENCE_MS && s.character != '.' && used < sizeof text - 1;) {
        if (keyboard.port.ops->take(&keyboard.port, &s)) {
            text[used++] = s.kind == STROKE_CHARACTER ? s.character : commands[s.kind];
        } else {
            bus_nap(5);
            ms += 5;
        }
    }
    text[used] = '\0';
    return text;
}

TEST(a_keyboard_is_grabbed_and_read_stroke_by_stroke)
{
    open_keyboard();
    press_with(KEY_LEFTSHIFT, KEY_R);
    press(KEY_A);
    press(KEY_H);
    press(KEY_SPACE);
    press(KEY_7);
    press_with(KEY_RIGHTSHIFT, KEY_SLASH);
    press(KEY_KP4);
    press(KEY_F5); /* types nothing */
    CHECK_STR(typed(), "Rah 7?4.");
    CHECK(atomic_load(&bus_rung) > 0);
    close_keyboard();
}

TEST(keys_lead_on_and_back_and_erase)
{
    open_keyboard();
    press(KEY_ENTER);
    press(KEY_KPENTER);
    press(KEY_TAB);
    press(KEY_PAGEDOWN);
    press(KEY_ESC);
    press(KEY_PAGEUP);
    press_with(KEY_LEFTSHIFT, KEY_TAB);
    press(KEY_BACKSPACE);
    press(KEY_DELETE);
    CHECK_STR(typed(), ">>>>^^^<<.");
    close_keyboard();
}

TEST(caps_lock_turns_letters_only_and_commands_type_nothing)
{
    open_keyboard();
    press(KEY_CAPSLOCK);
    press(KEY_A);
    press(KEY_1);
    press(KEY_MINUS);
    press_with(KEY_LEFTSHIFT, KEY_B);
    press(KEY_CAPSLOCK);
    press(KEY_C);
    press_with(KEY_LEFTCTRL, KEY_C);
    press_with(KEY_LEFTALT, KEY_ENTER);
    press_with(KEY_LEFTMETA, KEY_L);
    press(KEY_D);
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
    press(KEY_A);
    CHECK_STR(typed(), "sa.");
    bus_strike(KEY_S, 0);
    press(KEY_S);
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
    CHECK(present());
    press(KEY_A);
    bus_strike(KEY_LEFTCTRL, 0);
    press_with(KEY_LEFTCTRL, KEY_B); /* and still it is a command */
    CHECK_STR(typed(), "a.");
    close_keyboard();
}

TEST(pulled_out_and_back_it_types_again_and_shift_is_not_held)
{
    open_keyboard();
    bus_strike(KEY_LEFTSHIFT, 1);
    bus_strike(KEY_LEFTCTRL, 1);
    bus_pull();
    for (int ms = 0; ms < PATIENCE_MS && keyboard.port.ops->alive(&keyboard.port); ms += 10) {
        bus_nap(10);
    }
    CHECK(!keyboard.port.ops->alive(&keyboard.port));
    bus_plug();
    CHECK(present());
    CHECK_INT(bus.grabs, 2); /* the new one, too */
    press(KEY_B);
    CHECK_STR(typed(), "b.");
    close_keyboard();
}

TEST(strokes_the_kernel_dropped_leave_no_shift_and_no_capitals)
{
    open_keyboard();
    press(KEY_CAPSLOCK);
    press(KEY_A);
    CHECK_STR(typed(), "A.");
    bus_strike(KEY_LEFTSHIFT, 1);
    bus_send(EV_SYN, SYN_DROPPED, 0);
    bus_send(EV_SYN, SYN_REPORT, 0);
    bus_nap(50);
    press(KEY_A);
    CHECK_STR(typed(), "a.");
    close_keyboard();
}

TEST(one_that_another_program_holds_is_not_there)
{
    bus_open();
    bus.taken = true;
    bus_plug();
    CHECK(!failed(keyboard_evdev_open(&keyboard, LINK, bus_ring, NULL)));
    bus_nap(100);
    CHECK(!keyboard.port.ops->alive(&keyboard.port));
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
