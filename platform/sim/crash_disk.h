/* A disk in memory that loses power. Everything written to it is noted in order; crash_disk_cut
 * then makes the disk that a power cut at any moment would have left: what was flushed is there,
 * what was not is there up to a point, or not, or torn in sectors of 512 bytes. Names follow the
 * journal of a file system at its worst: a folder's changes are safe once that folder was flushed,
 * and those that are not survive in the order they were made. SQLite reaches it through
 * crash_vfs.c, everything else through dir_crash.c, both on the disk that is mounted. One thread.
 */
#ifndef PLATFORM_SIM_CRASH_DISK_H
#define PLATFORM_SIM_CRASH_DISK_H

#include <stddef.h>
#include <stdint.h>

#include "platform/port_dir.h"

#define CRASH_FILES   2048 /* ever made on one disk */
#define CRASH_NAMES   512
#define CRASH_PATH    160
#define CRASH_SECTOR  512
#define CRASH_LOCKS   8
#define CRASH_REGIONS 4

/* What becomes of what was not flushed. */
enum crash_left {
    CRASH_PREFIX,  /* kept up to some moment, in order */
    CRASH_DROPPED, /* gone */
    CRASH_TORN,    /* each sector by a coin */
    CRASH_KEPT,    /* all there: the program died, not the power */
};

/* How a call fails. */
enum crash_fault {
    CRASH_EIO,
    CRASH_ENOSPC,
    CRASH_SHORT, /* half of a write arrives, then ENOSPC */
};

/* A file, whatever its names. SQLite's locks and shared memory are no part of the disk. */
struct crash_file {
    const uint8_t *base; /* as the disk began; never written */
    size_t base_size;
    uint8_t *bytes; /* as programs see it now */
    size_t size, room;
    bool folder;
    int64_t modified; /* Unix seconds */
    int shared;
    const void *reserved, *pending, *exclusive;
    void *regions[CRASH_REGIONS];
    int maps, map_shared[CRASH_LOCKS];
    const void *map_exclusive[CRASH_LOCKS];
};

struct crash_name {
    char path[CRASH_PATH]; /* "" = free */
    int file;
};

struct crash_op;

struct crash_disk {
    struct crash_file files[CRASH_FILES];
    int file_count;
    struct crash_name names[CRASH_NAMES], base_names[CRASH_NAMES];
    struct crash_op *ops;
    size_t op_count, op_room;
    uint8_t *pool; /* all bytes */
    size_t pool_used, pool_size;
    size_t limit;     /* bytes of all files together; 0 = the pool's */
    int64_t modified; /* given to files written now */
    uint64_t calls;   /* that could have failed */
    uint64_t fail_at; /* the call that fails, counted like calls; 0 = none */
    enum crash_fault fault;
    bool fail_on;   /* and every write after it */
    bool lying;     /* flushes say they flushed */
    unsigned draws; /* of temporary names */
};

/* An empty disk with a root folder. Memory is taken once, as it is touched; ERR_IO without. */
MUST_USE struct err crash_disk_open(struct crash_disk *d, size_t pool_size, size_t op_room);
void crash_disk_close(struct crash_disk *d);

/* The disk as a power cut right after the first `op` operations of src leaves it: into dst, which
 * is open and loses what it had. The same seed makes the same disk. */
void crash_disk_cut(const struct crash_disk *src, size_t op, enum crash_left left, uint64_t seed,
                    struct crash_disk *dst);

/* Whether any named file below the folder holds these bytes. */
bool crash_disk_holds(const struct crash_disk *d, const char *folder, const void *bytes,
                      size_t size);

/* What crash_vfs and dir_crash work on from now on. Files that are open stay on theirs. */
void crash_disk_mount(struct crash_disk *d);
struct crash_disk *crash_disk_mounted(void);

/* SQLite's name for the mounted disk, and the port for everything else. */
const char *crash_vfs(void);
struct port_dir dir_crash(void);

/* --- the calls, for crash_vfs.c and dir_crash.c: 0, or an errno
 * ----------------------------------- */

/* True when this call must fail. */
bool crash_call(struct crash_disk *d);
/* -1 when the name is not there. */
int crash_find(const struct crash_disk *d, const char *path);
int crash_create(struct crash_disk *d, const char *path, bool folder, int *ret_file);
int crash_read(struct crash_disk *d, int file, uint64_t at, void *out, size_t size,
               size_t *ret_got);
int crash_write(struct crash_disk *d, int file, uint64_t at, const void *bytes, size_t size);
int crash_truncate(struct crash_disk *d, int file, uint64_t size);
int crash_sync(struct crash_disk *d, int file);
/* Flushes the folder that holds path. */
int crash_sync_above(struct crash_disk *d, const char *path);
int crash_rename(struct crash_disk *d, const char *from, const char *to);
int crash_unlink(struct crash_disk *d, const char *path);
/* Bytes still free. */
int64_t crash_room(const struct crash_disk *d);
/* Memory that stays until the disk is cut anew or closed; NULL when the pool is used up. */
void *crash_take(struct crash_disk *d, size_t size);

#endif
