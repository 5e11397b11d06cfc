/* The tokens of citizens who signed in, between the thread that got them and the one that sends:
 * each for one application only, in memory only, wiped once that one is there or its time is over.
 * A token that was lost is no trouble: the portal then takes the file as one for the counter to
 * accept. Any thread; calls take turns and never wait for anything but a copy. */
#ifndef APP_COURIER_CITIZEN_H
#define APP_COURIER_CITIZEN_H

#include <stdatomic.h>
#include <stdint.h>

#include "app/courier/signin.h"

#define CITIZENS 4 /* whose applications still wait; the oldest makes room */

struct citizen_token {
    char uuid[37]; /* "" = free */
    char token[SIGNIN_TOKEN];
    int64_t ends_ms; /* monotonic */
    bool taken;      /* the portal took it as of somebody who is signed in; the token is gone */
};

/* All zero is empty. Lives in locked memory. */
struct citizens {
    atomic_flag busy;
    struct citizen_token slots[CITIZENS];
    int next; /* the slot that makes room */
};

/* Keeps a token for one application; a uuid that is too long is not kept. */
void citizens_keep(struct citizens *c, const char *uuid, const char *token, int64_t ends_ms);

/* Copies the token to ret_token; false and "" when there is none, or none that lives. */
bool citizens_token(struct citizens *c, const char *uuid, int64_t now_ms,
                    char ret_token[SIGNIN_TOKEN]);

/* The portal has the application: its token is wiped. signed_in: it took it as of her. */
void citizens_sent(struct citizens *c, const char *uuid, bool signed_in);

/* True when the portal took it as of somebody who is signed in. */
bool citizens_taken(struct citizens *c, const char *uuid);

/* Wipes tokens whose time is over. */
void citizens_tick(struct citizens *c, int64_t now_ms);

/* Wipes what is known of one application. */
void citizens_forget(struct citizens *c, const char *uuid);

#endif
