#include "platform/sim/portal/mutate.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define SPARE 64 /* bytes a body may grow by */

/* xorshift64*: enough for spoiling. */
static uint64_t next(uint64_t *state)
{
    uint64_t x = *state;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    *state = x;
    return x * 0x2545F4914F6CDD1DU;
}

static size_t below(uint64_t *state, size_t limit)
{
    return limit == 0 ? 0 : (size_t)(next(state) >> 11) % limit;
}

/* Puts text in at a place, as far as there is room. */
static size_t insert(char *body, size_t size, size_t cap, size_t at, const char *text, size_t len)
{
    if (size + len > cap) {
        return size;
    }
    memmove(body + at + len, body + at, size - at);
    memcpy(body + at, text, len);
    return size + len;
}

/* Pieces that have broken readers of JSON before. */
static size_t insert_piece(char *body, size_t size, size_t cap, size_t at, size_t which)
{
    static const char *const pieces[] = {
        "\"", "{",    "}",       "[",      "]",        ",",    ":",
        "\\", "\\u",  "\\ud800", "\xff",   "\xc0\x80", "null", "1e999",
        "-",  "true", "\\u0000", "<html>", "\r\n\r\n", "0x10", "//"};
    const char *piece = pieces[which % (sizeof pieces / sizeof pieces[0])];
    return insert(body, size, cap, at, piece, strlen(piece));
}

static size_t cut_out(char *body, size_t size, size_t at, size_t len)
{
    len = len < size - at ? len : size - at;
    memmove(body + at, body + at + len, size - at - len);
    return size - len;
}

/* One change. */
static size_t spoil(char *body, size_t size, size_t cap, uint64_t *state)
{
    char piece[16];
    const size_t at = below(state, size);
    const size_t len = 1 + below(state, sizeof piece);
    switch (below(state, 7)) {
    case 0:
        body[at] = (char)(body[at] ^ (char)(1U << below(state, 8)));
        return size;
    case 1:
        body[at] = (char)below(state, 256);
        return size;
    case 2:
        return cut_out(body, size, at, len);
    case 3:
        return at;
    case 4:
        return insert_piece(body, size, cap, at, below(state, 1000));
    case 5:
        if (at + len > size) {
            return size;
        }
        memcpy(piece, body + at, len);
        return insert(body, size, cap, below(state, size), piece, len);
    default:
        body[at] = '\0';
        return size;
    }
}

static const char *member(const json_t *o, const char *name)
{
    const char *text = json_string_value(json_object_get(o, name));
    return text == NULL ? "" : text;
}

static bool same_member(const json_t *a, const json_t *b, const char *name)
{
    return strcmp(member(a, name), member(b, name)) == 0;
}

/* Would it be believed, and wrongly? */
static bool undetectable(const char *honest, size_t honest_size, const char *body, size_t size)
{
    json_t *a = json_loadb(honest, honest_size, 0, NULL);
    json_t *b = json_loadb(body, size, JSON_REJECT_DUPLICATES, NULL);
    const bool number_changed = !same_member(a, b, "file_number") || !same_member(a, b, "MaHoSo") ||
                                !same_member(a, b, "IdTepTin") ||
                                !same_member(a, b, "access_token");
    const bool wrong = json_is_object(b) && same_member(a, b, "uuid") &&
                       same_member(a, b, "sha256") && number_changed;
    json_decref(a);
    json_decref(b);
    return wrong;
}

void mutate_reply(struct portal_reply *r, uint64_t seed)
{
    uint64_t state = seed | 1U;
    const size_t cap = r->size + SPARE;
    char *body = r->size == 0 ? NULL : malloc(cap + 1);
    if (body == NULL) {
        return;
    }
    size_t size = 0;
    do {
        memcpy(body, r->body, r->size);
        size = r->size;
        for (size_t n = 1 + below(&state, 4); n > 0 && size > 0; n--) {
            size = spoil(body, size, cap, &state);
        }
    } while (undetectable(r->body, r->size, body, size));
    body[size] = '\0';
    free(r->body);
    r->body = body;
    r->size = size;
}
