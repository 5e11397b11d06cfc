/* Reading files that belong to the program (assets, forms, fixtures) or lie on a stick. Read-only;
 * nothing here writes. Any thread. Implementations: platform/linux/files.c. */
#ifndef PLATFORM_PORT_FILES_H
#define PLATFORM_PORT_FILES_H

#include <stddef.h>

#include "platform/base/err.h"

/* A file's bytes as they are on disk. bytes is never NULL after success; an empty file has size 0.
 * bytes[size] is readable and 0, so text may be used as a C string. */
struct file_bytes {
    const char *bytes;
    size_t size;
    void *map; /* the implementation's own; NULL when there is nothing to give back */
    size_t map_size;
};

struct port_files_ops {
    const char *name; /* "linux" */
    /* Maps the whole file; ERR_NOT_FOUND when it does not exist, ERR_IO otherwise. */
    struct err (*map)(const char *path, struct file_bytes *ret_file);
    /* Reads the whole file once into memory of its own, past the system's cache where it can: for a
     * stick, which may be pulled out while the bytes are used. ERR_BAD_INPUT when it is larger than
     * most bytes, before any is read; else as map. */
    struct err (*read)(const char *path, size_t most, struct file_bytes *ret_file);
    /* Gives the bytes back; accepts a zeroed struct. */
    void (*unmap)(struct file_bytes *file);
    /* Lets go of the memory behind the bytes until they are read again. */
    void (*rest)(const struct file_bytes *file);
    bool (*is_directory)(const char *path);
    /* Whether path, all links followed, lies somewhere below folder. */
    bool (*is_below)(const char *path, const char *folder);
    /* Tells each name in a folder, in no order, without "." and ".."; ERR_NOT_FOUND when it is
     * none.
     */
    struct err (*list)(const char *path, void (*each)(void *context, const char *name),
                       void *context);
    /* Absolute folder of the running program, no slash at the end. ERR_FULL when it is too long. */
    struct err (*program_folder)(char *ret_path, size_t size);
};

struct port_files {
    const struct port_files_ops *ops;
};

/* The real file system. */
const struct port_files *files_linux(void);

#endif
