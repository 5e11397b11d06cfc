/* The practice portal signs citizens in on their own phone: OAuth 2.0 Device Authorization Grant
 * (RFC 8628). Whoever opens the code's page on a phone first holds it; a second phone is told so.
 * Nobody proves who she is: it is practice. In memory only; any thread. Times are Unix ms. */
#ifndef PLATFORM_SIM_PORTAL_ISSUER_H
#define PLATFORM_SIM_PORTAL_ISSUER_H

#include "platform/sim/portal/session.h"

#define ISSUER_GRANTS      16 /* at once; the oldest makes room */
#define ISSUER_CODE        10 /* "BDRK-HXLT" and NUL */
#define ISSUER_SECRET      49 /* 48 hex digits and NUL: device codes and tokens */
#define ISSUER_LIFE_MS     ((int64_t)600 * 1000)
#define ISSUER_TOKEN_MS    ((int64_t)900 * 1000)
#define ISSUER_INTERVAL_MS 1000

enum grant_state { GRANT_FREE, GRANT_WAITING, GRANT_AGREED, GRANT_DENIED, GRANT_DONE };

struct grant {
    enum grant_state state;
    char device_code[ISSUER_SECRET], token[ISSUER_SECRET];
    char user_code[ISSUER_CODE];
    char phone[SESSION_ID]; /* who opened it first; "" = nobody */
    int64_t began, ends;    /* of the code; from GRANT_DONE on of the token */
    int64_t interval, asked;
    bool slow;     /* a test: the next question is told to come less often */
    bool stranger; /* a test: who signs in is not the citizen whose file it is */
};

struct issuer {
    pthread_mutex_t lock;
    struct limiter attempts; /* of codes typed by hand, by address */
    struct grant grants[ISSUER_GRANTS];
};

void issuer_init(struct issuer *s);
void issuer_done(struct issuer *s);

/* A new pair of codes; copied to ret_grant. */
void issuer_begin(struct issuer *s, int64_t now, struct grant *ret_grant);

/* What a token request is answered with: NULL and the grant with its token, or an error's word. */
const char *issuer_token(struct issuer *s, const char *device_code, int64_t now,
                         struct grant *ret_grant);

enum phone_result {
    PHONE_OPENED,  /* the code is this phone's now; it may agree */
    PHONE_UNKNOWN, /* no such code, or it is over */
    PHONE_SECOND,  /* another phone opened it */
    PHONE_TOO_OFTEN,
    PHONE_AGREED,
    PHONE_SAID_NO,
};

/* A phone opens the code's page (typed as it likes: small letters, blanks, without '-'). */
enum phone_result issuer_open(struct issuer *s, const char *code, const char *phone,
                              const char *visitor, int64_t now);

/* The phone that holds the code agrees or not. */
enum phone_result issuer_decide(struct issuer *s, const char *code, const char *phone, bool agrees,
                                int64_t now);

enum issuer_who { ISSUER_NOBODY, ISSUER_HER, ISSUER_STRANGER };

/* Whose token it is. It is practice: everybody is the citizen asked about, unless a test said that
 * she is not. */
enum issuer_who issuer_who(struct issuer *s, const char *token, int64_t now);

/* True for a token of ours that lives. */
bool issuer_knows(struct issuer *s, const char *token, int64_t now);

/* For tests, on the newest code: "expire", "slow", "stranger"; false for another word or without a
 * code. ret_code: that code. */
bool issuer_order(struct issuer *s, const char *what, int64_t now, char ret_code[ISSUER_CODE]);

#endif
