/* The device grant of RFC 8628, question by question: what is asked, what each answer means, and
 * that nothing an issuer says brings more to the kiosk than a code and an address. */
#include "app/courier/signin.h"

#include <string.h>

#include "tests/check.h"

#define GOOD                                                                                       \
    "{\"device_code\":\"GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNh\",\"user_code\":\"BDRK-HXLT\","           \
    "\"verification_uri\":\"https://dvc.example/phone\","                                          \
    "\"verification_uri_complete\":\"https://dvc.example/phone?code=BDRK-HXLT\","                  \
    "\"expires_in\":600,\"interval\":3}"
#define TOKEN                                                                                      \
    "{\"access_token\":\"2YotnFZFEjr1zCsicMWpAA\",\"token_type\":\"Bearer\",\"expires_in\":60}"

static struct signin s;
static const struct signin_issuer issuer = {"rong kiosk", "application", "/device", "/token", true};
static int64_t now;

static void begin(void)
{
    now = 1000;
    signin_begin(&s, now);
}

static void hear(int status, const char *body)
{
    const struct http_answer a = {.status = status, .body = body, .size = strlen(body)};
    signin_heard(&s, &issuer, ERR_OK, &a, now);
}

static void wait_for_phone(void)
{
    begin();
    hear(200, GOOD);
    CHECK_INT(s.state, PHONE_WAITING);
}

static const char *asked(struct http_request *ret_request)
{
    static char storage[SIGNIN_BODY];
    struct buf body;
    buf_init(&body, storage, sizeof storage);
    CHECK(!failed(signin_request(&s, &issuer, &body, ret_request)));
    CHECK_INT(ret_request->size, strlen(storage));
    return storage;
}

TEST(the_first_question_asks_for_a_code_and_the_next_ones_for_a_token)
{
    struct http_request q;
    begin();
    CHECK_INT(signin_wait_ms(&s, now), 0);
    CHECK_STR(asked(&q), "client_id=rong%20kiosk&scope=application");
    CHECK_STR(q.path, "/device");
    CHECK_STR(q.method, "POST");
    CHECK_STR(q.type, "application/x-www-form-urlencoded");
    hear(200, GOOD);
    CHECK_INT(signin_wait_ms(&s, now), 3000);
    CHECK_STR(asked(&q),
              "client_id=rong%20kiosk&grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type"
              "%3Adevice_code&device_code=GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNh");
    CHECK_STR(q.path, "/token");
}

TEST(the_kiosk_is_told_the_code_and_never_a_secret)
{
    struct portal_sign_in told;
    wait_for_phone();
    signin_tell(&s, now + 500, &told);
    CHECK_STR(told.code, "BDRK-HXLT");
    CHECK_STR(told.address, "https://dvc.example/phone");
    CHECK_STR(told.whole, "https://dvc.example/phone?code=BDRK-HXLT");
    CHECK_INT(told.seconds_left, 600);
    hear(200, TOKEN);
    CHECK_INT(s.state, PHONE_SIGNED);
    CHECK_STR(s.token, "2YotnFZFEjr1zCsicMWpAA");
    CHECK_INT(s.token_ends_ms, now + 60000);
    CHECK_STR(s.device_code, "");
    signin_tell(&s, now, &told);
    const struct portal_sign_in bare = {.state = PHONE_SIGNED};
    CHECK(memcmp(&told, &bare, sizeof told) == 0);
    CHECK_INT(signin_wait_ms(&s, now), -1);
}

TEST(pending_keeps_the_interval_and_slow_down_makes_it_longer_for_good)
{
    wait_for_phone();
    now += 3000;
    hear(400, "{\"error\":\"authorization_pending\"}");
    CHECK_INT(signin_wait_ms(&s, now), 3000);
    now += 3000;
    hear(400, "{\"error\":\"slow_down\"}");
    CHECK_INT(signin_wait_ms(&s, now), 8000);
    now += 8000;
    hear(400, "{\"error\":\"authorization_pending\"}");
    CHECK_INT(signin_wait_ms(&s, now), 8000);
    CHECK_INT(s.state, PHONE_WAITING);
}

TEST(an_interval_that_is_not_named_is_five_seconds)
{
    begin();
    hear(200,
         "{\"device_code\":\"abc\",\"user_code\":\"BDRK\",\"verification_uri\":\"https://a.b/c\","
         "\"expires_in\":9999999}");
    CHECK_INT(signin_wait_ms(&s, now), 5000);
    CHECK_INT(s.ends_ms, now + 1800000);
}

TEST(each_refusal_has_its_word_and_leaves_nothing)
{
    static const struct {
        const char *error;
        enum portal_phone want;
    } rows[] = {{"expired_token", PHONE_EXPIRED},
                {"access_denied", PHONE_DENIED},
                {"invalid_client", PHONE_REFUSED},
                {"invalid_grant", PHONE_REFUSED},
                {"something_else", PHONE_REFUSED}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char body[80];
        wait_for_phone();
        snprintf(body, sizeof body, "{\"error\":\"%s\"}", rows[i].error);
        hear(400, body);
        const struct signin bare = {.state = rows[i].want};
        CHECK(memcmp(&s, &bare, sizeof s) == 0);
        CHECK_INT(signin_wait_ms(&s, now), -1);
    }
    begin();
    hear(401, "{\"error\":\"authorization_pending\"}"); /* before there is a code: no answer */
    CHECK_INT(s.state, PHONE_REFUSED);
}

TEST(a_code_whose_time_is_over_is_expired_whatever_the_issuer_says)
{
    wait_for_phone();
    now += 600000;
    hear(400, "{\"error\":\"authorization_pending\"}");
    CHECK_INT(s.state, PHONE_EXPIRED);
    wait_for_phone();
    signin_tick(&s, now + 599999);
    CHECK_INT(s.state, PHONE_WAITING);
    signin_tick(&s, now + 600000);
    CHECK_INT(s.state, PHONE_EXPIRED);
}

TEST(an_issuer_that_is_away_is_asked_less_often_and_then_given_up)
{
    const struct err away = ERR(ERR_OFFLINE, 0, "test");
    begin();
    signin_heard(&s, &issuer, away, NULL, now);
    CHECK_INT(s.state, PHONE_OFFLINE); /* nobody waits for a code that does not come */
    wait_for_phone();
    signin_heard(&s, &issuer, away, NULL, now);
    CHECK_INT(signin_wait_ms(&s, now), 6000);
    hear(503, "");
    CHECK_INT(signin_wait_ms(&s, now), 12000);
    hear(400, "{\"error\":\"authorization_pending\"}"); /* it is back: counted anew */
    signin_heard(&s, &issuer, away, NULL, now);
    hear(429, "");
    CHECK_INT(s.state, PHONE_WAITING);
    signin_heard(&s, &issuer, away, NULL, now);
    CHECK_INT(s.state, PHONE_OFFLINE);
}

TEST(hostile_answers_are_refused_and_sent_to_nobodys_phone)
{
    static const char *const rows[] = {
        "",
        "[]",
        "null",
        "{\"device_code\":\"a\"}",
        "{\"device_code\":\"a\",\"device_code\":\"b\"}",
        /* addresses: another scheme, no TLS, a host behind an @, a blank, another host along */
        "{\"device_code\":\"a\",\"user_code\":\"BDRK\",\"expires_in\":9,\"verification_uri\":"
        "\"javascript:x\"}",
        "{\"device_code\":\"a\",\"user_code\":\"BDRK\",\"expires_in\":9,\"verification_uri\":"
        "\"http://a.b/c\"}",
        "{\"device_code\":\"a\",\"user_code\":\"BDRK\",\"expires_in\":9,\"verification_uri\":"
        "\"https://good@a.b/c\"}",
        "{\"device_code\":\"a\",\"user_code\":\"BDRK\",\"expires_in\":9,\"verification_uri\":"
        "\"https://a.b/c d\"}",
        "{\"device_code\":\"a\",\"user_code\":\"BDRK\",\"expires_in\":9,\"verification_uri\":"
        "\"https://a.b/c\","
        "\"verification_uri_complete\":\"https://evil.b/c\"}",
        "{\"device_code\":\"a\",\"user_code\":\"BDRK\",\"expires_in\":9,\"verification_uri\":"
        "\"https://a.b\","
        "\"verification_uri_complete\":\"https://a.b.evil/c\"}",
        /* codes and times */
        "{\"device_code\":\"a\",\"user_code\":\"BD\",\"expires_in\":9,\"verification_uri\":\"https:"
        "//a.b/c\"}",
        "{\"device_code\":\"a\",\"user_code\":\"B "
        "D<b>\",\"expires_in\":9,\"verification_uri\":\"https://a.b/c\"}",
        "{\"device_code\":\"a "
        "b\",\"user_code\":\"BDRK\",\"expires_in\":9,\"verification_uri\":\"https://a.b/c\"}",
        "{\"device_code\":\"a\",\"user_code\":\"BDRK\",\"expires_in\":0,\"verification_uri\":"
        "\"https://a.b/c\"}",
        "{\"device_code\":\"a\",\"user_code\":\"BDRK\",\"expires_in\":9,\"interval\":-1,"
        "\"verification_uri\":\"https://a.b/c\"}",
        "{\"device_code\":\"a\",\"user_code\":\"BDRK\",\"expires_in\":\"9\",\"verification_uri\":"
        "\"https://a.b/c\"}",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        begin();
        hear(200, rows[i]);
        if (s.state != PHONE_REFUSED) {
            printf("# row %zu: %s\n", i, rows[i]);
        }
        CHECK_INT(s.state, PHONE_REFUSED);
    }
    static const char *const tokens[] = {
        "{}",
        "{\"access_token\":\"\",\"token_type\":\"Bearer\"}",
        "{\"access_token\":\"a\\r\\nHost: b\",\"token_type\":\"Bearer\"}",
        "{\"access_token\":\"a\",\"token_type\":\"mac\"}",
        "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":0}",
    };
    for (size_t i = 0; i < sizeof tokens / sizeof tokens[0]; i++) {
        wait_for_phone();
        hear(200, tokens[i]);
        CHECK_INT(s.state, PHONE_REFUSED);
        CHECK_STR(s.token, "");
    }
}

TEST(an_issuer_without_tls_may_send_a_phone_where_there_is_none)
{
    const struct signin_issuer plain = {"k", "", "/device", "/token", false};
    const char *body = "{\"device_code\":\"a\",\"user_code\":\"BDRK\",\"expires_in\":9,"
                       "\"verification_uri\":\"http://127.0.0.1:80/phone\"}";
    const struct http_answer a = {.status = 200, .body = body, .size = strlen(body)};
    begin();
    signin_heard(&s, &plain, ERR_OK, &a, now);
    CHECK_INT(s.state, PHONE_WAITING);
    struct portal_sign_in told;
    signin_tell(&s, now, &told);
    CHECK_STR(told.whole, "");
}

TEST(what_comes_after_the_end_changes_nothing)
{
    wait_for_phone();
    signin_forget(&s);
    hear(200, TOKEN);
    CHECK_INT(s.state, PHONE_NONE);
    CHECK_STR(s.token, "");
}

int main(void)
{
    RUN(the_first_question_asks_for_a_code_and_the_next_ones_for_a_token);
    RUN(the_kiosk_is_told_the_code_and_never_a_secret);
    RUN(pending_keeps_the_interval_and_slow_down_makes_it_longer_for_good);
    RUN(an_interval_that_is_not_named_is_five_seconds);
    RUN(each_refusal_has_its_word_and_leaves_nothing);
    RUN(a_code_whose_time_is_over_is_expired_whatever_the_issuer_says);
    RUN(an_issuer_that_is_away_is_asked_less_often_and_then_given_up);
    RUN(hostile_answers_are_refused_and_sent_to_nobodys_phone);
    RUN(an_issuer_without_tls_may_send_a_phone_where_there_is_none);
    RUN(what_comes_after_the_end_changes_nothing);
    return check_done();
}
