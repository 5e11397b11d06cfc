#include "app/courier/ticket.h"

#include <string.h>

#include "tests/check.h"

static struct ticket t;

static void hear(int status, const char *body)
{
    const struct http_answer a = {.status = status, .body = body, .size = strlen(body)};
    ticket_heard(&t, ERR_OK, &a, 1000);
}

TEST(a_wish_becomes_one_question_and_its_answer_a_number)
{
    struct http_request q;
    memset(&t, 0, sizeof t);
    ticket_begin(&t, "KEY1 land", 1000);
    CHECK_INT(t.told.state, QUEUE_ASKING);
    CHECK_INT(ticket_wait_ms(&t, 1000), 0);
    ticket_request(&t, "/tickets", &q);
    CHECK_STR(q.method, "POST");
    CHECK_STR(q.path, "/tickets");
    CHECK_STR(q.idempotency_key, "KEY1");
    CHECK_STR((const char *)q.body, "{\"service\":\"land\"}");
    hear(201, "{\"number\":\"A27\",\"counter\":3,\"ahead\":4,\"minutes\":20}");
    CHECK_INT(t.told.state, QUEUE_GIVEN);
    CHECK_STR(t.told.number, "A27");
    CHECK(t.told.counter == 3 && t.told.ahead == 4 && t.told.minutes == 20);
    CHECK_INT(ticket_wait_ms(&t, 1000), -1);
    ticket_begin(&t, "KEY1 land again", 2000); /* what has a number keeps it */
    CHECK_INT(t.told.state, QUEUE_GIVEN);
    ticket_begin(&t, "KEY2 land", 2000);
    CHECK_INT(t.told.state, QUEUE_ASKING);
    CHECK_STR(t.told.number, "");
}

TEST(what_is_not_told_is_not_known)
{
    memset(&t, 0, sizeof t);
    ticket_begin(&t, "KEY any", 1000);
    hear(200, "{\"number\":\"7\"}");
    CHECK(t.told.counter == 0 && t.told.ahead == -1 && t.told.minutes == 0);
}

TEST(closed_and_away_are_told_apart_and_asked_anew_only_on_wish)
{
    memset(&t, 0, sizeof t);
    ticket_begin(&t, "KEY any", 1000);
    hear(409, "{\"error\":\"closed\"}");
    CHECK_INT(t.told.state, QUEUE_CLOSED);
    ticket_begin(&t, "KEY any", 1000);
    CHECK_INT(t.told.state, QUEUE_CLOSED);
    ticket_begin(&t, "KEY any again", 1000);
    CHECK_INT(t.told.state, QUEUE_ASKING);
    ticket_heard(&t, ERR(ERR_OFFLINE, 0, "test"), NULL, 1000);
    CHECK_INT(t.told.state, QUEUE_ASKING); /* once more by itself, with the same key */
    CHECK(ticket_wait_ms(&t, 1000) > 0);
    hear(500, "{\"error\":\"closed");
    CHECK_INT(t.told.state, QUEUE_OFFLINE);
}

TEST(a_number_that_is_none_is_not_shown)
{
    static const char *const rows[] = {"",
                                       "[]",
                                       "{}",
                                       "{\"number\":7}",
                                       "{\"number\":\"\"}",
                                       "{\"number\":\"123456\"}",
                                       "{\"number\":\"<b>\"}",
                                       "{\"number\":\"A1\",\"counter\":-1}",
                                       "{\"number\":\"A1\",\"counter\":100}",
                                       "{\"number\":\"A1\",\"ahead\":\"4\"}",
                                       "{\"number\":\"A1\",\"minutes\":1e9}"};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        memset(&t, 0, sizeof t);
        ticket_begin(&t, "KEY any", 1000);
        hear(200, rows[i]);
        hear(200, rows[i]);
        CHECK_INT(t.told.state, QUEUE_OFFLINE);
        CHECK_STR(t.told.number, "");
    }
}

TEST(a_wish_that_is_none_asks_nobody)
{
    static const char *const rows[] = {"", "KEY", "KEY la\"nd", "K\"Y land", "KEY land twice more"};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        memset(&t, 0, sizeof t);
        ticket_begin(&t, rows[i], 1000);
        CHECK_INT(t.told.state, QUEUE_OFFLINE);
        CHECK_INT(ticket_wait_ms(&t, 1000), -1);
    }
}

int main(void)
{
    RUN(a_wish_becomes_one_question_and_its_answer_a_number);
    RUN(what_is_not_told_is_not_known);
    RUN(closed_and_away_are_told_apart_and_asked_anew_only_on_wish);
    RUN(a_number_that_is_none_is_not_shown);
    RUN(a_wish_that_is_none_asks_nobody);
    return check_done();
}
