/* Text to QR modules. The only user of libqrencode. Web addresses keep their meaning when scheme
 * and host are upper case, and then need a third fewer dots, so they are put that way. */
#ifndef APP_RECEIPT_QR_H
#define APP_RECEIPT_QR_H

#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"

#define QR_SIDE_MAX  61  /* version 11: the largest that narrow paper takes at five dots a module */
#define QR_TEXT_MAX  251 /* bytes of it at level M (ISO/IEC 18004, table 7); at level Q 177 */
#define QR_QUIET     4   /* white modules a reader needs on every side */
#define QR_BYTES_MAX (QR_SIDE_MAX * QR_SIDE_MAX)

enum qr_level { QR_LEVEL_M, QR_LEVEL_Q };

/* Writes side * side bytes, 1 = dark, without the white frame, into the caller's modules (cap
 * bytes; QR_BYTES_MAX is enough for QR_TEXT_MAX at level M). ERR_BAD_INPUT: empty or longer than
 * QR_TEXT_MAX; ERR_FULL: more modules than cap; ERR_IO: no memory. Any thread. */
MUST_USE struct err qr_encode(const char *text, enum qr_level level, uint8_t *ret_modules,
                              size_t cap, int *ret_side);

#endif
