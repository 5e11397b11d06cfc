/* What goes to the printer, and what is known of it and of its paper. */
#ifndef UI_EFFECTS_PRINT_H
#define UI_EFFECTS_PRINT_H

#include "app/app.h"
#include "app/staff/day_slip.h"

struct shell;

/* Draws the slip and gives it to the printer's worker, behind the one that is printed;
 * HAPPENED_PRINTED or _PRINT_FAILED of this slip tells. printed: the worker handed it back. */
void effects_print(struct shell *s, enum print_what what);
void effects_printed(struct shell *s);

/* After every step: a slip that nobody waits for any more is not begun, and of one that was begun
 * nobody is told. */
void effects_print_left(struct shell *s);

/* The figures of the day as they stand; points into the shell. */
struct day_slip_facts effects_day_facts(const struct shell *s);

/* FX_PRINTER_STATUS: asks the printer, HAPPENED_PRINTER_STATUS tells. FX_PRINTER_SEEN: the
 * same, once it knows that the test print came out. FX_ROLL_CHANGED: the paper is counted anew.
 * What is being done already is not begun again. */
void effects_printer(struct shell *s, enum effect_kind kind);
void effects_printer_told(struct shell *s);
void effects_roll_changed(struct shell *s);

#endif
