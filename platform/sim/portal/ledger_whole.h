/* Papers that came in several files, as the one PDF the portal made of them. The files stay: the
 * record names their hashes. Included beside ledger.h; the same rules hold. */
#ifndef PLATFORM_SIM_PORTAL_LEDGER_WHOLE_H
#define PLATFORM_SIM_PORTAL_LEDGER_WHOLE_H

#include "platform/sim/portal/ledger.h"

#define LEDGER_REF 200 /* bytes of a ref, NUL included */

struct ledger_whole {
    char ref[LEDGER_REF]; /* the question the paper answers */
    char sha256[SHA256_HEX];
    int64_t size;
    int pages;
};

/* Stores the PDF of this paper once; another one for the same ref is not taken. ERR_FULL beyond
 * LEDGER_PAPERS_MAX. */
MUST_USE struct err ledger_whole_put(struct ledger *l, const char *uuid, const char *ref,
                                     const void *bytes, size_t size, int pages);

/* Those of an application, in order of ref; at most LEDGER_PAPERS_MAX. */
MUST_USE struct err ledger_wholes(struct ledger *l, const char *uuid, struct ledger_whole *wholes,
                                  int *ret_count);

/* The one of this ref; NULL when there is none. */
const struct ledger_whole *ledger_whole_of(const struct ledger_whole *wholes, int count,
                                           const char *ref);

#endif
