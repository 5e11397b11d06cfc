#include "platform/sim/fleet/server.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "platform/sim/fleet/stream.h"
#include "platform/sim/portal/line.h"

#define STACK      ((size_t)256 * 1024)
#define UPLOAD_MAX ((int64_t)1024 * 1024 * 1024)

struct fleet_server {
    struct fleet *fleet;
    struct MHD_Daemon *daemon;
    int listen_fd;
    int port;
    struct pause pause;
    bool ask_certificate;
    atomic_int uploads; /* so far: names their files */
    char dir[512];
};

/* One request while it comes in. */
struct visit {
    char *body;
    size_t size, cap;
    int upload; /* a file for the body; -1 = memory */
    int64_t uploaded;
    char upload_path[600];
    bool too_large;
};

static int64_t wall_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static const char *header(struct MHD_Connection *c, const char *name)
{
    return MHD_lookup_connection_value(c, MHD_HEADER_KIND, name);
}

static const char *argument(struct MHD_Connection *c, const char *name)
{
    return MHD_lookup_connection_value(c, MHD_GET_ARGUMENT_KIND, name);
}

/* hawkBit's own names since 1.0, then those before. */
static const char *header_of(struct MHD_Connection *c, const char *a, const char *b, const char *d)
{
    const char *value = header(c, a);
    value = value == NULL ? header(c, b) : value;
    return value == NULL ? header(c, d) : value;
}

static void collect_memory(struct visit *v, const char *data, size_t size)
{
    if (v->too_large || size > FLEET_BODY_MAX - v->size) {
        v->too_large = true;
        return;
    }
    if (v->size + size + 1 > v->cap) {
        const size_t cap = (v->size + size + 1) * 2;
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

static void collect(struct visit *v, const char *data, size_t size)
{
    if (v->upload < 0) {
        collect_memory(v, data, size);
        return;
    }
    v->uploaded += (int64_t)size;
    v->too_large =
        v->too_large || v->uploaded > UPLOAD_MAX || write(v->upload, data, size) != (ssize_t)size;
}

static void visitor_of(struct MHD_Connection *c, char *out, size_t cap)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    out[0] = '\0';
    if (info != NULL && info->client_addr != NULL) {
        const socklen_t size = info->client_addr->sa_family == AF_INET
                                   ? sizeof(struct sockaddr_in)
                                   : sizeof(struct sockaddr_in6);
        if (getnameinfo(info->client_addr, size, out, (socklen_t)cap, NULL, 0, NI_NUMERICHOST) !=
            0) {
            out[0] = '\0';
        }
    }
}

static struct fleet_request request_of(struct MHD_Connection *c, const struct visit *v,
                                       const char *path, const char *method)
{
    return (struct fleet_request){
        .method = method,
        .path = path,
        .authorization = header(c, "Authorization"),
        .content_type = header(c, "Content-Type"),
        .accept = header(c, "Accept"),
        .if_none_match = header(c, "If-None-Match"),
        .if_match = header(c, "If-Match"),
        .if_range = header(c, "If-Range"),
        .range = header(c, "Range"),
        .host = header(c, "Host"),
        .proxy_id = header_of(c, "X-Controller-Id", "X-Ssl-Client-Cn", "X-Ssl-Client-Cn"),
        .proxy_issuer = header_of(c, "X-Authority", "X-Authority-1", "X-Ssl-Issuer-Hash-1"),
        .history = argument(c, "actionHistory"),
        .target = argument(c, "target"),
        .certificate = "",
        .body = v->body == NULL ? "" : v->body,
        .size = v->size,
        .upload = v->upload >= 0 ? v->upload_path : NULL,
        .too_large = v->too_large,
        .tls = MHD_get_connection_info(c, MHD_CONNECTION_INFO_GNUTLS_SESSION) != NULL,
        .now = wall_ms(),
    };
}

static void add(struct MHD_Response *m, const char *name, const char *value)
{
    if (value != NULL && value[0] != '\0') {
        MHD_add_response_header(m, name, value);
    }
}

static void add_headers(struct MHD_Response *m, const struct fleet_reply *r)
{
    add(m, "Content-Type", r->type);
    add(m, "ETag", r->etag);
    add(m, "Location", r->location);
    add(m, "Retry-After", r->retry_after);
    add(m, "Content-Range", r->content_range);
    add(m, "Content-Disposition", r->disposition);
    add(m, "Last-Modified", r->modified);
    add(m, "Date", r->date); /* the library adds the true one where there is none */
    add(m, "Allow", r->allow);
    add(m, "Accept-Ranges", r->ranges ? "bytes" : NULL);
    add(m, "X-Content-Type-Options", "nosniff");
    add(m, "Cache-Control", "no-cache, no-store, max-age=0, must-revalidate");
}

static enum MHD_Result send_reply(struct fleet_server *s, struct MHD_Connection *c,
                                  struct fleet_reply *r, const char *target)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
    const enum trouble_effect effect = r->trouble.effect;
    if (effect == TROUBLE_RESET || effect == TROUBLE_THEN_RESET) {
        if (info != NULL) {
            line_reset(info->connect_fd);
        }
        answer_done(r);
        return MHD_NO;
    }
    if (effect == TROUBLE_STALL) {
        (void)pause_for(&s->pause, r->trouble.value);
    }
    const unsigned status = (unsigned)r->status;
    struct MHD_Response *m = stream_response(s->fleet, r, target, &s->pause);
    if (m == NULL) {
        return MHD_NO;
    }
    add_headers(m, r);
    const enum MHD_Result result = MHD_queue_response(c, status, m);
    MHD_destroy_response(m);
    return result;
}

static enum MHD_Result finish(struct fleet_server *s, struct MHD_Connection *c,
                              const struct visit *v, const char *path, const char *method)
{
    char visitor[64];
    char name[257];
    struct fleet_reply reply;
    struct fleet_request q = request_of(c, v, path, method);
    visitor_of(c, visitor, sizeof visitor);
    q.visitor = visitor;
    if (s->ask_certificate && tls_name(c, name, sizeof name)) {
        q.certificate = name;
    }
    fleet_answer(s->fleet, &q, &reply);
    const struct place place = place_read(path);
    return send_reply(s, c, &reply, place.kind == PLACE_OUTSIDE ? "" : place.target);
}

/* Only an artifact's bytes are too many for memory. */
static enum MHD_Result arrive(struct fleet_server *s, const char *path, const char *method,
                              void **visit)
{
    static const char uploads[] = "/double/artifacts/";
    struct visit *v = calloc(1, sizeof *v);
    if (v == NULL) {
        return MHD_NO;
    }
    v->upload = -1;
    *visit = v;
    if (strcmp(method, "PUT") == 0 && strncmp(path, uploads, sizeof uploads - 1) == 0) {
        snprintf(v->upload_path, sizeof v->upload_path, "%s/incoming-%d", s->dir,
                 atomic_fetch_add(&s->uploads, 1));
        v->upload = open(v->upload_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        v->too_large = v->upload < 0;
    }
    return MHD_YES;
}

/* libmicrohttpd calls this for the headers, then for each piece of the body, then once more. */
/* NOLINTNEXTLINE(readability-function-size): the eight parameters are libmicrohttpd's. */
static enum MHD_Result handle(void *self, struct MHD_Connection *c, const char *path,
                              const char *method, const char *version, const char *data,
                              size_t *data_size, void **visit)
{
    struct fleet_server *s = self;
    struct visit *v = *visit;
    (void)version;
    if (v == NULL) {
        return arrive(s, path, method, visit);
    }
    if (*data_size == 0) {
        return finish(s, c, v, path, method);
    }
    collect(v, data, *data_size);
    *data_size = 0;
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
        if (v->upload >= 0) {
            close(v->upload);
            unlink(v->upload_path);
        }
        free(v->body);
        free(v);
        *visit = NULL;
    }
}

static struct MHD_Daemon *start_daemon(struct fleet_server *s, const struct server_params *params)
{
    unsigned flags = MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD |
                     MHD_USE_POLL | MHD_USE_ITC;
    struct MHD_OptionItem tls[TLS_OPTIONS];
    tls_options(params, tls);
    flags |= params->cert != NULL ? MHD_USE_TLS : 0;
    s->ask_certificate = params->client_ca != NULL;
    return MHD_start_daemon(flags, 0, NULL, NULL, handle, s, MHD_OPTION_NOTIFY_COMPLETED, completed,
                            s, MHD_OPTION_LISTEN_SOCKET, s->listen_fd, MHD_OPTION_CONNECTION_LIMIT,
                            (unsigned)FLEET_LINES, MHD_OPTION_CONNECTION_TIMEOUT, 120u,
                            MHD_OPTION_THREAD_STACK_SIZE, STACK, MHD_OPTION_ARRAY, tls,
                            MHD_OPTION_END);
}

struct err fleet_server_start(struct fleet_server **ret_server, struct fleet *fleet,
                              const char *dir, const struct server_params *params)
{
    struct fleet_server *s = calloc(1, sizeof *s);
    if (s == NULL) {
        return ERR(ERR_FULL, ENOMEM, "fleet: memory");
    }
    s->fleet = fleet;
    s->listen_fd = -1;
    snprintf(s->dir, sizeof s->dir, "%s", dir);
    pause_init(&s->pause);
    struct err e = line_listen(params->host, params->port, &s->listen_fd, &s->port);
    if (!failed(e)) {
        /* A whole fleet may come back at once. */
        (void)listen(s->listen_fd, FLEET_LINES);
        s->daemon = start_daemon(s, params);
        e = s->daemon == NULL ? ERR(ERR_IO, 0, "fleet: start (with TLS: wrong CERT or KEY?)") : e;
    }
    if (failed(e)) {
        if (s->listen_fd >= 0) {
            close(s->listen_fd);
        }
        pause_done(&s->pause);
        free(s);
        return e;
    }
    *ret_server = s;
    return ERR_OK;
}

int fleet_server_port(const struct fleet_server *s)
{
    return s->port;
}

void fleet_server_stop(struct fleet_server *s)
{
    pause_end(&s->pause);
    MHD_stop_daemon(s->daemon); /* which closes the socket it was given */
    pause_done(&s->pause);
    free(s);
}
