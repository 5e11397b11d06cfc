/* The slip that staff print at the end of a day: counts only, nothing of anybody. */
#ifndef APP_STAFF_DAY_SLIP_H
#define APP_STAFF_DAY_SLIP_H

#include "app/citizen/catalogue.h"
#include "app/receipt/receipt.h"
#include "app/staff/day.h"

struct day_slip_facts {
    const char *language; /* of staff's page */
    const char *centre, *kiosk;
    const struct catalogue *catalogue; /* titles; NULL: codes */
    const struct day_files *files;
    const struct day_tally *tally;
    int64_t midnight;
    int paper_receipts; /* left on the roll, -1 = not counted */
    int wrong;          /* rows of the dashboard that need a look */
    int64_t printed_at; /* Unix seconds */
    int offset_minutes; /* of local time from UTC */
    bool practice;
};

/* Composes it in the caller's storage. ERR_FULL: texts too long for the paper. */
MUST_USE struct err day_slip_build(struct receipt *r, const struct day_slip_facts *facts);

#endif
