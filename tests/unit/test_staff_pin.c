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
    pin = (struct staff_pin){.dir = &dir, .state = scratch_open()};
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
    pin = (struct staff_pin){.dir = &dir, .state = scratch_open()};
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

static struct staff_pin of(enum staff_role role)
{
    return (struct staff_pin){.dir = &dir, .state = pin.state, .role = role};
}

TEST(each_role_has_its_own_pin_and_its_own_waits)
{
    begin();
    const struct staff_pin officer = of(STAFF_OFFICER);
    const struct staff_pin technician = of(STAFF_TECHNICIAN);
    CHECK_INT(staff_pin_check(&officer, RIGHT, 1).word, PIN_UNSET);
    CHECK(!failed(staff_pin_set(&officer, "739164", cheap)));
    CHECK(!failed(staff_pin_set(&technician, "604813", cheap)));
    for (int i = 0; i < 5; i++) {
        CHECK_INT(staff_pin_check(&officer, WRONG, 1000).word, PIN_WRONG);
    }
    CHECK_INT(staff_pin_check(&officer, "739164", 1001).word, PIN_LOCKED);
    CHECK_INT(staff_pin_look(&technician, 1001).tries, 5);
    const struct pin_answer right = staff_pin_check(&technician, "604813", 1001);
    CHECK(right.word == PIN_RIGHT && right.who.role == STAFF_TECHNICIAN && right.who.number == 0);
    CHECK_INT(check_at(RIGHT, 1001), PIN_RIGHT);
    CHECK_INT(staff_pin_check(&officer, "604813", 1000 + MINUTE).word, PIN_WRONG); /* another's */
}

TEST(a_folder_from_before_there_were_roles_opens_as_the_managers)
{
    char text[200] = "";
    begin();
    FILE *f = fopen(scratch("staff.pin"), "r"); /* the name it always had */
    CHECK(f != NULL && fread(text, 1, sizeof text - 1, f) > 60 && fclose(f) == 0);
    CHECK(strncmp(text, "$argon2id$", 10) == 0);
    CHECK_INT((int)staff_pin_roles(&pin), 1 << STAFF_MANAGER);
    const struct pin_answer a = staff_pin_begin(&pin, 1);
    CHECK(a.word == PIN_READY && a.who.role == STAFF_MANAGER);
}

TEST(with_several_it_is_asked_whose_and_with_one_it_is_not)
{
    dir = dir_linux();
    pin = (struct staff_pin){.dir = &dir, .state = scratch_open()};
    CHECK_INT(staff_pin_begin(&pin, 1).word, PIN_UNSET);
    const struct staff_pin officer = of(STAFF_OFFICER);
    CHECK(!failed(staff_pin_set(&officer, RIGHT, cheap)));
    const struct pin_answer one = staff_pin_begin(&pin, 1);
    CHECK(one.word == PIN_READY && one.who.role == STAFF_OFFICER);
    CHECK(!failed(staff_pin_set(&pin, "739164", cheap)));
    const struct pin_answer both = staff_pin_begin(&pin, 1);
    CHECK_INT(both.word, PIN_CHOOSE);
    CHECK_INT((int)both.roles, 1 << STAFF_MANAGER | 1 << STAFF_OFFICER);
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
    RUN(each_role_has_its_own_pin_and_its_own_waits);
    RUN(a_folder_from_before_there_were_roles_opens_as_the_managers);
    RUN(with_several_it_is_asked_whose_and_with_one_it_is_not);
    scratch_close();
    return check_done();
}
