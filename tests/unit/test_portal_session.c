/* Signing in to the officer's page: the PIN, how often, how long, and the tokens of forms. */
#include "platform/sim/portal/session.h"
#include "tests/check.h"

static struct sessions s;

static void fresh(void)
{
    CHECK(!failed(portal_digest_start()));
    sessions_init(&s);
}

static const char *wrong_pin(void)
{
    return strcmp(s.pin, "000000") == 0 ? "000001" : "000000";
}

TEST(the_pin_is_six_digits_and_another_each_time)
{
    char first[7];
    fresh();
    CHECK_INT(strlen(s.pin), 6);
    CHECK_INT(strspn(s.pin, "0123456789"), 6);
    snprintf(first, sizeof first, "%s", s.pin);
    bool other = false;
    for (int i = 0; i < 5 && !other; i++) {
        sessions_done(&s);
        fresh();
        other = strcmp(first, s.pin) != 0;
    }
    CHECK(other);
    sessions_done(&s);
}

TEST(a_session_lives_while_it_is_used_and_ends)
{
    char id[SESSION_ID];
    fresh();
    CHECK_INT(sessions_try(&s, "a", s.pin, 1000, id), SIGNED_IN);
    CHECK(sessions_alive(&s, id, 2000));
    CHECK(sessions_alive(&s, id, 2000 + SESSION_IDLE_MS - 1));
    CHECK(!sessions_alive(&s, id, 2000 + 2 * (int64_t)SESSION_IDLE_MS));
    CHECK(!sessions_alive(&s, id, 2001));
    CHECK_INT(sessions_try(&s, "a", s.pin, 1000, id), SIGNED_IN);
    sessions_end(&s, id);
    CHECK(!sessions_alive(&s, id, 1001));
    CHECK(!sessions_alive(&s, "", 1001));
    CHECK(!sessions_alive(&s, "00000000000000000000000000000000", 1001));
    sessions_done(&s);
}

TEST(a_session_in_use_ends_after_a_working_day)
{
    char id[SESSION_ID];
    int64_t now = 1000;
    fresh();
    CHECK_INT(sessions_try(&s, "a", s.pin, now, id), SIGNED_IN);
    while (now < 1000 + SESSION_MOST_MS - SESSION_IDLE_MS) {
        now += SESSION_IDLE_MS / 2;
        CHECK(sessions_alive(&s, id, now));
    }
    CHECK(!sessions_alive(&s, id, 1000 + SESSION_MOST_MS));
    sessions_done(&s);
}

TEST(guessing_must_wait_and_others_need_not)
{
    char id[SESSION_ID];
    fresh();
    for (int i = 0; i < PIN_BURST; i++) {
        CHECK_INT(sessions_try(&s, "10.0.0.1", wrong_pin(), 1000, id), SIGN_IN_WRONG);
    }
    CHECK_INT(sessions_try(&s, "10.0.0.1", wrong_pin(), 1000, id), SIGN_IN_WAIT);
    CHECK_INT(sessions_try(&s, "10.0.0.1", s.pin, 1000, id), SIGN_IN_WAIT);
    CHECK_INT(sessions_try(&s, "10.0.0.2", s.pin, 1000, id), SIGNED_IN);
    CHECK_INT(sessions_try(&s, "10.0.0.1", s.pin, 1000 + PIN_REFILL_MS, id), SIGNED_IN);
    sessions_done(&s);
}

TEST(signing_in_rightly_costs_nothing)
{
    char id[SESSION_ID];
    fresh();
    for (int i = 0; i < 4 * PIN_BURST; i++) {
        CHECK_INT(sessions_try(&s, "a", s.pin, 1000, id), SIGNED_IN);
    }
    sessions_done(&s);
}

TEST(the_longest_idle_session_makes_room)
{
    char first[SESSION_ID];
    char last[SESSION_ID];
    fresh();
    CHECK_INT(sessions_try(&s, "a", s.pin, 1000, first), SIGNED_IN);
    for (int i = 0; i < SESSIONS; i++) {
        CHECK_INT(sessions_try(&s, "a", s.pin, 2000 + i, last), SIGNED_IN);
    }
    CHECK(!sessions_alive(&s, first, 3000));
    CHECK(sessions_alive(&s, last, 3000));
    sessions_done(&s);
}

TEST(a_token_belongs_to_its_cookie)
{
    char token[SHA256_HEX];
    fresh();
    sessions_token(&s, "abc", token);
    CHECK(sessions_token_ok(&s, "abc", token));
    CHECK(!sessions_token_ok(&s, "abd", token));
    CHECK(!sessions_token_ok(&s, "abc", ""));
    sessions_token(&s, "", token);
    CHECK(!sessions_token_ok(&s, "", token));
    sessions_token(&s, "abc", token);
    sessions_done(&s);
    fresh();
    CHECK(!sessions_token_ok(&s, "abc", token));
    sessions_done(&s);
}

TEST(cookies_are_found_by_their_whole_name)
{
    char value[8];
    CHECK(cookie_find("a=1; officer=xyz; b=2", "officer", value, sizeof value));
    CHECK_STR(value, "xyz");
    CHECK(cookie_find("officer=xyz", "officer", value, sizeof value));
    CHECK(!cookie_find("my-officer=xyz; officer-lang=en", "officer", value, sizeof value));
    CHECK_STR(value, "");
    CHECK(!cookie_find(NULL, "officer", value, sizeof value));
    CHECK(!cookie_find(";;; ;officer", "officer", value, sizeof value));
    CHECK(cookie_find("officer=0123456789", "officer", value, sizeof value));
    CHECK_STR(value, "0123456");
}

int main(void)
{
    RUN(the_pin_is_six_digits_and_another_each_time);
    RUN(a_session_lives_while_it_is_used_and_ends);
    RUN(a_session_in_use_ends_after_a_working_day);
    RUN(guessing_must_wait_and_others_need_not);
    RUN(signing_in_rightly_costs_nothing);
    RUN(the_longest_idle_session_makes_room);
    RUN(a_token_belongs_to_its_cookie);
    RUN(cookies_are_found_by_their_whole_name);
    return check_done();
}
