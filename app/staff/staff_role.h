/* Who of the staff stands at the kiosk, and what each may do here. Pure. */
#ifndef APP_STAFF_STAFF_ROLE_H
#define APP_STAFF_STAFF_ROLE_H

#include <stdbool.h>

#include "app/staff/staff_act.h"

enum staff_role {
    STAFF_MANAGER, /* the centre's own PIN, as it always was: everything */
    STAFF_OFFICER, /* citizens' files, paper, what is wrong with the kiosk */
    STAFF_TECHNICIAN,
    STAFF_ROLES
};

#define STAFF_NUMBER_MOST 9999

/* number: as on the badge, 1 to STAFF_NUMBER_MOST; 0 = a PIN was typed, which a role shares. */
struct staff_person {
    enum staff_role role;
    int number;
};

/* What an officer did for a citizen's application. */
enum staff_help { HELP_NONE, HELP_WITH, HELP_OVER };

/* "manager", "officer", "technician". */
const char *staff_role_word(enum staff_role role);

/* The role of a word; false when it is none. */
bool staff_role_of(const char *word, enum staff_role *ret_role);

/* May somebody of this role do it on staff's pages? */
bool staff_may(enum staff_role role, enum staff_act act);

/* May somebody of this role confirm what concerns a citizen: who she is, her withdrawal? */
bool staff_may_confirm(enum staff_role role);

#endif
