/* What a request of libmicrohttpd says, and its body while it comes in. */
#ifndef PLATFORM_SIM_SERVE_ASKED_H
#define PLATFORM_SIM_SERVE_ASKED_H

#include <microhttpd.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Unix milliseconds. */
int64_t asked_now(void);

/* A header, or an argument of the address; NULL = it is not there. */
const char *asked_header(struct MHD_Connection *c, const char *name);
const char *asked_argument(struct MHD_Connection *c, const char *name);

/* The other side's address without its port; "" when it is not known. */
void asked_visitor(struct MHD_Connection *c, char *out, size_t cap);

struct asked_body {
    char *bytes; /* followed by NUL; NULL = nothing came */
    size_t size, cap;
    bool too_large; /* there was more than the limit, or no memory */
};

/* Adds what came; a body beyond the limit stays as it was. */
void asked_body_add(struct asked_body *b, const char *data, size_t size, size_t limit);

/* Frees it. */
void asked_body_done(struct asked_body *b);

#endif
