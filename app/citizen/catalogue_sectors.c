/* Who takes a procedure and which pictogram stands for it: sectors.tsv, sector or code TAB place
 * TAB pictogram. A form brings its own pictogram, and what only the province decides is named in
 * the list's source: "(tỉnh)". */
#include <string.h>

#include "app/citizen/catalogue_load.h"

static bool is(const struct csv_field *f, const char *text)
{
    return f->len == strlen(text) && memcmp(f->text, text, f->len) == 0;
}

static bool add_sector(void *context, const struct csv_field *f)
{
    static const char *const places[] = {
        [PLACE_HERE] = "here", [PLACE_POLICE] = "police", [PLACE_INSURANCE] = "insurance"};
    const struct catalogue_reading *r = context;
    const char *icon = csv_copy(r->arena, &f[2]);
    int place = -1;
    for (int i = 0; i < (int)(sizeof places / sizeof places[0]); i++) {
        place = is(&f[1], places[i]) ? i : place;
    }
    for (int i = 0; i < r->catalogue->count && place >= 0; i++) {
        struct catalogue_entry *e = &r->catalogue->entries[i];
        if (is(&f[0], e->sector) || is(&f[0], e->code)) {
            e->place = (enum catalogue_place)place;
            e->icon = icon;
        }
    }
    return place >= 0 && icon != NULL;
}

struct err catalogue_add_sectors(struct catalogue_reading *r)
{
    const struct err e =
        catalogue_read(r, (struct list){"data/sectors.tsv", '\t', false, 3, add_sector, NULL});
    for (int i = 0; i < r->catalogue->count; i++) {
        struct catalogue_entry *entry = &r->catalogue->entries[i];
        if (strstr(entry->source, "(tỉnh)") != NULL) {
            entry->place = PLACE_PROVINCE;
        }
        if (entry->form != NULL) {
            entry->icon = entry->form->icon;
        }
    }
    return e.code == ERR_NOT_FOUND ? ERR_OK : e;
}
