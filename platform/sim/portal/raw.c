#include "platform/sim/portal/raw.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/base/buf.h"
#include "platform/sim/portal/resumable.h"

/* Words of the table in faults.c, from 1. */
enum { CUT_HEADERS = 1, CUT_BODY };
enum {
    LENGTH_MISSING = 1,
    LENGTH_SHORT,
    LENGTH_LONG,
    LENGTH_TWICE,
    LENGTH_NEGATIVE,
    LENGTH_TEXT,
    LENGTH_HUGE
};
enum { CHUNKS_GARBAGE = 1, CHUNKS_HUGE, CHUNKS_UNENDED, CHUNKS_ENDLESS };

#define HEAD_MAX     4096
#define ENDLESS_KIB  65536 /* more than any answer */
#define INTERIM_ONLY 1

static void status_line(struct buf *out, const struct portal_reply *r)
{
    buf_printf(out, "HTTP/1.1 %d Practice\r\n", r->status);
}

static void headers(struct buf *out, const struct portal_reply *r)
{
    if (r->type != NULL) {
        buf_printf(out, "Content-Type: %s\r\n", r->type);
    }
    if (r->accept_length > 0) {
        buf_printf(out, "X-OpenRosa-Version: 1.0\r\nX-OpenRosa-Accept-Content-Length: %lld\r\n",
                   (long long)r->accept_length);
    }
    if (r->tus) {
        buf_puts(out, "Tus-Resumable: " RESUMABLE_VERSION "\r\n");
    }
    if (r->tus && r->location[0] != '\0') {
        buf_printf(out, "Location: %s\r\n", r->location);
    }
    if (r->tus && r->upload_offset >= 0) {
        buf_printf(out, "Upload-Offset: %lld\r\n", (long long)r->upload_offset);
    }
}

static void body(struct buf *out, const struct portal_reply *r)
{
    buf_add(out, r->body == NULL ? "" : r->body, r->size);
}

static void true_length(struct buf *out, const struct portal_reply *r)
{
    buf_printf(out, "Content-Length: %zu\r\n", r->size);
}

/* The honest answer, once more by hand. */
static void whole(struct buf *out, const struct portal_reply *r)
{
    status_line(out, r);
    headers(out, r);
    true_length(out, r);
    buf_puts(out, "\r\n");
    body(out, r);
}

static void make_cut(struct buf *out, const struct portal_reply *r, int64_t where)
{
    status_line(out, r);
    if (where != CUT_HEADERS && where != CUT_BODY) {
        buf_puts(out, "Content-Ty");
        return;
    }
    headers(out, r);
    true_length(out, r);
    buf_puts(out, "\r\n");
    if (where == CUT_BODY) {
        buf_add(out, r->body == NULL ? "" : r->body, r->size / 2);
    }
}

static void make_interim(struct buf *out, const struct portal_reply *r, int64_t kind)
{
    for (int i = 0; i < 3; i++) {
        buf_puts(out, "HTTP/1.1 100 Continue\r\n\r\n"
                      "HTTP/1.1 102 Processing\r\n\r\n"
                      "HTTP/1.1 103 Early Hints\r\nLink: </portal.css>; rel=preload\r\n\r\n");
    }
    if (kind != INTERIM_ONLY) {
        whole(out, r);
    }
}

static void make_length(struct buf *out, const struct portal_reply *r, int64_t kind)
{
    status_line(out, r);
    headers(out, r);
    if (kind == LENGTH_SHORT) {
        buf_printf(out, "Content-Length: %zu\r\n", r->size / 2);
    } else if (kind == LENGTH_LONG) {
        buf_printf(out, "Content-Length: %zu\r\n", r->size + 10);
    } else if (kind == LENGTH_TWICE) {
        true_length(out, r);
        buf_printf(out, "Content-Length: %zu\r\n", r->size + 1);
    } else if (kind == LENGTH_NEGATIVE) {
        buf_puts(out, "Content-Length: -1\r\n");
    } else if (kind == LENGTH_TEXT) {
        buf_puts(out, "Content-Length: many\r\n");
    } else if (kind == LENGTH_HUGE) {
        buf_puts(out, "Content-Length: 99999999999999999999999999\r\n");
    }
    buf_puts(out, "\r\n");
    body(out, r);
}

static void make_chunks(struct buf *out, const struct portal_reply *r, int64_t kind,
                        struct raw_answer *a)
{
    status_line(out, r);
    headers(out, r);
    buf_puts(out, "Transfer-Encoding: chunked\r\n\r\n");
    if (kind == CHUNKS_GARBAGE) {
        buf_puts(out, "ZZ; not hexadecimal\r\n");
        body(out, r);
    } else if (kind == CHUNKS_HUGE) {
        buf_puts(out, "FFFFFFFFFFFFFFFFFFFF\r\n");
        body(out, r);
    } else if (kind == CHUNKS_UNENDED) {
        buf_printf(out, "%zx\r\n", r->size);
        body(out, r);
        buf_puts(out, "\r\n");
    } else {
        a->again_size = (size_t)snprintf(a->again, sizeof a->again, "400\r\n%01024d\r\n", 0);
        a->times = ENDLESS_KIB;
    }
}

static void make_giant_header(struct buf *out, const struct portal_reply *r, int64_t kib,
                              struct raw_answer *a)
{
    status_line(out, r);
    headers(out, r);
    a->again_size = (size_t)snprintf(a->again, sizeof a->again, "X-Filler: %01012d\r\n", 0);
    a->times = kib;
}

/* Bits of a deflate stream: a code's highest bit first, into the lowest free bit. */
static void put_code(unsigned char *out, size_t *at, unsigned code, int bits)
{
    for (int i = bits - 1; i >= 0; i--) {
        out[*at / 8] |= (unsigned char)(((code >> i) & 1U) << (*at % 8));
        (*at)++;
    }
}

/* One block of fixed codes: a zero byte, then "258 bytes like the last one" for ever. Eight of
 * those are thirteen bytes, which stand for 2,064. */
static void make_bomb(struct buf *out, const struct portal_reply *r, int64_t mib,
                      struct raw_answer *a)
{
    static const unsigned char gzip[10] = {0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
    unsigned char block[24] = {0};
    size_t at = 0;
    put_code(block, &at, 1, 1);    /* the last block */
    put_code(block, &at, 2, 2);    /* fixed codes: 01, lowest bit first */
    put_code(block, &at, 0x30, 8); /* a zero byte */
    for (int i = 0; i < 12; i++) {
        put_code(block, &at, 0xC5, 8); /* length 258 */
        put_code(block, &at, 0, 5);    /* distance 1 */
    }
    memcpy(a->again, block + 2, 13); /* whole bytes of matches: they repeat every thirteen */
    a->again_size = 13;
    a->times = mib * 1024 * 1024 / 2064;
    status_line(out, r);
    headers(out, r);
    buf_printf(out, "Content-Encoding: gzip\r\nContent-Length: %lld\r\n\r\n",
               13LL * a->times + (long long)sizeof gzip + 2);
    buf_add(out, (const char *)gzip, sizeof gzip);
    buf_add(out, (const char *)block, 2);
}

/* SETTINGS, empty, and GOAWAY with no error. */
static void make_goaway(struct buf *out)
{
    static const char frames[] = "\0\0\0\x04\0\0\0\0\0"
                                 "\0\0\x08\x07\0\0\0\0\0\0\0\0\0\0\0\0\0";
    buf_add(out, frames, sizeof frames - 1);
}

static void make(struct buf *out, const struct portal_reply *r, const struct fault *f,
                 struct raw_answer *a)
{
    a->end = RAW_CLOSE;
    if (f->effect == FAULT_CUT) {
        make_cut(out, r, f->value);
        a->end = RAW_RESET;
    } else if (f->effect == FAULT_DRIP) {
        whole(out, r);
        a->pause_ms = f->value > 0 ? f->value : 1;
    } else if (f->effect == FAULT_INTERIM) {
        make_interim(out, r, f->value);
    } else if (f->effect == FAULT_LENGTH) {
        make_length(out, r, f->value);
    } else if (f->effect == FAULT_CHUNKS) {
        make_chunks(out, r, f->value, a);
    } else if (f->effect == FAULT_GIANT_HEADER) {
        make_giant_header(out, r, f->value, a);
    } else if (f->effect == FAULT_GZIP_BOMB) {
        make_bomb(out, r, f->value, a);
    } else if (f->effect == FAULT_GOAWAY) {
        make_goaway(out);
    } else {
        whole(out, r);
        a->end = RAW_HANG_UP;
    }
}

struct err raw_answer_make(const struct portal_reply *honest, const struct fault *fault,
                           struct raw_answer *ret_answer)
{
    struct buf out;
    const size_t cap = honest->size + HEAD_MAX;
    memset(ret_answer, 0, sizeof *ret_answer);
    ret_answer->bytes = malloc(cap);
    if (ret_answer->bytes == NULL) {
        return ERR(ERR_FULL, ENOMEM, "raw: memory");
    }
    buf_init(&out, ret_answer->bytes, cap);
    make(&out, honest, fault, ret_answer);
    ret_answer->size = out.len;
    return ERR_OK;
}

void raw_answer_free(struct raw_answer *a)
{
    free(a->bytes);
    a->bytes = NULL;
}
