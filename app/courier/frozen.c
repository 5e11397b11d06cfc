#include "app/courier/frozen.h"

#include <string.h>

#include "platform/base/secret.h"

/* "RQ1", the number of pieces; per piece its kind, its paper and eight bytes of size, lowest first;
 * then the words. */
#define MAGIC "RQ1"
#define HEAD  4
#define PIECE 10

bool frozen_needed(const struct exchange *x)
{
    for (int i = 0; i < x->piece_count; i++) {
        if (x->pieces[i].kind == PIECE_WORDS) {
            return true;
        }
    }
    return false;
}

static size_t plain_size(const struct exchange *x, const struct buf *words)
{
    return HEAD + (size_t)x->piece_count * PIECE + words->len;
}

size_t frozen_size(const struct exchange *x, const struct buf *words)
{
    return plain_size(x, words) + SEAL_OVERHEAD;
}

struct err frozen_seal(const struct seal_secret *key, const struct exchange *x,
                       const struct buf *words, struct arena *scratch, uint8_t *out, size_t cap,
                       size_t *ret_size)
{
    const struct seal_public to = seal_public_of(key);
    const size_t size = plain_size(x, words);
    uint8_t *plain = arena_alloc(scratch, size);
    if (plain == NULL) {
        return ERR(ERR_FULL, 0, "frozen: no room");
    }
    memcpy(plain, MAGIC, 3);
    plain[3] = (uint8_t)x->piece_count;
    uint8_t *at = plain + HEAD;
    for (int i = 0; i < x->piece_count; i++, at += PIECE) {
        at[0] = (uint8_t)x->pieces[i].kind;
        at[1] = (uint8_t)x->pieces[i].paper;
        for (int k = 0; k < 8; k++) {
            at[2 + k] = (uint8_t)((uint64_t)x->pieces[i].size >> (8 * k));
        }
    }
    memcpy(at, words->data, words->len);
    return seal_box(&to, plain, size, out, cap, ret_size);
}

static size_t get_size(const uint8_t *at)
{
    uint64_t n = 0;
    for (int k = 7; k >= 0; k--) {
        n = n << 8 | at[k];
    }
    return n <= SIZE_MAX ? (size_t)n : SIZE_MAX;
}

static struct err read_plain(const uint8_t *plain, size_t size, struct exchange *x,
                             struct buf *words)
{
    const size_t count = size >= HEAD ? plain[3] : 0;
    if (size < HEAD + count * PIECE || memcmp(plain, MAGIC, 3) != 0 || count > PIECES_MAX) {
        return ERR(ERR_CORRUPT, 0, "frozen: no frozen request");
    }
    size_t own = 0;
    size_t whole = 0;
    for (size_t i = 0; i < count; i++) {
        const uint8_t *at = plain + HEAD + i * PIECE;
        if (at[0] > PIECE_PAPER) {
            return ERR(ERR_CORRUPT, 0, "frozen: no piece of a request");
        }
        x->pieces[i] = (struct piece){(enum piece_kind)at[0], at[1], get_size(at + 2)};
        own += x->pieces[i].kind == PIECE_WORDS ? x->pieces[i].size : 0;
        whole += x->pieces[i].size;
    }
    x->piece_count = (int)count;
    buf_clear(words);
    buf_add(words, plain + HEAD + count * PIECE, size - HEAD - count * PIECE);
    return words->full || own != words->len || whole != x->size
               ? ERR(ERR_CORRUPT, 0, "frozen: pieces and words differ")
               : ERR_OK;
}

struct err frozen_open(const struct seal_secret *key, const uint8_t *sealed, size_t size,
                       struct exchange *x, struct buf *words)
{
    struct arena memory = {0};
    bool locked = false;
    size_t got = 0;
    struct err e = secret_open(&memory, size + 64, &locked);
    if (failed(e)) {
        return e;
    }
    uint8_t *plain = arena_alloc(&memory, size);
    e = seal_unbox(key, sealed, size, plain, size, &got);
    if (!failed(e)) {
        e = read_plain(plain, got, x, words);
    }
    secret_close(&memory);
    return e;
}
