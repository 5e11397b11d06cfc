/* Who the kiosk is towards the fleet: its key, made at its first start, and which of its two
 * certificates is shown; a part of the steward's composition root. One thread. */
#ifndef APP_STEWARD_MAIN_IDENTITY_H
#define APP_STEWARD_MAIN_IDENTITY_H

#include "app/steward/afar.h"
#include "app/steward/identity_pair.h"
#include "platform/port_clock.h"
#include "platform/port_http.h"

#define IDENTITY_REQUEST                                                                           \
    "identity.csr" /* for the fleet's authority, until there is a certificate */

struct main_identity {
    struct port_dir *dir;
    struct port_clock *clock;
    const char *state, *name, *ca;
    struct identity_pair pair;
    enum credential_choice shown;
    bool refused; /* the newest that was said of the one that is shown */
    char cert[DIR_PATH_MAX], key[DIR_PATH_MAX];
};

/* Makes the key and a request where there are none, and looks what lies there. Errors of the disk,
 * and of a key that is none. */
MUST_USE struct err main_identity_open(struct main_identity *i);

/* Wipes the key out of memory. */
void main_identity_close(void);

/* Looks again, and chooses: true when another one is to be shown from now on. ->cert is then its
 * file, or "". */
bool main_identity_choose(struct main_identity *i);

/* How an exchange with the server ended, whatever was shown. */
void main_identity_ended(struct main_identity *i, struct err e, const struct http_answer *a);

/* Whether bytes are a certificate, and takes it as the next one beside what is in use. */
bool main_identity_is(const char *bytes, size_t size);
void main_identity_take(struct main_identity *i, const char *bytes, size_t size,
                        struct afar_outcome *ret_outcome);

#endif
