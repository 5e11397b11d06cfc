/* UTF-8 without locale: decoding, validation, clusters. A cluster is a base code point with the
 * combining marks U+0300..U+036F behind it, because letters such as e-circumflex-breve have no
 * precomposed form (reference/languages.md 1.2). */
#ifndef PLATFORM_BASE_UTF8_H
#define PLATFORM_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_BAD 0xFFFFFFFFu

/* Decodes one code point of text[0..len) and its length in bytes; UTF8_BAD (length 1) for an
 * overlong, surrogate, truncated or out-of-range sequence; len must be at least 1. */
uint32_t utf8_decode(const char *text, size_t len, size_t *ret_bytes);

/* Writes cp as 1 to 4 bytes to out (not NUL-terminated) and returns how many; 0 for a bad cp. */
size_t utf8_encode(uint32_t cp, char out[4]);

/* True when all len bytes are well-formed UTF-8. */
bool utf8_valid(const char *text, size_t len);

/* Number of code points in valid, NUL-terminated text. */
size_t utf8_count(const char *text);

/* Bytes of the first cluster of text[0..len). */
size_t utf8_cluster(const char *text, size_t len);

/* Byte offset where the last cluster of text[0..len) starts; 0 when len is 0. */
size_t utf8_last_cluster(const char *text, size_t len);

/* True for U+0300..U+036F. */
bool utf8_is_mark(uint32_t cp);

#endif
