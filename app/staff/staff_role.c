#include "app/staff/staff_role.h"

#include <stddef.h>
#include <string.h>

static const char *const words[STAFF_ROLES] = {
    [STAFF_MANAGER] = "manager", [STAFF_OFFICER] = "officer", [STAFF_TECHNICIAN] = "technician"};

const char *staff_role_word(enum staff_role role)
{
    return words[role];
}

bool staff_role_of(const char *word, enum staff_role *ret_role)
{
    for (int i = 0; i < STAFF_ROLES; i++) {
        if (strcmp(words[i], word) == 0) {
            *ret_role = (enum staff_role)i;
            return true;
        }
    }
    return false;
}

static bool is_one_of(enum staff_act act, const enum staff_act *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i] == act) {
            return true;
        }
    }
    return false;
}

bool staff_may(enum staff_role role, enum staff_act act)
{
    static const enum staff_act not_officers[] = {
        ACT_SETUP,     ACT_RESTART,   ACT_CARRY,     ACT_KEY_OUT, ACT_EXPORT, ACT_IMPORT,
        ACT_FILE_BACK, ACT_FILE_DONE, ACT_FILE_DROP, ACT_BADGES,  ACT_WIFI};
    static const enum staff_act not_technicians[] = {ACT_VOICES, ACT_ASSIST, ACT_TAKE_OVER,
                                                     ACT_FILE_DROP, ACT_BADGES};
    switch (role) {
    case STAFF_OFFICER:
        return !is_one_of(act, not_officers, sizeof not_officers / sizeof not_officers[0]);
    case STAFF_TECHNICIAN:
        return !is_one_of(act, not_technicians, sizeof not_technicians / sizeof not_technicians[0]);
    case STAFF_MANAGER:
    case STAFF_ROLES:
        break;
    }
    return role == STAFF_MANAGER;
}

bool staff_may_confirm(enum staff_role role)
{
    return role == STAFF_MANAGER || role == STAFF_OFFICER;
}
