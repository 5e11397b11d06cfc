/* Reading the unit lists into the index of commune.h. */
#include <stdlib.h>
#include <string.h>

#include "app/citizen/commune.h"
#include "app/citizen/csv.h"
#include "app/typing/fold.h"
#include "app/typing/nfc.h"

#define PROVINCES_MAX 64
#define UNITS_MAX     4096
#define OLD_MAX       1024
#define KEYS_MAX      1024
#define ROW_BYTES     512 /* no row needs more */

struct loader {
    struct arena *arena;
    struct communes *c;
    const char *home;
};

static const char *folded(struct arena *arena, const char *text)
{
    char key[KEYS_MAX];
    struct buf b;
    buf_init(&b, key, sizeof key);
    fold_add(&b, text, strlen(text));
    return b.full ? NULL : arena_copy(arena, key, b.len);
}

static const char *normal(struct arena *arena, const struct csv_field *field)
{
    char text[KEYS_MAX];
    struct buf b;
    buf_init(&b, text, sizeof text);
    nfc_add(&b, field->text, field->len);
    return b.full ? NULL : arena_copy(arena, text, b.len);
}

static bool is_code(const struct csv_field *field, size_t len)
{
    for (size_t i = 0; i < field->len; i++) {
        if (field->text[i] < '0' || field->text[i] > '9') {
            return false;
        }
    }
    return field->len == len;
}

static bool is_word(const struct csv_field *field, const char *word)
{
    return field->len == strlen(word) && memcmp(field->text, word, field->len) == 0;
}

static int find_province(const struct communes *c, const struct csv_field *code)
{
    for (int i = 0; i < c->province_count; i++) {
        if (is_word(code, c->provinces[i].code)) {
            return i;
        }
    }
    return -1;
}

/* code,type,name,name_ascii,... */
static bool add_province(struct loader *l, const struct csv_field *f)
{
    struct communes *c = l->c;
    if (c->province_count == PROVINCES_MAX || !is_code(&f[0], 2)) {
        return false;
    }
    struct province *p = &c->provinces[c->province_count];
    memcpy(p->code, f[0].text, 2);
    p->type = normal(l->arena, &f[1]);
    p->name = normal(l->arena, &f[2]);
    p->key = p->name == NULL ? NULL : folded(l->arena, p->name);
    if (strcmp(p->code, l->home) == 0) {
        c->home = (uint8_t)c->province_count;
    }
    c->province_count++;
    return p->key != NULL && p->type != NULL;
}

/* id_prefix,old_province,new_province_code,new_province */
static bool add_old_province(struct loader *l, const struct csv_field *f)
{
    struct communes *c = l->c;
    const int province = find_province(c, &f[2]);
    if (c->old_province_count == PROVINCES_MAX || province < 0) {
        return false;
    }
    struct old_province *o = &c->old_provinces[c->old_province_count++];
    o->province = (uint8_t)province;
    o->name = normal(l->arena, &f[1]);
    o->key = o->name == NULL ? NULL : folded(l->arena, o->name);
    return o->key != NULL;
}

/* code,province_code,type,name,name_ascii */
static bool add_unit(struct loader *l, const struct csv_field *f)
{
    struct communes *c = l->c;
    const int province = find_province(c, &f[1]);
    if (c->count == UNITS_MAX || !is_code(&f[0], 5) || province < 0) {
        return false;
    }
    struct commune *u = &c->units[c->count++];
    memcpy(u->code, f[0].text, 5);
    u->province = (uint8_t)province;
    u->type = is_word(&f[2], "xã")       ? COMMUNE_XA
              : is_word(&f[2], "phường") ? COMMUNE_PHUONG
                                         : COMMUNE_DAC_KHU;
    u->name = normal(l->arena, &f[3]);
    u->key = u->name == NULL ? NULL : folded(l->arena, u->name);
    u->old_keys = "";
    c->home_count += province == c->home;
    return u->key != NULL;
}

/* The district's folded name without "huyện", "thị xã", "thành phố". */
static const char *district_key(struct arena *arena, const char *district)
{
    static const char *const types[] = {"huyen ", "thi xa ", "thanh pho "};
    const char *key = folded(arena, district);
    for (size_t i = 0; key != NULL && i < sizeof types / sizeof types[0]; i++) {
        const size_t len = strlen(types[i]);
        if (strncmp(key, types[i], len) == 0) {
            return key + len;
        }
    }
    return key;
}

/* old_code,old_type,old_name,old_district,old_province,new_code,new_unit,extent */
static bool add_old(struct loader *l, const struct csv_field *f)
{
    struct communes *c = l->c;
    char code[6] = {0};
    if (c->old_count == OLD_MAX || !is_code(&f[5], 5)) {
        return false;
    }
    memcpy(code, f[5].text, 5);
    const int unit = communes_find(c, code);
    if (unit < 0) {
        return false;
    }
    struct old_commune *o = &c->old[c->old_count];
    const struct old_commune *before = c->old_count > 0 ? o - 1 : NULL;
    o->unit = (uint16_t)unit;
    o->partial = is_word(&f[7], "partial");
    o->name = normal(l->arena, &f[2]);
    o->key = o->name == NULL ? NULL : folded(l->arena, o->name);
    if (before != NULL && is_word(&f[3], before->district) && is_word(&f[4], before->province)) {
        o->district = before->district;
        o->district_key = before->district_key;
        o->province = before->province;
    } else {
        o->district = normal(l->arena, &f[3]);
        o->district_key = o->district == NULL ? NULL : district_key(l->arena, o->district);
        o->province = normal(l->arena, &f[4]);
    }
    c->old_count++;
    return o->key != NULL && o->district_key != NULL && o->province != NULL;
}

static struct err read_list(struct loader *l, const struct assets *assets, const char *name,
                            bool (*add)(struct loader *, const struct csv_field *), int columns)
{
    struct file_bytes file = {0};
    const struct err e = assets_map(assets, name, &file);
    if (failed(e)) {
        return e;
    }
    struct csv csv;
    struct csv_field fields[8];
    csv_open(&csv, file.bytes, file.size, ',');
    int count = csv_next(&csv, fields, 8); /* the heading */
    bool good = count >= columns;
    while (good && (count = csv_next(&csv, fields, 8)) > 0) {
        good = count >= columns && add(l, fields);
    }
    assets_unmap(assets, &file);
    if (good && count == 0) {
        return ERR_OK;
    }
    return l->arena->size - l->arena->used < ROW_BYTES
               ? ERR(ERR_FULL, 0, "communes: arena")
               : ERR(ERR_CORRUPT, csv.line, "communes: a list in data/");
}

/* The home province first, then by folded name. */
static int compare_units(const void *a, const void *b)
{
    const struct commune *x = a;
    const struct commune *y = b;
    /* While sorting, old_keys is NULL for units of the home province. */
    const int home = (y->old_keys == NULL) - (x->old_keys == NULL);
    const int name = home != 0 ? home : strcmp(x->key, y->key);
    return name != 0 ? name : strcmp(x->code, y->code);
}

static void sort_units(struct communes *c)
{
    for (int i = 0; i < c->count; i++) {
        c->units[i].old_keys = c->units[i].province == c->home ? NULL : "";
    }
    qsort(c->units, (size_t)c->count, sizeof c->units[0], compare_units);
    for (int i = 0; i < c->count; i++) {
        c->units[i].old_keys = "";
    }
}

/* Joins the old names and districts of each home unit, each once. */
static bool add_old_keys(struct loader *l)
{
    struct communes *c = l->c;
    for (int unit = 0; unit < c->home_count; unit++) {
        char keys[KEYS_MAX];
        struct buf b;
        buf_init(&b, keys, sizeof keys);
        const char *last_district = "";
        for (int i = 0; i < c->old_count; i++) {
            const struct old_commune *o = &c->old[i];
            if (o->unit != unit) {
                continue;
            }
            buf_printf(&b, "|%s", o->key);
            if (strcmp(last_district, o->district_key) != 0) {
                buf_printf(&b, "|%s", o->district_key);
                last_district = o->district_key;
            }
        }
        c->units[unit].old_keys = arena_copy(l->arena, keys, b.len);
        if (b.full || c->units[unit].old_keys == NULL) {
            return false;
        }
    }
    return true;
}

/* Every list may have at most so many rows as there is room for; the rest of a block stays unused.
 */
static bool make_room(struct loader *l)
{
    struct communes *c = l->c;
    c->provinces = arena_alloc(l->arena, PROVINCES_MAX * sizeof c->provinces[0]);
    c->old_provinces = arena_alloc(l->arena, PROVINCES_MAX * sizeof c->old_provinces[0]);
    c->units = arena_alloc(l->arena, UNITS_MAX * sizeof c->units[0]);
    c->old = arena_alloc(l->arena, OLD_MAX * sizeof c->old[0]);
    return c->provinces != NULL && c->old_provinces != NULL && c->units != NULL && c->old != NULL;
}

struct err communes_load(struct arena *arena, const struct assets *assets, const char *home,
                         struct communes **ret_communes)
{
    struct loader l = {.arena = arena, .home = home, .c = arena_alloc(arena, sizeof *l.c)};
    if (l.c == NULL || !make_room(&l)) {
        return ERR(ERR_FULL, 0, "communes: arena");
    }
    l.c->home = UINT8_MAX;
    struct err e = read_list(&l, assets, "data/vn_provinces.csv", add_province, 4);
    if (!failed(e)) {
        e = l.c->home != UINT8_MAX ? ERR_OK
                                   : ERR(ERR_CORRUPT, 0, "communes: unknown home province");
    }
    if (!failed(e)) {
        e = read_list(&l, assets, "data/cccd_birth_province_codes.csv", add_old_province, 4);
    }
    if (!failed(e)) {
        e = read_list(&l, assets, "data/vn_communes.csv", add_unit, 5);
    }
    if (failed(e)) {
        return e;
    }
    sort_units(l.c);
    e = read_list(&l, assets, "data/gia_lai_old_to_new.csv", add_old, 8);
    if (!failed(e) && !add_old_keys(&l)) {
        e = ERR(ERR_FULL, 0, "communes: arena");
    }
    if (!failed(e)) {
        *ret_communes = l.c;
    }
    return e;
}
