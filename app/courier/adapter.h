/* A portal's language as pure functions: a parcel becomes exchanges, an answer becomes a meaning
 * (PRODUCT.md "Portal adapters"). No I/O, no clock, no state. */
#ifndef APP_COURIER_ADAPTER_H
#define APP_COURIER_ADAPTER_H

#include "app/outbox/dispatch.h"
#include "platform/port_http.h"

enum exchange_kind {
    EXCHANGE_PAPER,  /* one paper's bytes */
    EXCHANGE_RECORD, /* the application itself */
    EXCHANGE_STATUS, /* where is it? */
    EXCHANGE_CHECK,  /* is this the portal, and are we known? */
};

struct exchange {
    enum exchange_kind kind;
    const char *method; /* a literal */
    char path[160];
    char type[32];         /* "" without a body */
    int paper;             /* EXCHANGE_PAPER: index in the parcel */
    char uuid[37];         /* the answer must echo it */
    char sha256[SEAL_HEX]; /* of the body; the answer must echo it */
    size_t size;           /* of the body */
};

enum meaning {
    MEANS_STORED,       /* the paper is there */
    MEANS_SENT,         /* uuid and hash echoed */
    MEANS_RECEIVED,     /* ... and a file number */
    MEANS_LATER,        /* come again */
    MEANS_REFUSED,      /* this application will not do */
    MEANS_CONFLICT,     /* other bytes are there under its uuid: ask for its status */
    MEANS_NOT_PORTAL,   /* never an acknowledgement */
    MEANS_UNAUTHORIZED, /* the whole kiosk is refused */
    MEANS_FORGOTTEN,    /* the portal does not know it */
    MEANS_READY,        /* CHECK: the portal speaks and knows us */
};

struct reading {
    enum meaning meaning;
    const char *reason;    /* a word of reasons.h */
    char file_number[40];  /* RECEIVED */
    char state_text[80];   /* SENT, RECEIVED: the portal's own words */
    int64_t retry_after_s; /* -1 = the portal named no time */
    bool papers_missing;   /* SENT, RECEIVED: papers of ours are not there */
};

struct adapter {
    const char *name; /* of --adapter */
    /* How many exchanges bring the parcel to the portal, and number i of them. */
    int (*exchanges)(const struct parcel *p);
    struct exchange (*exchange)(const struct parcel *p, int i);
    struct exchange (*status)(const char *uuid, const char *sha256);
    struct exchange (*check)(void);
    struct reading (*read)(const struct exchange *x, const struct http_answer *answer);
};

extern const struct adapter adapter_rest;

#endif
