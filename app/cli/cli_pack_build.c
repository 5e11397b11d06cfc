#include "app/cli/cli_pack_build.h"

#include <stdio.h>
#include <string.h>

#include "app/cli/cli_languages.h"
#include "app/pack/pack_contents.h"
#include "platform/base/buf.h"
#include "platform/base/secret.h"
#include "platform/port_dir.h"

struct build {
    const char *folder;
    struct pack_entry entries[PACK_FILES_MAX];
    struct file_bytes files[PACK_FILES_MAX];
    char names[PACK_FILES_MAX][PACK_NAME];
    uint32_t count;
    char below[PACK_NAME]; /* "languages/jra/", "" at the top */
    bool bad;
};

static void refuse(struct build *b, const char *name, const char *what)
{
    fprintf(stderr, "pack build: %s/%s: %s\n", b->folder, name, what);
    b->bad = true;
}

/* a, "/" unless a is "" or ends with one, and b; false when it does not fit. */
static bool join(char *out, size_t room, const char *a, const char *b)
{
    struct buf text;
    const size_t n = strlen(a);
    buf_init(&text, out, room);
    buf_printf(&text, "%s%s%s", a, n > 0 && a[n - 1] != '/' && b[0] != '/' ? "/" : "", b);
    return !text.full;
}

static void visit_below(struct build *b, const char *name);

/* A file or a folder of what is below now. Names with a dot in front are nobody's: left out. */
static void visit(void *context, const char *name)
{
    struct build *b = context;
    char path[FOLDER_PATH_MAX + PACK_NAME];
    char full[PACK_NAME];
    if (name[0] == '.') {
        return;
    }
    if (!join(full, sizeof full, b->below, name) || !join(path, sizeof path, b->folder, full)) {
        refuse(b, name, "its name is longer than a pack's file may have");
        return;
    }
    if (files_linux()->ops->is_directory(path)) {
        visit_below(b, full);
        return;
    }
    if (b->count == PACK_FILES_MAX || !pack_name_is_fine(full)) {
        refuse(
            b, full,
            b->count == PACK_FILES_MAX
                ? "there are more files than a pack can have"
                : "no name for a file of a pack: a-z, 0-9, dot, hyphen and underline, at most 63");
        return;
    }
    if (failed(files_linux()->ops->map(path, &b->files[b->count]))) {
        refuse(b, full, "it cannot be read");
        return;
    }
    (void)memcpy(b->names[b->count], full, PACK_NAME);
    b->entries[b->count] = (struct pack_entry){
        b->names[b->count], (const uint8_t *)b->files[b->count].bytes, b->files[b->count].size};
    b->count++;
}

/* Folders in folders to the depth that languages/CODE/FILE has. */
static void visit_below(struct build *b, const char *name)
{
    char path[FOLDER_PATH_MAX + PACK_NAME];
    char before[PACK_NAME];
    (void)memcpy(before, b->below, sizeof before);
    if (strchr(before, '/') != strrchr(before, '/') || !join(path, sizeof path, b->folder, name) ||
        !join(b->below, sizeof b->below, name, "/")) {
        refuse(b, name,
               "a pack has no folder there: it has languages/CODE/FILE and forms/CODE/FILE");
    } else if (failed(files_linux()->ops->list(path, visit, b))) {
        refuse(b, name, "it cannot be read");
    }
    (void)memcpy(b->below, before, sizeof before);
}

static void tell(void *context, const char *sentence)
{
    struct build *b = context;
    refuse(b, "", sentence);
}

/* The whole file in one block: signing reads it from front to end. */
static size_t lay_out(struct build *b, uint8_t *out, size_t room)
{
    size_t at = 0;
    const struct err e = pack_write_head(b->entries, b->count, out, room, &at);
    if (failed(e)) {
        refuse(b, "", e.at);
        return 0;
    }
    for (uint32_t i = 0; i < b->count; i++) {
        (void)memcpy(out + at, b->entries[i].bytes, b->entries[i].size);
        at += b->entries[i].size;
    }
    return at;
}

static int write_out(const char *path, const uint8_t *bytes, size_t size)
{
    FILE *f = fopen(path, "wb");
    if (f == NULL || fwrite(bytes, 1, size, f) != size || fclose(f) != 0) {
        fprintf(stderr, "pack build: %s cannot be written\n", path);
        return 1;
    }
    return 0;
}

static bool is_usable(struct build *b, const uint8_t *bytes, size_t size,
                      struct pack_contents *ret_contents)
{
    struct arena arena = {0};
    struct pack_file p;
    const struct pack_listener listener = {b, tell};
    struct err e = secret_open_large(&arena, PACK_TRIAL_BYTES);
    e = failed(e) ? e : pack_open(&p, bytes, size);
    if (failed(e)) {
        refuse(b, "", e.at);
    } else {
        e = pack_contents_try(&arena, &p, &listener, ret_contents);
    }
    secret_close(&arena);
    return !failed(e);
}

static int build_into(struct build *b, const char *out, const uint8_t seed[32], uint8_t *bytes,
                      size_t room)
{
    static struct pack_contents contents;
    uint8_t hash[SEAL_HASH];
    const size_t at = lay_out(b, bytes, room);
    if (at == 0) {
        return 1;
    }
    seal_hash(bytes, at, hash);
    seal_sign(seed, hash, bytes + at);
    if (!is_usable(b, bytes, at + SEAL_SIGNATURE, &contents)) {
        return 1;
    }
    if (write_out(out, bytes, at + SEAL_SIGNATURE) != 0) {
        return 1;
    }
    printf("%s: %s version %d, %u files, %zu bytes\n", out, contents.about.name,
           contents.about.version, b->count, at + SEAL_SIGNATURE);
    return 0;
}

int cli_pack_build(const char *folder, const char *out, const uint8_t seed[32])
{
    static struct build b;
    struct arena block = {0};
    b.folder = folder;
    const struct err e = files_linux()->ops->list(folder, visit, &b);
    if (failed(e)) {
        fprintf(stderr, "pack build: %s is no folder that can be read\n", folder);
        return 1;
    }
    size_t room = PACK_HEAD_MAX + SEAL_SIGNATURE;
    for (uint32_t i = 0; i < b.count; i++) {
        room += b.files[i].size;
    }
    if (b.bad) {
        return 1;
    }
    if (room > PACK_MAX || failed(secret_open_large(&block, room))) {
        fprintf(stderr, "pack build: it would be larger than a pack may be\n");
        return 1;
    }
    const int status = build_into(&b, out, seed, block.base, block.size);
    secret_close(&block);
    return status;
}
