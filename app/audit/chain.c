#include "app/audit/chain.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define HASH_DIGITS      (SEAL_HEX - 1)
#define SIGNATURE_DIGITS (2 * SEAL_SIGNATURE)
#define FIELDS           7

void chain_begin(struct chain *c)
{
    *c = (struct chain){.seq = 0};
    memset(c->hash, '0', HASH_DIGITS);
    memset(c->sealed_hash, '0', HASH_DIGITS);
}

/* The hash of a line whose text before it has that length, with the hash before in front. */
static void hash_line(const char *before, const char *text, size_t length,
                      uint8_t ret_hash[SEAL_HASH])
{
    char both[HASH_DIGITS + CHAIN_LINE];
    memcpy(both, before, HASH_DIGITS);
    memcpy(both + HASH_DIGITS, text, length);
    seal_hash(both, HASH_DIGITS + length, ret_hash);
}

static void note_seal(struct chain *c, int64_t seconds)
{
    c->sealed = c->seq;
    c->sealed_at = seconds;
    memcpy(c->sealed_hash, c->hash, SEAL_HEX);
}

size_t chain_write(struct chain *c, const struct chain_entry *entry, const uint8_t *seed, char *out)
{
    uint8_t hash[SEAL_HASH];
    char number[24];
    (void)snprintf(number, sizeof number, "%" PRId64, entry->b);
    int size =
        snprintf(out, CHAIN_LINE, "%" PRIu64 " %" PRId64 " %s %" PRId64 " %s", c->seq + 1,
                 entry->seconds, entry->name, entry->a, entry->text != NULL ? entry->text : number);
    hash_line(c->hash, out, (size_t)size, hash);
    c->seq++;
    c->unfinished = false;
    seal_hex(hash, c->hash);
    size += snprintf(out + size, CHAIN_LINE - (size_t)size, " %s", c->hash);
    if (seed != NULL) {
        uint8_t signature[SEAL_SIGNATURE];
        char first[SEAL_HEX];
        char second[SEAL_HEX];
        seal_sign(seed, hash, signature);
        seal_hex(signature, first);
        seal_hex(signature + SEAL_HASH, second);
        size += snprintf(out + size, CHAIN_LINE - (size_t)size, " %s%s", first, second);
        note_seal(c, entry->seconds);
    }
    out[size++] = '\n';
    return (size_t)size;
}

/* A line in its fields, each ended where its space was; 0 when it has too many or too few. */
struct fields {
    char text[CHAIN_LINE];
    const char *at[FIELDS];
    int count;
};

static bool split(const char *line, size_t length, struct fields *f)
{
    f->count = 0;
    if (length >= sizeof f->text || memchr(line, '\0', length) != NULL) {
        return false;
    }
    memcpy(f->text, line, length);
    f->text[length] = '\0';
    for (char *at = f->text; at != NULL && f->count < FIELDS; f->count++) {
        f->at[f->count] = at;
        at = strchr(at, ' ');
        if (at != NULL) {
            *at++ = '\0';
            if (f->count == FIELDS - 1) {
                return false;
            }
        }
    }
    return f->count >= FIELDS - 1 && strlen(f->at[5]) == HASH_DIGITS &&
           (f->count < FIELDS || strlen(f->at[6]) == SIGNATURE_DIGITS);
}

static bool is_signed(const struct fields *f, const uint8_t *key)
{
    uint8_t hash[SEAL_HASH];
    uint8_t signature[SEAL_SIGNATURE];
    return f->count == FIELDS && seal_unhex(f->at[5], hash) && seal_unhex(f->at[6], signature) &&
           seal_unhex(f->at[6] + HASH_DIGITS, signature + SEAL_HASH) &&
           seal_verify(key, hash, signature);
}

/* The first line that is kept says itself where the chain stood: its signature proves it. */
static bool adopt(struct chain *c, const struct fields *f)
{
    uint64_t seq = 0;
    if (strcmp(f->at[2], "FILE") != 0 || strlen(f->at[4]) != HASH_DIGITS ||
        sscanf(f->at[0], "%" SCNu64, &seq) != 1 || seq == 0) {
        return false;
    }
    c->seq = seq - 1;
    memcpy(c->hash, f->at[4], SEAL_HEX);
    return true;
}

static bool follows(const struct chain *c, const struct fields *f, const char *line)
{
    uint64_t seq = 0;
    uint8_t hash[SEAL_HASH];
    char hex[SEAL_HEX];
    hash_line(c->hash, line, (size_t)(f->at[5] - f->text) - 1, hash);
    seal_hex(hash, hex);
    return sscanf(f->at[0], "%" SCNu64, &seq) == 1 && seq == c->seq + 1 &&
           strcmp(hex, f->at[5]) == 0;
}

enum chain_verdict chain_take(struct chain *c, const char *line, size_t length, const uint8_t *key,
                              bool first)
{
    struct fields f;
    int64_t seconds = 0;
    if (!split(line, length, &f)) {
        c->unfinished = true; /* only a line that says so goes on; a full disk may tear that, too */
        return first ? CHAIN_BROKEN : CHAIN_OK;
    }
    if ((first && !adopt(c, &f)) || !follows(c, &f, line) ||
        (c->unfinished && strcmp(f.at[2], "TORN") != 0)) {
        return CHAIN_BROKEN;
    }
    const bool seals = strcmp(f.at[2], "FILE") == 0 || strcmp(f.at[2], "CHECKPOINT") == 0;
    if (seals && key != NULL && !is_signed(&f, key)) {
        return CHAIN_UNSIGNED;
    }
    c->torn += c->unfinished;
    c->unfinished = false;
    c->seq++;
    memcpy(c->hash, f.at[5], SEAL_HEX);
    (void)sscanf(f.at[1], "%" SCNd64, &seconds);
    if (seals) {
        note_seal(c, seconds);
    }
    return c->seq - c->sealed > CHAIN_UNSEALED ? CHAIN_UNSEALED_LONG : CHAIN_OK;
}
