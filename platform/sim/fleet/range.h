/* What a Range header asks for (RFC 7233), as hawkBit answers it. Pure. */
#ifndef PLATFORM_SIM_FLEET_RANGE_H
#define PLATFORM_SIM_FLEET_RANGE_H

#include <stdbool.h>
#include <stdint.h>

enum range {
    RANGE_WHOLE, /* no range, or more than one: the whole file */
    RANGE_PART,  /* 206 */
    RANGE_WRONG, /* 416 */
};

/* Reads the header (NULL = none) for a file of so many bytes. from and length are always set: for
 * RANGE_WHOLE to all of it. Several ranges are answered with the whole file, which RFC 7233 leaves
 * to a server. */
enum range range_read(const char *header, int64_t size, int64_t *ret_from, int64_t *ret_length);

/* True when an If-Match or If-None-Match header names the tag, or is "*". The tag stands without
 * quotes; in the header it may have them, and W/ before. */
bool range_names(const char *header, const char *tag);

/* True when the If-Range header lets the part be sent: it is the tag, or a date not before the
 * file's. */
bool range_still(const char *if_range, const char *tag, int64_t changed_ms);

#endif
