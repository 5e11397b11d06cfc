/* From a visit to the record that is frozen at "send", and the codes drawn for it. */
#ifndef APP_FILING_H
#define APP_FILING_H

#include "app/app.h"
#include "app/outbox/record.h"

/* Draws the visit's uuid when the form starts. ERR_IO when there is no randomness. */
MUST_USE struct err filing_start(struct app *a);

/* Draws token, slip code, URL and the URL's QR, once. */
MUST_USE struct err filing_codes(struct app *a);

/* Fills *ret_record with pointers into the visit and its arena (the instance XML is written there).
 * ERR_FULL when the arena is. */
MUST_USE struct err filing_record(struct app *a, struct record *ret_record);

#endif
