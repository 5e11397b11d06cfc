/* Addresses, troubles and counters of the fleet double, and when a wave is over. */
#include "platform/sim/fleet/counters.h"
#include "platform/sim/fleet/rollout.h"
#include "platform/sim/fleet/trouble.h"
#include "tests/check.h"

TEST(every_address_is_known)
{
    static const struct {
        const char *rest;
        enum place_kind kind;
        int64_t id;
    } all[] = {{"", PLACE_POLL, -1},
               {"/", PLACE_POLL, -1},
               {"/deploymentBase/8", PLACE_DEPLOYMENT, 8},
               {"/deploymentBase/8/feedback", PLACE_FEEDBACK, 8},
               {"/cancelAction/9", PLACE_CANCEL, 9},
               {"/cancelAction/9/feedback", PLACE_CANCEL_FEEDBACK, 9},
               {"/configData", PLACE_CONFIG, -1},
               {"/installedBase/3", PLACE_INSTALLED, 3},
               {"/installedBase", PLACE_INSTALLED_SET, -1},
               {"/confirmationBase", PLACE_CONFIRMATION, -1},
               {"/confirmationBase/4", PLACE_CONFIRM, 4},
               {"/confirmationBase/4/feedback", PLACE_CONFIRM_FEEDBACK, 4},
               {"/confirmationBase/activateAutoConfirm", PLACE_AUTO_ON, -1},
               {"/confirmationBase/deactivateAutoConfirm", PLACE_AUTO_OFF, -1},
               {"/softwaremodules/5/artifacts", PLACE_LIST, 5},
               {"/softwaremodules/5/artifacts/a b.swu", PLACE_ARTIFACT, 5},
               {"/softwaremodules/5/artifacts/a.MD5SUM", PLACE_MD5SUM, 5},
               {"/deploymentBase/x", PLACE_NOWHERE, -1},
               {"/softwaremodules/5/artifacts/a/b", PLACE_NOWHERE, -1},
               {"/elsewhere", PLACE_NOWHERE, -1}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        char path[100];
        snprintf(path, sizeof path, "/DEFAULT/controller/v1/kiosk 1%s", all[i].rest);
        const struct place p = place_read(path);
        CHECK_INT(p.kind, all[i].kind);
        CHECK_STR(p.target, "kiosk 1");
        if (all[i].id >= 0) {
            CHECK_INT(p.id, all[i].id);
        }
    }
    CHECK_STR(place_read("/T/controller/v1/k/softwaremodules/5/artifacts/a.swu.MD5SUM").file,
              "a.swu");
}

TEST(other_addresses_are_outside)
{
    static const char *const paths[] = {"/",
                                        "",
                                        "/double/targets",
                                        "/DEFAULT/controller/v2/k",
                                        "/DEFAULT/controller/v1/",
                                        "/DEFAULT/controller/v1"};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        CHECK_INT(place_read(paths[i]).kind, PLACE_OUTSIDE);
    }
}

TEST(methods_are_told_apart)
{
    CHECK(place_allows(PLACE_POLL, "GET") && place_allows(PLACE_ARTIFACT, "HEAD"));
    CHECK(!place_allows(PLACE_POLL, "POST") && !place_allows(PLACE_FEEDBACK, "HEAD"));
    CHECK(place_allows(PLACE_CONFIG, "PUT") && !place_allows(PLACE_NOWHERE, "GET"));
    CHECK_STR(place_methods(PLACE_FEEDBACK), "POST");
}

static struct trouble parsed(const char *spec)
{
    struct trouble t = {.left = -9};
    const char *why = "";
    if (failed(trouble_parse(spec, &t, &why))) {
        printf("# %s: %s\n", spec, why);
        check_bad = true;
    }
    return t;
}

TEST(specs_are_read)
{
    struct trouble t = parsed("artifact:cut=65536:3");
    CHECK(t.kind == PLACE_ARTIFACT && t.effect == TROUBLE_CUT && t.value == 65536 && t.left == 3);
    t = parsed("any:status=404");
    CHECK(t.kind == PLACE_KINDS && t.effect == TROUBLE_STATUS && t.value == 404 && t.left == -1);
    t = parsed("poll@kiosk-7:stall=250ms:1");
    CHECK_STR(t.target, "kiosk-7");
    CHECK_INT(t.value, 250);
    CHECK_INT(parsed("poll:stall=2s").value, 2000);
    CHECK_INT(parsed("poll:retry-after=120").value, 120);
    CHECK_INT(parsed("poll:retry-after=date").value, RETRY_AS_DATE);
    CHECK_INT(parsed("poll:retry-after=text").value, RETRY_AS_TEXT);
    t = parsed("deployment:foreign=http://127.0.0.1:9:2");
    CHECK_STR(t.text, "http://127.0.0.1:9");
    CHECK_INT(t.left, 2);
    CHECK_INT(parsed("artifact:cut").value, 65536);
}

TEST(wrong_specs_are_refused_with_a_reason)
{
    static const char *const specs[] = {"",
                                        "cut",
                                        "artifact",
                                        "file:cut",
                                        "artifact:melt",
                                        "any:cut:0",
                                        "any:cut:",
                                        "any:cut=x",
                                        "any:status=199",
                                        "any:status=600",
                                        "any:stall",
                                        "any:stall=3d",
                                        "any:redirect",
                                        "any:endless=3",
                                        "any:cut:-1",
                                        "any:reset:",
                                        "any:foreign=:1",
                                        "any:retry-after=x"};
    for (size_t i = 0; i < sizeof specs / sizeof specs[0]; i++) {
        struct trouble t;
        const char *why = NULL;
        const bool refused = failed(trouble_parse(specs[i], &t, &why));
        if (strcmp(specs[i], "any:stall") == 0) {
            CHECK(!refused); /* it has a value of its own */
        } else {
            CHECK(refused && why != NULL && why[0] != '\0');
        }
    }
}

TEST(troubles_are_taken_in_turn_and_used_up)
{
    struct troubles all;
    troubles_init(&all);
    const struct trouble one = parsed("artifact@k1:status=503:2");
    const struct trouble other = parsed("artifact:cut=10");
    CHECK(!failed(troubles_add(&all, &one)) && !failed(troubles_add(&all, &other)));
    CHECK_INT(troubles_take(&all, PLACE_POLL, "k1").effect, TROUBLE_NONE);
    CHECK_INT(troubles_take(&all, PLACE_ARTIFACT, "k2").effect, TROUBLE_CUT);
    CHECK_INT(troubles_take(&all, PLACE_ARTIFACT, "k1").effect, TROUBLE_STATUS);
    CHECK_INT(troubles_take(&all, PLACE_ARTIFACT, "k1").effect, TROUBLE_STATUS);
    CHECK_INT(troubles_take(&all, PLACE_ARTIFACT, "k1").effect, TROUBLE_CUT);
    CHECK_INT(troubles_made(&all, TROUBLE_STATUS), 2);
    troubles_clear(&all);
    CHECK_INT(troubles_take(&all, PLACE_ARTIFACT, "k1").effect, TROUBLE_NONE);
    troubles_done(&all);
}

TEST(no_more_troubles_than_there_is_room_for)
{
    struct troubles all;
    troubles_init(&all);
    const struct trouble one = parsed("any:reset");
    for (int i = 0; i < TROUBLES_MAX; i++) {
        CHECK(!failed(troubles_add(&all, &one)));
    }
    CHECK_INT(troubles_add(&all, &one).code, ERR_FULL);
    troubles_done(&all);
}

static json_int_t of_target(json_t *all, const char *target, const char *name)
{
    return json_integer_value(
        json_object_get(json_object_get(json_object_get(all, "targets"), target), name));
}

TEST(requests_are_counted_by_second_and_target)
{
    struct counters c;
    counters_init(&c);
    for (int i = 0; i < 5; i++) {
        counters_request(&c, PLACE_POLL, "k1", 1000000 + i * 100);
    }
    counters_request(&c, PLACE_ARTIFACT, "k2", 1001000);
    counters_bytes(&c, "k2", 77);
    json_t *all = counters_json(&c, 1001500, 60);
    CHECK_INT(json_integer_value(json_object_get(all, "requests")), 6);
    CHECK_INT(json_integer_value(json_object_get(all, "most_a_second")), 5);
    CHECK_INT(json_array_size(json_object_get(all, "seconds")), 2);
    CHECK_INT(of_target(all, "k1", "most_a_second"), 5);
    CHECK_INT(of_target(all, "k1", "shortest_poll_ms"), 100);
    CHECK_INT(of_target(all, "k2", "bytes"), 77);
    json_decref(all);
    counters_clear(&c);
    all = counters_json(&c, 1001500, 60);
    CHECK_INT(json_integer_value(json_object_get(all, "requests")), 0);
    CHECK_INT(json_object_size(json_object_get(all, "targets")), 0);
    json_decref(all);
    counters_done(&c);
}

TEST(too_many_targets_are_only_in_the_sum)
{
    struct counters c;
    counters_init(&c);
    for (int i = 0; i < COUNTERS_TARGETS; i++) {
        char name[20];
        snprintf(name, sizeof name, "k%d", i);
        counters_request(&c, PLACE_POLL, name, 5000);
    }
    json_t *all = counters_json(&c, 5000, 0);
    CHECK_INT(json_integer_value(json_object_get(all, "requests")), COUNTERS_TARGETS);
    CHECK_INT(json_object_size(json_object_get(all, "targets")), COUNTERS_TARGETS / 4 * 3);
    json_decref(all);
    counters_done(&c);
}

TEST(a_wave_is_judged_by_its_thresholds)
{
    CHECK_INT(rollout_judge(10, 4, 0, 50, 50), ROLLOUT_WAIT);
    CHECK_INT(rollout_judge(10, 5, 0, 50, 50), ROLLOUT_NEXT);
    CHECK_INT(rollout_judge(10, 9, 5, 50, 50), ROLLOUT_STOP);
    CHECK_INT(rollout_judge(3, 0, 1, 100, 34), ROLLOUT_WAIT);
    CHECK_INT(rollout_judge(3, 0, 1, 100, 33), ROLLOUT_STOP);
    CHECK_INT(rollout_judge(10, 10, 0, 100, 0), ROLLOUT_NEXT);
    CHECK_INT(rollout_judge(10, 0, 10, 100, 0), ROLLOUT_WAIT);
    CHECK_INT(rollout_judge(0, 0, 0, 100, 50), ROLLOUT_NEXT);
}

int main(void)
{
    RUN(every_address_is_known);
    RUN(other_addresses_are_outside);
    RUN(methods_are_told_apart);
    RUN(specs_are_read);
    RUN(wrong_specs_are_refused_with_a_reason);
    RUN(troubles_are_taken_in_turn_and_used_up);
    RUN(no_more_troubles_than_there_is_room_for);
    RUN(requests_are_counted_by_second_and_target);
    RUN(too_many_targets_are_only_in_the_sum);
    RUN(a_wave_is_judged_by_its_thresholds);
    return check_done();
}
