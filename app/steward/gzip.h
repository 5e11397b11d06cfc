/* Bytes made smaller as gzip has them (RFC 1952): one member, without name or time, so the same
 * bytes always make the same. Several members in a row are again what a server reads as one. Only
 * user of zlib. */
#ifndef APP_STEWARD_GZIP_H
#define APP_STEWARD_GZIP_H

#include <stddef.h>

#include "platform/base/err.h"

/* Room in which any size bytes fit. */
#define GZIP_ROOM(size) ((size) + (size) / 1000 + 64)

/* Makes size bytes small in out. ERR_FULL when they do not fit into cap; ERR_IO without memory. Any
 * thread; blocks for as long as it takes to count. */
MUST_USE struct err gzip_press(const void *bytes, size_t size, void *out, size_t cap,
                               size_t *ret_size);

/* The check sum of bytes (CRC-32, as gzip's own); sum is that of those before, 0 at first. */
unsigned gzip_sum(unsigned sum, const void *bytes, size_t size);

#endif
