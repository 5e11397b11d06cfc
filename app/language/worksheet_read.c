#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "app/citizen/csv.h"
#include "app/language/worksheet.h"
#include "app/language/worksheet_inside.h"
#include "app/sound/speech.h"
#include "app/typing/nfc.h"
#include "platform/base/utf8.h"

#define FIELDS_MAX  64
#define CELL_MAX    2048
#define WITNESS_MAX 60 /* bytes of a reviewer's name, and of a dialect's */

struct sheet {
    struct arena *arena;
    const struct folder *f;
    const struct clips *clips;
    const struct worksheet_listener *listener;
    struct worksheet_result *result;
    int at[COLUMNS]; /* which field of a row it is; -1 = the table has no such column */
    int row, line;
    bool seen[MSG_COUNT];
    const char *cells[COLUMNS]; /* of the row being read */
};

__attribute__((format(printf, 3, 4))) static bool refuse(struct sheet *s, enum worksheet_column c,
                                                         const char *format, ...)
{
    struct worksheet_problem p = {
        .row = s->row, .line = s->line, .column = c < COLUMNS ? worksheet_columns[c] : ""};
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(p.what, sizeof p.what, format, arguments);
    va_end(arguments);
    s->listener->tell(s->listener->context, &p);
    return false;
}

/* A cell as it is kept: in stored form, line breaks single, nothing at its ends. */
static const char *tidy(struct arena *arena, const struct csv_field *field)
{
    char storage[CELL_MAX];
    struct buf b;
    char *text = csv_copy(arena, field);
    if (text == NULL) {
        return NULL;
    }
    while (*text != '\0' && strchr(" \t\r\n", *text) != NULL) {
        text++;
    }
    size_t n = 0;
    for (const char *p = text; *p != '\0'; p++) {
        if (*p != '\r') {
            text[n++] = *p;
        }
    }
    while (n > 0 && strchr(" \t\n", text[n - 1]) != NULL) {
        n--;
    }
    buf_init(&b, storage, sizeof storage);
    nfc_add(&b, text, n);
    return b.full ? "" : arena_copy(arena, b.data, b.len);
}

static bool take_head(struct sheet *s, const struct csv_field *fields, int count)
{
    static const enum worksheet_column needed[] = {COLUMN_ID,    COLUMN_TEXT,     COLUMN_SPOKEN,
                                                   COLUMN_STATE, COLUMN_REVIEWER, COLUMN_DIALECT,
                                                   COLUMN_DATE};
    for (int c = 0; c < COLUMNS; c++) {
        s->at[c] = -1;
        for (int i = 0; i < count; i++) {
            if (strlen(worksheet_columns[c]) == fields[i].len &&
                memcmp(worksheet_columns[c], fields[i].text, fields[i].len) == 0) {
                s->at[c] = i;
            }
        }
    }
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        if (s->at[needed[i]] < 0) {
            return refuse(s, needed[i],
                          "the table has no such column: its first row is that of "
                          "`kioskctl language export`");
        }
    }
    return true;
}

static bool check_texts(struct sheet *s, enum message_id id, const struct worksheet_edit *edit)
{
    char what[FOLDER_WHAT];
    if (!folder_text_check(s->f, edit->text, message_text("vi", id), false, what)) {
        return refuse(s, COLUMN_TEXT, "%s", what);
    }
    if (inventory_length(edit->text) > worksheet_longest(id)) {
        return refuse(s, COLUMN_TEXT,
                      "it has %d letters, and the screen has room for %d: say it "
                      "shorter; what is spoken may be longer",
                      inventory_length(edit->text), worksheet_longest(id));
    }
    if (edit->say != NULL &&
        !folder_text_check(s->f, edit->say, message_spoken("vi", id), true, what)) {
        return refuse(s, COLUMN_SPOKEN, "%s", what);
    }
    return true;
}

/* Who read it, where from and when: all three or none. */
static bool take_witness(struct sheet *s, struct folder_row *row)
{
    static const enum worksheet_column columns[] = {COLUMN_REVIEWER, COLUMN_DIALECT, COLUMN_DATE};
    int given = 0;
    for (size_t i = 0; i < 3; i++) {
        const char *text = s->cells[columns[i]];
        given += text[0] != '\0';
        if (strpbrk(text, "|\n") != NULL || strlen(text) > WITNESS_MAX) {
            return refuse(s, columns[i], "it is one line of at most %d bytes, without |",
                          WITNESS_MAX);
        }
    }
    const bool needed = state_is_shown(row->state) && row->state != STATE_SYNTHETIC;
    if (given == 0 && !needed) {
        return true;
    }
    for (size_t i = 0; i < 3; i++) {
        if (s->cells[columns[i]][0] == '\0') {
            return refuse(s, columns[i],
                          "it is empty: who read the sentence, of which dialect, and when go "
                          "together; nobody yet: leave all three empty, the state draft");
        }
    }
    if (!folder_is_date(s->cells[COLUMN_DATE], strlen(s->cells[COLUMN_DATE]))) {
        return refuse(s, COLUMN_DATE, "the day is written like 2026-11-30");
    }
    row->reviewer = s->cells[COLUMN_REVIEWER];
    row->dialect = s->cells[COLUMN_DIALECT];
    row->date = s->cells[COLUMN_DATE];
    return true;
}

static bool same(const char *a, const char *b)
{
    return strcmp(a != NULL ? a : "", b != NULL ? b : "") == 0;
}

static bool is_recorded(const struct sheet *s, const struct worksheet_edit *edit,
                        const struct folder_row *before)
{
    if (before->line > 0 && state_is_spoken(before->state) && before->hash == edit->row.hash) {
        return true;
    }
    return s->clips != NULL &&
           speech_has_clips(s->clips, edit->say != NULL ? edit->say : edit->text);
}

static bool take_state(struct sheet *s, const struct folder_message *before,
                       struct worksheet_edit *edit)
{
    struct folder_row *row = &edit->row;
    const char *word = s->cells[COLUMN_STATE];
    row->state = STATE_DRAFT;
    if (word[0] != '\0' && !message_state_find(word, strlen(word), &row->state)) {
        return refuse(s, COLUMN_STATE, "it is one of draft, reviewed, recorded, field-checked%s",
                      s->f->voice != NULL ? ", synthetic" : "");
    }
    row->state = row->state == STATE_MISSING ? STATE_DRAFT : row->state; /* it has a text now */
    if (row->state == STATE_SYNTHETIC && s->f->voice == NULL) {
        return refuse(s, COLUMN_STATE, "no machine speaks this language: draft or reviewed");
    }
    if (!take_witness(s, row)) {
        return false;
    }
    row->hash = folder_hash(s->f->code, edit->text, edit->say);
    const bool human = state_is_shown(row->state) && row->state != STATE_SYNTHETIC;
    const bool old = human && before->row.line > 0 && before->row.hash != row->hash &&
                     same(before->row.reviewer, row->reviewer) && same(before->row.date, row->date);
    if (old) {
        return refuse(s, COLUMN_STATE,
                      "the text was changed, and reviewer and date are those of before: write who "
                      "read it as it is now and when, or the state draft");
    }
    if ((row->state == STATE_RECORDED || row->state == STATE_FIELD_CHECKED) &&
        !is_recorded(s, edit, &before->row)) {
        return refuse(s, COLUMN_STATE,
                      "there is no recording of this text: reviewed, until it is recorded");
    }
    return true;
}

static bool is_unchanged(const struct sheet *s, enum message_id id,
                         const struct worksheet_edit *edit)
{
    const struct folder_message *m = &s->f->messages[id];
    const struct folder_row *row = &m->row;
    return m->text != NULL && same(m->text, edit->text) && same(m->say, edit->say) &&
           same(state_name(folder_state(s->f, id)), s->cells[COLUMN_STATE]) &&
           same(row->reviewer, s->cells[COLUMN_REVIEWER]) &&
           same(row->dialect, s->cells[COLUMN_DIALECT]) && same(row->date, s->cells[COLUMN_DATE]);
}

/* True when the row was understood. */
static bool take_message(struct sheet *s, enum message_id id)
{
    struct worksheet_edit edit = {.text = s->cells[COLUMN_TEXT]};
    edit.row = (struct folder_row){.date = "", .reviewer = "", .dialect = "", .line = s->line};
    edit.say = s->cells[COLUMN_SPOKEN][0] != '\0' ? s->cells[COLUMN_SPOKEN] : NULL;
    if (edit.text[0] == '\0') {
        if (edit.say != NULL) {
            return refuse(s, COLUMN_TEXT, "it is empty, and something is to be spoken: write it");
        }
        s->result->empty++;
        return true;
    }
    s->result->taken++;
    if (is_unchanged(s, id, &edit)) {
        return true;
    }
    if (!check_texts(s, id, &edit) || !take_state(s, &s->f->messages[id], &edit)) {
        s->result->taken--;
        return false;
    }
    edit.taken = true;
    s->result->edits[id] = edit;
    s->result->changed++;
    return true;
}

static bool take_row(struct sheet *s, const struct csv_field *fields, int count)
{
    for (int c = 0; c < COLUMNS; c++) {
        const bool there = s->at[c] >= 0 && s->at[c] < count;
        s->cells[c] =
            there && (c == COLUMN_ID || c >= COLUMN_TEXT) ? tidy(s->arena, &fields[s->at[c]]) : "";
        if (s->cells[c] == NULL) {
            return refuse(s, COLUMNS, "the table is larger than can be read");
        }
    }
    if (s->cells[COLUMN_ID][0] == '\0') {
        return refuse(s, COLUMN_ID, "it is empty: rows keep the id they were exported with");
    }
    const enum message_id id = message_find(s->cells[COLUMN_ID]);
    if (id == MSG_NONE) {
        return refuse(s, COLUMN_ID, "%.60s is no message of this firmware: export the table anew",
                      s->cells[COLUMN_ID]);
    }
    if (s->seen[id]) {
        return refuse(s, COLUMN_ID, "%s has a row already: take one out", message_name(id));
    }
    s->seen[id] = true;
    return take_message(s, id);
}

/* What parts the cells of the first row: spreadsheets of some countries write semicolons. */
static char separator(const char *text, size_t size)
{
    const char *end = memchr(text, '\n', size);
    const size_t len = end != NULL ? (size_t)(end - text) : size;
    if (memchr(text, ',', len) != NULL) {
        return ',';
    }
    return memchr(text, ';', len) != NULL ? ';' : '\t';
}

static struct err read_rows(struct sheet *s, struct csv *csv)
{
    struct csv_field fields[FIELDS_MAX];
    int count = csv_next(csv, fields, FIELDS_MAX);
    s->row = 1;
    s->line = csv->line;
    if (count <= 0) {
        (void)refuse(s, COLUMNS,
                     count == 0 ? "the file is empty"
                                : "a quotation mark is opened and not closed");
    }
    if (count <= 0 || !take_head(s, fields, count)) {
        return ERR(ERR_BAD_INPUT, 0, "worksheet: no table");
    }
    while ((count = csv_next(csv, fields, FIELDS_MAX)) > 0) {
        s->row++;
        s->line = csv->line;
        s->result->refused += !take_row(s, fields, count);
    }
    if (count < 0) {
        s->row++;
        s->line = csv->line;
        (void)refuse(s, COLUMNS,
                     "a quotation mark is opened and not closed: this row and those "
                     "after it are not read");
        s->result->refused++;
    }
    return ERR_OK;
}

struct err worksheet_read(struct arena *arena, const struct folder *f, const struct clips *clips,
                          const char *text, size_t size, const struct worksheet_listener *listener,
                          struct worksheet_result *ret_result)
{
    static const char mark[] = "\xEF\xBB\xBF";
    struct sheet s = {.arena = arena,
                      .f = f,
                      .clips = clips,
                      .listener = listener,
                      .result = ret_result,
                      .row = 1,
                      .line = 1};
    (void)memset(ret_result, 0, sizeof *ret_result);
    if (size >= 3 && memcmp(text, mark, 3) == 0) {
        text += 3;
        size -= 3;
    }
    if (!utf8_valid(text, size) || memchr(text, '\0', size) != NULL) {
        (void)refuse(&s, COLUMNS, "the file is no UTF-8 text: save it as CSV UTF-8");
        return ERR(ERR_BAD_INPUT, 0, "worksheet: no text");
    }
    struct csv csv;
    csv_open(&csv, text, size, separator(text, size));
    return read_rows(&s, &csv);
}
