#include "app/language/worksheet.h"

#include <stdio.h>
#include <string.h>

#include "app/language/worksheet_inside.h"

const char *const worksheet_columns[COLUMNS] = {
    "id",   "screens", "vietnamese", "vietnamese_spoken", "english", "context", "max_length",
    "text", "spoken",  "state",      "reviewer",          "dialect", "date",
};

int worksheet_longest(enum message_id id)
{
    const int length = inventory_length(message_text("vi", id));
    const int longer = (length * 14 + 9) / 10;
    return longer > length + 4 ? longer : length + 4;
}

static void cell(struct buf *out, const char *text, char after)
{
    const bool quoted = strpbrk(text, ",;\"\n\t") != NULL;
    buf_puts(out, quoted ? "\"" : "");
    for (const char *p = text; *p != '\0'; p++) {
        buf_add(out, p, 1);
        if (*p == '"') {
            buf_add(out, p, 1);
        }
    }
    buf_puts(out, quoted ? "\"" : "");
    buf_add(out, &after, 1);
}

static void screens(struct buf *out, const struct places *places, enum message_id id)
{
    char storage[2048];
    struct buf names;
    buf_init(&names, storage, sizeof storage);
    for (int i = 0; i < places->count; i++) {
        if (places_has(&places->of[id], i)) {
            buf_printf(&names, "%s%s", names.len > 0 ? " " : "", places->names[i]);
        }
    }
    out->full |= names.full;
    cell(out, storage, ',');
}

static void about(struct buf *out, const struct worksheet_notes *notes, enum message_id id)
{
    char storage[512];
    struct buf b;
    buf_init(&b, storage, sizeof storage);
    buf_printf(&b, "%s%s%s", notes->context[id],
               notes->context[id][0] != '\0' && notes->filled[id][0] != '\0' ? ". " : "",
               notes->filled[id]);
    out->full |= b.full;
    cell(out, storage, ',');
}

static const char *spoken_apart(const char *language, enum message_id id)
{
    const char *spoken = message_spoken(language, id);
    return strcmp(spoken, message_text(language, id)) == 0 ? "" : spoken;
}

void worksheet_write(const struct folder *f, const struct places *places,
                     const struct worksheet_notes *notes, struct buf *out)
{
    for (int i = 0; i < COLUMNS; i++) {
        cell(out, worksheet_columns[i], i + 1 < COLUMNS ? ',' : '\n');
    }
    for (int i = MSG_NONE + 1; i < MSG_COUNT; i++) {
        const enum message_id id = (enum message_id)i;
        const struct folder_message *m = &f->messages[i];
        const struct folder_row *row = &m->row;
        const bool said = row->line > 0 && row->date != NULL;
        cell(out, message_name(id), ',');
        screens(out, places, id);
        cell(out, message_text("vi", id), ',');
        cell(out, spoken_apart("vi", id), ',');
        cell(out, message_text("en", id), ',');
        about(out, notes, id);
        buf_printf(out, "%d,", worksheet_longest(id));
        cell(out, m->text != NULL ? m->text : "", ',');
        cell(out, m->say != NULL ? m->say : "", ',');
        cell(out, state_name(folder_state(f, id)), ',');
        cell(out, said ? row->reviewer : "", ',');
        cell(out, said ? row->dialect : "", ',');
        cell(out, said ? row->date : "", '\n');
    }
}
