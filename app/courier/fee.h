/* What a portal wants paid for one application: the rest contract's payment request as pure
 * functions, request to exchange and answer to meaning. Times are monotonic milliseconds of the
 * caller. The kiosk takes no money and keeps none of this; an answer is hostile input. */
#ifndef APP_COURIER_FEE_H
#define APP_COURIER_FEE_H

#include "platform/port_http.h"
#include "platform/port_portal.h"

/* One application's fee, as far as it is known. */
struct fee_asked {
    char uuid[37]; /* "" = none is asked about */
    struct portal_fee told;
    bool again;      /* the code is over: a new one is to be asked for */
    int failures;    /* questions in a row without an answer */
    int64_t next_ms; /* when the portal is next asked; -1 = never */
    int64_t ends_ms; /* of the code; 0 = not told */
    int64_t
        wanted_ms; /* when the kiosk last asked: nobody stands there any more, nobody is asked */
    char path[80]; /* of the question */
};

/* Asks about an application from now on; what was known of another is wiped. again: a new code
 * where the old one is over. */
void fee_begin(struct fee_asked *f, const char *uuid, bool again, int64_t now_ms);

/* Wipes everything. */
void fee_forget(struct fee_asked *f);

/* Milliseconds until the portal is to be asked, 0 = now; -1 = never. */
int64_t fee_wait_ms(const struct fee_asked *f, int64_t now_ms);

/* The next question; valid as long as *f is. */
void fee_request(struct fee_asked *f, struct http_request *ret_request);

/* What came of it: why, or the answer when why is ERR_OK. */
void fee_heard(struct fee_asked *f, struct err why, const struct http_answer *answer,
               int64_t now_ms);

/* What the kiosk may know. */
void fee_tell(const struct fee_asked *f, int64_t now_ms, struct portal_fee *ret_told);

#endif
