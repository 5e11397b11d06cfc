#include "app/studio/desk.h"

#include <stdio.h>
#include <string.h>

#include "app/language/rewrite.h"
#include "app/whole.h"

enum { FILES_MAX = 40, FILE_NAME = 48, STATE_BYTES = 256 * 1024, REFUSED_BYTES = 64 * 1024 };

#define REFUSED_FILE "refused"
#define PEOPLE_FILE  "people"

/* root/CODE and a name below it; false when it does not fit. */
static bool path_of(const struct desk *d, const char *code, const char *name,
                    char ret_path[DIR_PATH_MAX])
{
    const int n = snprintf(ret_path, DIR_PATH_MAX, "%s/%s%s%s", d->root, code,
                           name[0] != '\0' ? "/" : "", name);
    return n > 0 && n < DIR_PATH_MAX;
}

static struct err read_people(struct desk *d)
{
    struct file_bytes file = {0};
    char path[DIR_PATH_MAX];
    if (!path_of(d, PEOPLE_FILE, "", path)) {
        return ERR(ERR_FULL, 0, "studio: path too long");
    }
    struct err e = d->dir->files->ops->map(path, &file);
    if (e.code == ERR_NOT_FOUND) {
        return ERR_OK;
    }
    if (!failed(e)) {
        e = people_read(file.bytes, file.size, &d->people);
        d->dir->files->ops->unmap(&file);
    }
    return e;
}

struct err desk_open(struct desk *d, struct port_dir *dir, const char *state,
                     const struct places *places, void *storage, size_t size)
{
    (void)memset(d, 0, sizeof *d);
    d->dir = dir;
    arena_init(&d->arena, storage, size);
    order_make(places, &d->order);
    const int n = snprintf(d->root, sizeof d->root, "%s/" DESK_FOLDER, state);
    if (n < 0 || n >= (int)sizeof d->root - FOLDER_CODE) {
        return ERR(ERR_FULL, 0, "studio: path too long");
    }
    struct err e = dir->ops->make(dir, d->root);
    if (!failed(e)) {
        e = folder_files_open(&d->files, dir->files, d->root, &d->source);
    }
    if (!failed(e)) {
        e = folder_files_codes(&d->files, &d->codes);
    }
    return failed(e) ? e : read_people(d);
}

struct err desk_person(struct desk *d, const struct person *p)
{
    char text[PEOPLE_MAX * (4 * PERSON_WORD)];
    struct buf out;
    struct people after = d->people;
    if (person_fault(p) != NULL) {
        return ERR(ERR_BAD_INPUT, 0, "studio: person");
    }
    struct err e = people_put(&after, p);
    buf_init(&out, text, sizeof text);
    people_write(&after, &out);
    if (!failed(e)) {
        e = out.full ? ERR(ERR_FULL, 0, "studio: too many people")
                     : whole_write(d->dir, d->root, PEOPLE_FILE, out.data, out.len);
    }
    if (!failed(e)) {
        d->people = after;
    }
    return e;
}

/* --- opening --------------------------------------------------------------------------------- */

static void tell_nobody(void *context, const struct folder_problem *problem)
{
    (void)context;
    (void)problem; /* import said it; what is wrong is not shown and not read */
}

static struct err read_folder(struct desk *d, const char *code, struct folder *ret_folder)
{
    const struct folder_listener listener = {d, tell_nobody};
    struct err e = folder_read(&d->arena, &d->source, code, &listener, ret_folder);
    folder_files_close(&d->files);
    return e.code == ERR_BAD_INPUT && ret_folder->name != NULL ? ERR_OK : e;
}

/* Lines of refused whose sentence somebody answers for now count no more. */
static void read_refused(struct desk *d)
{
    struct file_bytes file = {0};
    char path[DIR_PATH_MAX];
    (void)memset(d->refused, 0, sizeof d->refused);
    if (!path_of(d, d->code, REFUSED_FILE, path) || failed(d->dir->files->ops->map(path, &file))) {
        return;
    }
    for (size_t at = 0; at < file.size;) {
        char name[64];
        const char *end = memchr(file.bytes + at, '\n', file.size - at);
        const size_t len = end != NULL ? (size_t)(end - file.bytes) - at : file.size - at;
        (void)snprintf(name, sizeof name, "%.*s", (int)(len < 63 ? len : 63), file.bytes + at);
        name[strcspn(name, " |")] = '\0';
        const enum message_id id = message_find(name);
        d->refused[id] = id != MSG_NONE && folder_state(&d->folder, id) == STATE_DRAFT;
        at += len + 1;
    }
    d->dir->files->ops->unmap(&file);
}

static struct err look_again(struct desk *d)
{
    const struct err e = shelf_look(&d->shelf, &d->prompts, d->states);
    d->done = 0;
    for (int i = 0; i < d->prompts.count && !failed(e); i++) {
        d->done += d->states[i] == SHELF_CAME || d->states[i] == SHELF_KEPT;
    }
    return e;
}

struct err desk_language(struct desk *d, const char *code)
{
    char folder[DIR_PATH_MAX];
    arena_release(&d->arena, 0);
    d->code[0] = '\0';
    struct err e = read_folder(d, code, &d->folder);
    if (!failed(e)) {
        e = prompts_of(&d->arena, &d->folder, &d->order, &d->prompts);
    }
    if (!failed(e) && !path_of(d, code, "", folder)) {
        e = ERR(ERR_FULL, 0, "studio: path too long");
    }
    if (!failed(e)) {
        e = shelf_open(&d->shelf, d->dir, folder);
    }
    if (failed(e)) {
        return e;
    }
    (void)snprintf(d->code, sizeof d->code, "%s", d->folder.code);
    read_refused(d);
    return look_again(d);
}

int desk_next(const struct desk *d, int from)
{
    for (int i = 0; i < d->prompts.count; i++) {
        const int at = (from + i) % d->prompts.count;
        if (d->states[at] == SHELF_NONE || d->states[at] == SHELF_TAKEN) {
            return at;
        }
    }
    return -1;
}

struct err desk_keep(struct desk *d, int prompt, const struct person *voice, const char *today)
{
    const struct err e = shelf_keep(&d->shelf, d->prompts.list[prompt].id, voice, today);
    return failed(e) ? e : look_again(d);
}

/* --- bringing -------------------------------------------------------------------------------- */

struct names {
    char list[FILES_MAX][FILE_NAME];
    int count;
    bool full;
};

static void take_name(void *visitor, const char *name)
{
    struct names *n = visitor;
    const char *dot = strrchr(name, '.');
    const bool text = dot != NULL && strcmp(dot, ".msg") == 0;
    if (!text && strcmp(name, "name") != 0 && strcmp(name, "letters") != 0 &&
        strcmp(name, "state") != 0) {
        return;
    }
    if (n->count == FILES_MAX || strlen(name) >= FILE_NAME || name[0] == '.') {
        n->full = true;
        return;
    }
    (void)snprintf(n->list[n->count++], FILE_NAME, "%s", name);
}

static struct err copy_files(struct desk *d, const struct folder_source *from, const char *code,
                             const char *folder)
{
    struct names names = {.count = 0};
    struct err e = from->each(from->context, code, take_name, &names);
    if (names.full) {
        return ERR(ERR_FULL, 0, "studio: too many files");
    }
    for (int i = 0; i < names.count && !failed(e); i++) {
        const char *bytes = NULL;
        size_t size = 0;
        e = from->read(from->context, code, names.list[i], &bytes, &size);
        if (!failed(e)) {
            e = whole_write(d->dir, folder, names.list[i], bytes, size);
        }
    }
    return e;
}

static bool is_answered(enum message_state state)
{
    return state == STATE_REVIEWED || state == STATE_RECORDED || state == STATE_FIELD_CHECKED;
}

static void change(struct desk *d, enum message_id id, const struct folder_row *row)
{
    d->changes.edits[id] = (struct worksheet_edit){
        .taken = true, .text = d->folder.messages[id].text, .say = d->folder.messages[id].say};
    d->changes.edits[id].row = *row;
    d->changes.changed++;
}

/* Writes the state of the open language with what changed. */
static struct err write_state(struct desk *d, const char *code)
{
    struct file_bytes old = {0};
    struct buf out;
    char folder[DIR_PATH_MAX];
    char path[DIR_PATH_MAX];
    const size_t mark = arena_mark(&d->arena);
    char *storage = arena_alloc(&d->arena, STATE_BYTES);
    if (storage == NULL || !path_of(d, code, "", folder) || !path_of(d, code, "state", path)) {
        return ERR(ERR_FULL, 0, "studio: state");
    }
    struct err e = d->dir->files->ops->map(path, &old);
    if (!failed(e) || e.code == ERR_NOT_FOUND) {
        buf_init(&out, storage, STATE_BYTES);
        const bool changed = rewrite_state(&d->folder, &d->changes, old.bytes, old.size, &out);
        e = out.full  ? ERR(ERR_FULL, 0, "studio: state")
            : changed ? whole_write(d->dir, folder, "state", out.data, out.len)
                      : ERR_OK;
    }
    d->dir->files->ops->unmap(&old);
    arena_release(&d->arena, mark);
    return e;
}

/* What was answered for here before, and has the same words still. */
static struct err keep_reviews(struct desk *d, const char *code)
{
    (void)memset(&d->changes, 0, sizeof d->changes);
    for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
        const struct folder_message *now = &d->folder.messages[id];
        const struct folder_row *row = &d->before.messages[id].row;
        if (now->text != NULL && is_answered(folder_state(&d->before, (enum message_id)id)) &&
            folder_state(&d->folder, (enum message_id)id) == STATE_DRAFT &&
            row->hash == folder_hash(d->folder.code, now->text, now->say)) {
            change(d, (enum message_id)id, row);
        }
    }
    return d->changes.changed > 0 ? write_state(d, code) : ERR_OK;
}

static struct err bring_clips(struct desk *d, const struct clips *clips, int *ret_clips)
{
    struct err e = ERR_OK;
    for (int i = 0; i < d->prompts.count && !failed(e); i++) {
        struct clip clip;
        if (clips_find(clips, d->prompts.list[i].id, &clip)) {
            e = shelf_bring(&d->shelf, &clip);
            *ret_clips += !failed(e);
        }
    }
    return failed(e) ? e : look_again(d);
}

struct err desk_bring(struct desk *d, const struct folder_source *from, const char *code,
                      const struct clips *clips, int *ret_clips)
{
    char folder[DIR_PATH_MAX];
    const char *name = NULL;
    size_t size = 0;
    *ret_clips = 0;
    struct err e = from->read(from->context, code, "name", &name, &size);
    if (failed(e) || strlen(code) >= FOLDER_CODE || strpbrk(code, "/.") != NULL ||
        !path_of(d, code, "", folder)) {
        return failed(e) ? e : ERR(ERR_BAD_INPUT, 0, "studio: no code");
    }
    arena_release(&d->arena, 0);
    d->code[0] = '\0';
    const struct err old = read_folder(d, code, &d->before);
    e = d->dir->ops->make(d->dir, folder);
    if (!failed(e)) {
        e = copy_files(d, from, code, folder);
    }
    if (!failed(e)) {
        e = read_folder(d, code, &d->folder);
    }
    if (!failed(e) && !failed(old)) {
        e = keep_reviews(d, code);
    }
    if (!failed(e)) {
        e = folder_files_codes(&d->files, &d->codes);
    }
    if (!failed(e)) {
        e = desk_language(d, code);
    }
    return failed(e) || clips == NULL ? e : bring_clips(d, clips, ret_clips);
}

/* --- reviewing ------------------------------------------------------------------------------- */

/* Written down for who writes it anew; the line of an earlier refusal goes. */
static struct err write_refused(struct desk *d, enum message_id message, bool refused,
                                const struct person *reviewer, const char *today)
{
    struct file_bytes old = {0};
    struct buf out;
    char folder[DIR_PATH_MAX];
    char path[DIR_PATH_MAX];
    const size_t own = strlen(message_name(message));
    const size_t mark = arena_mark(&d->arena);
    char *storage = arena_alloc(&d->arena, REFUSED_BYTES);
    if (storage == NULL || !path_of(d, d->code, "", folder) ||
        !path_of(d, d->code, REFUSED_FILE, path)) {
        return ERR(ERR_FULL, 0, "studio: refused");
    }
    const struct err there = d->dir->files->ops->map(path, &old);
    buf_init(&out, storage, REFUSED_BYTES);
    for (size_t at = 0; at < old.size;) {
        const char *end = memchr(old.bytes + at, '\n', old.size - at);
        const size_t len = end != NULL ? (size_t)(end - old.bytes) - at + 1 : old.size - at;
        const bool same = len > own && memcmp(old.bytes + at, message_name(message), own) == 0 &&
                          old.bytes[at + own] == ' ';
        buf_add(&out, old.bytes + at, same ? 0 : len);
        at += len;
    }
    d->dir->files->ops->unmap(&old);
    if (refused) {
        buf_printf(&out, "%s | %s | %s\n", message_name(message), today, reviewer->name);
    }
    const bool needed = refused || !failed(there);
    const struct err e = out.full ? ERR(ERR_FULL, 0, "studio: refused")
                         : needed ? whole_write(d->dir, folder, REFUSED_FILE, out.data, out.len)
                                  : ERR_OK;
    arena_release(&d->arena, mark);
    return e;
}

bool desk_may_approve(const struct desk *d, enum message_id message)
{
    const struct folder_message *m = &d->folder.messages[message];
    char what[FOLDER_WHAT];
    return m->text != NULL &&
           folder_text_check(&d->folder, m->text, message_text("vi", message), false, what) &&
           (m->say == NULL ||
            folder_text_check(&d->folder, m->say, message_spoken("vi", message), true, what));
}

struct err desk_review(struct desk *d, enum message_id message, bool approved,
                       const struct person *reviewer, const char *today)
{
    const struct folder_message *m = &d->folder.messages[message];
    char code[FOLDER_CODE];
    if (m->text == NULL) {
        return ERR(ERR_NOT_FOUND, 0, "studio: no such sentence");
    }
    if (approved && !desk_may_approve(d, message)) {
        return ERR(ERR_BAD_INPUT, 0,
                   "studio: letters that may not be, see kioskctl language report");
    }
    struct folder_row row = {.state = STATE_DRAFT, .date = "", .reviewer = "", .dialect = ""};
    if (approved) {
        row = (struct folder_row){.state = STATE_REVIEWED,
                                  .date = today,
                                  .reviewer = reviewer->name,
                                  .dialect = reviewer->dialect,
                                  .hash = folder_hash(d->code, m->text, m->say)};
    }
    (void)memset(&d->changes, 0, sizeof d->changes);
    change(d, message, &row);
    (void)memcpy(code, d->code, sizeof code);
    struct err e = write_state(d, code);
    if (!failed(e)) {
        e = write_refused(d, message, !approved, reviewer, today);
    }
    return failed(e) ? e : desk_language(d, code);
}

enum message_id desk_unreviewed(const struct desk *d, enum message_id after)
{
    const int first = after == MSG_NONE ? 0 : order_find(&d->order, after) + 1;
    for (int i = 0; i < d->order.count; i++) {
        const enum message_id id = d->order.list[(first + i) % d->order.count];
        if (!d->refused[id] && folder_state(&d->folder, id) == STATE_DRAFT) {
            return id;
        }
    }
    return MSG_NONE;
}
