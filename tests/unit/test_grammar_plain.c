/* A language nobody wrote a grammar for: digit by digit in its own words, once it has them. */
#include <stdio.h>
#include <string.h>

#include "app/sound/grammar.h"
#include "app/sound/installed.h"
#include "app/sound/letters_en.h"
#include "app/sound/letters_vi.h"
#include "platform/base/utf8.h"
#include "tests/check.h"

static struct installed_text texts[MSG_COUNT];
static const struct language made = {"qaa", "Qaa", "Qaa", "comb", 1, MSG_COUNT - 1, true, true};
static const struct language other = {"qab", "Qab", "Qab", "comb", 1, MSG_COUNT - 1, true, true};
static char said[256];
static struct buf out;

static void name(const char *message, const char *text)
{
    texts[message_find(message)].text = text;
    CHECK(message_find(message) != MSG_NONE);
}

static void begin(void)
{
    static const char *const digits[10] = {"d0", "d1", "d2", "d3", "d4",
                                           "d5", "d6", "d7", "d8", "d9"};
    memset(texts, 0, sizeof texts);
    installed_clear();
    for (int i = 0; i < 10; i++) {
        char message[16];
        (void)snprintf(message, sizeof message, "MSG_L_%04X", (unsigned)('0' + i));
        name(message, digits[i]);
    }
    CHECK(installed_add(&made, texts));
    buf_init(&out, said, sizeof said);
}

TEST(without_all_digits_there_is_none)
{
    begin();
    CHECK(grammar_of("qaa") != NULL && grammar_find("qaa") == NULL);
    texts[MSG_L_0037].text = NULL;
    CHECK(grammar_of("qaa") == NULL);
    CHECK(grammar_of("jra") == NULL);
    CHECK(grammar_of("vi") == &grammar_vi && grammar_of("en") == &grammar_en);
}

TEST(numbers_dates_times_and_money_are_digits)
{
    begin();
    const struct grammar *g = grammar_of("qaa");
    g->number(21, &out);
    CHECK_STR(said, "d2 d1");
    buf_clear(&out);
    g->number(0, &out);
    CHECK_STR(said, "d0");
    buf_clear(&out);
    g->number(-5, &out);
    CHECK_STR(said, "d5"); /* it has no word for less than nothing */
    buf_clear(&out);
    g->number(INT64_MIN, &out);
    CHECK(!out.full);
    buf_clear(&out);
    g->date(20260405, &out);
    CHECK_STR(said, "d5, d4, d2 d0 d2 d6");
    buf_clear(&out);
    g->date(19480000, &out);
    CHECK_STR(said, "d1 d9 d4 d8");
    buf_clear(&out);
    g->time(7 * 60 + 5, &out);
    CHECK_STR(said, "d7, d0 d5");
    buf_clear(&out);
    name("MSG_DONG", "dong");
    g->money(8000, &out);
    CHECK_STR(said, "d8 d0 d0 d0 dong");
}

TEST(letters_have_their_names_or_none)
{
    begin();
    name("MSG_L_0061", "la");
    name("MSG_L_0103", "lab");
    name("MSG_L_0301", "up");
    name("MSG_L_0027", "stop");
    const struct grammar *g = grammar_of("qaa");
    CHECK_INT(g->letter("Á", strlen("Á"), &out), 2);
    CHECK_STR(said, "la, up");
    buf_clear(&out);
    CHECK_INT(g->letter("ắ", strlen("ắ"), &out), 3);
    CHECK_STR(said, "lab, up");
    buf_clear(&out);
    CHECK_INT(g->letter("\u2019", 3, &out), 3);
    CHECK_STR(said, "stop");
    buf_clear(&out);
    CHECK_INT(g->letter("z", 1, &out), 1);
    CHECK_STR(said, "");
}

TEST(two_languages_do_not_mix)
{
    static struct installed_text others[MSG_COUNT];
    begin();
    for (int i = 0; i < 10; i++) {
        others[MSG_L_0030 + i].text = "x";
    }
    CHECK(installed_add(&other, others));
    const struct grammar *first = grammar_of("qaa");
    const struct grammar *second = grammar_of("qab");
    CHECK(first != second && first == grammar_of("qaa"));
    first->number(7, &out);
    second->number(7, &out);
    CHECK_STR(said, "d7 x");
}

/* The names that translators see are those the written grammars say. */
TEST(the_messages_are_the_names_that_are_said)
{
    for (uint32_t cp = '!'; cp < 0x340; cp++) {
        char message[16];
        char letter[8];
        (void)snprintf(message, sizeof message, "MSG_L_%04X", (unsigned)cp);
        const enum message_id id = message_find(message);
        if (id == MSG_NONE || utf8_is_mark(cp)) {
            continue;
        }
        const size_t len = utf8_encode(cp, letter);
        buf_init(&out, said, sizeof said);
        (void)letters_vi(letter, len, &out);
        CHECK_STR(said, message_text("vi", id));
        buf_clear(&out);
        (void)letters_en(letter, len, &out);
        CHECK_STR(said, message_text("en", id));
    }
}

int main(void)
{
    RUN(without_all_digits_there_is_none);
    RUN(numbers_dates_times_and_money_are_digits);
    RUN(letters_have_their_names_or_none);
    RUN(two_languages_do_not_mix);
    RUN(the_messages_are_the_names_that_are_said);
    return check_done();
}
