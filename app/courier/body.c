#include "app/courier/body.h"

#include <string.h>

#include "platform/base/log.h"
#include "platform/base/secret.h"

/* Whether the record, or the paper, is as long as when the request was first made. */
static bool is_parcels(const struct piece *p, const struct parcel *parcel)
{
    return p->kind == PIECE_RECORD
               ? p->size == parcel->json_size
               : p->paper < parcel->paper_count && p->size == parcel->papers[p->paper].size;
}

/* Makes the piece that is on readable. */
static struct err open_piece(struct body *b)
{
    const struct piece *p = &b->x->pieces[b->piece];
    if (p->kind == PIECE_WORDS) {
        b->bytes = b->words + b->words_at;
        b->words_at += p->size;
    } else if (!is_parcels(p, b->parcel)) {
        b->error = ERR(ERR_CORRUPT, 0, "body: a piece of another application");
    } else if (p->kind == PIECE_RECORD) {
        b->bytes = b->parcel->json;
    } else {
        b->error = dispatch_paper(b->outbox, b->parcel, p->paper, &b->paper, &b->bytes);
    }
    return b->error;
}

static void close_piece(struct body *b)
{
    secret_close(&b->paper);
    b->paper = (struct arena){0};
    b->bytes = NULL;
    b->at = 0;
}

static struct err read_some(struct http_source *source, void *out, size_t cap, size_t *ret_size)
{
    struct body *b = (struct body *)source;
    *ret_size = 0;
    while (b->piece < b->x->piece_count && *ret_size < cap) {
        const size_t size = b->x->pieces[b->piece].size;
        if (b->bytes == NULL) {
            const struct err e = open_piece(b);
            if (failed(e)) {
                return e;
            }
        }
        const size_t room = cap - *ret_size;
        const size_t take = size - b->at < room ? size - b->at : room;
        memcpy((char *)out + *ret_size, (const char *)b->bytes + b->at, take);
        *ret_size += take;
        b->at += take;
        if (b->at == size) {
            close_piece(b);
            b->piece++;
        }
    }
    return ERR_OK;
}

static struct err rewind_all(struct http_source *source)
{
    struct body *b = (struct body *)source;
    close_piece(b);
    b->piece = 0;
    b->words_at = 0;
    return ERR_OK;
}

void body_open(struct body *b, const struct exchange *x, const struct buf *words,
               const struct parcel *parcel, struct outbox *outbox)
{
    *b = (struct body){.source = {read_some, rewind_all},
                       .x = x,
                       .words = words == NULL ? NULL : words->data,
                       .parcel = parcel,
                       .outbox = outbox,
                       .error = ERR_OK};
}

struct err body_give(struct body *b, struct http_request *request)
{
    request->size = b->x->size;
    INVARIANT(b->x->from == 0 ||
              (b->x->piece_count == 1 && b->x->from + b->x->size == b->x->pieces[0].size));
    if (b->x->piece_count > 1) {
        request->source = &b->source;
        return rewind_all(&b->source);
    }
    if (b->x->piece_count == 1 && b->bytes == NULL) {
        const struct err e = open_piece(b);
        if (failed(e)) {
            return e;
        }
    }
    request->body = b->bytes == NULL ? NULL : (const char *)b->bytes + b->x->from;
    return ERR_OK;
}

void body_close(struct body *b)
{
    close_piece(b);
}
