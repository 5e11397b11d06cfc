#include "app/pack/pack_set.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/citizen/catalogue.h"
#include "app/pack/pack_settings.h"
#include "app/pack/pack_tokens.h"
#include "platform/base/buf.h"

/* --- what lies in the folder ------------------------------------------------------------------ */

struct names {
    char list[PACK_SET_MAX][PACK_TITLE];
    int count;
    bool full;
};

/* "gia-lai.pack" -> "gia-lai" */
static bool stem_of(const char *file, char name[PACK_TITLE])
{
    const char *dot = strrchr(file, '.');
    if (dot == NULL || strcmp(dot, PACK_SUFFIX) != 0 || dot - file >= PACK_TITLE) {
        return false;
    }
    (void)snprintf(name, PACK_TITLE, "%.*s", (int)(dot - file), file);
    return true;
}

static void take_name(void *context, const char *file)
{
    struct names *n = context;
    char name[PACK_TITLE];
    if (!stem_of(file, name)) {
        return;
    }
    if (n->count == PACK_SET_MAX) {
        n->full = true;
        return;
    }
    int at = n->count++;
    while (at > 0 && strcmp(n->list[at - 1], name) > 0) {
        (void)memcpy(n->list[at], n->list[at - 1], PACK_TITLE);
        at--;
    }
    (void)memcpy(n->list[at], name, PACK_TITLE);
}

struct looking {
    struct port_dir *dir;
    const char *folder;
    uint64_t seen;
};

/* In no order: each counts by itself. */
static void look_at(void *context, const char *file)
{
    struct looking *l = context;
    char path[DIR_PATH_MAX + 80];
    char name[PACK_TITLE];
    struct dir_info info;
    (void)snprintf(path, sizeof path, "%s/%.64s", l->folder, file);
    if (stem_of(file, name) && !failed(l->dir->ops->look(l->dir, path, &info))) {
        uint64_t hash = 14695981039346656037u ^ info.inode ^ (uint64_t)info.modified << 20;
        for (const char *c = name; *c != '\0'; c++) {
            hash = (hash ^ (uint8_t)*c) * 1099511628211u;
        }
        l->seen += hash * 1099511628211u;
    }
}

uint64_t pack_set_look(struct port_dir *dir, const char *state)
{
    char folder[DIR_PATH_MAX];
    struct looking l = {dir, folder, 0};
    (void)snprintf(folder, sizeof folder, "%.480s/" PACK_FOLDER, state);
    return failed(dir->ops->each(dir, folder, look_at, &l)) ? 0 : l.seen;
}

/* --- one pack --------------------------------------------------------------------------------- */

struct opening {
    const struct pack_set_plan *plan;
    const char *name; /* of the pack being opened */
};

static void tell(void *context, const char *sentence)
{
    const struct opening *o = context;
    char whole[700];
    struct buf b;
    buf_init(&b, whole, sizeof whole);
    buf_printf(&b, "%s" PACK_SUFFIX ": %s", o->name, sentence);
    o->plan->listener->tell(o->plan->listener->context, whole);
}

/* False when it is left out. */
static bool open_one(struct opening *o, struct pack_installed *i)
{
    const struct pack_set_plan *plan = o->plan;
    const struct pack_listener listener = {o, tell};
    const struct err opened = pack_open(&i->pack, i->file.bytes, i->file.size);
    if (failed(opened) || !pack_is_signed(&i->pack, plan->key)) {
        char words[200];
        (void)snprintf(words, sizeof words, "%s: it is not used; install it anew",
                       failed(opened) ? opened.at : "it is not signed by the key of this kiosk");
        tell(o, words);
        return false;
    }
    pack_mark(&i->pack, i->mark);
    if (plan->admits != NULL && !plan->admits(plan->context, i->name, i->mark)) {
        tell(o, "it failed here and was undone: it is not used");
        return false;
    }
    if (failed(pack_contents_try(plan->arena, &i->pack, &listener, &i->contents))) {
        tell(o, "it is not used");
        return false;
    }
    (void)snprintf(i->version, sizeof i->version, "%d", i->contents.about.version);
    return true;
}

/* --- over the program's own data -------------------------------------------------------------- */

static bool is_ini(const char *name)
{
    const size_t n = strlen(name);
    return n > 4 && strcmp(name + n - 4, ".ini") == 0;
}

/* As it lies in the pack; what is read as text is copied, to end with a NUL. */
static enum assets_answer give(struct pack_set *s, const char *name, const struct pack_entry *e,
                               struct file_bytes *ret_file)
{
    *ret_file = (struct file_bytes){.bytes = (const char *)e->bytes, .size = e->size};
    if (!is_ini(name)) {
        return ASSETS_HERE;
    }
    if (e->size >= sizeof s->text) {
        return ASSETS_GONE;
    }
    (void)memcpy(s->text, e->bytes, e->size);
    s->text[e->size] = '\0';
    ret_file->bytes = s->text;
    return ASSETS_HERE;
}

const struct pack_installed *pack_set_form(const struct pack_set *s, const char *code)
{
    char name[PACK_NAME];
    struct pack_entry e;
    (void)snprintf(name, sizeof name, PACK_FORMS "%.20s/" PACK_PROCEDURE, code);
    for (int i = 0; i < s->count; i++) {
        if (pack_find(&s->list[i].pack, name, &e)) {
            return &s->list[i];
        }
    }
    return NULL;
}

/* "packs/0/procedures.csv": the rows of the first pack. */
static enum assets_answer find_rows(struct pack_set *s, const char *name,
                                    struct file_bytes *ret_file)
{
    struct pack_entry e;
    const int i = name[0] - '0';
    if (i < 0 || i >= s->count || name[1] != '/' || !pack_find(&s->list[i].pack, name + 2, &e)) {
        return ASSETS_GONE;
    }
    return give(s, name, &e, ret_file);
}

static enum assets_answer find(void *context, const char *name, struct file_bytes *ret_file)
{
    struct pack_set *s = context;
    char code[PACK_CODE];
    struct pack_entry e = {name, NULL, 0};
    if (strncmp(name, CATALOGUE_PACKED "/", sizeof CATALOGUE_PACKED) == 0) {
        return find_rows(s, name + sizeof CATALOGUE_PACKED, ret_file);
    }
    if (pack_form_file(&e, code) == NULL) {
        return ASSETS_ELSEWHERE;
    }
    const struct pack_installed *i = pack_set_form(s, code);
    if (i == NULL) {
        return ASSETS_ELSEWHERE;
    }
    return pack_find(&i->pack, name, &e) ? give(s, name, &e, ret_file) : ASSETS_GONE;
}

static void list(void *context, const char *folder, void (*each)(void *visitor, const char *name),
                 void *visitor)
{
    const struct pack_set *s = context;
    char code[PACK_CODE];
    char last[PACK_CODE] = "";
    if (strcmp(folder, "forms") != 0) {
        return;
    }
    for (int i = 0; i < s->count; i++) {
        for (uint32_t n = 0; n < s->list[i].pack.files; n++) {
            const struct pack_entry e = pack_at(&s->list[i].pack, n);
            if (pack_form_file(&e, code) != NULL && strcmp(code, last) != 0) {
                each(visitor, code);
                (void)memcpy(last, code, PACK_CODE);
            }
        }
    }
}

/* --- the set ---------------------------------------------------------------------------------- */

void pack_set_open(const struct pack_set_plan *plan, struct pack_set *ret_set)
{
    static struct names names; /* one set is opened at a time */
    char path[DIR_PATH_MAX + 80];
    struct opening o = {plan, PACK_FOLDER};
    const struct port_files *files = plan->dir->files;
    (void)memset(ret_set, 0, sizeof *ret_set);
    ret_set->layer = (struct assets_layer){ret_set, find, list};
    ret_set->seen = pack_set_look(plan->dir, plan->state);
    names = (struct names){.count = 0};
    (void)snprintf(path, sizeof path, "%.480s/" PACK_FOLDER, plan->state);
    if (failed(files->ops->list(path, take_name, &names))) {
        return; /* nothing was ever installed */
    }
    if (names.full) {
        tell(&o, "there are more than 8: the others are not used");
    }
    for (int n = 0; n < names.count; n++) {
        struct pack_installed *i = &ret_set->list[ret_set->count];
        o.name = names.list[n];
        (void)memcpy(i->name, names.list[n], PACK_TITLE);
        (void)snprintf(path, sizeof path, "%.480s/" PACK_FOLDER "/%s" PACK_SUFFIX, plan->state,
                       i->name);
        if (failed(files->ops->map(path, &i->file))) {
            tell(&o, "it cannot be read");
        } else if (open_one(&o, i)) {
            files->ops->rest(&i->file); /* hashed once; what is used comes back */
            ret_set->count++;
        } else {
            files->ops->unmap(&i->file);
        }
    }
    ret_set->left_out = names.count - ret_set->count;
}

void pack_set_close(struct pack_set *s, const struct port_files *files)
{
    for (int i = 0; i < s->count; i++) {
        files->ops->unmap(&s->list[i].file);
    }
    s->count = 0;
}

static void tell_nobody(void *context, const char *sentence)
{
    (void)context;
    (void)sentence;
}

void pack_set_settings(struct pack_set *set, struct settings *s)
{
    const struct pack_listener nobody = {NULL, tell_nobody};
    for (int i = 0; i < set->count; i++) {
        struct pack_telling t = {&nobody, false};
        struct pack_entry e;
        struct file_bytes text;
        if (pack_find(&set->list[i].pack, PACK_SETTINGS, &e) &&
            give(set, PACK_SETTINGS, &e, &text) == ASSETS_HERE) {
            const struct err read = pack_settings_read(&t, text.bytes, s);
            (void)read; /* it was tried when the set was opened */
        }
    }
}

const char *pack_set_tokens(const struct pack_set *s, int i, size_t *ret_size)
{
    struct pack_entry e;
    if (!pack_find(&s->list[i].pack, PACK_TOKENS, &e)) {
        return NULL;
    }
    *ret_size = e.size;
    return (const char *)e.bytes;
}
