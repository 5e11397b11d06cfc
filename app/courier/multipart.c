#include "app/courier/multipart.h"

#include <stdio.h>
#include <string.h>

#include "platform/base/log.h"

#define BOUNDARY 32 /* digits */

static void add_piece(struct multipart *m, enum piece_kind kind, int paper, size_t size)
{
    struct exchange *x = m->x;
    struct piece *last = x->piece_count > 0 ? &x->pieces[x->piece_count - 1] : NULL;
    x->size += size;
    if (kind == PIECE_WORDS && last != NULL && last->kind == PIECE_WORDS) {
        last->size += size;
        return;
    }
    INVARIANT(x->piece_count < PIECES_MAX);
    x->pieces[x->piece_count++] = (struct piece){kind, paper, size};
}

void multipart_words(struct multipart *m, const void *bytes, size_t size)
{
    buf_add(m->words, bytes, size);
    add_piece(m, PIECE_WORDS, 0, size);
}

static void put(struct multipart *m, const char *text)
{
    multipart_words(m, text, strlen(text));
}

struct multipart multipart_begin(struct exchange *x, struct buf *words, const char *hash)
{
    snprintf(x->type, sizeof x->type, "multipart/form-data; boundary=rong%.*s", BOUNDARY, hash);
    return (struct multipart){x, words, hash};
}

/* A name in quotes. */
static void put_quoted(struct multipart *m, const char *text)
{
    put(m, "\"");
    for (const char *at = text; *at != '\0'; at++) {
        const bool bad = (unsigned char)*at < 0x20 || *at == 0x7F || *at == '"' || *at == '\\';
        multipart_words(m, bad ? "_" : at, 1);
    }
    put(m, "\"");
}

static void put_boundary(struct multipart *m)
{
    put(m, "--rong");
    multipart_words(m, m->boundary, BOUNDARY);
}

void multipart_part(struct multipart *m, const char *name, const char *file, const char *type)
{
    if (m->x->piece_count > 0) {
        put(m, "\r\n");
    }
    put_boundary(m);
    put(m, "\r\nContent-Disposition: form-data; name=");
    put_quoted(m, name);
    put(m, "; filename=");
    put_quoted(m, file);
    put(m, "\r\nContent-Type: ");
    put(m, type);
    put(m, "\r\n\r\n");
}

size_t multipart_head_size(const char *name, const char *file, const char *type)
{
    return strlen("\r\n--rong") + BOUNDARY +
           strlen("\r\nContent-Disposition: form-data; name=\"\"; filename=\"\"") + strlen(name) +
           strlen(file) + strlen("\r\nContent-Type: ") + strlen(type) + strlen("\r\n\r\n");
}

void multipart_record(struct multipart *m, const struct parcel *p)
{
    add_piece(m, PIECE_RECORD, 0, p->json_size);
}

void multipart_paper(struct multipart *m, const struct parcel *p, int paper)
{
    add_piece(m, PIECE_PAPER, paper, p->papers[paper].size);
}

struct err multipart_end(struct multipart *m)
{
    put(m, "\r\n");
    put_boundary(m);
    put(m, "--\r\n");
    return m->words->full ? ERR(ERR_FULL, 0, "multipart: more words than there is room for")
                          : ERR_OK;
}
