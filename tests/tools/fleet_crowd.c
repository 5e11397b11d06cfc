/* Many stewards in one light process, each with its own journal, slots and figures, under a clock
 * that goes SPEED times as fast and shows Unix second SINCE at first:
 *     fleet_crowd FOLDER FIRST COUNT DDI METRICS SPEED SINCE LOG
 * DDI and METRICS are addresses of hosts; kiosk N is kN there. What it is given is version 2.0,
 * which it installs and restarts into. LOG gets a line for each exchange: "DUE AT METHOD STATUS
 * KIOSK WHAT" in the clock's milliseconds. The answer to every LOSE_EVERYth delivery of figures is
 * lost behind the server, which has them then. FOLDER/unheard keeps the deliveries without an
 * answer, "lost" those and "none" others: "WHY AT SIZE" and their bytes. When it is told to end
 * (SIGTERM) it delivers the figures that wait, prints for each kiosk "KIOSK VERSION INSTALLS
 * RESTARTS MINUTES WAITING LOST", and writes how many samples of which name were made into
 * FOLDER/made, counted before they were kept: "NAME COUNT". */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/steward/steward.h"
#include "app/steward/telemetry.h"
#include "platform/linux/http_curl.h"
#include "platform/linux/journal.h"
#include "platform/linux/part_file.h"
#include "platform/sim/hold_script.h"
#include "platform/sim/slots_script.h"
#include "tests/tools/fast_clock.h"

#define RING_PIECE  32768
#define DRAIN_TRIES 400
#define LOSE_EVERY  40
#define NAMES       64
#define DAY_S       3600 /* that long is a day of its visits */
#define PROCEDURE   "1.001"

/* A line that notes what goes over it. */
struct noted {
    struct port_http port; /* first: the port is this struct */
    struct port_http *inner;
    const char *what;
};

struct kiosk {
    char name[16], state[200], url[200];
    struct steward steward;
    struct telemetry telemetry;
    struct ddi_line line;
    struct port_dir dir;
    struct part_file part;
    struct journal_linux journal;
    struct slots_script slots;
    struct hold_script hold;
    struct port_random random;
    int64_t due_ms, day;
    uint64_t minutes; /* so many were counted */
    int restarts;
};

/* How many samples of a metric were made. */
struct made {
    char name[64];
    long samples;
};

static struct crowd {
    struct kiosk *kiosks;
    int count;
    struct noted ddi, metrics;
    struct port_clock clock;
    FILE *log, *unheard;
    struct made made[NAMES];
    long delivered;
    const struct kiosk *now; /* whose turn it is */
} crowd;
static atomic_bool stop;

static void end_soon(int signal)
{
    (void)signal;
    atomic_store(&stop, true);
}

static int64_t now_ms(void)
{
    return (int64_t)crowd.clock.ops->now_ms(&crowd.clock);
}

/* --- the lines -------------------------------------------------------------------------------- */

static void keep_unheard(const char *why, int64_t at, const struct http_request *request)
{
    (void)fprintf(crowd.unheard, "%s %lld %zu\n", why, (long long)at, request->size);
    (void)fwrite(request->body, 1, request->size, crowd.unheard);
}

/* The server took a delivery: now and then nobody hears so. */
static struct err hear(struct err e, int64_t at, const struct http_request *request, int status)
{
    if (failed(e) || status < 200 || status >= 300) {
        keep_unheard("none", at, request);
        return e;
    }
    if (++crowd.delivered % LOSE_EVERY == 0) {
        keep_unheard("lost", at, request);
        return ERR(ERR_OFFLINE, 0, "crowd: the answer was lost");
    }
    return e;
}

static struct err exchange(struct port_http *port, const struct http_request *request,
                           const atomic_bool *cancelled, struct http_answer *ret_answer)
{
    const struct noted *n = (struct noted *)port;
    const int64_t at = now_ms();
    struct err e = n->inner->ops->exchange(n->inner, request, cancelled, ret_answer);
    e = n == &crowd.metrics ? hear(e, at, request, ret_answer->status) : e;
    (void)fprintf(crowd.log, "%lld %lld %s %d %s %s\n", (long long)crowd.now->due_ms, (long long)at,
                  request->method, failed(e) ? 0 : ret_answer->status, crowd.now->name,
                  n == &crowd.metrics                    ? "figures"
                  : strstr(request->path, "/artifacts/") ? "file"
                  : strstr(request->path, crowd.now->name)[strlen(crowd.now->name)] == '\0'
                      ? "poll"
                      : "more");
    return e;
}

static void forget(struct port_http *port)
{
    const struct noted *n = (struct noted *)port;
    n->inner->ops->forget(n->inner);
}

static void close_line(struct port_http *port)
{
    const struct noted *n = (struct noted *)port;
    n->inner->ops->close(n->inner);
}

static struct err open_line(struct noted *n, const char *url)
{
    static const struct port_http_ops ops = {"noted", exchange, forget, close_line};
    const struct http_curl_params params = {.url = url, .agent = "rong-test"};
    n->port.ops = &ops;
    return http_curl_open(&n->inner, &params);
}

/* --- figures of every kind -------------------------------------------------------------------- */

static bool is_there(const struct metrics *m, enum metric_id id)
{
    bool there = false;
    for (int i = 0; i < m->count; i++) {
        there |= m->samples[i].id == id;
    }
    return there;
}

static bool knows(void *context, const char *code)
{
    (void)context;
    return strcmp(code, PROCEDURE) == 0;
}

/* One sample of every metric there is that the kiosk does not tell by itself. */
static void tell(void *context, struct metrics *m)
{
    static const char *const labels[] = {"",     "A",        "kiosk", "good",    "paper",
                                         "lost", "fleet-ca", "vi",    "printed", "easy",
                                         "1.0",  PROCEDURE,  "other"};
    struct kiosk *k = context;
    const int64_t day = crowd.clock.ops->now_s(&crowd.clock) / DAY_S;
    const bool over = k->day != day;
    if (over) {
        metrics_day_begin(m, day * DAY_S);
    }
    k->day = day;
    for (int id = 0; id < METRIC_COUNT; id++) {
        const bool is_day = metric_row((enum metric_id)id)->when == METRIC_DAY;
        size_t i = 0;
        while (i < sizeof labels / sizeof labels[0] &&
               !metrics_may_tell(m, (enum metric_id)id, labels[i])) {
            i++;
        }
        if (i < sizeof labels / sizeof labels[0] && !is_there(m, (enum metric_id)id) &&
            (!is_day || over)) {
            metrics_set(m, (enum metric_id)id, labels[i], (int64_t)k->minutes % 60);
        }
    }
}

/* --- a kiosk ---------------------------------------------------------------------------------- */

static struct err start(struct kiosk *k)
{
    part_file_init(&k->part);
    hold_script_open(&k->hold);
    const struct steward_params params = {.state_dir = k->state,
                                          .url = k->url,
                                          .line = &k->line,
                                          .dir = &k->dir,
                                          .part = &k->part.port,
                                          .slots = &k->slots.port,
                                          .hold = &k->hold.port,
                                          .clock = &crowd.clock,
                                          .random = &k->random,
                                          .reserve = 1};
    return steward_open(&k->steward, &params);
}

static struct err open_kiosk(struct kiosk *k, char **argv, int number)
{
    (void)snprintf(k->name, sizeof k->name, "k%d", number);
    (void)snprintf(k->state, sizeof k->state, "%s/%s", argv[0], k->name);
    (void)snprintf(k->url, sizeof k->url, "%s/DEFAULT/controller/v1/%s", argv[3], k->name);
    k->dir = dir_linux();
    k->random = random_seeded((uint64_t)number * 7919 + 1);
    journal_linux_init(&k->journal);
    slots_script_init(&k->slots, "1.0");
    (void)snprintf(k->slots.bundle.version, SLOTS_VERSION, "2.0");
    k->slots.turns = 2;
    struct err e = ddi_line_init(&k->line, &crowd.ddi.port, k->url, NULL, NULL);
    e = failed(e) ? e : start(k);
    if (failed(e)) {
        return e;
    }
    const struct telemetry_params params = {
        .gather = {.state = k->state, .dir = &k->dir, .offset_minutes = 420},
        .metrics = {.kiosk = k->name, .knows = knows},
        .tell = tell,
        .context = k,
        .journal = &k->journal.port,
        .http = &crowd.metrics.port,
        .random = &k->random,
        .clock = &crowd.clock,
        .ring_files = 4,
        .ring_file_bytes = RING_PIECE};
    return telemetry_open(&k->telemetry, &params);
}

/* The machine went down, and comes up with what was installed. */
static struct err restart(struct kiosk *k)
{
    slots_script_boot(&k->slots);
    slots_script_judge(&k->slots);
    k->restarts++;
    (void)fprintf(crowd.log, "%lld %lld - 0 %s restart\n", (long long)k->due_ms,
                  (long long)now_ms(), k->name);
    k->part.port.ops->close(&k->part.port);
    steward_close(&k->steward);
    return start(k);
}

static void count_sample(const char *name, size_t size)
{
    int i = 0;
    while (i < NAMES - 1 && crowd.made[i].samples > 0 &&
           (strncmp(crowd.made[i].name, name, size) != 0 || crowd.made[i].name[size] != '\0')) {
        i++;
    }
    (void)snprintf(crowd.made[i].name, sizeof crowd.made[i].name, "%.*s", (int)size, name);
    crowd.made[i].samples++;
}

/* A minute that was just made still stands there as text, before it was pressed. */
static void count_minute(struct kiosk *k)
{
    if (k->telemetry.ring.last == k->minutes) {
        return;
    }
    k->minutes = k->telemetry.ring.last;
    for (const char *at = k->telemetry.text; *at != '\0'; at += strcspn(at, "\n") + 1) {
        count_sample(at, strcspn(at, "{ "));
    }
}

static struct err turn(struct kiosk *k)
{
    int64_t wait = 0;
    crowd.now = k;
    struct err e = steward_turn(&k->steward, &wait);
    if (!failed(e) && k->slots.reboots > k->restarts) {
        e = restart(k);
        wait = 0;
    }
    telemetry_turn(&k->telemetry, true);
    count_minute(k);
    const int64_t other = telemetry_wait_ms(&k->telemetry);
    k->due_ms = now_ms() + (other < wait ? other : wait);
    /* A poll is due when the schedule says so, whenever this process comes to it. */
    const int64_t poll = k->steward.schedule.next_ms;
    k->due_ms = poll < k->due_ms ? poll : k->due_ms;
    return e;
}

/* --- all of them ------------------------------------------------------------------------------ */

static struct kiosk *soonest(void)
{
    struct kiosk *k = &crowd.kiosks[0];
    for (int i = 1; i < crowd.count; i++) {
        k = crowd.kiosks[i].due_ms < k->due_ms ? &crowd.kiosks[i] : k;
    }
    return k;
}

/* What waits is delivered, whatever the schedule says. */
static void drain(struct kiosk *k)
{
    int64_t retry = 0;
    crowd.now = k;
    for (int i = 0; i < DRAIN_TRIES && metrics_ring_waiting(&k->telemetry.ring) > 0; i++) {
        if (failed(metrics_ring_push(&k->telemetry.ring, &crowd.metrics.port, NULL, &retry))) {
            clock_fast_rest(&crowd.clock, 1000);
        }
    }
}

static void end(struct kiosk *k)
{
    drain(k);
    printf("%s %s %d %d %lld %lld %lld\n", k->name, k->slots.view.running, k->slots.installs,
           k->restarts, (long long)k->telemetry.ring.last,
           (long long)metrics_ring_waiting(&k->telemetry.ring), (long long)k->telemetry.ring.lost);
    telemetry_close(&k->telemetry);
    steward_close(&k->steward);
    ddi_line_done(&k->line);
}

static FILE *open_in(const char *folder, const char *name)
{
    char path[300];
    (void)snprintf(path, sizeof path, "%.200s/%s", folder, name);
    return fopen(path, "we");
}

static bool write_made(const char *folder)
{
    FILE *f = open_in(folder, "made");
    for (int i = 0; f != NULL && i < NAMES && crowd.made[i].samples > 0; i++) {
        (void)fprintf(f, "%s %ld\n", crowd.made[i].name, crowd.made[i].samples);
    }
    return f != NULL && fclose(f) == 0;
}

static struct err open_all(char **argv)
{
    crowd.count = (int)strtol(argv[2], NULL, 10);
    crowd.kiosks = calloc((size_t)crowd.count, sizeof *crowd.kiosks);
    crowd.clock = clock_fast((int)strtol(argv[5], NULL, 10), strtoll(argv[6], NULL, 10));
    crowd.log = fopen(argv[7], "we");
    crowd.unheard = open_in(argv[0], "unheard");
    if (crowd.count < 1 || crowd.kiosks == NULL || crowd.log == NULL || crowd.unheard == NULL) {
        return ERR(ERR_IO, 0, "no memory or no log");
    }
    struct err e = open_line(&crowd.ddi, argv[3]);
    e = failed(e) ? e : open_line(&crowd.metrics, argv[4]);
    for (int i = 0; i < crowd.count && !failed(e); i++) {
        crowd.now = &crowd.kiosks[i];
        e = open_kiosk(&crowd.kiosks[i], argv, (int)strtol(argv[1], NULL, 10) + i);
    }
    return e;
}

int main(int argc, char **argv)
{
    const struct sigaction act = {.sa_handler = end_soon};
    if (argc < 9) {
        fprintf(stderr, "fleet_crowd: FOLDER FIRST COUNT DDI METRICS SPEED SINCE LOG\n");
        return 2;
    }
    struct err e = open_all(argv + 1);
    (void)signal(SIGPIPE, SIG_IGN);
    (void)sigaction(SIGTERM, &act, NULL);
    while (!failed(e) && !atomic_load(&stop)) {
        struct kiosk *k = soonest();
        const int64_t wait = k->due_ms - now_ms();
        if (wait > 0) {
            const int64_t most = 100 * (int64_t)crowd.clock.ms;
            clock_fast_rest(&crowd.clock, wait < most ? wait : most);
        } else {
            e = turn(k);
        }
    }
    if (failed(e)) {
        fprintf(stderr, "fleet_crowd: %s: %s\n", crowd.now->name, e.at);
        return 1;
    }
    for (int i = 0; i < crowd.count; i++) {
        end(&crowd.kiosks[i]);
    }
    return fclose(crowd.log) == 0 && fclose(crowd.unheard) == 0 && write_made(argv[1]) ? 0 : 1;
}
