/* Sheets: another language from anywhere, a language that is not ready, an officer on the way. The
 * screen and its dialog stay underneath, so that coming back is coming back to the same place. */
#include <string.h>

#include "app/language/content.h"
#include "app/settings.h"
#include "app/sound/languages.h"
#include "app/steps.h"
#include "platform/base/log.h"

#define NEWS_EVERY_MS 3000
#define CALL_LATE_MS  120000 /* then the nearest counter is shown (design/DESIGN.md, 49) */

bool step_sheet_is_open(const struct app *a, enum sheet sheet)
{
    for (int i = 0; i < a->sheets.count; i++) {
        if (a->sheets.open[i] == sheet) {
            return true;
        }
    }
    return false;
}

enum sheet app_sheet(const struct app *a)
{
    return a->sheets.count > 0 ? a->sheets.open[a->sheets.count - 1] : SHEET_NONE;
}

void step_sheet(struct app *a, enum sheet sheet, struct effects *fx)
{
    if (a->overlay == OVERLAY_TOOLS) { /* it was opened for this */
        a->overlay = OVERLAY_NONE;
    }
    if (a->sheets.count == 0) {
        a->sheets.under = a->overlay;
        a->overlay = OVERLAY_NONE;
    }
    if (step_sheet_is_open(a, sheet)) {
        while (app_sheet(a) != sheet) {
            a->sheets.count--;
        }
    } else {
        a->sheets.open[a->sheets.count++] = sheet;
    }
    a->sheets.turned = 0;
    a->revision++;
    step_effect(fx, FX_SPEAK, 0);
}

void step_close_sheet(struct app *a, struct effects *fx)
{
    if (a->sheets.count == 0) {
        return;
    }
    a->sheets.count--;
    a->sheets.turned = 0;
    if (a->sheets.count == 0) {
        a->overlay = a->sheets.under;
        a->overlay_since_ms = a->now_ms;
        a->sheets.under = OVERLAY_NONE;
    }
    a->last_touch_ms = a->now_ms;
    a->revision++;
    step_effect(fx, FX_SPEAK, 0);
}

/* --- language -------------------------------------------------------------------------------- */

void step_form_language(struct app *a)
{
    struct visit *v = a->visit;
    if (v == NULL || v->form == NULL) {
        return;
    }
    struct err e = form_set_language(v->form, app_language(a));
    form_set_words(v->form, app_language(a), failed(e) ? content_text : NULL);
    if (failed(e) && form_language(v->form, 0) != NULL) {
        e = form_set_language(v->form, form_language(v->form, 0));
    }
    (void)e; /* a form without translations has one language */
    step_held_words(a);
    if (v->has_problem && v->problem.text != NULL) { /* its words were the old language's */
        const struct form_problem again = form_check(v->form, v->problem.node);
        v->problem.text = again.fault == v->problem.fault ? again.text : NULL;
    }
}

/* Goes on in language i: texts, form, speech and what is printed follow, nothing else changes. */
static void go_on_in(struct app *a, int i, struct effects *fx)
{
    while (app_sheet(a) == SHEET_LANGUAGES || app_sheet(a) == SHEET_NOT_READY) {
        step_close_sheet(a, fx);
    }
    if (a->screen == SCREEN_WELCOME) {
        if (step_begin_visit(a)) {
            a->language = i;
            step_effect(fx, FX_PRINTER_STATUS, 0); /* known by the time the summary speaks of it */
            step_effect(fx, FX_ASK, PORTAL_CHECK);
            step_enter(a, SCREEN_NEED, fx);
        }
        return;
    }
    a->language = i;
    step_form_language(a);
    a->revision++;
}

void step_choose_language(struct app *a, int i, struct effects *fx)
{
    char code[LANGUAGE_CODE];
    if (settings_language(a->settings, i, code) == NULL) {
        return;
    }
    if (language_find(code) != NULL && language_find(code)->ready) {
        go_on_in(a, i, fx);
        return;
    }
    a->sheets.language = i;
    step_sheet(a, SHEET_NOT_READY, fx);
}

static bool languages_intent(struct app *a, const struct event *e, struct effects *fx)
{
    switch (e->intent) {
    case INTENT_BACK:
        step_close_sheet(a, fx);
        return true;
    case INTENT_LANGUAGE:
        step_choose_language(a, e->argument, fx);
        return true;
    case INTENT_PAGE:
        a->sheets.page += e->argument;
        a->sheets.page = a->sheets.page < 0 ? 0 : a->sheets.page;
        a->revision++;
        return true;
    default:
        return false;
    }
}

static bool not_ready_intent(struct app *a, const struct event *e, struct effects *fx)
{
    switch (e->intent) {
    case INTENT_BACK:
        step_close_sheet(a, fx);
        return true;
    case INTENT_NEXT: /* with pictures, and Vietnamese sound */
        go_on_in(a, a->sheets.language, fx);
        return true;
    default:
        return false;
    }
}

/* --- an officer ------------------------------------------------------------------------------ */

void step_call_officer(struct app *a, int i, struct effects *fx)
{
    if (step_limited(a, HOURLY_CALLS, fx)) {
        return;
    }
    step_done(a, HOURLY_CALLS);
    log_event(EV_OFFICER_CALLED, 0, 0);
    step_tally(a, DAY_CALLS, 1);
    a->call = (struct officer_call){
        .open = true, .language = i, .at_ms = a->now_ms, .asked_ms = a->now_ms};
    call_ring_rang(&a->call.ring, a->now_ms);
    a->call.ring.again = 0;
    if (a->overlay == OVERLAY_NOTICE) { /* she answered it by calling */
        a->overlay = OVERLAY_NONE;
    }
    step_effect(fx, FX_CUE, CUE_CALLING);
    step_effect(fx, FX_ASK, PORTAL_OFFICER);
    step_sheet(a, SHEET_OFFICER, fx);
}

static bool officer_intent(struct app *a, const struct event *e, struct effects *fx)
{
    switch (e->intent) {
    case INTENT_BACK:
    case INTENT_NEXT:
        step_close_sheet(a, fx);
        return true;
    case INTENT_NEVERMIND:
        step_call_over(a, fx);
        step_close_sheet(a, fx);
        return true;
    default:
        return false;
    }
}

/* Nobody is at the desk, or the portal cannot be reached: said once. */
static void told_of_desk(struct app *a, const struct portal_answer *answer, struct effects *fx)
{
    struct officer_call *call = &a->call;
    if (call->closed == answer->desk_closed && call->away == answer->away &&
        strcmp(call->until, answer->until) == 0) {
        return;
    }
    call->closed = answer->desk_closed;
    call->away = answer->away;
    memcpy(call->until, answer->until, sizeof call->until);
    a->revision++;
    if (step_sheet_is_open(a, SHEET_OFFICER)) {
        step_effect(fx, FX_SPEAK, 0);
    }
}

/* An officer is here, or nobody is needed: staff elsewhere are told. */
void step_call_over(struct app *a, struct effects *fx)
{
    if (a->call.open) {
        a->call = (struct officer_call){.open = false};
        step_effect(fx, FX_ASK, PORTAL_NEVERMIND);
    }
}

void step_call_news(struct app *a, const struct portal_answer *answer, struct effects *fx)
{
    const bool ours = answer->question == PORTAL_OFFICER || answer->question == PORTAL_CALL;
    struct officer_call *call = &a->call;
    if (!ours || !call->open) {
        return;
    }
    if (failed(answer->error)) {
        const bool unheard = answer->question == PORTAL_OFFICER;
        a->revision += unheard && !call->unheard;
        call->unheard = call->unheard || unheard;
    } else if (answer->coming && !call->coming) {
        call->coming = true;
        call->coming_s = a->now_s;
        memcpy(call->name, answer->officer, sizeof call->name);
        a->revision++;
        step_effect(fx, FX_SPEAK, 0);
    } else if (!answer->coming && answer->question == PORTAL_CALL) {
        told_of_desk(a, answer, fx);
    }
}

static bool waits(const struct app *a)
{
    return a->call.open && !a->call.coming &&
           (a->call.itself || step_sheet_is_open(a, SHEET_OFFICER));
}

/* When the gong is due; behind what is being said, which it never covers. */
static uint64_t ring_due_ms(const struct app *a)
{
    return a->call.open && !a->call.coming && !a->speaking
               ? call_ring_due_ms(&a->call.ring, a->settings->call_again_s)
               : UINT64_MAX;
}

static void ring(struct app *a, struct effects *fx)
{
    if (a->now_ms >= ring_due_ms(a)) {
        const bool soft = call_ring_is_soft(&a->call.ring) || step_is_night(a);
        step_effect(fx, FX_CUE, soft ? CUE_CALLING_SOFT : CUE_CALLING);
        call_ring_rang(&a->call.ring, a->now_ms);
    }
}

static int ring_deadline_ms(const struct app *a, uint64_t now_ms)
{
    const uint64_t due = ring_due_ms(a);
    return due == UINT64_MAX ? -1 : due <= now_ms ? 0 : (int)(due - now_ms);
}

void step_call_tick(struct app *a, struct effects *fx)
{
    struct officer_call *call = &a->call;
    ring(a, fx);
    if (!waits(a)) {
        return;
    }
    if (!call->late && a->now_ms - call->at_ms >= CALL_LATE_MS) {
        call->late = true;
        a->revision++;
        step_effect(fx, FX_SPEAK, 0);
    }
    if (!call->unheard && a->now_ms - call->asked_ms >= NEWS_EVERY_MS) {
        call->asked_ms = a->now_ms;
        step_effect(fx, FX_ASK, PORTAL_CALL);
    }
}

static int news_deadline_ms(const struct app *a, uint64_t now_ms)
{
    if (!waits(a) || (a->call.late && a->call.unheard)) {
        return -1;
    }
    const uint64_t late = a->call.at_ms + CALL_LATE_MS;
    const uint64_t news = a->call.asked_ms + NEWS_EVERY_MS;
    uint64_t due = a->call.unheard ? late : news;
    due = !a->call.late && late < due ? late : due;
    return due <= now_ms ? 0 : (int)(due - now_ms);
}

int step_call_deadline_ms(const struct app *a, uint64_t now_ms)
{
    const int rings = ring_deadline_ms(a, now_ms);
    const int news = news_deadline_ms(a, now_ms);
    return news < 0 || (rings >= 0 && rings < news) ? rings : news;
}

bool step_sheet_intent(struct app *a, const struct event *e, struct effects *fx)
{
    switch (app_sheet(a)) {
    case SHEET_LANGUAGES:
        return languages_intent(a, e, fx);
    case SHEET_NOT_READY:
        return not_ready_intent(a, e, fx);
    case SHEET_OFFICER:
        return officer_intent(a, e, fx);
    case SHEET_LIMIT:
        return step_limit_intent(a, e, fx);
    case SHEET_GATE:
        return step_gate_intent(a, e, fx);
    case SHEET_REACH:
        if (e->intent == INTENT_BACK) {
            step_close_sheet(a, fx);
        }
        return e->intent == INTENT_BACK;
    case SHEET_STUDIO:
    case SHEET_STUDIO_WORK:
    case SHEET_STUDIO_COVER:
    case SHEET_STUDIO_PEOPLE:
    case SHEET_STUDIO_PERSON:
    case SHEET_STUDIO_RECORD:
    case SHEET_STUDIO_REVIEW:
        return step_studio_intent(a, e, fx);
    case SHEET_STAFF:
    case SHEET_STAFF_MENU:
    case SHEET_STAFF_PAPER:
    case SHEET_STAFF_FILES:
    case SHEET_STAFF_FILE:
    case SHEET_STAFF_LINES:
    case SHEET_STAFF_CARRY:
    case SHEET_STAFF_LOG:
    case SHEET_STAFF_BADGES:
    case SHEET_STAFF_BADGE:
    case SHEET_STAFF_DAY:
    case SHEET_STAFF_TESTS:
    case SHEET_STAFF_TOUCH:
        return step_staff_intent(a, e, fx);
    case SHEET_SETUP:
        return step_setup_intent(a, e, fx);
    case SHEET_WIFI:
    case SHEET_WIFI_ONE:
        return step_wifi_intent(a, e, fx);
    case SHEET_DISPLAY: /* step_display */
    case SHEET_HEARING: /* step_hear */
    case SHEET_NONE:
    case SHEET_COUNT:
        break;
    }
    return false;
}
