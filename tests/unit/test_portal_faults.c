/* Fault specifications and the lies they make of an answer. */
#include <stdlib.h>

#include "platform/sim/portal/faults.h"
#include "platform/sim/portal/lie.h"
#include "tests/check.h"

static struct fault parsed(const char *spec)
{
    struct fault f = {FAULT_ACCEPT, FAULT_RESET, -9, -9};
    const char *why = "";
    if (failed(fault_parse(spec, &f, &why))) {
        printf("# %s: %s\n", spec, why);
        check_bad = true;
    }
    return f;
}

TEST(specs_are_read)
{
    struct fault f = parsed("answer:reset:3");
    CHECK(f.phase == FAULT_ANSWER && f.effect == FAULT_RESET && f.left == 3);
    f = parsed("body:stall=30s");
    CHECK(f.phase == FAULT_BODY && f.effect == FAULT_STALL && f.value == 30000 && f.left == -1);
    f = parsed("body:stall=250ms:1");
    CHECK_INT(f.value, 250);
    f = parsed("any:status=503");
    CHECK(f.phase == FAULT_HEADERS && f.effect == FAULT_STATUS && f.value == 503);
    f = parsed("any:retry-after=7");
    CHECK(f.effect == FAULT_RETRY_AFTER && f.value == 7);
    f = parsed("answer:garbage=json");
    CHECK_INT(f.value, 1);
    f = parsed("answer:garbage");
    CHECK_INT(f.value, 0);
}

TEST(accept_then_reset_waits_for_a_request)
{
    struct fault f = parsed("accept:then-reset");
    CHECK_INT(f.phase, FAULT_HEADERS);
    CHECK(fault_carries_out(&f));
    f = parsed("accept:reset");
    CHECK_INT(f.phase, FAULT_ACCEPT);
}

TEST(wrong_specs_are_refused_with_a_reason)
{
    static const char *const specs[] = {"",
                                        "reset",
                                        "often:reset",
                                        "any:explode",
                                        "any:reset=3",
                                        "any:status=99",
                                        "any:status=600",
                                        "any:status=5x",
                                        "any:stall=3d",
                                        "any:stall=",
                                        "any:garbage=xml",
                                        "any:reset:0",
                                        "any:reset:",
                                        "any:reset:-1",
                                        "any:reset:1:1",
                                        "any:stall=99999999s"};
    for (size_t i = 0; i < sizeof specs / sizeof specs[0]; i++) {
        struct fault f;
        const char *why = NULL;
        bool refused = failed(fault_parse(specs[i], &f, &why)) && why != NULL;
        if (!refused) {
            printf("# taken: %s\n", specs[i]);
        }
        CHECK(refused);
    }
}

TEST(a_fault_is_used_up)
{
    struct faults list;
    struct fault got;
    faults_init(&list);
    CHECK(!failed(faults_add(&list, parsed("answer:reset:2"))));
    CHECK(!failed(faults_add(&list, parsed("answer:status=500"))));
    CHECK(!faults_take(&list, FAULT_BODY, &got));
    CHECK(faults_take(&list, FAULT_ANSWER, &got) && got.effect == FAULT_RESET);
    CHECK(faults_take(&list, FAULT_ANSWER, &got) && got.effect == FAULT_RESET);
    for (int i = 0; i < 5; i++) {
        CHECK(faults_take(&list, FAULT_ANSWER, &got) && got.effect == FAULT_STATUS);
    }
    faults_clear(&list);
    CHECK(!faults_take(&list, FAULT_ANSWER, &got));
    const char *name = "";
    int64_t made = 0;
    int64_t all = 0;
    int kinds = 0;
    for (; faults_made(&list, kinds, &name, &made); kinds++) {
        all += made;
        CHECK(strcmp(name, "reset") != 0 || made == 2);
        CHECK(strcmp(name, "status") != 0 || made == 5);
    }
    CHECK_INT(all, 7);
    CHECK_INT(kinds, FAULT_CHAOS + 1);
    for (int i = 0; i < FAULTS_MAX; i++) {
        CHECK(!failed(faults_add(&list, got)));
    }
    CHECK_INT(faults_add(&list, got).code, ERR_FULL);
    faults_done(&list);
}

static struct portal_reply lied_to(const char *spec)
{
    static const char honest[] = "{\"uuid\":\"0a\",\"sha256\":\"ff\"}";
    struct portal_reply r = {.retry_after = -1};
    struct fault f = parsed(spec);
    reply_set(&r, 201, "application/json", honest, strlen(honest));
    reply_lie(&r, &f, "/applications/x");
    return r;
}

TEST(each_lie_is_what_it_says)
{
    struct portal_reply r = lied_to("answer:wrong-uuid");
    CHECK_STR(r.body, "{\"uuid\":\"1a\",\"sha256\":\"ff\"}");
    CHECK_INT(r.status, 201);
    free(r.body);
    r = lied_to("answer:wrong-hash");
    CHECK_STR(r.body, "{\"uuid\":\"0a\",\"sha256\":\"0f\"}");
    free(r.body);
    r = lied_to("answer:retry-after=9");
    CHECK_INT(r.status, 503);
    CHECK_INT(r.retry_after, 9);
    free(r.body);
    r = lied_to("answer:captive");
    CHECK_INT(r.status, 302);
    CHECK(r.location != NULL && strstr(r.location, ".invalid/") != NULL);
    free(r.body);
    r = lied_to("answer:captive=html");
    CHECK_INT(r.status, 200);
    CHECK(r.location[0] == 0 && strstr(r.body, "<html>") != NULL);
    free(r.body);
    r = lied_to("answer:stall=1s");
    CHECK_STR(r.body, "{\"uuid\":\"0a\",\"sha256\":\"ff\"}");
    free(r.body);
}

int main(void)
{
    RUN(specs_are_read);
    RUN(accept_then_reset_waits_for_a_request);
    RUN(wrong_specs_are_refused_with_a_reason);
    RUN(a_fault_is_used_up);
    RUN(each_lie_is_what_it_says);
    return check_done();
}
