#include "app/pack/pack_rows.h"

#include <stdio.h>
#include <string.h>

#include "app/citizen/csv.h"
#include "app/pack/pack_forms.h"
#include "platform/base/nearest.h"

#define COLUMNS   9
#define CELL_MOST 1000 /* bytes: what the catalogue keeps of a cell */

static const char *const columns[COLUMNS] = {
    "code", "name_vi", "sector", "days", "fee_vnd", "components", "confidence", "source", "form"};

/* The tiles of ui/screens/need.c. */
static const char *const tiles[] = {"birth",      "build",   "business", "certify",
                                    "death",      "id-card", "land",     "marriage",
                                    "disability", "support", "veteran",  "residence"};
#define TILES ((int)(sizeof tiles / sizeof tiles[0]))

static bool is(const struct csv_field *f, const char *word)
{
    return f->len == strlen(word) && memcmp(f->text, word, f->len) == 0;
}

static bool is_code(const struct csv_field *f)
{
    char name[PACK_NAME];
    char code[PACK_CODE];
    if (f->len != PACK_CODE - 1) {
        return false;
    }
    (void)snprintf(name, sizeof name, PACK_FORMS "%.8s/x", f->text);
    const struct pack_entry e = {name, NULL, 0};
    return pack_form_file(&e, code) != NULL;
}

struct rows {
    const struct pack_file *pack;
    struct pack_telling *t;
    struct csv csv;
    char codes[PACK_ROWS_MAX][PACK_CODE]; /* seen so far */
    int count;
};

static void tell_row(struct rows *r, const char *words)
{
    pack_tell(r->t, PACK_PROCEDURES ":%d: %s", r->csv.line, words);
}

static bool has_form(const struct rows *r, const char *code)
{
    char name[PACK_NAME];
    struct pack_entry e;
    (void)snprintf(name, sizeof name, PACK_FORMS "%.8s/" PACK_PROCEDURE, code);
    return pack_find(r->pack, name, &e);
}

static void check_code(struct rows *r, const struct csv_field *f)
{
    char *code = r->codes[r->count];
    if (!is_code(f)) {
        tell_row(r, "code is one digit, a dot and six digits, as 1.001193");
        return;
    }
    (void)snprintf(code, PACK_CODE, "%.8s", f->text);
    for (int i = 0; i < r->count; i++) {
        if (strcmp(r->codes[i], code) == 0) {
            tell_row(r, "this code stands in the list twice");
            return;
        }
    }
    r->count++;
}

static void check_row(struct rows *r, const struct csv_field *f, int cells)
{
    for (int i = 0; i < cells; i++) {
        if (f[i].len > CELL_MOST) {
            tell_row(r, "a cell has more than 1000 bytes");
            return;
        }
    }
    if (cells < COLUMNS - 1) {
        tell_row(r, "the row has too few cells: a comma in a text wants quotes around it");
        return;
    }
    check_code(r, &f[0]);
    if (f[1].len == 0) {
        tell_row(r, "name_vi is empty: people would see no name");
    }
    if (is(&f[4], "0")) {
        tell_row(r, "fee_vnd is 0: say in words who sets it, or leave it empty");
    }
    const bool form = cells == COLUMNS && is(&f[8], "yes");
    if (cells == COLUMNS && f[8].len > 0 && !form && !is(&f[8], "no")) {
        tell_row(r, "form is yes, no or empty");
    }
    if (form && is_code(&f[0]) && !has_form(r, f[0].text)) {
        tell_row(r, "form is yes, and " PACK_FORMS "CODE/" PACK_PROCEDURE
                    " of this code is not in the pack");
    }
}

static void try_procedures(struct rows *r, const struct pack_entry *e)
{
    struct csv_field f[COLUMNS];
    csv_open(&r->csv, (const char *)e->bytes, e->size, ',');
    int cells = csv_next(&r->csv, f, COLUMNS);
    for (int i = 0; i < cells; i++) {
        if (!is(&f[i], columns[i])) {
            cells = -1;
        }
    }
    if (cells < COLUMNS - 1) {
        pack_tell(r->t, PACK_PROCEDURES ":1: the first row is code,name_vi,sector,days,fee_vnd,"
                                        "components,confidence,source,form");
        return;
    }
    while ((cells = csv_next(&r->csv, f, COLUMNS)) > 0) {
        if (r->count == PACK_ROWS_MAX) {
            tell_row(r, "more rows than a pack may have");
            return;
        }
        check_row(r, f, cells);
    }
    if (cells < 0) {
        tell_row(r, "a quote is not closed");
    }
}

static void try_needs(struct rows *r, const struct pack_entry *e)
{
    struct csv_field f[3];
    char tile[24];
    int cells = 0;
    csv_open(&r->csv, (const char *)e->bytes, e->size, '\t');
    while ((cells = csv_next(&r->csv, f, 3)) > 0) {
        bool known = false;
        for (int i = 0; i < TILES; i++) {
            known |= is(&f[0], tiles[i]);
        }
        if (cells < 3 || !is(&f[1], "procedure") || !is_code(&f[2])) {
            pack_tell(r->t, PACK_NEEDS ":%d: a line is: tile TAB procedure TAB code", r->csv.line);
        } else if (!known) {
            (void)snprintf(tile, sizeof tile, "%.*s", f[0].len < sizeof tile ? (int)f[0].len : 0,
                           f[0].text);
            const char *near = nearest(tile, tiles, TILES);
            pack_tell(r->t, PACK_NEEDS ":%d: there is no tile '%s'; did you mean %s?", r->csv.line,
                      tile, near != NULL ? near : "support");
        }
    }
    if (cells < 0) {
        pack_tell(r->t, PACK_NEEDS ":%d: a quote is not closed", r->csv.line);
    }
}

void pack_rows_try(const struct pack_file *p, struct pack_telling *t)
{
    static struct rows r; /* one judge at a time; too large for a stack */
    struct pack_entry e;
    r = (struct rows){.pack = p, .t = t};
    if (pack_find(p, PACK_PROCEDURES, &e) && e.size <= PACK_ROWS_BYTES) {
        try_procedures(&r, &e);
    }
    if (pack_find(p, PACK_NEEDS, &e) && e.size <= PACK_ROWS_BYTES) {
        try_needs(&r, &e);
    }
}
