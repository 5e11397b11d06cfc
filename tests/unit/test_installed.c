/* What a pack brings comes before what is built in. */
#include "app/sound/installed.h"

#include "tests/check.h"

static struct installed_text texts[MSG_COUNT];
static const struct language made = {"qaa", "Qaa", "thử", "comb", 2, 3, true, true};
static const struct language english = {"en", "English!", "Anh", "stripe", 1, 3, true, true};

TEST(a_new_language_is_found_after_those_built_in)
{
    int count = 0;
    installed_clear();
    while (language_at(count) != NULL) {
        count++;
    }
    CHECK(language_find("qaa") == NULL);
    CHECK(installed_add(&made, texts));
    CHECK(!installed_add(&made, texts));
    CHECK(language_find("qaa") == &made);
    CHECK(language_at(count) == &made);
    CHECK(language_at(count + 1) == NULL);
    CHECK_STR(language_at(0)->code, "vi");
}

TEST(a_built_in_language_gives_way_where_it_stands)
{
    int count = 0;
    int found = 0;
    installed_clear();
    CHECK(installed_add(&english, texts));
    CHECK(installed_add(&made, texts));
    for (; language_at(count) != NULL; count++) {
        found += strcmp(language_at(count)->code, "en") == 0;
    }
    CHECK_INT(found, 1);
    CHECK_STR(language_find("en")->name, "English!");
    CHECK(language_at(count - 1) == &made);
}

TEST(texts_come_first_and_what_is_not_there_is_as_before)
{
    installed_clear();
    (void)memset(texts, 0, sizeof texts);
    texts[MSG_YES] = (struct installed_text){"bab", NULL};
    texts[MSG_NO] = (struct installed_text){"bo", "boba"};
    CHECK(installed_add(&english, texts));
    CHECK_STR(message_text("en", MSG_YES), "bab");
    CHECK_STR(message_spoken("en", MSG_YES), "bab");
    CHECK_STR(message_spoken("en", MSG_NO), "boba");
    CHECK_STR(message_text("en", MSG_BACK), "Back");
    CHECK(installed_add(&made, texts));
    CHECK(message_has("qaa", MSG_YES) && !message_has("qaa", MSG_BACK));
    CHECK_STR(message_text("qaa", MSG_BACK), message_text("vi", MSG_BACK));
    installed_clear();
    CHECK_STR(message_text("en", MSG_YES), "Yes");
    CHECK(!message_has("qaa", MSG_YES));
}

TEST(languages_are_replaced_or_put_back)
{
    installed_clear();
    (void)memset(texts, 0, sizeof texts);
    texts[MSG_YES] = (struct installed_text){"bab", NULL};
    CHECK(installed_add(&made, texts));
    const int there = installed_drop_languages();
    CHECK_INT(there, 1);
    CHECK(language_find("qaa") == NULL);
    installed_keep_languages(there);
    CHECK_STR(message_text("qaa", MSG_YES), "bab");
    CHECK_INT(installed_drop_languages(), 1);
    CHECK(installed_add(&english, texts));
    CHECK(language_find("qaa") == NULL);
    CHECK_STR(message_text("en", MSG_YES), "bab");
    installed_clear();
}

TEST(the_core_is_that_of_its_file)
{
    CHECK_INT(language_core(0), MSG_WELCOME_GREETING);
    CHECK_INT(language_core(-1), MSG_NONE);
    CHECK_INT(language_core(1000), MSG_NONE);
}

/* What is being written comes before what is installed and built in, and only as long as it is
 * shown. */
TEST(a_preview_is_seen_and_gone)
{
    static struct installed_text draft[MSG_COUNT];
    static const struct language written = {"vi", "Vi", "Vi", "comb", 0, 1, false, false};
    const char *before = message_text("vi", MSG_NO);
    draft[MSG_YES].text = "being written";
    installed_preview(&written, draft);
    CHECK_STR(message_text("vi", MSG_YES), "being written");
    CHECK(message_text("vi", MSG_NO) == before);
    CHECK(language_find("vi") == &written);
    installed_preview(NULL, NULL);
    CHECK(strcmp(message_text("vi", MSG_YES), "being written") != 0);
    CHECK(language_find("vi") != &written);
}

int main(void)
{
    RUN(a_preview_is_seen_and_gone);
    RUN(a_new_language_is_found_after_those_built_in);
    RUN(a_built_in_language_gives_way_where_it_stands);
    RUN(texts_come_first_and_what_is_not_there_is_as_before);
    RUN(languages_are_replaced_or_put_back);
    RUN(the_core_is_that_of_its_file);
    return check_done();
}
