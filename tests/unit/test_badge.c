#define _GNU_SOURCE /* nftw */
#include "app/staff/badge.h"

#include <string.h>

#include "tests/check.h"
#include "tests/unit/scratch.h"

#define TODAY 20261127

static struct port_dir dir;
static struct port_random chance;
static struct badge_store store;
static struct staff_person who;

static void begin(void)
{
    dir = dir_linux();
    chance = random_seeded(7);
    store = (struct badge_store){&dir, scratch_open()};
}

static enum badge_word show(const char *payload)
{
    who = (struct staff_person){STAFF_MANAGER, 0};
    return badge_check(&store, payload, TODAY, &who);
}

static void make(int number, enum staff_role role, int last_day, char text[BADGE_TEXT])
{
    CHECK(
        !failed(badge_make(&store, &chance, (struct staff_person){role, number}, last_day, text)));
}

TEST(a_badge_says_who_bears_it)
{
    char text[BADGE_TEXT];
    begin();
    make(14, STAFF_OFFICER, 20271231, text);
    CHECK(strncmp(text, "RONG-THE/14/", 12) == 0 && strlen(text) == 38);
    CHECK_INT(show(text), BADGE_GOOD);
    CHECK(who.role == STAFF_OFFICER && who.number == 14);
    make(15, STAFF_TECHNICIAN, 20271231, text);
    CHECK_INT(show(text), BADGE_GOOD);
    CHECK(who.role == STAFF_TECHNICIAN && who.number == 15);
}

TEST(the_kiosk_keeps_no_token)
{
    char text[BADGE_TEXT];
    char kept[400] = "";
    begin();
    make(14, STAFF_OFFICER, 20271231, text);
    FILE *f = fopen(scratch("staff.badges"), "r");
    CHECK(f != NULL && fread(kept, 1, sizeof kept - 1, f) > 64 && fclose(f) == 0);
    CHECK(strncmp(kept, "14 officer 20271231 valid ", 26) == 0);
    CHECK(strstr(kept, text + 12) == NULL);
}

TEST(what_is_no_badge_of_this_kiosk_is_foreign)
{
    char text[BADGE_TEXT];
    char other[BADGE_TEXT + 2];
    begin();
    CHECK_INT(show("RONG-THE/14/ABCDEFGHJKMNPQRSTVWXYZ0123"), BADGE_FOREIGN); /* no list at all */
    make(14, STAFF_OFFICER, 20271231, text);
    static const char *const strange[] = {"", "https://example.vn/H/ABC", "RONG-THE/14/",
                                          "RONG-THE/14/ABCDEFGHJKMNPQRSTVWXYZ0123",
                                          "RONG-THE/-1/ABCDEFGHJKMNPQRSTVWXYZ0123"};
    for (size_t i = 0; i < sizeof strange / sizeof strange[0]; i++) {
        CHECK_INT(show(strange[i]), BADGE_FOREIGN);
        CHECK_INT(who.number, 0);
    }
    memcpy(other, text, sizeof text);
    other[10] = '5'; /* another number */
    CHECK_INT(show(other), BADGE_FOREIGN);
    memcpy(other, text, sizeof text);
    other[37] = other[37] == 'A' ? 'B' : 'A';
    CHECK_INT(show(other), BADGE_FOREIGN);
    snprintf(other, sizeof other, "%sA", text);
    CHECK_INT(show(other), BADGE_FOREIGN);
}

TEST(its_last_day_is_the_last)
{
    char text[BADGE_TEXT];
    begin();
    make(14, STAFF_OFFICER, TODAY, text);
    CHECK_INT(show(text), BADGE_GOOD);
    CHECK_INT(badge_check(&store, text, TODAY + 1, &who), BADGE_EXPIRED);
    CHECK_INT(badge_check(&store, text, BADGE_NO_DAY, &who), BADGE_UNDATED);
    CHECK_INT(badge_day(1795400640, 420), 20261123);
    CHECK_INT(badge_day(1795456800, 420), 20261124); /* 18:00 in London is the next day here */
}

TEST(a_lost_one_and_one_that_was_replaced_open_nothing)
{
    char first[BADGE_TEXT];
    char second[BADGE_TEXT];
    begin();
    make(14, STAFF_OFFICER, 20271231, first);
    make(14, STAFF_OFFICER, 20271231, second);
    CHECK_INT(show(first), BADGE_LOST);
    CHECK_INT(show(second), BADGE_GOOD);
    CHECK(!failed(badge_lose(&store, 14)));
    CHECK_INT(show(second), BADGE_LOST);
    CHECK_INT(badge_lose(&store, 15).code, ERR_NOT_FOUND);
}

TEST(wrong_numbers_and_days_make_none)
{
    char text[BADGE_TEXT];
    begin();
    CHECK_INT(
        badge_make(&store, &chance, (struct staff_person){STAFF_OFFICER, 0}, 20271231, text).code,
        ERR_BAD_INPUT);
    CHECK_INT(
        badge_make(&store, &chance, (struct staff_person){STAFF_OFFICER, 10000}, 20271231, text)
            .code,
        ERR_BAD_INPUT);
    CHECK_INT(
        badge_make(&store, &chance, (struct staff_person){STAFF_OFFICER, 1}, 20271331, text).code,
        ERR_BAD_INPUT);
}

TEST(a_full_list_drops_lost_ones_only)
{
    char text[BADGE_TEXT];
    char last[BADGE_TEXT];
    begin();
    for (int i = 1; i <= BADGES_MAX; i++) {
        make(i, STAFF_OFFICER, 20271231, text);
    }
    CHECK_INT(
        badge_make(&store, &chance, (struct staff_person){STAFF_OFFICER, 100}, 20271231, last).code,
        ERR_FULL);
    CHECK(!failed(badge_lose(&store, 3)));
    make(100, STAFF_OFFICER, 20271231, last);
    CHECK_INT(show(last), BADGE_GOOD);
    CHECK_INT(show(text), BADGE_GOOD);
}

TEST(a_damaged_list_opens_nothing)
{
    char text[BADGE_TEXT];
    struct badge_list list;
    begin();
    make(14, STAFF_OFFICER, 20271231, text);
    FILE *f = fopen(scratch("staff.badges"), "a");
    CHECK(f != NULL && fputs("15 king 20271231 valid 00\n", f) > 0 && fclose(f) == 0);
    CHECK_INT(badge_read(&store, &list).code, ERR_CORRUPT);
    CHECK_INT(show(text), BADGE_BROKEN);
    CHECK_INT(badge_lose(&store, 14).code, ERR_CORRUPT);
}

TEST(a_badge_of_a_token_at_hand_is_listed_and_makes_the_older_one_lost)
{
    static struct badge_list list;
    const char *token = "0123456789ABCDEFGHJKMNPQRS";
    char text[BADGE_TEXT];
    begin();
    make(14, STAFF_OFFICER, 20271231, text);
    CHECK(!failed(
        badge_keep(&store, (struct staff_person){STAFF_MANAGER, 14}, 20261128, token, &list)));
    CHECK(list.count == 2 && list.rows[0].lost && !list.rows[1].lost);
    CHECK_INT(show(text), BADGE_LOST);
    badge_text(14, token, text);
    CHECK_STR(text, "RONG-THE/14/0123456789ABCDEFGHJKMNPQRS");
    CHECK_INT(show(text), BADGE_GOOD);
    CHECK(badge_is_valid(&list, 14, 20261128) && !badge_is_valid(&list, 14, 20261129));
    CHECK(!badge_is_valid(&list, 15, TODAY));
    CHECK_INT(
        badge_keep(&store, (struct staff_person){STAFF_OFFICER, 0}, 20271231, token, &list).code,
        ERR_BAD_INPUT);
    CHECK_INT(
        badge_keep(&store, (struct staff_person){STAFF_OFFICER, 15}, 20271231, "short", &list).code,
        ERR_BAD_INPUT);
    CHECK(!failed(badge_read(&store, &list)) && list.count == 2);
}

int main(void)
{
    RUN(a_badge_says_who_bears_it);
    RUN(the_kiosk_keeps_no_token);
    RUN(what_is_no_badge_of_this_kiosk_is_foreign);
    RUN(its_last_day_is_the_last);
    RUN(a_lost_one_and_one_that_was_replaced_open_nothing);
    RUN(wrong_numbers_and_days_make_none);
    RUN(a_full_list_drops_lost_ones_only);
    RUN(a_damaged_list_opens_nothing);
    RUN(a_badge_of_a_token_at_hand_is_listed_and_makes_the_older_one_lost);
    scratch_close();
    return check_done();
}
