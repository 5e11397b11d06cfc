/* The list of what to bring, on paper: the same parts as a receipt, but no code, no number and
 * nothing of the citizen. It says that nothing was handed in. */
#ifndef APP_RECEIPT_CHECKLIST_H
#define APP_RECEIPT_CHECKLIST_H

#include "app/citizen/catalogue.h"
#include "app/receipt/receipt.h"

struct checklist_facts {
    const char *language; /* of the citizen */
    const struct catalogue *catalogue;
    int entry;
    const char *centre; /* "Xã Ia Hrung, Gia Lai" */
    const char *kiosk;  /* "K07" */
    int64_t printed_at; /* Unix seconds */
    int offset_minutes;
    bool practice; /* marked BAN THU */
};

/* Composes it in the caller's storage; it points into itself and into the catalogue. ERR_FULL:
 * texts too long for the paper. */
MUST_USE struct err checklist_build(struct receipt *r, const struct checklist_facts *facts);

#endif
