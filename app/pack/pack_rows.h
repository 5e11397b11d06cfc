/* The rows of a pack: procedures.csv, written as assets/data/procedures.csv with one column more,
 * `form`, which is yes where the pack brings the form too; and needs.tsv, a line for each tile a
 * procedure stands under: tile TAB procedure TAB code. */
#ifndef APP_PACK_PACK_ROWS_H
#define APP_PACK_PACK_ROWS_H

#include "app/pack/pack_file.h"
#include "app/pack/pack_tell.h"

#define PACK_ROWS_MAX 600

/* Reads both, where they are there, and tells what is wrong with a row, by its line. */
void pack_rows_try(const struct pack_file *p, struct pack_telling *t);

#endif
