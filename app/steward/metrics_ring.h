/* What could not be delivered yet: batches of samples, each with its own time, for seven days. A
 * ring of some files that only grow (port_journal), STATE's folder/ring.NN: the one in use takes
 * the next batch until it is full, then the oldest is emptied and used anew. Every record has a
 * check sum; after the death of the program all of them are there, after a power cut all that were
 * flushed, and what is torn is stepped over. Blocking; one thread.
 *
 *   record: "Rmb" kind(1) size(4) seq(8) lost(8) sum(4) bytes; numbers little-endian
 *
 * Invariants: (1) batches are numbered from 1 without a gap, so one that is missing is known; (2) a
 * batch is done with when a server answered 2xx for it (or to a later one: they go in order), or it
 * is the oldest of more than there is room for, which is counted as lost; (3) each file begins with
 * a mark of what is done with, so emptying an older one forgets nothing; (4) a batch is pressed
 * once, and every try sends the same bytes. A try whose answer was lost is repeated:
 * VictoriaMetrics keeps one of samples with an equal time under -dedup.minScrapeInterval=1ms,
 * without which it shows both. */
#ifndef APP_STEWARD_METRICS_RING_H
#define APP_STEWARD_METRICS_RING_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include "app/steward/gzip.h"
#include "app/steward/metrics.h"
#include "platform/base/err.h"
#include "platform/port_http.h"
#include "platform/port_journal.h"

#define RING_FILES      64
#define RING_FILE_BYTES (256 * 1024)
#define RING_BATCHES    (7 * 24 * 60) /* one a minute, seven days */
#define RING_HEAD       28            /* bytes of a record before its own */
#define RING_REQUEST    (64 * 1024)   /* bytes of one request, unless one batch is larger */
#define RING_PATH       "/api/v1/import/prometheus"

struct metrics_ring_params {
    const char *folder; /* is there; the caller's while the ring is open */
    struct port_journal *journal;
    uint8_t *room; /* file_bytes, or more; the ring's while it is open */
    int files;     /* 2 to RING_FILES */
    size_t file_bytes;
    uint64_t batches; /* how many are kept at most */
};

struct metrics_ring_file {
    uint64_t first, last; /* numbers of its batches; 0 = none */
    size_t size;
};

struct metrics_ring {
    struct metrics_ring_params params;
    struct metrics_ring_file files[RING_FILES];
    int now;       /* the file in use */
    bool marked;   /* the file in use begins with its mark */
    int open;      /* the one the journal has, -1 = none */
    uint64_t last; /* number of the newest batch */
    uint64_t done; /* all up to this one are done with */
    uint64_t lost; /* of them, never delivered */
    uint64_t most; /* batches of one request; fewer after "too large" */
    uint8_t pressed[GZIP_ROOM(METRICS_TEXT)];
};

/* Reads what is there. Errors of the disk; a damaged file is no error. */
MUST_USE struct err metrics_ring_open(struct metrics_ring *r,
                                      const struct metrics_ring_params *params);

void metrics_ring_close(struct metrics_ring *r);

/* Keeps one batch; on return without error it survives a power cut. After an error it may be
 * delivered all the same, and counts as lost when it is not. A batch of no bytes is none. */
MUST_USE struct err metrics_ring_put(struct metrics_ring *r, const char *text, size_t size);

/* How many wait to be delivered. */
uint64_t metrics_ring_waiting(const struct metrics_ring *r);

/* Sends the oldest that wait, as many as lie together in one file and in one request, over
 * http (gzip, POST). ERR_OK: the server took them, and they are done with, or nothing waited.
 * ERR_REFUSED: it answered otherwise, os its status; *ret_retry_s is what it asks to wait, -1 when
 * it does not say. Else the port's errors, or the disk's. */
MUST_USE struct err metrics_ring_push(struct metrics_ring *r, struct port_http *http,
                                      const atomic_bool *stop, int64_t *ret_retry_s);

#endif
