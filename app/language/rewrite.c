#include "app/language/rewrite.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* The message that a line of a file is about; its part behind the name in *ret_say. */
static enum message_id message_of(const char *line, size_t len, bool *ret_say)
{
    char name[72];
    size_t n = 0;
    while (n < len && strchr(" \t", line[n]) != NULL) {
        n++;
    }
    const size_t from = n;
    while (n < len && n - from < sizeof name - 1 && strchr(" \t=\r", line[n]) == NULL) {
        name[n - from] = line[n];
        n++;
    }
    name[n - from] = '\0';
    char *dot = strstr(name, ".say");
    *ret_say = dot != NULL && dot[4] == '\0';
    if (*ret_say) {
        *dot = '\0';
    }
    return message_find(name);
}

static void put_text(struct buf *out, enum message_id id, const char *tail, const char *text)
{
    buf_printf(out, "%s%s = ", message_name(id), tail);
    for (const char *p = text; *p != '\0'; p++) {
        buf_add(out, *p == '\n' ? "\\n" : p, *p == '\n' ? 2 : 1);
    }
    buf_puts(out, "\n");
}

static void put_message(struct buf *out, enum message_id id, const struct worksheet_edit *edit)
{
    put_text(out, id, "", edit->text);
    if (edit->say != NULL) {
        put_text(out, id, ".say", edit->say);
    }
}

/* Calls put for each line about a changed message, once per message; other lines are copied. */
static bool copy(const struct worksheet_result *changes, const char *old, size_t size,
                 struct buf *out, bool done[MSG_COUNT],
                 void (*put)(struct buf *out, enum message_id id,
                             const struct worksheet_edit *edit))
{
    bool changed = false;
    for (size_t at = 0; at < size;) {
        const char *end = memchr(old + at, '\n', size - at);
        const size_t len = end != NULL ? (size_t)(end - old) - at : size - at;
        bool say = false;
        const enum message_id id = message_of(old + at, len, &say);
        if (id == MSG_NONE || !changes->edits[id].taken) {
            buf_add(out, old + at, len);
            buf_puts(out, "\n");
        } else {
            changed = true;
            if (!done[id]) {
                put(out, id, &changes->edits[id]);
            }
            done[id] = true;
        }
        at += len + 1;
    }
    return changed;
}

bool rewrite_messages(const struct folder *f, const struct folder *vietnamese,
                      const struct worksheet_result *changes, const char *file, const char *old,
                      size_t size, struct buf *out)
{
    bool done[MSG_COUNT] = {false};
    bool changed = copy(changes, old, size, out, done, put_message);
    for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
        const struct folder_message *m = &f->messages[id];
        const char *home = m->file != NULL ? m->file : vietnamese->messages[id].file;
        if (changes->edits[id].taken && !done[id] && home != NULL && strcmp(home, file) == 0) {
            put_message(out, (enum message_id)id, &changes->edits[id]);
            changed = true;
        }
    }
    return changed;
}

static void put_row(struct buf *out, enum message_id id, const struct worksheet_edit *edit)
{
    const struct folder_row *row = &edit->row;
    if (row->date[0] == '\0') {
        buf_printf(out, "%s = %s\n", message_name(id), state_name(row->state));
        return;
    }
    buf_printf(out, "%s = %s | %s | %s | %s | %016" PRIx64 "\n", message_name(id),
               state_name(row->state), row->date, row->reviewer, row->dialect, row->hash);
}

bool rewrite_state(const struct folder *f, const struct worksheet_result *changes, const char *old,
                   size_t size, struct buf *out)
{
    bool done[MSG_COUNT] = {false};
    if (size == 0) {
        buf_printf(out, "language = %s\n* = missing\n", f->code);
    }
    bool changed = copy(changes, old, size, out, done, put_row);
    for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
        const struct worksheet_edit *edit = &changes->edits[id];
        const enum message_state without = f->rest == STATE_MISSING ? STATE_DRAFT : f->rest;
        if (edit->taken && !done[id] && (edit->row.date[0] != '\0' || edit->row.state != without)) {
            put_row(out, (enum message_id)id, edit);
            changed = true;
        }
    }
    return changed;
}
