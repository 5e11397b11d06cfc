/* The small slips on paper: what the portal wants paid, with its own code, a number for the
 * counter, and what the portal tells of a file. The same parts as a receipt; who she is stands on
 * none. */
#ifndef APP_RECEIPT_SMALL_SLIP_H
#define APP_RECEIPT_SMALL_SLIP_H

#include "app/errands.h"
#include "app/receipt/receipt.h"

struct small_slip_facts {
    const char *language; /* of the citizen */
    const char *centre;   /* "Xã Ia Hrung, Gia Lai" */
    const char *kiosk;    /* "K07" */
    int64_t printed_at;   /* Unix seconds */
    int offset_minutes;
    int copy;      /* 0 the first print, n > 0 the n-th copy, marked as one */
    bool practice; /* marked BAN THU */
};

/* Composes it in the caller's storage; it points into itself, the fee and the facts. ERR_BAD_INPUT
 * without a payload, ERR_FULL: texts too long for the paper. */
MUST_USE struct err small_slip_fee(struct receipt *r, const struct small_slip_facts *facts,
                                   const struct fee_due *fee);

/* The same for a number; ERR_BAD_INPUT without one. */
MUST_USE struct err small_slip_number(struct receipt *r, const struct small_slip_facts *facts,
                                      const struct number_taken *number);

/* The same of a file, as the portal told it to the citizen herself: its number, where it is, what
 * is missing, which results are there. ERR_BAD_INPUT when nothing was told. */
MUST_USE struct err small_slip_file(struct receipt *r, const struct small_slip_facts *facts,
                                    const char *file_number, const struct portal_file *file);

/* The same of an application set aside: the code alone opens it, at this kiosk, until its day.
 * ERR_BAD_INPUT without a code. */
MUST_USE struct err small_slip_later(struct receipt *r, const struct small_slip_facts *facts,
                                     const struct later *later, const char *procedure);

#endif
