/* One request to the double and its answer, without HTTP underneath, so that unit tests can call
 * everything behind it. */
#ifndef PLATFORM_SIM_FLEET_ANSWER_H
#define PLATFORM_SIM_FLEET_ANSWER_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "platform/sim/fleet/trouble.h"

#define FLEET_BODY_MAX ((size_t)1024 * 1024) /* of a JSON body; artifacts go to a file */
#define FLEET_ID_MAX   256                   /* bytes of a controllerId */

/* Header values and arguments may be NULL. */
struct fleet_request {
    const char *method;
    const char *path; /* percent-decoded */
    const char *authorization, *content_type, *accept;
    const char *if_none_match, *if_match, *if_range, *range;
    const char *host;
    const char *proxy_id; /* what a proxy says of a certificate it has seen: controllerId */
    const char *proxy_issuer;
    const char *history;     /* ?actionHistory= */
    const char *target;      /* ?target= */
    const char *query;       /* ?q= */
    const char *force;       /* ?force= */
    const char *certificate; /* common name of the certificate shown to ourselves; "" = none */
    const char *visitor;     /* address without port */
    const char *body;        /* followed by NUL; never NULL */
    size_t size;
    const char *upload; /* a file with the body where artifacts come; NULL = none */
    bool too_large;
    bool tls;
    int64_t now; /* Unix milliseconds */
};

struct fleet_reply {
    int status;
    const char *type; /* Content-Type; a literal */
    char *body;       /* from malloc; NULL = empty */
    size_t size;
    int file; /* a descriptor whose bytes follow, taken over with the reply; -1 = none */
    int64_t from, length;
    char etag[80]; /* with its quotes; "" = none */
    char location[400];
    char retry_after[40];
    char content_range[64];
    char disposition[300];
    char modified[40];
    char date[40]; /* "" = the true one */
    const char *allow;
    bool ranges;            /* Accept-Ranges: bytes */
    struct trouble trouble; /* what happens to the line or the body; TROUBLE_NONE mostly */
};

/* What hawkBit names an error in a body. */
enum mishap {
    MISHAP_GENERIC,
    MISHAP_NOT_FOUND,
    MISHAP_NOT_READABLE,
    MISHAP_CONSTRAINT,
    MISHAP_ATTRIBUTES,
    MISHAP_QUOTA,
    MISHAP_NOT_CANCELABLE,
    MISHAP_AUTO_CONFIRM,
    MISHAP_NOT_ASSIGNED,
    MISHAP_CONCURRENT,
    MISHAP_LOCKED,
    MISHAP_FORBIDDEN,
};

/* An empty answer of 404 that has no file. */
void answer_init(struct fleet_reply *r);

/* Frees body and file. */
void answer_done(struct fleet_reply *r);

/* Takes over the value as body; it is written as hawkBit writes it, without blanks. */
void answer_json(struct fleet_reply *r, int status, json_t *value);

/* Copies the text as body. */
void answer_text(struct fleet_reply *r, int status, const char *type, const char *text);

/* An answer without a body. */
void answer_empty(struct fleet_reply *r, int status);

/* hawkBit's error body: exceptionClass, errorCode, message. */
void answer_mishap(struct fleet_reply *r, enum mishap mishap);

/* The body hawkBit or a proxy before it gives with this status, for faults. */
void answer_status(struct fleet_reply *r, int status);

/* Appends the text to out, percent-encoded as a path segment; cut when it does not fit. */
void answer_encode(char *out, size_t cap, const char *text);

#endif
