/* One application on its way to another kiosk: the file UUID.rong on a stick. A head, the sealed
 * part, then the papers as they lie in papers/. Numbers are little-endian, texts NUL-padded:
 *
 *   magic 8, u32 version, u32 papers, then hashes of 32 bytes: the other kiosk's public key, the
 *   record, the sealed part; u64 bytes of the sealed part, i64 saved, uuid 40, procedure 16, the
 *   slip's hash in hex 72 (left empty), the token's 72, u64 tries, then per paper its hash and u64
 *   bytes, then the hash of the whole head.
 *
 * So every byte stands under a hash, and nothing in it is of a citizen in plain. Pure; any thread.
 */
#ifndef APP_OUTBOX_BUNDLE_H
#define APP_OUTBOX_BUNDLE_H

#include <stdint.h>

#include "app/outbox/record.h"
#include "app/outbox/seal.h"

#define BUNDLE_SUFFIX   ".rong"
#define BUNDLE_VERSION  1
#define BUNDLE_TRIES    1000000 /* no kiosk tries so often */
#define BUNDLE_FIXED    336
#define BUNDLE_PAPER    (SEAL_HASH + 8)
#define BUNDLE_HEAD_MAX (BUNDLE_FIXED + RECORD_PAPERS_MAX * BUNDLE_PAPER + SEAL_HASH)

/* The largest there can be: nothing beyond is read. Sealing makes each part somewhat longer. */
#define BUNDLE_SEALED_MAX ((size_t)1024 * 1024)
#define BUNDLE_SEALING    ((size_t)64 * 1024) /* more than a sealed paper is longer */
#define BUNDLE_PAPER_MAX  (RECORD_PAPER_BYTES + BUNDLE_SEALING)
#define BUNDLE_MAX                                                                                 \
    (BUNDLE_HEAD_MAX + BUNDLE_SEALED_MAX + RECORD_PAPERS_TOTAL + RECORD_PAPERS_MAX * BUNDLE_SEALING)

struct bundle_head {
    char uuid[37];
    char procedure[16];
    int64_t saved_at;            /* Unix seconds */
    char slip_sha256[SEAL_HEX];  /* "": its 12 digits would be found from it on a lost stick */
    char token_sha256[SEAL_HEX]; /* "" = not known */
    int tries;                   /* of which something may have left the other kiosk */
    uint8_t target[SEAL_HASH];   /* of the public key of the kiosk it is for */
    uint8_t record_sha256[SEAL_HASH];
    uint8_t sealed_sha256[SEAL_HASH];
    uint64_t sealed_size;
    int paper_count;
    struct {
        uint8_t sha256[SEAL_HASH]; /* of the sealed file, whose name it is */
        uint64_t size;
    } papers[RECORD_PAPERS_MAX];
};

/* A bundle in memory; the pointers lead into the bytes it was read from. */
struct bundle {
    struct bundle_head head;
    const uint8_t *sealed;
    const uint8_t *papers[RECORD_PAPERS_MAX];
};

/* Writes the head; returns its size. */
size_t bundle_write_head(const struct bundle_head *head, uint8_t out[BUNDLE_HEAD_MAX]);

/* Reads a whole file and compares every hash; sizes that cannot be are damage. ERR_BAD_INPUT: it is
 * none; ERR_VERSION: of a newer program; ERR_CORRUPT: cut short or damaged. */
MUST_USE struct err bundle_read(const void *bytes, size_t size, struct bundle *ret_bundle);

/* The SHA-256 of a public key. */
void bundle_target(const struct seal_public *key, uint8_t ret_hash[SEAL_HASH]);

#define BUNDLE_FINGERPRINT 20 /* "1a2b 3c4d 5e6f 7a8b" with its NUL */

/* The beginning of such a hash for two people to compare. */
void bundle_fingerprint(const uint8_t target[SEAL_HASH], char ret_text[BUNDLE_FINGERPRINT]);

#endif
