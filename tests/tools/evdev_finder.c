/* Which keyboard is meant: a key that is pressed, or the code that a scanner types there. Run under
 * umockdev-wrapper by tests/flow/test_evdev.sh (tests/tools/evdev_bus.h). */
#include "platform/linux/finder_listen.h"

#include <string.h>

#include "tests/tools/evdev_bus.h"
#include "tests/tools/scripted.h"

static struct finder_listen finder;
static const struct found_devices among = {
    .rows = {{.kind = FOUND_LINE, .uri = "serial:/nowhere/ttyUSB0"},
             {.kind = FOUND_KEYBOARD, .uri = "evdev:" LINK}},
    .count = 2};

static bool grabbed(void)
{
    return bus.grabs > 0;
}

static void begin(enum found_kind kind)
{
    bus_open();
    bus_plug();
    finder_listen_begin(&finder, "", kind, &among);
    CHECK(bus_until(grabbed)); /* neither console nor screen gets what is typed */
}

static void end(void)
{
    finder_listen_end(&finder);
    bus_close();
}

static int row;

/* As the kiosk asks, on its own clock. */
static bool hears(void)
{
    static uint64_t clock_ms;
    row = finder_listen_heard(&finder, clock_ms += 10);
    return row >= 0;
}

static int heard(void)
{
    return bus_until(hears) ? row : -1;
}

static void type(const char *text)
{
    static const uint16_t keys[] = {
        ['A'] = KEY_A, ['C'] = KEY_C, ['E'] = KEY_E, ['G'] = KEY_G,    ['N'] = KEY_N,
        ['O'] = KEY_O, ['R'] = KEY_R, ['S'] = KEY_S, ['-'] = KEY_MINUS};
    for (; *text != '\0'; text++) {
        const uint16_t key = keys[(unsigned char)*text];
        if (*text == '-') {
            bus_press(key);
        } else {
            bus_press_with(KEY_LEFTSHIFT, key);
        }
    }
    bus_press(KEY_ENTER);
}

TEST(a_key_tells_the_keyboard_it_is_on)
{
    begin(FOUND_KEYBOARD);
    CHECK_INT(finder_listen_heard(&finder, 0), -1);
    bus_strike(KEY_SPACE, 1);
    CHECK_INT(heard(), 1);
    end();
}

TEST(a_scanner_that_types_is_known_by_the_code_and_by_no_other_key)
{
    begin(FOUND_SCANNER);
    type("ROGER");
    CHECK_INT(heard(), -1);
    type(FINDER_CODE);
    CHECK_INT(heard(), 1);
    end();
}

int main(int argc, char **argv)
{
    CASE(a_key_tells_the_keyboard_it_is_on);
    CASE(a_scanner_that_types_is_known_by_the_code_and_by_no_other_key);
    return check_done();
}
