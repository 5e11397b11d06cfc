/* The welcome page is held for somebody who looks after the machine, or given free again. Whoever
 * touches it meanwhile is told to wait a little, and nothing begins: neither a visit nor staff's
 * pages, over which the machine would restart. */
#include "app/steps.h"

static bool staff_there(const struct app *a)
{
    for (int i = 0; i < a->sheets.count; i++) {
        const enum sheet sheet = a->sheets.open[i];
        if (sheet == SHEET_GATE || (sheet >= SHEET_STUDIO && sheet <= SHEET_WIFI_ONE)) {
            return true;
        }
    }
    return a->overlay == OVERLAY_STAFF;
}

/* What the kiosk itself says while no finger is felt stands there for nobody. */
static bool somebody_there(const struct app *a)
{
    return (a->overlay != OVERLAY_NONE && !a->care.numb) || step_left_behind(a);
}

static bool hinders(const struct app *a, enum hold_why *ret_why)
{
    const bool after = a->screen == SCREEN_RATING || a->screen == SCREEN_GOODBYE;
    *ret_why = a->screen == SCREEN_STARTING                  ? HOLD_STARTING
               : a->visit != NULL || after || a->care.prints ? HOLD_VISIT
               : staff_there(a)                              ? HOLD_STAFF
               : a->screen == SCREEN_OUT_OF_SERVICE          ? HOLD_CLOSED
               : somebody_there(a)                           ? HOLD_DIALOG
                                                             : HOLD_OTHER;
    return *ret_why != HOLD_OTHER || a->screen != SCREEN_WELCOME;
}

int app_hold_minutes(const struct app *a)
{
    const uint64_t at = a->hold.restart_ms;
    return at <= a->now_ms ? 0 : (int)((at - a->now_ms + 59999) / 60000);
}

static void grant(struct app *a, const struct holders_heard *heard)
{
    a->hold.who = heard->who;
    a->hold.until_ms = a->now_ms + HOLD_LEASE_S * 1000;
    a->hold.restart_ms =
        heard->countdown_s < 0 ? 0 : a->now_ms + (uint64_t)heard->countdown_s * 1000;
    a->hold.answer = (struct hold_answer){.granted = true, .seconds = HOLD_LEASE_S};
}

/* Nobody may be there to hear it: the page says why only when it is touched. */
static void begin(struct app *a, struct effects *fx)
{
    step_enter(a, SCREEN_LOOKED_AFTER, fx);
    step_effect(fx, FX_HUSH, 0);
}

static void end(struct app *a, struct effects *fx)
{
    a->hold = (struct hold){.who = 0};
    step_home(a, fx);
}

static void asked(struct app *a, const struct holders_heard *heard, struct effects *fx)
{
    struct hold_answer *answer = &a->hold.answer;
    *answer = (struct hold_answer){.granted = false};
    if (a->hold.who == heard->who) {
        grant(a, heard);
        step_hold_tick(a, fx);
    } else if (a->hold.who != 0) {
        answer->why = HOLD_HELD;
    } else if (!hinders(a, &answer->why)) {
        begin(a, fx);
        grant(a, heard);
        step_hold_tick(a, fx);
    }
}

void step_hold(struct app *a, const struct event *e, struct effects *fx)
{
    step_hold_tick(a, fx); /* one that has run out meanwhile hinders nobody */
    if (e->heard == NULL) {
        return;
    }
    if (e->heard->word == HOLDERS_ASK) {
        asked(a, e->heard, fx);
    } else if (a->hold.who == e->heard->who) {
        end(a, fx);
    }
}

bool step_hold_stops(struct app *a, const struct event *e, struct effects *fx)
{
    const bool touch = e->kind == HAPPENED_INTENT || e->kind == HAPPENED_TOUCH ||
                       e->kind == HAPPENED_SCAN || e->kind == HAPPENED_STROKE;
    if (a->hold.who == 0 || !touch) {
        return false;
    }
    step_dim_touch(a, fx);
    if (!a->speaking) {
        step_effect(fx, FX_SAY, MSG_HOLD_WAIT);
    }
    return true;
}

void step_hold_tick(struct app *a, struct effects *fx)
{
    if (a->hold.who == 0) {
        return;
    }
    if (a->now_ms >= a->hold.until_ms) {
        end(a, fx);
        return;
    }
    const int minutes = app_hold_minutes(a);
    a->revision += minutes != a->hold.shown;
    a->hold.shown = minutes;
}

int step_hold_deadline_ms(const struct app *a, uint64_t now_ms)
{
    if (a->hold.who == 0) {
        return -1;
    }
    uint64_t due = a->hold.until_ms;
    if (a->hold.restart_ms > now_ms) { /* another minute */
        const uint64_t next = now_ms + (a->hold.restart_ms - now_ms - 1) % 60000 + 1;
        due = next < due ? next : due;
    }
    return due <= now_ms ? 0 : (int)(due - now_ms);
}
