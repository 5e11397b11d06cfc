/* Every message is in every complete language, with the same places to fill in and the same lines:
 * who adds a Vietnamese sentence adds its English one. */
#include <string.h>

#include "app/sound/messages.h"
#include "tests/check.h"

static const char *const complete[] = {"en"};
enum { COMPLETE = sizeof complete / sizeof complete[0] };

static int count_of(const char *text, const char *what)
{
    int count = 0;
    for (const char *p = text; (p = strstr(p, what)) != NULL; p += strlen(what)) {
        count++;
    }
    return count;
}

static bool has_same(const char *text, const char *source)
{
    static const char *const marks[] = {"{0}", "{1}", "{"};
    bool same = true;
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        same &= count_of(text, marks[i]) == count_of(source, marks[i]);
    }
    return same;
}

TEST(every_message_is_there)
{
    for (int l = 0; l < COMPLETE; l++) {
        for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
            const bool there = message_has(complete[l], (enum message_id)id) != 0;
            if (!there) {
                printf("# %s is not in assets/languages/%s: \"%s\"\n",
                       message_name((enum message_id)id), complete[l],
                       message_text("vi", (enum message_id)id));
            }
            CHECK(there);
        }
    }
}

TEST(places_to_fill_in_and_lines_are_the_same)
{
    for (int l = 0; l < COMPLETE; l++) {
        for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
            const enum message_id message = (enum message_id)id;
            const char *text = message_text(complete[l], message);
            const char *source = message_text("vi", message);
            const char *spoken = message_spoken(complete[l], message);
            const bool same = has_same(text, source) &&
                              has_same(spoken, message_spoken("vi", message)) &&
                              count_of(text, "\n") == count_of(source, "\n");
            if (!same) {
                printf("# %s: \"%s\" beside \"%s\"\n", message_name(message), text, source);
            }
            CHECK(same);
        }
    }
}

/* A tool has two short lines, whatever the language. */
TEST(tools_fit_their_keys)
{
    static const enum message_id tools[] = {MSG_TOOL_REPLAY,  MSG_TOOL_SLOWER,   MSG_TOOL_LOUDER,
                                            MSG_TOOL_DISPLAY, MSG_TOOL_LANGUAGE, MSG_TOOL_CALL};
    for (size_t i = 0; i < sizeof tools / sizeof tools[0]; i++) {
        const char *text = message_text("en", tools[i]);
        const char *second = strchr(text, '\n');
        CHECK(second != NULL && second - text <= 8 && strlen(second + 1) <= 8);
    }
}

TEST(the_practice_mark_is_the_same_everywhere)
{
    CHECK_STR(message_text("en", MSG_PRACTICE_MARK), message_text("vi", MSG_PRACTICE_MARK));
    CHECK(strcmp(message_spoken("en", MSG_PRACTICE_MARK), message_text("vi", MSG_PRACTICE_MARK)) !=
          0);
}

TEST(another_language_falls_back_to_vietnamese)
{
    CHECK(!message_has("jra", MSG_YES));
    CHECK_STR(message_text("jra", MSG_YES), message_text("vi", MSG_YES));
    CHECK_STR(message_text("en", MSG_YES), "Yes");
}

TEST(a_message_is_found_by_its_name_alone)
{
    static const char *const unknown[] = {"",         "MSG",      "MSG_", "MSG_YE",
                                          "MSG_YES_", "MSG_NONE", "ZZZ"};
    for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
        CHECK_INT(message_find(message_name((enum message_id)id)), id);
    }
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
        CHECK_INT(message_find(unknown[i]), MSG_NONE);
    }
}

int main(void)
{
    RUN(a_message_is_found_by_its_name_alone);
    RUN(every_message_is_there);
    RUN(places_to_fill_in_and_lines_are_the_same);
    RUN(tools_fit_their_keys);
    RUN(the_practice_mark_is_the_same_everywhere);
    RUN(another_language_falls_back_to_vietnamese);
    return check_done();
}
