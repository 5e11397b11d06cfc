/* The wall clock as the steward judges it, and when it wishes it put forward
 * (reference/fleet-reliability-security.md 1.4.13). It is never before this system was built: that
 * comes before any TLS, for which no certificate of today is valid in 1970. The server's word on
 * the time counts only when TLS has shown whose word it is, only where nobody else keeps the clock,
 * and only forward: whoever could set a kiosk back would make what has run out good again. A clock
 * that is ahead is told to staff. Pure: no clock is read here. */
#ifndef APP_STEWARD_WALL_H
#define APP_STEWARD_WALL_H

#include "app/clock_judge.h"
#include "platform/port_http.h"

#define WALL_FORWARD_S 120              /* behind the server by more: it is put forward */
#define WALL_AGAIN_MS  60000            /* between two wishes */
#define WALL_FRESH_MS  (60 * 60 * 1000) /* after so long its word is not gone by for the offset */

/* All zero but floor_s: nothing was heard yet. */
struct wall {
    int64_t floor_s;  /* when this system was built; Unix seconds */
    bool kept;        /* somebody sets the clock by the network, and has done so since the start */
    bool heard;       /* the server said the time over TLS */
    int64_t heard_s;  /* ... this one, ... */
    int64_t heard_ms; /* ... at this moment of the monotonic clock */
    bool mistrusted;  /* its certificate looks too old or too new by this clock */
    bool wished;
    int64_t wished_ms;
};

/* An exchange with the server ended, at now_ms of the monotonic clock; tls: over TLS. */
void wall_heard(struct wall *w, struct err e, const struct http_answer *a, bool tls,
                int64_t now_ms);

/* The Unix second to which the clock is to be put forward now; 0 = not. */
int64_t wall_wish(struct wall *w, int64_t now_s, int64_t now_ms);

/* Whether it is before its floor, or too far from the server's word, or makes the server's
 * certificate look too old or too new with nobody keeping it. */
bool wall_is_wrong(const struct wall *w, int64_t now_s, int64_t now_ms);

/* By how many whole seconds the clock is ahead of the server's last word, which knows no finer
 * ones; below 0: behind it. False: it said none, or not for WALL_FRESH_MS. */
bool wall_offset(const struct wall *w, int64_t now_s, int64_t now_ms, int64_t *ret_offset_s);

/* Whether what is kept may be dated by it. */
bool wall_is_dated(const struct wall *w, int64_t now_s, int64_t now_ms);

#endif
