#include "app/outbox/bundle.h"

#include <stdio.h>
#include <string.h>

#define MAGIC          "RONGCASE"
#define UUID_ROOM      40
#define PROCEDURE_ROOM 16
#define HEX_ROOM       72

#define AT_VERSION     8
#define AT_PAPERS      12
#define AT_TARGET      16
#define AT_RECORD      48
#define AT_SEALED      80
#define AT_SIZE        112
#define AT_SAVED       120
#define AT_UUID        128
#define AT_PROCEDURE   168
#define AT_SLIP        184
#define AT_TOKEN       256
#define AT_TRIES       328

_Static_assert(AT_UUID + UUID_ROOM == AT_PROCEDURE, "the head's places: procedure");
_Static_assert(AT_PROCEDURE + PROCEDURE_ROOM == AT_SLIP, "the head's places: slip");
_Static_assert(AT_SLIP + HEX_ROOM == AT_TOKEN, "the head's places: token");
_Static_assert(AT_TOKEN + HEX_ROOM == AT_TRIES && AT_TRIES + 8 == BUNDLE_FIXED,
               "the head's places: papers");

void bundle_target(const struct seal_public *key, uint8_t ret_hash[SEAL_HASH])
{
    seal_hash(key->key, sizeof key->key, ret_hash);
}

void bundle_fingerprint(const uint8_t target[SEAL_HASH], char ret_text[BUNDLE_FINGERPRINT])
{
    char hex[SEAL_HEX];
    seal_hex(target, hex);
    snprintf(ret_text, BUNDLE_FINGERPRINT, "%.4s %.4s %.4s %.4s", hex, hex + 4, hex + 8, hex + 12);
}

/* --- writing ---------------------------------------------------------------------------------- */

static void put_number(uint8_t *at, uint64_t n, int bytes)
{
    for (int i = 0; i < bytes; i++) {
        at[i] = (uint8_t)(n >> (8 * i) & 0xFF);
    }
}

size_t bundle_write_head(const struct bundle_head *head, uint8_t out[BUNDLE_HEAD_MAX])
{
    uint8_t *at = out + BUNDLE_FIXED;
    memset(out, 0, BUNDLE_HEAD_MAX);
    memcpy(out, MAGIC, AT_VERSION);
    put_number(out + AT_VERSION, BUNDLE_VERSION, 4);
    put_number(out + AT_PAPERS, (uint64_t)head->paper_count, 4);
    memcpy(out + AT_TARGET, head->target, SEAL_HASH);
    memcpy(out + AT_RECORD, head->record_sha256, SEAL_HASH);
    memcpy(out + AT_SEALED, head->sealed_sha256, SEAL_HASH);
    put_number(out + AT_SIZE, head->sealed_size, 8);
    put_number(out + AT_SAVED, (uint64_t)head->saved_at, 8);
    memcpy(out + AT_UUID, head->uuid, strlen(head->uuid));
    memcpy(out + AT_PROCEDURE, head->procedure, strlen(head->procedure));
    memcpy(out + AT_SLIP, head->slip_sha256, strlen(head->slip_sha256));
    memcpy(out + AT_TOKEN, head->token_sha256, strlen(head->token_sha256));
    put_number(out + AT_TRIES, (uint64_t)head->tries, 8);
    for (int i = 0; i < head->paper_count; i++, at += BUNDLE_PAPER) {
        memcpy(at, head->papers[i].sha256, SEAL_HASH);
        put_number(at + SEAL_HASH, head->papers[i].size, 8);
    }
    seal_hash(out, (size_t)(at - out), at);
    return (size_t)(at - out) + SEAL_HASH;
}

/* --- reading ---------------------------------------------------------------------------------- */

static uint64_t get_number(const uint8_t *at, int bytes)
{
    uint64_t n = 0;
    for (int i = bytes - 1; i >= 0; i--) {
        n = n << 8 | at[i];
    }
    return n;
}

/* A text of these letters only, NUL behind it and nothing else. */
static bool get_text(const uint8_t *at, size_t room, const char *letters, char *ret_text,
                     size_t size)
{
    char text[HEX_ROOM + 1] = "";
    memcpy(text, at, room);
    const size_t len = strlen(text);
    for (size_t i = len; i < room; i++) {
        if (at[i] != 0) {
            return false;
        }
    }
    if (len >= size || strspn(text, letters) != len) {
        return false;
    }
    memcpy(ret_text, text, len + 1);
    return true;
}

static bool get_uuid(const uint8_t *at, char ret_uuid[37])
{
    return get_text(at, UUID_ROOM, "0123456789abcdef-", ret_uuid, 37) && strlen(ret_uuid) == 36;
}

static bool get_hex(const uint8_t *at, char ret_hex[SEAL_HEX])
{
    return get_text(at, HEX_ROOM, "0123456789abcdef", ret_hex, SEAL_HEX) &&
           (ret_hex[0] == '\0' || strlen(ret_hex) == SEAL_HEX - 1);
}

static bool get_texts(const uint8_t *bytes, struct bundle_head *h)
{
    static const char letters[] =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.-_";
    return get_uuid(bytes + AT_UUID, h->uuid) &&
           get_text(bytes + AT_PROCEDURE, PROCEDURE_ROOM, letters, h->procedure,
                    sizeof h->procedure) &&
           get_hex(bytes + AT_SLIP, h->slip_sha256) && get_hex(bytes + AT_TOKEN, h->token_sha256);
}

static bool is_hash_of(const void *bytes, size_t size, const uint8_t hash[SEAL_HASH])
{
    uint8_t own[SEAL_HASH];
    seal_hash(bytes, size, own);
    return memcmp(own, hash, SEAL_HASH) == 0;
}

/* Everything in front of the papers; the head's own hash was compared before. */
static bool get_head(const uint8_t *bytes, struct bundle_head *h)
{
    memcpy(h->target, bytes + AT_TARGET, SEAL_HASH);
    memcpy(h->record_sha256, bytes + AT_RECORD, SEAL_HASH);
    memcpy(h->sealed_sha256, bytes + AT_SEALED, SEAL_HASH);
    h->sealed_size = get_number(bytes + AT_SIZE, 8);
    h->saved_at = (int64_t)get_number(bytes + AT_SAVED, 8);
    const uint64_t tries = get_number(bytes + AT_TRIES, 8);
    h->tries = tries <= BUNDLE_TRIES ? (int)tries : 0;
    bool good = h->sealed_size <= BUNDLE_SEALED_MAX;
    const uint8_t *at = bytes + BUNDLE_FIXED;
    for (int i = 0; i < h->paper_count; i++, at += BUNDLE_PAPER) {
        memcpy(h->papers[i].sha256, at, SEAL_HASH);
        h->papers[i].size = get_number(at + SEAL_HASH, 8);
        good = good && h->papers[i].size <= BUNDLE_PAPER_MAX;
    }
    return good && h->saved_at >= 0 && tries <= BUNDLE_TRIES && get_texts(bytes, h);
}

/* The next piece behind what was taken already; NULL when it is not there or damaged. */
static const uint8_t *take_piece(const uint8_t **at, size_t *left, uint64_t size,
                                 const uint8_t hash[SEAL_HASH])
{
    const uint8_t *piece = *at;
    if (size > *left || !is_hash_of(piece, (size_t)size, hash)) {
        return NULL;
    }
    *at += size;
    *left -= (size_t)size;
    return piece;
}

static bool take_pieces(const uint8_t *at, size_t left, struct bundle *b)
{
    b->sealed = take_piece(&at, &left, b->head.sealed_size, b->head.sealed_sha256);
    bool good = b->sealed != NULL;
    for (int i = 0; i < b->head.paper_count && good; i++) {
        b->papers[i] = take_piece(&at, &left, b->head.papers[i].size, b->head.papers[i].sha256);
        good = b->papers[i] != NULL;
    }
    return good && left == 0;
}

struct err bundle_read(const void *bytes, size_t size, struct bundle *ret_bundle)
{
    const uint8_t *b = bytes;
    struct bundle read = {.sealed = NULL};
    if (size < AT_TARGET || memcmp(b, MAGIC, AT_VERSION) != 0) {
        return ERR(ERR_BAD_INPUT, 0, "bundle: this is no exported application");
    }
    if (get_number(b + AT_VERSION, 4) != BUNDLE_VERSION) {
        return ERR(ERR_VERSION, 0, "bundle: of another version");
    }
    const uint64_t papers = get_number(b + AT_PAPERS, 4);
    const size_t head =
        BUNDLE_FIXED + (size_t)(papers <= RECORD_PAPERS_MAX ? papers : 0) * BUNDLE_PAPER;
    if (papers > RECORD_PAPERS_MAX || size < head + SEAL_HASH || !is_hash_of(b, head, b + head)) {
        return ERR(ERR_CORRUPT, 0, "bundle: cut short or damaged");
    }
    read.head.paper_count = (int)papers;
    if (!get_head(b, &read.head) ||
        !take_pieces(b + head + SEAL_HASH, size - head - SEAL_HASH, &read)) {
        return ERR(ERR_CORRUPT, 0, "bundle: cut short or damaged");
    }
    *ret_bundle = read;
    return ERR_OK;
}
