#include "app/courier/verdict.h"

#include "tests/check.h"

static const struct status_row rows[] = {{200, 201, LOOK}, {404, 404, UNKNOWN}, {500, 599, LATER}};

TEST(a_status_is_judged_by_its_row_and_without_one_it_is_a_strangers)
{
    static const struct {
        int status;
        enum verdict want;
    } cases[] = {{199, STRANGER}, {200, LOOK},  {201, LOOK},  {202, STRANGER}, {404, UNKNOWN},
                 {405, STRANGER}, {500, LATER}, {599, LATER}, {600, STRANGER}, {-1, STRANGER}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        CHECK_INT(verdict_of(rows, 3, cases[i].status), cases[i].want);
    }
    CHECK_INT(verdict_of(NULL, 0, 200), STRANGER);
}

TEST(three_verdicts_need_no_body)
{
    const struct http_answer a = {.retry_after_s = 7};
    struct reading r = reading_plain(MEANS_STORED, "untouched");
    static const enum verdict look[] = {LOOK, REFUSED, CONFLICT, UNKNOWN};
    for (size_t i = 0; i < 4; i++) {
        CHECK(!reading_without_body(look[i], &a, &r));
        CHECK_STR(r.reason, "untouched");
    }
    CHECK(reading_without_body(LATER, &a, &r));
    CHECK(r.meaning == MEANS_LATER && r.retry_after_s == 7);
    CHECK(reading_without_body(UNAUTHORIZED, &a, &r));
    CHECK(r.meaning == MEANS_UNAUTHORIZED && r.retry_after_s == -1);
    CHECK(reading_without_body(STRANGER, &a, &r));
    CHECK(r.meaning == MEANS_NOT_PORTAL && r.retry_after_s == -1);
}

TEST(a_member_that_is_no_text_is_empty)
{
    json_t *o = json_loads("{\"a\":\"x\",\"b\":7,\"c\":null}", 0, NULL);
    CHECK_STR(json_text(o, "a"), "x");
    CHECK_STR(json_text(o, "b"), "");
    CHECK_STR(json_text(o, "c"), "");
    CHECK_STR(json_text(o, "d"), "");
    CHECK_STR(json_text(NULL, "a"), "");
    json_decref(o);
}

/* It is printed, spoken and put into paths. */
TEST(a_number_is_of_letters_digits_and_three_marks_and_fits)
{
    CHECK(is_number_text("H21.12.34-261123/0007", 40));
    CHECK(is_number_text("", 40));
    CHECK(is_number_text("1234567", 8));
    CHECK(!is_number_text("12345678", 8));
    static const char *const bad[] = {"a b", "a?b", "a\nb", "<b>", "a%2F", "\xC4\x90", "a\x7F"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        CHECK(!is_number_text(bad[i], 40));
    }
}

TEST(words_end_at_what_is_no_letter_or_does_not_fit)
{
    static const struct {
        const char *from, *want;
    } cases[] = {
        {"", ""},
        {"M\xE1\xBB\x9Bi", "M\xE1\xBB\x9Bi"},
        {"ab\ncd", "ab"},
        {"ab\x7F", "ab"},
        {"ab\xFF"
         "cd",
         "ab"},
        {"ab\xE1\xBB", "ab"},
        {"1234567", "1234567"},
        {"12345678", "1234567"},
        {"12345\xE1\xBB\x9Bi", "12345"}, /* between letters */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char out[8];
        copy_words(out, sizeof out, cases[i].from);
        CHECK_STR(out, cases[i].want);
    }
}

int main(void)
{
    RUN(a_status_is_judged_by_its_row_and_without_one_it_is_a_strangers);
    RUN(three_verdicts_need_no_body);
    RUN(a_member_that_is_no_text_is_empty);
    RUN(a_number_is_of_letters_digits_and_three_marks_and_fits);
    RUN(words_end_at_what_is_no_letter_or_does_not_fit);
    return check_done();
}
