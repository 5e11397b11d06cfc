#include "platform/sim/fleet/counters.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void counters_init(struct counters *c)
{
    memset(c, 0, sizeof *c);
    c->targets = calloc(COUNTERS_TARGETS, sizeof *c->targets);
    pthread_mutex_init(&c->lock, NULL);
}

void counters_done(struct counters *c)
{
    free(c->targets);
    c->targets = NULL;
    pthread_mutex_destroy(&c->lock);
}

void counters_clear(struct counters *c)
{
    pthread_mutex_lock(&c->lock);
    memset(c->kinds, 0, sizeof c->kinds);
    memset(c->second_at, 0, sizeof c->second_at);
    memset(c->second_count, 0, sizeof c->second_count);
    c->requests = 0;
    c->bytes = 0;
    c->used = 0;
    if (c->targets != NULL) {
        memset(c->targets, 0, COUNTERS_TARGETS * sizeof *c->targets);
    }
    pthread_mutex_unlock(&c->lock);
}

/* Its slot, made when it is new; NULL when there is no room. FNV-1a, then the next free one. */
static struct counted *slot(struct counters *c, const char *target)
{
    uint32_t hash = 2166136261u;
    if (c->targets == NULL || target[0] == '\0' || strlen(target) >= sizeof c->targets->target) {
        return NULL;
    }
    for (const char *at = target; *at != '\0'; at++) {
        hash = (hash ^ (unsigned char)*at) * 16777619u;
    }
    for (;; hash++) {
        struct counted *one = &c->targets[hash % COUNTERS_TARGETS];
        if (strcmp(one->target, target) == 0) {
            return one;
        }
        if (one->target[0] == '\0') {
            if (c->used >= COUNTERS_TARGETS / 4 * 3) {
                return NULL;
            }
            c->used++;
            snprintf(one->target, sizeof one->target, "%s", target);
            return one;
        }
    }
}

static void count_target(struct counted *one, enum place_kind kind, int64_t now_ms)
{
    const int64_t second = now_ms / 1000;
    one->now = one->second == second ? one->now + 1 : 1;
    one->second = second;
    one->most = one->now > one->most ? one->now : one->most;
    one->requests++;
    if (kind == PLACE_POLL) {
        const int64_t gap = now_ms - one->last_ms;
        if (one->last_ms != 0 && (one->shortest_ms == 0 || gap < one->shortest_ms)) {
            one->shortest_ms = gap < 1 ? 1 : gap;
        }
        one->last_ms = now_ms;
    }
}

void counters_request(struct counters *c, enum place_kind kind, const char *target, int64_t now_ms)
{
    const int64_t second = now_ms / 1000;
    const int at = (int)(second % COUNTERS_SECONDS);
    pthread_mutex_lock(&c->lock);
    c->requests++;
    if (kind < PLACE_KINDS) {
        c->kinds[kind]++;
    }
    c->second_count[at] = c->second_at[at] == second ? c->second_count[at] + 1 : 1;
    c->second_at[at] = second;
    struct counted *one = slot(c, target);
    if (one != NULL) {
        count_target(one, kind, now_ms);
    }
    pthread_mutex_unlock(&c->lock);
}

void counters_bytes(struct counters *c, const char *target, int64_t bytes)
{
    pthread_mutex_lock(&c->lock);
    c->bytes += bytes;
    struct counted *one = slot(c, target);
    if (one != NULL) {
        one->bytes += bytes;
    }
    pthread_mutex_unlock(&c->lock);
}

static json_t *seconds_json(const struct counters *c, int64_t now_ms, int seconds, int *ret_most)
{
    json_t *list = json_array();
    const int64_t now = now_ms / 1000;
    *ret_most = 0;
    for (int64_t second = now - COUNTERS_SECONDS + 1; second <= now; second++) {
        const int at = (int)(second % COUNTERS_SECONDS);
        if (second < 0 || c->second_at[at] != second) {
            continue;
        }
        *ret_most = c->second_count[at] > *ret_most ? c->second_count[at] : *ret_most;
        if (second > now - seconds) {
            json_array_append_new(list, json_pack("{s:I,s:i}", "second", (json_int_t)second,
                                                  "requests", c->second_count[at]));
        }
    }
    return list;
}

static json_t *targets_json(const struct counters *c)
{
    json_t *all = json_object();
    for (int i = 0; c->targets != NULL && i < COUNTERS_TARGETS; i++) {
        const struct counted *one = &c->targets[i];
        if (one->target[0] != '\0') {
            json_object_set_new(all, one->target,
                                json_pack("{s:I,s:I,s:i,s:I}", "requests",
                                          (json_int_t)one->requests, "bytes",
                                          (json_int_t)one->bytes, "most_a_second", one->most,
                                          "shortest_poll_ms", (json_int_t)one->shortest_ms));
        }
    }
    return all;
}

json_t *counters_json(struct counters *c, int64_t now_ms, int seconds)
{
    json_t *kinds = json_object();
    int most = 0;
    pthread_mutex_lock(&c->lock);
    for (int i = 0; i < PLACE_KINDS; i++) {
        json_object_set_new(kinds, place_name((enum place_kind)i), json_integer(c->kinds[i]));
    }
    json_t *list = seconds_json(c, now_ms, seconds, &most);
    json_t *all = json_pack("{s:I,s:I,s:i,s:o,s:o,s:o}", "requests", (json_int_t)c->requests,
                            "bytes", (json_int_t)c->bytes, "most_a_second", most, "kinds", kinds,
                            "seconds", list, "targets", targets_json(c));
    pthread_mutex_unlock(&c->lock);
    return all;
}
