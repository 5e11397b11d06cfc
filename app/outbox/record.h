/* The record of one application: everything that is frozen when the citizen presses send.
 * Its JSON ("rong-application/1") is what the portal gets; the bytes are made once, hashed, sealed
 * and never made again (PRODUCT.md "Portal adapters", "Outbox"). Strings are the caller's and must
 * stay valid during the call; times are Unix seconds. */
#ifndef APP_OUTBOX_RECORD_H
#define APP_OUTBOX_RECORD_H

#include <stddef.h>
#include <stdint.h>

#include "platform/base/buf.h"

#define RECORD_PAPERS_MAX                                                                          \
    32 /* files: a PDF of each paper, each page from a phone; a portal takes 64 */
#define RECORD_OPEN_MAX     32
#define RECORD_WARN_MAX     8
#define RECORD_CONSENTS     4
#define RECORD_PACKS        8

#define RECORD_PAPER_BYTES  ((size_t)16 * 1024 * 1024) /* of one paper */
#define RECORD_PAPERS_TOTAL ((size_t)48 * 1024 * 1024) /* of all papers of one application */

struct record_paper {
    const char *ref;    /* "/data/papers/birth_notice" */
    const char *name;   /* file name named in the instance, "birth_notice.jpg" */
    const char *type;   /* "image/jpeg" */
    const void *bytes;  /* NULL when handed in at the counter, or at the portal */
    const char *sha256; /* 64 hex digits: the portal has it already, from her phone; else NULL */
    size_t size;
    int pages;
    int page;   /* of several files of one ref: which page of the paper this is; 0 = not told */
    int turned; /* degrees clockwise by which the portal is to turn it: 0, 90, 180 or 270 */
    uint64_t unclear; /* bit i: page i + 1 could not be read well, and she sent it all the same */
    bool handed_in;   /* will be given to the counter on paper */
};

struct record_open {
    const char *ref;
    const char *by; /* "officer" or "paper" */
};

struct record_consent {
    const char *id;
    bool given;
};

struct record_pack {
    const char *name;
    const char *version;
};

struct record {
    const char *uuid;        /* 36 characters; drawn when the form starts */
    const char *procedure;   /* "1.001193" */
    const char *supplements; /* uuid of the application its papers belong to; NULL = none */
    const char *form_id, *form_version;
    const void *form_bytes; /* the XForm as loaded; hashed into the record */
    size_t form_size;
    const char *instance; /* XML, NUL-terminated */
    const char *language;
    int64_t filed_at;
    int offset_minutes;  /* of local time, +420 */
    bool clock_doubtful; /* filed_at may be wrong, and so may every "today" of the form */
    const char *kiosk;   /* the kiosk's name */
    const char *firmware;
    struct record_pack packs[RECORD_PACKS];
    int pack_count;
    const char *notice_version;
    const char *notice_heard; /* language heard, or "fallback" */
    int64_t notice_at;
    struct record_consent consents[RECORD_CONSENTS];
    int consent_count;
    const char *identity_source; /* "card", "typed", "phone", "officer", "none" */
    const char
        *sign_in; /* "phone", "officer" looked at her papers, "counter" accepts; NULL = none */
    const char *identity_warnings[RECORD_WARN_MAX];
    int identity_warning_count;
    struct record_open open[RECORD_OPEN_MAX];
    int open_count;
    struct record_paper papers[RECORD_PAPERS_MAX];
    int paper_count;
    bool assisted;
    const char *help;      /* of ASSISTED: "helped" or "taken-over"; NULL = not known how */
    const char *help_role; /* ... by whom: "officer", "manager"; never a name */
    int help_number;       /* ... as on the badge; 0 = the PIN of the role was typed */
    const char *token; /* 26 characters of the receipt's QR: only its hash goes into the record */
    const char *slip_code; /* 12 digits: only its hash */
};

/* Appends a time as the records have it: "2026-11-23T09:24:00+07:00". */
void record_time(struct buf *out, int64_t at, int offset_minutes);

/* Writes the JSON. ERR_FULL when out is too small, ERR_BAD_INPUT for a record that breaks a rule
 * (missing uuid, too many papers, invalid UTF-8). */
MUST_USE struct err record_json(const struct record *r, struct buf *out);

#endif
