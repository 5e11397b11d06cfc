/* SQLite's way to the mounted crash disk: what its unix VFS does, on crash_disk.h. A new journal or
 * log flushes its folder with its first flush, as there; writes do not disturb their neighbours
 * (power-safe overwrite), as there. */
#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "platform/sim/crash_disk.h"

#define REGION 32768

struct handle {
    sqlite3_file base; /* first: SQLite's */
    struct crash_disk *disk;
    int file;
    int level;        /* SQLITE_LOCK_* */
    bool new_journal; /* its folder is flushed with it */
    bool delete_on_close;
    bool mapped;
    unsigned map_shared, map_exclusive; /* bits of held locks */
    char path[CRASH_PATH];
};

static struct handle *handle_of(sqlite3_file *f)
{
    return (struct handle *)f;
}

static struct crash_file *file_of(sqlite3_file *f)
{
    const struct handle *h = handle_of(f);
    return &h->disk->files[h->file];
}

/* --- bytes ------------------------------------------------------------------------------------ */

static int vfs_close(sqlite3_file *f)
{
    struct handle *h = handle_of(f);
    f->pMethods->xUnlock(f, SQLITE_LOCK_NONE);
    if (h->delete_on_close) {
        (void)crash_unlink(h->disk, h->path);
    }
    return SQLITE_OK;
}

static int vfs_read(sqlite3_file *f, void *out, int size, sqlite3_int64 at)
{
    const struct handle *h = handle_of(f);
    size_t got = 0;
    if (crash_read(h->disk, h->file, (uint64_t)at, out, (size_t)size, &got) != 0) {
        return SQLITE_IOERR_READ;
    }
    memset((char *)out + got, 0, (size_t)size - got);
    return got == (size_t)size ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int vfs_write(sqlite3_file *f, const void *bytes, int size, sqlite3_int64 at)
{
    const struct handle *h = handle_of(f);
    const int os = crash_write(h->disk, h->file, (uint64_t)at, bytes, (size_t)size);
    return os == 0 ? SQLITE_OK : os == ENOSPC ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

static int vfs_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    const struct handle *h = handle_of(f);
    return crash_truncate(h->disk, h->file, (uint64_t)size) == 0 ? SQLITE_OK
                                                                 : SQLITE_IOERR_TRUNCATE;
}

static int vfs_sync(sqlite3_file *f, int flags)
{
    struct handle *h = handle_of(f);
    (void)flags;
    if (crash_sync(h->disk, h->file) != 0) {
        return SQLITE_IOERR_FSYNC;
    }
    if (h->new_journal && crash_sync_above(h->disk, h->path) != 0) {
        return SQLITE_IOERR_DIR_FSYNC;
    }
    h->new_journal = false;
    return SQLITE_OK;
}

static int vfs_size(sqlite3_file *f, sqlite3_int64 *ret_size)
{
    *ret_size = (sqlite3_int64)file_of(f)->size;
    return SQLITE_OK;
}

/* --- locks ------------------------------------------------------------------------------------ */

static bool others(const void *holder, const struct handle *h)
{
    return holder != NULL && holder != h;
}

static int vfs_lock(sqlite3_file *f, int level)
{
    struct handle *h = handle_of(f);
    struct crash_file *file = file_of(f);
    if (h->level >= level) {
        return SQLITE_OK;
    }
    if (others(file->exclusive, h) || others(file->pending, h) ||
        (level > SQLITE_LOCK_SHARED && others(file->reserved, h))) {
        return SQLITE_BUSY;
    }
    if (h->level == SQLITE_LOCK_NONE) {
        file->shared++;
        h->level = SQLITE_LOCK_SHARED;
    }
    if (level == SQLITE_LOCK_RESERVED) {
        file->reserved = h;
    }
    if (level == SQLITE_LOCK_EXCLUSIVE) {
        file->pending = h;
        h->level = SQLITE_LOCK_PENDING;
        if (file->shared > 1) {
            return SQLITE_BUSY;
        }
        file->exclusive = h;
    }
    h->level = level;
    return SQLITE_OK;
}

static int vfs_unlock(sqlite3_file *f, int level)
{
    struct handle *h = handle_of(f);
    struct crash_file *file = file_of(f);
    if (h->level <= level) {
        return SQLITE_OK;
    }
    file->reserved = file->reserved == h ? NULL : file->reserved;
    file->pending = file->pending == h ? NULL : file->pending;
    file->exclusive = file->exclusive == h ? NULL : file->exclusive;
    file->shared -= level == SQLITE_LOCK_NONE;
    h->level = level;
    return SQLITE_OK;
}

static int vfs_reserved(sqlite3_file *f, int *ret_held)
{
    *ret_held = file_of(f)->reserved != NULL;
    return SQLITE_OK;
}

static int vfs_control(sqlite3_file *f, int what, void *argument)
{
    (void)f;
    (void)what;
    (void)argument;
    return SQLITE_NOTFOUND;
}

static int vfs_sector(sqlite3_file *f)
{
    (void)f;
    return 4096;
}

static int vfs_device(sqlite3_file *f)
{
    (void)f;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

/* --- shared memory of a log ------------------------------------------------------------------- */

static int shm_map(sqlite3_file *f, int region, int size, int extend, void volatile **ret_at)
{
    struct handle *h = handle_of(f);
    struct crash_file *file = file_of(f);
    if (size != REGION || region >= CRASH_REGIONS || crash_call(h->disk)) {
        return SQLITE_IOERR_SHMMAP;
    }
    if (!h->mapped) {
        h->mapped = true;
        file->maps++;
    }
    if (file->regions[region] == NULL && extend != 0) {
        file->regions[region] = crash_take(h->disk, REGION);
        if (file->regions[region] == NULL) {
            return SQLITE_IOERR_SHMMAP;
        }
        memset(file->regions[region], 0, REGION);
    }
    *ret_at = file->regions[region];
    return SQLITE_OK;
}

static void shm_release(struct handle *h, struct crash_file *file, unsigned mask)
{
    for (int i = 0; i < CRASH_LOCKS; i++) {
        if ((mask & h->map_exclusive & 1U << i) != 0) {
            file->map_exclusive[i] = NULL;
        } else if ((mask & h->map_shared & 1U << i) != 0) {
            file->map_shared[i]--;
        }
    }
    h->map_exclusive &= ~mask;
    h->map_shared &= ~mask;
}

static int shm_take(struct handle *h, struct crash_file *file, unsigned mask, bool exclusive)
{
    for (int i = 0; i < CRASH_LOCKS; i++) {
        const bool mine = (h->map_shared & 1U << i) != 0;
        if ((mask & 1U << i) == 0) {
            continue;
        }
        if (others(file->map_exclusive[i], h) || (exclusive && file->map_shared[i] > mine)) {
            return SQLITE_BUSY;
        }
    }
    for (int i = 0; i < CRASH_LOCKS; i++) {
        if ((mask & 1U << i) == 0) {
            continue;
        }
        if (exclusive) {
            file->map_exclusive[i] = h;
        } else {
            file->map_shared[i]++;
        }
    }
    *(exclusive ? &h->map_exclusive : &h->map_shared) |= mask;
    return SQLITE_OK;
}

static int shm_lock(sqlite3_file *f, int first, int count, int flags)
{
    struct handle *h = handle_of(f);
    const unsigned mask = ((1U << count) - 1) << first;
    if ((flags & SQLITE_SHM_UNLOCK) != 0) {
        shm_release(h, file_of(f), mask);
        return SQLITE_OK;
    }
    const bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
    if (((exclusive ? h->map_exclusive : h->map_shared) & mask) == mask) {
        return SQLITE_OK;
    }
    return shm_take(h, file_of(f), mask, exclusive);
}

static void shm_barrier(sqlite3_file *f)
{
    (void)f;
}

static int shm_unmap(sqlite3_file *f, int remove)
{
    struct handle *h = handle_of(f);
    struct crash_file *file = file_of(f);
    (void)remove;
    shm_release(h, file, (1U << CRASH_LOCKS) - 1);
    file->maps -= h->mapped;
    h->mapped = false;
    /* Whoever comes first makes the index anew from the log. */
    for (int i = 0; i < CRASH_REGIONS && file->maps == 0; i++) {
        if (file->regions[i] != NULL) {
            memset(file->regions[i], 0, REGION);
        }
    }
    return SQLITE_OK;
}

/* --- names ------------------------------------------------------------------------------------ */

static int vfs_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *f, int flags, int *ret_flags)
{
    static const sqlite3_io_methods methods = {
        2,        vfs_close,   vfs_read,     vfs_write,   vfs_truncate, vfs_sync,   vfs_size,
        vfs_lock, vfs_unlock,  vfs_reserved, vfs_control, vfs_sector,   vfs_device, shm_map,
        shm_lock, shm_barrier, shm_unmap,    NULL,        NULL,
    };
    struct handle *h = handle_of(f);
    struct crash_disk *disk = crash_disk_mounted();
    const int journal = SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL;
    (void)vfs;
    memset(h, 0, sizeof *h);
    h->disk = disk;
    if (path == NULL) {
        snprintf(h->path, sizeof h->path, "/unnamed-%u", disk->draws++);
    } else {
        snprintf(h->path, sizeof h->path, "%s", path);
    }
    h->file = crash_find(disk, h->path);
    h->new_journal = (flags & SQLITE_OPEN_CREATE) != 0 && (flags & journal) != 0;
    h->delete_on_close = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
    if (crash_call(disk) || (h->file < 0 && (flags & SQLITE_OPEN_CREATE) == 0) ||
        (h->file < 0 && crash_create(disk, h->path, false, &h->file) != 0)) {
        return SQLITE_CANTOPEN;
    }
    f->pMethods = &methods;
    if (ret_flags != NULL) {
        *ret_flags = flags;
    }
    return SQLITE_OK;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *path, int flush)
{
    struct crash_disk *disk = crash_disk_mounted();
    (void)vfs;
    const int os = crash_unlink(disk, path);
    if (os != 0) {
        return os == ENOENT ? SQLITE_IOERR_DELETE_NOENT : SQLITE_IOERR_DELETE;
    }
    return flush != 0 && crash_sync_above(disk, path) != 0 ? SQLITE_IOERR_DIR_FSYNC : SQLITE_OK;
}

static int vfs_access(sqlite3_vfs *vfs, const char *path, int flags, int *ret_there)
{
    const struct crash_disk *disk = crash_disk_mounted();
    const int file = crash_find(disk, path);
    (void)vfs;
    if (crash_call(crash_disk_mounted())) {
        return SQLITE_IOERR_ACCESS;
    }
    *ret_there = file >= 0 && (flags != SQLITE_ACCESS_EXISTS || disk->files[file].size > 0);
    return SQLITE_OK;
}

static int vfs_full_path(sqlite3_vfs *vfs, const char *path, int size, char *ret_path)
{
    (void)vfs;
    return snprintf(ret_path, (size_t)size, "%s", path) < size ? SQLITE_OK : SQLITE_CANTOPEN;
}

static int vfs_random(sqlite3_vfs *vfs, int size, char *ret_bytes)
{
    (void)vfs;
    for (int i = 0; i < size; i++) {
        ret_bytes[i] = (char)(i * 37 + (int)(crash_disk_mounted()->draws++ * 11));
    }
    return size;
}

static int vfs_sleep(sqlite3_vfs *vfs, int us)
{
    (void)vfs;
    return us;
}

static int vfs_now(sqlite3_vfs *vfs, double *ret_days)
{
    (void)vfs;
    *ret_days = 2461000.5;
    return SQLITE_OK;
}

static int vfs_last_error(sqlite3_vfs *vfs, int size, char *ret_text)
{
    (void)vfs;
    (void)size;
    (void)ret_text;
    return 0;
}

const char *crash_vfs(void)
{
    static sqlite3_vfs vfs = {
        .iVersion = 1,
        .szOsFile = sizeof(struct handle),
        .mxPathname = CRASH_PATH - 1,
        .zName = "crash",
        .xOpen = vfs_open,
        .xDelete = vfs_delete,
        .xAccess = vfs_access,
        .xFullPathname = vfs_full_path,
        .xRandomness = vfs_random,
        .xSleep = vfs_sleep,
        .xCurrentTime = vfs_now,
        .xGetLastError = vfs_last_error,
    };
    sqlite3_vfs_register(&vfs, 0);
    return vfs.zName;
}
