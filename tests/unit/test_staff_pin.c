#define _GNU_SOURCE /* nftw */
#include "app/staff_pin.h"

#include <string.h>

#include "tests/check.h"
#include "tests/unit/scratch.h"

#define MINUTE 60000u
#define RIGHT  "280519"
#define WRONG  "280518"

static const struct seal_pin_cost cheap = {1, 8192};
static struct port_dir dir;
static struct staff_pin pin;

static void begin(void)
{
    dir = dir_linux();
    pin = (struct staff_pin){&dir, scratch_open()};
    CHECK(!failed(staff_pin_set(&pin, RIGHT, cheap)));
}

static void put_file(const char *name, const char *text)
{
    FILE *f = fopen(scratch(name), "w");
    CHECK(f != NULL && fputs(text, f) >= 0 && fclose(f) == 0);
}

static enum pin_word check_at(const char *typed, uint64_t now_ms)
{
    return staff_pin_check(&pin, typed, now_ms).word;
}

TEST(without_a_pin_it_says_so)
{
    dir = dir_linux();
    pin = (struct staff_pin){&dir, scratch_open()};
    CHECK_INT(staff_pin_look(&pin, 1).word, PIN_UNSET);
    CHECK_INT(check_at(RIGHT, 1), PIN_UNSET);
}

TEST(a_pin_anybody_guesses_is_refused)
{
    static const char *const easy[] = {"000000", "123456", "654321",  "890123",
                                       "121212", "123123", "12341234"};
    begin();
    for (size_t i = 0; i < sizeof easy / sizeof easy[0]; i++) {
        CHECK_INT(staff_pin_set(&pin, easy[i], cheap).code, ERR_REFUSED);
    }
    CHECK_INT(staff_pin_set(&pin, "28051", cheap).code, ERR_BAD_INPUT);
    CHECK_INT(staff_pin_set(&pin, "2805190000001", cheap).code, ERR_BAD_INPUT);
    CHECK_INT(staff_pin_set(&pin, "28O519", cheap).code, ERR_BAD_INPUT);
    CHECK_INT(check_at(RIGHT, 1), PIN_RIGHT); /* the one before still holds */
}

TEST(five_wrong_ones_then_longer_and_longer)
{
    static const unsigned minutes[] = {1, 5, 15, 60, 60};
    uint64_t now = 1000;
    begin();
    for (int left = 4; left >= 0; left--) {
        const struct pin_answer a = staff_pin_check(&pin, WRONG, now);
        CHECK_INT(a.word, PIN_WRONG);
        CHECK_INT(a.tries, left);
    }
    for (size_t i = 0; i < sizeof minutes / sizeof minutes[0]; i++) {
        const uint64_t wait = (uint64_t)minutes[i] * MINUTE;
        CHECK_INT((int)staff_pin_look(&pin, now + 1).wait_ms, (int)wait - 1);
        CHECK_INT(check_at(RIGHT, now + wait - 1), PIN_LOCKED); /* not even judged */
        now += wait;
        CHECK_INT(staff_pin_look(&pin, now).word, PIN_READY);
        CHECK_INT(check_at(WRONG, now), PIN_WRONG);
    }
    CHECK_INT(check_at(RIGHT, now + 60 * MINUTE), PIN_RIGHT);
    CHECK_INT(staff_pin_look(&pin, now + 60 * MINUTE).tries, 5); /* the count begins anew */
}

TEST(twenty_wrong_ones_close_it_until_a_new_pin)
{
    uint64_t now = 1000;
    begin();
    for (int i = 0; i < 19; i++, now += 61 * MINUTE) {
        CHECK_INT(check_at(WRONG, now), PIN_WRONG);
    }
    CHECK_INT(check_at(WRONG, now), PIN_CLOSED);
    CHECK_INT(check_at(RIGHT, now + 61 * MINUTE), PIN_CLOSED);
    CHECK(!failed(staff_pin_set(&pin, "739164", cheap)));
    CHECK_INT(check_at("739164", now), PIN_RIGHT);
}

TEST(a_restart_begins_the_wait_anew_and_shortens_nothing)
{
    const uint64_t late = (uint64_t)30 * 24 * 60 * MINUTE;
    begin();
    for (int i = 0; i < 5; i++) {
        CHECK_INT(check_at(WRONG, late), PIN_WRONG);
    }
    CHECK_INT((int)staff_pin_look(&pin, 500).wait_ms, MINUTE); /* the clock begins at zero */
    CHECK_INT(check_at(RIGHT, 500 + MINUTE - 1), PIN_LOCKED);
    CHECK_INT(check_at(RIGHT, 500 + MINUTE), PIN_RIGHT);
}

TEST(a_try_is_counted_before_it_is_judged)
{
    begin();
    struct port_dir faulty = dir_faulty(&dir, 1, ERR_IO);
    pin.dir = &faulty;
    CHECK_INT(check_at(RIGHT, 1000), PIN_BROKEN); /* cannot be counted: not judged */
    pin.dir = &dir;
    CHECK_INT(check_at(WRONG, 1000), PIN_WRONG);
    CHECK_INT(staff_pin_look(&pin, 1000).tries, 4);
}

TEST(damaged_files_open_nothing)
{
    begin();
    put_file("staff.tries", "many\n");
    CHECK_INT(check_at(RIGHT, 1000), PIN_BROKEN);
    put_file("staff.tries", "0 0\n");
    put_file("staff.pin", "no text of ours\n");
    CHECK_INT(check_at(RIGHT, 1000), PIN_BROKEN);
    put_file("staff.pin", "");
    CHECK_INT(staff_pin_look(&pin, 1000).word, PIN_BROKEN);
}

int main(void)
{
    RUN(without_a_pin_it_says_so);
    RUN(a_pin_anybody_guesses_is_refused);
    RUN(five_wrong_ones_then_longer_and_longer);
    RUN(twenty_wrong_ones_close_it_until_a_new_pin);
    RUN(a_restart_begins_the_wait_anew_and_shortens_nothing);
    RUN(a_try_is_counted_before_it_is_judged);
    RUN(damaged_files_open_nothing);
    scratch_close();
    return check_done();
}
