#include "platform/sim/portal/sending.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "platform/sim/portal/headers.h"

int sending_line(struct MHD_Connection *c)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info == NULL ? -1 : info->connect_fd;
}

/* A reply that leaves in pieces. */
struct trickle {
    struct pause *pause;
    char *body;
    size_t size;
    int64_t pause_ms;
};

static ssize_t trickle_read(void *self, uint64_t at, char *out, size_t max)
{
    struct trickle *t = self;
    size_t piece = t->size / SLOW_STEPS + 1;
    size_t left = t->size - (size_t)at;
    if (left == 0) {
        return MHD_CONTENT_READER_END_OF_STREAM;
    }
    (void)pause_for(t->pause, t->pause_ms);
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

enum MHD_Result sending_reply(struct MHD_Connection *c, struct portal_reply *r, int64_t slow_ms,
                              struct pause *pause)
{
    struct MHD_Response *m = NULL;
    struct trickle *t = slow_ms > 0 ? malloc(sizeof *t) : NULL;
    if (t != NULL) {
        *t = (struct trickle){pause, r->body, r->size, slow_ms};
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

/* A body that ends half way, without a length: over TLS there is not even a goodbye. */
struct half {
    char *body;
    size_t size;
    int fd;
};

static ssize_t half_read(void *self, uint64_t at, char *out, size_t max)
{
    struct half *h = self;
    const size_t left = h->size - (size_t)at;
    const size_t piece = left < max ? left : max;
    if (piece == 0) {
        shutdown(h->fd, SHUT_RDWR);
        return MHD_CONTENT_READER_END_WITH_ERROR;
    }
    memcpy(out, h->body + at, piece);
    return (ssize_t)piece;
}

static void half_free(void *self)
{
    struct half *h = self;
    free(h->body);
    free(h);
}

enum MHD_Result sending_half(struct MHD_Connection *c, struct portal_reply *r)
{
    struct half *h = malloc(sizeof *h);
    struct MHD_Response *m = NULL;
    if (h != NULL) {
        *h = (struct half){r->body, r->size / 2, sending_line(c)};
        m = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 512, half_read, h, half_free);
    } else {
        free(r->body);
    }
    if (m == NULL) {
        free(h);
        return MHD_NO;
    }
    MHD_set_response_options(m, MHD_RF_HTTP_VERSION_1_0_ONLY, MHD_RO_END);
    headers_add(m, r);
    const enum MHD_Result result = MHD_queue_response(c, (unsigned)r->status, m);
    MHD_destroy_response(m);
    return result;
}
