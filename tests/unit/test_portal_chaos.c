/* Drawn faults and spoilt answers: the same seed makes the same, and nothing drawn is for good. */
#include <stdlib.h>

#include "platform/sim/portal/chaos.h"
#include "platform/sim/portal/mutate.h"
#include "platform/sim/portal/raw.h"
#include "tests/check.h"

static const char good[] =
    "{\"uuid\":\"0a\",\"sha256\":\"ff\",\"file_number\":\"THU-1\",\"state\":1}";

static struct portal_reply reply_of(const char *text)
{
    struct portal_reply r = {.retry_after = -1};
    reply_set(&r, 201, "application/json", text, strlen(text));
    return r;
}

TEST(a_seed_draws_the_same_again_and_every_kind)
{
    int seen[FAULT_CHAOS + 1] = {0};
    int none = 0;
    struct faults a;
    struct faults b;
    struct fault fault;
    const char *why = "";
    CHECK(!failed(fault_parse("any:chaos=5", &fault, &why)));
    faults_init(&a);
    faults_init(&b);
    CHECK(!failed(faults_add(&a, fault)) && !failed(faults_add(&b, fault)));
    for (int i = 0; i < 5000; i++) {
        struct fault one = {0};
        struct fault two = {0};
        const bool found = faults_take(&a, FAULT_HEADERS, &one);
        CHECK(faults_take(&b, FAULT_HEADERS, &two) == found);
        if (!found) {
            none++;
            continue;
        }
        CHECK(one.effect == two.effect && one.value == two.value);
        CHECK(one.phase == FAULT_HEADERS);
        seen[one.effect]++;
    }
    CHECK(none > 1200 && none < 1800);
    CHECK(seen[FAULT_RESET] > 0 && seen[FAULT_MALFORMED] > 0 && seen[FAULT_GOAWAY] > 0);
    CHECK_INT(seen[FAULT_CHAOS] + seen[FAULT_FORGET] + seen[FAULT_DOUBLE] + seen[FAULT_RETIRED], 0);
    faults_done(&a);
    faults_done(&b);
}

TEST(a_mutation_is_repeatable_and_never_a_lie_nobody_can_see)
{
    int changed = 0;
    for (uint64_t seed = 1; seed < 20000; seed++) {
        struct portal_reply r = reply_of(good);
        struct portal_reply again = reply_of(good);
        mutate_reply(&r, seed * 0x9E3779B97F4A7C15U);
        mutate_reply(&again, seed * 0x9E3779B97F4A7C15U);
        CHECK(r.size == again.size && memcmp(r.body, again.body, r.size) == 0);
        changed += r.size != sizeof good - 1 || memcmp(r.body, good, r.size) != 0;
        json_t *o = json_loadb(r.body, r.size, JSON_REJECT_DUPLICATES, NULL);
        const char *uuid = json_string_value(json_object_get(o, "uuid"));
        const char *hash = json_string_value(json_object_get(o, "sha256"));
        if (uuid != NULL && strcmp(uuid, "0a") == 0 && hash != NULL && strcmp(hash, "ff") == 0) {
            CHECK_STR(json_string_value(json_object_get(o, "file_number")), "THU-1");
        }
        json_decref(o);
        free(r.body);
        free(again.body);
    }
    CHECK(changed > 19000);
}

static struct raw_answer raw_of(const char *effect)
{
    struct raw_answer a;
    struct fault f = {.phase = FAULT_HEADERS};
    struct portal_reply r = reply_of(good);
    CHECK(fault_parse_effect(effect, &f));
    CHECK_INT(fault_kind(&f), FAULT_KIND_RAW);
    CHECK(!failed(raw_answer_make(&r, &f, &a)));
    free(r.body);
    return a;
}

static bool ends_with(const struct raw_answer *a, const char *text)
{
    const size_t len = strlen(text);
    return a->size >= len && memcmp(a->bytes + a->size - len, text, len) == 0;
}

TEST(frames_are_false_as_they_say)
{
    struct raw_answer a = raw_of("cut");
    CHECK(ends_with(&a, "Content-Ty") && a.end == RAW_RESET);
    raw_answer_free(&a);
    a = raw_of("cut=headers");
    CHECK(ends_with(&a, "\r\n\r\n"));
    raw_answer_free(&a);
    a = raw_of("interim");
    CHECK(ends_with(&a, good) && memcmp(a.bytes, "HTTP/1.1 100", 12) == 0);
    raw_answer_free(&a);
    a = raw_of("length=negative");
    CHECK(ends_with(&a, good) && strstr(a.bytes, "Content-Length: -1\r\n\r\n") != NULL);
    raw_answer_free(&a);
    a = raw_of("chunks=endless");
    CHECK(a.again_size * (size_t)a.times > (size_t)64 * 1024 * 1024);
    raw_answer_free(&a);
    a = raw_of("giant-header");
    CHECK(a.again_size * (size_t)a.times > (size_t)1000 * 1000 * 1000);
    raw_answer_free(&a);
    a = raw_of("drip=20ms");
    CHECK(ends_with(&a, good) && a.pause_ms == 20);
    raw_answer_free(&a);
    a = raw_of("hang-up");
    CHECK(ends_with(&a, good) && a.end == RAW_HANG_UP);
    raw_answer_free(&a);
}

int main(void)
{
    RUN(a_seed_draws_the_same_again_and_every_kind);
    RUN(a_mutation_is_repeatable_and_never_a_lie_nobody_can_see);
    RUN(frames_are_false_as_they_say);
    return check_done();
}
