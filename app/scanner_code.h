/* Codes that set a scanner up instead of saying something: printed in every scanner's manual, and
 * shown by anybody they turn it into a keyboard, silence it, or change what it reads (BadBarcode,
 * reference/devices.md 4.2). A scanner that is locked passes them on as text; then they are no
 * answer of anybody. Pure. */
#ifndef APP_SCANNER_CODE_H
#define APP_SCANNER_CODE_H

#include <stdbool.h>

/* Whether a payload is one of Newland, Honeywell, Zebra, Datalogic, Opticon, Sunlux or the makers
 * that copy them. An AIM prefix such as ]C1 is skipped. */
bool scanner_code_is(const char *payload);

#endif
