#include "app/whole.h"

#include <stdio.h>

#define CHUNK ((size_t)256 << 10)

struct err whole_write(struct port_dir *dir, const char *folder, const char *name,
                       const void *bytes, size_t size)
{
    struct dir_file f = {0};
    struct err e = dir->ops->create(dir, folder, 0660, &f);
    for (size_t at = 0; at < size && !failed(e); at += CHUNK) {
        const size_t n = size - at < CHUNK ? size - at : CHUNK;
        e = dir->ops->append(dir, &f, (const uint8_t *)bytes + at, n);
    }
    if (!failed(e)) {
        e = dir->ops->commit(dir, &f, name);
    }
    if (failed(e)) {
        dir->ops->drop(dir, &f);
    }
    return e;
}

struct err whole_keep(struct port_dir *dir, const char *folder, const char *name, const void *bytes,
                      size_t size)
{
    char path[DIR_PATH_MAX];
    if (size > 0) {
        return whole_write(dir, folder, name, bytes, size);
    }
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    return dir->ops->remove(dir, path);
}
