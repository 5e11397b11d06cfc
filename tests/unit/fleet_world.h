/* A fleet double without HTTP, with a clock that a test moves: ask() and order() are a device's and
 * an engineer's requests. */
#ifndef TESTS_UNIT_FLEET_WORLD_H
#define TESTS_UNIT_FLEET_WORLD_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "platform/sim/fleet/fleet.h"
#include "platform/sim/serve/digest.h"
#include "tests/check.h"

static struct fleet fleet;
static struct fleet_reply reply; /* of the last request */
static int64_t now = 1795842000000;
static char folder[] = "/tmp/test-fleet-XXXXXX";
#define TOKEN "a-token-of-thirty-two-characters"

static void open_fleet(void)
{
    CHECK(!failed(store_open(&fleet.store, folder)));
    troubles_init(&fleet.troubles);
    counters_init(&fleet.counters);
    fleet.tenant = "DEFAULT";
    fleet.quota_status = 429;
    answer_init(&reply);
}

static void close_fleet(void)
{
    answer_done(&reply);
    store_close(fleet.store);
    counters_done(&fleet.counters);
    troubles_done(&fleet.troubles);
}

static int request(const char *method, const char *path, const char *body, const char *history)
{
    answer_done(&reply);
    const struct fleet_request q = {.method = method,
                                    .path = path,
                                    .authorization = "TargetToken " TOKEN,
                                    .content_type = "application/json",
                                    .host = "double",
                                    .history = history,
                                    .certificate = "",
                                    .visitor = "127.0.0.1",
                                    .body = body,
                                    .size = strlen(body),
                                    .now = now};
    fleet_answer(&fleet, &q, &reply);
    return reply.status;
}

/* A device's request below its base; the status. */
static int ask(const char *method, const char *target, const char *rest, const char *body)
{
    char path[400];
    snprintf(path, sizeof path, "/DEFAULT/controller/v1/%s%s", target, rest);
    return request(method, path, body, NULL);
}

/* An engineer's order; the status. */
static int order(const char *rest, const char *body)
{
    char path[200];
    snprintf(path, sizeof path, "/double/%s", rest);
    return request(body[0] == '\0' ? "GET" : "POST", path, body, NULL);
}

/* True when the last answer has the text. */
__attribute__((unused)) static bool says(const char *text)
{
    const bool said = reply.body != NULL && strstr(reply.body, text) != NULL;
    if (!said) {
        printf("# %d %s\n", reply.status, reply.body == NULL ? "(nothing)" : reply.body);
    }
    return said;
}

/* What a device says of action `id`; the status. */
__attribute__((unused)) static int tell(const char *target, int id, const char *execution,
                                        const char *finished)
{
    char rest[80];
    char body[200];
    snprintf(rest, sizeof rest, "/deploymentBase/%d/feedback", id);
    snprintf(body, sizeof body,
             "{\"status\":{\"execution\":\"%s\",\"result\":{\"finished\":\"%s\"}}}", execution,
             finished);
    return ask("POST", target, rest, body);
}

/* Makes targets k1..kN and distribution 1. */
static void make_fleet(int count)
{
    for (int i = 1; i <= count; i++) {
        char body[200];
        snprintf(body, sizeof body, "{\"id\":\"k%d\",\"token\":\"" TOKEN "\",\"group\":\"%s\"}", i,
                 i % 2 == 1 ? "odd" : "even");
        CHECK_INT(order("targets", body), 201);
    }
    CHECK_INT(order("distributions", "{\"name\":\"d\",\"version\":\"1\",\"modules\":[{\"part\":"
                                     "\"os\",\"version\":\"1\",\"artifacts\":[]}]}"),
              201);
}

/* A new double in a folder of its own with so many targets. */
static void begin(int count)
{
    snprintf(folder, sizeof folder, "/tmp/test-fleet-XXXXXX");
    CHECK(mkdtemp(folder) != NULL && !failed(portal_digest_start()));
    open_fleet();
    make_fleet(count);
}

static void end(void)
{
    static const char *const files[] = {"fleet.db", "fleet.db-wal", "fleet.db-shm"};
    char path[100];
    close_fleet();
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i]);
        (void)unlink(path);
    }
    snprintf(path, sizeof path, "%s/artifacts", folder);
    CHECK(rmdir(path) == 0 && rmdir(folder) == 0);
}

#endif
