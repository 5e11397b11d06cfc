/* A command from afar: read as it was signed, for one kiosk, for a few days. */
#include "app/steward/command.h"

#include <stdio.h>
#include <string.h>

#include "tests/check.h"

#define ID     "0123456789abcdef0123456789abcdef"
#define ISSUED INT64_C(1795845600) /* 2026-11-28T06:00:00Z */
#define TIMES  "issued = 2026-11-28T06:00:00Z\nexpires = 2026-11-28T18:00:00Z\n"
#define FINE   "rong-command 1\nkiosk = K07\nid = " ID "\nkind = restart\n" TIMES

static uint8_t public[SEAL_KEY], seed[SEAL_KEY];
static struct command c;

static enum command_word read_signed(const char *draft)
{
    char text[SIGNED_TEXT_MAX];
    size_t size = 0;
    CHECK(!failed(signed_text_sign(draft, strlen(draft), seed, text, sizeof text, &size)));
    return command_read(text, size, public, &c);
}

TEST(each_kind_is_read)
{
    char draft[512];
    for (int kind = 0; kind < COMMAND_KINDS; kind++) {
        const char *word = command_kind_word((enum command_kind)kind);
        (void)snprintf(draft, sizeof draft,
                       "rong-command 1\nkiosk = K07\nid = " ID "\nkind = %s\n" TIMES, word);
        CHECK_INT(read_signed(draft), COMMAND_BEGUN);
        CHECK_INT(c.kind, kind);
        CHECK_INT(command_kind_of(word), kind);
    }
    CHECK_STR(c.kiosk, "K07");
    CHECK_STR(c.id, ID);
    CHECK_INT(c.issued, ISSUED);
    CHECK_INT(c.expires, ISSUED + 12 * 3600);
    CHECK_INT(command_kind_of("shell"), COMMAND_KINDS);
    CHECK_STR(command_kind_word(COMMAND_KINDS), "");
}

TEST(an_unknown_kind_is_refused_though_it_is_signed)
{
    CHECK_INT(read_signed("rong-command 1\nkiosk = K07\nid = " ID "\nkind = shell\n" TIMES),
              COMMAND_UNKNOWN);
    CHECK_STR(c.id, ID);
}

TEST(what_is_not_signed_by_the_operator_is_refused)
{
    char text[SIGNED_TEXT_MAX];
    uint8_t other[SEAL_KEY];
    uint8_t other_seed[SEAL_KEY];
    size_t size = 0;
    seal_sign_pair(other, other_seed);
    CHECK(!failed(signed_text_sign(FINE, strlen(FINE), other_seed, text, sizeof text, &size)));
    CHECK_INT(command_read(text, size, public, &c), COMMAND_UNSIGNED);
    CHECK_INT(command_read(FINE, strlen(FINE), public, &c), COMMAND_NOT_ONE);
    CHECK_INT(command_read("", 0, public, &c), COMMAND_NOT_ONE);
    CHECK_INT(read_signed("rong-desired 1\nkiosk = K07\n"), COMMAND_NOT_ONE);
    CHECK_INT(read_signed("rong-command 9\nkiosk = K07\n"), COMMAND_NEWER);
}

TEST(signed_nonsense_is_refused)
{
    static const char *const bad[] = {
        "rong-command 1\n",
        FINE "id = " ID "\n",
        FINE "shell = reboot\n",
        FINE "broken\n",
        "rong-command 1\nkiosk = K07\nid = 0123\nkind = restart\n" TIMES,
        "rong-command 1\nkiosk = K07\nid = 0123456789ABCDEF0123456789ABCDEF\nkind = lock\n" TIMES,
        "rong-command 1\nid = " ID "\nkind = restart\n" TIMES,
        "rong-command 1\nkiosk = K07\nkind = restart\n" TIMES,
        "rong-command 1\nkiosk = K07\nid = " ID "\n" TIMES,
        "rong-command 1\nkiosk = K07\nid = " ID "\nkind = a-kind-that-is-too-long\n" TIMES,
        "rong-command 1\nkiosk = K07\nid = " ID "\nkind = restart\n"
        "issued = 2026-11-28T18:00:00Z\nexpires = 2026-11-28T06:00:00Z\n"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        CHECK_INT(read_signed(bad[i]), COMMAND_MALFORMED);
    }
}

TEST(whose_and_when_decide)
{
    CHECK_INT(read_signed(FINE), COMMAND_BEGUN);
    CHECK_INT(command_judge(&c, "K07", ISSUED), COMMAND_BEGUN);
    CHECK_INT(command_judge(&c, "K7", ISSUED), COMMAND_OTHER);
    CHECK_INT(command_judge(&c, "", ISSUED), COMMAND_OTHER);
    CHECK_INT(command_judge(&c, "K07", c.expires), COMMAND_BEGUN);
    CHECK_INT(command_judge(&c, "K07", c.expires + 1), COMMAND_EXPIRED);
    CHECK_INT(command_judge(&c, "K07", ISSUED - COMMAND_AHEAD), COMMAND_BEGUN);
    CHECK_INT(command_judge(&c, "K07", ISSUED - COMMAND_AHEAD - 1), COMMAND_EARLY);
    CHECK_INT(command_judge(&c, "K07", 0), COMMAND_EARLY);
    c.expires = ISSUED + COMMAND_LONG_S + 1;
    CHECK_INT(command_judge(&c, "K07", ISSUED), COMMAND_LONG);
}

/* hawkBit takes no < > & and 512 characters. */
TEST(each_word_has_a_code_and_a_sentence_the_server_takes)
{
    for (int i = 0; i < COMMAND_WORDS; i++) {
        const char *sentence = command_sentence((enum command_word)i);
        CHECK(strlen(sentence) > 15 && strlen(sentence) < 200);
        CHECK_INT(strcspn(sentence, "<>&"), strlen(sentence));
        CHECK_INT(command_code((enum command_word)i), 700 + i);
    }
}

TEST(only_a_restart_needs_the_welcome_page)
{
    CHECK(command_needs_hold(COMMAND_RESTART));
    CHECK(!command_needs_hold(COMMAND_LOCK));
    CHECK(!command_needs_hold(COMMAND_LOG));
}

int main(void)
{
    if (failed(seal_start())) {
        return 1;
    }
    seal_sign_pair(public, seed);
    RUN(each_kind_is_read);
    RUN(an_unknown_kind_is_refused_though_it_is_signed);
    RUN(what_is_not_signed_by_the_operator_is_refused);
    RUN(signed_nonsense_is_refused);
    RUN(whose_and_when_decide);
    RUN(each_word_has_a_code_and_a_sentence_the_server_takes);
    RUN(only_a_restart_needs_the_welcome_page);
    return check_done();
}
