#include "app/cli/cli_language_sheet.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "app/language/rewrite.h"
#include "platform/port_dir.h"

#define SHEET_BYTES ((size_t)4 << 20)
#define FILE_BYTES  ((size_t)1 << 20)

static struct folder folder, vietnamese;
static uint8_t arena_storage[8u << 20];

/* Reads the folder and the Vietnamese one, in an arena that keeps both. */
static bool read_both(struct cli_languages *l, const char *code)
{
    static struct folder_files files;
    char root[FOLDER_PATH_MAX];
    struct folder_source source;
    arena_init(&l->arena, arena_storage, sizeof arena_storage);
    if (!cli_languages_read(l, code, &folder)) {
        return false;
    }
    (void)snprintf(root, sizeof root, "%.900s/languages", l->assets.root);
    const struct folder_listener silent = {l, cli_languages_tell};
    if (failed(folder_files_open(&files, files_linux(), root, &source)) ||
        failed(folder_read(&l->arena, &source, "vi", &silent, &vietnamese))) {
        fprintf(stderr, "language: the Vietnamese texts in %s cannot be read\n", root);
        return false;
    }
    folder_files_close(&files);
    return true;
}

static bool read_notes(struct cli_languages *l, struct worksheet_notes *ret_notes)
{
    static struct folder_files files;
    char root[FOLDER_PATH_MAX];
    struct folder_source source;
    struct file_bytes file = {0};
    (void)snprintf(root, sizeof root, "%.900s/languages", l->assets.root);
    struct err e = folder_files_open(&files, files_linux(), root, &source);
    if (!failed(e)) {
        e = assets_map(&l->assets, "languages/notes.tsv", &file);
    }
    if (!failed(e)) {
        e = worksheet_notes_read(&l->arena, &source, file.bytes, file.size, ret_notes);
        assets_unmap(&l->assets, &file);
    }
    folder_files_close(&files);
    if (failed(e)) {
        fprintf(stderr, "language: what the messages are about cannot be read (%s)\n", e.at);
    }
    return !failed(e);
}

int cli_language_export(struct cli_languages *l, const char *code, const char *path)
{
    static char storage[SHEET_BYTES];
    static struct worksheet_notes notes;
    struct buf out;
    if (!read_both(l, code) || !read_notes(l, &notes)) {
        return 1;
    }
    buf_init(&out, storage, sizeof storage);
    worksheet_write(&folder, &l->places, &notes, &out);
    if (out.full) {
        fprintf(stderr, "language export: the table is larger than %zu MiB\n", SHEET_BYTES >> 20);
        return 1;
    }
    FILE *f = path != NULL ? fopen(path, "wb") : stdout;
    if (f == NULL || fwrite(out.data, 1, out.len, f) != out.len ||
        (path != NULL ? fclose(f) : fflush(f)) != 0) {
        fprintf(stderr, "language export: %s cannot be written: %s\n",
                path != NULL ? path : "standard output", strerror(errno));
        return 1;
    }
    return l->problems > 0 ? 1 : 0;
}

static void tell(void *context, const struct worksheet_problem *p)
{
    const char *path = context;
    fprintf(stderr, "%s: row %d (line %d)%s%s: %s\n", path, p->row, p->line,
            p->column[0] != '\0' ? ", column " : "", p->column, p->what);
}

/* Writes one file of the language, whole or not at all. */
static bool write_file(const struct cli_languages *l, const char *file, const struct buf *text)
{
    char root[DIR_PATH_MAX];
    struct port_dir dir = dir_linux();
    struct dir_file f = {0};
    (void)snprintf(root, sizeof root, "%.450s/%s", l->root, folder.code);
    struct err e = text->full ? ERR(ERR_FULL, 0, "language: file too large")
                              : dir.ops->create(&dir, root, 0644, &f);
    if (!failed(e)) {
        e = dir.ops->append(&dir, &f, text->data, text->len);
    }
    if (!failed(e)) {
        e = dir.ops->commit(&dir, &f, file);
    }
    if (failed(e)) {
        dir.ops->drop(&dir, &f);
        fprintf(stderr, "language import: %s/%s cannot be written (%s, %s)\n", root, file, e.at,
                e.os != 0 ? strerror(e.os) : err_name(e.code));
    }
    return !failed(e);
}

/* The file as it is; nothing when it is not there. */
static void old_text(struct cli_languages *l, const char *file, const char **ret_text,
                     size_t *ret_size)
{
    if (failed(l->source.read(l->source.context, folder.code, file, ret_text, ret_size))) {
        *ret_text = "";
        *ret_size = 0;
    }
}

/* One AREA.msg; a file is looked at once. */
static bool write_area(struct cli_languages *l, const struct worksheet_result *changes,
                       const char *file)
{
    static char storage[FILE_BYTES];
    struct buf out;
    const char *old = "";
    size_t size = 0;
    old_text(l, file, &old, &size);
    buf_init(&out, storage, sizeof storage);
    return !rewrite_messages(&folder, &vietnamese, changes, file, old, size, &out) ||
           write_file(l, file, &out);
}

static bool write_areas(struct cli_languages *l, const struct worksheet_result *changes)
{
    const char *done[64];
    int count = 0;
    for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
        const char *own = folder.messages[id].file;
        const char *file = own != NULL ? own : vietnamese.messages[id].file;
        bool known = !changes->edits[id].taken;
        for (int i = 0; i < count && !known; i++) {
            known = strcmp(done[i], file) == 0;
        }
        if (known) {
            continue;
        }
        if (count == 64 || !write_area(l, changes, file)) {
            return false;
        }
        done[count++] = file;
    }
    return true;
}

static bool write_states(struct cli_languages *l, const struct worksheet_result *changes)
{
    static char storage[FILE_BYTES];
    struct buf out;
    const char *old = "";
    size_t size = 0;
    old_text(l, "state", &old, &size);
    buf_init(&out, storage, sizeof storage);
    return !rewrite_state(&folder, changes, old, size, &out) || write_file(l, "state", &out);
}

int cli_language_import(struct cli_languages *l, const char *code, const char *path)
{
    static struct worksheet_result changes;
    struct file_bytes file = {0};
    struct clips clips;
    const struct worksheet_listener listener = {(void *)(uintptr_t)path, tell};
    if (!read_both(l, code)) {
        return 1;
    }
    struct err e = files_linux()->ops->read(path, SHEET_BYTES, &file);
    if (failed(e)) {
        fprintf(stderr, "language import: %s cannot be read (%s)\n", path, err_name(e.code));
        return 1;
    }
    const bool spoken = cli_languages_clips(l, code, &clips);
    e = worksheet_read(&l->arena, &folder, spoken ? &clips : NULL, file.bytes, file.size, &listener,
                       &changes);
    files_linux()->ops->unmap(&file);
    if (failed(e)) {
        fprintf(stderr, "language import: nothing was changed\n");
        return 1;
    }
    if (!write_areas(l, &changes) || !write_states(l, &changes)) {
        return 1;
    }
    printf("%s: %d rows with a text, %d of them new or changed; %d without one, %d refused\n", code,
           changes.taken, changes.changed, changes.empty, changes.refused);
    return changes.refused > 0 ? 1 : 0;
}
