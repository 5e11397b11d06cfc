#include "app/courier/call.h"

#include <string.h>

#include "tests/check.h"

static struct call c;

static const char *asked(void)
{
    struct http_request q;
    call_request(&c, "/calls/K07", &q);
    CHECK_STR(q.method, "PUT");
    CHECK_STR(q.path, "/calls/K07");
    CHECK_INT(q.size, strlen(c.body));
    return c.body;
}

static void hear(int status)
{
    const struct http_answer a = {.status = status, .body = "", .size = 0};
    call_heard(&c, ERR_OK, &a, 1000);
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
    CHECK_INT(call_wait_ms(&c, 1000), -1);
    call_end(&c, 2000);
    CHECK_STR(asked(), "{\"state\":\"over\",\"language\":\"jra\",\"page\":\"question\"}");
    hear(200);
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

TEST(a_portal_that_is_away_is_told_again_and_one_that_knows_no_calls_is_not)
{
    call_begin(&c, "vi need", 1000);
    hear(404);
    CHECK_INT(call_wait_ms(&c, 1000), -1);
    call_begin(&c, "vi need", 1000);
    for (int i = 0; i < 4; i++) {
        call_heard(&c, ERR(ERR_OFFLINE, 0, "test"), NULL, 1000);
        CHECK_INT(call_wait_ms(&c, 1000), 3000);
    }
    hear(503);
    CHECK_INT(call_wait_ms(&c, 1000), -1);
}

int main(void)
{
    RUN(a_call_is_told_once_and_that_it_is_over_once);
    RUN(what_is_no_word_is_left_out);
    RUN(a_portal_that_is_away_is_told_again_and_one_that_knows_no_calls_is_not);
    return check_done();
}
