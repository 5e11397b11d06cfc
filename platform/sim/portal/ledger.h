/* What the practice portal has received, kept in SQLite (WAL, synchronous=FULL). Every call is one
 * transaction and returns after it is on disk, so an answer given once stays true after a power
 * cut. Calls may come from any thread: they take turns. Times are Unix milliseconds. */
#ifndef PLATFORM_SIM_PORTAL_LEDGER_H
#define PLATFORM_SIM_PORTAL_LEDGER_H

#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"
#include "platform/sim/serve/digest.h"

#define LEDGER_PAPERS_MAX 64   /* papers of one application, named or received */
#define LEDGER_REASON     1000 /* bytes of a reason with its NUL */

enum ledger_put { LEDGER_NEW, LEDGER_SAME, LEDGER_CONFLICT };

struct ledger; /* opaque */

/* One application as it comes in; the body's bytes stay the caller's. */
struct ledger_record {
    const char *uuid;
    const void *body;
    size_t size;
    const char *token_sha256; /* hash of the receipt's token */
    char (*papers)[SHA256_HEX];
    int paper_count;         /* papers the record names and the kiosk will send */
    const char *adapter;     /* NULL = "rest" */
    const char *procedure;   /* NULL = as the body says, a JSON object */
    const char *file_number; /* NULL = given once it is complete */
};

/* What the portal says about one application. */
struct ledger_entry {
    char uuid[37];
    char sha256[SHA256_HEX]; /* of the body as received */
    int state;
    char state_text[80];  /* "" = the contract's own words for the number */
    char file_number[24]; /* "" until given */
    int puts;             /* how often the same body came */
    int64_t received_at;
    int64_t numbered_at; /* 0 until given */
    int64_t state_at;
    char reason[LEDGER_REASON]; /* why, as an officer wrote it for the citizen; "" = none */
    char procedure[24];         /* as the record says, "1.001193" */
    int moves;                  /* grows with every move and undoing: a revision */
    char adapter[12];           /* how it came: "rest", "openrosa", "igate" */
    bool signed_in;             /* it came with the token of a citizen */
};

struct ledger_paper {
    char sha256[SHA256_HEX];
    char type[20];
    int64_t size;
    bool named;  /* the record names it */
    bool stored; /* its bytes are here */
};

/* Opens or makes DIR/portal.db. The file number is given number_delay_ms after an application
 * became complete. ERR_VERSION for a newer database, ERR_CORRUPT for one that does not read. */
MUST_USE struct err ledger_open(struct ledger **ret_ledger, const char *dir,
                                int64_t number_delay_ms);
void ledger_close(struct ledger *l);

/* Stores a record once. The same bytes again are LEDGER_SAME, others LEDGER_CONFLICT. */
MUST_USE struct err ledger_put_record(struct ledger *l, const struct ledger_record *r, int64_t now,
                                      enum ledger_put *ret_put);

/* Stores a paper once; it may come before its record. ERR_FULL beyond LEDGER_PAPERS_MAX. */
MUST_USE struct err ledger_put_paper(struct ledger *l, const char *uuid, const char *type,
                                     const void *bytes, size_t size, int64_t now, bool *ret_new);

/* Gives file numbers to complete applications whose time has come. */
MUST_USE struct err ledger_settle(struct ledger *l, int64_t now);

/* ERR_NOT_FOUND when unknown. */
MUST_USE struct err ledger_find(struct ledger *l, const char *uuid, struct ledger_entry *ret_entry);
MUST_USE struct err ledger_find_token(struct ledger *l, const char *token_sha256,
                                      struct ledger_entry *ret_entry);

/* Papers named or stored, in order of hash; at most LEDGER_PAPERS_MAX. */
MUST_USE struct err ledger_papers(struct ledger *l, const char *uuid, struct ledger_paper *papers,
                                  int *ret_count);

/* The uuid of the application after `after` in order of arrival ("" = the first); false at the
 * end. */
bool ledger_next(struct ledger *l, const char *after, char ret_uuid[37]);

/* A copy of the stored body, to be freed by the caller. */
MUST_USE struct err ledger_body(struct ledger *l, const char *uuid, char **ret_body,
                                size_t *ret_size);

#endif
