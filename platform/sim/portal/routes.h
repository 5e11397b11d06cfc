/* From a request to an answer, without HTTP: the rest contract, the public page, the list for
 * checks and the control of the practice portal. Any thread. */
#ifndef PLATFORM_SIM_PORTAL_ROUTES_H
#define PLATFORM_SIM_PORTAL_ROUTES_H

#include <jansson.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "platform/sim/portal/calls.h"
#include "platform/sim/portal/coming.h"
#include "platform/sim/portal/faults.h"
#include "platform/sim/portal/issuer.h"
#include "platform/sim/portal/ledger.h"
#include "platform/sim/portal/queue.h"
#include "platform/sim/portal/result_link.h"
#include "platform/sim/portal/session.h"
#include "platform/sim/serve/limiter.h"

struct portal {
    struct ledger *ledger;
    struct faults faults;
    struct limiter limiter;
    struct sessions sessions;         /* of the officer's page */
    struct issuer issuer;             /* of citizens who sign in on their phones */
    struct queue queue;               /* numbers for the counter */
    struct calls calls;               /* for an officer */
    struct result_links result_links; /* on their way to phones */
    struct coming coming;             /* pictures under way from phones */
    atomic_llong fee_dong;            /* wanted for each application; 0 = nothing */
    const char *token;                /* bearer token, NULL = open */
    const char *packs;                /* folder of packs that the form list offers, or NULL */
    bool control;                     /* /practice/ is there */
    bool tls;                         /* cookies travel by TLS only */
    int64_t accept_length;            /* OpenRosa: longest post, 0 = OPENROSA_LIMIT */
    int64_t token_life_ms;            /* iGate: 0 = IGATE_TOKEN_LIFE_MS */
    unsigned char token_key[MAC_KEY];
    atomic_bool off;         /* pretends to be switched off */
    atomic_llong parts_size; /* bytes that came in parts, taken or not, since the start */
};

/* Header values may be NULL. */
struct portal_request {
    const char *method;
    const char *path;
    const char *lang; /* ?lang= */
    /* The officer's page: ?state=, ?q=, ?page=, ?said= */
    const char *state, *find, *page, *said;
    const char *procedure; /* iGate: ?MaTTHC= */
    const char *openrosa_version;
    const char *cookie;
    const char *accept_language;
    const char *content_type;
    const char *authorization;
    const char *citizen;        /* Citizen-Authorization */
    const char *checked;        /* Identity-Checked */
    const char *citizen_number; /* Citizen-Number */
    const char *host;
    const char *code; /* the phone's page: ?code= */
    const char *idempotency_key;
    const char *if_none_match;
    const char *tus_resumable, *upload_offset, *upload_length, *upload_metadata;
    const char *visitor; /* address without port */
    const char *body;    /* followed by NUL; never NULL */
    size_t size;
    bool too_large; /* the body was longer than routes_limit() and is not here */
    bool stranger;  /* a certificate was asked for, and none that counts was shown */
    bool doubled;   /* a fault: what is here already is stored again */
    int64_t now;    /* Unix milliseconds */
};

/* What a browser may do with an answer. */
enum portal_policy {
    POLICY_NONE,
    POLICY_PAGE,   /* a page that is only read */
    POLICY_OFFICE, /* a page with forms of its own */
    POLICY_PAPER,  /* a stranger's picture or PDF */
};

struct portal_reply {
    int status;
    const char *type; /* Content-Type; a literal */
    char *body;       /* from malloc; NULL = empty */
    size_t size;
    const char *allow;                    /* methods, with 405 */
    char location[160];                   /* with 302 and 303; "" = none */
    char cookie[2][160];                  /* Set-Cookie; "" = none */
    int64_t retry_after;                  /* seconds, -1 = none */
    char retry_text[40];                  /* Retry-After as it stands; "" = retry_after */
    const char *proxy;                    /* Proxy-Authenticate */
    bool challenge;                       /* WWW-Authenticate */
    char etag[24];                        /* "" = none */
    int64_t accept_length;                /* OpenRosa's headers, 0 = none */
    bool tus;                             /* Tus-Resumable, and with it: */
    int64_t upload_offset, upload_length; /* -1 = none */
    int64_t tus_options;                  /* what it can, and its longest upload; 0 = none */
    enum portal_policy policy;
};

/* Answers one request. The reply's body belongs to the caller. */
void routes_answer(struct portal *p, const struct portal_request *q,
                   struct portal_reply *ret_reply);

/* Most bytes of body this path takes. */
size_t routes_limit(const struct portal *p, const char *path);

/* Keeps what came of a request whose line was cut: the part of a paper that may come in parts. */
void routes_cut(struct portal *p, const struct portal_request *q);

/* True for the contract's own paths, which faults meet. */
bool routes_is_contract(const char *path);

/* True for /practice/, which answers even when the portal is off. */
bool routes_is_control(const char *path);

/* Takes over the JSON value as the reply's body. */
void reply_json(struct portal_reply *r, int status, json_t *value);

/* Copies text into the reply's body. */
void reply_set(struct portal_reply *r, int status, const char *type, const char *text, size_t size);

#endif
