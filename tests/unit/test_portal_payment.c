/* What the practice portal wants paid, the page that says so, and its queue of numbers. */
#include <string.h>

#include "platform/sim/portal/ledger_citizen.h"
#include "tests/unit/portal_world.h"

#define UUID "00000000-0000-4000-8000-000000000001"

static struct portal_world w;
static char reference[LEDGER_REFERENCE];

static int ask(const char *method, const char *path, const char *body)
{
    return portal_world_ask(
        &w, (struct portal_request){.method = method,
                                    .path = path,
                                    .host = "dvc.example",
                                    .lang = "en",
                                    .content_type = "application/x-www-form-urlencoded",
                                    .body = body});
}

static void begin(int dong)
{
    const struct ledger_record record = {
        .uuid = UUID, .body = "{}", .size = 2, .token_sha256 = UUID};
    enum ledger_put put;
    portal_world_begin(&w);
    atomic_store(&w.portal.fee_dong, dong);
    CHECK(!failed(ledger_put_record(w.portal.ledger, &record, w.now, &put)));
}

static int payment(const char *method)
{
    const int status = ask(method, "/applications/" UUID "/payment", NULL);
    const char *at = strstr(w.reply.body, "\"reference\":\"");
    if (at != NULL) {
        snprintf(reference, sizeof reference, "%.20s", at + strlen("\"reference\":\""));
    }
    return status;
}

static int page(const char *method, const char *body)
{
    char path[64];
    snprintf(path, sizeof path, "/pay/%s", reference);
    return ask(method, path, body);
}

TEST(a_request_is_made_once_and_paid_on_its_page)
{
    char first[LEDGER_REFERENCE];
    begin(8000);
    CHECK_INT(payment("GET"), 200);
    CHECK(portal_world_says(&w, "\"state\":\"waiting\""));
    CHECK(portal_world_says(&w, "\"amount\":8000"));
    CHECK(portal_world_says(&w, "\"payload\":\"http://dvc.example/pay/THU-"));
    CHECK(portal_world_says(&w, "\"expires_in\":600"));
    memcpy(first, reference, sizeof first);
    CHECK_INT(payment("GET"), 200);
    CHECK_STR(reference, first);
    CHECK_INT(payment("POST"), 200); /* one that waits is not made anew */
    CHECK_STR(reference, first);
    CHECK_INT(page("GET", NULL), 200);
    CHECK(portal_world_says(&w, "8.000"));
    CHECK_INT(page("POST", "do=paid"), 200);
    CHECK(portal_world_says(&w, "data-state=\"paid\""));
    CHECK_INT(payment("GET"), 200);
    CHECK(portal_world_says(&w, "\"state\":\"paid\""));
    CHECK_INT(page("POST", "do=failed"), 200); /* paid is paid */
    CHECK_INT(payment("POST"), 200);
    CHECK(portal_world_says(&w, "\"state\":\"paid\""));
    portal_world_end(&w);
}

TEST(one_that_failed_or_is_over_is_made_anew_on_wish)
{
    char first[LEDGER_REFERENCE];
    begin(8000);
    CHECK_INT(payment("GET"), 200);
    memcpy(first, reference, sizeof first);
    CHECK_INT(page("POST", "do=failed"), 200);
    CHECK_INT(payment("GET"), 200);
    CHECK(portal_world_says(&w, "\"state\":\"failed\""));
    CHECK_INT(payment("POST"), 200);
    CHECK(portal_world_says(&w, "\"state\":\"waiting\""));
    CHECK(strcmp(reference, first) != 0);
    w.now += 600000;
    CHECK_INT(payment("GET"), 200);
    CHECK(portal_world_says(&w, "\"state\":\"expired\""));
    CHECK_INT(page("POST", "do=paid"), 200); /* too late */
    CHECK(portal_world_says(&w, "data-state=\"expired\""));
    CHECK_INT(payment("POST"), 200);
    CHECK(portal_world_says(&w, "\"state\":\"waiting\""));
    portal_world_end(&w);
}

TEST(without_a_fee_there_is_none_and_without_an_application_neither)
{
    begin(0);
    CHECK_INT(payment("GET"), 200);
    CHECK(portal_world_says(&w, "\"state\":\"none\""));
    CHECK_INT(ask("GET", "/applications/00000000-0000-4000-8000-000000000009/payment", NULL), 404);
    CHECK_INT(ask("PUT", "/applications/" UUID "/payment", NULL), 405);
    CHECK_INT(ask("GET", "/pay/THU-0000", NULL), 404);
    CHECK_INT(ask("PUT", "/pay/THU-0000", NULL), 405);
    portal_world_end(&w);
}

static int ticket(const char *key, const char *service)
{
    char body[80];
    snprintf(body, sizeof body, "{\"service\":\"%s\"}", service);
    return portal_world_ask(
        &w, (struct portal_request){
                .method = "POST", .path = "/tickets", .idempotency_key = key, .body = body});
}

static int order(const char *what)
{
    w.portal.control = true;
    return portal_world_ask(
        &w, (struct portal_request){.method = "POST", .path = "/practice/queue", .body = what});
}

TEST(numbers_count_on_and_the_same_key_gets_the_same_one)
{
    begin(0);
    CHECK_INT(ticket("one", "birth"), 201);
    CHECK(portal_world_says(&w, "\"number\":\"A01\""));
    CHECK(portal_world_says(&w, "\"ahead\":0"));
    CHECK_INT(ticket("two", "land"), 201);
    CHECK(portal_world_says(&w, "\"number\":\"A02\",\"counter\":3,\"ahead\":1,\"minutes\":5"));
    CHECK_INT(ticket("one", "birth"), 201);
    CHECK(portal_world_says(&w, "\"number\":\"A01\""));
    CHECK_INT(order("close"), 200);
    CHECK_INT(ticket("three", "birth"), 409);
    CHECK(portal_world_says(&w, "\"error\":\"closed\""));
    CHECK_INT(order("open"), 200);
    CHECK_INT(ticket("three", "birth"), 201);
    CHECK(portal_world_says(&w, "A03"));
    CHECK_INT(ticket(NULL, "birth"), 400);
    CHECK_INT(order("else"), 404);
    CHECK_INT(ask("GET", "/tickets", NULL), 405);
    portal_world_end(&w);
}

TEST(who_signed_in_stays_signed_in_in_the_ledger)
{
    struct ledger_entry entry;
    begin(0);
    CHECK(!failed(ledger_find(w.portal.ledger, UUID, &entry)) && !entry.signed_in);
    CHECK(!failed(ledger_sign_in(w.portal.ledger, UUID)));
    CHECK(!failed(ledger_find(w.portal.ledger, UUID, &entry)) && entry.signed_in);
    CHECK_INT(ask("GET", "/applications/" UUID, NULL), 200);
    CHECK(portal_world_says(&w, "\"signed_in\":true"));
    portal_world_end(&w);
}

int main(void)
{
    RUN(a_request_is_made_once_and_paid_on_its_page);
    RUN(one_that_failed_or_is_over_is_made_anew_on_wish);
    RUN(without_a_fee_there_is_none_and_without_an_application_neither);
    RUN(numbers_count_on_and_the_same_key_gets_the_same_one);
    RUN(who_signed_in_stays_signed_in_in_the_ledger);
    return check_done();
}
