/* Rows that lead to a procedure, for the search and the list. */
#ifndef UI_SCREENS_FIND_H
#define UI_SCREENS_FIND_H

#include "app/finding.h"
#include "ui/screens/build.h"

/* Row `number` (from 1, its name is "find.N") of the list, height_dp high. quiet: said when
 * focused, not when the page is read. */
void put_find(struct builder *b, int column, struct find_row row, int number, int height_dp,
              bool quiet);

/* A text of the catalogue: Vietnamese in another language is spoken name by name and marked. */
struct say say_catalogue(const char *text, bool fallback);

#endif
