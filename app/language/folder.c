#include "app/language/folder.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "app/language/folder_inside.h"
#include "platform/base/buf.h"

#define FILES_MAX     32
#define FILE_NAME_MAX 40

void folder_tell(struct reading *r, const char *file, int line, const char *format, ...)
{
    struct folder_problem p = {.line = line};
    va_list arguments;
    (void)snprintf(p.file, sizeof p.file, "%s/%s", r->f->code, file);
    va_start(arguments, format);
    (void)vsnprintf(p.what, sizeof p.what, format, arguments);
    va_end(arguments);
    r->problems++;
    r->listener->tell(r->listener->context, &p);
}

static void trim(const char **text, size_t *len)
{
    while (*len > 0 && strchr(" \t\r", **text) != NULL) {
        (*text)++;
        (*len)--;
    }
    while (*len > 0 && strchr(" \t\r", (*text)[*len - 1]) != NULL) {
        (*len)--;
    }
}

static void take_line(struct reading *r, struct folder_line *line, size_t len,
                      void (*take)(struct reading *r, const struct folder_line *line))
{
    trim(&line->key, &len);
    if (len == 0 || line->key[0] == '#') {
        return;
    }
    const char *equals = memchr(line->key, '=', len);
    if (equals == NULL) {
        folder_tell(r, line->file, line->number, "the line is not `key = value`");
        return;
    }
    line->key_len = (size_t)(equals - line->key);
    line->value = equals + 1;
    line->value_len = len - line->key_len - 1;
    trim(&line->key, &line->key_len);
    trim(&line->value, &line->value_len);
    if (line->value_len == 0) {
        folder_tell(r, line->file, line->number,
                    "nothing stands after the =: write it, or take the line out");
        return;
    }
    if (memchr(line->key, '\0', len) != NULL) {
        folder_tell(r, line->file, line->number, "a byte 0 stands in the line: it is no text");
        return;
    }
    take(r, line);
}

void folder_lines(struct reading *r, const char *file,
                  void (*take)(struct reading *r, const struct folder_line *line))
{
    const char *bytes = NULL;
    size_t size = 0;
    const struct err e = r->source->read(r->source->context, r->f->code, file, &bytes, &size);
    if (failed(e)) {
        if (e.code != ERR_NOT_FOUND && !failed(r->failed)) {
            r->failed = e;
        }
        return;
    }
    int number = 0;
    for (size_t at = 0; at < size;) {
        const char *end = memchr(bytes + at, '\n', size - at);
        const size_t len = end != NULL ? (size_t)(end - bytes) - at : size - at;
        struct folder_line line = {.file = file, .number = ++number, .key = bytes + at};
        take_line(r, &line, len, take);
        at += len + 1;
    }
}

const char *folder_copy(struct reading *r, const char *text, size_t len)
{
    const char *copy = arena_copy(r->arena, text, len);
    if (copy == NULL) {
        r->failed = ERR(ERR_FULL, 0, "language: no room");
        return "";
    }
    return copy;
}

bool folder_key(const struct folder_line *line, const char *word)
{
    return strlen(word) == line->key_len && memcmp(word, line->key, line->key_len) == 0;
}

enum message_id folder_message(struct reading *r, const struct folder_line *line, size_t key_len)
{
    char name[64];
    (void)snprintf(name, sizeof name, "%.*s", (int)(key_len < 63 ? key_len : 63), line->key);
    const enum message_id id = message_find(name);
    if (id == MSG_NONE) {
        struct folder_problem p = {.line = line->number, .unknown = true};
        (void)snprintf(p.file, sizeof p.file, "%s/%s", r->f->code, line->file);
        (void)snprintf(p.what, sizeof p.what,
                       "%s is no message: the names are those of the Vietnamese texts", name);
        r->listener->tell(r->listener->context, &p);
    }
    return id;
}

static void take_name(struct reading *r, const struct folder_line *line)
{
    struct folder *f = r->f;
    const struct {
        const char *key, **value;
    } rows[] = {{"name", &f->name},
                {"vietnamese", &f->vietnamese},
                {"strip", &f->strip},
                {"source", &f->source}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (folder_key(line, rows[i].key)) {
            *rows[i].value = folder_copy(r, line->value, line->value_len);
            return;
        }
    }
    if (!folder_key(line, "state") ||
        !message_state_find(line->value, line->value_len, &f->name_state)) {
        folder_tell(r, line->file, line->number,
                    "a name has name, vietnamese, strip, source and state, and a state is one of "
                    "missing, draft, reviewed, recorded, field-checked, synthetic");
    }
}

static void take_letters(struct reading *r, const struct folder_line *line)
{
    if (folder_key(line, "source")) {
        return;
    }
    if (!folder_key(line, "letters") && !folder_key(line, "foreign") &&
        !folder_key(line, "marks")) {
        folder_tell(r, line->file, line->number, "letters has source, letters, foreign and marks");
        return;
    }
    const size_t mark = arena_mark(r->arena);
    if (!inventory_add(&r->f->letters, folder_copy(r, line->value, line->value_len))) {
        folder_tell(r, line->file, line->number,
                    "a letter is not in stored form (NFC, circumflex or horn before breve), or "
                    "there are more than %d",
                    INVENTORY_LETTERS);
    }
    arena_release(r->arena, mark);
}

/* A copy with \n made a line break. */
static const char *unfold(struct reading *r, const struct folder_line *line)
{
    char *text = arena_alloc(r->arena, line->value_len + 1);
    size_t n = 0;
    if (text == NULL) {
        r->failed = ERR(ERR_FULL, 0, "language: no room");
        return "";
    }
    for (size_t i = 0; i < line->value_len; i++) {
        const bool broken =
            line->value[i] == '\\' && i + 1 < line->value_len && line->value[i + 1] == 'n';
        text[n++] = line->value[i];
        if (broken) {
            text[n - 1] = '\n';
            i++;
        }
    }
    text[n] = '\0';
    return text;
}

static void take_message(struct reading *r, const struct folder_line *line)
{
    const size_t tail = strlen(".say");
    const bool say =
        line->key_len > tail && memcmp(line->key + line->key_len - tail, ".say", tail) == 0;
    const enum message_id id = folder_message(r, line, line->key_len - (say ? tail : 0));
    if (id == MSG_NONE) {
        return;
    }
    struct folder_message *m = &r->f->messages[id];
    if ((say ? m->say : m->text) != NULL) {
        folder_tell(r, line->file, line->number, "%s stands twice: take one out", message_name(id));
        return;
    }
    if (say) {
        m->say = unfold(r, line);
        m->say_line = line->number;
    } else {
        m->text = unfold(r, line);
        m->line = line->number;
    }
    m->file = m->file != NULL ? m->file : folder_copy(r, line->file, strlen(line->file));
}

struct names {
    char list[FILES_MAX][FILE_NAME_MAX];
    int count;
    bool full;
};

static void take_file(void *visitor, const char *file)
{
    struct names *names = visitor;
    const char *dot = strrchr(file, '.');
    if (dot == NULL || strcmp(dot, ".msg") != 0) {
        return;
    }
    if (names->count == FILES_MAX || strlen(file) >= FILE_NAME_MAX) {
        names->full = true;
        return;
    }
    int at = names->count++; /* in order, so that problems come in order */
    while (at > 0 && strcmp(names->list[at - 1], file) > 0) {
        (void)memcpy(names->list[at], names->list[at - 1], FILE_NAME_MAX);
        at--;
    }
    (void)snprintf(names->list[at], FILE_NAME_MAX, "%s", file);
}

static struct err read_messages(struct reading *r)
{
    struct names names = {.count = 0};
    const struct err e = r->source->each(r->source->context, r->f->code, take_file, &names);
    for (int i = 0; i < names.count && !failed(e); i++) {
        folder_lines(r, names.list[i], take_message);
    }
    return failed(e) || !names.full ? e : ERR(ERR_FULL, 0, "language: too many files");
}

struct err folder_read(struct arena *arena, const struct folder_source *source, const char *code,
                       const struct folder_listener *listener, struct folder *ret_folder)
{
    struct reading r = {arena, source, listener, ret_folder, ERR_OK, 0};
    (void)memset(ret_folder, 0, sizeof *ret_folder);
    if (strlen(code) >= FOLDER_CODE) {
        return ERR(ERR_BAD_INPUT, 0, "language: code too long");
    }
    (void)snprintf(ret_folder->code, sizeof ret_folder->code, "%s", code);
    folder_lines(&r, "name", take_name);
    if (failed(r.failed) || ret_folder->name == NULL) {
        return failed(r.failed) ? r.failed : ERR(ERR_NOT_FOUND, 0, "language: it has no name");
    }
    folder_lines(&r, "letters", take_letters);
    const struct err e = read_messages(&r);
    if (failed(e)) {
        return e;
    }
    folder_lines(&r, "state", folder_take_state);
    folder_check(&r);
    if (failed(r.failed)) {
        return r.failed;
    }
    return r.problems > 0 ? ERR(ERR_BAD_INPUT, r.problems, "language: problems") : ERR_OK;
}
