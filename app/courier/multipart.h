/* A multipart/form-data body (RFC 7578) as pieces: the words between the files are the exchange's
 * own, the files stay where they are until they are sent. */
#ifndef APP_COURIER_MULTIPART_H
#define APP_COURIER_MULTIPART_H

#include "app/courier/adapter.h"

struct multipart {
    struct exchange *x;
    struct buf *words;
    const char *boundary; /* 32 digits of the record's own hash: its content cannot hold them */
};

/* Begins the body of *x, whose kind, method and path are there. hash is 64 hex digits. */
struct multipart multipart_begin(struct exchange *x, struct buf *words, const char *hash);

/* The head of one part; its content follows by one of the next three. Quotes and control
 * characters of file become '_'. */
void multipart_part(struct multipart *m, const char *name, const char *file, const char *type);
void multipart_words(struct multipart *m, const void *bytes, size_t size);
void multipart_record(struct multipart *m, const struct parcel *p);
void multipart_paper(struct multipart *m, const struct parcel *p, int paper);

/* Closes the body; afterwards x->size is its length. ERR_FULL when words was too small. */
MUST_USE struct err multipart_end(struct multipart *m);

/* What a file costs beside itself; what a body costs beside its parts. */
size_t multipart_head_size(const char *name, const char *file, const char *type);
#define MULTIPART_REST 42 /* "--rong" + 32 digits + "--\r\n": its end, without a first line end */

#endif
