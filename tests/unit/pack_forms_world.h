/* A pack with a small form, its row, its tile and a setting, made in the test; an entry may be
 * changed or left out. */
#ifndef TESTS_UNIT_PACK_FORMS_WORLD_H
#define TESTS_UNIT_PACK_FORMS_WORLD_H

#include "platform/base/secret.h"
#include "tests/unit/pack_world.h"

#define ROWS_HEAD "code,name_vi,sector,days,fee_vnd,components,confidence,source,form\n"
#define FORM_OF(body)                                                                              \
    "<h:html xmlns='http://www.w3.org/2002/xforms' xmlns:h='http://www.w3.org/1999/xhtml'>"        \
    "<h:head><h:title>t</h:title><model><instance><data id='t' version='1'><a/><n/></data>"        \
    "</instance><instance id='l' src='jr://file-csv/l.csv'/>"                                      \
    "<bind nodeset='/data/a' type='string'/><bind nodeset='/data/n' type='string'/></model>"       \
    "</h:head><h:body>" body "</h:body></h:html>"
#define FORM_INPUT "<input ref='/data/a'><label>A</label></input>"
#define FORM_LIST                                                                                  \
    "<select1 ref='/data/n'><label>N</label><itemset nodeset=\"instance('l')/root/item\">"         \
    "<value ref='name'/><label ref='label'/></itemset></select1>"

static const struct pack_entry sound_entries[] = {
    {"pack.ini", NULL, 0},
    {"forms/1.009999/form.xml", (const uint8_t *)FORM_OF(FORM_INPUT FORM_LIST),
     sizeof FORM_OF(FORM_INPUT FORM_LIST) - 1},
    {"forms/1.009999/l.csv", (const uint8_t *)"name,label\nx,X\ny,Y\n", 19},
    {"forms/1.009999/procedure.ini",
     (const uint8_t *)"[procedure]\ncode = 1.009999\ntitle = T\nform = form.xml\n", 54},
    {"needs.tsv", (const uint8_t *)"birth\tprocedure\t1.009999\n", 25},
    {"procedures.csv", (const uint8_t *)ROWS_HEAD "1.009999,N,S,1,,a,A,S1,yes\n",
     sizeof ROWS_HEAD - 1 + 27},
    {"settings.ini", (const uint8_t *)"[idle]\nwarning_s = 60\n", 22},
};
#define SOUND ((int)(sizeof sound_entries / sizeof sound_entries[0]))

static uint8_t forms_pack[1u << 20];
static struct arena forms_arena;

#define FORMS_INI(version)                                                                         \
    "name = test\nversion = " version "\nmade = 2026-11-26\nexpires = 2027-11-26\n"                \
    "min_firmware = 2\n"

/* The sound pack with this entry in the place of the one of its name, or as one more; bytes NULL
 * leaves it out. Its size. */
static inline size_t forms_make(const char *ini, const struct pack_entry *other)
{
    struct pack_entry entries[SOUND + 1];
    uint32_t count = 0;
    bool placed = other == NULL;
    for (int i = 0; i < SOUND; i++) {
        const bool same = other != NULL && strcmp(other->name, sound_entries[i].name) == 0;
        placed |= same;
        if (!same || other->bytes != NULL) {
            entries[count++] = same ? *other : sound_entries[i];
        }
        if (i == 0 && !same) {
            entries[count - 1] = packs_text("pack.ini", ini);
        }
    }
    if (!placed) {
        entries[count++] = *other;
    }
    return packs_make(entries, count, forms_pack, sizeof forms_pack);
}

#endif
