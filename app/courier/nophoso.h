/* The dossier NopHoSo of the ministry's interface, out of a record: who files, what for, and which
 * uploaded files belong to which component. */
#ifndef APP_COURIER_NOPHOSO_H
#define APP_COURIER_NOPHOSO_H

#include "app/courier/adapter.h"
#include "app/courier/application.h"

#define NOPHOSO_FILE 128 /* bytes of a file's name, NUL included */

/* The name of file 0 (the record) or of paper file - 1. */
void nophoso_file_name(const struct application *a, const struct parcel *p, int file,
                       char out[NOPHOSO_FILE]);

/* Writes the JSON, the same bytes for the same errand. ids[file] is what the upload gave.
 * ERR_BAD_INPUT when the record is none, ERR_FULL. */
MUST_USE struct err nophoso_write(const struct errand *e, const char *number,
                                  const char (*ids)[LEARNT_SIZE], struct buf *out);

#endif
