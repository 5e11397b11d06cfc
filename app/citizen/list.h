/* Reading a list of the data folder row by row. */
#ifndef APP_CITIZEN_LIST_H
#define APP_CITIZEN_LIST_H

#include "app/assets.h"
#include "app/citizen/csv.h"

#define LIST_FIELDS 9

struct list {
    const char *name; /* "data/procedures.csv" */
    char separator;
    bool heading;
    int columns; /* at least so many in each row */
    /* Takes a row; fields[LIST_FIELDS], missing ones empty. False ends the reading. */
    bool (*add)(void *context, const struct csv_field *fields);
    void *context;
};

/* ERR_NOT_FOUND when the list is not installed; ERR_CORRUPT with the line in os for a short row, an
 * open quote, or when add() said no. */
MUST_USE struct err list_read(const struct assets *assets, const struct list *list);

#endif
