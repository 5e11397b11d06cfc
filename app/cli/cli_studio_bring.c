#include "app/cli/cli_studio_bring.h"

#include <stdio.h>
#include <string.h>

#include "app/outbox/key_file.h"
#include "app/outbox/seal.h"
#include "app/studio/bring.h"

#define ARENA_BYTES (4u << 20)

static void tell(void *context, const char *sentence)
{
    fprintf(stderr, "studio: %s: %s\n", (const char *)context, sentence);
}

static int say(const struct desk *d, const char *code, struct err e, int clips)
{
    if (e.code == ERR_NOT_FOUND) {
        fprintf(stderr, "studio: there is no language %s\n", code);
    } else if (failed(e)) {
        fprintf(stderr, "studio: %s cannot be brought (%s, %s, %d)\n", code, e.at, err_name(e.code),
                e.os);
    } else {
        printf("%s\t%s\t%d sentences to read, %d recordings came along\n", code, d->folder.name,
               d->prompts.count, clips);
    }
    return failed(e) ? 1 : 0;
}

static int from_folder(struct desk *d, const char *code, const char *from)
{
    struct folder_files files;
    struct folder_source source;
    struct file_bytes file = {0};
    struct clips clips;
    char path[FOLDER_PATH_MAX];
    int came = 0;
    (void)snprintf(path, sizeof path, "%.900s/languages", from);
    struct err e = folder_files_open(&files, files_linux(), path, &source);
    (void)snprintf(path, sizeof path, "%.900s/clips-%.20s.pak", from, code);
    const bool spoken = !failed(files_linux()->ops->map(path, &file)) &&
                        !failed(clips_open(&clips, file.bytes, file.size)) &&
                        strcmp(clips.language, code) == 0;
    if (!failed(e)) {
        e = desk_bring(d, &source, code, spoken ? &clips : NULL, &came);
        folder_files_close(&files);
    }
    files_linux()->ops->unmap(&file);
    return say(d, code, e, came);
}

static int from_pack(struct desk *d, const char *code, const struct file_bytes *file,
                     const uint8_t key[SEAL_KEY], const char *from)
{
    static uint8_t storage[ARENA_BYTES];
    struct arena arena;
    const struct pack_listener listener = {(void *)(uintptr_t)from, tell};
    const struct bring_offer offer = {file->bytes, file->size, key, code};
    arena_init(&arena, storage, sizeof storage);
    const struct bring_result r = bring_pack(d, &offer, &arena, &listener);
    switch (r.refusal) {
    case BRING_UNREADABLE:
    case BRING_NOT_SIGNED:
        fprintf(stderr, "studio: %s: it is no pack, or the key did not sign it\n", from);
        return 1;
    case BRING_UNSOUND:
    case BRING_NEWER:
        return 1; /* the listener told */
    case BRING_EMPTY:
        return say(d, code, ERR(ERR_NOT_FOUND, 0, "studio: language"), 0);
    case BRING_TAKEN:
    case BRING_NOT_KEPT:
        break;
    }
    return say(d, code, r.err, r.clips);
}

int cli_studio_bring(struct desk *d, const char *code, const char *from, const char *key)
{
    struct file_bytes file = {0};
    uint8_t public_key[SEAL_KEY];
    if (files_linux()->ops->is_directory(from)) {
        return from_folder(d, code, from);
    }
    if (key == NULL || failed(seal_start()) ||
        failed(key_file_read_at(files_linux(), key, public_key))) {
        fprintf(stderr, "studio: a pack needs --key, the public key of who signs packs\n");
        return 1;
    }
    const struct err e = files_linux()->ops->read(from, PACK_MAX, &file);
    if (failed(e)) {
        fprintf(stderr, "studio: %s cannot be read (%s)\n", from, err_name(e.code));
        return 1;
    }
    const int status = from_pack(d, code, &file, public_key, from);
    files_linux()->ops->unmap(&file);
    return status;
}
