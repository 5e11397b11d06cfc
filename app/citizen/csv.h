/* Comma-separated values in memory, one row after the other; quoted fields with doubled quotes.
 * Fields point into the text. Pure; any thread. */
#ifndef APP_CITIZEN_CSV_H
#define APP_CITIZEN_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "platform/base/arena.h"

struct csv {
    const char *at, *end;
    char separator; /* ',' or a TAB */
    int line;       /* 1-based, of the row read last */
    int next_line;
};

struct csv_field {
    const char *text; /* not NUL-terminated; quotes around it are left out */
    size_t len;
    bool doubled; /* holds doubled quotes: csv_copy() halves them */
};

/* Starts at the first row of text[0..size). */
void csv_open(struct csv *c, const char *text, size_t size, char separator);

/* Reads the next row that is not blank and returns its number of fields, at most max (more are
 * dropped); 0 at the end; -1 when a quote is not closed. */
int csv_next(struct csv *c, struct csv_field *ret_fields, int max);

/* A NUL-terminated copy in the arena; NULL when it is full. */
char *csv_copy(struct arena *arena, const struct csv_field *field);

#endif
