/* Papers that come in parts: each part is on the disk before its answer leaves, and the last one
 * makes the paper. As ledger.h: one transaction a call, any thread. */
#ifndef PLATFORM_SIM_PORTAL_LEDGER_UPLOADS_H
#define PLATFORM_SIM_PORTAL_LEDGER_UPLOADS_H

#include "platform/sim/portal/ledger.h"

#define LEDGER_PLACE   17                              /* bytes of a place's name with its NUL */
#define LEDGER_KEEP_MS ((int64_t)7 * 24 * 3600 * 1000) /* so long after its last part */

/* Where a paper of one application grows. */
struct ledger_place {
    char id[LEDGER_PLACE];
    char uuid[37];
    char sha256[SHA256_HEX];
    char type[20];
    int64_t size;   /* of the whole paper */
    int64_t offset; /* so much of it is here; all of it once the paper is stored */
};

/* The place of this uuid, sha256, type and size: the one that is there, or a new one; fills id and
 * offset. One of another type or size gives way. Forgets every place that was kept long enough. */
MUST_USE struct err ledger_make_place(struct ledger *l, struct ledger_place *place, int64_t now);

/* By uuid, sha256 and id, which are given; fills the rest. ERR_NOT_FOUND when there is none. */
MUST_USE struct err ledger_find_place(struct ledger *l, struct ledger_place *place, int64_t now);

/* Adds a part at place->offset, which then tells how much is here. Once all of it is, the paper is
 * stored. ERR_NOT_FOUND without such a place; ERR_REFUSED when another part belongs there;
 * ERR_BAD_INPUT beyond the end; ERR_CORRUPT when the whole has another hash: then the place is
 * forgotten; ERR_FULL (os 0) beyond LEDGER_PAPERS_MAX. */
MUST_USE struct err ledger_add_part(struct ledger *l, struct ledger_place *place, const void *bytes,
                                    size_t size, int64_t now);

/* Forgets a place and its parts, not a paper that was stored. ERR_NOT_FOUND when there is none. */
MUST_USE struct err ledger_end_place(struct ledger *l, struct ledger_place *place, int64_t now);

/* How many papers were begun and are not whole. */
MUST_USE struct err ledger_count_places(struct ledger *l, int64_t *ret_count);

#endif
