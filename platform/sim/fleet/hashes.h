/* The three hashes hawkBit announces of an artifact, and the MD5 its ETags are made of. */
#ifndef PLATFORM_SIM_FLEET_HASHES_H
#define PLATFORM_SIM_FLEET_HASHES_H

#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"

struct hashes {
    int64_t size;
    char sha1[41], md5[33], sha256[65]; /* lower-case hex */
};

/* Reads the descriptor to its end. ERR_IO with errno when that fails. */
MUST_USE struct err hashes_of_file(int fd, struct hashes *ret_hashes);

/* The MD5 of some bytes as hex. */
void hashes_md5(const void *bytes, size_t size, char ret_hex[33]);

#endif
