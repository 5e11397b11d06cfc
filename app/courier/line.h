/* The line to the portal: one exchange sent and its answer read. Keeps the token a portal gives for
 * the kiosk's credentials in memory, and gets a new one when it has run out. One thread. */
#ifndef APP_COURIER_LINE_H
#define APP_COURIER_LINE_H

#include "app/courier/body.h"
#include "app/courier/citizen.h"
#include "platform/port_clock.h"

struct line {
    struct port_http *http;
    const struct adapter *adapter;
    const struct credentials *credentials; /* of a login; NULL without one */
    struct port_clock *clock;
    const atomic_bool *stop;   /* may be NULL */
    struct citizens *citizens; /* of who signed in; NULL = nobody can */
    struct session session;
    int64_t session_ends_ms; /* monotonic */
    int64_t dated_s;         /* the Date of the newest answer, Unix seconds; 0 = none said it */
    int64_t dated_ms;        /* ... when that came, monotonic */
};

/* Sends and reads; a failed exchange is a meaning too. body is NULL for an exchange without one.
 * ret_status = HTTP status or 0; ret_why = why no answer came, or ERR_OK. */
struct reading line_talk(struct line *l, const struct exchange *x, struct body *body,
                         int *ret_status, struct err *ret_why);

/* What the port sends as its bearer token: the credentials themselves, unless the adapter logs in
 * with them or they went into the address; then NULL. */
const char *line_bearer(const struct credentials *c, const struct adapter *adapter,
                        bool in_address);

/* What goes with it as a user's name: the second line of the credentials of a portal that knows
 * users (openrosa: KoboToolbox), or NULL. */
const char *line_password(const struct credentials *c, const struct adapter *adapter,
                          bool in_address);

/* Wipes the token. */
void line_forget(struct line *l);

#endif
