/* What the ledger keeps of papers that come from a citizen's own phone: one handover for each time
 * a kiosk asks for an address, its pages, and how it ended. Neither the address nor the phone's
 * cookie is kept, only their hashes. Included beside ledger.h; the same rules hold. Times are Unix
 * milliseconds. */
#ifndef PLATFORM_SIM_PORTAL_LEDGER_HANDOVER_H
#define PLATFORM_SIM_PORTAL_LEDGER_HANDOVER_H

#include "platform/base/paper_meter.h"
#include "platform/sim/portal/ledger.h"

#define HANDOVER_PAGES   10                    /* of one handover */
#define HANDOVER_NUMBERS 999                   /* of one application */
#define HANDOVER_ADDRESS ((int64_t)300 * 1000) /* an address lives so long */
#define HANDOVER_LIFE    ((int64_t)900 * 1000) /* a phone that has come, since it last sent */
#define HANDOVER_KEEP    ((int64_t)90 * 24 * 3600 * 1000) /* pages that wait for their record */

enum handover_state {
    HANDOVER_WAITING,  /* for a phone */
    HANDOVER_JOINED,   /* one came and sends */
    HANDOVER_FINISHED, /* it said that these are all */
    HANDOVER_TAKEN,    /* the kiosk took its pages: they are papers of the application now */
    HANDOVER_ENDED,    /* the kiosk gave it up, or its time was over; nothing of it is left */
};

struct handover {
    char uuid[37]; /* of the application */
    int number;    /* of this handover, the kiosk's */
    enum handover_state state;
    int check; /* 10 to 99: shown on the phone and on the kiosk, so that people can compare */
    int pages;
    int64_t ends;           /* of WAITING, JOINED and FINISHED */
    char phone[SHA256_HEX]; /* of the cookie of the phone that came; "" = none did */
};

struct handover_page {
    int id; /* stays when others go */
    char sha256[SHA256_HEX];
    int64_t size;
    int width, height;
    enum photo_verdict quality;
};

/* A page on its way in, a PDF of one page; the bytes are the caller's. */
struct handover_in {
    const void *bytes, *thumb;
    size_t size, thumb_size;
    int width, height;
    enum photo_verdict quality;
};

/* Begins the handover of that number, or renews the address of one no phone has come for: only this
 * hash counts then. Others of the application that still wait are ended. ERR_REFUSED when a phone
 * has come already, or it is over. */
MUST_USE struct err ledger_handover_begin(struct ledger *l, const char *uuid, int number,
                                          const char *token_sha256, int64_t now,
                                          struct handover *ret_handover);

/* As it is now; one whose time is over is ended by this. ERR_NOT_FOUND. */
MUST_USE struct err ledger_handover_find(struct ledger *l, const char *uuid, int number,
                                         int64_t now, struct handover *ret_handover);

/* The one with this address; mine: this phone's cookie is the one that came first. */
MUST_USE struct err ledger_handover_address(struct ledger *l, const char *token_sha256,
                                            const char *cookie_sha256, int64_t now,
                                            struct handover *ret_handover, bool *ret_mine);

/* The one this phone came for. */
MUST_USE struct err ledger_handover_phone(struct ledger *l, const char *cookie_sha256, int64_t now,
                                          struct handover *ret_handover);

/* The first phone at an address: it alone may send from now on. ERR_REFUSED for a second one, or
 * when it is over; ERR_NOT_FOUND. */
MUST_USE struct err ledger_handover_join(struct ledger *l, const char *token_sha256,
                                         const char *cookie_sha256, int64_t now,
                                         struct handover *ret_handover);

/* One page more; the same bytes twice are one page. ERR_FULL: it has HANDOVER_PAGES; ERR_REFUSED:
 * it is over. */
MUST_USE struct err ledger_handover_add(struct ledger *l, const struct handover *h,
                                        const struct handover_in *page, int64_t now);

/* Page `id` gives way to another one (turned), or goes (page NULL). ERR_NOT_FOUND. */
MUST_USE struct err ledger_handover_change(struct ledger *l, const struct handover *h, int id,
                                           const struct handover_in *page, int64_t now);

/* The phone says that these are all. */
MUST_USE struct err ledger_handover_finish(struct ledger *l, const struct handover *h, int64_t now);

MUST_USE struct err ledger_handover_pages(struct ledger *l, const struct handover *h,
                                          struct handover_page pages[HANDOVER_PAGES],
                                          int *ret_count);

/* The bytes of a page, or of its small picture; from malloc. ERR_NOT_FOUND. */
MUST_USE struct err ledger_handover_bytes(struct ledger *l, const struct handover *h, int id,
                                          bool thumb, char **ret_bytes, size_t *ret_size);

/* Its pages become papers of the application, once however often it is asked; what is told of them
 * stays. ERR_REFUSED when it is over or has none, ERR_FULL when the application has too many. */
MUST_USE struct err ledger_handover_take(struct ledger *l, const char *uuid, int number,
                                         int64_t now, struct handover *ret_handover);

/* The kiosk gives it up: what came is wiped, what it took before as well, unless the application
 * is here. Number 0: every one of the application. */
MUST_USE struct err ledger_handover_end(struct ledger *l, const char *uuid, int number,
                                        int64_t now);

/* The newest one that waits or sends is over now. For tests. */
MUST_USE struct err ledger_handover_expire(struct ledger *l, int64_t now);

#endif
