/* A portal with an empty ledger in a directory of its own, for tests. */
#ifndef TESTS_UNIT_PORTAL_WORLD_H
#define TESTS_UNIT_PORTAL_WORLD_H

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "platform/sim/portal/routes.h"
#include "platform/sim/serve/digest.h"
#include "tests/check.h"

struct portal_world {
    struct portal portal;
    struct portal_reply reply;
    char dir[64];
    int64_t now;
};

__attribute__((unused)) static void portal_world_begin(struct portal_world *w)
{
    memset(w, 0, sizeof *w);
    w->now = 1795400000000;
    snprintf(w->dir, sizeof w->dir, "/tmp/portal-world-XXXXXX");
    CHECK(mkdtemp(w->dir) != NULL);
    CHECK(!failed(portal_digest_start()));
    CHECK(!failed(ledger_open(&w->portal.ledger, w->dir, 0)));
    portal_random_bytes(w->portal.token_key, sizeof w->portal.token_key);
    sessions_init(&w->portal.sessions);
    issuer_init(&w->portal.issuer);
    coming_init(&w->portal.coming);
    queue_init(&w->portal.queue);
    calls_init(&w->portal.calls);
    result_links_init(&w->portal.result_links);
    limiter_init(&w->portal.limiter, PAGE_BURST, PAGE_REFILL_MS);
    faults_init(&w->portal.faults);
}

__attribute__((unused)) static void portal_world_end(struct portal_world *w)
{
    static const char *const names[] = {"portal.db", "portal.db-wal", "portal.db-shm"};
    char path[128];
    free(w->reply.body);
    ledger_close(w->portal.ledger);
    sessions_done(&w->portal.sessions);
    issuer_done(&w->portal.issuer);
    coming_done(&w->portal.coming);
    queue_done(&w->portal.queue);
    calls_done(&w->portal.calls);
    result_links_done(&w->portal.result_links);
    limiter_done(&w->portal.limiter);
    faults_done(&w->portal.faults);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", w->dir, names[i]);
        (void)!unlink(path);
    }
    (void)!rmdir(w->dir);
}

/* Asks and returns the status; the answer stays in w->reply. */
__attribute__((unused)) static int portal_world_ask(struct portal_world *w, struct portal_request q)
{
    free(w->reply.body);
    q.body = q.body == NULL ? "" : q.body;
    q.size = q.size == 0 ? strlen(q.body) : q.size;
    q.visitor = "test";
    q.now = w->now;
    routes_answer(&w->portal, &q, &w->reply);
    return w->reply.status;
}

/* True when the last answer holds this text. */
__attribute__((unused)) static bool portal_world_says(const struct portal_world *w,
                                                      const char *text)
{
    const bool there = w->reply.body != NULL && strstr(w->reply.body, text) != NULL;
    if (!there) {
        printf("# no '%s' in: %s\n", text, w->reply.body == NULL ? "" : w->reply.body);
    }
    return there;
}

/* How often it holds it. */
__attribute__((unused)) static int portal_world_count(const struct portal_world *w,
                                                      const char *text)
{
    int n = 0;
    for (const char *at = w->reply.body; at != NULL && (at = strstr(at, text)) != NULL; at++) {
        n++;
    }
    return n;
}

#endif
