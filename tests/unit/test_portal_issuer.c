/* The practice portal as an issuer: the courier's questions, the phone's page, and that a code is
 * good for one phone and one token. */
#include <string.h>

#include "tests/unit/portal_world.h"

static struct portal_world w;
static char device[ISSUER_SECRET], code[ISSUER_CODE];

#define FORM "application/x-www-form-urlencoded"

static int post(const char *path, const char *body)
{
    return portal_world_ask(&w, (struct portal_request){.method = "POST",
                                                        .path = path,
                                                        .content_type = FORM,
                                                        .host = "dvc.example",
                                                        .body = body});
}

static void take(const char *name, char *out, size_t cap)
{
    char key[40];
    snprintf(key, sizeof key, "\"%s\":\"", name);
    const char *at = w.reply.body == NULL ? NULL : strstr(w.reply.body, key);
    CHECK(at != NULL);
    at = at == NULL ? "\"" : at + strlen(key);
    snprintf(out, cap, "%.*s", (int)strcspn(at, "\""), at);
}

static void begin(void)
{
    portal_world_begin(&w);
    CHECK_INT(post("/oauth/device_authorization", "client_id=k&scope=application"), 200);
    take("device_code", device, sizeof device);
    take("user_code", code, sizeof code);
    CHECK(portal_world_says(&w, "\"verification_uri\":\"http://dvc.example/phone\""));
    CHECK(portal_world_says(&w, "\"interval\":1"));
}

static int token(void)
{
    char body[256];
    w.now += 1000;
    snprintf(body, sizeof body,
             "client_id=k&grant_type=urn%%3Aietf%%3Aparams%%3Aoauth%%3Agrant-type%%3Adevice_code"
             "&device_code=%s",
             device);
    return post("/oauth/token", body);
}

/* A phone opens the page; cookie NULL = it never was here. */
static int open_page(const char *cookie)
{
    return portal_world_ask(
        &w, (struct portal_request){
                .method = "GET", .path = "/phone", .code = code, .lang = "en", .cookie = cookie});
}

static int press(const char *cookie, const char *what)
{
    char body[200];
    char hidden[SHA256_HEX];
    sessions_token(&w.portal.sessions, cookie + strlen("phone="), hidden);
    snprintf(body, sizeof body, "token=%s&code=%s&do=%s", hidden, code, what);
    return portal_world_ask(&w, (struct portal_request){.method = "POST",
                                                        .path = "/phone",
                                                        .content_type = FORM,
                                                        .lang = "en",
                                                        .cookie = cookie,
                                                        .body = body});
}

static void phone(char ret_cookie[48])
{
    CHECK_INT(open_page(NULL), 200);
    snprintf(ret_cookie, 48, "%.*s", (int)strcspn(w.reply.cookie[0], ";"), w.reply.cookie[0]);
}

TEST(a_phone_agrees_and_the_courier_gets_one_token)
{
    char cookie[48];
    char secret[ISSUER_SECRET];
    begin();
    CHECK_INT(token(), 400);
    CHECK(portal_world_says(&w, "authorization_pending"));
    phone(cookie);
    CHECK(portal_world_says(&w, "I agree"));
    CHECK(portal_world_says(&w, code));
    CHECK_INT(press(cookie, "agree"), 200);
    CHECK(portal_world_says(&w, "data-said=\"phone.agreed\""));
    CHECK_INT(token(), 200);
    take("access_token", secret, sizeof secret);
    CHECK(issuer_knows(&w.portal.issuer, secret, w.now));
    CHECK(!issuer_knows(&w.portal.issuer, device, w.now));
    CHECK(!issuer_knows(&w.portal.issuer, secret, w.now + ISSUER_TOKEN_MS));
    CHECK_INT(token(), 400); /* once */
    CHECK(portal_world_says(&w, "invalid_grant"));
    portal_world_end(&w);
}

TEST(a_phone_that_says_no_is_a_denial)
{
    char cookie[48];
    begin();
    phone(cookie);
    CHECK_INT(press(cookie, "deny"), 200);
    CHECK_INT(token(), 400);
    CHECK(portal_world_says(&w, "access_denied"));
    CHECK_INT(press(cookie, "agree"), 404); /* no second thoughts */
    portal_world_end(&w);
}

TEST(a_second_phone_is_told_and_can_do_nothing)
{
    char hers[48];
    const char *other = "phone=00000000000000000000000000000000";
    begin();
    phone(hers);
    CHECK_INT(open_page(other), 409);
    CHECK(portal_world_says(&w, "data-said=\"phone.second\""));
    CHECK_INT(press(other, "agree"), 409);
    CHECK_INT(press(hers, "agree"), 200);
    portal_world_end(&w);
}

TEST(a_code_that_is_over_or_unknown_opens_nothing)
{
    char cookie[48];
    begin();
    phone(cookie);
    w.now += ISSUER_LIFE_MS;
    CHECK_INT(open_page(cookie), 404);
    CHECK_INT(token(), 400);
    CHECK(portal_world_says(&w, "expired_token"));
    snprintf(code, sizeof code, "AAAA-AAAA");
    CHECK_INT(open_page(cookie), 404);
    CHECK(portal_world_says(&w, "no such code"));
    portal_world_end(&w);
}

TEST(who_asks_too_often_is_told_to_slow_down)
{
    begin();
    CHECK_INT(token(), 400);
    w.now -= 900;
    CHECK_INT(token(), 400);
    CHECK(portal_world_says(&w, "slow_down"));
    CHECK_INT(token(), 400);
    CHECK(portal_world_says(&w, "slow_down")); /* for good, as long as it comes as often */
    portal_world_end(&w);
}

TEST(wrong_questions_have_the_words_of_the_standard)
{
    begin();
    CHECK_INT(post("/oauth/token", "client_id=k&grant_type=password"), 400);
    CHECK(portal_world_says(&w, "unsupported_grant_type"));
    CHECK_INT(post("/oauth/device_authorization", "scope=x"), 401);
    CHECK(portal_world_says(&w, "invalid_client"));
    CHECK_INT(post("/oauth/other", ""), 404);
    CHECK_INT(
        portal_world_ask(&w, (struct portal_request){.method = "GET", .path = "/oauth/token"}),
        405);
    portal_world_end(&w);
}

TEST(a_form_without_its_token_does_nothing)
{
    char cookie[48];
    char body[80];
    begin();
    phone(cookie);
    snprintf(body, sizeof body, "token=x&code=%s&do=agree", code);
    CHECK_INT(portal_world_ask(&w, (struct portal_request){.method = "POST",
                                                           .path = "/phone",
                                                           .content_type = FORM,
                                                           .cookie = cookie,
                                                           .body = body}),
              404);
    CHECK_INT(token(), 400);
    CHECK(portal_world_says(&w, "authorization_pending"));
    portal_world_end(&w);
}

int main(void)
{
    RUN(a_phone_agrees_and_the_courier_gets_one_token);
    RUN(a_phone_that_says_no_is_a_denial);
    RUN(a_second_phone_is_told_and_can_do_nothing);
    RUN(a_code_that_is_over_or_unknown_opens_nothing);
    RUN(who_asks_too_often_is_told_to_slow_down);
    RUN(wrong_questions_have_the_words_of_the_standard);
    RUN(a_form_without_its_token_does_nothing);
    return check_done();
}
