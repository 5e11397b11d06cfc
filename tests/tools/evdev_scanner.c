/* A 2D scanner that types as a keyboard: the driver opens, grabs and reads as on a kiosk. Run under
 * umockdev-wrapper by tests/flow/test_evdev.sh (tests/tools/evdev_bus.h). */
#define _GNU_SOURCE /* memmem */
#include "platform/linux/scanner_evdev.h"

#include <string.h>

#include "tests/tools/evdev_bus.h"
#include "tests/tools/scripted.h"

static struct scanner_evdev scanner;
static uint64_t clock_ms = 1000; /* as the kiosk's */
static char payload[SCAN_MAX + 1];
static int sent; /* changes; with what bus_rung already was */

static bool scan_take(void)
{
    size_t length = 0;
    return scanner.port.ops->take(&scanner.port, clock_ms, payload, &length);
}

/* The next payload, "" when none comes; the clock stands. */
static const char *scanned(void)
{
    return bus_until(scan_take) ? payload : "";
}

static bool present(void)
{
    return scanner.port.ops->alive(&scanner.port);
}

static bool gone(void)
{
    return !present();
}

/* A change that was sent; the driver rings once for each that it holds. */
static void strike(uint16_t code, int value)
{
    bus_strike(code, value);
    sent++;
}

static bool all_held(void)
{
    return atomic_load(&bus_rung) >= sent;
}

/* Until the driver holds all that was sent. */
static void arrive(void)
{
    CHECK(bus_until(all_held));
}

static bool nothing_scanned(void)
{
    arrive();
    return !scan_take();
}

static void open_scanner(void)
{
    bus_open();
    bus_plug();
    sent = atomic_load(&bus_rung);
    CHECK(!failed(scanner_evdev_open(&scanner, LINK, bus_ring, NULL)));
    CHECK(bus_until(present));
    CHECK_INT(bus.grabs, 1); /* neither console nor screen gets what it types */
}

static void close_scanner(void)
{
    scanner.port.ops->close(&scanner.port);
    bus_close();
}

static void press(uint16_t code)
{
    strike(code, 1);
    strike(code, 0);
}

static void press_with(uint16_t modifier, uint16_t code)
{
    strike(modifier, 1);
    press(code);
    strike(modifier, 0);
}

static uint16_t key_of_digit(char digit)
{
    return digit == '0' ? KEY_0 : (uint16_t)(KEY_1 + digit - '1');
}

/* Alt held while the number is typed. */
static void alt(const char *number)
{
    strike(KEY_LEFTALT, 1);
    for (; *number != '\0'; number++) {
        press(*number == '0' ? KEY_KP0 : key_of_digit(*number));
    }
    strike(KEY_LEFTALT, 0);
}

static void type_digits(const char *digits)
{
    for (; *digits != '\0'; digits++) {
        press(key_of_digit(*digits));
    }
}

TEST(a_scanner_that_types_is_grabbed_and_read_key_by_key)
{
    open_scanner();
    const int before = atomic_load(&bus_rung);
    type_digits("064095000013");
    press_with(KEY_LEFTSHIFT, KEY_BACKSLASH);
    press_with(KEY_RIGHTSHIFT, KEY_N);
    press(KEY_A);
    press(KEY_M);
    press(KEY_SPACE);
    press(KEY_SLASH);
    press(KEY_F5); /* types nothing */
    CHECK(nothing_scanned());
    press(KEY_ENTER);
    CHECK_STR(scanned(), "064095000013|Nam /");
    CHECK(atomic_load(&bus_rung) > before);
    close_scanner();
}

TEST(joined_repeated_and_unterminated_payloads_are_told_apart)
{
    open_scanner();
    type_digits("11");
    press(KEY_ENTER);
    type_digits("22");
    press(KEY_KPENTER);
    press(KEY_ENTER);
    type_digits("22");
    press(KEY_ENTER);
    type_digits("33"); /* no end: silence is one */
    CHECK_STR(scanned(), "11");
    CHECK_STR(scanned(), "22");
    CHECK(nothing_scanned()); /* 22 again is the same card lying there; 33 is not over */
    clock_ms += 120;
    CHECK_STR(scanned(), "33");
    clock_ms += 3000;
    type_digits("33"); /* shown again */
    press(KEY_ENTER);
    CHECK_STR(scanned(), "33");
    close_scanner();
}

TEST(letters_beyond_the_keyboard_come_by_their_numbers)
{
    open_scanner();
    press_with(KEY_LEFTSHIFT, KEY_N);
    alt("7877");                  /* a code point */
    for (int i = 0; i < 3; i++) { /* the bytes of another, between two reads */
        alt((const char *[]){"0225", "0187", "0133"}[i]);
    }
    CHECK(nothing_scanned());
    alt("0");
    alt("128512");
    press(KEY_ENTER);
    CHECK_STR(scanned(),
              "N\xE1\xBB\x85\xE1\xBB\x85\xFF\xF0\x9F\x98\x80"); /* a NUL is refused, too */
    alt("55296"); /* half of a pair is no letter: refused as no UTF-8 */
    press(KEY_ENTER);
    CHECK_STR(scanned(), "\xFF");
    close_scanner();
}

TEST(control_characters_stay_in_the_payload_and_reach_nobody_else)
{
    open_scanner();
    press_with(KEY_LEFTCTRL, KEY_C);
    press_with(KEY_LEFTCTRL, KEY_M);
    press(KEY_A);
    press(KEY_ENTER);
    CHECK_STR(scanned(), "\x03");
    CHECK_STR(scanned(), "a");
    close_scanner();
}

TEST(pulled_out_while_it_types_nothing_of_it_stays)
{
    open_scanner();
    type_digits("0640950000");
    CHECK(nothing_scanned());
    strike(KEY_LEFTSHIFT, 1);
    bus_pull();
    CHECK(bus_until(gone) && !scan_take());
    CHECK_INT(scanner.payload.count, 0);
    CHECK(memmem(scanner.payload.bytes, sizeof scanner.payload.bytes, "0640", 4) == NULL);
    bus_plug();
    CHECK(bus_until(present));
    type_digits("12");
    press(KEY_ENTER);
    CHECK_STR(scanned(), "12"); /* and no Shift */
    close_scanner();
}

TEST(a_payload_of_which_the_kernel_dropped_keys_is_none)
{
    open_scanner();
    type_digits("0640");
    bus_send(EV_SYN, SYN_DROPPED, 0);
    bus_send(EV_SYN, SYN_REPORT, 0);
    type_digits("13");
    press(KEY_ENTER);
    CHECK(nothing_scanned());
    type_digits("99");
    press(KEY_ENTER);
    CHECK_STR(scanned(), "99");
    close_scanner();
}

TEST(a_flood_is_dropped_to_its_end_and_flushing_forgets)
{
    open_scanner();
    for (int i = 0; i < SCAN_MAX + 100; i++) {
        press(KEY_X);
        if (i % 8 == 7) {
            arrive(); /* or the line would be full */
            (void)scan_take();
        }
    }
    press(KEY_ENTER);
    type_digits("9");
    press(KEY_ENTER);
    CHECK_STR(scanned(), "9"); /* the first that comes: nothing came of the flood */
    type_digits("1");
    arrive();
    scanner.port.ops->flush(&scanner.port);
    type_digits("23");
    press(KEY_ENTER);
    CHECK_STR(scanned(), "23");
    close_scanner();
}

int main(int argc, char **argv)
{
    CASE(a_scanner_that_types_is_grabbed_and_read_key_by_key);
    CASE(joined_repeated_and_unterminated_payloads_are_told_apart);
    CASE(letters_beyond_the_keyboard_come_by_their_numbers);
    CASE(control_characters_stay_in_the_payload_and_reach_nobody_else);
    CASE(pulled_out_while_it_types_nothing_of_it_stays);
    CASE(a_payload_of_which_the_kernel_dropped_keys_is_none);
    CASE(a_flood_is_dropped_to_its_end_and_flushing_forgets);
    return check_done();
}
