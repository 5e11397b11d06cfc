/* What the portal holds of the citizen from earlier applications: answers about herself and papers,
 * each with its date and the application it came with. Asked only with the token of who signed in
 * for this application, or with the number an officer saw. Request to exchange, answer to meaning,
 * as pure functions; times are monotonic milliseconds of the caller. An answer is hostile input and
 * a whole one or none: an item that is not as the contract says is left out. Wiped with the visit.
 */
#ifndef APP_COURIER_HELD_H
#define APP_COURIER_HELD_H

#include "platform/port_http.h"
#include "platform/port_portal.h"

#define HELD_NUMBER 13 /* bytes of a citizen's number, NUL included */

struct held {
    char uuid[37];            /* "" = nothing is asked */
    char number[HELD_NUMBER]; /* an officer saw it; "" = she signed in */
    struct portal_held told;
    int failures;    /* questions in a row without an answer */
    int64_t next_ms; /* when the portal is next asked; -1 = never */
    char path[64];
};

/* text: "UUID" of who signed in, "UUID NUMBER" of whom an officer looked at. Begins when it is
 * another one, or when the portal could not be reached; "UUID again": in any case, to know whether
 * it still holds. False when it is none. */
bool held_begin(struct held *h, const char *text, int64_t now_ms);

/* Wipes everything. */
void held_forget(struct held *h);

/* Milliseconds until the portal is to be asked, 0 = now; -1 = never. */
int64_t held_wait_ms(const struct held *h, int64_t now_ms);

/* The next question; valid as long as *h and citizen are. citizen: "Bearer TOKEN" of who signed in,
 * "" when it is gone. */
void held_request(struct held *h, const char *citizen, struct http_request *ret_request);

/* What came of it: why, or the answer when why is ERR_OK. */
void held_heard(struct held *h, struct err why, const struct http_answer *answer, int64_t now_ms);

#endif
