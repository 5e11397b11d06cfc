/* Who asked how often: requests by kind, by second and by target, and bytes sent. In memory only;
 * every call locks. */
#ifndef PLATFORM_SIM_FLEET_COUNTERS_H
#define PLATFORM_SIM_FLEET_COUNTERS_H

#include <jansson.h>
#include <pthread.h>
#include <stdint.h>

#include "platform/sim/fleet/place.h"

#define COUNTERS_SECONDS 3600 /* how far back the seconds are told */
#define COUNTERS_TARGETS                                                                           \
    8192 /* slots; a target beyond three quarters of them is only in the sums */

struct counted {
    char target[64]; /* "" = free */
    int64_t requests, bytes;
    int64_t second;               /* the second that `now` counts */
    int now, most;                /* requests in that second, and in the fullest */
    int64_t last_ms, shortest_ms; /* the last poll, and the shortest time between two polls */
};

struct counters {
    pthread_mutex_t lock;
    int64_t kinds[PLACE_KINDS];
    int64_t requests, bytes;
    int64_t second_at[COUNTERS_SECONDS]; /* which second a slot counts */
    int second_count[COUNTERS_SECONDS];
    struct counted *targets;
    int used;
};

/* Gets memory; without it (a failed allocation) targets are only in the sums. */
void counters_init(struct counters *c);
void counters_done(struct counters *c);

/* Forgets everything. */
void counters_clear(struct counters *c);

/* One request; now in Unix milliseconds. */
void counters_request(struct counters *c, enum place_kind kind, const char *target, int64_t now_ms);

/* So many bytes of body went to the target. */
void counters_bytes(struct counters *c, const char *target, int64_t bytes);

/* Sums, the fullest second, the seconds of the last `seconds` with their counts, and each target.
 * The value is the caller's. */
json_t *counters_json(struct counters *c, int64_t now_ms, int seconds);

#endif
