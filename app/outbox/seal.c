#include "app/outbox/seal.h"

#include <sodium.h>
#include <string.h>

#define BOX_VERSION 1
#define CHUNK       32768u
#define CHUNK_EXTRA crypto_secretstream_xchacha20poly1305_ABYTES
#define HEADER      crypto_secretstream_xchacha20poly1305_HEADERBYTES

static const uint8_t paper_magic[4] = {'R', 'P', 'P', '1'};

_Static_assert(SEAL_KEY == crypto_box_PUBLICKEYBYTES, "one key size: public");
_Static_assert(SEAL_KEY == crypto_box_SECRETKEYBYTES, "one key size: secret");
_Static_assert(SEAL_KEY == crypto_secretstream_xchacha20poly1305_KEYBYTES, "one key size: papers");
_Static_assert(SEAL_OVERHEAD == 1 + SEAL_KEY_ID + crypto_box_SEALBYTES, "box overhead");

struct err seal_start(void)
{
    return sodium_init() >= 0 ? ERR_OK : ERR(ERR_IO, 0, "seal: no randomness");
}

void seal_pair(struct seal_public *ret_public, struct seal_secret *ret_secret)
{
    crypto_box_keypair(ret_public->key, ret_secret->key);
}

struct seal_public seal_public_of(const struct seal_secret *secret)
{
    struct seal_public p;
    crypto_scalarmult_base(p.key, secret->key);
    return p;
}

static void key_id(const struct seal_public *key, uint8_t ret_id[SEAL_KEY_ID])
{
    uint8_t hash[SEAL_HASH];
    seal_hash(key->key, sizeof key->key, hash);
    memcpy(ret_id, hash, SEAL_KEY_ID);
}

struct err seal_box(const struct seal_public *to, const void *plain, size_t size, uint8_t *out,
                    size_t cap, size_t *ret_size)
{
    if (cap < SEAL_OVERHEAD || size > cap - SEAL_OVERHEAD) {
        return ERR(ERR_FULL, 0, "seal: box");
    }
    out[0] = BOX_VERSION;
    key_id(to, out + 1);
    if (crypto_box_seal(out + 1 + SEAL_KEY_ID, plain, size, to->key) != 0) {
        return ERR(ERR_BAD_INPUT, 0, "seal: the public key is none");
    }
    *ret_size = size + SEAL_OVERHEAD;
    return ERR_OK;
}

struct err seal_unbox(const struct seal_secret *key, const uint8_t *box, size_t size, uint8_t *out,
                      size_t cap, size_t *ret_size)
{
    const struct seal_public public = seal_public_of(key);
    uint8_t id[SEAL_KEY_ID];
    if (size < SEAL_OVERHEAD) {
        return ERR(ERR_CORRUPT, 0, "seal: the box is too short");
    }
    if (box[0] != BOX_VERSION) {
        return ERR(ERR_VERSION, box[0], "seal: the box is of another version");
    }
    key_id(&public, id);
    if (memcmp(id, box + 1, sizeof id) != 0) {
        return ERR(ERR_NOT_FOUND, 0, "seal: sealed to another key");
    }
    if (size - SEAL_OVERHEAD > cap) {
        return ERR(ERR_FULL, 0, "seal: unbox");
    }
    if (crypto_box_seal_open(out, box + 1 + SEAL_KEY_ID, size - 1 - SEAL_KEY_ID, public.key,
                             key->key) != 0) {
        return ERR(ERR_CORRUPT, 0, "seal: the box is damaged");
    }
    *ret_size = size - SEAL_OVERHEAD;
    return ERR_OK;
}

/* What seal_paper carries along: where bytes go and the hash of all that went. */
struct stream {
    crypto_secretstream_xchacha20poly1305_state state;
    crypto_hash_sha256_state hash;
    struct seal_sink sink;
    uint8_t chunk[CHUNK + CHUNK_EXTRA];
};

static struct err emit(struct stream *s, const void *bytes, size_t size)
{
    crypto_hash_sha256_update(&s->hash, bytes, size);
    return s->sink.write(s->sink.context, bytes, size);
}

static struct err seal_chunks(struct stream *s, const uint8_t *plain, size_t size)
{
    struct err e = ERR_OK;
    bool last = false;
    while (!last && !failed(e)) {
        const size_t take = size < CHUNK ? size : CHUNK;
        unsigned long long wrote = 0;
        last = take == size;
        crypto_secretstream_xchacha20poly1305_push(
            &s->state, s->chunk, &wrote, plain, take, paper_magic, sizeof paper_magic,
            last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
        e = emit(s, s->chunk, (size_t)wrote);
        plain += take;
        size -= take;
    }
    return e;
}

static struct err seal_stream(const void *plain, size_t size, struct seal_sink sink,
                              const uint8_t key[SEAL_KEY], uint8_t ret_sealed_hash[SEAL_HASH])
{
    struct stream s = {.sink = sink};
    uint8_t header[HEADER];
    crypto_secretstream_xchacha20poly1305_init_push(&s.state, header, key);
    crypto_hash_sha256_init(&s.hash);
    struct err e = emit(&s, paper_magic, sizeof paper_magic);
    if (!failed(e)) {
        e = emit(&s, header, sizeof header);
    }
    if (!failed(e)) {
        e = seal_chunks(&s, plain, size);
    }
    crypto_hash_sha256_final(&s.hash, ret_sealed_hash);
    sodium_memzero(&s.state, sizeof s.state);
    return e;
}

struct err seal_paper(const void *plain, size_t size, struct seal_sink sink,
                      uint8_t ret_key[SEAL_KEY], uint8_t ret_sealed_hash[SEAL_HASH])
{
    crypto_secretstream_xchacha20poly1305_keygen(ret_key);
    return seal_stream(plain, size, sink, ret_key, ret_sealed_hash);
}

struct err seal_with(const uint8_t key[SEAL_KEY], const void *plain, size_t size,
                     struct seal_sink sink)
{
    uint8_t hash[SEAL_HASH];
    return seal_stream(plain, size, sink, key, hash);
}

static struct err open_chunks(crypto_secretstream_xchacha20poly1305_state *state,
                              const uint8_t *sealed, size_t size, uint8_t *out, size_t cap,
                              size_t *ret_size)
{
    size_t done = 0;
    uint8_t tag = 0;
    while (size > 0) {
        const size_t take = size < CHUNK + CHUNK_EXTRA ? size : CHUNK + CHUNK_EXTRA;
        unsigned long long got = 0;
        if (take < CHUNK_EXTRA || tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL) {
            return ERR(ERR_CORRUPT, 0, "seal: the paper has bytes too many");
        }
        if (take - CHUNK_EXTRA > cap - done) {
            return ERR(ERR_FULL, 0, "seal: open paper");
        }
        if (crypto_secretstream_xchacha20poly1305_pull(state, out + done, &got, &tag, sealed, take,
                                                       paper_magic, sizeof paper_magic) != 0) {
            return ERR(ERR_CORRUPT, 0, "seal: the paper is damaged");
        }
        done += (size_t)got;
        sealed += take;
        size -= take;
    }
    if (tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL) {
        return ERR(ERR_CORRUPT, 0, "seal: the paper is cut short");
    }
    *ret_size = done;
    return ERR_OK;
}

struct err seal_open_paper(const uint8_t key[SEAL_KEY], const uint8_t *sealed, size_t size,
                           uint8_t *out, size_t cap, size_t *ret_size)
{
    crypto_secretstream_xchacha20poly1305_state state;
    if (size < sizeof paper_magic + HEADER ||
        memcmp(sealed, paper_magic, sizeof paper_magic) != 0 ||
        crypto_secretstream_xchacha20poly1305_init_pull(&state, sealed + sizeof paper_magic, key) !=
            0) {
        return ERR(ERR_CORRUPT, 0, "seal: no sealed paper");
    }
    const size_t head = sizeof paper_magic + HEADER;
    const struct err e = open_chunks(&state, sealed + head, size - head, out, cap, ret_size);
    sodium_memzero(&state, sizeof state);
    return e;
}

_Static_assert(SEAL_KEY == crypto_sign_PUBLICKEYBYTES, "one key size: signing");
_Static_assert(SEAL_KEY == crypto_sign_SEEDBYTES, "one key size: seeds");
_Static_assert(SEAL_SIGNATURE == crypto_sign_BYTES, "a signature");

void seal_sign_pair(uint8_t ret_public[SEAL_KEY], uint8_t ret_seed[SEAL_KEY])
{
    randombytes_buf(ret_seed, SEAL_KEY);
    seal_sign_public(ret_seed, ret_public);
}

void seal_sign_public(const uint8_t seed[SEAL_KEY], uint8_t ret_public[SEAL_KEY])
{
    uint8_t secret[crypto_sign_SECRETKEYBYTES];
    crypto_sign_seed_keypair(ret_public, secret, seed);
    sodium_memzero(secret, sizeof secret);
}

void seal_sign(const uint8_t seed[SEAL_KEY], const uint8_t hash[SEAL_HASH],
               uint8_t ret_signature[SEAL_SIGNATURE])
{
    uint8_t public[SEAL_KEY];
    uint8_t secret[crypto_sign_SECRETKEYBYTES];
    crypto_sign_seed_keypair(public, secret, seed);
    crypto_sign_detached(ret_signature, NULL, hash, SEAL_HASH, secret);
    sodium_memzero(secret, sizeof secret);
}

bool seal_verify(const uint8_t public[SEAL_KEY], const uint8_t hash[SEAL_HASH],
                 const uint8_t signature[SEAL_SIGNATURE])
{
    return crypto_sign_verify_detached(signature, hash, SEAL_HASH, public) == 0;
}

void seal_hash(const void *bytes, size_t size, uint8_t ret_hash[SEAL_HASH])
{
    crypto_hash_sha256(ret_hash, bytes, size);
}

void seal_hash_in_pieces(const void *bytes, size_t size, void (*rest)(const void *context),
                         const void *context, uint8_t ret_hash[SEAL_HASH])
{
    crypto_hash_sha256_state state;
    const uint8_t *at = bytes;
    crypto_hash_sha256_init(&state);
    for (size_t left = size; left > 0;) {
        const size_t piece = left < SEAL_PIECE ? left : SEAL_PIECE;
        crypto_hash_sha256_update(&state, at, piece);
        at += piece;
        left -= piece;
        rest(context);
    }
    crypto_hash_sha256_final(&state, ret_hash);
}

void seal_mac(const uint8_t key[SEAL_KEY], const void *bytes, size_t size,
              uint8_t ret_mac[SEAL_HASH])
{
    crypto_auth_hmacsha256(ret_mac, bytes, size, key);
}

void seal_hex(const uint8_t bytes[SEAL_HASH], char ret_hex[SEAL_HEX])
{
    sodium_bin2hex(ret_hex, SEAL_HEX, bytes, SEAL_HASH);
}

/* Digits have one way to be written: else one signature could be two texts. */
bool seal_unhex(const char *text, uint8_t ret_bytes[SEAL_HASH])
{
    size_t got = 0;
    return strspn(text, "0123456789abcdef") >= SEAL_HEX - 1 &&
           sodium_hex2bin(ret_bytes, SEAL_HASH, text, SEAL_HEX - 1, NULL, &got, NULL) == 0 &&
           got == SEAL_HASH;
}

void seal_forget(void *bytes, size_t size)
{
    sodium_memzero(bytes, size);
}
