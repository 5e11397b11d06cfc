/* One HTTP exchange with the portal. Blocking; one owner thread per port. Redirects are never
 * followed, answers never decompressed and never longer than HTTP_ANSWER_MAX, except into a sink.
 * After any failure the port stays usable. Implementations: platform/linux/http_curl.c,
 * platform/sim/http_script.c. */
#ifndef PLATFORM_PORT_HTTP_H
#define PLATFORM_PORT_HTTP_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"

#define HTTP_ANSWER_MAX (64 * 1024) /* bytes of an answer's body */
#define HTTP_HEADERS    4   /* of a request, beside the port's own; of an answer, told on wish */
#define HTTP_VALUE      256 /* bytes of an answer's header value, NUL included; longer is cut */

struct http_header {
    const char *name; /* NULL = none */
    const char *value;
};

/* A body that is made while it is sent. An error of either function ends the exchange with it. */
struct http_source {
    /* The next bytes in order, at most cap; none at the end. */
    struct err (*read)(struct http_source *s, void *out, size_t cap, size_t *ret_size);
    /* Back to the first byte. */
    struct err (*rewind)(struct http_source *s);
};

struct http_answer;

/* Where the body of an answer with status 200 or 206 goes piece by piece, however long it is; any
 * other's is the answer's own. An error of either function ends the exchange with it. */
struct http_sink {
    /* Once, before the first piece, when the head is known: status, date, what was wanted. */
    struct err (*begin)(struct http_sink *s, const struct http_answer *head);
    struct err (*write)(struct http_sink *s, const void *bytes, size_t size);
};

struct http_request {
    const char *method;          /* "PUT", "GET", "POST", "HEAD", "PATCH" */
    const char *path;            /* behind the portal's address, "/applications/..." */
    const char *type;            /* Content-Type, or NULL without a body */
    const char *idempotency_key; /* or NULL */
    const char *accept;          /* NULL = "application/json" */
    const void *body;            /* the caller's, until exchange returns */
    struct http_source *source;  /* ... or this instead */
    size_t size;                 /* of either */
    struct http_sink *sink;      /* or NULL; with it there is no limit on the whole time */
    struct http_header headers[HTTP_HEADERS];
    const char *wanted[HTTP_HEADERS]; /* names of the answer's headers that matter, or NULL */
    bool fresh; /* on a line of its own: no port repeats it unseen when an old line breaks */
};

/* Why nothing left this kiosk, as the library told it. */
enum http_away {
    HTTP_AWAY_LINE,    /* nobody answers there */
    HTTP_AWAY_NAME,    /* the portal's name leads nowhere */
    HTTP_AWAY_OVER,    /* by this machine's clock the portal's certificate has run out */
    HTTP_AWAY_EARLY,   /* ... or is not valid yet */
    HTTP_AWAY_HOST,    /* it is of another name */
    HTTP_AWAY_FOREIGN, /* whoever signed it is not trusted here */
    HTTP_AWAY_TLS,     /* no TLS came about */
    HTTP_AWAY_OWN,     /* the kiosk's own certificate, or whom it trusts, cannot be read */
    HTTP_AWAY_REFUSED, /* the portal's TLS does not take the kiosk's certificate */
};

struct http_answer {
    int status;
    char type[64];         /* Content-Type without parameters, lower case; "" when there is none */
    int64_t retry_after_s; /* -1 when the answer does not say */
    int64_t date_s;        /* of its Date header, Unix seconds; 0 when it has none */
    char wanted[HTTP_HEADERS][HTTP_VALUE]; /* "" when it has none of that name */
    const char *body;                      /* NUL-terminated; the port's until its next call */
    size_t size;
    enum http_away away; /* after ERR_OFFLINE */
};

struct port_http {
    const struct port_http_ops *ops;
};

struct port_http_ops {
    const char *name; /* "curl", "script" */
    /* ERR_OFFLINE: nothing left this kiosk; ret_answer->away says why. ERR_UNKNOWN_OUTCOME,
     * ERR_TIMEOUT: it may have arrived. ERR_BAD_INPUT: the answer is no HTTP or too long.
     * ERR_CANCELLED: *stop became true. The source's own errors. Any status is success here. */
    struct err (*exchange)(struct port_http *h, const struct http_request *request,
                           const atomic_bool *stop, struct http_answer *ret_answer);
    /* Closes the line and wipes every buffer. */
    void (*forget)(struct port_http *h);
    void (*close)(struct port_http *h); /* accepts NULL */
};

#endif
