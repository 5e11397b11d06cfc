#include "app/assets.h"

#include <string.h>

#include "platform/base/buf.h"

static bool join(char *ret_path, size_t size, const char *folder, const char *name)
{
    struct buf b;
    buf_init(&b, ret_path, size);
    buf_puts(&b, folder);
    buf_puts(&b, "/");
    buf_puts(&b, name);
    return !b.full;
}

static bool has_data(const struct assets *a, const char *folder)
{
    char path[ASSETS_PATH_MAX];
    return join(path, sizeof path, folder, "data") && a->files->ops->is_directory(path);
}

/* Walks from the program's folder upwards; a checkout has build/assets beside assets. */
static bool find_above_program(struct assets *a)
{
    char folder[ASSETS_PATH_MAX];
    if (failed(a->files->ops->program_folder(folder, sizeof folder))) {
        return false;
    }
    for (;;) {
        if (join(a->root, sizeof a->root, folder, "assets") && has_data(a, a->root)) {
            return join(a->built, sizeof a->built, folder, "build/assets");
        }
        char *slash = strrchr(folder, '/');
        if (slash == NULL) {
            return false;
        }
        *slash = '\0';
    }
}

struct err assets_open(struct assets *a, const struct port_files *files, const char *override)
{
    *a = (struct assets){.files = files};
    if (override != NULL && override[0] != '\0') {
        struct buf b;
        buf_init(&b, a->root, sizeof a->root);
        buf_puts(&b, override);
        return !b.full && has_data(a, a->root)
                   ? ERR_OK
                   : ERR(ERR_NOT_FOUND, 0, "assets: RONG_ASSETS names no folder with data/");
    }
    if (find_above_program(a)) {
        return ERR_OK;
    }
    a->built[0] = '\0';
    (void)join(a->root, sizeof a->root, "/usr/share", "rong");
    return has_data(a, a->root) ? ERR_OK
                                : ERR(ERR_NOT_FOUND, 0, "assets: set RONG_ASSETS to the folder");
}

struct err assets_map(const struct assets *a, const char *name, struct file_bytes *ret_file)
{
    char path[ASSETS_PATH_MAX];
    const enum assets_answer over =
        a->layer != NULL ? a->layer->find(a->layer->context, name, ret_file) : ASSETS_ELSEWHERE;
    if (over != ASSETS_ELSEWHERE) {
        return over == ASSETS_HERE ? ERR_OK : ERR(ERR_NOT_FOUND, 0, "assets: not in its pack");
    }
    if (!join(path, sizeof path, a->root, name)) {
        return ERR(ERR_FULL, 0, "assets: path");
    }
    const struct err e = a->files->ops->map(path, ret_file);
    if (e.code != ERR_NOT_FOUND || a->built[0] == '\0') {
        return e;
    }
    if (!join(path, sizeof path, a->built, name)) {
        return ERR(ERR_FULL, 0, "assets: path");
    }
    return a->files->ops->map(path, ret_file);
}

struct err assets_path(const struct assets *a, const char *name, char *ret_path, size_t size)
{
    struct file_bytes probe = {0};
    if (!join(ret_path, size, a->root, name)) {
        return ERR(ERR_FULL, 0, "assets: path");
    }
    if (a->built[0] == '\0' || a->files->ops->is_directory(ret_path) ||
        !failed(a->files->ops->map(ret_path, &probe))) {
        a->files->ops->unmap(&probe);
        return ERR_OK;
    }
    char made[ASSETS_PATH_MAX];
    if (!join(made, sizeof made, a->built, name)) {
        return ERR(ERR_FULL, 0, "assets: path");
    }
    const bool exists =
        a->files->ops->is_directory(made) || !failed(a->files->ops->map(made, &probe));
    a->files->ops->unmap(&probe);
    return !exists || join(ret_path, size, a->built, name) ? ERR_OK
                                                           : ERR(ERR_FULL, 0, "assets: path");
}

struct err assets_list(const struct assets *a, const char *folder,
                       void (*each)(void *context, const char *name), void *context)
{
    char path[ASSETS_PATH_MAX];
    if (!join(path, sizeof path, a->root, folder)) {
        return ERR(ERR_FULL, 0, "assets: path");
    }
    if (a->layer != NULL) {
        a->layer->list(a->layer->context, folder, each, context);
    }
    return a->files->ops->list(path, each, context);
}

void assets_unmap(const struct assets *a, struct file_bytes *file)
{
    a->files->ops->unmap(file);
}

void assets_rest(const struct assets *a, const struct file_bytes *file)
{
    a->files->ops->rest(file);
}
