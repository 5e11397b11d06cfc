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

int main(void)
{
    RUN(every_error_has_a_word_and_every_word_a_sentence);
    RUN(words_come_back_as_the_tables_own);
    return check_done();
}
