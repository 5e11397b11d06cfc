/* A printer that ails is asked until it is well again, on every screen: asking also throws away
 * what it may still hold of a slip, so that the next person does not get it (app/steps_printer.c).
 */
#ifndef APP_PRINTER_CARE_H
#define APP_PRINTER_CARE_H

#include <stdbool.h>
#include <stdint.h>

#include "app/effects.h"

struct app;

struct printer_care {
    bool ails;
    uint64_t asked_ms; /* when it was last asked */
};

/* The printer failed, or may hold a slip of somebody who went home. Nothing for a kiosk that has
 * none. */
void app_printer_ails(struct app *a);

/* Whether somebody still waits for that slip: the page of staff was not left, her visit is not
 * over. A slip that nobody wants is not begun, and nobody is told of the end of one that was. */
bool app_print_wanted(const struct app *a, enum print_what what);

#endif
