/* How she reaches what stands there, other than by a touch that acts: the same on every screen. */
#include "app/language/counts.h"
#include "app/settings.h"
#include "app/steps.h"

void step_reach_default(struct app *a)
{
    a->ring = false;
    a->dark = false;
    a->listen = a->settings->touch_listen;
}

bool step_left_behind(const struct app *a)
{
    return a->sheets.count > 0 || a->ring || a->dark || a->listen != a->settings->touch_listen;
}

void step_reach_touch(struct app *a, const struct event *e)
{
    if (e->number == 1 && !a->ring) {
        a->ring = true;
        a->revision++;
    }
}

bool app_private_aloud(const struct app *a)
{
    return a->headphones || (a->visit != NULL && a->visit->read_private);
}

/* In: what is private may be said from now on, and need not be asked about. Out: it stops at once,
 * and is asked about anew, whatever she said before she put them in. */
void step_jack(struct app *a, const struct event *e, struct effects *fx)
{
    const bool in = e->number == 1;
    a->headphones = in;
    a->revision++;
    if (in && a->overlay == OVERLAY_READ_ALOUD) {
        a->overlay = OVERLAY_NONE;
    }
    if (!in && a->visit != NULL) {
        a->visit->read_private = false;
        a->visit->asked_private = false;
    }
    step_effect(fx, FX_HUSH, 0);
    step_effect(fx, FX_ROUTE, in);
    step_effect(fx, FX_SAY_SHOWN, in ? MSG_HEADPHONES_IN : MSG_HEADPHONES_OUT);
}

/* Keys of a secret stand on this screen. */
static bool types_a_secret(struct app *a)
{
    struct form_question q;
    if (a->screen == SCREEN_TYPE_ID || a->screen == SCREEN_SLIP || a->screen == SCREEN_YEAR) {
        return true;
    }
    if (a->screen != SCREEN_QUESTION || !app_question(a, &q) || !q.private_) {
        return false;
    }
    return q.kind == FORM_TEXT || q.kind == FORM_INTEGER || q.kind == FORM_DECIMAL ||
           q.kind == FORM_DATE || q.kind == FORM_TIME || q.kind == FORM_DATETIME;
}

void step_reach_ask(struct app *a, struct effects *fx)
{
    const bool free = a->overlay == OVERLAY_NONE && a->sheets.count == 0;
    const bool heard = app_private_aloud(a) || a->visit == NULL || a->visit->asked_private;
    if (a->ring && free && !heard && types_a_secret(a)) {
        step_overlay(a, OVERLAY_READ_ALOUD, fx);
    }
}

/* The question whether she is still there is answered by whoever wants to try keys, or has
 * switches. */
static void keys_dialog(struct app *a, enum overlay overlay, struct effects *fx)
{
    if (a->overlay == OVERLAY_IDLE || a->overlay == OVERLAY_KEYS ||
        a->overlay == OVERLAY_SWITCHES) {
        a->overlay = a->under_idle;
    }
    a->second_switch = false;
    step_overlay(a, overlay, fx);
}

static void set_listen(struct app *a, bool on, struct effects *fx)
{
    a->listen = on;
    a->revision++;
    step_effect(fx, FX_SAY, on ? MSG_LISTEN_ON : MSG_LISTEN_OFF);
}

/* The pages that were opened to find it are closed: who sees nothing is where she was before. */
static void set_dark(struct app *a, bool on, struct effects *fx)
{
    while (on && (app_sheet(a) == SHEET_REACH || app_sheet(a) == SHEET_DISPLAY)) {
        step_close_sheet(a, fx);
    }
    a->dark = on;
    a->revision++;
    step_effect(fx, FX_SAY_SHOWN, on ? MSG_DARK_ON : MSG_DARK_OFF);
}

bool step_reach(struct app *a, const struct event *e, struct effects *fx)
{
    switch (e->intent) {
    case INTENT_TRY_KEYS:
        step_effect(fx, FX_TALLY, COUNT_HELP);
        keys_dialog(a, OVERLAY_KEYS, fx);
        return true;
    case INTENT_SWITCHES:
        keys_dialog(a, OVERLAY_SWITCHES, fx);
        return true;
    case INTENT_SWITCH:
        a->second_switch = a->overlay == OVERLAY_SWITCHES;
        a->revision++;
        return true;
    case INTENT_REACH:
        step_sheet(a, SHEET_REACH, fx);
        return true;
    case INTENT_DARK:
        set_dark(a, e->argument == 1, fx);
        return true;
    case INTENT_LISTEN:
        set_listen(a, e->argument == 1, fx);
        return true;
    default:
        return false;
    }
}
