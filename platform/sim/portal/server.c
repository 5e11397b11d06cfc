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

#include "platform/sim/portal/handover.h"
#include "platform/sim/portal/ledger_adapters.h"
#include "platform/sim/portal/lie.h"
#include "platform/sim/portal/line.h"
#include "platform/sim/portal/sending.h"
#include "platform/sim/portal/tls.h"

struct server {
    struct portal *portal;
    struct MHD_Daemon *daemon;
    pthread_t accepter;
    int listen_fd;
    int port;
    int wake[2]; /* a byte in it ends the accepter */
    struct pause pause;
    bool ask_certificate;
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
    int64_t break_at; /* the body's byte at which the line breaks; 0 = never */
    bool carried;     /* answered, or never to be */
    char method[8], path[200];
};

static int64_t wall_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Is it one of the times when a flapping line is down? */
static bool flaps(const struct fault *fault)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    const int64_t now = (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
    return fault->value > 0 && now / fault->value % 2 == 1;
}

/* Carries out what a fault does to the line, or keeps a lie for later; false when the line is gone.
 */
static bool act(struct server *s, struct MHD_Connection *c, struct visit *v,
                const struct fault *fault)
{
    const int fd = sending_line(c);
    if (fault->effect == FAULT_RESET || (fault->effect == FAULT_FLAP && flaps(fault))) {
        line_reset(fd);
        return false;
    }
    if (fault->effect == FAULT_CLOSE) {
        shutdown(fd, SHUT_RDWR);
        return false;
    }
    if (fault->effect == FAULT_HALF_CLOSE) {
        shutdown(fd, SHUT_WR);
    } else if (fault->effect == FAULT_STALL) {
        (void)pause_for(&s->pause, fault->value);
    } else if (fault->effect == FAULT_BREAK) {
        v->break_at = fault->value * 1024 + 1;
    } else if (fault->effect == FAULT_SLOW) {
        v->slow_left = SLOW_STEPS;
        v->slow_ms = fault->value / SLOW_STEPS;
    } else if (fault->effect != FAULT_FLAP) {
        v->lying = true;
        v->lie = *fault;
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

static struct portal_request request_of(const struct server *s, struct MHD_Connection *c,
                                        const struct visit *v, const char *path, const char *method)
{
    return (struct portal_request){
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
        .citizen = header(c, "Citizen-Authorization"),
        .checked = header(c, "Identity-Checked"),
        .citizen_number = header(c, "Citizen-Number"),
        .host = header(c, "Host"),
        .code = argument(c, "code"),
        .idempotency_key = header(c, "Idempotency-Key"),
        .if_none_match = header(c, "If-None-Match"),
        .tus_resumable = header(c, "Tus-Resumable"),
        .upload_offset = header(c, "Upload-Offset"),
        .upload_length = header(c, "Upload-Length"),
        .upload_metadata = header(c, "Upload-Metadata"),
        .body = v->body == NULL ? "" : v->body,
        .size = v->size,
        .too_large = v->too_large,
        .stranger = s->ask_certificate && !tls_known(c),
        .doubled = v->lying && v->lie.effect == FAULT_DOUBLE,
        .now = wall_ms(),
    };
}

static void carry_out(struct server *s, struct MHD_Connection *c, const struct visit *v,
                      const char *path, const char *method, struct portal_reply *ret_reply)
{
    char visitor[64];
    struct portal_request q = request_of(s, c, v, path, method);
    visitor_of(c, visitor, sizeof visitor);
    q.visitor = visitor;
    routes_answer(s->portal, &q, ret_reply);
}

/* The answer under the visit's fault. */
static enum MHD_Result lie_to(struct server *s, struct MHD_Connection *c, const struct visit *v,
                              const char *path, struct portal_reply *reply)
{
    struct raw_answer raw;
    if (v->lie.effect == FAULT_THEN_RESET) {
        free(reply->body);
        line_reset(sending_line(c));
        return MHD_NO;
    }
    if (fault_kind(&v->lie) == FAULT_KIND_RAW) {
        if (!failed(raw_answer_make(reply, &v->lie, &raw))) {
            line_send_raw(sending_line(c), &raw, &s->pause);
            raw_answer_free(&raw);
        }
        free(reply->body);
        return MHD_NO;
    }
    reply_lie(reply, &v->lie, path);
    return v->lie.effect == FAULT_UNCLEAN
               ? sending_half(c, reply)
               : sending_reply(c, reply, v->slow_left > 0 ? v->slow_ms : 0, &s->pause);
}

static enum MHD_Result finish(struct server *s, struct MHD_Connection *c, struct visit *v,
                              const char *path, const char *method)
{
    struct portal_reply reply = {.retry_after = -1};
    v->slow_left = 0;
    v->carried = true;
    if (v->lying && v->lie.effect == FAULT_FORGET) {
        (void)!failed(ledger_forget(s->portal->ledger, wall_ms() - v->lie.value));
    }
    if (!v->lying || fault_carries_out(&v->lie)) {
        carry_out(s, c, v, path, method, &reply);
    }
    /* What the ledger did wrong leaves the answer to another fault. */
    v->lying = v->lying && fault_kind(&v->lie) != FAULT_KIND_LEDGER;
    if (!meet(s, c, v, path, FAULT_ANSWER)) {
        free(reply.body);
        return MHD_NO;
    }
    return v->lying ? lie_to(s, c, v, path, &reply)
                    : sending_reply(c, &reply, v->slow_left > 0 ? v->slow_ms : 0, &s->pause);
}

static enum MHD_Result arrive(struct server *s, struct MHD_Connection *c, const char *path,
                              const char *method, void **visit)
{
    if (atomic_load(&s->portal->off) && !routes_is_control(path)) {
        line_reset(sending_line(c));
        return MHD_NO;
    }
    struct visit *v = calloc(1, sizeof *v);
    *visit = v;
    if (v != NULL) {
        snprintf(v->method, sizeof v->method, "%s", method);
        snprintf(v->path, sizeof v->path, "%s", path);
    }
    return v != NULL && meet(s, c, v, path, FAULT_HEADERS) ? MHD_YES : MHD_NO;
}

/* The kiosk may ask how far a phone's picture is. */
static void tell_coming(struct server *s, struct MHD_Connection *c, const struct visit *v,
                        const char *path)
{
    const char *length = header(c, "Content-Length");
    const long long total = length == NULL ? 0 : strtoll(length, NULL, 10);
    if (handover_is_page(path) && total > 0) {
        handover_coming(s->portal, path, header(c, "Cookie"), v->size, (size_t)total);
    }
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
        return arrive(s, c, path, method, visit);
    }
    if (*data_size == 0) {
        return finish(s, c, v, path, method);
    }
    collect(v, data, *data_size, routes_limit(s->portal, path));
    *data_size = 0;
    tell_coming(s, c, v, path);
    if (!v->body_seen) {
        v->body_seen = true;
        if (!meet(s, c, v, path, FAULT_BODY)) {
            return MHD_NO;
        }
    }
    if (v->break_at > 0 && v->size >= (size_t)v->break_at) {
        line_reset(sending_line(c));
        return MHD_NO;
    }
    if (v->slow_left > 0) {
        v->slow_left--;
        (void)pause_for(&s->pause, v->slow_ms);
    }
    return MHD_YES;
}

static void completed(void *self, struct MHD_Connection *c, void **visit,
                      enum MHD_RequestTerminationCode why)
{
    struct server *s = self;
    struct visit *v = *visit;
    (void)why;
    if (v != NULL) {
        if (!v->carried && (!v->lying || fault_carries_out(&v->lie))) {
            const struct portal_request q = request_of(s, c, v, v->path, v->method);
            routes_cut(s->portal, &q);
        }
        if (v->size > 0) {
            handover_coming(s->portal, v->path, header(c, "Cookie"), 0, 0);
        }
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
            (void)pause_for(&s->pause, fault.value);
        } else if (fault.effect != FAULT_FLAP || flaps(&fault)) {
            if (fault.effect != FAULT_CLOSE) {
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
    struct MHD_OptionItem tls[TLS_OPTIONS];
    tls_options(params, tls);
    flags |= params->cert != NULL ? MHD_USE_TLS : 0;
    s->ask_certificate = params->client_ca != NULL;
    return MHD_start_daemon(flags, 0, NULL, NULL, handle, s, MHD_OPTION_NOTIFY_COMPLETED, completed,
                            s, MHD_OPTION_CONNECTION_LIMIT, 256u, MHD_OPTION_CONNECTION_TIMEOUT,
                            120u, MHD_OPTION_ARRAY, tls, MHD_OPTION_END);
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
    pause_done(&s->pause);
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
    pause_init(&s->pause);
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
    pause_end(&s->pause);
    (void)!write(s->wake[1], "x", 1);
    pthread_join(s->accepter, NULL);
    release(s);
}
