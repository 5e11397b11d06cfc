#include "platform/sim/fleet/hashes.h"

#include <errno.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <stdio.h>
#include <unistd.h>

static void write_hex(const unsigned char *bytes, size_t size, char *out)
{
    for (size_t i = 0; i < size; i++) {
        snprintf(out + 2 * i, 3, "%02x", bytes[i]);
    }
}

/* Feeds the whole file to three hashes. */
static struct err feed(int fd, gnutls_hash_hd_t *hash, int64_t *ret_size)
{
    unsigned char piece[16384];
    for (*ret_size = 0;;) {
        const ssize_t got = read(fd, piece, sizeof piece);
        if (got == 0) {
            return ERR_OK;
        }
        if (got < 0 && errno != EINTR) {
            return ERR(ERR_IO, errno, "fleet: read an artifact");
        }
        for (int i = 0; i < 3 && got > 0; i++) {
            gnutls_hash(hash[i], piece, (size_t)got);
        }
        *ret_size += got > 0 ? got : 0;
    }
}

struct err hashes_of_file(int fd, struct hashes *ret_hashes)
{
    static const gnutls_digest_algorithm_t kinds[] = {GNUTLS_DIG_SHA1, GNUTLS_DIG_MD5,
                                                      GNUTLS_DIG_SHA256};
    char *const out[] = {ret_hashes->sha1, ret_hashes->md5, ret_hashes->sha256};
    gnutls_hash_hd_t hash[3] = {NULL, NULL, NULL};
    struct err e = ERR_OK;
    for (int i = 0; i < 3 && !failed(e); i++) {
        e = gnutls_hash_init(&hash[i], kinds[i]) == 0 ? e : ERR(ERR_IO, 0, "fleet: start a hash");
    }
    if (!failed(e)) {
        e = feed(fd, hash, &ret_hashes->size);
    }
    for (int i = 0; i < 3; i++) {
        unsigned char digest[32] = {0};
        if (hash[i] != NULL) {
            gnutls_hash_deinit(hash[i], digest);
            write_hex(digest, gnutls_hash_get_len(kinds[i]), out[i]);
        }
    }
    return e;
}

void hashes_md5(const void *bytes, size_t size, char ret_hex[33])
{
    unsigned char digest[16] = {0};
    (void)!gnutls_hash_fast(GNUTLS_DIG_MD5, bytes, size, digest);
    write_hex(digest, sizeof digest, ret_hex);
}
