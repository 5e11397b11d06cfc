#include "platform/sim/serve/digest.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

struct err portal_digest_start(void)
{
    return sodium_init() < 0 ? ERR(ERR_IO, 0, "portal: start libsodium") : ERR_OK;
}

void portal_sha256_hex(const void *bytes, size_t size, char ret_hex[SHA256_HEX])
{
    static const unsigned char nothing[1] = {0};
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, size == 0 ? nothing : bytes, size);
    sodium_bin2hex(ret_hex, SHA256_HEX, hash, sizeof hash);
}

uint32_t portal_random_below(uint32_t limit)
{
    return randombytes_uniform(limit);
}

void portal_random_bytes(void *out, size_t size)
{
    randombytes_buf(out, size);
}

void portal_random_hex(char *out, size_t digits)
{
    unsigned char bytes[32];
    const size_t size = digits / 2 < sizeof bytes ? digits / 2 : sizeof bytes;
    randombytes_buf(bytes, size);
    sodium_bin2hex(out, size * 2 + 1, bytes, size);
}

void portal_mac_hex(const unsigned char key[MAC_KEY], const char *text, char ret_hex[SHA256_HEX])
{
    unsigned char mac[crypto_auth_BYTES];
    _Static_assert(crypto_auth_KEYBYTES == MAC_KEY && crypto_auth_BYTES == 32, "sizes");
    crypto_auth(mac, (const unsigned char *)text, strlen(text), key);
    sodium_bin2hex(ret_hex, SHA256_HEX, mac, sizeof mac);
}

bool portal_same_secret(const char *a, const char *b)
{
    size_t len = strlen(a);
    return len == strlen(b) && sodium_memcmp(a, b, len) == 0;
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

bool portal_is_sha256(const char *text)
{
    size_t i = 0;
    while (i < SHA256_HEX - 1 && is_hex(text[i])) {
        i++;
    }
    return i == SHA256_HEX - 1 && text[i] == '\0';
}

bool portal_is_uuid(const char *text)
{
    for (int i = 0; i < 36; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-' : !is_hex(text[i])) {
            return false;
        }
    }
    return text[36] == '\0';
}

/* Version 8 of RFC 9562: digits of one's own making. */
void portal_uuid_from(const char *text, char ret_uuid[37])
{
    char hex[SHA256_HEX];
    portal_sha256_hex(text, strlen(text), hex);
    snprintf(ret_uuid, 37, "%.8s-%.4s-8%.3s-8%.3s-%.12s", hex, hex + 8, hex + 12, hex + 15,
             hex + 18);
}
