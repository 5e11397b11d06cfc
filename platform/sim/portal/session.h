/* Who may use the officer's page: a practice PIN drawn at the start, attempts limited by address,
 * sessions in memory only, and a token in every form so that no other page can send it. Any
 * thread. Times are Unix milliseconds. */
#ifndef PLATFORM_SIM_PORTAL_SESSION_H
#define PLATFORM_SIM_PORTAL_SESSION_H

#include "platform/sim/serve/digest.h"
#include "platform/sim/serve/limiter.h"

#define SESSION_ID      33 /* 32 hex digits and NUL */
#define SESSIONS        16 /* officers at once; the longest idle one makes room */
#define SESSION_IDLE_MS (30 * 60 * 1000)
#define SESSION_MOST_MS (8 * 3600 * 1000)
#define PIN_BURST       5     /* wrong PINs at once from one address */
#define PIN_REFILL_MS   30000 /* then one in this time */

struct sessions {
    pthread_mutex_t lock;
    struct limiter attempts;
    unsigned char key[MAC_KEY]; /* of the forms' tokens */
    char pin[7];
    struct {
        char id[SESSION_ID]; /* "" = free */
        int64_t began, used;
    } slot[SESSIONS];
};

enum sign_in { SIGNED_IN, SIGN_IN_WRONG, SIGN_IN_WAIT };

/* Draws the PIN and the key; libsodium must have been started. */
void sessions_init(struct sessions *s);
void sessions_done(struct sessions *s);

/* Tries a PIN; SIGNED_IN writes the new session's id. */
enum sign_in sessions_try(struct sessions *s, const char *visitor, const char *pin, int64_t now,
                          char ret_id[SESSION_ID]);

/* True when the session lives; it then lives on. */
bool sessions_alive(struct sessions *s, const char *id, int64_t now);

/* Ends it; an unknown id changes nothing. */
void sessions_end(struct sessions *s, const char *id);

/* The token of forms for this cookie, signed in or not. */
void sessions_token(const struct sessions *s, const char *id, char ret_token[SHA256_HEX]);

/* True when the token was made for this cookie; false for an empty one. */
bool sessions_token_ok(const struct sessions *s, const char *id, const char *token);

/* The value of a cookie in a Cookie header (NULL = none); false and "" when it is not there. */
bool cookie_find(const char *header, const char *name, char *out, size_t cap);

#endif
