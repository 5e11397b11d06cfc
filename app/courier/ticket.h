/* A number from the centre's queue system, over HTTP: request to exchange, answer to meaning, as
 * pure functions. One POST a number, idempotent by its key; an answer is hostile input. Times are
 * monotonic milliseconds of the caller. */
#ifndef APP_COURIER_TICKET_H
#define APP_COURIER_TICKET_H

#include "platform/port_http.h"
#include "platform/port_portal.h"

#define TICKET_KEY  40 /* bytes with NUL: who wants one; the same key is given the same number */
#define TICKET_WISH 64 /* bytes of "KEY SERVICE" with NUL */

struct ticket {
    char key[TICKET_KEY];
    struct portal_queue told;
    int failures;
    int64_t next_ms; /* -1 = never */
    char body[160];
};

/* Wants a number; wish: "KEY SERVICE", a key of this wish alone and "land", "birth" or "any". The
 * same key goes on as it is; with " again" behind it one that came to nothing is asked anew. */
void ticket_begin(struct ticket *t, const char *wish, int64_t now_ms);

/* Milliseconds until the system is to be asked, 0 = now; -1 = never. */
int64_t ticket_wait_ms(const struct ticket *t, int64_t now_ms);

/* The question; valid as long as *t and path are. */
void ticket_request(struct ticket *t, const char *path, struct http_request *ret_request);

/* What came of it: why, or the answer when why is ERR_OK. */
void ticket_heard(struct ticket *t, struct err why, const struct http_answer *answer,
                  int64_t now_ms);

#endif
