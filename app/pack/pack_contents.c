#include "app/pack/pack_contents.h"

#include <stdio.h>
#include <string.h>

#include "app/pack/pack_settings.h"
#include "app/pack/pack_tokens.h"

#define FOLDER_OF_LANGUAGES "languages/"

struct reading {
    struct pack_telling t;
    struct pack_contents *c;
    char form[PACK_CODE]; /* the folder that was counted last */
};

/* The file of a language that an entry is; NULL when it is none. */
static const char *file_of(const struct pack_entry *e, char code[FOLDER_CODE])
{
    const size_t head = strlen(FOLDER_OF_LANGUAGES);
    if (strncmp(e->name, FOLDER_OF_LANGUAGES, head) != 0) {
        return NULL;
    }
    const char *slash = strchr(e->name + head, '/');
    const size_t len = slash != NULL ? (size_t)(slash - e->name) - head : 0;
    if (len == 0 || len >= FOLDER_CODE || strchr(slash + 1, '/') != NULL) {
        return NULL;
    }
    (void)snprintf(code, FOLDER_CODE, "%.*s", (int)len, e->name + head);
    return slash + 1;
}

static struct err each(void *context, const char *language,
                       void (*visit)(void *visitor, const char *file), void *visitor)
{
    const struct pack_file *p = context;
    for (uint32_t i = 0; i < p->files; i++) {
        char code[FOLDER_CODE];
        const struct pack_entry e = pack_at(p, i);
        const char *file = file_of(&e, code);
        if (file != NULL && strcmp(code, language) == 0) {
            visit(visitor, file);
        }
    }
    return ERR_OK;
}

static struct err read(void *context, const char *language, const char *file,
                       const char **ret_bytes, size_t *ret_size)
{
    char name[PACK_NAME * 2];
    struct pack_entry e;
    (void)snprintf(name, sizeof name, FOLDER_OF_LANGUAGES "%s/%s", language, file);
    if (!pack_find(context, name, &e)) {
        return ERR(ERR_NOT_FOUND, 0, "pack: no such file");
    }
    *ret_bytes = (const char *)e.bytes;
    *ret_size = e.size;
    return ERR_OK;
}

struct folder_source pack_source(struct pack_file *p)
{
    return (struct folder_source){p, each, read};
}

static void take_language(struct reading *r, const char *code)
{
    struct pack_contents *c = r->c;
    for (int i = 0; i < c->language_count; i++) {
        if (strcmp(c->languages[i], code) == 0) {
            return;
        }
    }
    if (c->language_count == PACK_LANGUAGES) {
        pack_tell(&r->t, "more than %d languages: make two packs", PACK_LANGUAGES);
        return;
    }
    (void)snprintf(c->languages[c->language_count++], FOLDER_CODE, "%s", code);
}

static void take_clips(struct reading *r, const struct pack_entry *e)
{
    struct pack_contents *c = r->c;
    char name[PACK_NAME];
    struct clips clips;
    const struct err opened = clips_open(&clips, e->bytes, e->size);
    if (failed(opened)) {
        pack_tell(&r->t, "%s: %s", e->name, opened.at);
        return;
    }
    (void)snprintf(name, sizeof name, "clips-%.20s.pak", clips.language);
    if (strcmp(name, e->name) != 0) {
        pack_tell(&r->t, "%s: its clips are of %.20s", e->name, clips.language);
    } else if (c->clips_count == PACK_LANGUAGES) {
        pack_tell(&r->t, "more than %d packs of clips: make two packs", PACK_LANGUAGES);
    } else {
        c->clips[c->clips_count++] = clips;
    }
}

/* False when it is no file of what came with PACK_FIRMWARE_FORMS. */
static bool take_newer(struct reading *r, const struct pack_entry *e)
{
    struct pack_contents *c = r->c;
    char code[PACK_CODE];
    if (pack_forms_take(&r->t, e)) {
        const bool form = pack_form_file(e, code) != NULL;
        if (form && strcmp(code, r->form) != 0) {
            (void)memcpy(r->form, code, PACK_CODE);
            c->forms++;
        }
        c->has_rows |= !form;
        return true;
    }
    const bool settings = strcmp(e->name, PACK_SETTINGS) == 0;
    const bool tokens = strcmp(e->name, PACK_TOKENS) == 0;
    c->has_settings |= settings;
    c->has_tokens |= tokens;
    if ((settings && e->size > PACK_SETTINGS_BYTES) || (tokens && e->size > PACK_TOKENS_BYTES)) {
        pack_tell(&r->t, "%s: it is larger than such a file may be", e->name);
    }
    return settings || tokens;
}

static void take_entry(struct reading *r, const struct pack_entry *e)
{
    char code[FOLDER_CODE];
    if (strcmp(e->name, PACK_ABOUT) == 0) {
        return;
    }
    if (file_of(e, code) != NULL) {
        take_language(r, code);
    } else if (strncmp(e->name, "clips-", 6) == 0 && strchr(e->name, '/') == NULL) {
        take_clips(r, e);
    } else if (!take_newer(r, e)) {
        pack_tell(&r->t,
                  "%s: no file of a pack: it has " PACK_ABOUT
                  ", languages/CODE/FILE, clips-CODE.pak, forms/CODE/FILE, " PACK_PROCEDURES
                  ", " PACK_NEEDS ", " PACK_SETTINGS " and " PACK_TOKENS,
                  e->name);
    }
}

/* An older firmware says that it is too old, and not that it knows no such file. */
static void check_level(struct reading *r)
{
    const struct pack_contents *c = r->c;
    const bool newer = c->forms > 0 || c->has_rows || c->has_settings || c->has_tokens;
    if (newer && c->about.min_firmware < PACK_FIRMWARE_FORMS) {
        pack_tell(&r->t,
                  PACK_ABOUT ": forms, procedures, settings and tokens want min_firmware = %d",
                  PACK_FIRMWARE_FORMS);
    }
}

static void take_problem(void *context, const struct folder_problem *p)
{
    struct reading *r = context;
    if (!p->unknown) { /* a message that another firmware knows is no fault */
        pack_tell(&r->t, FOLDER_OF_LANGUAGES "%s:%d: %s", p->file, p->line, p->what);
    }
}

static struct err check_languages(struct reading *r, struct arena *arena, struct pack_file *p)
{
    const struct folder_source source = pack_source(p);
    const struct folder_listener listener = {r, take_problem};
    const size_t mark = arena_mark(arena);
    for (int i = 0; i < r->c->language_count; i++) {
        struct folder *f = arena_alloc(arena, sizeof *f);
        if (f == NULL) {
            return ERR(ERR_FULL, 0, "pack: no room");
        }
        const struct err e = folder_read(arena, &source, r->c->languages[i], &listener, f);
        if (failed(e) && e.code != ERR_BAD_INPUT) {
            pack_tell(&r->t, FOLDER_OF_LANGUAGES "%s: %s", r->c->languages[i], e.at);
        }
        arena_release(arena, mark);
    }
    return ERR_OK;
}

struct err pack_contents_read(struct arena *arena, struct pack_file *p,
                              const struct pack_listener *listener,
                              struct pack_contents *ret_contents)
{
    struct reading r = {{listener, false}, ret_contents, ""};
    struct pack_entry about;
    char what[160];
    (void)memset(ret_contents, 0, sizeof *ret_contents);
    if (!pack_find(p, PACK_ABOUT, &about)) {
        pack_tell(&r.t,
                  "there is no " PACK_ABOUT ": it says name, version, made, expires, min_firmware");
        return ERR(ERR_BAD_INPUT, 0, "pack: no pack.ini");
    }
    const struct err e =
        pack_about_read((const char *)about.bytes, about.size, &ret_contents->about, what);
    if (failed(e)) {
        pack_tell(&r.t, "%s", what);
        return e;
    }
    if (ret_contents->about.min_firmware > PACK_FIRMWARE) {
        pack_tell(&r.t,
                  "it is for firmware that understands packs of level %d, and this one's is %d: "
                  "update the firmware first",
                  ret_contents->about.min_firmware, PACK_FIRMWARE);
        return ERR(ERR_VERSION, 0, "pack: newer than this firmware");
    }
    for (uint32_t i = 0; i < p->files; i++) {
        const struct pack_entry entry = pack_at(p, i);
        take_entry(&r, &entry);
    }
    check_level(&r);
    const struct err languages = check_languages(&r, arena, p);
    if (failed(languages)) {
        return languages;
    }
    return r.t.bad ? ERR(ERR_BAD_INPUT, 0, "pack: what is in it") : ERR_OK;
}

/* Settings and tokens are read as text: a copy of them ends with a NUL. */
static struct err try_texts(struct arena *arena, const struct pack_file *p, struct pack_telling *t)
{
    struct pack_entry e;
    struct settings settings;
    const char *text = NULL;
    if (pack_find(p, PACK_SETTINGS, &e)) {
        text = arena_copy(arena, (const char *)e.bytes, e.size);
        if (text == NULL) {
            return ERR(ERR_FULL, 0, "pack: no room");
        }
        settings_default(&settings);
        const struct err told = pack_settings_read(t, text, &settings);
        (void)told; /* it was told */
    }
    if (pack_find(p, PACK_TOKENS, &e)) {
        pack_tokens_try(t, (const char *)e.bytes, e.size);
    }
    return ERR_OK;
}

struct err pack_contents_try(struct arena *arena, struct pack_file *p,
                             const struct pack_listener *listener,
                             struct pack_contents *ret_contents)
{
    struct pack_telling t = {listener, false};
    struct err e = pack_contents_read(arena, p, listener, ret_contents);
    if (failed(e)) {
        return e;
    }
    const size_t mark = arena_mark(arena);
    e = pack_forms_try(arena, p, &t);
    e = failed(e) ? e : try_texts(arena, p, &t);
    arena_release(arena, mark);
    return failed(e) ? e : t.bad ? ERR(ERR_BAD_INPUT, 0, "pack: what is in it") : ERR_OK;
}
