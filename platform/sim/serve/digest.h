/* Hashes, random digits and the shapes of the codes the portal meets. Needs libsodium to have been
 * started with portal_digest_start(). Safe from any thread. */
#ifndef PLATFORM_SIM_SERVE_DIGEST_H
#define PLATFORM_SIM_SERVE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"

#define SHA256_HEX 65 /* 64 lower-case hex digits and NUL */

/* Starts libsodium; may be called again. */
MUST_USE struct err portal_digest_start(void);

/* SHA-256 of size bytes as hex. */
void portal_sha256_hex(const void *bytes, size_t size, char ret_hex[SHA256_HEX]);

/* An unpredictable number below limit. */
uint32_t portal_random_below(uint32_t limit);

/* Unpredictable bytes. */
void portal_random_bytes(void *out, size_t size);

/* So many unpredictable lower-case hex digits (an even number, at most 64) and a NUL. */
void portal_random_hex(char *out, size_t digits);

#define MAC_KEY 32 /* bytes */

/* A keyed hash of the text, as hex: only who has the key can make it. */
void portal_mac_hex(const unsigned char key[MAC_KEY], const char *text, char ret_hex[SHA256_HEX]);

/* True when both strings are equal; takes the same time wherever they differ. */
bool portal_same_secret(const char *a, const char *b);

/* True for 64 lower-case hex digits. */
bool portal_is_sha256(const char *text);

/* True for a lower-case UUID of 36 characters. */
bool portal_is_uuid(const char *text);

/* A UUID that is always the same for the same text. */
void portal_uuid_from(const char *text, char ret_uuid[37]);

#endif
