#include "app/citizen/terms.h"

#include "tests/check.h"

static void fee_is(const char *text, enum fee_kind kind, int64_t dong, enum fee_per per)
{
    const struct fee fee = terms_fee(text);
    if (fee.kind != kind || fee.dong != dong || fee.per != per) {
        printf("# %s\n", text);
    }
    CHECK_INT(fee.kind, kind);
    CHECK_INT(fee.dong, dong);
    CHECK_INT(fee.per, per);
}

TEST(a_fee_others_set_is_never_nothing)
{
    fee_is("0 (HDND)", FEE_COUNTER, 0, FEE_WHOLE);
    fee_is("0 đúng hạn | quá hạn (HDND)", FEE_COUNTER, 0, FEE_WHOLE);
    fee_is("online 150000 | post 150000 | direct 50000 (HDND)", FEE_COUNTER, 0, FEE_WHOLE);
    fee_is("(LUAT)", FEE_COUNTER, 0, FEE_WHOLE);
    fee_is("0?", FEE_COUNTER, 0, FEE_WHOLE);
    fee_is("", FEE_COUNTER, 0, FEE_WHOLE);
    fee_is("online 5000", FEE_COUNTER, 0, FEE_WHOLE);
    fee_is("online 5000 | direct 40", FEE_COUNTER, 0, FEE_WHOLE); /* clipped by the crawl */
}

TEST(a_fee_that_is_known_is_said_as_the_counter_takes_it)
{
    fee_is("0", FEE_FREE, 0, FEE_WHOLE);
    fee_is("0 (miễn)", FEE_FREE, 0, FEE_WHOLE);
    fee_is("8000/bản", FEE_AMOUNT, 8000, FEE_COPY);
    fee_is("2000/trang (từ trang 3: 1000; tối đa 200000/bản)", FEE_AMOUNT, 2000, FEE_PAGE);
    fee_is("online 10000 | direct 20000 (có diện miễn)", FEE_AMOUNT, 20000, FEE_WHOLE);
    fee_is("direct 25000 | online 50000 | post 50000", FEE_AMOUNT, 25000, FEE_WHOLE);
    CHECK(terms_fee("400000 (có diện miễn)").exempt);
    CHECK(!terms_fee("10000").exempt);
}

static void days_are(const char *text, enum term_unit unit, int from, int to)
{
    const struct term term = terms_days(text);
    if (term.unit != unit || term.from != from || term.to != to) {
        printf("# %s\n", text);
    }
    CHECK_INT(term.unit, unit);
    CHECK(unit == TERM_COUNTER || (term.from == from && term.to == to));
}

TEST(days_are_those_of_the_counter)
{
    days_are("7wd", TERM_WORKING_DAYS, 7, 7);
    days_are("1", TERM_DAYS, 1, 1);
    days_are("15d", TERM_DAYS, 15, 15);
    days_are("8h", TERM_HOURS, 8, 8);
    days_are("4wh", TERM_WORKING_HOURS, 4, 4);
    days_are("2mo", TERM_MONTHS, 2, 2);
    days_are("1wd/3wd", TERM_WORKING_DAYS, 1, 3);
    days_are("online 10wd | post 10wd | direct 20wd", TERM_WORKING_DAYS, 20, 20);
    days_are("nhà ở riêng lẻ 15d | khác 20d", TERM_DAYS, 15, 20);
    days_are("BTXH 6wd | BHXH 9wd | người có công 18wd", TERM_WORKING_DAYS, 6, 18);
}

TEST(days_that_are_not_known_or_do_not_agree_are_left_to_the_counter)
{
    days_are("", TERM_COUNTER, 0, 0);
    days_are("0", TERM_COUNTER, 0, 0);
    days_are("5wd/2d", TERM_COUNTER, 0, 0);
    days_are("online 3wd", TERM_COUNTER, 0, 0);
    days_are("99999wd", TERM_COUNTER, 0, 0);
}

int main(void)
{
    RUN(a_fee_others_set_is_never_nothing);
    RUN(a_fee_that_is_known_is_said_as_the_counter_takes_it);
    RUN(days_are_those_of_the_counter);
    RUN(days_that_are_not_known_or_do_not_agree_are_left_to_the_counter);
    return check_done();
}
