#include "platform/sim/portal/server.h"

#include <errno.h>
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
#include "platform/sim/portal/raw_line.h"
#include "platform/sim/portal/sending.h"
#include "platform/sim/serve/asked.h"
#include "platform/sim/serve/line.h"
#include "platform/sim/serve/tls.h"

#define LINES 256 /* at once */

struct server {
    struct portal *portal;
    struct serve_life life;
    pthread_t accepter;
    int wake[2]; /* a byte in it ends the accepter */
};

/* One request while it comes in. */
struct visit {
    struct asked_body body;
    bool body_seen;
    bool lying; /* `lie` was taken and changes the answer */
    struct fault lie;
    int slow_left; /* pauses still to make while the body comes in */
    int64_t slow_ms;
    int64_t break_at; /* the body's byte at which the line breaks; 0 = never */
    bool carried;     /* answered, or never to be */
    char method[8], path[200];
};

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
        (void)pause_for(&s->life.pause, fault->value);
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

static struct portal_request request_of(const struct server *s, struct MHD_Connection *c,
                                        const struct visit *v, const char *path, const char *method)
{
    return (struct portal_request){
        .method = method,
        .path = path,
        .lang = asked_argument(c, "lang"),
        .state = asked_argument(c, "state"),
        .find = asked_argument(c, "q"),
        .page = asked_argument(c, "page"),
        .said = asked_argument(c, "said"),
        .procedure = asked_argument(c, "MaTTHC"),
        .openrosa_version = asked_header(c, "X-OpenRosa-Version"),
        .cookie = asked_header(c, "Cookie"),
        .accept_language = asked_header(c, "Accept-Language"),
        .content_type = asked_header(c, "Content-Type"),
        .authorization = asked_header(c, "Authorization"),
        .citizen = asked_header(c, "Citizen-Authorization"),
        .checked = asked_header(c, "Identity-Checked"),
        .citizen_number = asked_header(c, "Citizen-Number"),
        .host = asked_header(c, "Host"),
        .code = asked_argument(c, "code"),
        .idempotency_key = asked_header(c, "Idempotency-Key"),
        .if_none_match = asked_header(c, "If-None-Match"),
        .tus_resumable = asked_header(c, "Tus-Resumable"),
        .upload_offset = asked_header(c, "Upload-Offset"),
        .upload_length = asked_header(c, "Upload-Length"),
        .upload_metadata = asked_header(c, "Upload-Metadata"),
        .body = v->body.bytes == NULL ? "" : v->body.bytes,
        .size = v->body.size,
        .too_large = v->body.too_large,
        .stranger = s->life.ask_certificate && !tls_known(c),
        .doubled = v->lying && v->lie.effect == FAULT_DOUBLE,
        .now = asked_now(),
    };
}

static void carry_out(struct server *s, struct MHD_Connection *c, const struct visit *v,
                      const char *path, const char *method, struct portal_reply *ret_reply)
{
    char visitor[64];
    struct portal_request q = request_of(s, c, v, path, method);
    asked_visitor(c, visitor, sizeof visitor);
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
            raw_line_send(sending_line(c), &raw, &s->life.pause);
            raw_answer_free(&raw);
        }
        free(reply->body);
        return MHD_NO;
    }
    reply_lie(reply, &v->lie, path);
    return v->lie.effect == FAULT_UNCLEAN
               ? sending_half(c, reply)
               : sending_reply(c, reply, v->slow_left > 0 ? v->slow_ms : 0, &s->life.pause);
}

static enum MHD_Result finish(struct server *s, struct MHD_Connection *c, struct visit *v,
                              const char *path, const char *method)
{
    struct portal_reply reply = {.retry_after = -1};
    v->slow_left = 0;
    v->carried = true;
    if (v->lying && v->lie.effect == FAULT_FORGET) {
        (void)!failed(ledger_forget(s->portal->ledger, asked_now() - v->lie.value));
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
                    : sending_reply(c, &reply, v->slow_left > 0 ? v->slow_ms : 0, &s->life.pause);
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
    const char *length = asked_header(c, "Content-Length");
    const long long total = length == NULL ? 0 : strtoll(length, NULL, 10);
    if (handover_is_page(path) && total > 0) {
        handover_coming(s->portal, path, asked_header(c, "Cookie"), v->body.size, (size_t)total);
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
    asked_body_add(&v->body, data, *data_size, routes_limit(s->portal, path));
    *data_size = 0;
    tell_coming(s, c, v, path);
    if (!v->body_seen) {
        v->body_seen = true;
        if (!meet(s, c, v, path, FAULT_BODY)) {
            return MHD_NO;
        }
    }
    if (v->break_at > 0 && v->body.size >= (size_t)v->break_at) {
        line_reset(sending_line(c));
        return MHD_NO;
    }
    if (v->slow_left > 0) {
        v->slow_left--;
        (void)pause_for(&s->life.pause, v->slow_ms);
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
        if (v->body.size > 0) {
            handover_coming(s->portal, v->path, asked_header(c, "Cookie"), 0, 0);
        }
        asked_body_done(&v->body);
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
            (void)pause_for(&s->life.pause, fault.value);
        } else if (fault.effect != FAULT_FLAP || flaps(&fault)) {
            if (fault.effect != FAULT_CLOSE) {
                line_reset(fd);
            }
            close(fd);
            return;
        }
    }
    (void)!MHD_add_connection(s->life.daemon, fd, address, size);
}

static void *accept_lines(void *self)
{
    struct server *s = self;
    struct pollfd waits[2] = {{s->life.listen_fd, POLLIN, 0}, {s->wake[0], POLLIN, 0}};
    while (poll(waits, 2, -1) >= 0 || errno == EINTR) {
        struct sockaddr_storage address;
        socklen_t size = sizeof address;
        if (waits[1].revents != 0) {
            break;
        }
        if (waits[0].revents == 0) {
            continue;
        }
        int fd = accept(s->life.listen_fd, (struct sockaddr *)&address, &size);
        if (fd >= 0) {
            take_line(s, fd, (struct sockaddr *)&address, size);
        }
    }
    return NULL;
}

/* Everything but the accepter's thread. */
static void release(struct server *s)
{
    serve_life_close(&s->life);
    for (int i = 0; i < 2; i++) {
        if (s->wake[i] >= 0) {
            close(s->wake[i]);
        }
    }
    free(s);
}

struct err server_start(struct server **ret_server, struct portal *portal,
                        const struct serve_params *params)
{
    struct server *s = calloc(1, sizeof *s);
    if (s == NULL) {
        return ERR(ERR_FULL, ENOMEM, "server: memory");
    }
    *s = (struct server){.portal = portal, .wake = {-1, -1}};
    const struct serve_work work = {
        .handle = handle, .completed = completed, .self = s, .lines = LINES, .accepts = true};
    struct err e = serve_life_open(&s->life, params, &work);
    if (failed(e)) {
        free(s);
        return e;
    }
    if (pipe(s->wake) != 0 || pthread_create(&s->accepter, NULL, accept_lines, s) != 0) {
        e = ERR(ERR_IO, errno, "server: start the thread that accepts");
        release(s);
        return e;
    }
    *ret_server = s;
    return ERR_OK;
}

int server_port(const struct server *s)
{
    return s->life.port;
}

void server_stop(struct server *s)
{
    serve_life_end(&s->life);
    (void)!write(s->wake[1], "x", 1);
    pthread_join(s->accepter, NULL);
    release(s);
}
