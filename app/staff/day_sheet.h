/* The figures of the day as a table for a stick: CSV, UTF-8 with its mark, what staff's page shows
 * row by row. Counts only, small groups merged as there, so it goes out in plain. Pure. */
#ifndef APP_STAFF_DAY_SHEET_H
#define APP_STAFF_DAY_SHEET_H

#include "app/staff/day_slip.h"

#define DAY_SHEET_BYTES  8192
#define DAY_SHEET_SUFFIX ".csv"

/* Returns its length; 0 when the texts are too long. */
size_t day_sheet_write(const struct day_slip_facts *facts, char text[DAY_SHEET_BYTES]);

#endif
