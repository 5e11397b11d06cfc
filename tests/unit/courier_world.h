/* A courier, a kiosk's outbox and a scripted portal, for tests of a whole way: faults before and
 * after the portal took a request, a courier that dies and comes back, and what was ever sent. */
#ifndef TESTS_UNIT_COURIER_WORLD_H
#define TESTS_UNIT_COURIER_WORLD_H

#include "app/courier/courier.h"
#include "app/outbox/outbox_inside.h"
#include "platform/sim/http_script.h"
#include "tests/check.h"
#include "tests/unit/parcel_example.h"
#include "tests/unit/scratch.h"

#define WORLD_START  1795400700
#define WORLD_BODIES 32

struct world {
    struct http_script http;
    struct port_random random;
    struct port_clock clock;
    struct courier courier;
    struct outbox *kiosk;
    const struct adapter *adapter;
    const struct credentials *credentials;
    struct http_step (*portal)(const struct http_request *r); /* behaves, once it is reached */
    int exchanges;
    int fault_from, fault_to; /* exchanges that meet the fault; 1 = the first */
    struct http_step fault;
    bool after; /* the portal took it before the fault */
    /* Every different body that was sent with this method and path. */
    struct {
        char path[64];
        char hash[SEAL_HEX];
    } bodies[WORLD_BODIES];
    int body_count;
    char answer[1024];
};
static struct world w;

/* What a test gives the courier beside the world's own; a new world begins without. */
static struct courier_params world_extras;

static void note_body(const struct http_request *r)
{
    char hash[SEAL_HEX];
    example_hash(r->body, r->size, hash);
    for (int i = 0; i < w.body_count; i++) {
        if (strcmp(w.bodies[i].path, r->path) == 0 && strcmp(w.bodies[i].hash, hash) == 0) {
            return;
        }
    }
    CHECK(w.body_count < WORLD_BODIES);
    if (w.body_count < WORLD_BODIES) {
        snprintf(w.bodies[w.body_count].path, 64, "%s", r->path);
        memcpy(w.bodies[w.body_count++].hash, hash, SEAL_HEX);
    }
}

/* How many different bodies went to this path. */
__attribute__((unused)) static int bodies_of(const char *path)
{
    int count = 0;
    for (int i = 0; i < w.body_count; i++) {
        count += strcmp(w.bodies[i].path, path) == 0;
    }
    return count;
}

static struct http_step world_answer(struct http_script *s, const struct http_request *r)
{
    (void)s;
    const int n = ++w.exchanges;
    if (r->body != NULL) {
        note_body(r);
    }
    if (n >= w.fault_from && n <= w.fault_to) {
        if (w.after) {
            w.portal(r);
        }
        return w.fault;
    }
    return w.portal(r);
}

__attribute__((unused)) static struct http_step say(int status, const char *body)
{
    return (struct http_step){.status = status, .body = body};
}

/* The next exchange, or number n from now, meets this fault. */
__attribute__((unused)) static void fault_at(int n, int times, struct http_step step, bool after)
{
    w.fault_from = w.exchanges + n;
    w.fault_to = w.fault_from + times - 1;
    w.fault = step;
    w.after = after;
}

static void open_courier(void)
{
    struct courier_params params = world_extras;
    params.state_dir = scratch_root;
    params.adapter = w.adapter;
    params.credentials = w.credentials;
    params.http = &w.http.port;
    params.random = &w.random;
    params.clock = &w.clock;
    CHECK_INT(courier_open(&w.courier, &params).code, ERR_NONE);
}

/* The courier dies and comes back. */
__attribute__((unused)) static void restart_courier(void)
{
    courier_close(&w.courier);
    open_courier();
}

static void world_open(const struct adapter *adapter, const struct credentials *credentials,
                       struct http_step (*portal)(const struct http_request *r))
{
    memset(&w, 0, sizeof w);
    memset(&world_extras, 0, sizeof world_extras);
    scratch_open_in_memory();
    http_script_init(&w.http);
    w.http.answer = world_answer;
    w.portal = portal;
    w.adapter = adapter;
    w.credentials = credentials;
    w.random = random_seeded(7);
    w.clock = clock_manual(WORLD_START);
    open_courier();
    CHECK_INT(outbox_open(&w.kiosk, scratch_root).code, ERR_NONE);
}

static void world_close(void)
{
    courier_close(&w.courier);
    outbox_close(w.kiosk);
    w.http.port.ops->close(&w.http.port);
}

__attribute__((unused)) static void save(void)
{
    const struct record r = record_of_pages(EXAMPLE_UUID);
    CHECK_INT(outbox_put(w.kiosk, &r).code, ERR_NONE);
}

static struct courier_report round_of(bool everything)
{
    struct courier_report report = {.reason = ""};
    w.courier.check_ms = INT64_MAX; /* no questions of the courier's own */
    const struct err e = courier_round(&w.courier, everything, &report);
    CHECK_INT(e.code, ERR_NONE);
    CHECK_INT(courier_count(&w.courier, &report).code, ERR_NONE);
    return report;
}

static struct outbox_row row(void)
{
    struct outbox_row r = {.uuid = ""};
    CHECK_INT(outbox_find(w.kiosk, EXAMPLE_UUID, &r).code, ERR_NONE);
    return r;
}

static void wait_s(int seconds)
{
    w.clock.ops->pass(&w.clock, seconds * 1000);
}

/* Rounds, a minute apart, until its content is gone; how many. */
__attribute__((unused)) static int rounds_to_rest(int most)
{
    int n = 0;
    while (n < most && !row().at_rest) {
        wait_s(n == 0 ? 0 : 60);
        round_of(false);
        n++;
    }
    return n;
}

/* Faults that are no acknowledgement and no refusal. */
__attribute__((unused)) static const struct http_step passing_faults[] = {
    {.error = {ERR_UNKNOWN_OUTCOME, 56, "test"}},
    {.status = 503, .retry_after_s = 30},
    {.status = 200, .body = "<html>welcome to the hotel</html>"},
    {.error = {ERR_OFFLINE, 7, "test"}},
};
#define PASSING_FAULTS (sizeof passing_faults / sizeof passing_faults[0])

#endif
