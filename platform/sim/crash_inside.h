/* What crash_disk.c and crash_cut.c share; nobody else includes this. */
#ifndef PLATFORM_SIM_CRASH_INSIDE_H
#define PLATFORM_SIM_CRASH_INSIDE_H

#include "platform/sim/crash_disk.h"

/* One change, as it was asked for. Indices into files; paths and bytes lie in the pool. */
struct crash_op {
    enum { OP_WRITE, OP_TRUNCATE, OP_SYNC, OP_NAME, OP_RENAME, OP_UNLINK, OP_SYNC_FOLDER } kind;
    int file;
    int folder; /* of a name's change; the folder's file number */
    uint64_t at;
    size_t size;
    const uint8_t *bytes;
    const char *from, *to;
};

/* Give the file a size, or bytes, without noting it. False when the pool is used up. */
bool crash_resize(struct crash_disk *d, struct crash_file *f, size_t size);
bool crash_put_bytes(struct crash_disk *d, struct crash_file *f, uint64_t at, const void *bytes,
                     size_t size);
/* The number of the folder that holds path; -1 when it is not there. */
int crash_folder_of(const struct crash_disk *d, const char *path);
/* Does a name's change. */
void crash_change_name(struct crash_name *names, const struct crash_op *op);

#endif
