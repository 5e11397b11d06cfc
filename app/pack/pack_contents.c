#include "app/pack/pack_contents.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define FOLDER_OF_LANGUAGES "languages/"

struct reading {
    const struct pack_listener *listener;
    struct pack_contents *c;
    bool bad;
};

__attribute__((format(printf, 2, 3))) static void tell(struct reading *r, const char *format, ...)
{
    char sentence[600];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    r->bad = true;
    r->listener->tell(r->listener->context, sentence);
}

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
        tell(r, "more than %d languages: make two packs", PACK_LANGUAGES);
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
        tell(r, "%s: %s", e->name, opened.at);
        return;
    }
    (void)snprintf(name, sizeof name, "clips-%.20s.pak", clips.language);
    if (strcmp(name, e->name) != 0) {
        tell(r, "%s: its clips are of %.20s", e->name, clips.language);
    } else if (c->clips_count == PACK_LANGUAGES) {
        tell(r, "more than %d packs of clips: make two packs", PACK_LANGUAGES);
    } else {
        c->clips[c->clips_count++] = clips;
    }
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
    } else {
        tell(r,
             "%s: no file of a pack: it has " PACK_ABOUT ", languages/CODE/FILE and clips-CODE.pak",
             e->name);
    }
}

static void take_problem(void *context, const struct folder_problem *p)
{
    struct reading *r = context;
    if (!p->unknown) { /* a message that another firmware knows is no fault */
        tell(r, FOLDER_OF_LANGUAGES "%s:%d: %s", p->file, p->line, p->what);
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
            tell(r, FOLDER_OF_LANGUAGES "%s: %s", r->c->languages[i], e.at);
        }
        arena_release(arena, mark);
    }
    return ERR_OK;
}

struct err pack_contents_read(struct arena *arena, struct pack_file *p,
                              const struct pack_listener *listener,
                              struct pack_contents *ret_contents)
{
    struct reading r = {listener, ret_contents, false};
    struct pack_entry about;
    char what[160];
    (void)memset(ret_contents, 0, sizeof *ret_contents);
    if (!pack_find(p, PACK_ABOUT, &about)) {
        tell(&r, "there is no " PACK_ABOUT ": it says name, version, made, expires, min_firmware");
        return ERR(ERR_BAD_INPUT, 0, "pack: no pack.ini");
    }
    const struct err e =
        pack_about_read((const char *)about.bytes, about.size, &ret_contents->about, what);
    if (failed(e)) {
        tell(&r, "%s", what);
        return e;
    }
    if (ret_contents->about.min_firmware > PACK_FIRMWARE) {
        tell(&r,
             "it is for firmware that understands packs of level %d, and this one's is %d: "
             "update the firmware first",
             ret_contents->about.min_firmware, PACK_FIRMWARE);
        return ERR(ERR_VERSION, 0, "pack: newer than this firmware");
    }
    for (uint32_t i = 0; i < p->files; i++) {
        const struct pack_entry entry = pack_at(p, i);
        take_entry(&r, &entry);
    }
    const struct err languages = check_languages(&r, arena, p);
    if (failed(languages)) {
        return languages;
    }
    return r.bad ? ERR(ERR_BAD_INPUT, 0, "pack: what is in it") : ERR_OK;
}
