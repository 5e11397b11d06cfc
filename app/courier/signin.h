/* Signing in on the citizen's own phone: OAuth 2.0 Device Authorization Grant (RFC 8628) as pure
 * functions, request to exchange and answer to meaning. No I/O, no clock: times are monotonic
 * milliseconds of the caller. An answer is hostile input. No password and no one-time code ever
 * comes here: she gives those to the issuer, on her phone. */
#ifndef APP_COURIER_SIGNIN_H
#define APP_COURIER_SIGNIN_H

#include "platform/base/buf.h"
#include "platform/port_http.h"
#include "platform/port_portal.h"

#define SIGNIN_TOKEN  4096 /* bytes of her token with NUL */
#define SIGNIN_DEVICE 512  /* bytes of the device code with NUL */
#define SIGNIN_BODY   2048 /* bytes of a request's body at most */

/* The issuer, from the settings; strings are the caller's. */
struct signin_issuer {
    const char *client_id, *scope;        /* scope "" = none is asked for */
    const char *device_path, *token_path; /* behind the issuer's address */
    bool tls;                             /* it is spoken to over TLS: so must her phone */
};

/* One sign-in, from the first question to its end. Lives in locked memory; holds her token. */
struct signin {
    enum portal_phone state;
    char device_code[SIGNIN_DEVICE];
    char user_code[PORTAL_CODE];
    char address[PORTAL_ADDRESS], whole[PORTAL_ADDRESS];
    int64_t interval_ms; /* between two questions, as the issuer wants it */
    int64_t next_ms;     /* when it is next asked */
    int64_t ends_ms;     /* of the code */
    int failures;        /* questions in a row without an answer */
    char token[SIGNIN_TOKEN];
    int64_t token_ends_ms; /* when it is no longer worth sending */
};

/* Begins anew; what was there is wiped. */
void signin_begin(struct signin *s, int64_t now_ms);

/* Wipes everything. */
void signin_forget(struct signin *s);

/* Milliseconds until the issuer is to be asked, 0 = now; -1 = never: it is over. */
int64_t signin_wait_ms(const struct signin *s, int64_t now_ms);

/* The next question, its body written to *body (SIGNIN_BODY bytes are enough); both are valid as
 * long as *s, *issuer and the body are. ERR_FULL when the settings are too long for it. */
MUST_USE struct err signin_request(const struct signin *s, const struct signin_issuer *issuer,
                                   struct buf *body, struct http_request *ret_request);

/* What came of it: why, or the answer when why is ERR_OK. */
void signin_heard(struct signin *s, const struct signin_issuer *issuer, struct err why,
                  const struct http_answer *answer, int64_t now_ms);

/* The clock went on without an answer: a code whose time is over is EXPIRED. */
void signin_tick(struct signin *s, int64_t now_ms);

/* What the kiosk may know: never the token, never the device code. */
void signin_tell(const struct signin *s, int64_t now_ms, struct portal_sign_in *ret_told);

#endif
