#include "app/studio/kit.h"

#include <stdio.h>
#include <string.h>

#include "platform/base/secret.h"
#include "platform/base/wav.h"

#define ISSUE_BYTES (64u << 20)
#define BRING_BYTES (4u << 20)

/* What is kept is what was judged good; the desk is told by who wished. */
static struct err stop(struct kit *k, struct kit_wish *w)
{
    const struct prompt *p = &k->desk.prompts.list[w->prompt];
    take_make(k->heard, k->count, p->letters, &k->room, &k->take);
    explicit_bzero(k->heard, k->count * sizeof k->heard[0]);
    k->count = 0;
    w->fault = k->take.fault;
    return w->fault == RECORDING_GOOD
               ? shelf_take(&k->desk.shelf, p->id, k->take.samples, k->take.count)
               : ERR_OK;
}

static struct err open_recorded(struct kit *k, const struct file_bytes *file)
{
    struct wav w = {0};
    if (!wav_read((const uint8_t *)file->bytes, file->size, &w) || w.count > LEVEL_SAMPLES) {
        return ERR(ERR_CORRUPT, 0, "studio: a recording");
    }
    for (size_t i = 0; i < w.count; i++) {
        k->room.levelled[i] = wav_get(&w, i);
    }
    return take_again(k->room.levelled, w.count, &k->room, &k->clip);
}

static struct err open_brought(struct kit *k, const struct file_bytes *file)
{
    const uint8_t *b = (const uint8_t *)file->bytes;
    const size_t size = file->size - 4;
    if (size > sizeof k->room.audio) {
        return ERR(ERR_CORRUPT, 0, "studio: a recording");
    }
    (void)memcpy(k->room.audio, b + 4, size);
    k->clip = (struct clip){.audio = k->room.audio,
                            .audio_size = (uint32_t)size,
                            .samples = (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 |
                                       (uint32_t)b[3] << 24,
                            .text = ""};
    return ERR_OK;
}

/* As it lies on the disk: the take, else what is approved, else what came. */
static struct err hear(struct kit *k, const struct kit_wish *w)
{
    static const enum shelf_state order[] = {SHELF_TAKEN, SHELF_KEPT, SHELF_CAME};
    struct file_bytes file = {0};
    struct err e = ERR(ERR_NOT_FOUND, 0, "studio: no recording");
    for (size_t i = 0; i < 3 && e.code == ERR_NOT_FOUND; i++) {
        e = shelf_read(&k->desk.shelf, k->desk.prompts.list[w->prompt].id, order[i], &file);
        if (!failed(e)) {
            e = order[i] == SHELF_CAME ? open_brought(k, &file) : open_recorded(k, &file);
            w->dir->files->ops->unmap(&file);
        }
    }
    return e;
}

static struct err issue(struct kit *k, struct kit_wish *w)
{
    struct arena arena = {0};
    char folder[DIR_PATH_MAX];
    const struct issue to = {.folder = folder, .today = w->today, .expires = w->expires};
    const int n = snprintf(folder, sizeof folder, "%s/out-%s", k->desk.root, k->desk.code);
    if (n < 0 || n >= (int)sizeof folder) {
        return ERR(ERR_FULL, 0, "studio: path too long");
    }
    struct err e = secret_open_large(&arena, ISSUE_BYTES);
    if (!failed(e)) {
        e = issue_write(&k->desk, &to, &arena, &k->room, &w->issued);
        secret_close(&arena);
    }
    return e;
}

static void tell_nobody(void *context, const char *sentence)
{
    (void)context;
    (void)sentence; /* who made the pack finds it with `kioskctl pack verify` */
}

/* A refusal is no error: the page says it. */
static struct err bring(struct kit *k, struct kit_wish *w)
{
    static const struct pack_listener nobody = {NULL, tell_nobody};
    struct arena arena = {0};
    struct err e = secret_open_large(&arena, BRING_BYTES);
    if (!failed(e)) {
        w->brought = bring_offered(&k->desk, w->pack, k->has_packs_key ? k->packs_key : NULL,
                                   &arena, &nobody);
        secret_close(&arena);
        bring_look(&k->desk);
        e = w->brought.err;
    }
    return e;
}

void kit_carry_out(struct kit *k, struct kit_wish *w)
{
    w->error = ERR_OK;
    w->fault = RECORDING_GOOD;
    w->issued = (struct issue_result){.version = 0};
    w->brought = (struct bring_result){.refusal = BRING_UNREADABLE};
    switch (w->wish) {
    case STUDIO_OPEN:
        w->error = desk_open(&k->desk, w->dir, w->state, &k->places, k->texts, sizeof k->texts);
        bring_look(&k->desk);
        break;
    case STUDIO_LANGUAGE:
        w->error = desk_language(&k->desk, w->language);
        break;
    case STUDIO_STOP:
        w->error = stop(k, w);
        break;
    case STUDIO_HEAR:
        w->error = hear(k, w);
        break;
    case STUDIO_KEEP:
        w->error = desk_keep(&k->desk, w->prompt, &w->person, w->today);
        break;
    case STUDIO_APPROVE:
    case STUDIO_REFUSE:
        w->error =
            desk_review(&k->desk, w->message, w->wish == STUDIO_APPROVE, &w->person, w->today);
        break;
    case STUDIO_ISSUE:
        w->error = issue(k, w);
        break;
    case STUDIO_COVER:
        cover_make(&k->desk.folder, &k->desk.prompts, k->desk.states, &k->places, &k->desk.cover);
        break;
    case STUDIO_PERSON:
        w->error = desk_person(&k->desk, &w->person);
        break;
    case STUDIO_BRING:
        w->error = bring(k, w);
        break;
    case STUDIO_START:
    case STUDIO_CANCEL:
    case STUDIO_SHOW:
        break;
    }
}
