#include "app/courier/call.h"

#include <string.h>

#include "tests/check.h"

static struct call c;

static const char *asked(void)
{
    struct http_request q;
    call_request(&c, "/calls/K07", &q);
    CHECK_STR(q.path, "/calls/K07");
    if (q.body == NULL) {
        CHECK_STR(q.method, "GET");
        return "";
    }
    CHECK_STR(q.method, "PUT");
    CHECK_INT(q.size, strlen(c.body));
    return c.body;
}

static void hear_body(int status, const char *body)
{
    const struct http_answer a = {.status = status, .body = body, .size = strlen(body)};
    call_heard(&c, ERR_OK, &a, 1000);
}

static void hear(int status)
{
    hear_body(status, "");
}

/* Called, told, and now asked about. */
static void begin(void)
{
    call_begin(&c, "jra question", 1000);
    (void)asked();
    hear(200);
    CHECK_STR(asked(), "");
}

TEST(a_call_is_told_once_and_that_it_is_over_once)
{
    memset(&c, 0, sizeof c);
    CHECK_INT(call_wait_ms(&c, 1000), -1);
    call_end(&c, 1000); /* nobody called */
    CHECK_INT(call_wait_ms(&c, 1000), -1);
    call_begin(&c, "jra question", 1000);
    CHECK_INT(call_wait_ms(&c, 1000), 0);
    CHECK_STR(asked(), "{\"state\":\"open\",\"language\":\"jra\",\"page\":\"question\"}");
    hear(200);
    call_end(&c, 2000);
    CHECK_STR(asked(), "{\"state\":\"over\",\"language\":\"jra\",\"page\":\"question\"}");
    hear(200);
    CHECK_INT(call_wait_ms(&c, 2000), -1);
    call_end(&c, 3000);
    CHECK_INT(call_wait_ms(&c, 3000), -1);
}

TEST(what_is_no_word_is_left_out)
{
    call_begin(&c, "j\"ra que<b>", 1000);
    CHECK_STR(asked(), "{\"state\":\"open\",\"language\":\"\",\"page\":\"\"}");
    call_begin(&c, "", 1000);
    CHECK_STR(asked(), "{\"state\":\"open\",\"language\":\"\",\"page\":\"\"}");
}

TEST(the_desk_is_asked_until_somebody_comes)
{
    begin();
    CHECK(!c.coming && !c.closed && !c.away);
    hear_body(200, "{\"state\":\"open\",\"until\":\"\"}");
    CHECK_INT(call_wait_ms(&c, 1000), 3000);
    CHECK_STR(asked(), "");
    hear_body(200, "{\"state\":\"closed\",\"until\":\"13:30\"}");
    CHECK(c.closed && !c.coming);
    CHECK_STR(c.until, "13:30");
    CHECK_INT(call_wait_ms(&c, 1000), 3000); /* it may open meanwhile */
    CHECK_STR(asked(), "");
    hear_body(200, "{\"state\":\"coming\",\"officer\":\"Chị Thủy\"}");
    CHECK(c.coming && !c.closed);
    CHECK_STR(c.officer, "Chị Thủy");
    CHECK_STR(c.until, "");
    CHECK_INT(call_wait_ms(&c, 1000), -1);
    call_end(&c, 2000);
    CHECK_INT(call_wait_ms(&c, 2000), 0);
}

TEST(what_it_answers_is_hostile)
{
    static const char *const bodies[] = {
        "",
        "[]",
        "{\"state\":3,\"until\":3}",
        "{\"state\":\"closed\",\"until\":\"25:00\"}",
        "{\"state\":\"closed\",\"until\":\"13:30:00\"}",
        "{\"state\":\"closed\",\"until\":\"<b>13\"}",
        "{\"state\":\"coming\",\"officer\":\"a name that is far too long for anybody to read\"}"};
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
        begin();
        hear_body(200, bodies[i]);
        CHECK_STR(c.until, "");
        CHECK_STR(c.officer, "");
    }
}

TEST(a_portal_that_is_away_is_told_as_soon_as_it_is_back)
{
    call_begin(&c, "vi need", 1000);
    for (int i = 0; i < 50; i++) {
        (void)asked();
        call_heard(&c, ERR(ERR_OFFLINE, 0, "test"), NULL, 1000);
        CHECK(c.away && !c.told);
        CHECK_INT(call_wait_ms(&c, 1000), 3000);
    }
    CHECK(asked()[0] != '\0'); /* told, not asked: it does not know yet */
    hear(200);
    CHECK(c.told && !c.away);
    for (int i = 0; i < 200; i++) { /* for ever it is not */
        (void)asked();
        hear(503);
    }
    CHECK_INT(call_wait_ms(&c, 1000), -1);
}

TEST(that_it_is_over_is_tried_five_times)
{
    begin();
    call_end(&c, 2000);
    for (int i = 0; i < 4; i++) {
        (void)asked();
        hear(503);
        CHECK_INT(call_wait_ms(&c, 1000), 3000);
    }
    (void)asked();
    hear(503);
    CHECK_INT(call_wait_ms(&c, 1000), -1);
}

TEST(a_portal_that_knows_no_calls_or_gives_no_answers_is_left_alone)
{
    call_begin(&c, "vi need", 1000);
    (void)asked();
    hear(404);
    CHECK_INT(call_wait_ms(&c, 1000), -1);
    begin();
    hear(404);
    CHECK_INT(call_wait_ms(&c, 1000), -1);
    CHECK(!c.coming && !c.closed);
}

TEST(an_answer_of_before_does_not_hide_that_it_is_over)
{
    begin();
    call_end(&c, 2000);
    CHECK(!c.asking); /* what was asked is not heard any more */
    CHECK(asked()[0] != '\0');
}

int main(void)
{
    RUN(a_call_is_told_once_and_that_it_is_over_once);
    RUN(what_is_no_word_is_left_out);
    RUN(the_desk_is_asked_until_somebody_comes);
    RUN(what_it_answers_is_hostile);
    RUN(a_portal_that_is_away_is_told_as_soon_as_it_is_back);
    RUN(that_it_is_over_is_tried_five_times);
    RUN(a_portal_that_knows_no_calls_or_gives_no_answers_is_left_alone);
    RUN(an_answer_of_before_does_not_hide_that_it_is_over);
    return check_done();
}
