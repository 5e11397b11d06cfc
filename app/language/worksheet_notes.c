#include <stdio.h>
#include <string.h>

#include "app/language/worksheet.h"

#define FILES 32
#define NAME  40

struct listing {
    char names[FILES][NAME];
    int count;
};

static void take_name(void *visitor, const char *file)
{
    struct listing *l = visitor;
    const char *dot = strrchr(file, '.');
    if (dot != NULL && strcmp(dot, ".msg") == 0 && l->count < FILES && strlen(file) < NAME) {
        (void)snprintf(l->names[l->count++], NAME, "%s", file);
    }
}

static enum message_id message_at(const char *line, size_t len)
{
    char name[64];
    size_t n = 0;
    while (n < len && n < sizeof name - 1 && line[n] != ' ' && line[n] != '=' && line[n] != '\t') {
        name[n] = line[n];
        n++;
    }
    name[n] = '\0';
    return message_find(name);
}

/* The comment above a run of messages is what they are about. */
static struct err headings(struct arena *arena, const char *bytes, size_t size,
                           struct worksheet_notes *notes)
{
    const char *heading = "";
    for (size_t at = 0; at < size;) {
        const char *end = memchr(bytes + at, '\n', size - at);
        const size_t len = end != NULL ? (size_t)(end - bytes) - at : size - at;
        if (len > 2 && bytes[at] == '#') {
            heading = arena_copy(arena, bytes + at + 2, len - 2);
            if (heading == NULL) {
                return ERR(ERR_FULL, 0, "worksheet: notes");
            }
        } else if (len > 0) {
            const enum message_id id = message_at(bytes + at, len);
            if (id != MSG_NONE) {
                notes->context[id] = heading;
            }
        }
        at += len + 1;
    }
    return ERR_OK;
}

static struct err filled(struct arena *arena, const char *text, size_t size,
                         struct worksheet_notes *notes)
{
    for (size_t at = 0; at < size;) {
        const char *end = memchr(text + at, '\n', size - at);
        const size_t len = end != NULL ? (size_t)(end - text) - at : size - at;
        const char *tab = memchr(text + at, '\t', len);
        const enum message_id id = tab != NULL ? message_at(text + at, len) : MSG_NONE;
        if (id != MSG_NONE) {
            const size_t from = (size_t)(tab - text) + 1;
            notes->filled[id] = arena_copy(arena, text + from, at + len - from);
            if (notes->filled[id] == NULL) {
                return ERR(ERR_FULL, 0, "worksheet: notes");
            }
        }
        at += len + 1;
    }
    return ERR_OK;
}

struct err worksheet_notes_read(struct arena *arena, const struct folder_source *source,
                                const char *notes, size_t size, struct worksheet_notes *ret_notes)
{
    struct listing listing = {.count = 0};
    for (int i = 0; i < MSG_COUNT; i++) {
        ret_notes->context[i] = "";
        ret_notes->filled[i] = "";
    }
    struct err e = source->each(source->context, "vi", take_name, &listing);
    for (int i = 0; i < listing.count && !failed(e); i++) {
        const char *bytes = NULL;
        size_t file_size = 0;
        e = source->read(source->context, "vi", listing.names[i], &bytes, &file_size);
        if (!failed(e)) {
            e = headings(arena, bytes, file_size, ret_notes);
        }
    }
    return failed(e) ? e : filled(arena, notes, size, ret_notes);
}
