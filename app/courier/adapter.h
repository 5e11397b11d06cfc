/* A portal's language as pure functions: a parcel becomes exchanges, an answer becomes a meaning
 * (PRODUCT.md "Portal adapters"). No I/O, no clock, no state: what an earlier answer taught (a
 * minted number, a limit) comes in as the errand's learnt values, frozen in courier.db before the
 * next exchange is made, so that the same exchange always becomes the same bytes. */
#ifndef APP_COURIER_ADAPTER_H
#define APP_COURIER_ADAPTER_H

#include "app/courier/credentials.h"
#include "app/outbox/dispatch.h"
#include "platform/base/buf.h"
#include "platform/port_http.h"

#define ADAPTER_STEPS  40   /* exchanges of one application, at most */
#define LEARNT_SIZE    80   /* bytes of what one answer teaches, NUL included */
#define SESSION_TOKEN  4096 /* bytes of a token a portal gives, NUL included */
#define PIECES_MAX     (2 * RECORD_PAPERS_MAX + 4)
#define EXCHANGE_WORDS ((size_t)1024 * 1024) /* bytes of an exchange's own words */
#define EXCHANGE_VALUE 32                    /* bytes of a header's value, NUL included */

enum exchange_kind {
    EXCHANGE_PAPER,  /* one paper's bytes, or some papers' */
    EXCHANGE_RECORD, /* the application itself: the last one */
    EXCHANGE_STATUS, /* where is it? */
    EXCHANGE_CHECK,  /* is this the portal, and are we known? */
    EXCHANGE_FIRST,  /* what the next ones need: its answer teaches */
    EXCHANGE_LOGIN,  /* the kiosk's own credentials for a token */
    /* A paper that goes on where a line was cut, as its EXCHANGE_PAPER does at once. */
    EXCHANGE_UPLOAD, /* a place for it; teaches which */
    EXCHANGE_OFFSET, /* how much of it is there? */
    EXCHANGE_REST,   /* what is not */
};

enum piece_kind {
    PIECE_WORDS,  /* the exchange's own, in the builder beside it */
    PIECE_RECORD, /* the record's JSON, whole */
    PIECE_PAPER,  /* a paper, opened only while it is sent */
};

struct piece {
    enum piece_kind kind;
    int paper; /* PIECE_PAPER: index in the parcel */
    size_t size;
};

struct exchange {
    enum exchange_kind kind;
    const char *method; /* a literal */
    const char *accept; /* a literal; NULL = JSON */
    char path[160];
    char type[96];            /* "" without a body */
    char uuid[37];            /* the answer must echo it */
    char sha256[SEAL_HEX];    /* of the body; the answer must echo it */
    char number[LEARNT_SIZE]; /* the file number the answer must echo, or "" */
    size_t size;              /* of the whole body, without what stands before from */
    size_t from;              /* where in its one piece the body begins */
    size_t length;            /* UPLOAD, OFFSET, REST: of the paper */
    struct piece pieces[PIECES_MAX];
    int piece_count;
    struct http_header headers[HTTP_HEADERS]; /* literals; the errand's version; NULL = values[i] */
    char values[HTTP_HEADERS][EXCHANGE_VALUE];
    const char *wanted[HTTP_HEADERS]; /* literals */
    bool dated;                       /* carries the time; then one of headers is free */
    bool keyed;                       /* carries the uuid as its idempotency key */
    bool again;                       /* sent on every try, even when it was done before */
    bool ask_first; /* may have arrived: the status is asked before it is repeated */
};

enum meaning {
    MEANS_STORED,       /* this step is done */
    MEANS_SENT,         /* uuid and hash echoed */
    MEANS_RECEIVED,     /* ... and a file number */
    MEANS_LATER,        /* come again */
    MEANS_REFUSED,      /* this application will not do */
    MEANS_CONFLICT,     /* other bytes are there under its uuid, or it seems so */
    MEANS_NOT_PORTAL,   /* never an acknowledgement */
    MEANS_UNAUTHORIZED, /* the whole kiosk is refused */
    MEANS_FORGOTTEN,    /* the portal does not know it, or has no such thing */
    MEANS_UNCHANGED,    /* STATUS with a version: what was known still holds */
    MEANS_READY,        /* CHECK: the portal speaks and knows us; LOGIN: it gave a token */
};

struct reading {
    enum meaning meaning;
    const char *reason;             /* a word of reasons.h */
    char file_number[40];           /* RECEIVED */
    char state_text[80];            /* SENT, RECEIVED: the portal's own words */
    char learnt[LEARNT_SIZE];       /* STORED: what the next exchanges need, or "" */
    int64_t retry_after_s;          /* -1 = the portal named no time */
    char version[DISPATCH_VERSION]; /* STATUS: of this answer, or "" */
    int state;                      /* RECEIVED: the portal's number for it; 0 = none */
    int results;                    /* RECEIVED: electronic results that are there */
    bool reasoned;                  /* RECEIVED: it gives a reason; the words are not taken along */
    bool ours;                      /* RECEIVED: the answer names our uuid */
    bool signed_in;      /* SENT, RECEIVED: the portal took it as of the citizen herself */
    bool papers_missing; /* SENT, RECEIVED: papers of ours are not there */
    bool at_rest;        /* SENT, and this portal never says more: nothing left to ask */
    size_t offset;       /* OFFSET, REST: STORED, so much of the paper is there */
    bool replan;         /* REFUSED: learn anew how it wants it, then make the requests anew */
};

/* One application on its way: learnt[i] is what the answer to exchange i taught, "" so far. */
struct errand {
    const struct parcel *parcel;
    const char (*learnt)[LEARNT_SIZE];
    const char *unit;    /* the centre's code at the portal, or "" */
    const char *version; /* status: of the answer that is known; NULL or "" = none */
};

/* What a login gave; in memory only. */
struct session {
    char token[SESSION_TOKEN];
    int64_t lasts_s;
};

struct adapter {
    const char *name; /* of --adapter */
    /* The portal gives every new beginning a new number: a second beginning would be a second
     * application, so that a lost courier.db is a person's business. */
    bool mints;
    /* The header the record carries the token of a citizen in who signed in on her phone; NULL in a
     * language that knows none. It is no part of the frozen request: lost, the request is the
     * same without it, and the file one for the counter to accept. */
    const char *citizen;
    bool users; /* credentials of two lines are a user's name and password (HTTP Basic) */
    /* Exchange number i of those that bring the parcel to the portal; EXCHANGE_RECORD is the last.
     * ERR_BAD_INPUT for an application this language cannot say, ERR_FULL when words is too
     * small. */
    struct err (*exchange)(const struct errand *e, int i, struct buf *words,
                           struct exchange *ret_exchange);
    /* Where is it? False while there is nothing to ask by; NULL when the portal cannot be asked. */
    bool (*status)(const struct errand *e, struct exchange *ret_exchange);
    void (*check)(struct exchange *ret_exchange);
    struct reading (*read)(const struct exchange *x, const struct http_answer *answer);
    /* The UPLOAD, OFFSET or REST of a paper's exchange; at = what the UPLOAD taught, offset = where
     * the REST begins. False for a paper that cannot go like that; NULL in a language that has no
     * such thing. */
    bool (*upload)(const struct exchange *paper, enum exchange_kind step, const char *at,
                   size_t offset, struct exchange *ret_exchange);
    /* NULL when the credentials go along as they are. */
    void (*login)(const struct credentials *c, struct buf *words, struct exchange *ret_exchange);
    bool (*session)(const struct http_answer *answer, struct session *ret_session);
};

extern const struct adapter adapter_rest;
extern const struct adapter adapter_openrosa;
extern const struct adapter adapter_igate;

/* The adapter of this name, or NULL. */
const struct adapter *adapter_named(const char *name);

#endif
