/* Two certificates, one shown: the table of decisions. */
#include "app/steward/credential.h"

#include <stddef.h>

#include "tests/check.h"

#define DAY ((int64_t)24 * 3600)
#define NOW ((int64_t)1795845600)

static const struct credential good = {.from = NOW - 300 * DAY, .until = NOW + 60 * DAY};
static const struct credential fresh = {.from = NOW - DAY, .until = NOW + 364 * DAY};
static const struct credential over = {.from = NOW - 400 * DAY, .until = NOW - DAY};
static const struct credential early = {.from = NOW + DAY, .until = NOW + 365 * DAY};

static struct credential refused(struct credential c, int64_t ago_s)
{
    c.refused_s = NOW - ago_s;
    return c;
}

static struct credential taken(struct credential c)
{
    c.taken = true;
    return c;
}

TEST(what_is_shown_and_how_it_stands)
{
    const struct credential none = {0};
    const struct {
        struct credential old, new;
        enum credential_choice choice;
        enum credential_word word;
        int days;
    } rows[] = {
        {none, none, CREDENTIAL_SHOW_NONE, CREDENTIAL_NONE, -(int)(NOW / DAY) - 1},
        {taken(good), none, CREDENTIAL_SHOW_OLD, CREDENTIAL_FINE, 60},
        {taken(over), none, CREDENTIAL_SHOW_OLD, CREDENTIAL_NONE, -1},
        {early, none, CREDENTIAL_SHOW_OLD, CREDENTIAL_NONE, 365},
        {none, fresh, CREDENTIAL_SHOW_NEW, CREDENTIAL_TRYING, 364},
        {taken(good), fresh, CREDENTIAL_SHOW_NEW, CREDENTIAL_TRYING, 364},
        {taken(good), taken(fresh), CREDENTIAL_SHOW_NEW, CREDENTIAL_FINE, 364},
        {taken(good), refused(fresh, 60), CREDENTIAL_SHOW_OLD, CREDENTIAL_FALLEN, 60},
        {taken(good), refused(fresh, CREDENTIAL_AGAIN_S), CREDENTIAL_SHOW_NEW, CREDENTIAL_NONE,
         364},
        {taken(over), refused(fresh, 60), CREDENTIAL_SHOW_NEW, CREDENTIAL_NONE, 364},
        {taken(good), early, CREDENTIAL_SHOW_OLD, CREDENTIAL_TRYING, 60},
        {taken(good), over, CREDENTIAL_SHOW_OLD, CREDENTIAL_TRYING, 60},
        {refused(good, 60), refused(fresh, 60), CREDENTIAL_SHOW_NEW, CREDENTIAL_NONE, 364},
        {refused(good, 60), none, CREDENTIAL_SHOW_OLD, CREDENTIAL_NONE, 60},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct credentials_two c = {rows[i].old, rows[i].new, NOW};
        CHECK_INT(credential_choose(&c, NOW), rows[i].choice);
        CHECK_INT(credential_state(&c, NOW), rows[i].word);
        CHECK_INT(credential_days_left(&c, NOW), rows[i].days);
    }
}

TEST(a_new_one_is_tried_falls_back_and_is_tried_again)
{
    struct credentials_two c = {.old = taken(good)};
    credential_came(&c, fresh.from, fresh.until, NOW);
    CHECK_INT(credential_choose(&c, NOW), CREDENTIAL_SHOW_NEW);
    CHECK(!credential_ended(&c, CREDENTIAL_SHOW_NEW, CREDENTIAL_NO_LINE, NOW));
    CHECK_INT(credential_choose(&c, NOW), CREDENTIAL_SHOW_NEW); /* a dead line proves nothing */
    CHECK(credential_ended(&c, CREDENTIAL_SHOW_NEW, CREDENTIAL_REFUSED, NOW));
    CHECK_INT(credential_choose(&c, NOW), CREDENTIAL_SHOW_OLD);
    CHECK_INT(credential_state(&c, NOW), CREDENTIAL_FALLEN);
    CHECK(!credential_ended(&c, CREDENTIAL_SHOW_OLD, CREDENTIAL_TAKEN, NOW));
    CHECK(!credential_settle(&c, NOW + 8 * DAY)); /* the old one stays while the new is refused */
    const int64_t later = NOW + CREDENTIAL_AGAIN_S;
    CHECK_INT(credential_choose(&c, later), CREDENTIAL_SHOW_NEW);
    CHECK(credential_ended(&c, CREDENTIAL_SHOW_NEW, CREDENTIAL_TAKEN, later));
    CHECK_INT(credential_state(&c, later), CREDENTIAL_FINE);
    CHECK(!credential_settle(&c, NOW + CREDENTIAL_KEEP_S - 1));
    CHECK(credential_settle(&c, NOW + CREDENTIAL_KEEP_S));
    CHECK_INT(c.new.until, 0);
    CHECK_INT(c.old.until, fresh.until);
    CHECK(c.old.taken);
    CHECK(!credential_settle(&c, NOW + CREDENTIAL_KEEP_S));
}

TEST(the_one_in_use_is_never_given_away_for_one_that_comes)
{
    struct credentials_two c = {.old = taken(good)};
    credential_came(&c, fresh.from, fresh.until, NOW);
    credential_came(&c, fresh.from, fresh.until + DAY, NOW + 1); /* the first was never taken */
    CHECK_INT(c.old.until, good.until);
    CHECK(credential_ended(&c, CREDENTIAL_SHOW_NEW, CREDENTIAL_TAKEN, NOW + 2));
    credential_came(&c, fresh.from, fresh.until + 2 * DAY, NOW + 3);
    CHECK_INT(c.old.until, fresh.until + DAY);
    CHECK(credential_ended(&c, CREDENTIAL_SHOW_NEW, CREDENTIAL_TAKEN, NOW + 4));
    CHECK(credential_ended(&c, CREDENTIAL_SHOW_NEW, CREDENTIAL_REFUSED, NOW + 5));
    credential_came(&c, fresh.from, fresh.until + 3 * DAY, NOW + 6);
    CHECK_INT(c.old.until, fresh.until + DAY); /* the refused one in between is nobody's */
}

TEST(a_clock_that_was_put_back_does_not_rest_for_years)
{
    struct credentials_two c = {.old = taken(good), .new = refused(fresh, 0)};
    CHECK_INT(credential_choose(&c, NOW - 10 * 3600), CREDENTIAL_SHOW_NEW);
    CHECK_INT(credential_choose(&c, 0), CREDENTIAL_SHOW_NEW); /* 1970: the server judges */
}

TEST(the_last_thirty_days_are_an_alarm)
{
    struct credentials_two c = {.old = taken(good)};
    CHECK_INT(credential_state(&c, NOW + 30 * DAY), CREDENTIAL_FINE);
    CHECK_INT(credential_state(&c, NOW + 30 * DAY + 1), CREDENTIAL_ENDS_SOON);
    CHECK_INT(credential_state(&c, good.until), CREDENTIAL_ENDS_SOON);
    CHECK_INT(credential_days_left(&c, good.until), 0);
    CHECK_INT(credential_state(&c, good.until + 1), CREDENTIAL_NONE);
    CHECK_INT(credential_days_left(&c, good.until + 1), -1);
}

int main(void)
{
    RUN(what_is_shown_and_how_it_stands);
    RUN(a_new_one_is_tried_falls_back_and_is_tried_again);
    RUN(the_one_in_use_is_never_given_away_for_one_that_comes);
    RUN(a_clock_that_was_put_back_does_not_rest_for_years);
    RUN(the_last_thirty_days_are_an_alarm);
    return check_done();
}
