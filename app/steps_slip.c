/* A file found again by its slip, where it is as far as this kiosk knows, and its withdrawal, which
 * an officer confirms: SLIP -> FILE -> WITHDRAW -> FILE. */
#include <string.h>

#include "app/settings.h"
#include "app/steps.h"

#define LOOK_EVERY_MS  2000 /* a file that may still move */
#define AWAIT_EVERY_MS 500  /* a withdrawal that is under way */

void step_open_slip(struct app *a, struct effects *fx)
{
    struct visit *v = a->visit;
    v->has_problem = v->lookup.wrong >= LOOKUP_TRIES;
    v->problem.text = NULL;
    v->problem_message = MSG_SLIP_TOO_MANY;
    step_enter(a, SCREEN_SLIP, fx);
}

static void problem(struct app *a, enum message_id message, struct effects *fx)
{
    struct visit *v = a->visit;
    v->has_problem = true;
    v->problem.text = NULL;
    v->problem_message = message;
    a->revision++;
    step_effect(fx, FX_SPEAK, 0);
}

/* One more code that was none: after the fifth nobody tries on. */
static bool too_many(struct app *a, struct effects *fx)
{
    struct lookup *l = &a->visit->lookup;
    l->wrong++;
    if (l->wrong < LOOKUP_TRIES) {
        return false;
    }
    memset(l->digits, 0, sizeof l->digits);
    if (a->screen != SCREEN_SLIP) {
        step_open_slip(a, fx);
    } else {
        problem(a, MSG_SLIP_TOO_MANY, fx);
    }
    return true;
}

static void find(struct app *a, enum find_what what, struct effects *fx)
{
    struct lookup *l = &a->visit->lookup;
    l->asked_ms = a->now_ms;
    if (l->asking && l->again) {
        l->next = what == FIND_SLIP;
        return;
    }
    l->asking = true;
    l->again = what == FIND_AGAIN;
    step_effect(fx, FX_FIND, what);
}

/* What she typed or showed is looked up, unless that was done too often here. */
static void look_up(struct app *a, struct effects *fx)
{
    if (!step_limited(a, HOURLY_LOOKUPS, fx)) {
        step_done(a, HOURLY_LOOKUPS);
        find(a, FIND_SLIP, fx);
    }
}

/* A slip is being looked for: she waits. */
static bool is_looked_for(const struct lookup *l)
{
    return l->asking && (!l->again || l->next);
}

/* The answer after the file that she has left: it opens nothing. */
static void late(struct app *a, struct effects *fx)
{
    struct lookup *l = &a->visit->lookup;
    const bool next = l->next && a->screen == SCREEN_SLIP;
    l->asking = l->again = l->next = false;
    if (next) {
        find(a, FIND_SLIP, fx);
    }
}

static void type(struct app *a, int key, struct effects *fx)
{
    struct visit *v = a->visit;
    struct lookup *l = &v->lookup;
    const size_t length = strlen(l->digits);
    if (is_looked_for(l) || l->wrong >= LOOKUP_TRIES) {
        return;
    }
    v->has_problem = false;
    a->revision++;
    if (key >= 0 && key <= 9 && length < LOOKUP_DIGITS) {
        l->digits[length] = (char)('0' + key);
        if (length + 1 == LOOKUP_DIGITS && !codes_slip_valid(l->digits) && !too_many(a, fx)) {
            problem(a, MSG_SLIP_WRONG, fx);
        }
    } else if (key == KEY_ERASE && length > 0) {
        l->digits[length - 1] = '\0';
    } else if (key == KEY_CLEAR) {
        memset(l->digits, 0, sizeof l->digits);
    }
}

static void scanned(struct app *a, const char *payload, struct effects *fx)
{
    struct lookup *l = &a->visit->lookup;
    char digits[LOOKUP_DIGITS + 1];
    char token[CODES_TOKEN_SIZE];
    if (is_looked_for(l) || l->wrong >= LOOKUP_TRIES) {
        return;
    }
    if (step_scanned_later(a, payload, fx)) {
        return;
    }
    switch (lookup_read(payload, a->settings->public_url, digits, token)) {
    case SLIP_CODE:
        memcpy(l->digits, digits, sizeof l->digits);
        a->visit->has_problem = false;
        step_effect(fx, FX_CUE, CUE_WOVEN);
        look_up(a, fx);
        break;
    case SLIP_ADDRESS:
        memset(l->digits, 0, sizeof l->digits);
        memcpy(l->token, token, sizeof l->token);
        a->visit->has_problem = false;
        step_effect(fx, FX_CUE, CUE_WOVEN);
        look_up(a, fx);
        break;
    case SLIP_ELSEWHERE:
        step_notice(a, MSG_SLIP_ELSEWHERE, fx);
        break;
    case SLIP_NONE:
        step_notice(a, MSG_SLIP_NO_SLIP, fx);
        break;
    }
    explicit_bzero(digits, sizeof digits);
    explicit_bzero(token, sizeof token);
}

static void take_row(struct lookup *l, const struct event *e)
{
    l->stage = lookup_stage(e->row);
    memcpy(l->file_number, e->row->file_number, sizeof l->file_number);
    memcpy(l->procedure, e->row->procedure, sizeof l->procedure);
    memcpy(l->state_text, e->row->state_text, sizeof l->state_text);
    l->state = e->told != NULL ? e->told->state : 0;
}

static void found(struct app *a, const struct event *e, struct effects *fx)
{
    struct lookup *l = &a->visit->lookup;
    l->asking = false;
    l->withdrawn = false; /* what was told of the file before is not of this one */
    explicit_bzero(l->token, sizeof l->token);
    if (e->error.code == ERR_UNSUPPORTED) { /* saved before its square code was kept */
        if (!too_many(a, fx)) {
            step_notice(a, MSG_SLIP_TYPE_SHORT, fx);
        }
        return;
    }
    if (e->error.code == ERR_NOT_FOUND) {
        if (!too_many(a, fx)) {
            l->stage = FILE_UNKNOWN;
            memset(l->uuid, 0, sizeof l->uuid);
            memset(l->file_number, 0, sizeof l->file_number);
            step_enter(a, SCREEN_FILE, fx);
        }
        return;
    }
    if (failed(e->error) || e->row == NULL) {
        step_notice(a, MSG_SLIP_NO_ANSWER, fx);
        return;
    }
    take_row(l, e);
    memcpy(l->uuid, e->row->uuid, sizeof l->uuid);
    step_forget_hers(a, fx);
    step_enter(a, SCREEN_FILE, fx);
}

static bool slip(struct app *a, const struct event *e, struct effects *fx)
{
    const struct lookup *l = &a->visit->lookup;
    if (e->kind == HAPPENED_SCAN) {
        scanned(a, e->text, fx);
        return true;
    }
    if (e->kind == HAPPENED_FOUND && l->again) {
        late(a, fx);
        return true;
    }
    if (e->kind == HAPPENED_FOUND && l->asking) {
        found(a, e, fx);
        return true;
    }
    if (e->kind != HAPPENED_INTENT) {
        return false;
    }
    switch (e->intent) {
    case INTENT_BACK:
        step_enter(a, SCREEN_NEED, fx);
        return true;
    case INTENT_KEY:
        type(a, e->argument, fx);
        return true;
    case INTENT_NEXT:
        if (!is_looked_for(l) && l->wrong < LOOKUP_TRIES && codes_slip_valid(l->digits)) {
            look_up(a, fx);
            a->revision++;
        }
        return true;
    default:
        return false;
    }
}

/* What became of it: the withdrawal is over as far as this kiosk can know now. */
static void tell(struct app *a, struct effects *fx)
{
    struct lookup *l = &a->visit->lookup;
    l->withdrawing = false;
    l->withdrawn = true;
    step_enter(a, SCREEN_FILE, fx);
    step_effect(fx, FX_CUE, CUE_FINISHED);
}

/* The row as it is now; on FILE its news are said. */
static void news(struct app *a, const struct event *e, struct effects *fx)
{
    struct lookup *l = &a->visit->lookup;
    l->asking = false;
    if (failed(e->error) || e->row == NULL) {
        return; /* what is shown stays true until it is known better */
    }
    const enum file_stage stage = l->stage;
    const int state = l->state;
    take_row(l, e);
    if (stage != l->stage || state != l->state) {
        a->revision++;
        step_effect(fx, FX_SPEAK, 0);
    }
}

static bool file(struct app *a, const struct event *e, struct effects *fx)
{
    struct lookup *l = &a->visit->lookup;
    if (e->kind == HAPPENED_FOUND) {
        news(a, e, fx);
        return true;
    }
    if (step_hers_of_file(a, e, fx)) {
        return true;
    }
    if (e->kind == HAPPENED_TICK) {
        if (!lookup_final(l->stage) && !l->asking && a->now_ms - l->asked_ms >= LOOK_EVERY_MS) {
            find(a, FIND_AGAIN, fx);
        }
        return true;
    }
    if (e->kind != HAPPENED_INTENT) {
        return false;
    }
    switch (e->intent) {
    case INTENT_BACK:
        if (l->withdrawn) {
            step_enter(a, SCREEN_NEED, fx);
        } else {
            step_open_slip(a, fx);
        }
        return true;
    case INTENT_WITHDRAW:
        if (lookup_withdrawable(l->stage)) {
            step_enter(a, SCREEN_WITHDRAW, fx);
        }
        return true;
    case INTENT_NEXT:
        step_goodbye(a, fx);
        return true;
    default:
        return false;
    }
}

void step_withdraw(struct app *a, struct effects *fx)
{
    struct lookup *l = &a->visit->lookup;
    if (a->screen != SCREEN_WITHDRAW || l->withdrawing) {
        return;
    }
    l->withdrawing = true;
    l->since_ms = a->now_ms;
    l->asked_ms = a->now_ms;
    l->asking = true;
    l->again = false;
    a->revision++;
    step_effect(fx, FX_WITHDRAW, 0);
    step_effect(fx, FX_SPEAK, 0);
}

static void withdrawn(struct app *a, const struct event *e, struct effects *fx)
{
    struct lookup *l = &a->visit->lookup;
    const bool asked = e->kind == HAPPENED_WITHDRAWN;
    l->asking = false;
    if (asked && failed(e->error) && e->error.code != ERR_REFUSED) {
        l->withdrawing = false;
        step_enter(a, SCREEN_FILE, fx);
        step_notice(a, MSG_WITHDRAW_FAILED, fx);
        return;
    }
    if (e->row == NULL) {
        return; /* asked again by the clock */
    }
    l->stage = lookup_stage(e->row);
    memcpy(l->file_number, e->row->file_number, sizeof l->file_number);
    if (asked && failed(e->error) && lookup_withdrawable(l->stage)) {
        l->stage = FILE_TOO_LATE; /* refused: the portal may have it */
    }
    if (lookup_final(l->stage) || l->stage == FILE_SENT || l->stage == FILE_TOO_LATE) {
        tell(a, fx);
    } else if (asked) { /* the portal is asked at once, not at the courier's time */
        step_effect(fx, FX_ASK, PORTAL_TRY);
    }
}

static bool withdraw(struct app *a, const struct event *e, struct effects *fx)
{
    struct lookup *l = &a->visit->lookup;
    const uint64_t wait_ms = (uint64_t)a->settings->send_wait_s * 1000;
    if (l->withdrawing && (e->kind == HAPPENED_FOUND || e->kind == HAPPENED_WITHDRAWN)) {
        withdrawn(a, e, fx);
        return true;
    }
    if (l->withdrawing && e->kind == HAPPENED_TICK) {
        if (a->now_ms - l->since_ms >= wait_ms && !l->asking) {
            tell(a, fx);
        } else if (!l->asking && a->now_ms - l->asked_ms >= AWAIT_EVERY_MS) {
            find(a, FIND_AGAIN, fx);
        }
        return true;
    }
    if (e->kind != HAPPENED_INTENT || l->withdrawing) {
        return false;
    }
    if (e->intent == INTENT_BACK) {
        step_enter(a, SCREEN_FILE, fx);
        return true;
    }
    if (e->intent == INTENT_NEXT) {
        step_gate(a, STAFF_WITHDRAW, fx);
        return true;
    }
    return false;
}

bool step_slip(struct app *a, const struct event *e, struct effects *fx)
{
    if (a->visit == NULL) {
        return false;
    }
    if (a->screen == SCREEN_SLIP) {
        return slip(a, e, fx);
    }
    if (a->screen == SCREEN_FILE) {
        return file(a, e, fx);
    }
    if (a->screen == SCREEN_WITHDRAW && withdraw(a, e, fx)) {
        return true;
    }
    if (e->kind == HAPPENED_FOUND) {
        late(a, fx);
        return true;
    }
    return false;
}
