#include "app/courier/reasons.h"

#include "tests/check.h"

TEST(every_error_has_a_word_and_every_word_a_sentence)
{
    for (int code = ERR_IO; code <= ERR_UNSUPPORTED; code++) {
        const char *word = reason_of((struct err){(enum err_code)code, 0, "test"});
        CHECK(word[0] != '\0');
        CHECK(strcmp(reason_sentence(word), word) != 0);
        CHECK(strchr(reason_sentence(word), ' ') != NULL);
        CHECK(strlen(word) < 24);
    }
    CHECK_STR(reason_of(ERR_OK), "");
}

TEST(words_come_back_as_the_tables_own)
{
    char passing[] = "offline";
    CHECK(reason_word(passing) != passing);
    CHECK_STR(reason_word(passing), "offline");
    CHECK_STR(reason_word("nonsense"), "");
    CHECK_STR(reason_sentence("nonsense"), "nonsense");
}

TEST(what_keeps_an_exchange_at_home_has_a_word_each)
{
    static const char *const not_away[] = {"", "timeout", "stopped", "unauthorized", "busy"};
    for (int i = HTTP_AWAY_LINE; i <= HTTP_AWAY_REFUSED; i++) {
        const char *word = reason_away((enum http_away)i);
        CHECK(reason_is_away(word));
        CHECK_STR(reason_word(word), word);
        CHECK(strchr(reason_sentence(word), ' ') != NULL);
        CHECK(strlen(word) < 20); /* portal_answer.trouble */
        for (int k = HTTP_AWAY_LINE; k < i; k++) {
            CHECK(strcmp(reason_away((enum http_away)k), word) != 0);
        }
    }
    for (size_t i = 0; i < sizeof not_away / sizeof not_away[0]; i++) {
        CHECK(!reason_is_away(not_away[i]));
    }
}

int main(void)
{
    RUN(every_error_has_a_word_and_every_word_a_sentence);
    RUN(words_come_back_as_the_tables_own);
    RUN(what_keeps_an_exchange_at_home_has_a_word_each);
    return check_done();
}
