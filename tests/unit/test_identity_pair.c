/* What is remembered of two certificates follows their files, whatever was cut off. */
#include "app/steward/identity_pair.h"

#include "tests/check.h"

#define NOW  INT64_C(1795845600)
#define YEAR (INT64_C(365) * 86400)

static const struct identity_found none = {.hash = ""};
static const struct identity_found first = {"aa", NOW - YEAR, NOW + 1000};
static const struct identity_found next = {"bb", NOW - 10, NOW + YEAR};
static const struct identity_found third = {"cc", NOW, NOW + 2 * YEAR};

TEST(one_that_is_met_first_is_of_no_experience)
{
    struct identity_pair p = {.old_hash = ""};
    CHECK(!identity_pair_meet(&p, &none, &none, NOW));
    CHECK(identity_pair_meet(&p, &first, &none, NOW));
    CHECK_INT(p.two.old.until, NOW + 1000);
    CHECK(!p.two.old.taken && p.two.new.until == 0 && p.two.since_s == 0);
    CHECK(!identity_pair_meet(&p, &first, &none, NOW));
    p.two.old.taken = true;
    CHECK(identity_pair_meet(&p, &first, &next, NOW + 5));
    CHECK(p.two.old.taken && !p.two.new.taken);
    CHECK_INT(p.two.since_s, NOW + 5);
    CHECK(!identity_pair_meet(&p, &first, &next, NOW + 9));
    CHECK_INT(p.two.since_s, NOW + 5);
}

TEST(a_new_one_in_place_of_a_new_one_is_tried_anew)
{
    struct identity_pair p = {.old_hash = ""};
    (void)identity_pair_meet(&p, &first, &next, NOW);
    p.two.new.refused_s = NOW + 1;
    CHECK(identity_pair_meet(&p, &first, &third, NOW + 9));
    CHECK_INT(p.two.new.refused_s, 0);
    CHECK_INT(p.two.since_s, NOW + 9);
}

TEST(a_new_one_that_took_the_old_one_s_place_is_known_there)
{
    struct identity_pair p = {.old_hash = ""};
    (void)identity_pair_meet(&p, &first, &next, NOW);
    p.two.new.taken = true;
    struct identity_pair cut = p;
    CHECK(identity_pair_meet(&p, &next, &none, NOW + 9));
    CHECK(p.two.old.taken && p.two.old.until == next.until && p.two.new.until == 0);
    CHECK(identity_pair_meet(&cut, &next, &next, NOW + 9)); /* both names, one file */
    CHECK(cut.two.old.taken && cut.two.new.until == 0 && cut.new_hash[0] == '\0');
}

TEST(the_text_comes_back_and_one_that_is_none_is_nothing)
{
    char text[IDENTITY_PAIR_TEXT];
    struct identity_pair p = {.old_hash = ""};
    (void)identity_pair_meet(&p, &first, &next, NOW);
    p.two.new.refused_s = NOW + 3;
    p.two.old.taken = true;
    identity_pair_write(&p, text);
    struct identity_pair back = {.two.since_s = 1};
    CHECK(identity_pair_read(text, &back));
    CHECK(!identity_pair_meet(&back, &first, &next, NOW));
    CHECK_INT(back.two.since_s, NOW);
    CHECK(back.two.old.taken && back.two.new.refused_s == NOW + 3);
    CHECK(!identity_pair_read("", &back));
    CHECK_INT(back.two.old.until, 0);
    CHECK(!identity_pair_read("1 2 3", &back));
    strcat(text, " 7");
    CHECK(!identity_pair_read(text, &back));
    p.two = (struct credentials_two){.since_s = INT64_MIN};
    p.two.old.from = p.two.old.until = p.two.new.from = p.two.new.until = INT64_C(99999999999);
    memset(p.old_hash, 'a', SEAL_HEX - 1);
    memset(p.new_hash, 'b', SEAL_HEX - 1);
    identity_pair_write(&p, text);
    CHECK(strlen(text) < IDENTITY_PAIR_TEXT - 1);
    CHECK(identity_pair_read(text, &back));
    CHECK_STR(back.new_hash, p.new_hash);
}

int main(void)
{
    RUN(one_that_is_met_first_is_of_no_experience);
    RUN(a_new_one_in_place_of_a_new_one_is_tried_anew);
    RUN(a_new_one_that_took_the_old_one_s_place_is_known_there);
    RUN(the_text_comes_back_and_one_that_is_none_is_nothing);
    return check_done();
}
