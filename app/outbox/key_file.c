#include "app/outbox/key_file.h"

#include <stdio.h>

struct err key_file_read_at(const struct port_files *files, const char *path,
                            uint8_t ret_key[SEAL_KEY])
{
    struct file_bytes file = {0};
    const struct err e = files->ops->map(path, &file);
    if (failed(e)) {
        return e;
    }
    const bool good = file.size == SEAL_HEX && file.bytes[SEAL_HEX - 1] == '\n' &&
                      seal_unhex(file.bytes, ret_key);
    files->ops->unmap(&file);
    return good ? ERR_OK : ERR(ERR_CORRUPT, 0, "key: the file is no key; restore it");
}

struct err key_file_read(const struct port_files *files, const char *folder, const char *name,
                         uint8_t ret_key[SEAL_KEY])
{
    char path[DIR_PATH_MAX + 32];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    return key_file_read_at(files, path, ret_key);
}

struct err key_file_write(struct port_dir *dir, const char *folder, const char *name, unsigned mode,
                          const uint8_t key[SEAL_KEY])
{
    char line[SEAL_HEX];
    struct dir_file f = {0};
    seal_hex(key, line);
    line[SEAL_HEX - 1] = '\n';
    struct err e = dir->ops->create(dir, folder, mode, &f);
    if (!failed(e)) {
        e = dir->ops->append(dir, &f, line, sizeof line);
        if (failed(e)) {
            dir->ops->drop(dir, &f);
        } else {
            e = dir->ops->commit(dir, &f, name);
        }
    }
    seal_forget(line, sizeof line);
    return e;
}
