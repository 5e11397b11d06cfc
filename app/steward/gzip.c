#include "app/steward/gzip.h"

#include <stdint.h>

#define ZLIB_CONST
#include <zlib.h>

#define WINDOW (MAX_WBITS + 16) /* gzip's head and tail about it */
#define MEMORY 8

struct err gzip_press(const void *bytes, size_t size, void *out, size_t cap, size_t *ret_size)
{
    z_stream z = {
        .next_in = bytes, .avail_in = (uInt)size, .next_out = out, .avail_out = (uInt)cap};
    if (size > UINT32_MAX || cap > UINT32_MAX) {
        return ERR(ERR_FULL, 0, "gzip: more than one call takes");
    }
    if (deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, WINDOW, MEMORY, Z_DEFAULT_STRATEGY) !=
        Z_OK) {
        return ERR(ERR_IO, 0, "gzip: no memory");
    }
    const int done = deflate(&z, Z_FINISH);
    const size_t made = (size_t)z.total_out;
    (void)deflateEnd(&z);
    if (done != Z_STREAM_END) {
        return ERR(ERR_FULL, 0, "gzip: it does not fit");
    }
    *ret_size = made;
    return ERR_OK;
}

unsigned gzip_sum(unsigned sum, const void *bytes, size_t size)
{
    return size == 0 ? sum : (unsigned)crc32(sum, bytes, (uInt)size); /* without bytes: anew */
}
