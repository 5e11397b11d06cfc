/* The inside of catalogue.h: where its parts come from. Not for others. */
#ifndef APP_CITIZEN_CATALOGUE_LOAD_H
#define APP_CITIZEN_CATALOGUE_LOAD_H

#include "app/citizen/catalogue.h"
#include "app/citizen/list.h"

struct catalogue_reading {
    struct arena *arena;
    struct catalogue *catalogue;
    const struct assets *assets;
    struct catalogue_problem *problem;
};

/* Reads a list with the reading as its context; ERR_NOT_FOUND when it is not installed. */
MUST_USE struct err catalogue_read(struct catalogue_reading *r, struct list list);

/* Fills words->bring from a list cut at ';' outside brackets; false when the arena is full. */
bool catalogue_split(struct arena *arena, const char *text, size_t len,
                     struct catalogue_words *words);

/* Reads every procedure.ini under forms/ and joins it with its row, or adds one. */
MUST_USE struct err catalogue_add_forms(struct catalogue_reading *r);

/* Reads sectors.tsv: who takes the procedures of a sector, or one of them, and their pictogram. */
MUST_USE struct err catalogue_add_sectors(struct catalogue_reading *r);

/* Reads procedures.LANG.tsv of Vietnamese and of each language; what is not there falls back. */
MUST_USE struct err catalogue_add_words(struct catalogue_reading *r, const char *const *languages);

#endif
