/* The bytes of an exchange while it is sent: its own words, the record, and each paper opened when
 * its turn comes and wiped behind it. */
#ifndef APP_COURIER_BODY_H
#define APP_COURIER_BODY_H

#include "app/courier/adapter.h"

struct body {
    struct http_source source; /* first: the source is this struct */
    const struct exchange *x;
    const char *words;
    const struct parcel *parcel; /* NULL for an exchange of words alone */
    struct outbox *outbox;
    struct arena paper; /* the one that is open */
    const void *bytes;  /* of the piece that is on */
    int piece;
    size_t at, words_at; /* in that piece; in words */
    struct err error;    /* why a piece could not be opened */
};

/* Everything is the caller's until body_close. */
void body_open(struct body *b, const struct exchange *x, const struct buf *words,
               const struct parcel *parcel, struct outbox *outbox);

/* Puts the body into the request: whole when it is one piece, else as a source. Errors as
 * dispatch_paper; ERR_CORRUPT for a piece that is not this parcel's. */
MUST_USE struct err body_give(struct body *b, struct http_request *request);

/* Wipes the paper that is open. */
void body_close(struct body *b);

#endif
