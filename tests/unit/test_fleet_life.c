/* The lives of actions in the fleet double, by a clock of the test's own. */
#include "tests/unit/fleet_world.h"

#define ASSIGN "{\"distribution\":1,\"target\":\"k1\""

TEST(a_window_opens_and_lapses)
{
    begin(1);
    CHECK_INT(order("assign", ASSIGN ",\"type\":\"forced\",\"window\":{\"in\":3600,\"for\":600}}"),
              200);
    CHECK_INT(ask("GET", "k1", "", ""), 200);
    CHECK(says("\"sleep\":\"00:05:00\""));
    char before[400];
    snprintf(before, sizeof before, "%.399s", strstr(reply.body, "?c="));
    CHECK_INT(ask("GET", "k1", "/deploymentBase/1", ""), 200);
    CHECK(
        says("\"download\":\"forced\",\"update\":\"skip\",\"maintenanceWindow\":\"unavailable\""));
    now += 3300000;
    ask("GET", "k1", "", "");
    CHECK(says("\"sleep\":\"00:01:40\"") && says(before));
    now += 300000;
    ask("GET", "k1", "", "");
    CHECK(says("deploymentBase/1?c=") && strstr(reply.body, before) == NULL);
    ask("GET", "k1", "/deploymentBase/1", "");
    CHECK(says("\"update\":\"forced\",\"maintenanceWindow\":\"available\""));
    now += 600000;
    ask("GET", "k1", "", "");
    CHECK(says("cancelAction/1") && strstr(reply.body, "deploymentBase") == NULL);
    end();
}

TEST(soft_becomes_forced_by_time_and_by_order)
{
    char body[200];
    begin(1);
    snprintf(body, sizeof body, ASSIGN ",\"type\":\"timeforced\",\"forced_at\":%lld}",
             (long long)now + 1000);
    CHECK_INT(order("assign", body), 200);
    ask("GET", "k1", "/deploymentBase/1", "");
    CHECK(says("\"download\":\"attempt\",\"update\":\"attempt\""));
    now += 1000;
    ask("GET", "k1", "/deploymentBase/1", "");
    CHECK(says("\"download\":\"forced\",\"update\":\"forced\""));
    end();
    begin(1);
    CHECK_INT(order("assign", ASSIGN ",\"type\":\"soft\"}"), 200);
    ask("GET", "k1", "", "");
    char before[400];
    snprintf(before, sizeof before, "%.399s", reply.body);
    CHECK_INT(order("actions/1", "{\"force\":true}"), 200);
    ask("GET", "k1", "", "");
    CHECK(strcmp(before, reply.body) != 0);
    ask("GET", "k1", "/deploymentBase/1", "");
    CHECK(says("\"update\":\"forced\""));
    end();
}

TEST(a_newer_one_cancels_the_older_first)
{
    begin(1);
    CHECK_INT(order("assign", ASSIGN "}"), 200);
    CHECK_INT(order("assign", ASSIGN "}"), 200);
    CHECK(says("\"actions\":[],\"already\":1"));
    CHECK_INT(order("distributions", "{\"name\":\"d\",\"version\":\"2\",\"modules\":[{\"part\":"
                                     "\"os\",\"version\":\"2\"}]}"),
              201);
    CHECK_INT(order("assign", "{\"distribution\":2,\"target\":\"k1\"}"), 200);
    ask("GET", "k1", "", "");
    CHECK(says("cancelAction/1"));
    CHECK_INT(ask("POST", "k1", "/cancelAction/1/feedback",
                  "{\"status\":{\"execution\":\"closed\",\"result\":{\"finished\":\"success\"}}}"),
              200);
    ask("GET", "k1", "", "");
    CHECK(says("deploymentBase/2"));
    CHECK_INT(tell("k1", 2, "closed", "success"), 200);
    order("targets/k1", "");
    CHECK(says("\"status\":\"in_sync\"") && says("\"installed\":2"));
    end();
}

TEST(an_error_clears_what_is_assigned)
{
    begin(1);
    order("assign", ASSIGN "}");
    CHECK_INT(tell("k1", 1, "closed", "failure"), 200);
    CHECK_INT(tell("k1", 1, "closed", "failure"), 410);
    order("targets/k1", "");
    CHECK(says("\"status\":\"error\"") && says("\"assigned\":null"));
    ask("GET", "k1", "", "");
    CHECK(strstr(reply.body, "deploymentBase") == NULL);
    order("assign", ASSIGN "}");
    CHECK(says("\"actions\":[2]"));
    end();
}

TEST(statuses_have_a_quota_final_ones_not)
{
    begin(1);
    order("assign", ASSIGN "}");
    for (int i = 0; i < 1000; i++) {
        if (tell("k1", 1, "proceeding", "none") != 200) {
            CHECK(false);
        }
    }
    CHECK_INT(tell("k1", 1, "proceeding", "none"), 429);
    CHECK(says("hawkbit.server.error.quota.tooManyEntries"));
    CHECK_INT(tell("k1", 1, "closed", "success"), 200);
    end();
}

TEST(everything_is_there_after_a_restart)
{
    begin(1);
    order("assign", ASSIGN "}");
    CHECK_INT(tell("k1", 1, "download", "none"), 200);
    close_fleet();
    open_fleet();
    order("actions/1", "");
    CHECK(says("\"state\":\"DOWNLOAD\"") && says("\"execution\":\"download\""));
    CHECK_INT(tell("k1", 1, "closed", "none"), 200);
    close_fleet();
    open_fleet();
    ask("GET", "k1", "", "");
    CHECK(says("installedBase/1"));
    end();
}

/* What each wave's actions are, in one line. */
static const char *waves(void)
{
    static char line[300];
    line[0] = '\0';
    order("rollouts/1", "");
    json_t *all = json_loads(reply.body, 0, NULL);
    snprintf(line, sizeof line, "%s", json_string_value(json_object_get(all, "state")));
    size_t i = 0;
    json_t *wave = NULL;
    json_array_foreach(json_object_get(all, "waves"), i, wave)
    {
        const char *state = NULL;
        json_t *count = NULL;
        snprintf(line + strlen(line), sizeof line - strlen(line), " |");
        json_object_foreach(json_object_get(wave, "actions"), state, count)
        {
            snprintf(line + strlen(line), sizeof line - strlen(line), " %s:%d", state,
                     (int)json_integer_value(count));
        }
    }
    json_decref(all);
    return line;
}

#define ROLLOUT                                                                                    \
    "{\"name\":\"r\",\"distribution\":1,\"start\":true,\"success\":100,\"error\":50,\"waves\":["   \
    "{\"targets\":[\"k1\"]},{\"group\":\"even\"},{\"percent\":100}]}"

TEST(waves_follow_each_other)
{
    begin(6);
    CHECK_INT(order("rollouts", ROLLOUT), 201);
    CHECK(says("\"waves\":[1,3,2]"));
    CHECK_STR(waves(), "running | RUNNING:1 | SCHEDULED:3 | SCHEDULED:2");
    ask("GET", "k2", "", "");
    CHECK(strstr(reply.body, "deploymentBase") == NULL);
    CHECK_INT(ask("GET", "k2", "/deploymentBase/2", ""), 404);
    tell("k1", 1, "closed", "success");
    CHECK_STR(waves(), "running | FINISHED:1 | RUNNING:3 | SCHEDULED:2");
    tell("k2", 2, "closed", "success");
    tell("k4", 3, "closed", "success");
    CHECK_STR(waves(), "running | FINISHED:1 | FINISHED:2 RUNNING:1 | SCHEDULED:2");
    tell("k6", 4, "closed", "success");
    CHECK_STR(waves(), "running | FINISHED:1 | FINISHED:3 | RUNNING:2");
    tell("k3", 5, "closed", "success");
    tell("k5", 6, "closed", "success");
    CHECK_STR(waves(), "finished | FINISHED:1 | FINISHED:3 | FINISHED:2");
    end();
}

TEST(too_many_errors_stop_a_rollout)
{
    begin(6);
    order("rollouts", ROLLOUT);
    tell("k1", 1, "closed", "success");
    tell("k2", 2, "closed", "failure");
    CHECK_STR(waves(), "running | FINISHED:1 | ERROR:1 RUNNING:2 | SCHEDULED:2");
    tell("k4", 3, "closed", "failure");
    CHECK_STR(waves(), "paused | FINISHED:1 | ERROR:2 RUNNING:1 | SCHEDULED:2");
    tell("k6", 4, "closed", "success");
    CHECK_STR(waves(), "paused | FINISHED:1 | ERROR:2 FINISHED:1 | SCHEDULED:2");
    CHECK_INT(order("rollouts/1", "{\"do\":\"resume\"}"), 200);
    CHECK_STR(waves(), "running | FINISHED:1 | ERROR:2 FINISHED:1 | RUNNING:2");
    CHECK_INT(order("rollouts/1", "{\"do\":\"start\"}"), 409);
    end();
}

TEST(a_rollout_is_paused_and_stopped)
{
    begin(6);
    order("rollouts", ROLLOUT);
    CHECK_INT(order("rollouts/1", "{\"do\":\"pause\"}"), 200);
    tell("k1", 1, "closed", "success");
    CHECK_STR(waves(), "paused | FINISHED:1 | SCHEDULED:3 | SCHEDULED:2");
    CHECK_INT(order("rollouts/1", "{\"do\":\"resume\"}"), 200);
    CHECK_STR(waves(), "running | FINISHED:1 | RUNNING:3 | SCHEDULED:2");
    CHECK_INT(order("rollouts/1", "{\"do\":\"stop\"}"), 200);
    CHECK_STR(waves(), "stopped | FINISHED:1 | CANCELING:3 | CANCELED:2");
    end();
}

TEST(wrong_orders_change_nothing)
{
    begin(1);
    CHECK_INT(order("targets", "{\"group\":\"x\"}"), 400);
    CHECK_INT(order("targets", "[{\"id\":\"new\"},{\"id\":\"\"}]"), 400);
    CHECK_INT(order("targets/new", ""), 404);
    CHECK_INT(order("targets", "{"), 400);
    CHECK_INT(order("distributions",
                    "{\"name\":\"d\",\"version\":\"1\",\"modules\":[{\"part\":\"os\","
                    "\"version\":\"1\"}]}"),
              400);
    CHECK_INT(order("distributions",
                    "{\"name\":\"d\",\"version\":\"3\",\"modules\":[{\"part\":\"os\","
                    "\"version\":\"1\",\"artifacts\":[7]}]}"),
              400);
    CHECK_INT(order("assign", "{\"distribution\":1,\"target\":\"nobody\"}"), 404);
    CHECK_INT(order("assign", "{\"distribution\":9,\"target\":\"k1\"}"), 404);
    CHECK_INT(order("assign", ASSIGN ",\"type\":\"hard\"}"), 400);
    CHECK_INT(order("assign", ASSIGN ",\"window\":{\"in\":5}}"), 400);
    CHECK_INT(order("actions/7", "{\"cancel\":true}"), 404);
    CHECK_INT(order("rollouts", "{\"name\":\"r\",\"distribution\":1}"), 400);
    CHECK_INT(order("nothing", ""), 404);
    CHECK_INT(order("faults", "any:melt"), 400);
    CHECK_INT(order("settings", "{\"sloth\":\"1\"}"), 400);
    order("actions", "");
    CHECK_STR(reply.body, "[]");
    end();
}

int main(void)
{
    RUN(a_window_opens_and_lapses);
    RUN(soft_becomes_forced_by_time_and_by_order);
    RUN(a_newer_one_cancels_the_older_first);
    RUN(an_error_clears_what_is_assigned);
    RUN(statuses_have_a_quota_final_ones_not);
    RUN(everything_is_there_after_a_restart);
    RUN(waves_follow_each_other);
    RUN(too_many_errors_stop_a_rollout);
    RUN(a_rollout_is_paused_and_stopped);
    RUN(wrong_orders_change_nothing);
    return check_done();
}
