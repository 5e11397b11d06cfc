/* hawkBit's Management API in the fleet double: filters, forms with a file, and a roll-out by
 * waves. */
#include "platform/sim/fleet/multipart.h"
#include "platform/sim/fleet/query.h"
#include "tests/unit/fleet_world.h"

static int rest(const char *method, const char *path, const char *body)
{
    char whole[200];
    snprintf(whole, sizeof whole, "/rest/v1/%s", path);
    return request(method, whole, body, NULL);
}

static enum query_word means(const char *query)
{
    json_t *target = json_pack("{s:s,s:s,s:s,s:{s:s}}", "id", "K07", "group", "ia-grai", "status",
                               "in_sync", "attributes", "commune", "Ia Grai");
    const enum query_word word = query_means(query, target);
    json_decref(target);
    return word;
}

TEST(a_filter_means_what_it_says)
{
    static const char *const yes[] = {"",
                                      "id==K07",
                                      "id==k*",
                                      "controllerid==*07",
                                      "group==ia-grai",
                                      "updatestatus != error",
                                      "attribute.commune=='Ia Grai'",
                                      "group==x,id==K07",
                                      "group==ia-grai;id!=K08",
                                      "group==x or group==ia-grai and id==K*",
                                      "id=in=(K01, K07)",
                                      "attribute.none!=1"};
    static const char *const no[] = {"id==K0", "group==ia-grai;id==K08", "id=in=(K01,K08)",
                                     "attribute.commune==Ia"};
    static const char *const wrong[] = {"id",          "id=K07",    "==K07", "colour==red",
                                        "id==K07 xor", "id=in=K07", "id==",  "id==K07;",
                                        "id=='K07",    "id=in=(K07"};
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++) {
        CHECK_INT(means(yes[i]), QUERY_YES);
    }
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++) {
        CHECK_INT(means(no[i]), QUERY_NO);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        CHECK_INT(means(wrong[i]), QUERY_WRONG);
    }
}

/* The form's file, or "" when it is refused. */
static const char *taken(const char *form)
{
    static char got[64];
    char name[MULTIPART_NAME] = "";
    char in[] = "/tmp/test-form-XXXXXX";
    char out[] = "/tmp/test-file-XXXXXX";
    const int a = mkstemp(in);
    const int b = mkstemp(out);
    CHECK(a >= 0 && b >= 0 && write(a, form, strlen(form)) == (ssize_t)strlen(form));
    memset(got, 0, sizeof got);
    if (!failed(multipart_take(in, out, name))) {
        CHECK(read(b, got, sizeof got - 1) >= 0);
        strcat(strcat(got, "|"), name); /* short: of this test */
    }
    close(a);
    close(b);
    unlink(in);
    unlink(out);
    return got;
}

#define HEADERS "Content-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\n\r\n"

TEST(a_form_gives_its_file)
{
    CHECK_STR(taken("--b\r\n" HEADERS "one\r\ntwo\r\n--b--\r\n"), "one\r\ntwo|a.bin");
    CHECK_STR(taken("--b\r\n" HEADERS "\r\n--b--\r\n"), "|a.bin");
    CHECK_STR(taken("--b\r\n" HEADERS "one\r\n--c--\r\n"), "");
    CHECK_STR(taken("--b\r\n" HEADERS "one"), "");
    CHECK_STR(taken("--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\none\r\n--b--\r\n"),
              "");
    CHECK_STR(
        taken("--b\r\nContent-Disposition: form-data; filename=\"../a\"\r\n\r\n1\r\n--b--\r\n"),
        "");
    CHECK_STR(taken(""), "");
}

TEST(a_rollout_goes_by_waves)
{
    begin(5);
    CHECK_INT(rest("POST", "rollouts",
                   "{\"name\":\"r\",\"distributionSetId\":1,\"targetFilterQuery\":\"id==k*\","
                   "\"errorCondition\":{\"condition\":\"THRESHOLD\",\"expression\":\"50\"},"
                   "\"groups\":[{\"name\":\"one\",\"targetFilterQuery\":\"id==k3\"},{\"name\":"
                   "\"half\",\"targetPercentage\":50},{\"name\":\"rest\"}]}"),
              201);
    CHECK(says("\"status\":\"ready\",\"totalTargets\":5,\"totalGroups\":3"));
    CHECK_INT(rest("GET", "rollouts/1/deploygroups", ""), 200);
    CHECK(says("\"name\":\"one\",\"status\":\"scheduled\",\"totalTargets\":1"));
    CHECK(says("\"name\":\"half\",\"status\":\"scheduled\",\"totalTargets\":2"));
    CHECK_INT(rest("POST", "rollouts/1/resume", ""), 409);
    CHECK_INT(rest("POST", "rollouts/1/start", ""), 204);
    CHECK_INT(ask("GET", "k1", "", ""), 200);
    CHECK(strstr(reply.body, "deploymentBase") == NULL);
    CHECK_INT(tell("k3", 1, "closed", "success"), 200);
    CHECK_INT(rest("GET", "rollouts/1", ""), 200);
    CHECK(says("\"running\":2,\"scheduled\":2,\"cancelled\":0,\"finished\":1"));
    CHECK_INT(rest("POST", "rollouts/1/pause", ""), 204);
    CHECK_INT(rest("GET", "targets/k3/actions", ""), 200);
    CHECK(says("\"status\":\"finished\",\"detailStatus\":\"finished\""));
    CHECK_INT(rest("GET", "targets/k3/installedDS", ""), 200);
    CHECK(says("\"name\":\"d\",\"version\":\"1\""));
    CHECK_INT(rest("POST", "rollouts/1/stop", ""), 204);
    CHECK_INT(rest("GET", "rollouts/9", ""), 404);
    CHECK(says("entityNotFound"));
    end();
}

TEST(kiosks_and_what_they_are_given)
{
    begin(1);
    CHECK_INT(rest("POST", "targets",
                   "[{\"controllerId\":\"K07\",\"name\":\"Ia Grai 1\",\"group\":"
                   "\"ia-grai\"}]"),
              201);
    CHECK(says("\"controllerId\":\"K07\",\"name\":\"Ia Grai 1\",\"group\":\"ia-grai\""));
    CHECK_INT(rest("POST", "targets", "[{\"controllerId\":\"K07\"}]"), 409);
    CHECK_INT(rest("POST", "targets", "{}"), 400);
    CHECK_INT(rest("PUT", "targets/K07", "{\"group\":\"pleiku\"}"), 200);
    CHECK(says("\"group\":\"pleiku\""));
    CHECK_INT(rest("POST", "softwaremoduletypes", "[{\"key\":\"pack\",\"name\":\"Content\"}]"),
              201);
    CHECK_INT(rest("POST", "softwaremodules",
                   "[{\"type\":\"pack\",\"name\":\"a\",\"version\":"
                   "\"1\"}]"),
              201);
    CHECK_INT(rest("POST", "softwaremodules",
                   "[{\"type\":\"none\",\"name\":\"a\",\"version\":"
                   "\"1\"}]"),
              404);
    CHECK_INT(rest("POST", "distributionsets",
                   "[{\"name\":\"a\",\"version\":\"1\",\"modules\":[{\"id\":2}]}]"),
              201);
    CHECK_INT(rest("POST", "distributionsets/2/assignedTargets", "[{\"id\":\"K07\"}]"), 200);
    CHECK(
        says("\"assigned\":1,\"alreadyAssigned\":0,\"total\":1,\"assignedActions\":[{\"id\":1}]"));
    CHECK_INT(rest("DELETE", "targets/K07/actions/1", ""), 204);
    CHECK_INT(rest("GET", "targets/K07/actions/1", ""), 200);
    CHECK(says("\"type\":\"cancel\",\"status\":\"pending\",\"detailStatus\":\"canceling\""));
    CHECK_INT(rest("GET", "targets/k1/actions/1", ""), 404);
    CHECK_INT(rest("PUT", "system/configs/pollingTime", "{\"value\":\"00:10:00\"}"), 204);
    CHECK_INT(rest("GET", "system/configs/pollingTime", ""), 200);
    CHECK(says("\"value\":\"00:10:00\""));
    CHECK_INT(rest("DELETE", "targets/K07", ""), 204);
    CHECK_INT(rest("GET", "targets/K07", ""), 404);
    CHECK_INT(rest("POST", "targets/K07", "{}"), 405);
    CHECK_INT(rest("GET", "nothing", ""), 404);
    end();
}

int main(void)
{
    RUN(a_filter_means_what_it_says);
    RUN(a_form_gives_its_file);
    RUN(a_rollout_goes_by_waves);
    RUN(kiosks_and_what_they_are_given);
    return check_done();
}
