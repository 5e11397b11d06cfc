/* The courier's composition root: options, the lock, the real ports, the loop. The worker's thread
 * sends; this one watches the outbox and answers the kiosk's questions. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "app/courier/courier.h"
#include "app/courier/credentials.h"
#include "app/courier/desk.h"
#include "app/courier/main_aside.h"
#include "app/courier/main_confine.h"
#include "app/courier/main_lock.h"
#include "app/courier/main_log.h"
#include "app/courier/main_once.h"
#include "app/courier/main_options.h"
#include "app/courier/main_site.h"
#include "app/courier/reasons.h"
#include "platform/base/secret.h"
#include "platform/base/worker.h"
#include "platform/linux/courier_socket.h"
#include "platform/linux/http_curl.h"

#define REST_MS       5000
#define LOOKS         6
#define FIRST_LOOK_MS 20
#define BLIND_MS      500
#define HURRY_MS      3000

static int complain(const char *what, struct err e)
{
    fprintf(stderr, "courier: %s: %s", what, e.at);
    if (e.code == ERR_IO && e.os > 0) {
        fprintf(stderr, ": %s", strerror(e.os));
    } else if (e.code == ERR_VERSION) {
        fprintf(stderr, "; nothing was changed: start the newer version");
    }
    fprintf(stderr, "\n");
    return 1;
}

/* --- the loop --------------------------------------------------------------------------------- */

struct watch {
    struct courier courier; /* the worker's while a round runs */
    struct worker worker;
    struct courier_desk desk;
    struct aside_line aside;
    struct courier_socket *socket;
    atomic_bool stop;
    int bell, signals, changes;
    bool running;
    bool everything;        /* the next round tries what is not due yet, too */
    int64_t hurry_from_ms;  /* before that a wish to hurry is not heard: a finger taps often */
    int looks;              /* how often still to look again after a change */
    int64_t blind_until_ms; /* without an outbox; monotonic */
    int64_t rest_until_ms;  /* after trouble with this kiosk's disk; monotonic */
    struct err round_error;
    const char *state;
    const struct settings *site; /* where the portal's address is from; NULL: an option */
};

static void ring(void *context)
{
    const struct watch *w = context;
    const uint64_t one = 1;
    /* A full counter rings already. */
    const ssize_t ignored = write(w->bell, &one, sizeof one);
    (void)ignored;
}

static void do_round(void *context)
{
    struct watch *w = context;
    struct courier_report report;
    w->round_error = courier_round(&w->courier, w->everything, &report);
    w->everything = false;
}

/* True when there was something. */
static bool empty(int fd)
{
    char bytes[4096];
    bool any = false;
    while (read(fd, bytes, sizeof bytes) > 0) {
        any = true;
    }
    return any;
}

/* A set-up named another portal: who started us starts us anew. */
static bool is_elsewhere(const struct watch *w)
{
    return w->site != NULL && courier_site_changed(w->state, w->site);
}

static void start_round(struct watch *w)
{
    const struct job job = {.run = do_round, .context = w};
    if (!failed(worker_put(&w->worker, job))) {
        w->running = true;
    }
}

static int64_t monotonic_ms(struct watch *w)
{
    struct port_clock *clock = w->courier.params.clock;
    return (int64_t)clock->ops->now_ms(clock);
}

/* The kernel tells of a write a moment before SQLite shows the row to others, so one look is not
 * enough: 20, 40, ... 640 ms later we look again. */
static int64_t patience_ms(struct watch *w, int64_t wait)
{
    if (w->looks == 0) {
        return wait;
    }
    const int64_t look = (int64_t)FIRST_LOOK_MS << (LOOKS - w->looks);
    w->looks--;
    return look < wait ? look : wait;
}

/* Milliseconds until a round should start. */
static int64_t wait_ms(struct watch *w)
{
    const int64_t rest = w->rest_until_ms - monotonic_ms(w);
    const int64_t wait = courier_wait_ms(&w->courier);
    return rest > wait ? rest : wait;
}

/* Takes what the worker finished; true when a newer kiosk wrote the outbox. A damaged one is the
 * kiosk's to repair: it is looked at again after a rest. */
static bool finish_round(struct watch *w)
{
    struct job job;
    while (worker_take(&w->worker, &job)) {
        w->running = false;
    }
    if (w->running || !failed(w->round_error) || w->round_error.code == ERR_NOT_FOUND) {
        return false;
    }
    log_event(EV_STORE_FAILED, w->round_error.code, w->round_error.os);
    w->rest_until_ms = monotonic_ms(w) + REST_MS;
    return w->round_error.code == ERR_VERSION;
}

/* Before the kiosk has made its outbox nothing is ever due: it is looked for twice a second,
 * however many questions come in between. */
static bool is_blind(struct watch *w)
{
    return w->courier.outbox == NULL && monotonic_ms(w) >= w->blind_until_ms;
}

/* Somebody stands at the kiosk and asks to try at once. */
static void hurry(struct watch *w)
{
    if (!w->desk.hurry || w->running) {
        return;
    }
    w->desk.hurry = false;
    if (monotonic_ms(w) >= w->hurry_from_ms) {
        w->hurry_from_ms = monotonic_ms(w) + HURRY_MS;
        w->everything = true;
        start_round(w);
    }
}

/* Waits for the first of: a signal, a change of the outbox, the worker, a question, the time. */
static bool turn(struct watch *w)
{
    struct pollfd fds[4 + COURIER_SOCKET_FDS] = {
        {w->signals, POLLIN, 0}, {w->changes, POLLIN, 0}, {w->bell, POLLIN, 0}};
    int count = 3;
    count += courier_socket_fds(w->socket, fds + count);
    const int64_t rounds = w->running ? 60000 : patience_ms(w, wait_ms(w));
    const int64_t wait = aside_line_wait_ms(&w->aside, rounds);
    const int ready = poll(fds, (nfds_t)count, (int)wait);
    if (ready < 0 && errno != EINTR) {
        return false;
    }
    if (fds[0].revents != 0) {
        return false;
    }
    if (empty(w->changes)) {
        w->looks = LOOKS;
        if (is_elsewhere(w)) {
            return false;
        }
    }
    empty(w->bell);
    aside_line_turn(&w->aside);
    if (finish_round(w)) {
        return false;
    }
    if (!w->running) {
        courier_desk_set_online(&w->desk, w->courier.online, w->courier.trouble);
        courier_desk_set_unsent(&w->desk, &w->courier.unsent);
        if (w->courier.online) {
            courier_desk_set_dated(&w->desk, w->courier.line.dated_s, w->courier.line.dated_ms);
        }
        if (wait_ms(w) <= 0 || is_blind(w)) {
            start_round(w);
            w->blind_until_ms = monotonic_ms(w) + BLIND_MS;
        }
    }
    const int refused = courier_socket_serve(w->socket, fds + 3, count - 3);
    for (int i = 0; i < refused; i++) {
        log_event(EV_SOCKET_REFUSED, 0, 0);
    }
    aside_line_turn(&w->aside); /* what was just asked is asked on at once */
    hurry(w);
    return true;
}

static bool open_descriptors(struct watch *w)
{
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGHUP);
    signal(SIGPIPE, SIG_IGN);
    if (pthread_sigmask(SIG_BLOCK, &ends, NULL) != 0) {
        return false;
    }
    w->signals = signalfd(-1, &ends, SFD_NONBLOCK | SFD_CLOEXEC);
    w->bell = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    w->changes = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    return w->signals >= 0 && w->bell >= 0 && w->changes >= 0 &&
           inotify_add_watch(w->changes, w->state, IN_MODIFY | IN_CREATE | IN_MOVED_TO) >= 0;
}

static int run_loop(struct watch *w)
{
    if (!open_descriptors(w)) {
        return complain("start", ERR(ERR_IO, errno, "no descriptors"));
    }
    courier_desk_init(&w->desk, w->state, log_event);
    courier_desk_lend(&w->desk, w->aside.aside, w->aside.clock);
    struct err e = courier_socket_open(&w->socket, w->state, courier_desk_answer, &w->desk);
    if (!failed(e)) {
        e = worker_start(&w->worker, ring, w);
    }
    if (!failed(e)) {
        e = worker_start(&w->aside.worker, ring, w);
    }
    if (failed(e)) {
        courier_socket_close(w->socket);
        return complain("start", e);
    }
    printf("courier: ready\n");
    fflush(stdout);
    while (turn(w)) {
    }
    atomic_store(&w->stop, true);
    worker_stop(&w->worker);
    worker_stop(&w->aside.worker);
    courier_socket_close(w->socket);
    courier_desk_close(&w->desk);
    return w->round_error.code == ERR_VERSION ? complain("outbox", w->round_error) : 0;
}

static int run(struct watch *w, const struct courier_options *o, const struct credentials *c,
               struct port_http *http)
{
    struct port_random random = random_linux();
    struct port_clock clock = clock_linux();
    const struct courier_params params = {
        .state_dir = o->state,
        .adapter = adapter_named(o->adapter),
        .credentials = c,
        .unit = o->unit,
        .http = http,
        .random = &random,
        .clock = &clock,
        .retry_base_ms = o->retry_base_ms,
        .note = log_event,
        .stop = &w->stop,
        .citizens = &w->aside.aside->citizens,
    };
    w->state = o->state;
    w->site = o->site;
    const struct err e = courier_open(&w->courier, &params);
    if (failed(e)) {
        return complain(o->state, e);
    }
    const int status = o->once ? courier_run_once(&w->courier) : run_loop(w);
    courier_close(&w->courier);
    return status;
}

static struct err open_http(const struct courier_options *o, const struct credentials *c,
                            struct aside_line *aside, struct port_http **ret_http)
{
    char url[DIR_PATH_MAX];
    bool used = false;
    struct err e = credentials_address(c, o->portal, url, sizeof url, &used);
    const struct http_curl_params params = {
        .url = url,
        .ca = o->ca,
        .cert = o->cert,
        .key = o->key,
        .token = line_bearer(c, adapter_named(o->adapter), used),
        .password = line_password(c, adapter_named(o->adapter), used),
        .agent = "rong-courier"};
    if (!failed(e)) {
        e = http_curl_open(ret_http, &params);
    }
    if (!failed(e)) {
        e = aside_line_open(aside, o, &params);
    }
    explicit_bzero(url, sizeof url);
    return e;
}

static int read_credentials(const struct courier_options *o, struct credentials *c)
{
    if (o->credentials == NULL) {
        return -1;
    }
    if (failed(credentials_read(o->credentials, c))) {
        fprintf(stderr, "courier: --credentials: %s cannot be read or is empty\n", o->credentials);
        return 1;
    }
    if (adapter_named(o->adapter)->login != NULL && c->secret[0] == '\0') {
        fprintf(stderr, "courier: --credentials: %s needs the client's secret in its second line\n",
                o->credentials);
        return 1;
    }
    return -1;
}

/* Without --portal: what the kiosk's set-up wrote, as soon as it has. */
static int await_site(struct courier_options *o)
{
    static struct settings site; /* as long as the process */
    if (o->portal != NULL) {
        return -1;
    }
    if (!courier_await_site(o->state, &site)) {
        return 1;
    }
    o->site = &site;
    o->portal = site.portal_url;
    o->adapter = site.portal_adapter;
    return courier_options_check(o);
}

int main(int argc, char **argv)
{
    static struct credentials
        c;                 /* as long as the process: a token runs out and is asked for again */
    static struct watch w; /* composition root: one per process */
    struct courier_options o;
    struct port_http *http = NULL;
    int lock = -1;
    int status = courier_options_read(argc, argv, &o);
    if (status < 0 && !aside_line_settings(&w.aside, o.config)) {
        status = 1;
    }
    if (status < 0) {
        status = courier_lock(o.state, &lock);
    }
    if (status < 0) {
        status = await_site(&o);
    }
    if (status < 0) {
        status = read_credentials(&o, &c);
    }
    if (status >= 0) {
        return status;
    }
    const struct credentials *known = o.credentials == NULL ? NULL : &c;
    struct err e = secret_no_dumps();
    const struct confine_files files = {
        o.state, o.portal, aside_line_issuer(&w.aside, &o), w.aside.settings.queue, o.ca,
        o.cert,  o.key};
    courier_confine(&files);
    courier_log_open(o.state);
    if (!failed(e)) {
        e = open_http(&o, known, &w.aside, &http);
    }
    status = failed(e) ? complain(o.portal, e) : run(&w, &o, known, http);
    if (http != NULL) {
        http->ops->close(http);
    }
    aside_line_close(&w.aside);
    courier_log_close(status);
    explicit_bzero(&c, sizeof c);
    close(lock);
    return status;
}
