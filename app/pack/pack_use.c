#include "app/pack/pack_use.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "app/language/report.h"
#include "app/sound/installed.h"
#include "platform/base/buf.h"

/* A language that was read, before it is put to use. */
struct prepared {
    const struct language *row;
    const struct installed_text *texts;
};

struct putting {
    struct prepared list[INSTALLED_MAX];
    int count;
    struct arena *arena;
    const char *name; /* of the pack's file */
    const struct pack_listener *listener;
    const struct pack_contents *contents;
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
    buf_printf(&b, "%s" PACK_SUFFIX ": %s", p->name, words);
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
static bool put_folder(struct putting *p, const struct folder *f)
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
    for (int i = 0; i < p->count; i++) {
        if (p->count == INSTALLED_MAX || strcmp(p->list[i].row->code, code) == 0) {
            tell(p, "%s: another pack brings this language already, or there are too many",
                 f->code);
            return false;
        }
    }
    p->list[p->count++] = (struct prepared){row, texts};
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
    } else {
        (void)put_folder(p, &f); /* it was told */
    }
}

static void put_clips(struct putting *p)
{
    for (int i = 0; i < p->contents->clips_count; i++) {
        if (installed_add_clips(&p->contents->clips[i])) {
            p->use->clips++;
        } else {
            tell(p, "%s: another pack brings its clips already", p->contents->clips[i].language);
        }
    }
}

/* Reads every language of a set into the list; recordings are put to use as it goes, when asked. */
static void prepare(struct putting *p, struct pack_set *set, bool clips)
{
    for (int n = 0; n < set->count; n++) {
        struct pack_installed *i = &set->list[n];
        p->name = i->name;
        p->contents = &i->contents;
        for (int l = 0; l < i->contents.language_count; l++) {
            put_language(p, &i->pack, i->contents.languages[l]);
        }
        if (clips) {
            put_clips(p);
        }
    }
}

static void put_prepared(struct putting *p)
{
    for (int i = 0; i < p->count; i++) {
        p->use->languages += installed_add(p->list[i].row, p->list[i].texts);
    }
}

void pack_use_languages(struct arena *arena, struct pack_set *set,
                        const struct pack_listener *listener, struct pack_use *ret_use)
{
    struct putting p = {.arena = arena, .listener = listener, .use = ret_use};
    *ret_use = (struct pack_use){.languages = 0};
    prepare(&p, set, true);
    put_prepared(&p);
}

static bool brings(const struct putting *p, const char *code)
{
    for (int i = 0; i < p->count; i++) {
        if (strcmp(p->list[i].row->code, code) == 0) {
            return true;
        }
    }
    return false;
}

bool pack_use_languages_again(struct arena *arena, struct pack_set *set,
                              const struct pack_listener *listener, struct pack_use *ret_use)
{
    const struct language *old[INSTALLED_MAX];
    struct pack_use use = {.languages = 0};
    struct putting p = {.arena = arena, .listener = listener, .use = &use};
    int count = 0;
    while (count < INSTALLED_MAX && installed_language_at(count) != NULL) {
        old[count] = installed_language_at(count);
        count++;
    }
    const int there = installed_drop_languages(); /* how far one is, is asked of what is built in */
    prepare(&p, set, false);
    for (int i = 0; i < count; i++) {
        if (!brings(&p, old[i]->code)) {
            installed_keep_languages(there);
            return false;
        }
    }
    put_prepared(&p);
    use.clips = ret_use->clips;
    *ret_use = use;
    return true;
}

void pack_use_recordings(const struct pack_set *set)
{
    installed_drop_clips();
    for (int n = 0; n < set->count; n++) {
        const struct pack_contents *c = &set->list[n].contents;
        for (int i = 0; i < c->clips_count; i++) {
            const bool put = installed_add_clips(&c->clips[i]);
            (void)put; /* a pack before it brought them */
        }
    }
}
