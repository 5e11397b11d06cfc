/* What is signed for this kiosk and came by the fleet's server; a part of the steward's composition
 * root. One thread. */
#ifndef APP_STEWARD_MAIN_AFAR_H
#define APP_STEWARD_MAIN_AFAR_H

#include "app/steward/main_identity.h"
#include "app/steward/outgoing.h"
#include "app/steward/reported.h"

struct main_afar {
    struct port_dir *dir;
    struct port_clock *clock;
    struct port_orders *orders;
    const char *state;
    const char *fleet_key, *operator_key; /* files, or NULL: nothing of that kind is taken */
    const struct settings *site;
    struct main_identity *identity; /* or NULL: no certificate is taken */
    struct outgoing *outgoing;      /* told of what commands bring; it sends where it has a line */
    int offer; /* enum desired_word of the newest settings that were not taken; -1 = none */
};

/* After the steward's start: what was begun before it is over; new_boot: the machine started anew
 * since. Tells how many commands. */
MUST_USE struct err main_afar_settle(const struct main_afar *a, bool new_boot, int *ret_count);

/* Whether nobody may be at the kiosk while a fetched file is taken; true where it is not known. */
bool main_afar_disturbs(const struct main_afar *a, const char *path);

/* Takes a file that action brought; nobody is at the kiosk, or it does not disturb. */
void main_afar_take(struct main_afar *a, const char *path, const char *action,
                    struct afar_outcome *ret_outcome);

/* What is reported of the settings in use. */
void main_afar_report(const struct main_afar *a, struct reported *ret_rows);

#endif
