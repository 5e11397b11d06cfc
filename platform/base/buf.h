/* A bounded text or byte builder over the caller's storage. It never overflows: what does not fit
 * is dropped whole and `full` stays set, so one check at the end is enough. */
#ifndef PLATFORM_BASE_BUF_H
#define PLATFORM_BASE_BUF_H

#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"

struct buf {
    char *data; /* always NUL-terminated when cap > 0 */
    size_t cap; /* bytes of storage, terminator included */
    size_t len; /* bytes used, terminator excluded */
    bool full;  /* something did not fit */
};

/* Empty builder over storage of cap bytes (cap >= 1). */
void buf_init(struct buf *b, void *storage, size_t cap);

/* Appends len bytes (they may hold NUL). */
void buf_add(struct buf *b, const void *bytes, size_t len);

/* Appends a NUL-terminated string. */
void buf_puts(struct buf *b, const char *text);

/* Appends formatted text as printf. */
__attribute__((format(printf, 2, 3))) void buf_printf(struct buf *b, const char *format, ...);

/* Appends text with the five XML characters escaped. */
void buf_xml(struct buf *b, const char *text);

/* Empties the builder, keeping the storage. */
void buf_clear(struct buf *b);

#endif
