#include "app/language/places.h"

#include <string.h>

#include "tests/check.h"

static struct places places;

static struct err read(const char *text)
{
    return places_read(text, strlen(text), &places);
}

static bool is_on(enum message_id id, const char *name)
{
    for (int i = 0; i < places.count; i++) {
        if (strcmp(places.names[i], name) == 0) {
            return places_has(&places.of[id], i);
        }
    }
    return false;
}

TEST(messages_are_found_on_their_screens_whatever_comes_first)
{
    CHECK(!failed(read("# head\nMSG_BACK\tneed slip\nMSG_YES\tdialog\n\nMSG_NO\tslip address\n")));
    CHECK_INT(places.count, 4);
    CHECK_STR(places.names[0], "address");
    CHECK_STR(places.names[3], "slip");
    CHECK(is_on(MSG_BACK, "need") && is_on(MSG_BACK, "slip") && !is_on(MSG_BACK, "dialog"));
    CHECK(is_on(MSG_YES, "dialog") && !is_on(MSG_YES, "address"));
    CHECK(is_on(MSG_NO, "address") && is_on(MSG_NO, "slip") && !is_on(MSG_NO, "need"));
}

/* In falling order, so that every new one moves all others up, over the edge of a word too. */
TEST(more_places_than_a_word_has_bits)
{
    char text[4096] = "MSG_YES\tz\n";
    size_t used = strlen(text);
    for (int i = 99; i > 0; i--) {
        used += (size_t)snprintf(text + used, sizeof text - used, "%s\tp%02d\n",
                                 i % 2 == 0 ? "MSG_BACK" : "MSG_NO", i);
    }
    CHECK(!failed(read(text)));
    CHECK_INT(places.count, 100);
    CHECK(is_on(MSG_YES, "z") && !is_on(MSG_YES, "p01"));
    for (int i = 1; i < 100; i++) {
        char name[16];
        (void)snprintf(name, sizeof name, "p%02d", i);
        CHECK(is_on(MSG_BACK, name) == (i % 2 == 0) && is_on(MSG_NO, name) == (i % 2 != 0));
    }
}

TEST(messages_of_another_firmware_are_left_out)
{
    CHECK(!failed(read("MSG_OF_TOMORROW\tneed\nMSG_YES\tneed\n")));
    CHECK(is_on(MSG_YES, "need"));
    CHECK(places.of[MSG_NONE].words[0] == 0 && places.of[MSG_NONE].words[1] == 0);
}

TEST(a_bad_line_is_named)
{
    const struct err e = read("MSG_YES\tneed\nMSG_NO need\n");
    CHECK_INT(e.code, ERR_BAD_INPUT);
    CHECK_INT(e.os, 2);
    CHECK(failed(read("MSG_YES\ta-name-that-is-far-too-long-for-a-screen\n")));
}

TEST(too_many_screens_are_refused)
{
    char text[2048];
    size_t n = 0;
    for (int i = 0; i <= PLACES_MAX; i++) {
        n += (size_t)snprintf(text + n, sizeof text - n, "MSG_YES\ts%d\n", i);
    }
    CHECK_INT(read(text).code, ERR_BAD_INPUT);
}

int main(void)
{
    RUN(messages_are_found_on_their_screens_whatever_comes_first);
    RUN(more_places_than_a_word_has_bits);
    RUN(messages_of_another_firmware_are_left_out);
    RUN(a_bad_line_is_named);
    RUN(too_many_screens_are_refused);
    return check_done();
}
