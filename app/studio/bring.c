#include "app/studio/bring.h"

#include <stdio.h>
#include <string.h>

#include "app/pack/pack_store.h"

/* Keeps the first by name: a folder lists its files in no order. */
static void take_name(void *context, const char *name)
{
    struct desk_packs *p = context;
    const char *dot = strrchr(name, '.');
    if (dot == NULL || dot == name || strcmp(dot, PACK_SUFFIX) != 0 ||
        strlen(name) >= DESK_PACK_NAME) {
        return;
    }
    if (p->count == DESK_PACKS && strcmp(p->names[DESK_PACKS - 1], name) <= 0) {
        return;
    }
    int at = p->count < DESK_PACKS ? p->count++ : DESK_PACKS - 1;
    while (at > 0 && strcmp(p->names[at - 1], name) > 0) {
        (void)memcpy(p->names[at], p->names[at - 1], DESK_PACK_NAME);
        at--;
    }
    (void)snprintf(p->names[at], DESK_PACK_NAME, "%s", name);
}

static bool path_of(const struct desk *d, const char *name, char ret_path[DIR_PATH_MAX])
{
    const int n = snprintf(ret_path, DIR_PATH_MAX, "%s/" BRING_FOLDER "%s%s", d->root,
                           name[0] != '\0' ? "/" : "", name);
    return n > 0 && n < DIR_PATH_MAX;
}

void bring_look(struct desk *d)
{
    char path[DIR_PATH_MAX];
    d->offered = (struct desk_packs){.count = 0};
    if (path_of(d, "", path) && failed(d->dir->files->ops->list(path, take_name, &d->offered))) {
        d->offered.count = 0; /* nobody laid one there */
    }
}

static const struct clips *clips_of(const struct pack_contents *contents, const char *code)
{
    for (int i = 0; i < contents->clips_count; i++) {
        if (strcmp(contents->clips[i].language, code) == 0) {
            return &contents->clips[i];
        }
    }
    return NULL;
}

static void bring_languages(struct desk *d, struct pack_file *pack,
                            const struct pack_contents *contents, const char *wanted,
                            struct bring_result *result)
{
    const struct folder_source source = pack_source(pack);
    for (int i = 0; i < contents->language_count && !failed(result->err); i++) {
        const char *code = contents->languages[i];
        int clips = 0;
        if (wanted == NULL || strcmp(code, wanted) == 0) {
            result->err = desk_bring(d, &source, code, clips_of(contents, code), &clips);
            result->languages += !failed(result->err);
            result->clips += clips;
        }
    }
    result->refusal = failed(result->err)      ? BRING_NOT_KEPT
                      : result->languages == 0 ? BRING_EMPTY
                                               : BRING_TAKEN;
}

struct bring_result bring_pack(struct desk *d, const struct bring_offer *offer, struct arena *arena,
                               const struct pack_listener *listener)
{
    struct bring_result result = {.refusal = BRING_UNREADABLE};
    struct pack_file pack;
    if (failed(pack_open(&pack, offer->bytes, offer->size))) {
        return result;
    }
    result.refusal = BRING_NOT_SIGNED;
    if (offer->key == NULL || !pack_is_signed(&pack, offer->key)) {
        return result; /* before a byte of what is in it is read */
    }
    result.refusal = BRING_UNSOUND;
    const size_t mark = arena_mark(arena);
    struct pack_contents *contents = arena_alloc(arena, sizeof *contents);
    if (contents != NULL) {
        const struct err e = pack_contents_read(arena, &pack, listener, contents);
        if (e.code == ERR_VERSION) {
            result.refusal = BRING_NEWER;
        } else if (!failed(e)) {
            bring_languages(d, &pack, contents, offer->code, &result);
        }
    }
    arena_release(arena, mark);
    return result;
}

/* What was taken in is offered no more, and is kept for who wants to know what came. */
static void put_away(const struct desk *d, const char *path)
{
    char away[DIR_PATH_MAX];
    const int n = snprintf(away, sizeof away, "%s" BRING_TAKEN_SUFFIX, path);
    if (n > 0 && n < (int)sizeof away) {
        (void)d->dir->ops->move(d->dir, path, away); /* else it is offered again: no harm */
    }
}

struct bring_result bring_offered(struct desk *d, int pack, const uint8_t *key, struct arena *arena,
                                  const struct pack_listener *listener)
{
    struct bring_result result = {.refusal = BRING_UNREADABLE};
    struct file_bytes file = {0};
    char path[DIR_PATH_MAX];
    if (pack < 0 || pack >= d->offered.count || !path_of(d, d->offered.names[pack], path) ||
        failed(d->dir->files->ops->read(path, PACK_MAX, &file))) {
        return result;
    }
    const struct bring_offer offer = {file.bytes, file.size, key, NULL};
    result = bring_pack(d, &offer, arena, listener);
    d->dir->files->ops->unmap(&file);
    if (result.refusal == BRING_TAKEN) {
        put_away(d, path);
    }
    return result;
}
