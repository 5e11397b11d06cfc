/* A signed text is read only as it was signed, whole, and as the kind it is. */
#include "app/steward/signed_text.h"

#include <stdio.h>
#include <string.h>

#include "tests/check.h"

#define DRAFT "rong-desired 1\n; for one kiosk\nkiosk = K07\n\nsend.wait_s = 9\n"

static uint8_t public[SEAL_KEY], seed[SEAL_KEY];

static size_t make(const char *draft, char *out)
{
    size_t size = 0;
    CHECK(!failed(signed_text_sign(draft, strlen(draft), seed, out, SIGNED_TEXT_MAX, &size)));
    return size;
}

TEST(what_was_signed_is_read_line_by_line)
{
    char text[SIGNED_TEXT_MAX];
    struct signed_text t;
    struct signed_line line;
    const size_t size = make(DRAFT, text);
    CHECK(!failed(signed_text_open(&t, "desired", text, size, public)));
    CHECK(signed_text_next(&t, &line));
    CHECK_STR(line.key, "kiosk");
    CHECK_STR(line.value, "K07");
    CHECK_INT(t.line, 3);
    CHECK(signed_text_next(&t, &line));
    CHECK_STR(line.key, "send.wait_s");
    CHECK_INT(t.line, 5);
    CHECK(!signed_text_next(&t, &line));
    CHECK(!t.bad);
}

TEST(no_byte_can_be_changed_taken_away_or_added)
{
    char text[SIGNED_TEXT_MAX];
    struct signed_text t;
    const size_t size = make(DRAFT, text);
    for (size_t i = 0; i < size; i++) {
        for (int bit = 0; bit < 8; bit++) {
            text[i] = (char)(text[i] ^ (1 << bit));
            CHECK(failed(signed_text_open(&t, "desired", text, size, public)));
            text[i] = (char)(text[i] ^ (1 << bit));
        }
        CHECK(failed(signed_text_open(&t, "desired", text, i, public)));
    }
    text[size] = '\n';
    CHECK(failed(signed_text_open(&t, "desired", text, size + 1, public)));
}

TEST(another_key_another_kind_and_a_newer_one_are_refused)
{
    char text[SIGNED_TEXT_MAX];
    uint8_t other[SEAL_KEY];
    uint8_t other_seed[SEAL_KEY];
    struct signed_text t;
    size_t size = make(DRAFT, text);
    seal_sign_pair(other, other_seed);
    CHECK_INT(signed_text_open(&t, "desired", text, size, other).code, ERR_REFUSED);
    CHECK_INT(signed_text_open(&t, "command", text, size, public).code, ERR_BAD_INPUT);
    size = make("rong-desired 2\nkiosk = K07\n", text);
    CHECK_INT(signed_text_open(&t, "desired", text, size, public).code, ERR_VERSION);
    size = make("rong-desired 1", text);
    CHECK(failed(signed_text_open(&t, "desired", text, size, public)));
    CHECK_INT(signed_text_open(&t, "desired", DRAFT, strlen(DRAFT), public).code, ERR_BAD_INPUT);
}

TEST(a_line_has_one_shape)
{
    static const char *const bad[] = {
        "kiosk",       "kiosk=K07",    "kiosk = ", " = K07", "kiosk =  K07", "kiosk = K07 ",
        "Kiosk = K07", "ki osk = K07", "=",        " ",      "kiosk =",      "kiosk = \n = "};
    char draft[512];
    struct signed_text t;
    struct signed_line line;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        (void)snprintf(draft, sizeof draft, "rong-x 1\n%s\nkiosk = K07\n", bad[i]);
        CHECK(!failed(signed_text_draft(&t, "x", draft, strlen(draft))));
        CHECK(!signed_text_next(&t, &line));
        CHECK(t.bad);
        CHECK_INT(t.line, 2);
        CHECK(!signed_text_next(&t, &line));
    }
    (void)snprintf(draft, sizeof draft, "rong-x 1\nkey = a = b\n");
    CHECK(!failed(signed_text_draft(&t, "x", draft, strlen(draft))));
    CHECK(signed_text_next(&t, &line));
    CHECK_STR(line.value, "a = b");
}

TEST(what_is_no_text_is_refused)
{
    static char large[SIGNED_TEXT_MAX + 16];
    struct signed_text t;
    size_t size = 0;
    memset(large, ';', sizeof large);
    large[sizeof large - 1] = '\n';
    CHECK(failed(signed_text_open(&t, "x", large, sizeof large, public)));
    CHECK_INT(signed_text_sign(large, SIGNED_TEXT_MAX, seed, large, sizeof large, &size).code,
              ERR_FULL);
    CHECK(failed(signed_text_draft(&t, "x", "rong-x 1\nk = \xC3\n", 15)));
    CHECK(failed(signed_text_draft(&t, "x", "rong-x 1\nk = \0\n", 15)));
    CHECK(failed(signed_text_draft(&t, "x", "rong-x 1\r\nk = a\n", 16)));
    CHECK(failed(signed_text_draft(&t, "x", "", 0)));
}

int main(void)
{
    if (failed(seal_start())) {
        return 1;
    }
    seal_sign_pair(public, seed);
    RUN(what_was_signed_is_read_line_by_line);
    RUN(no_byte_can_be_changed_taken_away_or_added);
    RUN(another_key_another_kind_and_a_newer_one_are_refused);
    RUN(a_line_has_one_shape);
    RUN(what_is_no_text_is_refused);
    return check_done();
}
