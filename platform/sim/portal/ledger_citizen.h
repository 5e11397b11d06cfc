/* What the ledger keeps of the citizen's own part: whether she signed in for an application, and
 * what is to be paid for it. Included beside ledger.h; the same rules hold. */
#ifndef PLATFORM_SIM_PORTAL_LEDGER_CITIZEN_H
#define PLATFORM_SIM_PORTAL_LEDGER_CITIZEN_H

#include "platform/sim/portal/ledger.h"

#define LEDGER_REFERENCE 24 /* bytes with NUL */

enum payment_state { PAYMENT_WAITING, PAYMENT_PAID, PAYMENT_FAILED };

struct ledger_payment {
    char uuid[37];
    char reference[LEDGER_REFERENCE]; /* drawn; also in the address her phone opens */
    int64_t dong;
    enum payment_state state;
    int64_t ends; /* a request that waits is over then */
};

/* The application came with the token of a citizen; that stays. */
MUST_USE struct err ledger_sign_in(struct ledger *l, const char *uuid);

/* The application whose papers this one brings, "" when it is one itself; ERR_NOT_FOUND. */
MUST_USE struct err ledger_supplements(struct ledger *l, const char *uuid, char ret_parent[37]);

/* Puts the number of the file a supplement belongs to in place of its own. */
MUST_USE struct err ledger_number_of(struct ledger *l, struct ledger_entry *entry);

/* Once a supplement is complete its papers are also those of the application that asked for them,
 * and that goes on to be handled (state 4) where it waited for papers. Nothing for any other. */
MUST_USE struct err ledger_join(struct ledger *l, const char *uuid, int64_t now);

/* Papers this application names and has not, and that one has, are its own from now on; that may
 * make it complete. */
MUST_USE struct err ledger_take_papers(struct ledger *l, const char *uuid, const char *from,
                                       int64_t now);

/* The payment request of an application; made when there is none and dong > 0, and made anew when
 * `again` and the last one is over or failed. ERR_NOT_FOUND when there is none to be. */
MUST_USE struct err ledger_payment(struct ledger *l, const char *uuid, int64_t dong, bool again,
                                   int64_t now, struct ledger_payment *ret_payment);

/* The same by its reference; ERR_NOT_FOUND. */
MUST_USE struct err ledger_payment_find(struct ledger *l, const char *reference,
                                        struct ledger_payment *ret_payment);

/* Moves a waiting request; one that is over, or no longer waits, stays as it is: ERR_REFUSED. */
MUST_USE struct err ledger_payment_move(struct ledger *l, const char *reference,
                                        enum payment_state state, int64_t now);

/* The newest one that waits; ERR_NOT_FOUND. For tests. */
MUST_USE struct err ledger_payment_newest(struct ledger *l, struct ledger_payment *ret_payment);

/* The newest one that waits is over now; ERR_NOT_FOUND. For tests. */
MUST_USE struct err ledger_payment_expire(struct ledger *l, int64_t now);

#endif
