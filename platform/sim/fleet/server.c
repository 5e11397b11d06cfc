#include "platform/sim/fleet/server.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "platform/sim/fleet/stream.h"
#include "platform/sim/serve/asked.h"
#include "platform/sim/serve/line.h"
#include "platform/sim/serve/tls.h"

#define STACK      ((size_t)256 * 1024)
#define UPLOAD_MAX ((int64_t)1024 * 1024 * 1024)

struct fleet_server {
    struct fleet *fleet;
    struct serve_life life;
    atomic_int uploads; /* so far: names their files */
    char dir[512];
};

/* One request while it comes in. */
struct visit {
    struct asked_body body;
    int upload; /* a file for the body; -1 = memory */
    int64_t uploaded;
    char upload_path[600];
};

/* hawkBit's own names since 1.0, then those before. */
static const char *header_of(struct MHD_Connection *c, const char *a, const char *b, const char *d)
{
    const char *value = asked_header(c, a);
    value = value == NULL ? asked_header(c, b) : value;
    return value == NULL ? asked_header(c, d) : value;
}

static void collect(struct visit *v, const char *data, size_t size)
{
    if (v->upload < 0) {
        asked_body_add(&v->body, data, size, FLEET_BODY_MAX);
        return;
    }
    v->uploaded += (int64_t)size;
    v->body.too_large = v->body.too_large || v->uploaded > UPLOAD_MAX ||
                        write(v->upload, data, size) != (ssize_t)size;
}

/* Ours, or that of a proxy before us, as with hawkBit's server.forward-headers-strategy. */
static bool is_tls(struct MHD_Connection *c)
{
    const char *outside = asked_header(c, "X-Forwarded-Proto");
    return MHD_get_connection_info(c, MHD_CONNECTION_INFO_GNUTLS_SESSION) != NULL ||
           (outside != NULL && strcmp(outside, "https") == 0);
}

static struct fleet_request request_of(struct MHD_Connection *c, const struct visit *v,
                                       const char *path, const char *method)
{
    return (struct fleet_request){
        .method = method,
        .path = path,
        .authorization = asked_header(c, "Authorization"),
        .content_type = asked_header(c, "Content-Type"),
        .accept = asked_header(c, "Accept"),
        .if_none_match = asked_header(c, "If-None-Match"),
        .if_match = asked_header(c, "If-Match"),
        .if_range = asked_header(c, "If-Range"),
        .range = asked_header(c, "Range"),
        .host = asked_header(c, "Host"),
        .proxy_id = header_of(c, "X-Controller-Id", "X-Ssl-Client-Cn", "X-Ssl-Client-Cn"),
        .proxy_issuer = header_of(c, "X-Authority", "X-Authority-1", "X-Ssl-Issuer-Hash-1"),
        .history = asked_argument(c, "actionHistory"),
        .target = asked_argument(c, "target"),
        .query = asked_argument(c, "q"),
        .force = asked_argument(c, "force"),
        .certificate = "",
        .body = v->body.bytes == NULL ? "" : v->body.bytes,
        .size = v->body.size,
        .upload = v->upload >= 0 ? v->upload_path : NULL,
        .too_large = v->body.too_large,
        .tls = is_tls(c),
        .now = asked_now(),
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
        (void)pause_for(&s->life.pause, r->trouble.value);
    }
    const unsigned status = (unsigned)r->status;
    struct MHD_Response *m = stream_response(s->fleet, r, target, &s->life.pause);
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
    asked_visitor(c, visitor, sizeof visitor);
    q.visitor = visitor;
    if (s->life.ask_certificate && tls_name(c, name, sizeof name)) {
        q.certificate = name;
    }
    fleet_answer(s->fleet, &q, &reply);
    const struct place place = place_read(path);
    return send_reply(s, c, &reply, place.kind == PLACE_OUTSIDE ? "" : place.target);
}

/* Only an artifact's bytes are too many for memory, by our own order and hawkBit's, and what a
 * kiosk sends of itself. */
static bool is_upload(const char *path, const char *method)
{
    static const char own[] = "/double/artifacts/";
    static const char outgoing[] = "/outgoing/";
    static const char modules[] = "/rest/v1/softwaremodules/";
    static const char end[] = "/artifacts";
    const size_t size = strlen(path);
    if (strcmp(method, "PUT") == 0) {
        return strncmp(path, own, sizeof own - 1) == 0 ||
               strncmp(path, outgoing, sizeof outgoing - 1) == 0;
    }
    return strcmp(method, "POST") == 0 && strncmp(path, modules, sizeof modules - 1) == 0 &&
           size > sizeof end && strcmp(path + size - (sizeof end - 1), end) == 0;
}

static enum MHD_Result arrive(struct fleet_server *s, const char *path, const char *method,
                              void **visit)
{
    struct visit *v = calloc(1, sizeof *v);
    if (v == NULL) {
        return MHD_NO;
    }
    v->upload = -1;
    *visit = v;
    if (is_upload(path, method)) {
        snprintf(v->upload_path, sizeof v->upload_path, "%s/incoming-%d", s->dir,
                 atomic_fetch_add(&s->uploads, 1));
        v->upload = open(v->upload_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        v->body.too_large = v->upload < 0;
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
        asked_body_done(&v->body);
        free(v);
        *visit = NULL;
    }
}

struct err fleet_server_start(struct fleet_server **ret_server, struct fleet *fleet,
                              const char *dir, const struct serve_params *params)
{
    struct fleet_server *s = calloc(1, sizeof *s);
    if (s == NULL) {
        return ERR(ERR_FULL, ENOMEM, "fleet: memory");
    }
    s->fleet = fleet;
    snprintf(s->dir, sizeof s->dir, "%s", dir);
    const struct serve_work work = {
        .handle = handle, .completed = completed, .self = s, .lines = FLEET_LINES, .stack = STACK};
    const struct err e = serve_life_open(&s->life, params, &work);
    if (failed(e)) {
        free(s);
        return e;
    }
    *ret_server = s;
    return ERR_OK;
}

int fleet_server_port(const struct fleet_server *s)
{
    return s->life.port;
}

void fleet_server_stop(struct fleet_server *s)
{
    serve_life_end(&s->life);
    serve_life_close(&s->life);
    free(s);
}
