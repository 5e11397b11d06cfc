#include "app/pack/pack_use.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "app/language/report.h"
#include "app/sound/installed.h"
#include "platform/base/buf.h"

struct putting {
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
        if (installed_add_clips(&p->contents->clips[i])) {
            p->use->clips++;
        } else {
            tell(p, "%s: another pack brings its clips already", p->contents->clips[i].language);
        }
    }
}

void pack_use_languages(struct arena *arena, struct pack_set *set,
                        const struct pack_listener *listener, struct pack_use *ret_use)
{
    struct putting p = {.arena = arena, .listener = listener, .use = ret_use};
    *ret_use = (struct pack_use){.languages = 0};
    for (int n = 0; n < set->count; n++) {
        struct pack_installed *i = &set->list[n];
        p.name = i->name;
        p.contents = &i->contents;
        for (int l = 0; l < i->contents.language_count; l++) {
            put_language(&p, &i->pack, i->contents.languages[l]);
        }
        put_clips(&p);
    }
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
