/* A printer that ails is asked until it is well again, on every screen: asking also throws away
 * what it may still hold of a slip, so that the next person does not get it (app/steps_printer.c).
 */
#ifndef APP_PRINTER_CARE_H
#define APP_PRINTER_CARE_H

#include <stdbool.h>
#include <stdint.h>

struct app;

struct printer_care {
    bool ails;
    uint64_t asked_ms; /* when it was last asked */
};

/* The printer failed, or may hold a slip of somebody who went home. Nothing for a kiosk that has
 * none. */
void app_printer_ails(struct app *a);

#endif
