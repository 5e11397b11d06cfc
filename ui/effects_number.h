/* The small slips, and the kiosk's own numbers for the counter. */
#ifndef UI_EFFECTS_NUMBER_H
#define UI_EFFECTS_NUMBER_H

#include "app/app.h"
#include "app/receipt/receipt.h"

struct shell;

/* Counts one more; HAPPENED_NUMBER tells. */
void effects_number(struct shell *s);
void effects_number_done(struct shell *s);
/* Whoever wanted it is gone. */
void effects_number_wipe(struct shell *s);

/* Composes the slip of a fee or of a number in the caller's storage. */
MUST_USE struct err effects_slip(const struct shell *s, enum print_what what,
                                 struct receipt *receipt);

#endif
