/* Staff say who they are, by the PIN of their role or by a badge: a page over whatever screen asked
 * for it, which stays underneath. Another task: a value of enum staff_task and its line in done().
 */
#include <string.h>

#include "app/steps.h"

#define MINUTE_MS 60000

static int minutes_left(const struct staff_gate *g, uint64_t now_ms)
{
    const uint64_t left = g->until_ms > now_ms ? g->until_ms - now_ms : 0;
    return (int)((left + MINUTE_MS - 1) / MINUTE_MS);
}

void step_gate(struct app *a, enum staff_task task, struct effects *fx)
{
    a->gate = (struct staff_gate){.task = task};
    step_effect(fx, FX_PIN, PIN_BEGIN);
    step_sheet(a, SHEET_GATE, fx);
}

static void close_gate(struct app *a, struct effects *fx)
{
    a->gate = (struct staff_gate){.task = STAFF_NOTHING};
    while (step_sheet_is_open(a, SHEET_GATE)) {
        step_close_sheet(a, fx);
    }
}

static void done(struct app *a, struct effects *fx)
{
    const enum staff_task task = a->gate.task;
    const struct staff_person who = a->gate.who;
    close_gate(a, fx);
    step_call_over(a, fx); /* somebody came */
    switch (task) {
    case STAFF_WITHDRAW:
        step_withdraw(a, fx);
        break;
    case STAFF_ASSIST:
        step_assisted(a, who, fx);
        break;
    case STAFF_CHECK:
        if (a->visit != NULL && a->screen == SCREEN_SIGN_IN) {
            step_open_hers(a, true, fx);
        }
        break;
    case STAFF_LIFT:
        step_lift(a, fx);
        break;
    case STAFF_HOME:
        step_open_staff(a, fx);
        a->staff.who = who;
        break;
    case STAFF_NOTHING:
        break;
    }
}

static bool may_type(const struct staff_gate *g)
{
    const enum province_word code = g->province.word;
    return !g->judging && (g->coding ? code == PROVINCE_READY || code == PROVINCE_WRONG
                                     : g->word == PIN_READY || g->word == PIN_WRONG);
}

static size_t most_digits(const struct staff_gate *g)
{
    return g->coding ? PROVINCE_DIGITS : STAFF_PIN_MAX;
}

static void type(struct app *a, int key)
{
    struct staff_gate *g = &a->gate;
    const size_t length = strlen(g->digits);
    if (!may_type(g)) {
        return;
    }
    if (key >= 0 && key <= 9 && length < most_digits(g)) {
        g->digits[length] = (char)('0' + key);
    } else if (key == KEY_ERASE && length > 0) {
        g->digits[length - 1] = '\0';
    } else if (key == KEY_CLEAR) {
        memset(g->digits, 0, sizeof g->digits);
    }
    a->revision++;
}

bool staff_gate_takes(const struct staff_gate *g, enum staff_role role)
{
    return g->task == STAFF_HOME || staff_may_confirm(role);
}

static void choose(struct app *a, int role, struct effects *fx)
{
    struct staff_gate *g = &a->gate;
    if (g->word != PIN_CHOOSE || role < 0 || role >= STAFF_ROLES || (g->roles >> role & 1U) == 0 ||
        !staff_gate_takes(g, (enum staff_role)role)) {
        return;
    }
    g->who.role = (enum staff_role)role;
    g->trouble = MSG_NONE;
    g->word = PIN_ASKED;
    a->revision++;
    step_effect(fx, FX_PIN, PIN_LOOK);
}

static bool is_locked(const struct staff_gate *g)
{
    return g->word == PIN_LOCKED || g->word == PIN_CLOSED;
}

/* To the page of the province's code and back to the lock. */
static void code(struct app *a, bool coding)
{
    struct staff_gate *g = &a->gate;
    if (coding && (!is_locked(g) || g->province.word == PROVINCE_NONE)) {
        return;
    }
    memset(g->digits, 0, sizeof g->digits);
    g->coding = coding;
    g->trouble = MSG_NONE;
    a->revision++;
}

bool step_gate_scan(struct app *a, const struct event *e, struct effects *fx)
{
    struct staff_gate *g = &a->gate;
    if (app_sheet(a) != SHEET_GATE) {
        return false;
    }
    if (g->judging) {
        return true;
    }
    /* What is too long for a badge is none: its beginning is not one either. */
    const size_t length = strlen(e->text);
    memcpy(g->badge, length < sizeof g->badge ? e->text : "?",
           length < sizeof g->badge ? length + 1 : 2);
    g->judging = true;
    a->revision++;
    step_effect(fx, FX_PIN, PIN_BADGE);
    return true;
}

bool step_gate_intent(struct app *a, const struct event *e, struct effects *fx)
{
    struct staff_gate *g = &a->gate;
    switch (e->intent) {
    case INTENT_BACK:
        if (g->coding && !g->judging) {
            code(a, false);
        } else {
            close_gate(a, fx);
        }
        return true;
    case INTENT_KEY:
        type(a, e->argument);
        return true;
    case INTENT_STAFF_ACT:
        if (e->argument == ACT_PROVINCE) {
            code(a, true);
        } else {
            choose(a, e->argument - ACT_ROLE, fx);
        }
        return true;
    case INTENT_NEXT:
        if (may_type(g) && strlen(g->digits) >= (g->coding ? PROVINCE_DIGITS : STAFF_PIN_MIN)) {
            g->judging = true;
            a->revision++;
            step_effect(fx, FX_PIN, g->coding ? PIN_CODE : PIN_JUDGE);
        }
        return true;
    default:
        return false;
    }
}

static void lock(struct app *a, uint64_t wait_ms)
{
    struct staff_gate *g = &a->gate;
    g->word = PIN_LOCKED;
    g->until_ms = a->now_ms + wait_ms;
    g->minutes = minutes_left(g, a->now_ms);
}

/* A badge that opens nothing changes nothing of the PIN. */
static bool badge_told(struct app *a, const struct pin_answer *answer, struct effects *fx)
{
    static const enum message_id words[] = {[BADGE_FOREIGN] = MSG_BADGE_FOREIGN,
                                            [BADGE_EXPIRED] = MSG_BADGE_EXPIRED,
                                            [BADGE_LOST] = MSG_BADGE_LOST,
                                            [BADGE_BROKEN] = MSG_BADGE_BROKEN,
                                            [BADGE_UNDATED] = MSG_BADGE_UNDATED};
    struct staff_gate *g = &a->gate;
    memset(g->badge, 0, sizeof g->badge);
    g->judging = false;
    if (answer->badge == BADGE_GOOD && staff_gate_takes(g, answer->who.role)) {
        g->who = answer->who;
        return true;
    }
    g->trouble = answer->badge == BADGE_GOOD ? MSG_GATE_NOT_ROLE : words[answer->badge];
    a->revision++;
    step_effect(fx, FX_SPEAK, 0);
    return false;
}

/* A wrong code stays on its page; a right one opens the lock, and the PIN is asked for. */
static void code_told(struct app *a, const struct pin_answer *answer, struct effects *fx)
{
    struct staff_gate *g = &a->gate;
    const bool opened = answer->province.word == PROVINCE_RIGHT;
    memset(g->digits, 0, sizeof g->digits);
    g->judging = false;
    g->trouble = MSG_NONE;
    g->province = answer->province;
    if (opened) {
        g->coding = false;
        g->word = answer->word;
        g->tries = answer->tries;
        step_effect(fx, FX_SAY_SHOWN, MSG_PROVINCE_OPEN);
    } else {
        step_effect(fx, FX_SPEAK, 0);
    }
    a->revision++;
}

void step_gate_told(struct app *a, const struct pin_answer *answer, struct effects *fx)
{
    struct staff_gate *g = &a->gate;
    if (!step_sheet_is_open(a, SHEET_GATE)) {
        return;
    }
    if (answer->badged) {
        if (badge_told(a, answer, fx)) {
            done(a, fx);
        }
        return;
    }
    if (answer->coded) {
        code_told(a, answer, fx);
        return;
    }
    memset(g->digits, 0, sizeof g->digits);
    g->judging = false;
    g->trouble = MSG_NONE;
    g->coding = false;
    g->province = answer->province;
    g->word = answer->word;
    g->roles = answer->roles;
    g->who = answer->who;
    if (answer->word == PIN_RIGHT && !staff_gate_takes(g, answer->who.role)) {
        g->word = PIN_READY; /* the only PIN here is a technician's */
        g->trouble = MSG_GATE_NOT_ROLE;
    }
    g->tries = answer->tries;
    if (g->word == PIN_RIGHT) {
        done(a, fx);
        return;
    }
    if (answer->wait_ms > 0) {
        lock(a, answer->wait_ms);
    }
    a->revision++;
    step_effect(fx, FX_SPEAK, 0);
}

void step_gate_tick(struct app *a, struct effects *fx)
{
    struct staff_gate *g = &a->gate;
    if (g->word != PIN_LOCKED || !step_sheet_is_open(a, SHEET_GATE)) {
        return;
    }
    const int minutes = minutes_left(g, a->now_ms);
    if (minutes == 0) { /* judged anew by what is kept */
        g->word = PIN_ASKED;
        step_effect(fx, FX_PIN, PIN_LOOK);
    }
    a->revision += minutes != g->minutes;
    g->minutes = minutes;
}
