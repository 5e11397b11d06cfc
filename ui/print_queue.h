/* Slips that wait for the printer, the oldest first: one is printed at a time, and each is drawn
 * when its turn comes. Only kinds of slips, nothing of anybody. Pure; the main thread's. */
#ifndef UI_PRINT_QUEUE_H
#define UI_PRINT_QUEUE_H

#include "app/app.h"

struct print_queue {
    enum print_what waiting[PRINT_KINDS];
    int count;
};

/* The slip waits, behind those that do already; one that waits already keeps its place. */
void print_queue_put(struct print_queue *q, enum print_what what);

/* Whether it waits. */
bool print_queue_has(const struct print_queue *q, enum print_what what);

/* Takes the oldest; false when none waits. */
MUST_USE bool print_queue_take(struct print_queue *q, enum print_what *ret_what);

/* Forgets those for which nobody waits any more (app/printer_care.h). */
void print_queue_prune(struct print_queue *q, const struct app *a);

#endif
