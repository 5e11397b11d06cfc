/* Finding a procedure: what is typed and what it finds, the short list of a tile, and the procedure
 * that is looked at. Part of the visit, wiped with it. */
#ifndef APP_FINDING_H
#define APP_FINDING_H

#include <stdbool.h>
#include <stdint.h>

struct app;

#define FINDING_TYPED_MAX 96
#define FINDING_SHOWN     3   /* best finds over the keyboard, drawing 32 */
#define FINDING_PAUSE_MS  600 /* without a key the best find is read (design/DESIGN.md, Search) */
#define FINDING_ROWS      5   /* rows a page of the list */

struct finding {
    char tile[24]; /* the list shows its rows; "" = what the typed words find */
    char typed[FINDING_TYPED_MAX];
    int page;               /* of the list */
    int entry;              /* looked at, of the catalogue */
    int papers_page;        /* of its papers */
    int heard;              /* the paper read aloud last, from 1; 0 = none */
    int from;               /* enum screen it was chosen on */
    uint64_t typed_ms;      /* of the last key; 0 = the best find was read */
    bool printing, printed; /* the list of papers */
    bool unsure;            /* ... whether it came out is not known */
};

/* A row of the list. */
struct find_row {
    int entry;         /* of the catalogue, or -1 */
    const char *route; /* "route:land" when entry is -1 */
};

/* Finds again for the words in the visit's composer: all that is offered when there are none. */
void finding_search(struct app *a);

/* How many rows the list has, and row i. */
int finding_count(const struct app *a);
struct find_row finding_row(const struct app *a, int i);

/* True when the entry is offered on the day of the kiosk's clock. */
bool finding_offered(const struct app *a, int entry);

#endif
