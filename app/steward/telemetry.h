/* The kiosk's figures on their way: each minute gathered, written as text for whoever is on the
 * machine (STATE/metrics.prom), kept in the ring (STATE/metrics/) and sent from there. The first
 * request after a start comes at a random moment of a minute, later ones scatter by a tenth; what
 * waited for a line follows in requests a second or two apart; after a failure full jitter under a
 * ceiling that doubles to an hour, unless the server names a time. A minute in which nobody knows
 * the time is not kept, since it would lie about when. Blocking in turn(); one thread. */
#ifndef APP_STEWARD_TELEMETRY_H
#define APP_STEWARD_TELEMETRY_H

#include "app/courier/backoff.h"
#include "app/steward/gather.h"
#include "app/steward/metrics_ring.h"
#include "platform/port_clock.h"

#define TELEMETRY_FOLDER   "metrics"
#define TELEMETRY_EVERY_MS 60000
#define TELEMETRY_NEXT_MS  2000 /* at most, while more waits */
#define TELEMETRY_LEAST_MS 1000
#define TELEMETRY_BASE_MS  15000
#define TELEMETRY_CAP_MS   (60 * 60 * 1000)

struct telemetry_params {
    struct gather_params gather;
    struct metrics_params metrics;
    struct port_journal *journal;
    struct port_http *http; /* at the metrics server; NULL = nothing is sent */
    struct port_random *random;
    struct port_clock *clock;
    int ring_files; /* 0 = RING_FILES of RING_FILE_BYTES */
    size_t ring_file_bytes;
    /* Sets what the steward itself knows, each minute; NULL = nothing. */
    void (*tell)(void *context, struct metrics *m);
    void *context;
    const atomic_bool *stop; /* may be NULL */
};

struct telemetry {
    struct telemetry_params params;
    struct gather gather;
    struct metrics metrics;
    struct metrics today; /* what may be told of the day that runs */
    struct metrics_ring ring;
    bool ring_open;
    char folder[DIR_PATH_MAX];  /* of the ring */
    int64_t minute_ms, send_ms; /* when each is due; monotonic */
    int failures;               /* of requests, in a row */
    int64_t undated;            /* minutes that were not kept */
    struct err disk, server;    /* of the last minute; of the last request */
    size_t centre_size;         /* of what STATE/centre holds */
    char centre[CENTRE_BYTES], text[METRICS_TEXT];
    uint8_t room[RING_FILE_BYTES];
};

/* Reads what was kept. ERR_BAD_INPUT for the kiosk's name; errors of the disk are in ->disk, and
 * the ring is tried again each minute. */
MUST_USE struct err telemetry_open(struct telemetry *t, const struct telemetry_params *params);

void telemetry_close(struct telemetry *t);

/* Does what is due: a minute, then at most one request. dated: the wall clock can be believed. */
void telemetry_turn(struct telemetry *t, bool dated);

/* What waits is due at once, unless a failure is waited for. */
void telemetry_now(struct telemetry *t);

/* Milliseconds until something is due; never below 0. */
int64_t telemetry_wait_ms(struct telemetry *t);

#endif
