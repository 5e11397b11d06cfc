/* port_dir and port_files on the mounted crash disk. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "platform/port_files.h"
#include "platform/sim/crash_disk.h"

static struct err trouble(int os)
{
    switch (os) {
    case 0:
        return ERR_OK;
    case ENOSPC:
        return ERR(ERR_FULL, ENOSPC, "dir: the disk is full");
    case ENOENT:
        return ERR(ERR_NOT_FOUND, ENOENT, "dir: nothing is there");
    default:
        return ERR(ERR_IO, os, "dir: cannot write");
    }
}

static struct err make(struct port_dir *d, const char *folder)
{
    (void)d;
    struct crash_disk *disk = crash_disk_mounted();
    int file = crash_find(disk, folder);
    if (file >= 0) {
        return disk->files[file].folder
                   ? ERR_OK
                   : ERR(ERR_IO, ENOTDIR, "dir: something else has the folder's name");
    }
    const int os = crash_create(disk, folder, true, &file);
    return trouble(os != 0 ? os : crash_sync_above(disk, folder));
}

static struct err create(struct port_dir *d, const char *folder, unsigned mode,
                         struct dir_file *ret_file)
{
    (void)d;
    (void)mode;
    struct crash_disk *disk = crash_disk_mounted();
    struct dir_file f = {0};
    snprintf(f.folder, sizeof f.folder, "%s", folder);
    snprintf(f.temporary, sizeof f.temporary, "%s/new-%06u" DIR_TEMPORARY, folder, disk->draws++);
    const struct err e = trouble(crash_create(disk, f.temporary, false, &f.fd));
    if (!failed(e)) {
        *ret_file = f;
    }
    return e;
}

/* Like the real one: a short write is gone on with, and then says what is wrong. */
static struct err append(struct port_dir *d, struct dir_file *f, const void *bytes, size_t size)
{
    (void)d;
    struct crash_disk *disk = crash_disk_mounted();
    return trouble(crash_write(disk, f->fd, disk->files[f->fd].size, bytes, size));
}

static void drop(struct port_dir *d, struct dir_file *f)
{
    (void)d;
    if (f->temporary[0] != '\0') {
        /* One that stays has a temporary name and is swept. */
        (void)crash_unlink(crash_disk_mounted(), f->temporary);
    }
    memset(f, 0, sizeof *f);
}

static struct err commit(struct port_dir *d, struct dir_file *f, const char *name)
{
    struct crash_disk *disk = crash_disk_mounted();
    char path[DIR_PATH_MAX + 32];
    snprintf(path, sizeof path, "%s/%s", f->folder, name);
    int os = crash_sync(disk, f->fd);
    if (os == 0) {
        os = crash_rename(disk, f->temporary, path);
    }
    if (os != 0) {
        drop(d, f);
        return trouble(os);
    }
    memset(f, 0, sizeof *f);
    return trouble(crash_sync_above(disk, path));
}

static struct err touch(struct port_dir *d, const char *path, unsigned mode)
{
    (void)d;
    (void)mode;
    int file = 0;
    return crash_find(crash_disk_mounted(), path) >= 0
               ? ERR(ERR_REFUSED, EEXIST, "dir: the name is taken")
               : trouble(crash_create(crash_disk_mounted(), path, false, &file));
}

static struct err look(struct port_dir *d, const char *path, struct dir_info *ret_info)
{
    (void)d;
    const struct crash_disk *disk = crash_disk_mounted();
    const int file = crash_find(disk, path);
    if (crash_call(crash_disk_mounted())) {
        return trouble(EIO);
    }
    if (file < 0) {
        return trouble(ENOENT);
    }
    *ret_info = (struct dir_info){1, (uint64_t)file, disk->files[file].modified};
    return ERR_OK;
}

static struct err move(struct port_dir *d, const char *from, const char *to)
{
    (void)d;
    const int os = crash_rename(crash_disk_mounted(), from, to);
    return trouble(os != 0 ? os : crash_sync_above(crash_disk_mounted(), to));
}

static struct err remove_file(struct port_dir *d, const char *path)
{
    (void)d;
    const int os = crash_unlink(crash_disk_mounted(), path);
    return os == ENOENT ? ERR_OK
                        : trouble(os != 0 ? os : crash_sync_above(crash_disk_mounted(), path));
}

static struct err each(struct port_dir *d, const char *folder,
                       void (*visit)(void *context, const char *name), void *context)
{
    (void)d;
    struct crash_disk *disk = crash_disk_mounted();
    const size_t len = strlen(folder);
    if (crash_call(disk)) {
        return trouble(EIO);
    }
    if (crash_find(disk, folder) < 0) {
        return trouble(ENOENT);
    }
    for (int i = 0; i < CRASH_NAMES; i++) {
        char path[CRASH_PATH];
        snprintf(path, sizeof path, "%s", disk->names[i].path);
        if (strncmp(path, folder, len) == 0 && path[len] == '/' &&
            strchr(path + len + 1, '/') == NULL) {
            visit(context, path + len + 1);
        }
    }
    return ERR_OK;
}

static struct err room(struct port_dir *d, const char *path, int64_t *ret_bytes)
{
    (void)d;
    (void)path;
    if (crash_call(crash_disk_mounted())) {
        return trouble(EIO);
    }
    *ret_bytes = crash_room(crash_disk_mounted());
    return ERR_OK;
}

/* --- reading ---------------------------------------------------------------------------------- */

static struct err map_file(const char *path, struct file_bytes *ret_file)
{
    struct crash_disk *disk = crash_disk_mounted();
    const int file = crash_find(disk, path);
    size_t got = 0;
    if (file < 0) {
        return trouble(ENOENT);
    }
    const size_t size = disk->files[file].size;
    char *bytes = crash_take(disk, size + 1);
    const int os = bytes == NULL ? ENOMEM : crash_read(disk, file, 0, bytes, size, &got);
    if (os != 0) {
        return trouble(os);
    }
    bytes[size] = '\0';
    *ret_file = (struct file_bytes){.bytes = bytes, .size = size};
    return ERR_OK;
}

static struct err read_file(const char *path, size_t most, struct file_bytes *ret_file)
{
    const int file = crash_find(crash_disk_mounted(), path);
    return file >= 0 && crash_disk_mounted()->files[file].size > most
               ? ERR(ERR_BAD_INPUT, EFBIG, "crash: too large")
               : map_file(path, ret_file);
}

static void unmap_file(struct file_bytes *file)
{
    *file = (struct file_bytes){0};
}

/* It is memory already. */
static void rest_file(const struct file_bytes *file)
{
    (void)file;
}

struct port_dir dir_crash(void)
{
    static const struct port_files_ops read_ops = {.name = "crash",
                                                   .map = map_file,
                                                   .read = read_file,
                                                   .unmap = unmap_file,
                                                   .rest = rest_file};
    static const struct port_files files = {&read_ops};
    static const struct port_dir_ops ops = {
        .name = "crash",
        .make = make,
        .create = create,
        .append = append,
        .commit = commit,
        .drop = drop,
        .touch = touch,
        .look = look,
        .move = move,
        .remove = remove_file,
        .each = each,
        .room = room,
    };
    return (struct port_dir){.ops = &ops, .files = &files, .vfs = crash_vfs()};
}
