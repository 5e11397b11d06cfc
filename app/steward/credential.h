/* Which of the kiosk's two certificates it shows the fleet's server while one replaces the other
 * (reference/fleet-reliability-security.md 1.4.14): a new one is tried before the old one is
 * dropped; when the server does not take it, the old one is shown again, for seven days, and staff
 * and the centre are told. Only decisions: the caller has the files and the line. Pure; any thread.
 */
#ifndef APP_STEWARD_CREDENTIAL_H
#define APP_STEWARD_CREDENTIAL_H

#include <stdbool.h>
#include <stdint.h>

#define CREDENTIAL_KEEP_S  ((int64_t)7 * 24 * 3600) /* the old one beside the new */
#define CREDENTIAL_SOON    30                       /* days left: the alarm */
#define CREDENTIAL_AGAIN_S ((int64_t)6 * 3600)      /* between two tries of one that failed */

/* How an exchange ended, as far as it is about who we are. */
enum credential_end {
    CREDENTIAL_TAKEN,   /* the server answered, and not with 401 */
    CREDENTIAL_REFUSED, /* 401, or the TLS handshake ended over our certificate */
    CREDENTIAL_NO_LINE, /* no answer at all: nothing is known about the certificate */
};

enum credential_word {
    CREDENTIAL_FINE,
    CREDENTIAL_TRYING,    /* a new one is there and was not taken yet */
    CREDENTIAL_ENDS_SOON, /* ALARM: it is good for few days more, and no newer one is there */
    CREDENTIAL_FALLEN,    /* ALARM: the new one was refused, the old one serves */
    CREDENTIAL_NONE,      /* ALARM: none is there, all are refused, or all have ended */
};

/* What is known of one certificate; all 0 = there is none. */
struct credential {
    int64_t from, until; /* Unix seconds between which it is good */
    bool taken;          /* the server took it once */
    int64_t refused_s;   /* when it was refused last, without having been taken since; 0 = never */
};

struct credentials_two {
    struct credential old, new;
    int64_t since_s; /* when the new one came; 0 = there is none */
};

enum credential_choice { CREDENTIAL_SHOW_NONE, CREDENTIAL_SHOW_OLD, CREDENTIAL_SHOW_NEW };

/* Which to show now. A wrong clock is no reason to show none: one that has ended, or is not yet
 * good, is shown when there is no other, for the server to judge. */
enum credential_choice credential_choose(const struct credentials_two *c, int64_t now_s);

/* How the exchange with the one that was chosen ended. True: what is kept has changed. */
bool credential_ended(struct credentials_two *c, enum credential_choice shown,
                      enum credential_end end, int64_t now_s);

/* A new one was installed beside the one in use; a new one that was never taken gives way. */
void credential_came(struct credentials_two *c, int64_t from, int64_t until, int64_t now_s);

/* Whether the old one is no longer needed and the new one takes its place: taken, and seven days
 * have passed since it came. True: credential_settle() did so, and the files are to be moved. */
bool credential_settle(struct credentials_two *c, int64_t now_s);

/* How it stands, and the whole days the one that is shown has left; negative = it has ended. */
enum credential_word credential_state(const struct credentials_two *c, int64_t now_s);
int credential_days_left(const struct credentials_two *c, int64_t now_s);

#endif
