#include "app/courier/fee.h"

#include <string.h>

#include "app/receipt/qr.h"
#include "tests/check.h"

#define UUID "00000000-0000-4000-8000-000000000001"
#define GOOD                                                                                       \
    "{\"state\":\"waiting\",\"amount\":8000,\"currency\":\"VND\",\"payload\":\"https://p/1\","     \
    "\"reference\":\"THU-1\",\"receiver\":\"Xã Ia Hrung\",\"expires_in\":60}"

static struct fee_asked f;
static struct portal_fee told;
static int64_t now;

static void begin(void)
{
    now = 5000;
    fee_forget(&f);
    fee_begin(&f, UUID, false, now);
}

static void hear(int status, const char *body)
{
    const struct http_answer a = {.status = status, .body = body, .size = strlen(body)};
    fee_heard(&f, ERR_OK, &a, now);
    fee_tell(&f, now, &told);
}

TEST(it_is_asked_shown_and_followed_until_it_is_paid)
{
    struct http_request q;
    begin();
    CHECK_INT(fee_wait_ms(&f, now), 0);
    fee_request(&f, &q);
    CHECK_STR(q.method, "GET");
    CHECK_STR(q.path, "/applications/" UUID "/payment");
    hear(200, GOOD);
    CHECK_INT(told.state, FEE_WAITING);
    CHECK_INT(told.dong, 8000);
    CHECK_STR(told.payload, "https://p/1");
    CHECK_STR(told.reference, "THU-1");
    CHECK_STR(told.receiver, "Xã Ia Hrung");
    CHECK_INT(told.seconds_left, 60);
    CHECK(fee_wait_ms(&f, now) > 0);
    hear(200, "{\"state\":\"paid\",\"amount\":8000,\"currency\":\"VND\"}");
    CHECK_INT(told.state, FEE_PAID);
    CHECK_STR(told.payload, "");
    CHECK_INT(told.dong, 8000);
    CHECK_INT(fee_wait_ms(&f, now), -1);
}

TEST(nothing_to_pay_is_told_and_a_portal_that_asks_for_nothing_too)
{
    begin();
    hear(200, "{\"state\":\"none\"}");
    CHECK_INT(told.state, FEE_NONE);
    CHECK_INT(fee_wait_ms(&f, now), -1);
    begin();
    hear(404, "{\"error\":\"unknown\"}");
    CHECK_INT(told.state, FEE_NONE);
    CHECK_INT(fee_wait_ms(&f, now), -1);
}

TEST(a_code_that_is_over_is_not_shown_and_a_new_one_is_asked_for)
{
    struct http_request q;
    begin();
    hear(200, GOOD);
    fee_tell(&f, now + 60000, &told);
    CHECK_INT(told.state, FEE_EXPIRED);
    CHECK_STR(told.payload, "");
    fee_begin(&f, UUID, true, now); /* the portal has not said so: nothing is asked anew */
    fee_request(&f, &q);
    CHECK_STR(q.method, "GET");
    hear(200, "{\"state\":\"expired\",\"amount\":8000,\"currency\":\"VND\"}");
    CHECK_INT(told.state, FEE_EXPIRED);
    CHECK_INT(fee_wait_ms(&f, now), -1);
    fee_begin(&f, UUID, true, now);
    fee_request(&f, &q);
    CHECK_STR(q.method, "POST");
    hear(200, GOOD);
    CHECK_INT(told.state, FEE_WAITING);
    fee_request(&f, &q);
    CHECK_STR(q.method, "GET");
    hear(200, "{\"state\":\"failed\",\"amount\":8000,\"currency\":\"VND\"}");
    CHECK_INT(told.state, FEE_FAILED);
}

TEST(a_portal_that_is_away_is_asked_on_and_what_was_shown_comes_back)
{
    begin();
    fee_heard(&f, ERR(ERR_OFFLINE, 0, "test"), NULL, now);
    fee_tell(&f, now, &told);
    CHECK_INT(told.state, FEE_OFFLINE);
    CHECK(fee_wait_ms(&f, now) > 0);
    hear(200, GOOD);
    CHECK_INT(told.state, FEE_WAITING);
    hear(503, "");
    CHECK_INT(told.state, FEE_WAITING); /* once is nothing */
    hear(502, "<html>");
    CHECK_INT(told.state, FEE_OFFLINE);
    hear(200, GOOD);
    CHECK_INT(told.state, FEE_WAITING);
}

TEST(nobody_pays_by_a_strangers_code)
{
    static const char *const rows[] = {
        "",
        "[]",
        "{\"state\":\"waiting\"}",
        "{\"state\":\"waiting\",\"amount\":0,\"currency\":\"VND\",\"payload\":\"p\",\"reference\":"
        "\"r\"}",
        "{\"state\":\"waiting\",\"amount\":-5,\"currency\":\"VND\",\"payload\":\"p\",\"reference\":"
        "\"r\"}",
        "{\"state\":\"waiting\",\"amount\":80.5,\"currency\":\"VND\",\"payload\":\"p\","
        "\"reference\":\"r\"}",
        "{\"state\":\"waiting\",\"amount\":8000,\"currency\":\"USD\",\"payload\":\"p\","
        "\"reference\":\"r\"}",
        "{\"state\":\"waiting\",\"amount\":8000,\"currency\":\"VND\",\"payload\":\"\","
        "\"reference\":\"r\"}",
        "{\"state\":\"waiting\",\"amount\":8000,\"currency\":\"VND\",\"payload\":\"\\u0001\","
        "\"reference\":\"r\"}",
        "{\"state\":\"waiting\",\"amount\":8000,\"currency\":\"VND\",\"payload\":\"p\","
        "\"reference\":\"<b>\"}",
        "{\"state\":\"waiting\",\"amount\":8000,\"currency\":\"VND\",\"payload\":\"p\","
        "\"reference\":\"r\","
        "\"expires_in\":0}",
        "{\"state\":\"waiting\",\"amount\":8000,\"currency\":\"VND\",\"payload\":\"p\"}",
        "{\"state\":\"paid\"}",
        "{\"state\":\"none\",\"state\":\"paid\"}",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        begin();
        hear(200, rows[i]);
        if (told.state != FEE_OFFLINE) {
            printf("# row %zu: %s\n", i, rows[i]);
        }
        CHECK_INT(told.state, FEE_OFFLINE);
        CHECK_STR(told.payload, "");
    }
}

/* A payment code of a bank may be longer than any address of ours. */
TEST(a_long_payment_code_is_taken_to_the_last_byte_a_qr_of_ours_holds)
{
    static char answer[600], payload[QR_TEXT_MAX + 2];
    for (int more = 0; more < 2; more++) {
        begin();
        memset(payload, 'X', sizeof payload);
        payload[QR_TEXT_MAX + more] = '\0';
        snprintf(answer, sizeof answer,
                 "{\"state\":\"waiting\",\"amount\":8000,\"currency\":\"VND\",\"payload\":\"%s\","
                 "\"reference\":\"r\"}",
                 payload);
        hear(200, answer);
        CHECK_INT(told.state, more == 0 ? FEE_WAITING : FEE_OFFLINE);
        CHECK_STR(told.payload, more == 0 ? payload : "");
    }
}

TEST(another_application_begins_anew_and_nobody_there_asks_nobody)
{
    begin();
    hear(200, GOOD);
    CHECK_INT(fee_wait_ms(&f, now + 60000), -1);
    fee_begin(&f, UUID, false, now + 60000);
    CHECK_INT(fee_wait_ms(&f, now + 60000), 0);
    fee_begin(&f, "00000000-0000-4000-8000-000000000002", false, now);
    fee_tell(&f, now, &told);
    CHECK_INT(told.state, FEE_ASKING);
    CHECK_INT(told.dong, 0);
    fee_forget(&f);
    hear(200, GOOD);
    CHECK_INT(told.state, FEE_NONE);
}

int main(void)
{
    RUN(it_is_asked_shown_and_followed_until_it_is_paid);
    RUN(nothing_to_pay_is_told_and_a_portal_that_asks_for_nothing_too);
    RUN(a_code_that_is_over_is_not_shown_and_a_new_one_is_asked_for);
    RUN(a_portal_that_is_away_is_asked_on_and_what_was_shown_comes_back);
    RUN(nobody_pays_by_a_strangers_code);
    RUN(a_long_payment_code_is_taken_to_the_last_byte_a_qr_of_ours_holds);
    RUN(another_application_begins_anew_and_nobody_there_asks_nobody);
    return check_done();
}
