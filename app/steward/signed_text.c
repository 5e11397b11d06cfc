#include "app/steward/signed_text.h"

#include <stdio.h>
#include <string.h>

#include "platform/base/utf8.h"

#define VERSION "1"
#define WORD    "signature = "
#define LETTERS "abcdefghijklmnopqrstuvwxyz0123456789._"

_Static_assert(sizeof WORD - 1 == 12, "SIGNED_SIGNATURE counts it");

/* Lines of text and nothing else. */
static bool is_plain(const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        const unsigned char c = (unsigned char)bytes[i];
        if ((c < ' ' && c != '\n') || c == 0x7F) {
            return false;
        }
    }
    return size > 0 && bytes[size - 1] == '\n' && utf8_valid(bytes, size);
}

/* The first line says what it is. */
static struct err head(struct signed_text *t, const char *kind)
{
    char word[SIGNED_KEY];
    const int length = snprintf(word, sizeof word, "rong-%s ", kind);
    const size_t n = (size_t)length;
    const char *line = memchr(t->at, '\n', (size_t)(t->end - t->at));
    if (line == NULL || (size_t)(line - t->at) <= n || memcmp(t->at, word, n) != 0) {
        return ERR(ERR_BAD_INPUT, 0, "signed: another kind of text");
    }
    if ((size_t)(line - t->at) != n + sizeof VERSION - 1 ||
        memcmp(t->at + n, VERSION, sizeof VERSION - 1) != 0) {
        return ERR(ERR_VERSION, 0, "signed: of a newer program");
    }
    t->at = line + 1;
    t->line = 1;
    return ERR_OK;
}

static int digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_signature(const char *line, uint8_t ret_signature[SEAL_SIGNATURE])
{
    if (memcmp(line, WORD, sizeof WORD - 1) != 0 || line[SIGNED_SIGNATURE - 1] != '\n') {
        return false;
    }
    for (int i = 0; i < SEAL_SIGNATURE; i++) {
        const int high = digit(line[sizeof WORD - 1 + 2 * (size_t)i]);
        const int low = digit(line[sizeof WORD + 2 * (size_t)i]);
        if (high < 0 || low < 0) {
            return false;
        }
        ret_signature[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

struct err signed_text_open(struct signed_text *ret_text, const char *kind, const char *bytes,
                            size_t size, const uint8_t key[SEAL_KEY])
{
    uint8_t hash[SEAL_HASH];
    uint8_t signature[SEAL_SIGNATURE];
    if (size <= SIGNED_SIGNATURE || size > SIGNED_TEXT_MAX || !is_plain(bytes, size)) {
        return ERR(ERR_BAD_INPUT, 0, "signed: no text, or longer than one may be");
    }
    const size_t body = size - SIGNED_SIGNATURE;
    struct signed_text t = {.at = bytes, .end = bytes + body};
    const struct err e = head(&t, kind);
    if (failed(e)) {
        return e;
    }
    if (bytes[body - 1] != '\n' || !read_signature(bytes + body, signature)) {
        return ERR(ERR_REFUSED, 0, "signed: no signature in the last line");
    }
    seal_hash(bytes, body, hash);
    if (!seal_verify(key, hash, signature)) {
        return ERR(ERR_REFUSED, 0, "signed: not by this key, or changed since");
    }
    *ret_text = t;
    return ERR_OK;
}

struct err signed_text_draft(struct signed_text *ret_text, const char *kind, const char *bytes,
                             size_t size)
{
    if (size > SIGNED_TEXT_MAX - SIGNED_SIGNATURE || !is_plain(bytes, size)) {
        return ERR(ERR_BAD_INPUT, 0, "signed: no text, or longer than one may be");
    }
    *ret_text = (struct signed_text){.at = bytes, .end = bytes + size};
    return head(ret_text, kind);
}

static bool take(const char *from, size_t size, char *out, size_t room)
{
    if (size == 0 || size >= room) {
        return false;
    }
    memcpy(out, from, size);
    out[size] = '\0';
    return true;
}

/* `key = value`, one blank on either side of the sign, none at the ends. */
static bool split(const char *line, size_t size, struct signed_line *ret_line)
{
    const char *sign = memchr(line, '=', size);
    if (sign == NULL || sign - line < 2 || sign[-1] != ' ') {
        return false;
    }
    const size_t before = (size_t)(sign - line) - 1;
    const size_t after = size - before - 2;
    if (after < 2 || sign[1] != ' ' || sign[2] == ' ' || line[size - 1] == ' ') {
        return false;
    }
    return take(line, before, ret_line->key, sizeof ret_line->key) &&
           strspn(ret_line->key, LETTERS) == before &&
           take(sign + 2, after - 1, ret_line->value, sizeof ret_line->value);
}

bool signed_text_next(struct signed_text *t, struct signed_line *ret_line)
{
    while (t->at < t->end && !t->bad) {
        const char *line = t->at;
        const char *stop = memchr(line, '\n', (size_t)(t->end - line));
        const size_t size = (size_t)(stop - line); /* the last byte is a line end */
        t->at = stop + 1;
        t->line++;
        if (size > 0 && line[0] != ';') {
            t->bad = !split(line, size, ret_line);
            return !t->bad;
        }
    }
    return false;
}

void signed_text_hash(const char *bytes, size_t size, char ret_hex[SEAL_HEX])
{
    uint8_t hash[SEAL_HASH];
    seal_hash(bytes, size > SIGNED_SIGNATURE ? size - SIGNED_SIGNATURE : 0, hash);
    seal_hex(hash, ret_hex);
}

struct err signed_text_sign(const char *draft, size_t size, const uint8_t seed[SEAL_KEY], char *out,
                            size_t cap, size_t *ret_size)
{
    uint8_t hash[SEAL_HASH];
    uint8_t signature[SEAL_SIGNATURE];
    if (size > SIGNED_TEXT_MAX - SIGNED_SIGNATURE || size + SIGNED_SIGNATURE > cap) {
        return ERR(ERR_FULL, 0, "signed: longer than a text may be");
    }
    seal_hash(draft, size, hash);
    seal_sign(seed, hash, signature);
    memcpy(out, draft, size);
    char *at = out + size;
    memcpy(at, WORD, sizeof WORD - 1);
    at += sizeof WORD - 1;
    for (int i = 0; i < SEAL_SIGNATURE; i++) {
        *at++ = "0123456789abcdef"[signature[i] >> 4];
        *at++ = "0123456789abcdef"[signature[i] & 15];
    }
    *at = '\n';
    *ret_size = size + SIGNED_SIGNATURE;
    return ERR_OK;
}
