/* A staff badge on paper: its QR, number, role and last day; no name. */
#ifndef APP_STAFF_BADGE_SLIP_H
#define APP_STAFF_BADGE_SLIP_H

#include "app/receipt/receipt.h"
#include "app/sound/messages.h"
#include "app/staff/staff_role.h"

struct badge_slip_facts {
    const char *language; /* of staff's page */
    const char *centre, *kiosk;
    struct staff_person who;
    int last_day;       /* 20271231 */
    const char *text;   /* what its QR holds */
    int64_t printed_at; /* Unix seconds */
    int offset_minutes; /* of local time from UTC */
    bool practice;
};

/* What a role is called on staff's pages. */
enum message_id badge_role(enum staff_role role);

/* Composes it in the caller's storage; text is only read. ERR_BAD_INPUT: text fits no QR; ERR_FULL:
 * texts too long for the paper. */
MUST_USE struct err badge_slip_build(struct receipt *r, const struct badge_slip_facts *facts);

#endif
