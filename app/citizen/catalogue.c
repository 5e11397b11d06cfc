#define _GNU_SOURCE /* memmem */
#include "app/citizen/catalogue.h"

#include <stdio.h>
#include <string.h>

#include "app/citizen/catalogue_load.h"
#include "app/citizen/csv.h"
#include "app/typing/letter.h"
#include "app/typing/nfc.h"
#include "platform/base/buf.h"
#include "platform/base/utf8.h"

#define TEXT_MAX    1200 /* bytes of a cell */
#define CODE_LENGTH 8    /* "1.001193" */
#define UNCHECKED   ", chưa kiểm: "

/* --- text ----------------------------------------------------------------------------------- */

/* Text in stored form that starts in upper case; NULL when the arena is full. */
static const char *keep(struct arena *arena, const char *text, size_t len)
{
    char stored[TEXT_MAX];
    char first[4];
    char whole[TEXT_MAX + 4];
    size_t bytes = 0;
    struct buf s;
    struct buf w;
    buf_init(&s, stored, sizeof stored);
    nfc_add(&s, text, len);
    buf_init(&w, whole, sizeof whole);
    if (s.len > 0) {
        const uint32_t cp = letter_upper(utf8_decode(stored, s.len, &bytes));
        buf_add(&w, first, utf8_encode(cp, first));
    }
    buf_puts(&w, stored + bytes);
    return arena_copy(arena, whole, w.len);
}

/* "Thủ tục đăng ký khai sinh" is shown as "Đăng ký khai sinh". */
static const char *official_name(struct arena *arena, const struct csv_field *field)
{
    static const char prefix[] = "Thủ tục ";
    const size_t skip =
        field->len > sizeof prefix && memcmp(field->text, prefix, sizeof prefix - 1) == 0
            ? sizeof prefix - 1
            : 0;
    return keep(arena, field->text + skip, field->len - skip);
}

/* Length of the part at text: up to the next ';' that stands in no bracket. */
static size_t part_length(const char *text, size_t len)
{
    int depth = 0;
    for (size_t i = 0; i < len; i++) {
        depth += text[i] == '(' ? 1 : text[i] == ')' && depth > 0 ? -1 : 0;
        if (text[i] == ';' && depth == 0) {
            return i;
        }
    }
    return len;
}

bool catalogue_split(struct arena *arena, const char *text, size_t len,
                     struct catalogue_words *words)
{
    const char *parts[CATALOGUE_BRING_MAX];
    int count = 0;
    while (len > 0 && count < CATALOGUE_BRING_MAX) {
        const size_t part = part_length(text, len);
        size_t space = 0;
        while (space < part && text[space] == ' ') {
            space++;
        }
        if (part > space) {
            parts[count] = keep(arena, text + space, part - space);
            if (parts[count++] == NULL) {
                return false;
            }
        }
        const size_t step = part < len ? part + 1 : part;
        text += step;
        len -= step;
    }
    const char **kept = count == 0 ? NULL : arena_alloc(arena, (size_t)count * sizeof *kept);
    if (count > 0 && kept == NULL) {
        return false;
    }
    for (int i = 0; i < count; i++) {
        kept[i] = parts[i];
    }
    words->bring = kept;
    words->bring_count = count;
    return true;
}

/* --- the list -------------------------------------------------------------------------------- */

static int find_own(const struct catalogue *c, const char *code, size_t len)
{
    for (int i = 0; i < c->count; i++) {
        if (strlen(c->entries[i].code) == len && memcmp(c->entries[i].code, code, len) == 0) {
            return i;
        }
    }
    return -1;
}

static enum catalogue_trust trust_of(const struct csv_field *confidence)
{
    if (confidence->len > 1) {
        return TRUST_COPIED; /* A-auto */
    }
    return confidence->len == 1 && confidence->text[0] == 'A' ? TRUST_READ : TRUST_NAMED;
}

/* "theo 1.012818, chưa kiểm: a; b" is a; b, not checked for this province. */
static bool add_papers(struct arena *arena, struct catalogue_entry *e, const struct csv_field *f)
{
    const char *text = f->text;
    size_t len = f->len;
    const char *mark = memmem(text, len, UNCHECKED, sizeof UNCHECKED - 1);
    if (mark != NULL) {
        const char *after = mark + sizeof UNCHECKED - 1;
        len -= (size_t)(after - text);
        text = after;
        e->unchecked = true;
    }
    return catalogue_split(arena, text, len, &e->words[0]);
}

static bool fill(struct arena *arena, struct catalogue_entry *e, const struct csv_field *f)
{
    *e = (struct catalogue_entry){.code = csv_copy(arena, &f[0]),
                                  .official = official_name(arena, &f[1]),
                                  .sector = csv_copy(arena, &f[2]),
                                  .days = csv_copy(arena, &f[3]),
                                  .fee = csv_copy(arena, &f[4]),
                                  .source = csv_copy(arena, &f[7]),
                                  .icon = "document",
                                  .trust = trust_of(&f[6]),
                                  .repealed = f[6].len == 1 && f[6].text[0] == 'X',
                                  .successor = -1};
    if (e->code == NULL || e->official == NULL || e->sector == NULL || e->days == NULL ||
        e->fee == NULL || e->source == NULL || !add_papers(arena, e, &f[5])) {
        return false;
    }
    e->words[0].title = e->official;
    return true;
}

/* code,name_vi,sector,days,fee_vnd,components,confidence,source */
static bool add_row(void *context, const struct csv_field *f)
{
    struct catalogue_reading *r = context;
    struct catalogue *c = r->catalogue;
    if (find_own(c, f[0].text, f[0].len) >= 0) {
        return true;
    }
    if (c->count == CATALOGUE_MAX || !fill(r->arena, &c->entries[c->count], f)) {
        return false;
    }
    c->count++;
    return true;
}

/* A pack's row takes the place of the one with its code, or stands at the end. */
static bool put_row(void *context, const struct csv_field *f)
{
    const struct catalogue_reading *r = context;
    const int at = find_own(r->catalogue, f[0].text, f[0].len);
    return at < 0 ? add_row(context, f) : fill(r->arena, &r->catalogue->entries[at], f);
}

static struct err read_packs(struct catalogue_reading *r)
{
    struct err e = ERR_OK;
    for (int i = 0; i < CATALOGUE_PACKS && !failed(e); i++) {
        char name[40];
        (void)snprintf(name, sizeof name, CATALOGUE_PACKED "/%d/procedures.csv", i);
        e = catalogue_read(r, (struct list){name, ',', true, 8, put_row, NULL});
        e = e.code == ERR_NOT_FOUND ? ERR_OK : e;
    }
    return e;
}

/* A repealed code leads to the one its source names ("thay bằng 1.115353"). */
static void link_repealed(struct catalogue *c)
{
    static const char says[] = "thay bằng ";
    for (int i = 0; i < c->count; i++) {
        struct catalogue_entry *e = &c->entries[i];
        const char *at = e->repealed ? strstr(e->source, says) : NULL;
        if (at != NULL && strlen(at) >= sizeof says - 1 + CODE_LENGTH) {
            const int next = find_own(c, at + sizeof says - 1, CODE_LENGTH);
            e->successor = next >= 0 && !c->entries[next].repealed ? next : -1;
        }
    }
}

struct err catalogue_read(struct catalogue_reading *r, struct list list)
{
    list.context = r;
    const struct err e = list_read(r->assets, &list);
    if (e.code != ERR_CORRUPT) {
        return e;
    }
    snprintf(r->problem->file, sizeof r->problem->file, "%.90s", list.name);
    r->problem->line = e.os;
    snprintf(r->problem->message, sizeof r->problem->message,
             "the row has too few cells or a quote that is not closed");
    return r->arena->size - r->arena->used < 2 * TEXT_MAX ? ERR(ERR_FULL, 0, "catalogue: arena")
                                                          : e;
}

struct err catalogue_load(struct arena *arena, const struct assets *assets,
                          const char *const *languages, struct catalogue **ret_catalogue,
                          struct catalogue_problem *ret_problem)
{
    const struct list list = {"data/procedures.csv", ',', true, 8, add_row, NULL};
    *ret_problem = (struct catalogue_problem){0};
    struct catalogue *c = arena_alloc(arena, sizeof *c);
    if (c != NULL) {
        c->entries = arena_alloc(arena, CATALOGUE_MAX * sizeof c->entries[0]);
    }
    if (c != NULL) {
        c->forms = arena_alloc(arena, CATALOGUE_FORMS_MAX * sizeof c->forms[0]);
    }
    if (c == NULL || c->entries == NULL || c->forms == NULL) {
        return ERR(ERR_FULL, 0, "catalogue: arena");
    }
    snprintf(c->languages[0], sizeof c->languages[0], "vi");
    c->language_count = 1;
    struct catalogue_reading r = {arena, c, assets, ret_problem};
    struct err e = catalogue_read(&r, list);
    e = failed(e) ? e : read_packs(&r);
    if (!failed(e)) {
        link_repealed(c);
        e = catalogue_add_forms(&r);
    }
    if (!failed(e)) {
        e = catalogue_add_sectors(&r);
    }
    if (!failed(e)) {
        e = catalogue_add_words(&r, languages);
    }
    *ret_catalogue = c;
    return e;
}

/* --- asking ---------------------------------------------------------------------------------- */

static int living(const struct catalogue *c, int index)
{
    if (index >= 0 && c->entries[index].repealed) {
        return c->entries[index].successor;
    }
    return index;
}

int catalogue_find(const struct catalogue *c, const char *code)
{
    const size_t len = strlen(code);
    const bool longer = len > CODE_LENGTH && code[CODE_LENGTH] == '.';
    int found = living(c, find_own(c, code, longer ? CODE_LENGTH : len));
    for (int i = 0; found < 0 && i < c->count; i++) {
        const struct procedure *form = c->entries[i].form;
        if (form != NULL && procedure_has_code(form, code)) {
            found = i;
        }
    }
    return found;
}

bool catalogue_offered(const struct catalogue *c, int index, const char *today)
{
    const struct catalogue_entry *e = &c->entries[index];
    return !e->repealed && (e->form == NULL || procedure_offered(e->form, today));
}

static int language_index(const struct catalogue *c, const char *language)
{
    for (int i = 0; i < c->language_count; i++) {
        if (strcmp(c->languages[i], language) == 0) {
            return i;
        }
    }
    return -1;
}

const char *catalogue_title(const struct catalogue *c, int index, const char *language,
                            bool *ret_fallback)
{
    const struct catalogue_entry *e = &c->entries[index];
    const int l = language_index(c, language);
    const char *own = e->form != NULL ? procedure_in(e->form, language)->title : NULL;
    *ret_fallback = false;
    if (e->form != NULL && own != e->form->title) {
        return own;
    }
    *ret_fallback = l < 0 || e->words[l].title == NULL;
    return e->words[*ret_fallback ? 0 : l].title;
}

int catalogue_bring_count(const struct catalogue *c, int index)
{
    return c->entries[index].words[0].bring_count;
}

const char *catalogue_bring(const struct catalogue *c, int index, int i, const char *language,
                            bool *ret_fallback)
{
    const struct catalogue_entry *e = &c->entries[index];
    const int l = language_index(c, language);
    *ret_fallback = l < 0 || e->words[l].bring_count != e->words[0].bring_count;
    return e->words[*ret_fallback ? 0 : l].bring[i];
}
