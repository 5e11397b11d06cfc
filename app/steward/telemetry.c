#include "app/steward/telemetry.h"

#include <stdio.h>
#include <string.h>

#include "app/whole.h"

static int64_t monotonic(struct telemetry *t)
{
    return (int64_t)t->params.clock->ops->now_ms(t->params.clock);
}

/* A random moment between nothing and most; most itself without randomness. */
static int64_t within(struct telemetry *t, int64_t most)
{
    const struct backoff b = {t->params.random, most, most};
    return backoff_ms(&b, 1);
}

/* --- opening ---------------------------------------------------------------------------------- */

static struct err open_ring(struct telemetry *t)
{
    struct port_dir *dir = t->params.gather.dir;
    (void)snprintf(t->folder, sizeof t->folder, "%s/" TELEMETRY_FOLDER, t->params.gather.state);
    struct err e = dir->ops->make(dir, t->folder);
    const bool usual = t->params.ring_files == 0;
    const struct metrics_ring_params ring = {.folder = t->folder,
                                             .journal = t->params.journal,
                                             .room = t->room,
                                             .files = usual ? RING_FILES : t->params.ring_files,
                                             .file_bytes = usual ? RING_FILE_BYTES
                                                                 : t->params.ring_file_bytes,
                                             .batches = RING_BATCHES};
    if (!failed(e)) {
        e = metrics_ring_open(&t->ring, &ring);
    }
    t->ring_open = !failed(e);
    return e;
}

static void load_centre(struct telemetry *t)
{
    char path[DIR_PATH_MAX];
    struct file_bytes file = {0};
    const struct port_files *files = t->params.gather.dir->files;
    (void)snprintf(path, sizeof path, "%s/" CENTRE_FILE, t->params.gather.state);
    t->centre_size = 0;
    if (failed(files->ops->read(path, CENTRE_BYTES, &file))) {
        return;
    }
    if (file.size < CENTRE_BYTES && centre_end(file.bytes, file.size) > 0) {
        memcpy(t->centre, file.bytes, file.size);
        t->centre_size = file.size;
    }
    files->ops->unmap(&file);
}

struct err telemetry_open(struct telemetry *t, const struct telemetry_params *params)
{
    t->params = *params;
    t->ring_open = false;
    t->failures = 0;
    t->undated = 0;
    t->disk = t->server = ERR_OK;
    struct err e = metrics_init(&t->metrics, &params->metrics);
    e = failed(e) ? e : metrics_init(&t->today, &params->metrics);
    if (failed(e)) {
        return e;
    }
    gather_init(&t->gather, &params->gather);
    load_centre(t);
    t->disk = open_ring(t);
    t->minute_ms = monotonic(t);
    t->send_ms = t->minute_ms + within(t, TELEMETRY_EVERY_MS);
    return ERR_OK;
}

void telemetry_close(struct telemetry *t)
{
    if (t->ring_open) {
        metrics_ring_close(&t->ring);
    }
    t->ring_open = false;
}

/* --- a day ------------------------------------------------------------------------------------ */

static struct err keep_centre(struct telemetry *t, const char *text, size_t size)
{
    const struct err e =
        whole_keep(t->params.gather.dir, t->params.gather.state, CENTRE_FILE, text, size);
    if (!failed(e) && size > 0) {
        memcpy(t->centre, text, size);
    }
    t->centre_size = failed(e) ? t->centre_size : size;
    return e;
}

/* The day that lies in STATE/centre is over: it is told with this minute's figures. */
static bool day_ends(struct telemetry *t, int64_t now)
{
    const int64_t end = t->centre_size == 0 ? 0 : centre_end(t->centre, t->centre_size);
    return end > 0 && now >= end && centre_read(t->centre, t->centre_size, &t->metrics);
}

/* What may be told of the day that runs lies on the disk, should nobody see its end. */
static struct err keep_today(struct telemetry *t, int64_t now)
{
    if (!gather_day(&t->gather, &t->today, now)) {
        return ERR_OK;
    }
    const size_t size = centre_write(&t->today, t->text);
    const bool same = size == t->centre_size && memcmp(t->text, t->centre, size) == 0;
    return same || size == 0 ? ERR_OK : keep_centre(t, t->text, size);
}

/* --- a minute --------------------------------------------------------------------------------- */

static void tell_own(struct telemetry *t)
{
    struct metrics *m = &t->metrics;
    metrics_set(m, METRIC_UP, "", 1);
    metrics_set(m, METRIC_UNDATED, "", t->undated);
    metrics_set(m, METRIC_REFUSED, "", m->refused + t->today.refused);
    if (t->ring_open) {
        metrics_set(m, METRIC_KEPT, "", (int64_t)metrics_ring_waiting(&t->ring));
        metrics_set(m, METRIC_DROPPED, "", (int64_t)t->ring.lost);
    }
    if (t->params.tell != NULL) {
        t->params.tell(t->params.context, m);
    }
}

static struct err keep_minute(struct telemetry *t, int64_t now, bool day)
{
    struct buf out;
    struct err e = t->ring_open ? ERR_OK : open_ring(t);
    if (failed(e)) {
        return e;
    }
    buf_init(&out, t->text, sizeof t->text);
    metrics_batch(&t->metrics, now, &out);
    e = out.full ? ERR(ERR_FULL, 0, "telemetry: a minute has no room")
                 : metrics_ring_put(&t->ring, t->text, out.len);
    if (failed(e)) {
        return e;
    }
    metrics_told(&t->metrics);
    return day ? keep_centre(t, "", 0) : ERR_OK;
}

static void minute(struct telemetry *t, bool dated)
{
    const int64_t now = t->params.clock->ops->now_s(t->params.clock);
    bool day = false;
    metrics_begin(&t->metrics);
    const bool anew = gather_minute(&t->gather, &t->metrics, now);
    tell_own(t);
    if (dated) {
        day = day_ends(t, now);
        metrics_tick(&t->metrics, now);
    }
    t->disk = metrics_write(&t->metrics, t->params.gather.dir, t->params.gather.state, t->text);
    if (!dated) {
        t->undated++;
        return;
    }
    struct err e = keep_minute(t, now, day);
    if (!failed(e) && anew) {
        e = keep_today(t, now);
    }
    t->disk = failed(e) ? e : t->disk;
}

/* --- sending ---------------------------------------------------------------------------------- */

static int64_t after_failure(struct telemetry *t, int64_t retry_s)
{
    const struct backoff b = {t->params.random, TELEMETRY_BASE_MS, TELEMETRY_CAP_MS};
    const int64_t wait = backoff_asked_ms(&b, ++t->failures, retry_s);
    return wait < TELEMETRY_LEAST_MS ? TELEMETRY_LEAST_MS : wait;
}

static int64_t after_success(struct telemetry *t)
{
    t->failures = 0;
    if (metrics_ring_waiting(&t->ring) > 0) {
        return within(t, TELEMETRY_NEXT_MS);
    }
    const int64_t tenth = TELEMETRY_EVERY_MS / 10;
    return TELEMETRY_EVERY_MS - tenth + within(t, 2 * tenth);
}

static void send_some(struct telemetry *t)
{
    int64_t retry_s = -1;
    t->server = metrics_ring_push(&t->ring, t->params.http, t->params.stop, &retry_s);
    const int64_t wait = failed(t->server) ? after_failure(t, retry_s) : after_success(t);
    t->send_ms = monotonic(t) + wait;
}

void telemetry_turn(struct telemetry *t, bool dated)
{
    const int64_t now = monotonic(t);
    if (now >= t->minute_ms) {
        /* A machine that slept does not make up for the minutes it missed. */
        t->minute_ms = now - t->minute_ms < TELEMETRY_EVERY_MS ? t->minute_ms + TELEMETRY_EVERY_MS
                                                               : now + TELEMETRY_EVERY_MS;
        minute(t, dated);
    }
    if (t->params.http != NULL && t->ring_open && now >= t->send_ms) {
        send_some(t);
    }
}

void telemetry_now(struct telemetry *t)
{
    if (t->failures == 0) {
        t->send_ms = monotonic(t);
    }
}

int64_t telemetry_wait_ms(struct telemetry *t)
{
    const int64_t now = monotonic(t);
    const bool sends = t->params.http != NULL && t->ring_open;
    const int64_t next = sends && t->send_ms < t->minute_ms ? t->send_ms : t->minute_ms;
    return next > now ? next - now : 0;
}
