#include "app/courier/held.h"

#include <string.h>

#include "tests/check.h"

#define UUID   "00000000-0000-4000-8000-000000000001"
#define TWO    "00000000-0000-4000-8000-000000000002"
#define NUMBER "052190001234"
#define SHA    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define FROM                                                                                       \
    "\"procedure\":\"1.001193\",\"file_number\":\"THU-261123-000001\",\"date\":\"2026-11-23\""
#define ANSWER                                                                                     \
    "{\"kind\":\"answer\",\"ref\":\"/data/requester/SoDienThoai\",\"value\":\"0905000001\"," FROM  \
    "}"
#define PAPER                                                                                      \
    "{\"kind\":\"paper\",\"ref\":\"/data/papers/p\",\"name\":\"p.jpg\",\"type\":\"image/jpeg\","   \
    "\"sha256\":\"" SHA "\",\"size\":12,\"pages\":2," FROM "}"
#define LIST(items) "{\"uuid\":\"" UUID "\",\"held\":[" items "]}"

static struct held h;
static struct http_request q;
static int64_t now;

static void begin(const char *text)
{
    now = 5000;
    held_forget(&h);
    CHECK_INT(held_wait_ms(&h, now), -1);
    CHECK(held_begin(&h, text, now));
    CHECK_INT(held_wait_ms(&h, now), 0);
}

static void hear(int status, const char *body)
{
    const struct http_answer a = {.status = status, .body = body, .size = strlen(body)};
    held_request(&h, "Bearer hers", &q);
    held_heard(&h, ERR_OK, &a, now);
}

TEST(her_token_goes_along_or_the_number_an_officer_saw_never_both)
{
    begin(UUID);
    held_request(&h, "Bearer hers", &q);
    CHECK_STR(q.path, "/applications/" UUID "/held");
    CHECK_STR(q.headers[0].name, "Citizen-Authorization");
    CHECK_STR(q.headers[0].value, "Bearer hers");
    CHECK(q.headers[1].name == NULL);
    held_request(&h, "", &q); /* the token is over: the portal says so */
    CHECK(q.headers[0].name == NULL);
    begin(UUID " " NUMBER);
    held_request(&h, "Bearer hers", &q);
    CHECK_STR(q.headers[0].name, "Identity-Checked");
    CHECK_STR(q.headers[1].name, "Citizen-Number");
    CHECK_STR(q.headers[1].value, NUMBER);
    CHECK(q.headers[2].name == NULL);
}

TEST(whether_it_still_holds_is_asked_anew)
{
    begin(UUID);
    hear(200, LIST(PAPER));
    CHECK(held_begin(&h, UUID, now));
    CHECK_INT(held_wait_ms(&h, now), -1); /* known, not asked for twice */
    CHECK(held_begin(&h, UUID " again", now));
    CHECK(h.told.state == HELD_ASKING && h.told.count == 0);
    CHECK_INT(held_wait_ms(&h, now), 0);
    CHECK_STR(h.number, "");
    CHECK(held_begin(&h, UUID, now)); /* it is waited for */
    CHECK_INT(h.told.state, HELD_ASKING);
    hear(403, "{\"error\":\"sign-in\"}");
    CHECK_INT(h.told.state, HELD_SIGN_IN);
}

TEST(nobody_is_asked_about_by_half_a_name)
{
    static const char *const rows[] = {
        "", "x", UUID "0", UUID " 12", UUID " 05219000123x", UUID " 0521900012345"};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        held_forget(&h);
        CHECK(!held_begin(&h, rows[i], 1));
        CHECK_INT(held_wait_ms(&h, 1), -1);
    }
}

TEST(answers_and_papers_come_with_their_date_and_origin)
{
    begin(UUID);
    hear(200, LIST(PAPER "," ANSWER));
    CHECK_INT(h.told.state, HELD_KNOWN);
    CHECK_INT(h.told.count, 2);
    const struct portal_held_item *paper = &h.told.items[0];
    CHECK(paper->paper);
    CHECK_STR(paper->value, "p.jpg");
    CHECK_STR(paper->type, "image/jpeg");
    CHECK_STR(paper->sha256, SHA);
    CHECK_INT(paper->size, 12);
    CHECK_INT(paper->pages, 2);
    const struct portal_held_item *answer = &h.told.items[1];
    CHECK(!answer->paper);
    CHECK_STR(answer->ref, "/data/requester/SoDienThoai");
    CHECK_STR(answer->value, "0905000001");
    CHECK_STR(answer->procedure, "1.001193");
    CHECK_STR(answer->file_number, "THU-261123-000001");
    CHECK_STR(answer->date, "2026-11-23");
    CHECK_STR(answer->sha256, "");
    CHECK_INT(held_wait_ms(&h, now), -1); /* asked once */
    CHECK(held_begin(&h, UUID, now));
    CHECK_INT(held_wait_ms(&h, now), -1);
    CHECK(held_begin(&h, TWO, now)); /* another one: nothing of the first is left */
    CHECK_INT(h.told.count, 0);
    CHECK_STR(h.told.items[1].value, "");
}

TEST(an_item_that_is_not_as_the_contract_says_is_left_out)
{
    static const char *const rows[] = {
        "1",
        "{}",
        "{\"kind\":\"answer\",\"ref\":\"x\",\"value\":\"v\"," FROM "}",
        "{\"kind\":\"answer\",\"ref\":\"/a b\",\"value\":\"v\"," FROM "}",
        "{\"kind\":\"answer\",\"ref\":\"/a/\",\"value\":\"v\"," FROM "}",
        "{\"kind\":\"answer\",\"ref\":\"/a\",\"value\":\"\"," FROM "}",
        "{\"kind\":\"answer\",\"ref\":\"/a\",\"value\":\"a\\nb\"," FROM "}",
        "{\"kind\":\"answer\",\"ref\":\"/a\",\"value\":\"v\",\"procedure\":\"1\","
        "\"date\":\"23-11-2026\"}",
        "{\"kind\":\"answer\",\"ref\":\"/a\",\"value\":\"v\",\"procedure\":\"<b>\","
        "\"date\":\"2026-11-23\"}",
        "{\"kind\":\"other\",\"ref\":\"/a\",\"value\":\"v\"," FROM "}",
        "{\"kind\":\"paper\",\"ref\":\"/a\",\"name\":\"p\",\"type\":\"text/html\","
        "\"sha256\":\"" SHA "\",\"size\":1,\"pages\":1," FROM "}",
        "{\"kind\":\"paper\",\"ref\":\"/a\",\"name\":\"p\",\"type\":\"image/png\","
        "\"sha256\":\"x\",\"size\":1,\"pages\":1," FROM "}",
        "{\"kind\":\"paper\",\"ref\":\"/a\",\"name\":\"p\",\"type\":\"image/png\","
        "\"sha256\":\"" SHA "\",\"size\":0,\"pages\":1," FROM "}",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char body[1024];
        snprintf(body, sizeof body, LIST("%s," ANSWER), rows[i]);
        begin(UUID);
        hear(200, body);
        CHECK_INT(h.told.count, 1);
        CHECK_STR(h.told.items[0].value, "0905000001");
    }
}

TEST(no_more_are_told_than_there_is_room_for)
{
    begin(UUID);
    hear(200, LIST(ANSWER "," ANSWER "," ANSWER "," ANSWER "," ANSWER "," ANSWER "," ANSWER
                          "," ANSWER "," ANSWER "," ANSWER "," ANSWER "," ANSWER "," ANSWER));
    CHECK_INT(h.told.count, PORTAL_HELD_MAX);
}

TEST(a_refusal_is_told_and_not_asked_again)
{
    begin(UUID);
    hear(403, "{\"error\":\"sign-in\"}");
    CHECK_INT(h.told.state, HELD_SIGN_IN);
    CHECK_INT(held_wait_ms(&h, now), -1);
    begin(UUID);
    hear(404, "{\"error\":\"unknown\"}"); /* a portal that holds nothing */
    CHECK_INT(h.told.state, HELD_NONE);
    begin(UUID);
    hear(200, LIST(""));
    CHECK_INT(h.told.state, HELD_KNOWN);
    CHECK_INT(h.told.count, 0);
}

TEST(no_answer_is_asked_for_twice_and_then_the_portal_is_away)
{
    static const char *const rows[] = {"<html>", "[]", "{\"uuid\":\"" TWO "\",\"held\":[]}",
                                       "{\"uuid\":\"" UUID "\"}"};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        begin(UUID);
        hear(200, rows[i]);
        CHECK_INT(h.told.state, HELD_ASKING);
        CHECK_INT(held_wait_ms(&h, now), 1000);
        held_heard(&h, ERR(ERR_OFFLINE, 0, "test"), NULL, now);
        CHECK_INT(h.told.state, HELD_OFFLINE);
        CHECK_INT(held_wait_ms(&h, now), -1);
        CHECK(held_begin(&h, UUID, now)); /* she wants it again */
        CHECK_INT(h.told.state, HELD_ASKING);
    }
}

int main(void)
{
    RUN(her_token_goes_along_or_the_number_an_officer_saw_never_both);
    RUN(whether_it_still_holds_is_asked_anew);
    RUN(nobody_is_asked_about_by_half_a_name);
    RUN(answers_and_papers_come_with_their_date_and_origin);
    RUN(an_item_that_is_not_as_the_contract_says_is_left_out);
    RUN(no_more_are_told_than_there_is_room_for);
    RUN(a_refusal_is_told_and_not_asked_again);
    RUN(no_answer_is_asked_for_twice_and_then_the_portal_is_away);
    return check_done();
}
