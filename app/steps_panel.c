/* The touch panel went, or came back. With keys everything goes on by them, and people are told so;
 * without, whoever is there waits for an officer, whom the kiosk calls by itself, and whoever comes
 * is shown to the counter (step_machine_close). */
#include "app/steps.h"
#include "platform/base/log.h"

static bool notice_stands(const struct app *a)
{
    return a->overlay == OVERLAY_NOTICE &&
           (a->notice == MSG_PANEL_KEYS || a->notice == MSG_PANEL_CALLED);
}

/* No finger can answer it, and no page she opened herself is covered. */
static void tell(struct app *a, struct effects *fx)
{
    const enum message_id words = a->care.keys ? MSG_PANEL_KEYS : MSG_PANEL_CALLED;
    const bool free = a->overlay == OVERLAY_NONE || notice_stands(a);
    if (free && a->sheets.count == 0 && a->screen != SCREEN_SENDING) {
        step_notice(a, words, fx);
    } else {
        step_effect(fx, FX_SAY, (int)words);
    }
}

static void call(struct app *a, struct effects *fx)
{
    if (a->call.open) {
        return;
    }
    log_event(EV_OFFICER_CALLED, 1, 0);
    step_tally(a, DAY_CALLS, 1);
    a->call = (struct officer_call){.open = true,
                                    .itself = true,
                                    .language = a->language,
                                    .at_ms = a->now_ms,
                                    .asked_ms = a->now_ms};
    step_effect(fx, FX_CUE, CUE_CALLING);
    step_effect(fx, FX_ASK, PORTAL_OFFICER);
}

static void gone(struct app *a, struct effects *fx)
{
    if (a->visit != NULL) {
        tell(a, fx);
        call(a, fx);
    } else if (notice_stands(a)) { /* the keys went, too */
        a->overlay = OVERLAY_NONE;
    }
}

static void back(struct app *a, struct effects *fx)
{
    if (notice_stands(a)) {
        a->overlay = OVERLAY_NONE;
        a->last_touch_ms = a->now_ms;
    }
    if (a->call.open && a->call.itself) {
        step_call_over(a, fx);
    }
    if (a->visit != NULL) {
        step_effect(fx, FX_SAY, MSG_PANEL_BACK);
    }
}

void step_panel(struct app *a, const struct event *e, struct effects *fx)
{
    a->care.numb = e->number == 0;
    a->care.keys = e->argument == 1;
    a->care.told_ms = 0;
    a->revision++;
    log_event(EV_TOUCH, a->care.numb, a->care.keys);
    if (a->care.numb) {
        gone(a, fx);
    } else {
        back(a, fx);
    }
}

/* Once for each time the welcome is new: it stands until a key answers it. */
void step_panel_welcome(struct app *a, struct effects *fx)
{
    struct machine_care *c = &a->care;
    const uint64_t since = a->screen_since_ms + 1; /* 0: never */
    if (a->screen == SCREEN_WELCOME && c->numb && c->keys && c->told_ms != since) {
        c->told_ms = since;
        step_notice(a, MSG_PANEL_KEYS, fx);
    }
}
