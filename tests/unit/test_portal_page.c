/* The public page: every stage in both languages, nothing of a person, words chosen rightly. */
#include "platform/sim/portal/page.h"
#include "platform/sim/serve/limiter.h"
#include "tests/check.h"

static char storage[PAGE_MAX];

static const char *page_of(const struct ledger_entry *e, enum words_language language)
{
    struct buf out;
    buf_init(&out, storage, sizeof storage);
    CHECK(!failed(status_page_write(e, language, &out)));
    return storage;
}

static struct ledger_entry entry(int state, const char *number)
{
    struct ledger_entry e = {.state = state, .numbered_at = 1795400000000};
    snprintf(e.uuid, sizeof e.uuid, "00000000-0000-4000-8000-000000000001");
    snprintf(e.file_number, sizeof e.file_number, "%s", number);
    return e;
}

TEST(every_state_has_a_page_in_both_languages)
{
    for (int state = 1; state <= 11; state++) {
        struct ledger_entry e = entry(state, "THU-261123-000042");
        for (int language = WORDS_VI; language <= WORDS_EN; language++) {
            const char *page = page_of(&e, language);
            CHECK(strstr(page, "THU-261123-000042") != NULL);
            CHECK(strstr(page, "BẢN THỬ – KHÔNG CÓ GIÁ TRỊ") != NULL);
            CHECK(strstr(page, "{{") == NULL);
            CHECK(strstr(page, e.uuid) == NULL);
        }
    }
}

TEST(received_is_only_said_with_a_number)
{
    struct ledger_entry e = entry(1, "");
    CHECK(strstr(page_of(&e, WORDS_VI), "data-stage=\"sent\"") != NULL);
    e = entry(1, "THU-261123-000042");
    CHECK(strstr(page_of(&e, WORDS_VI), "data-stage=\"received\"") != NULL);
    CHECK(strstr(storage, "23/11/2026") != NULL);
}

TEST(the_way_marks_what_is_done)
{
    struct ledger_entry e = entry(2, "THU-261123-000042");
    int done = 0;
    for (const char *at = page_of(&e, WORDS_EN); (at = strstr(at, "<li class=\"done\"")) != NULL;
         at++) {
        done++;
    }
    CHECK_INT(done, 2);
    CHECK(strstr(storage, "aria-current=\"step\"") != NULL);
    e = entry(3, "THU-261123-000042");
    CHECK(strstr(page_of(&e, WORDS_EN), "<ol") == NULL);
}

TEST(an_unknown_token_may_still_be_at_the_kiosk)
{
    CHECK(strstr(page_of(NULL, WORDS_EN), "It may still be at the kiosk") != NULL);
    CHECK(strstr(page_of(NULL, WORDS_VI), "còn nằm trong máy") != NULL);
}

TEST(an_unknown_state_is_shown_by_its_words_and_escaped)
{
    struct ledger_entry e = entry(42, "THU-261123-000042");
    snprintf(e.state_text, sizeof e.state_text, "<b>Chờ xã khác</b>");
    CHECK(strstr(page_of(&e, WORDS_VI), "&lt;b&gt;Chờ xã khác") != NULL);
}

TEST(a_page_that_does_not_fit_is_an_error)
{
    struct buf small;
    buf_init(&small, storage, 200);
    CHECK_INT(status_page_write(NULL, WORDS_VI, &small).code, ERR_FULL);
}

TEST(the_language_is_the_visitors)
{
    CHECK_INT(words_choose(NULL, NULL), WORDS_VI);
    CHECK_INT(words_choose("en", "vi"), WORDS_EN);
    CHECK_INT(words_choose("vi", "en"), WORDS_VI);
    CHECK_INT(words_choose("fr", "en"), WORDS_EN);
    CHECK_INT(words_choose(NULL, "en-US,en;q=0.9"), WORDS_EN);
    CHECK_INT(words_choose(NULL, "vi,en;q=0.8"), WORDS_VI);
    CHECK_INT(words_choose(NULL, "fr, vi;q=0.3, en;q=0.7"), WORDS_EN);
    CHECK_INT(words_choose(NULL, "en;q=0.25,vi;q=0.3"), WORDS_VI);
    CHECK_INT(words_choose(NULL, "en;q=0"), WORDS_VI);
    CHECK_INT(words_choose(NULL, "de,fr"), WORDS_VI);
    CHECK_INT(words_choose(NULL, ",;q=,en;q"), WORDS_EN);
}

TEST(the_contracts_states_have_their_words)
{
    char text[80];
    words_state(1, "", text, sizeof text);
    CHECK_STR(text, "Mới đăng ký");
    words_state(10, "", text, sizeof text);
    CHECK_STR(text, "Đã trả kết quả");
    words_state(42, "", text, sizeof text);
    CHECK_STR(text, "Trạng thái 42 (chưa rõ)");
    words_state(42, "Chờ xã khác", text, sizeof text);
    CHECK_STR(text, "Chờ xã khác");
}

TEST(a_visitor_in_a_hurry_must_wait_and_others_need_not)
{
    static struct limiter l;
    limiter_init(&l, 60, 1000);
    for (int i = 0; i < 60; i++) {
        CHECK(limiter_allows(&l, "10.0.0.1", 1000));
    }
    CHECK(!limiter_allows(&l, "10.0.0.1", 1000));
    CHECK(!limiter_allows(&l, "10.0.0.1", 1900));
    CHECK(limiter_allows(&l, "10.0.0.2", 1900));
    CHECK(limiter_allows(&l, "10.0.0.1", 2100));
    CHECK(!limiter_allows(&l, "10.0.0.1", 500));
    limiter_give_back(&l, "10.0.0.1");
    CHECK(limiter_allows(&l, "10.0.0.1", 500));
    CHECK(!limiter_allows(&l, "10.0.0.1", 500));
    limiter_done(&l);
}

int main(void)
{
    RUN(every_state_has_a_page_in_both_languages);
    RUN(received_is_only_said_with_a_number);
    RUN(the_way_marks_what_is_done);
    RUN(an_unknown_token_may_still_be_at_the_kiosk);
    RUN(an_unknown_state_is_shown_by_its_words_and_escaped);
    RUN(a_page_that_does_not_fit_is_an_error);
    RUN(the_language_is_the_visitors);
    RUN(the_contracts_states_have_their_words);
    RUN(a_visitor_in_a_hurry_must_wait_and_others_need_not);
    return check_done();
}
