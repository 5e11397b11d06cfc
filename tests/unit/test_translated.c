#include "app/translated.h"

#include "app/sound/languages.h"
#include "tests/check.h"

static char base[TRANSLATED_KEY];
static int language;

TEST(a_key_ends_with_its_language)
{
    CHECK(translated_key("title.en", base, &language));
    CHECK_STR(base, "title");
    CHECK_INT(language, translated_language("en"));
    CHECK(translated_key("answer.1.jra", base, &language));
    CHECK_STR(base, "answer.1");
    CHECK_INT(language, translated_language("jra"));
}

TEST(a_key_without_a_language_is_vietnamese)
{
    CHECK(translated_key("title", base, &language));
    CHECK_STR(base, "title");
    CHECK_INT(language, -1);
    CHECK(translated_key("answer.1.to", base, &language));
    CHECK_STR(base, "answer.1.to");
    CHECK_INT(language, -1);
    CHECK_INT(translated_language("vi"), -1);
}

TEST(every_language_that_has_a_folder_may_have_words)
{
    CHECK(language_at(1) != NULL);
    for (int i = 1; language_at(i) != NULL; i++) {
        CHECK_INT(translated_language(language_at(i)->code), i - 1);
    }
}

TEST(a_key_too_long_is_refused)
{
    CHECK(
        !translated_key("a.key.that.is.longer.than.any.key.of.a.content.file.en", base, &language));
}

int main(void)
{
    RUN(a_key_ends_with_its_language);
    RUN(a_key_without_a_language_is_vietnamese);
    RUN(every_language_that_has_a_folder_may_have_words);
    RUN(a_key_too_long_is_refused);
    return check_done();
}
