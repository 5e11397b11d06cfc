#include "app/language/folder_files.h"

#include <stdio.h>
#include <string.h>

static bool path_of(const struct folder_files *f, const char *language, const char *file,
                    char path[FOLDER_PATH_MAX + 64])
{
    const int n = snprintf(path, FOLDER_PATH_MAX + 64, "%s/%s%s%s", f->root, language,
                           file[0] == '\0' ? "" : "/", file);
    return n > 0 && n < FOLDER_PATH_MAX + 64;
}

static struct err each(void *context, const char *language,
                       void (*visit)(void *visitor, const char *file), void *visitor)
{
    const struct folder_files *f = context;
    char path[FOLDER_PATH_MAX + 64];
    if (!path_of(f, language, "", path)) {
        return ERR(ERR_FULL, 0, "language: path too long");
    }
    return f->files->ops->list(path, visit, visitor);
}

static struct err read(void *context, const char *language, const char *file,
                       const char **ret_bytes, size_t *ret_size)
{
    struct folder_files *f = context;
    char path[FOLDER_PATH_MAX + 64];
    folder_files_close(f);
    if (!path_of(f, language, file, path)) {
        return ERR(ERR_FULL, 0, "language: path too long");
    }
    const struct err e = f->files->ops->map(path, &f->open);
    if (!failed(e)) {
        *ret_bytes = f->open.bytes;
        *ret_size = f->open.size;
    }
    return e;
}

struct err folder_files_open(struct folder_files *f, const struct port_files *files,
                             const char *root, struct folder_source *ret_source)
{
    *f = (struct folder_files){.files = files};
    const int n = snprintf(f->root, sizeof f->root, "%s", root);
    *ret_source = (struct folder_source){f, each, read};
    return n < 0 || n >= (int)sizeof f->root ? ERR(ERR_FULL, 0, "language: path too long") : ERR_OK;
}

void folder_files_close(struct folder_files *f)
{
    f->files->ops->unmap(&f->open);
    f->open = (struct file_bytes){0};
}

struct search {
    const struct folder_files *f;
    struct folder_codes *codes;
    bool full;
};

static bool before(const char *a, const char *b)
{
    const bool first = strcmp(a, "vi") == 0;
    return first || strcmp(b, "vi") == 0 ? first : strcmp(a, b) < 0;
}

static void take_code(void *visitor, const char *name)
{
    struct search *s = visitor;
    char path[FOLDER_PATH_MAX + 64];
    struct file_bytes file = {0};
    if (name[0] == '.' || strlen(name) >= FOLDER_CODE || !path_of(s->f, name, "name", path) ||
        failed(s->f->files->ops->map(path, &file))) {
        return;
    }
    s->f->files->ops->unmap(&file);
    if (s->codes->count == FOLDER_LANGUAGES) {
        s->full = true;
        return;
    }
    int at = s->codes->count++;
    while (at > 0 && before(name, s->codes->list[at - 1])) {
        (void)memcpy(s->codes->list[at], s->codes->list[at - 1], FOLDER_CODE);
        at--;
    }
    (void)snprintf(s->codes->list[at], FOLDER_CODE, "%s", name);
}

struct err folder_files_codes(const struct folder_files *f, struct folder_codes *ret_codes)
{
    struct search s = {f, ret_codes, false};
    *ret_codes = (struct folder_codes){.count = 0};
    const struct err e = f->files->ops->list(f->root, take_code, &s);
    return failed(e) || !s.full ? e : ERR(ERR_FULL, 0, "language: too many languages");
}
