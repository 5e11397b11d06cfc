/* What the life-event tiles lead to: a short list each, most used first, of procedures and of
 * routes that ask their way to one (assets/data/needs.tsv). Loaded once at boot; read-only, any
 * thread. */
#ifndef APP_CITIZEN_NEEDS_H
#define APP_CITIZEN_NEEDS_H

#include "app/citizen/catalogue.h"

#define NEEDS_MAX      256
#define NEEDS_TEXT_MAX 24

struct need {
    char tile[NEEDS_TEXT_MAX];  /* "land" */
    int entry;                  /* of the catalogue, or -1: a route */
    char route[NEEDS_TEXT_MAX]; /* "route:land" */
};

struct needs {
    struct need rows[NEEDS_MAX];
    int count;
};

/* Reads the list. A procedure that is not installed, or was repealed with nothing in its place, is
 * passed over. ERR_CORRUPT with the line in os for a row of another shape. */
MUST_USE struct err needs_load(struct arena *arena, const struct assets *assets,
                               const struct catalogue *catalogue, struct needs **ret_needs);

/* The first row of the tile after `row`; -1 when there is none. Begin with -1. */
int needs_next(const struct needs *needs, const char *tile, int row);

#endif
