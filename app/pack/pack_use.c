#include "app/pack/pack_use.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "app/language/report.h"
#include "app/sound/installed.h"
#include "platform/base/buf.h"

#define NAME_MAX_BYTES 64

struct names {
    char list[PACK_USE_MAX][NAME_MAX_BYTES];
    int count;
    bool full;
};

static void take_name(void *context, const char *name)
{
    struct names *n = context;
    const char *dot = strrchr(name, '.');
    if (dot == NULL || strcmp(dot, PACK_SUFFIX) != 0) {
        return;
    }
    if (n->count == PACK_USE_MAX || strlen(name) >= NAME_MAX_BYTES) {
        n->full = true;
        return;
    }
    int at = n->count++;
    while (at > 0 && strcmp(n->list[at - 1], name) > 0) {
        (void)memcpy(n->list[at], n->list[at - 1], NAME_MAX_BYTES);
        at--;
    }
    (void)snprintf(n->list[at], NAME_MAX_BYTES, "%s", name);
}

struct putting {
    struct arena *arena;
    const char *name; /* of the pack's file */
    const struct pack_listener *listener;
    struct pack_contents *contents;
    struct pack_use *use;
};

__attribute__((format(printf, 2, 3))) static void tell(const struct putting *p, const char *format,
                                                       ...)
{
    char sentence[700];
    struct buf b;
    va_list arguments;
    char words[600];
    va_start(arguments, format);
    (void)vsnprintf(words, sizeof words, format, arguments);
    va_end(arguments);
    buf_init(&b, sentence, sizeof sentence);
    buf_printf(&b, "%s: %s", p->name, words);
    p->listener->tell(p->listener->context, sentence);
}

static void tell_problem(void *context, const struct folder_problem *problem)
{
    if (!problem->unknown) {
        tell(context, "%s:%d: %s", problem->file, problem->line, problem->what);
    }
}

static const struct clips *clips_of(const struct putting *p, const char *code)
{
    for (int i = 0; i < p->contents->clips_count; i++) {
        if (strcmp(p->contents->clips[i].language, code) == 0) {
            return &p->contents->clips[i];
        }
    }
    return NULL;
}

/* A language is as spoken as the pack and the build together make it. */
static struct language row_of(const struct folder *f, const struct clips *clips)
{
    const struct language *built = language_find(f->code);
    const bool whole = built != NULL && built->spoken == built->messages;
    struct language row = {.code = f->code,
                           .name = f->name,
                           .vietnamese = f->vietnamese,
                           .strip = f->strip,
                           .messages = MSG_COUNT - 1,
                           .ready = true};
    for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
        row.spoken += whole || state_is_spoken(report_state(f, clips, (enum message_id)id));
    }
    row.greets = whole || state_is_spoken(report_state(f, clips, MSG_WELCOME_GREETING));
    for (int i = 0; language_core(i) != MSG_NONE; i++) {
        row.ready &= whole || state_is_spoken(report_state(f, clips, language_core(i)));
    }
    return row;
}

/* What may be shown of a folder becomes texts; its strings lie in the arena already. */
static bool put_folder(const struct putting *p, const struct folder *f)
{
    struct installed_text *texts = arena_alloc(p->arena, MSG_COUNT * sizeof *texts);
    struct language *row = arena_alloc(p->arena, sizeof *row);
    const char *code = arena_copy(p->arena, f->code, strlen(f->code));
    if (texts == NULL || row == NULL || code == NULL) {
        tell(p, "%s: there is no room for its texts", f->code);
        return false;
    }
    *row = row_of(f, clips_of(p, f->code));
    row->code = code;
    for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
        if (state_is_shown(folder_state(f, (enum message_id)id))) {
            texts[id] = (struct installed_text){f->messages[id].text, f->messages[id].say};
        }
    }
    if (!installed_add(row, texts)) {
        tell(p, "%s: another pack brings this language already, or there are too many", f->code);
        return false;
    }
    return true;
}

static void put_language(struct putting *p, struct pack_file *pack, const char *code)
{
    static struct folder f;
    const struct folder_source source = pack_source(pack);
    const struct folder_listener problems = {p, tell_problem};
    const struct err e = folder_read(p->arena, &source, code, &problems, &f);
    if (failed(e)) {
        tell(p, "%s: %s", code, e.at);
    } else if (put_folder(p, &f)) {
        p->use->languages++;
    }
}

static void put_clips(struct putting *p)
{
    for (int i = 0; i < p->contents->clips_count; i++) {
        struct clips *kept = arena_alloc(p->arena, sizeof *kept);
        if (kept == NULL) {
            tell(p, "there is no room for its clips");
            return;
        }
        *kept = p->contents->clips[i];
        if (installed_add_clips(kept)) {
            p->use->clips++;
        } else {
            tell(p, "%s: another pack brings its clips already", kept->language);
        }
    }
}

/* False when nothing of the file is used, and it need not stay mapped. */
static bool put_pack(struct putting *p, const struct file_bytes *file, const uint8_t key[SEAL_KEY])
{
    struct pack_file pack;
    const struct err opened = pack_open(&pack, file->bytes, file->size);
    if (failed(opened) || !pack_is_signed(&pack, key)) {
        tell(p, "%s: it is not used; install it anew",
             failed(opened) ? opened.at : "it is not signed by the key of this kiosk");
        return false;
    }
    if (failed(pack_contents_read(p->arena, &pack, p->listener, p->contents))) {
        tell(p, "it is not used");
        return false;
    }
    for (int i = 0; i < p->contents->language_count; i++) {
        put_language(p, &pack, p->contents->languages[i]);
    }
    put_clips(p);
    return true;
}

void pack_use_all(struct arena *arena, const struct port_files *files, const char *state,
                  const uint8_t key[SEAL_KEY], const struct pack_listener *listener,
                  struct pack_use *ret_use)
{
    static struct pack_contents contents;
    static struct names names;
    char path[1024];
    struct putting p = {arena, PACK_FOLDER, listener, &contents, ret_use};
    *ret_use = (struct pack_use){.count = 0};
    names = (struct names){.count = 0};
    (void)snprintf(path, sizeof path, "%.800s/" PACK_FOLDER, state);
    if (failed(files->ops->list(path, take_name, &names))) {
        return; /* nothing was ever installed */
    }
    if (names.full) {
        tell(&p, "more than %d packs: the others are not used", PACK_USE_MAX);
    }
    for (int i = 0; i < names.count; i++) {
        struct file_bytes *file = &ret_use->files[ret_use->count];
        p.name = names.list[i];
        (void)snprintf(path, sizeof path, "%.800s/" PACK_FOLDER "/%s", state, names.list[i]);
        if (failed(files->ops->map(path, file))) {
            tell(&p, "it cannot be read");
        } else if (put_pack(&p, file, key)) {
            files->ops->rest(file); /* hashed once; what is heard comes back */
            ret_use->count++;
        } else {
            files->ops->unmap(file);
        }
    }
}
