#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/language/folder_inside.h"

static const char *const words[STATE_COUNT] = {
    [STATE_MISSING] = "missing",
    [STATE_DRAFT] = "draft",
    [STATE_REVIEWED] = "reviewed",
    [STATE_RECORDED] = "recorded",
    [STATE_FIELD_CHECKED] = "field-checked",
    [STATE_SYNTHETIC] = "synthetic",
};

const char *state_name(enum message_state state)
{
    return state < STATE_COUNT ? words[state] : "missing";
}

bool message_state_find(const char *word, size_t len, enum message_state *ret_state)
{
    for (int i = 0; i < STATE_COUNT; i++) {
        if (strlen(words[i]) == len && memcmp(words[i], word, len) == 0) {
            *ret_state = (enum message_state)i;
            return true;
        }
    }
    return false;
}

bool state_is_spoken(enum message_state state)
{
    return state == STATE_RECORDED || state == STATE_FIELD_CHECKED || state == STATE_SYNTHETIC;
}

bool state_is_shown(enum message_state state)
{
    return state == STATE_REVIEWED || state_is_spoken(state);
}

static uint64_t more(uint64_t hash, const char *text)
{
    for (const char *p = text; *p != '\0'; p++) {
        hash = (hash ^ (uint8_t)*p) * 0x100000001B3u;
    }
    return hash;
}

uint64_t folder_hash(const char *code, const char *text, const char *say)
{
    uint64_t hash = more(more(more(0xCBF29CE484222325u, code), "\t"), text);
    if (say != NULL) {
        hash = more(more(hash, "\t"), say);
    }
    return hash;
}

enum message_state folder_state(const struct folder *f, enum message_id id)
{
    const struct folder_message *m = &f->messages[id];
    if (m->text == NULL) {
        return STATE_MISSING;
    }
    const enum message_state state = m->row.line > 0 ? m->row.state : f->rest;
    if (state == STATE_REVIEWED || state == STATE_RECORDED || state == STATE_FIELD_CHECKED) {
        return m->row.hash == folder_hash(f->code, m->text, m->say) ? state : STATE_DRAFT;
    }
    return state == STATE_MISSING ? STATE_DRAFT : state; /* it has a text, whoever wrote it */
}

struct field {
    const char *text;
    size_t len;
};

/* Cuts `a | b | c`; how many there are, trimmed. */
static int cut(const char *value, size_t len, struct field *fields, int max)
{
    int count = 0;
    for (size_t at = 0; at <= len && count < max;) {
        const char *bar = memchr(value + at, '|', len - at);
        const size_t n = bar != NULL ? (size_t)(bar - value) - at : len - at;
        struct field f = {value + at, n};
        while (f.len > 0 && *f.text == ' ') {
            f.text++;
            f.len--;
        }
        while (f.len > 0 && f.text[f.len - 1] == ' ') {
            f.len--;
        }
        fields[count++] = f;
        at += n + 1;
    }
    return count;
}

bool folder_is_date(const char *text, size_t len)
{
    static const char form[] = "dddd-dd-dd";
    if (len != sizeof form - 1) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (form[i] == 'd' ? !digit : text[i] != '-') {
            return false;
        }
    }
    return memcmp(text + 5, "01", 2) >= 0 && memcmp(text + 5, "12", 2) <= 0 &&
           memcmp(text + 8, "01", 2) >= 0 && memcmp(text + 8, "31", 2) <= 0;
}

static bool read_hash(const struct field *f, uint64_t *ret_hash)
{
    char text[17];
    if (f->len != 16 || strspn(f->text, "0123456789abcdef") < 16) {
        return false;
    }
    (void)snprintf(text, sizeof text, "%.16s", f->text);
    *ret_hash = strtoull(text, NULL, 16);
    return true;
}

static void take_rest(struct reading *r, const struct folder_line *line)
{
    enum message_state state = STATE_MISSING;
    if (!message_state_find(line->value, line->value_len, &state) ||
        (state != STATE_MISSING && state != STATE_DRAFT && state != STATE_SYNTHETIC)) {
        folder_tell(r, line->file, line->number,
                    "* is missing, draft or synthetic: what somebody read has a row of its own");
        return;
    }
    r->f->rest = state;
}

/* Date, reviewer, dialect and hash of a row; false when they are not all there. */
static bool take_witness(struct reading *r, const struct field *fields, int count,
                         struct folder_row *row)
{
    if (count != 5 || !folder_is_date(fields[1].text, fields[1].len) || fields[2].len == 0 ||
        fields[3].len == 0 || !read_hash(&fields[4], &row->hash)) {
        return false;
    }
    row->date = folder_copy(r, fields[1].text, fields[1].len);
    row->reviewer = folder_copy(r, fields[2].text, fields[2].len);
    row->dialect = folder_copy(r, fields[3].text, fields[3].len);
    return true;
}

static void take_row(struct reading *r, const struct folder_line *line)
{
    struct field fields[6];
    struct folder_row row = {STATE_MISSING, "", "", "", 0, line->number};
    const enum message_id id = folder_message(r, line, line->key_len);
    if (id == MSG_NONE) {
        return;
    }
    if (r->f->messages[id].row.line > 0) {
        folder_tell(r, line->file, line->number, "%s has a row already, in line %d: take one out",
                    message_name(id), r->f->messages[id].row.line);
        return;
    }
    const int count = cut(line->value, line->value_len, fields, 6);
    if (!message_state_find(fields[0].text, fields[0].len, &row.state)) {
        folder_tell(r, line->file, line->number,
                    "%s: the state is one of missing, draft, reviewed, recorded, field-checked, "
                    "synthetic",
                    message_name(id));
        return;
    }
    const bool witnessed = state_is_shown(row.state) && row.state != STATE_SYNTHETIC;
    if (count == 1 ? witnessed : !take_witness(r, fields, count, &row)) {
        folder_tell(r, line->file, line->number,
                    "%s: write `state | date | reviewer | dialect | hash`, the date as 2026-11-30, "
                    "the hash as sixteen of 0-9 a-f",
                    message_name(id));
        return;
    }
    r->f->messages[id].row = row;
}

void folder_take_state(struct reading *r, const struct folder_line *line)
{
    static const char *const notes[] = {"words_a_minute", "since"};
    if (folder_key(line, "*")) {
        take_rest(r, line);
        return;
    }
    if (line->key_len > 4 && memcmp(line->key, "MSG_", 4) == 0) {
        take_row(r, line);
        return;
    }
    if (folder_key(line, "voice")) {
        r->f->voice = folder_copy(r, line->value, line->value_len);
        return;
    }
    if (folder_key(line, "language")) {
        if (strlen(r->f->code) != line->value_len ||
            memcmp(r->f->code, line->value, line->value_len) != 0) {
            folder_tell(r, line->file, line->number, "language is not that of the folder, %s",
                        r->f->code);
        }
        return;
    }
    for (size_t i = 0; i < sizeof notes / sizeof notes[0]; i++) {
        if (folder_key(line, notes[i])) {
            return;
        }
    }
    folder_tell(r, line->file, line->number,
                "a state has language, voice, words_a_minute, since, * and messages");
}
