/* Writing files that must survive a power cut: a file is written under a temporary name, flushed,
 * renamed and its folder flushed, so a name is either complete or absent. Blocking; any thread, one
 * dir_file per owner. Implementations: platform/linux/dir.c, platform/sim/dir_faulty.c,
 * platform/sim/dir_crash.c. */
#ifndef PLATFORM_PORT_DIR_H
#define PLATFORM_PORT_DIR_H

#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"

#define DIR_PATH_MAX 512

/* Ends every temporary name; such a file left behind belongs to nobody. */
#define DIR_TEMPORARY ".tmp"

/* A file being written. Zeroed = none. */
struct dir_file {
    int fd;
    char folder[DIR_PATH_MAX];
    char temporary[DIR_PATH_MAX];
};

/* What is at a path. */
struct dir_info {
    uint64_t device, inode;
    int64_t modified; /* Unix seconds */
};

struct port_dir;
struct port_files;

struct port_dir_ops {
    const char *name; /* "linux", "faulty", "crash" */
    /* Makes the folder (mode 2770) unless it is there; its parent must exist and is flushed. */
    struct err (*make)(struct port_dir *d, const char *folder);
    /* Begins a file in folder with these permission bits. ERR_IO; ERR_FULL when the disk is. */
    struct err (*create)(struct port_dir *d, const char *folder, unsigned mode,
                         struct dir_file *ret_file);
    struct err (*append)(struct port_dir *d, struct dir_file *f, const void *bytes, size_t size);
    /* Flushes and gives it its name in the folder, replacing an older one; f is zeroed. After an
     * error the temporary file is gone and the old one, if any, is untouched. */
    struct err (*commit)(struct port_dir *d, struct dir_file *f, const char *name);
    /* Forgets the unfinished file; accepts a zeroed one. */
    void (*drop)(struct port_dir *d, struct dir_file *f);
    /* Makes an empty file with these permission bits, whatever the umask. ERR_REFUSED when the name
     * is taken. Not flushed: who writes into it does that. */
    struct err (*touch)(struct port_dir *d, const char *path, unsigned mode);
    /* ERR_NOT_FOUND when nothing is there. */
    struct err (*look)(struct port_dir *d, const char *path, struct dir_info *ret_info);
    /* Gives a file another name in the same folder and flushes the folder. */
    struct err (*move)(struct port_dir *d, const char *from, const char *to);
    /* Removes a file and flushes its folder; a missing one is no error. */
    struct err (*remove)(struct port_dir *d, const char *path);
    /* Calls visit for every name in the folder except . and .. */
    struct err (*each)(struct port_dir *d, const char *folder,
                       void (*visit)(void *context, const char *name), void *context);
    /* Bytes an unprivileged writer may still use on the file system of path. */
    struct err (*room)(struct port_dir *d, const char *path, int64_t *ret_bytes);
};

struct port_dir {
    const struct port_dir_ops *ops;
    const struct port_files *files; /* reads on the same disk */
    const char *vfs;                /* SQLite's name for the same disk; NULL = the system's own */
    struct port_dir *inner;         /* of the faulty one: who does the work */
    int fail_after; /* of the faulty one: > 0 counts calls down, then every call fails */
    enum err_code fail_code;
};

/* The real file system. */
struct port_dir dir_linux(void);

/* Passes calls on to inner (which must outlive it) until call number fail_after, which fails with
 * fail_code, as do all later ones. fail_after 0 = never. */
struct port_dir dir_faulty(struct port_dir *inner, int fail_after, enum err_code fail_code);

#endif
