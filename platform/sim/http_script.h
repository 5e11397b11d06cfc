/* port_http that plays a script: each exchange takes the next step and notes what was asked. */
#ifndef PLATFORM_SIM_HTTP_SCRIPT_H
#define PLATFORM_SIM_HTTP_SCRIPT_H

#include "platform/port_http.h"

#define HTTP_SCRIPT_STEPS 64
#define HTTP_SCRIPT_PIECE ((size_t)1000) /* bytes a sink gets at once */

/* One scripted answer; error.code set = no answer came. */
struct http_step {
    struct err error;
    enum http_away away; /* of ERR_OFFLINE */
    int status;
    const char *body;                 /* NULL = "" */
    size_t size;                      /* of body; 0 = up to its NUL */
    size_t cut;                       /* into a sink: the line drops after so many; 0 = never */
    int64_t retry_after_s;            /* 0 = not said */
    const char *wanted[HTTP_HEADERS]; /* values of the headers asked for; NULL = not there */
};

struct http_script {
    struct port_http port; /* first: the port is this struct */
    struct http_step steps[HTTP_SCRIPT_STEPS];
    int count, next;       /* past the end: ERR_OFFLINE */
    char heard[16 * 1024]; /* transcript: "PUT /path type key size\n" a line */
    void *body;            /* a source's bytes, read before the answer */
    size_t body_cap;
    /* When set, answers instead of the steps; request->body is there for a source, too. */
    struct http_step (*answer)(struct http_script *s, const struct http_request *request);
    void *context; /* of answer */
};

/* Empties the script and makes the port usable; close() frees what it read. */
void http_script_init(struct http_script *s);

/* Adds one step; more than HTTP_SCRIPT_STEPS are dropped. */
void http_script_add(struct http_script *s, struct http_step step);

#endif
