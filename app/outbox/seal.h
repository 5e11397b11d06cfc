/* Sealing: what the kiosk saves only the courier's secret key opens (reference/
 * fleet-reliability-security.md 3.2). A box is version, key id and a libsodium sealed box; a paper
 * is a secretstream under its own random key, which lies inside the sealed record. The only user of
 * libsodium beside seal_pin.c. Any thread. */
#ifndef APP_OUTBOX_SEAL_H
#define APP_OUTBOX_SEAL_H

#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"

#define SEAL_KEY      32
#define SEAL_HASH     32
#define SEAL_HEX      65                     /* a hash in hex with its NUL */
#define SEAL_KEY_ID   8                      /* first bytes of the public key's hash */
#define SEAL_OVERHEAD (1 + SEAL_KEY_ID + 48) /* bytes a box is longer than what is inside */

struct seal_public {
    uint8_t key[SEAL_KEY];
};

struct seal_secret {
    uint8_t key[SEAL_KEY];
};

/* Must have been called once before any other; cheap to repeat. ERR_IO without randomness. */
MUST_USE struct err seal_start(void);

/* A new pair. */
void seal_pair(struct seal_public *ret_public, struct seal_secret *ret_secret);

/* The public half of a secret key. */
struct seal_public seal_public_of(const struct seal_secret *secret);

/* Seals size bytes; out needs size + SEAL_OVERHEAD. ERR_FULL when cap is smaller. */
MUST_USE struct err seal_box(const struct seal_public *to, const void *plain, size_t size,
                             uint8_t *out, size_t cap, size_t *ret_size);

/* Opens a box. ERR_NOT_FOUND: sealed to another key; ERR_CORRUPT: damaged; ERR_VERSION. */
MUST_USE struct err seal_unbox(const struct seal_secret *key, const uint8_t *box, size_t size,
                               uint8_t *out, size_t cap, size_t *ret_size);

/* Takes the sealed bytes of a paper piece by piece. */
struct seal_sink {
    struct err (*write)(void *context, const void *bytes, size_t size);
    void *context;
};

/* Draws a key, seals size bytes with it into sink and tells the SHA-256 of the sealed bytes. */
MUST_USE struct err seal_paper(const void *plain, size_t size, struct seal_sink sink,
                               uint8_t ret_key[SEAL_KEY], uint8_t ret_sealed_hash[SEAL_HASH]);

/* The same under a key that the caller has; seal_open_paper opens it. */
MUST_USE struct err seal_with(const uint8_t key[SEAL_KEY], const void *plain, size_t size,
                              struct seal_sink sink);

/* Opens a sealed paper whole. ERR_CORRUPT when a byte is changed, missing or too many. */
MUST_USE struct err seal_open_paper(const uint8_t key[SEAL_KEY], const uint8_t *sealed, size_t size,
                                    uint8_t *out, size_t cap, size_t *ret_size);

#define SEAL_SIGNATURE 64

/* A new pair for signing (Ed25519); the seed is the secret. */
void seal_sign_pair(uint8_t ret_public[SEAL_KEY], uint8_t ret_seed[SEAL_KEY]);

/* The public half of a seed. */
void seal_sign_public(const uint8_t seed[SEAL_KEY], uint8_t ret_public[SEAL_KEY]);

/* Signs a hash, and judges a signature of one. */
void seal_sign(const uint8_t seed[SEAL_KEY], const uint8_t hash[SEAL_HASH],
               uint8_t ret_signature[SEAL_SIGNATURE]);
bool seal_verify(const uint8_t public[SEAL_KEY], const uint8_t hash[SEAL_HASH],
                 const uint8_t signature[SEAL_SIGNATURE]);

/* SHA-256 of size bytes. */
void seal_hash(const void *bytes, size_t size, uint8_t ret_hash[SEAL_HASH]);

/* The same of a file that is mapped and larger than the memory it may take: behind every SEAL_PIECE
 * bytes rest(context) lets go of what was read. */
#define SEAL_PIECE ((size_t)1 << 20)
void seal_hash_in_pieces(const void *bytes, size_t size, void (*rest)(const void *context),
                         const void *context, uint8_t ret_hash[SEAL_HASH]);

/* HMAC-SHA-256 of size bytes under a key. */
void seal_mac(const uint8_t key[SEAL_KEY], const void *bytes, size_t size,
              uint8_t ret_mac[SEAL_HASH]);

/* 32 bytes as 64 lower-case hex digits. */
void seal_hex(const uint8_t bytes[SEAL_HASH], char ret_hex[SEAL_HEX]);

/* 64 lower-case hex digits at the start of text as 32 bytes; false when they are none. */
bool seal_unhex(const char *text, uint8_t ret_bytes[SEAL_HASH]);

/* Overwrites memory that held a secret or a citizen's data. */
void seal_forget(void *bytes, size_t size);

#endif
