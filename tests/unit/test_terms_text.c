#include "app/citizen/terms_text.h"

#include "tests/check.h"

static char storage[256];
static struct buf text;

static const char *fee_in(const char *language, const char *fee)
{
    const struct fee f = terms_fee(fee);
    buf_init(&text, storage, sizeof storage);
    terms_fee_text(language, &f, &text);
    return storage;
}

static const char *days_in(const char *language, const char *days)
{
    const struct term t = terms_days(days);
    buf_init(&text, storage, sizeof storage);
    terms_days_text(language, &t, &text);
    return storage;
}

TEST(an_amount_is_written_as_the_language_groups_it)
{
    CHECK(strstr(fee_in("vi", "400000"), "400.000") != NULL);
    CHECK(strstr(fee_in("en", "400000"), "400,000") != NULL);
    CHECK(strstr(fee_in("vi", "8000/bản"), "8.000") != NULL);
    CHECK(strstr(fee_in("vi", "1500000"), "1.500.000") != NULL);
}

TEST(a_fee_the_province_sets_is_no_number)
{
    CHECK_STR(fee_in("vi", "0 (HDND)"), message_text("vi", MSG_COUNTER_WILL_SAY));
    CHECK_STR(fee_in("vi", "0"), message_text("vi", MSG_FEE_FREE));
    CHECK(strpbrk(fee_in("vi", "0 (HDND)"), "0123456789") == NULL);
}

TEST(what_is_said_holds_the_numbers_that_are_shown)
{
    struct say say[TERMS_SAY];
    const struct fee fee = terms_fee("8000/bản");
    CHECK_INT(terms_fee_message(&fee, say), MSG_FEE_COPY);
    CHECK_INT(say[0].message, MSG_FEE_COPY);
    CHECK_INT(say[1].kind, SAY_MONEY);
    CHECK_INT(say[1].number, 8000);
    CHECK_INT(say[2].kind, SAY_END);
    const struct term term = terms_days("1wd/3wd");
    const enum message_id id = terms_days_message(&term, say);
    CHECK_INT(id, term.from == term.to ? MSG_TERM_WORKING_DAYS : MSG_TERM_WORKING_DAYS_RANGE);
    CHECK_INT(say[1].number, term.from);
    CHECK_INT(say[2].kind, term.from == term.to ? SAY_END : SAY_NUMBER);
}

TEST(a_range_of_days_shows_both_ends)
{
    const char *shown = days_in("vi", "nhà ở riêng lẻ 15d | khác 20d");
    CHECK(strstr(shown, "15") != NULL && strstr(shown, "20") != NULL);
    CHECK(strstr(days_in("en", "7wd"), "7") != NULL);
    CHECK_STR(days_in("en", "1"), "1 day");
    CHECK_STR(days_in("en", "1wd"), "1 working day");
    CHECK_STR(days_in("en", "1h"), "1 hour");
    CHECK_STR(days_in("vi", "1wd"), "1 ngày làm việc");
    const struct term one = terms_days("1");
    struct say say[TERMS_SAY];
    CHECK_INT(terms_days_message(&one, say), MSG_TERM_ONE_DAY);
    CHECK_INT(say[1].kind, SAY_END); /* its number is in the sentence */
    CHECK_STR(days_in("vi", ""), message_text("vi", MSG_COUNTER_WILL_SAY));
}

TEST(what_is_not_sure_is_said)
{
    struct catalogue_entry e = {.fee = "0", .trust = TRUST_READ};
    CHECK_INT(terms_doubt(&e), MSG_NOTE_NO_PAPERS);
    e.words[0].bring_count = 1;
    CHECK_INT(terms_doubt(&e), MSG_NONE);
    e.trust = TRUST_COPIED;
    CHECK_INT(terms_doubt(&e), MSG_NOTE_COPIED);
    e.trust = TRUST_NAMED;
    CHECK_INT(terms_doubt(&e), MSG_NOTE_NAMED);
    e.unchecked = true;
    CHECK_INT(terms_doubt(&e), MSG_NOTE_UNCHECKED);
}

TEST(notes_name_who_takes_it_and_who_does_not_pay)
{
    enum message_id notes[TERMS_NOTES];
    struct catalogue_entry e = {.fee = "10000", .place = PLACE_HERE};
    CHECK_INT(terms_notes(&e, notes), 0);
    e.place = PLACE_POLICE;
    CHECK_INT(terms_notes(&e, notes), 1);
    CHECK_INT(notes[0], MSG_NOTE_POLICE);
    e.fee = "400000 (có diện miễn)";
    CHECK_INT(terms_notes(&e, notes), 2);
    CHECK_INT(notes[1], MSG_NOTE_EXEMPT);
    CHECK_INT(terms_place_message(PLACE_PROVINCE), MSG_PLACE_PROVINCE);
}

TEST(places_of_a_sentence_are_filled)
{
    buf_init(&text, storage, sizeof storage);
    terms_fill(&text, "{1} và {0}, {2}{", "một", "hai");
    CHECK_STR(storage, "hai và một, {2}{");
}

int main(void)
{
    RUN(an_amount_is_written_as_the_language_groups_it);
    RUN(a_fee_the_province_sets_is_no_number);
    RUN(what_is_said_holds_the_numbers_that_are_shown);
    RUN(a_range_of_days_shows_both_ends);
    RUN(what_is_not_sure_is_said);
    RUN(notes_name_who_takes_it_and_who_does_not_pay);
    RUN(places_of_a_sentence_are_filled);
    return check_done();
}
