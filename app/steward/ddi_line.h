/* One exchange with the fleet server or, for a file, with a host that it names. What we are known
 * by goes to the server's own host alone; a redirect is followed within that host, and from https
 * to nothing less. Blocking; one thread. */
#ifndef APP_STEWARD_DDI_LINE_H
#define APP_STEWARD_DDI_LINE_H

#include "app/steward/ddi_poll.h"
#include "platform/base/buf.h"
#include "platform/port_http.h"

#define DDI_ORIGIN    300
#define DDI_REDIRECTS 3
#define DDI_TOKEN     160 /* of hawkBit 32 to 128 characters, its scheme before it */

/* Which of an answer's headers are told. */
enum { DDI_ETAG, DDI_CONTENT_RANGE, DDI_CONTENT_LENGTH, DDI_LOCATION };

struct ddi_line {
    struct port_http *own;         /* to the server's host */
    char origin[DDI_ORIGIN];       /* "https://fleet.example:443" */
    char authorization[DDI_TOKEN]; /* "TargetToken ..."; "" with a certificate */
    const atomic_bool *stop;
    /* Opens a line to another host, without certificate and token; NULL: none is ever asked. */
    struct err (*open)(void *context, const char *origin, struct port_http **ret_http);
    /* Before each exchange with the server's own host: may close own and put another in its place.
     * After it: how it ended; *a is filled after no error, and away after ERR_OFFLINE. NULL: none.
     */
    void (*before)(void *context, struct ddi_line *l);
    void (*after)(void *context, struct err e, const struct http_answer *a);
    void *context;           /* of these three */
    struct port_http *other; /* the one opened last */
    char other_origin[DDI_ORIGIN];
};

struct ddi_ask {
    const char *method; /* "GET", "POST", "PUT" */
    const char *href;
    const char *body; /* JSON, or NULL */
    size_t size;
    const char *if_none_match, *if_match; /* or NULL */
    const char *range;                    /* "bytes=5-", or NULL */
    struct http_sink *sink;               /* or NULL */
};

/* Scheme, host in small letters, port: "https://h:443". False for a link that is not fine. */
bool ddi_origin(const char *href, char ret_origin[DDI_ORIGIN]);

/* A kiosk's name as a part of a path: what may not stand there is percent-encoded. */
void ddi_put_name(struct buf *out, const char *name);

/* For a server at this address. ERR_BAD_INPUT for an address or token that is none. */
MUST_USE struct err ddi_line_init(struct ddi_line *l, struct port_http *own, const char *url,
                                  const char *token, const atomic_bool *stop);

/* As port_http's exchange; ERR_REFUSED for a link to somewhere that is not asked. */
MUST_USE struct err ddi_line_ask(struct ddi_line *l, const struct ddi_ask *ask,
                                 struct http_answer *ret_answer);

/* Closes the line to the other host and wipes the token; own stays the caller's. */
void ddi_line_done(struct ddi_line *l);

#endif
