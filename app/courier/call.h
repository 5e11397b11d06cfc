/* The call for an officer, told to the portal so that staff see it who do not hear the kiosk, and
 * what its desk answers: which
 * kiosk, which language, which page; nothing of the citizen. Request to exchange, answer to
 * meaning, as pure functions; times are monotonic milliseconds of the caller. */
#ifndef APP_COURIER_CALL_H
#define APP_COURIER_CALL_H

#include "platform/port_http.h"
#include "platform/port_portal.h"

struct call {
    bool open;   /* as the portal is to know it */
    bool told;   /* it does: from now on it is asked for the desk's answer */
    bool asking; /* the request that is out asks */
    bool away;   /* the last exchange failed */
    bool coming; /* the desk's answer, as the next three */
    bool closed;
    char until[6], officer[40];
    int tries;       /* of telling it so */
    int64_t next_ms; /* when it is told; -1 = it knows, or will not */
    char language[16], page[32];
    char body[160];
};

/* Somebody calls; text: "LANGUAGE PAGE" as the kiosk asks ("jra question"). What is not two plain
 * words is left out. */
void call_begin(struct call *c, const char *text, int64_t now_ms);

/* Somebody is coming, or nobody is needed any more; nothing when nobody called. */
void call_end(struct call *c, int64_t now_ms);

/* Milliseconds until the portal is to be told, 0 = now; -1 = never. */
int64_t call_wait_ms(const struct call *c, int64_t now_ms);

/* PUT /calls/KIOSK, and once that was taken GET of the same while it is open; valid as long as *c
 * and path are. kiosk: its own name, for the path. */
void call_request(struct call *c, const char *path, struct http_request *ret_request);

/* What came of it. A portal that knows no calls is not told again, one that gives no answers is
 * not asked again. */
void call_heard(struct call *c, struct err why, const struct http_answer *answer, int64_t now_ms);

#endif
