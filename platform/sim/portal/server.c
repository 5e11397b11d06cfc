#include "platform/sim/portal/server.h"

#include <errno.h>
#include <microhttpd.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "platform/sim/portal/headers.h"
#include "platform/sim/portal/lie.h"
#include "platform/sim/portal/line.h"

#define SLOW_STEPS 10

struct server {
    struct portal *portal;
    struct MHD_Daemon *daemon;
    pthread_t accepter;
    int listen_fd;
    int port;
    int wake[2]; /* a byte in it ends the accepter */
    pthread_mutex_t lock;
    pthread_cond_t stopping;
    bool stop;
};

/* One request while it comes in. */
struct visit {
    char *body;
    size_t size;
    size_t cap;
    bool too_large;
    bool body_seen;
    bool lying; /* `lie` was taken and changes the answer */
    struct fault lie;
    int slow_left; /* pauses still to make while the body comes in */
    int64_t slow_ms;
};

/* A reply that leaves in pieces. */
struct trickle {
    struct server *server;
    char *body;
    size_t size;
    int64_t pause_ms;
};

static int64_t wall_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Waits that long or until the server stops. */
static void pause_for(struct server *s, int64_t ms)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += (time_t)(ms / 1000);
    until.tv_nsec += (long)(ms % 1000) * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    pthread_mutex_lock(&s->lock);
    while (!s->stop && pthread_cond_timedwait(&s->stopping, &s->lock, &until) == 0) {
    }
    pthread_mutex_unlock(&s->lock);
}

static int line_of(struct MHD_Connection *c)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info == NULL ? -1 : info->connect_fd;
}

/* Carries out what a fault does to the line; false when the line is gone. */
static bool act(struct server *s, struct MHD_Connection *c, struct visit *v,
                const struct fault *fault)
{
    switch (fault->effect) {
    case FAULT_RESET:
        line_reset(line_of(c));
        return false;
    case FAULT_CLOSE:
        shutdown(line_of(c), SHUT_RDWR);
        return false;
    case FAULT_STALL:
        pause_for(s, fault->value);
        return true;
    case FAULT_SLOW:
        v->slow_left = SLOW_STEPS;
        v->slow_ms = fault->value / SLOW_STEPS;
        return true;
    case FAULT_STATUS:
    case FAULT_RETRY_AFTER:
    case FAULT_GARBAGE:
    case FAULT_CAPTIVE:
    case FAULT_WRONG_UUID:
    case FAULT_WRONG_HASH:
    case FAULT_THEN_RESET:
        v->lying = true;
        v->lie = *fault;
        return true;
    }
    return true;
}

/* Asks for a fault of this phase; false when the line is gone. */
static bool meet(struct server *s, struct MHD_Connection *c, struct visit *v, const char *path,
                 enum fault_phase phase)
{
    struct fault fault;
    if (!routes_is_contract(path) || v->lying || !faults_take(&s->portal->faults, phase, &fault)) {
        return true;
    }
    return act(s, c, v, &fault);
}

static void collect(struct visit *v, const char *data, size_t size, size_t limit)
{
    if (v->too_large || size > limit - v->size) {
        v->too_large = true;
        return;
    }
    if (v->size + size + 1 > v->cap) {
        size_t cap = (v->size + size + 1) * 2;
        char *body = realloc(v->body, cap);
        if (body == NULL) {
            v->too_large = true;
            return;
        }
        v->body = body;
        v->cap = cap;
    }
    memcpy(v->body + v->size, data, size);
    v->size += size;
    v->body[v->size] = '\0';
}

static void visitor_of(struct MHD_Connection *c, char *out, size_t cap)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    out[0] = '\0';
    if (info != NULL && info->client_addr != NULL) {
        socklen_t size = info->client_addr->sa_family == AF_INET ? sizeof(struct sockaddr_in)
                                                                 : sizeof(struct sockaddr_in6);
        if (getnameinfo(info->client_addr, size, out, (socklen_t)cap, NULL, 0, NI_NUMERICHOST) !=
            0) {
            out[0] = '\0';
        }
    }
}

static const char *header(struct MHD_Connection *c, const char *name)
{
    return MHD_lookup_connection_value(c, MHD_HEADER_KIND, name);
}

static const char *argument(struct MHD_Connection *c, const char *name)
{
    return MHD_lookup_connection_value(c, MHD_GET_ARGUMENT_KIND, name);
}

static void carry_out(struct server *s, struct MHD_Connection *c, const struct visit *v,
                      const char *path, const char *method, struct portal_reply *ret_reply)
{
    char visitor[64];
    visitor_of(c, visitor, sizeof visitor);
    const struct portal_request q = {
        .method = method,
        .path = path,
        .lang = argument(c, "lang"),
        .state = argument(c, "state"),
        .find = argument(c, "q"),
        .page = argument(c, "page"),
        .said = argument(c, "said"),
        .procedure = argument(c, "MaTTHC"),
        .openrosa_version = header(c, "X-OpenRosa-Version"),
        .cookie = header(c, "Cookie"),
        .accept_language = header(c, "Accept-Language"),
        .content_type = header(c, "Content-Type"),
        .authorization = header(c, "Authorization"),
        .idempotency_key = header(c, "Idempotency-Key"),
        .visitor = visitor,
        .body = v->body == NULL ? "" : v->body,
        .size = v->size,
        .too_large = v->too_large,
        .now = wall_ms(),
    };
    routes_answer(s->portal, &q, ret_reply);
}

static ssize_t trickle_read(void *self, uint64_t at, char *out, size_t max)
{
    struct trickle *t = self;
    size_t piece = t->size / SLOW_STEPS + 1;
    size_t left = t->size - (size_t)at;
    if (left == 0) {
        return MHD_CONTENT_READER_END_OF_STREAM;
    }
    pause_for(t->server, t->pause_ms);
    piece = piece < left ? piece : left;
    piece = piece < max ? piece : max;
    memcpy(out, t->body + at, piece);
    return (ssize_t)piece;
}

static void trickle_free(void *self)
{
    struct trickle *t = self;
    free(t->body);
    free(t);
}

/* Sends the reply; its body is taken over. */
static enum MHD_Result send_reply(struct server *s, struct MHD_Connection *c, const struct visit *v,
                                  struct portal_reply *r)
{
    struct MHD_Response *m = NULL;
    struct trickle *t = v->slow_left > 0 ? malloc(sizeof *t) : NULL;
    if (t != NULL) {
        *t = (struct trickle){s, r->body, r->size, v->slow_ms};
        m = MHD_create_response_from_callback(r->size, 512, trickle_read, t, trickle_free);
    } else {
        m = MHD_create_response_from_buffer(r->size, r->body, MHD_RESPMEM_MUST_FREE);
    }
    if (m == NULL) {
        if (t != NULL) {
            trickle_free(t);
        } else {
            free(r->body);
        }
        return MHD_NO;
    }
    headers_add(m, r);
    enum MHD_Result result = MHD_queue_response(c, (unsigned)r->status, m);
    MHD_destroy_response(m);
    return result;
}

static enum MHD_Result finish(struct server *s, struct MHD_Connection *c, struct visit *v,
                              const char *path, const char *method)
{
    struct portal_reply reply = {.retry_after = -1};
    v->slow_left = 0;
    if (!v->lying || fault_carries_out(&v->lie)) {
        carry_out(s, c, v, path, method, &reply);
    }
    if (!meet(s, c, v, path, FAULT_ANSWER)) {
        free(reply.body);
        return MHD_NO;
    }
    if (v->lying && v->lie.effect == FAULT_THEN_RESET) {
        free(reply.body);
        line_reset(line_of(c));
        return MHD_NO;
    }
    if (v->lying) {
        reply_lie(&reply, &v->lie);
    }
    return send_reply(s, c, v, &reply);
}

static enum MHD_Result arrive(struct server *s, struct MHD_Connection *c, const char *path,
                              void **visit)
{
    if (atomic_load(&s->portal->off) && !routes_is_control(path)) {
        line_reset(line_of(c));
        return MHD_NO;
    }
    struct visit *v = calloc(1, sizeof *v);
    *visit = v;
    return v != NULL && meet(s, c, v, path, FAULT_HEADERS) ? MHD_YES : MHD_NO;
}

/* libmicrohttpd calls this for the headers, then for each piece of the body, then once more. */
/* NOLINTNEXTLINE(readability-function-size): the eight parameters are libmicrohttpd's. */
static enum MHD_Result handle(void *self, struct MHD_Connection *c, const char *path,
                              const char *method, const char *version, const char *data,
                              size_t *data_size, void **visit)
{
    struct server *s = self;
    struct visit *v = *visit;
    (void)version;
    if (v == NULL) {
        return arrive(s, c, path, visit);
    }
    if (*data_size == 0) {
        return finish(s, c, v, path, method);
    }
    collect(v, data, *data_size, routes_limit(s->portal, path));
    *data_size = 0;
    if (!v->body_seen) {
        v->body_seen = true;
        if (!meet(s, c, v, path, FAULT_BODY)) {
            return MHD_NO;
        }
    }
    if (v->slow_left > 0) {
        v->slow_left--;
        pause_for(s, v->slow_ms);
    }
    return MHD_YES;
}

static void completed(void *self, struct MHD_Connection *c, void **visit,
                      enum MHD_RequestTerminationCode why)
{
    struct visit *v = *visit;
    (void)self;
    (void)c;
    (void)why;
    if (v != NULL) {
        free(v->body);
        free(v);
        *visit = NULL;
    }
}

/* Meets accept faults, then gives the line to libmicrohttpd. */
static void take_line(struct server *s, int fd, const struct sockaddr *address, socklen_t size)
{
    struct fault fault;
    if (faults_take(&s->portal->faults, FAULT_ACCEPT, &fault)) {
        if (fault.effect == FAULT_STALL) {
            pause_for(s, fault.value);
        } else {
            if (fault.effect == FAULT_RESET) {
                line_reset(fd);
            }
            close(fd);
            return;
        }
    }
    (void)!MHD_add_connection(s->daemon, fd, address, size);
}

static void *accept_lines(void *self)
{
    struct server *s = self;
    struct pollfd waits[2] = {{s->listen_fd, POLLIN, 0}, {s->wake[0], POLLIN, 0}};
    while (poll(waits, 2, -1) >= 0 || errno == EINTR) {
        struct sockaddr_storage address;
        socklen_t size = sizeof address;
        if (waits[1].revents != 0) {
            break;
        }
        if (waits[0].revents == 0) {
            continue;
        }
        int fd = accept(s->listen_fd, (struct sockaddr *)&address, &size);
        if (fd >= 0) {
            take_line(s, fd, (struct sockaddr *)&address, size);
        }
    }
    return NULL;
}

static struct MHD_Daemon *start_daemon(struct server *s, const struct server_params *params)
{
    unsigned flags = MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD |
                     MHD_USE_POLL | MHD_USE_ITC | MHD_USE_NO_LISTEN_SOCKET;
    struct MHD_OptionItem tls[] = {
        {MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)(uintptr_t)params->cert},
        {MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)(uintptr_t)params->key},
        {MHD_OPTION_END, 0, NULL},
    };
    flags |= params->cert != NULL ? MHD_USE_TLS : 0;
    return MHD_start_daemon(flags, 0, NULL, NULL, handle, s, MHD_OPTION_NOTIFY_COMPLETED, completed,
                            NULL, MHD_OPTION_CONNECTION_LIMIT, 256u, MHD_OPTION_CONNECTION_TIMEOUT,
                            120u, MHD_OPTION_ARRAY, params->cert != NULL ? tls : &tls[2],
                            MHD_OPTION_END);
}

static void init_locks(struct server *s)
{
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&s->stopping, &monotonic);
    pthread_condattr_destroy(&monotonic);
    pthread_mutex_init(&s->lock, NULL);
}

/* Everything but the accepter's thread; accepts a half-started server. */
static void release(struct server *s)
{
    if (s->daemon != NULL) {
        MHD_stop_daemon(s->daemon);
    }
    for (int i = 0; i < 2; i++) {
        if (s->wake[i] >= 0) {
            close(s->wake[i]);
        }
    }
    if (s->listen_fd >= 0) {
        close(s->listen_fd);
    }
    pthread_cond_destroy(&s->stopping);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

struct err server_start(struct server **ret_server, struct portal *portal,
                        const struct server_params *params)
{
    struct server *s = calloc(1, sizeof *s);
    if (s == NULL) {
        return ERR(ERR_FULL, ENOMEM, "server: memory");
    }
    *s = (struct server){.portal = portal, .listen_fd = -1, .wake = {-1, -1}};
    init_locks(s);
    struct err e = line_listen(params->host, params->port, &s->listen_fd, &s->port);
    if (!failed(e)) {
        s->daemon = start_daemon(s, params);
        e = s->daemon == NULL ? ERR(ERR_IO, 0, "server: start (with TLS: wrong CERT or KEY?)") : e;
    }
    if (!failed(e) &&
        (pipe(s->wake) != 0 || pthread_create(&s->accepter, NULL, accept_lines, s) != 0)) {
        e = ERR(ERR_IO, errno, "server: start the thread that accepts");
    }
    if (failed(e)) {
        release(s);
        return e;
    }
    *ret_server = s;
    return ERR_OK;
}

int server_port(const struct server *s)
{
    return s->port;
}

void server_stop(struct server *s)
{
    pthread_mutex_lock(&s->lock);
    s->stop = true;
    pthread_cond_broadcast(&s->stopping);
    pthread_mutex_unlock(&s->lock);
    (void)!write(s->wake[1], "x", 1);
    pthread_join(s->accepter, NULL);
    release(s);
}
