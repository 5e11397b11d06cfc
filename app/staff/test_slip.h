/* The test print of a paper change: what a person compares, and nothing of anybody. */
#ifndef APP_STAFF_TEST_SLIP_H
#define APP_STAFF_TEST_SLIP_H

#include "app/receipt/receipt.h"

struct test_slip_facts {
    const char *language; /* of staff's page */
    const char *centre, *kiosk;
    const char *url;    /* what its QR holds */
    int64_t printed_at; /* Unix seconds */
    int offset_minutes; /* of local time from UTC */
    bool practice;
};

/* Composes it in the caller's storage. ERR_BAD_INPUT: the url is no text for a QR; ERR_FULL: texts
 * too long for the paper. */
MUST_USE struct err test_slip_build(struct receipt *r, const struct test_slip_facts *facts);

/* The bar of the set-up, for paper of so many dots: two marks, nothing to read but its width. */
MUST_USE struct err test_slip_bar(struct receipt *r, const struct test_slip_facts *facts, int dots);

#endif
