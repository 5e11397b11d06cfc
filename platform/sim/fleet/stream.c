#include "platform/sim/fleet/stream.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PIECE 32768

struct stream {
    struct fleet *fleet;
    struct pause *pause;
    struct trouble trouble;
    char target[257];
    char *body; /* NULL = the file */
    int file;
    int64_t from, length, sent;
};

/* Bytes of the body at `at`; short at its end. */
static ssize_t read_at(const struct stream *s, int64_t at, char *out, size_t max)
{
    if (s->body == NULL) {
        return pread(s->file, out, max, s->from + at);
    }
    memcpy(out, s->body + at, max);
    return (ssize_t)max;
}

/* How much may go now: not past the end, not past where the line is cut, slowly. */
static size_t piece_of(const struct stream *s, size_t max)
{
    int64_t most = s->length - s->sent;
    if (s->trouble.effect == TROUBLE_CUT && most > s->trouble.value - s->sent) {
        most = s->trouble.value - s->sent;
    }
    if (s->trouble.effect == TROUBLE_SLOW && most > s->trouble.value / 10 + 1) {
        most = s->trouble.value / 10 + 1;
    }
    return (size_t)(most < (int64_t)max ? most : (int64_t)max);
}

/* The body, then zeros for ever. */
static ssize_t endless(struct stream *s, char *out, size_t max)
{
    if (!pause_for(s->pause, 0)) {
        return MHD_CONTENT_READER_END_WITH_ERROR;
    }
    const size_t piece = piece_of(s, max);
    ssize_t got = piece > 0 ? read_at(s, s->sent, out, piece) : 0;
    if (got <= 0) {
        memset(out, 0, max);
        got = (ssize_t)max;
    }
    s->sent += got;
    return got;
}

/* One bit in the first byte of every 4 KiB of the file. */
static void corrupt(const struct stream *s, char *out, ssize_t got)
{
    const int64_t at = s->from + s->sent;
    for (int64_t i = (4096 - at % 4096) % 4096; i < got; i += 4096) {
        out[i] ^= 1;
    }
}

static ssize_t stream_read(void *self, uint64_t at, char *out, size_t max)
{
    struct stream *s = self;
    (void)at;
    if (s->trouble.effect == TROUBLE_ENDLESS) {
        return endless(s, out, max);
    }
    if (s->sent >= s->length) {
        return MHD_CONTENT_READER_END_OF_STREAM;
    }
    const size_t piece = piece_of(s, max);
    if (piece == 0 || (s->trouble.effect == TROUBLE_SLOW && !pause_for(s->pause, 100))) {
        return MHD_CONTENT_READER_END_WITH_ERROR;
    }
    const ssize_t got = read_at(s, s->sent, out, piece);
    if (got <= 0) {
        return MHD_CONTENT_READER_END_WITH_ERROR;
    }
    if (s->trouble.effect == TROUBLE_CORRUPT) {
        corrupt(s, out, got);
    }
    s->sent += got;
    return got;
}

static void stream_free(void *self)
{
    struct stream *s = self;
    counters_bytes(&s->fleet->counters, s->target, s->sent);
    if (s->file >= 0) {
        close(s->file);
    }
    free(s->body);
    free(s);
}

static bool in_pieces(const struct fleet_reply *r)
{
    const enum trouble_effect effect = r->trouble.effect;
    return r->file >= 0 || effect == TROUBLE_SLOW || effect == TROUBLE_CUT ||
           effect == TROUBLE_ENDLESS || effect == TROUBLE_CORRUPT;
}

struct MHD_Response *stream_response(struct fleet *f, struct fleet_reply *r, const char *target,
                                     struct pause *pause)
{
    struct MHD_Response *m = NULL;
    struct stream *s = in_pieces(r) ? calloc(1, sizeof *s) : NULL;
    if (s == NULL) {
        counters_bytes(&f->counters, target, (int64_t)r->size);
        m = MHD_create_response_from_buffer(r->size, r->body, MHD_RESPMEM_MUST_FREE);
        r->body = m == NULL ? r->body : NULL;
        answer_done(r);
        return m;
    }
    *s = (struct stream){.fleet = f,
                         .pause = pause,
                         .trouble = r->trouble,
                         .body = r->body,
                         .file = r->file,
                         .from = r->file >= 0 ? r->from : 0,
                         .length = r->file >= 0 ? r->length : (int64_t)r->size};
    snprintf(s->target, sizeof s->target, "%s", target);
    r->body = NULL;
    r->file = -1;
    const bool open_end = r->trouble.effect == TROUBLE_ENDLESS;
    m = MHD_create_response_from_callback(open_end ? MHD_SIZE_UNKNOWN : (uint64_t)s->length, PIECE,
                                          stream_read, s, stream_free);
    if (m == NULL) {
        stream_free(s);
    }
    return m;
}
