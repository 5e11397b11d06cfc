#include "app/cli/cli_languages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ARENA_BYTES (2u << 20)

static bool read_table(struct cli_languages *l)
{
    struct file_bytes file = {0};
    struct err e = assets_map(&l->assets, "languages/screens.tsv", &file);
    if (!failed(e)) {
        e = places_read(file.bytes, file.size, &l->places);
        assets_unmap(&l->assets, &file);
    }
    if (failed(e)) {
        fprintf(stderr, "language: languages/screens.tsv cannot be read (%s, %d)\n", e.at, e.os);
        return false;
    }
    e = assets_map(&l->assets, "languages/core", &file);
    if (!failed(e)) {
        e = core_read(file.bytes, file.size, &l->core);
        assets_unmap(&l->assets, &file);
    }
    if (failed(e)) {
        fprintf(stderr, "language: languages/core cannot be read (%s)\n", e.at);
    }
    return !failed(e);
}

bool cli_languages_open(struct cli_languages *l, const char *pack)
{
    static uint8_t storage[ARENA_BYTES];
    (void)memset(l, 0, sizeof *l);
    l->pack = pack;
    arena_init(&l->arena, storage, sizeof storage);
    struct err e = assets_open(&l->assets, files_linux(), getenv("RONG_ASSETS"));
    if (failed(e)) {
        fprintf(stderr, "language: %s: set RONG_ASSETS\n", e.at);
        return false;
    }
    const int n =
        snprintf(l->root, sizeof l->root, "%s/languages", pack != NULL ? pack : l->assets.root);
    if (n < 0 || n >= (int)sizeof l->root) {
        fprintf(stderr, "language: the path of the folder is too long\n");
        return false;
    }
    e = folder_files_open(&l->files, files_linux(), l->root, &l->source);
    if (!failed(e)) {
        e = folder_files_codes(&l->files, &l->codes);
    }
    if (failed(e) || l->codes.count == 0) {
        fprintf(stderr,
                "language: %s holds no languages: each has a folder there with a file name\n",
                l->root);
        return false;
    }
    return read_table(l);
}

void cli_languages_tell(void *context, const struct folder_problem *problem)
{
    struct cli_languages *l = context;
    l->problems++;
    if (problem->line > 0) {
        fprintf(stderr, "%s/%s:%d: %s\n", l->root, problem->file, problem->line, problem->what);
    } else {
        fprintf(stderr, "%s/%s: %s\n", l->root, problem->file, problem->what);
    }
}

bool cli_languages_read(struct cli_languages *l, const char *code, struct folder *ret_folder)
{
    const struct folder_listener listener = {l, cli_languages_tell};
    arena_release(&l->arena, 0);
    const struct err e = folder_read(&l->arena, &l->source, code, &listener, ret_folder);
    folder_files_close(&l->files);
    if (failed(e) && e.code != ERR_BAD_INPUT) {
        fprintf(stderr, "language: %s/%s cannot be read (%s)\n", l->root, code, e.at);
        return false;
    }
    return ret_folder->name != NULL;
}

bool cli_languages_clips(struct cli_languages *l, const char *code, struct clips *ret_clips)
{
    char path[FOLDER_PATH_MAX + 64];
    struct file_bytes file = {0};
    struct err e;
    if (l->pack != NULL) {
        (void)snprintf(path, sizeof path, "%s/clips-%s.pak", l->pack, code);
        e = files_linux()->ops->map(path, &file);
    } else {
        (void)snprintf(path, sizeof path, "clips-%s.pak", code);
        e = assets_map(&l->assets, path, &file);
    }
    if (!failed(e)) {
        e = clips_open(ret_clips, file.bytes, file.size);
    }
    if (!failed(e) && strcmp(ret_clips->language, code) != 0) {
        e = ERR(ERR_CORRUPT, 0, "clips: of another language");
    }
    if (failed(e) && e.code != ERR_NOT_FOUND) {
        fprintf(stderr, "language: %s cannot be used (%s)\n", path, e.at);
        l->problems++;
    }
    return !failed(e);
}
