#include "app/steward/plan_end.h"

#include <string.h>

#include "app/steward/command.h"
#include "app/steward/desired.h"

#define AFAR_CODES 600 /* and above: enum desired_word, and command_code() */

static const struct {
    const char *name, *fact;
} words[PLAN_ENDS] = {
    [PLAN_NO_END] = {"", NULL},
    [PLAN_END_GOOD] = {"good", "updates.good"},
    [PLAN_END_FAILED] = {"failed", "updates.failed"},
    [PLAN_END_ROLLED_BACK] = {"rolled-back", "updates.rolled-back"},
    [PLAN_END_CANCELLED] = {"cancelled", "updates.cancelled"},
    [PLAN_END_REFUSED] = {"refused", "updates.refused"},
};

/* Settings and commands: what could not be done failed, everything else was not taken. */
static enum plan_end by_afar(int code)
{
    const bool broke =
        code == AFAR_CODES + DESIRED_NOT_STORED || code == command_code(COMMAND_FAILED) ||
        code == command_code(COMMAND_CUT_OFF) || code == command_code(COMMAND_NO_STORE);
    return broke ? PLAN_END_FAILED : PLAN_END_REFUSED;
}

/* What came of it, by the code that the server is told. */
static enum plan_end by_result(const struct plan_result *r)
{
    if (r->finished == DDI_SUCCESS) {
        return PLAN_END_GOOD;
    }
    if (r->code >= AFAR_CODES) {
        return by_afar(r->code);
    }
    switch (r->code) {
    case REASON_ROLLED_BACK:
    case REASON_UNDONE:
        return PLAN_END_ROLLED_BACK;
    case REASON_CANCELLED:
        return PLAN_END_CANCELLED;
    case REASON_OFFER:
    case REASON_NO_HASH:
    case REASON_TOO_LARGE:
    case REASON_PART:
    case REASON_OLDER:
    case REASON_SIGNATURE:
    case REASON_OTHER:
    case REASON_UNSOUND:
    case REASON_EXPIRED:
    case REASON_FIRMWARE:
        return PLAN_END_REFUSED;
    default:
        return PLAN_END_FAILED;
    }
}

/* Of an action that ended already: the server asks for it again. */
static bool is_told_again(const struct plan *before, const struct plan *next)
{
    char content[DDI_CONTENT];
    plan_content(next, content);
    return plan_was_told(before, next->action, content);
}

enum plan_end plan_end_of(const struct plan *before, const struct plan *next)
{
    const bool same = strcmp(before->action, next->action) == 0;
    const bool was_told = before->state == PLAN_REPORT && same;
    if (next->state == PLAN_REPORT && next->result.execution == DDI_CLOSED && !was_told &&
        !is_told_again(before, next)) {
        return by_result(&next->result);
    }
    const bool under_way = before->state > PLAN_IDLE && before->state < PLAN_INSTALLING;
    return under_way && !same ? PLAN_END_CANCELLED : PLAN_NO_END;
}

const char *plan_end_name(enum plan_end end)
{
    return words[end].name;
}

const char *plan_end_fact(enum plan_end end)
{
    return words[end].fact;
}
