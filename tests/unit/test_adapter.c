#include "app/courier/adapter.h"

#include "tests/check.h"

static const struct adapter *const all[] = {&adapter_rest, &adapter_openrosa, &adapter_igate};
#define ALL (sizeof all / sizeof all[0])

TEST(an_adapter_is_found_by_its_name_and_no_other)
{
    CHECK(adapter_named("openrosa") == &adapter_openrosa);
    CHECK(adapter_named("igate") == &adapter_igate);
    CHECK(adapter_named("rest") == &adapter_rest);
    CHECK(adapter_named("fhir") == NULL);
    CHECK(adapter_named("REST") == NULL);
    CHECK(adapter_named("") == NULL);
    for (size_t i = 0; i < ALL; i++) {
        CHECK(adapter_named(all[i]->name) == all[i]);
    }
}

/* What the line and the rounds rely on, whatever the portal's language. */
TEST(a_check_has_no_body_and_only_a_login_gives_a_session)
{
    for (size_t i = 0; i < ALL; i++) {
        struct exchange x;
        all[i]->check(&x);
        CHECK_INT(x.kind, EXCHANGE_CHECK);
        CHECK_INT(x.piece_count, 0);
        CHECK_INT(x.size, 0);
        CHECK((all[i]->login == NULL) == (all[i]->session == NULL));
    }
}

static bool is_harmless(enum meaning m)
{
    return m == MEANS_NOT_PORTAL || m == MEANS_LATER || m == MEANS_UNAUTHORIZED;
}

/* A hotel's page, an empty word, nothing at all: never an acknowledgement or a refusal. */
static int misread(const struct adapter *adapter, enum exchange_kind kind, const char *body)
{
    const struct exchange x = {.kind = kind};
    int count = 0;
    for (int status = 0; status < 1000; status++) {
        const struct http_answer a = {
            .status = status, .retry_after_s = -1, .body = body, .size = strlen(body)};
        const struct reading r = adapter->read(&x, &a);
        /* An upload that is not there goes another way; "too large" counts whoever says it, and is
         * said again in smaller posts. */
        const bool elsewhere = kind > EXCHANGE_LOGIN && r.meaning == MEANS_FORGOTTEN;
        count += !is_harmless(r.meaning) && !elsewhere && !(status == 413 && r.replan);
    }
    return count;
}

TEST(no_stranger_is_ever_taken_for_the_portal)
{
    static const char *const bodies[] = {"", "<html>welcome</html>", "{}", "[]", "null", "{"};
    for (size_t i = 0; i < ALL; i++) {
        const int last = all[i]->upload == NULL ? EXCHANGE_LOGIN : EXCHANGE_REST;
        for (int kind = EXCHANGE_PAPER; kind <= last; kind++) {
            for (size_t k = 0; k < sizeof bodies / sizeof bodies[0]; k++) {
                CHECK_INT(misread(all[i], (enum exchange_kind)kind, bodies[k]), 0);
            }
        }
    }
}

int main(void)
{
    RUN(an_adapter_is_found_by_its_name_and_no_other);
    RUN(a_check_has_no_body_and_only_a_login_gives_a_session);
    RUN(no_stranger_is_ever_taken_for_the_portal);
    return check_done();
}
