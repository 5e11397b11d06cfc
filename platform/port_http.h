/* One HTTP exchange with the portal. Blocking; one owner thread per port. Redirects are never
 * followed, answers never decompressed and never longer than HTTP_ANSWER_MAX. After any failure the
 * port stays usable. Implementations: platform/linux/http_curl.c, platform/sim/http_script.c. */
#ifndef PLATFORM_PORT_HTTP_H
#define PLATFORM_PORT_HTTP_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"

#define HTTP_ANSWER_MAX (64 * 1024) /* bytes of an answer's body */

struct http_request {
    const char *method;          /* "PUT", "GET" */
    const char *path;            /* behind the portal's address, "/applications/..." */
    const char *type;            /* Content-Type, or NULL without a body */
    const char *idempotency_key; /* or NULL */
    const void *body;            /* the caller's, until exchange returns */
    size_t size;
};

struct http_answer {
    int status;
    char type[64];         /* Content-Type without parameters, lower case; "" when there is none */
    int64_t retry_after_s; /* -1 when the answer does not say */
    const char *body;      /* NUL-terminated; the port's until its next call */
    size_t size;
};

struct port_http {
    const struct port_http_ops *ops;
};

struct port_http_ops {
    const char *name; /* "curl", "script" */
    /* ERR_OFFLINE: nothing left this kiosk; os and at say why. ERR_UNKNOWN_OUTCOME, ERR_TIMEOUT:
     * it may have arrived. ERR_BAD_INPUT: the answer is no HTTP or too long. ERR_CANCELLED: *stop
     * became true. Any status is success here. */
    struct err (*exchange)(struct port_http *h, const struct http_request *request,
                           const atomic_bool *stop, struct http_answer *ret_answer);
    /* Closes the line and wipes every buffer. */
    void (*forget)(struct port_http *h);
    void (*close)(struct port_http *h); /* accepts NULL */
};

#endif
