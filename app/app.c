#include "app/app.h"

#include <string.h>

#include "app/filing.h"
#include "app/language/counts.h"
#include "app/papers.h"
#include "app/scanner_code.h"
#include "app/settings.h"
#include "app/sound/languages.h"
#include "app/sound/say.h"
#include "app/steps.h"
#include "app/typing/composer.h"
#include "platform/base/log.h"

void step_effect(struct effects *fx, enum effect_kind kind, int argument)
{
    INVARIANT(fx->count < EFFECTS_MAX);
    fx->list[fx->count].kind = kind;
    fx->list[fx->count].argument = argument;
    fx->count++;
}

void step_enter(struct app *a, enum screen screen, struct effects *fx)
{
    a->screen = screen;
    a->overlay = OVERLAY_NONE;
    a->under_idle = OVERLAY_NONE;
    a->sheets.under = OVERLAY_NONE; /* a sheet stays: what is under her finger does not change */
    a->page = 0;
    a->screen_since_ms = a->now_ms;
    a->revision++;
    step_effect(fx, FX_SPEAK, 0);
}

void step_overlay(struct app *a, enum overlay overlay, struct effects *fx)
{
    const bool covers =
        overlay == OVERLAY_IDLE || overlay == OVERLAY_KEYS || overlay == OVERLAY_SWITCHES;
    a->under_idle = covers ? a->overlay : OVERLAY_NONE;
    a->overlay = overlay;
    a->overlay_since_ms = a->now_ms;
    a->counted = 0;
    a->counting_ms = 0;
    a->revision++;
    step_effect(fx, FX_SPEAK, 0);
}

/* What the question whether she is still there, or the trying of keys, covered is as it was. */
static void close_overlay(struct app *a)
{
    a->overlay = a->under_idle;
    a->under_idle = OVERLAY_NONE;
    a->last_touch_ms = a->now_ms;
    a->revision++;
}

void step_notice(struct app *a, enum message_id message, struct effects *fx)
{
    a->notice = message;
    step_overlay(a, OVERLAY_NOTICE, fx);
}

bool step_begin_visit(struct app *a)
{
    INVARIANT(a->arena->used == 0);
    a->visit = arena_alloc(a->arena, sizeof *a->visit);
    if (a->visit == NULL) {
        return false;
    }
    a->visit->began_ms = a->now_ms;
    a->visit->page = FORM_NONE;
    a->visit->filling = FORM_NONE;
    a->visit->composer = arena_alloc(a->arena, sizeof *a->visit->composer);
    if (a->visit->composer == NULL || failed(filing_start(a))) {
        a->visit = NULL;
        arena_wipe(a->arena);
        return false;
    }
    log_event(EV_SESSION_BEGAN, 0, 0);
    return true;
}

/* Every byte of the visit goes; how she likes to read and hear stays until she is gone. */
static void forget(struct app *a, struct effects *fx)
{
    const size_t bytes = a->arena->peak;
    step_sign_out(a, fx);
    a->visit = NULL;
    a->page_mark = 0;
    a->sheets = (struct sheets){.count = 0};
    step_call_over(a, fx);
    a->gate = (struct staff_gate){.task = STAFF_NOTHING};
    a->studio = (struct studio){.desk = NULL};
    a->staff = (struct staff){.asks = ACT_NOTHING};
    step_leave_setup(a, fx);
    step_leave_wifi(a);
    arena_wipe(a->arena);
    if (bytes > 0) {
        log_event(EV_SESSION_WIPED, (int64_t)bytes, 0);
    }
    step_effect(fx, FX_HUSH, 0);
    step_effect(fx, FX_WIPE, 0);
}

bool step_restart(struct app *a, struct effects *fx)
{
    const struct visit *v = a->visit;
    const struct route *route = v->route;
    int asked[ROUTE_DEPTH];
    const int depth = v->route_depth;
    const struct finding finding = v->finding;
    const int wrong_slips = v->lookup.wrong;
    memcpy(asked, v->route_asked, sizeof asked);
    forget(a, fx);
    if (!step_begin_visit(a)) {
        step_home(a, fx);
        return false;
    }
    a->visit->finding = finding;
    a->visit->lookup.wrong = wrong_slips;
    a->visit->route = route;
    memcpy(a->visit->route_asked, asked, sizeof asked);
    a->visit->route_depth = depth;
    return true;
}

static void leave(struct app *a, enum screen screen, struct effects *fx)
{
    const struct visit *v = a->visit;
    a->take_along = (struct take_along){
        .slip = v->printing || v->later.printed || v->later.unsure ||
                (v->copies > 0 && !v->print_failed),
        .card = v->card != NULL,
        .paper = papers_any_taken(v),
        .waiting = v->stored && v->stage != STAGE_RECEIVED,
    };
    forget(a, fx);
    step_enter(a, screen, fx);
}

void step_goodbye(struct app *a, struct effects *fx)
{
    leave(a, SCREEN_GOODBYE, fx);
}

void step_ended(struct app *a, struct effects *fx)
{
    leave(a, a->visit->stored ? SCREEN_RATING : SCREEN_GOODBYE, fx);
}

void step_home(struct app *a, struct effects *fx)
{
    forget(a, fx);
    a->take_along = (struct take_along){.slip = false};
    a->language = 0;
    a->spoken_language = -1;
    step_reach_default(a);
    step_display_default(a);
    step_hear_default(a, fx);
    step_enter(a, SCREEN_WELCOME, fx);
}

void app_init(struct app *a, struct arena *visit_arena, const struct settings *settings,
              const struct app_world *world)
{
    memset(a, 0, sizeof *a);
    a->arena = visit_arena;
    a->settings = settings;
    a->world = *world;
    a->practice = settings->practice;
    a->site_volume = settings->volume;
    a->light = settings->light;
    a->camera_dpi = settings->camera_dpi;
    struct effects unheard = {.count = 0}; /* the player begins with these */
    step_hear_default(a, &unheard);
    step_display_default(a);
    step_reach_default(a);
    a->revision = 1;
    a->spoken_language = -1;
    a->printer.paper = PAPER_UNKNOWN;
}

const char *app_language_at(const struct app *a, int i)
{
    char code[LANGUAGE_CODE];
    const struct language *language = NULL;
    if (a->settings != NULL && settings_language(a->settings, i, code) != NULL) {
        language = language_find(code);
    }
    return language != NULL ? language->code : language_at(0)->code;
}

const char *app_language(const struct app *a)
{
    return app_language_at(a, a->language);
}

const char *app_text_language(const struct app *a)
{
    const struct language *own = language_find(app_language(a));
    return own != NULL && own->ready ? own->code : language_at(0)->code;
}

int app_depth(const struct app *a)
{
    return a->sheets.count + (a->overlay != OVERLAY_NONE) + (a->under_idle != OVERLAY_NONE) +
           (a->sheets.under != OVERLAY_NONE);
}

bool app_question(struct app *a, struct form_question *ret_question)
{
    return a->visit != NULL && a->visit->form != NULL && a->visit->page != FORM_NONE &&
           !failed(form_question(a->visit->form, a->visit->page, ret_question));
}

/* Whoever uses the tool bar is still there. */
static void answer_idle(struct app *a)
{
    if (a->overlay == OVERLAY_IDLE) {
        close_overlay(a);
    }
    if (a->overlay == OVERLAY_TOOLS) { /* it was opened to find this one */
        a->overlay = OVERLAY_NONE;
    }
}

/* Tool bar and dialogs: the same on every screen. */
static bool tool_intent(struct app *a, const struct event *e, struct effects *fx)
{
    switch (e->intent) {
    case INTENT_REPLAY:
        step_effect(fx, FX_TALLY, COUNT_REPLAY);
        step_effect(fx, FX_SPEAK, 1);
        return true;
    case INTENT_NOTICE:
        step_notice(a, (enum message_id)e->argument, fx);
        return true;
    case INTENT_MORE_TOOLS:
        step_overlay(a, OVERLAY_TOOLS, fx);
        return true;
    case INTENT_DISPLAY:
        answer_idle(a);
        step_sheet(a, SHEET_DISPLAY, fx);
        return true;
    case INTENT_CHANGE_LANGUAGE:
        answer_idle(a);
        a->sheets.page = e->argument;
        step_sheet(a, SHEET_LANGUAGES, fx);
        return true;
    case INTENT_CALL_OFFICER:
        step_effect(fx, FX_TALLY, COUNT_HELP);
        answer_idle(a);
        step_call_officer(a, e->argument > 0 ? e->argument - 1 : a->language, fx);
        return true;
    default:
        return false;
    }
}

static bool overlay_intent(struct app *a, const struct event *e, struct effects *fx)
{
    switch (e->intent) {
    case INTENT_DISMISS:
    case INTENT_STAY:
        close_overlay(a);
        step_effect(fx, FX_SPEAK, 1);
        return true;
    case INTENT_READ:
        if (a->visit != NULL) {
            a->visit->asked_private = true;
            a->visit->read_private = e->argument == 1;
        }
        close_overlay(a);
        if (a->screen == SCREEN_OUTCOME) { /* she asked for the code */
            step_effect(fx, e->argument == 1 ? FX_SAY_CODE : FX_HUSH, 0);
        } else {
            step_effect(fx, FX_SPEAK, 1);
        }
        return true;
    case INTENT_END:
        if (a->screen == SCREEN_OUTCOME) { /* she is there, and has things to take home */
            step_goodbye(a, fx);
        } else if (a->screen != SCREEN_SENDING) { /* the store reads the visit until it answered */
            step_home(a, fx);
        }
        return true;
    default:
        return false;
    }
}

/* Each slip's end goes to whoever wanted that slip; true when that were staff. */
static bool staff_printed(struct app *a, const struct event *e, struct effects *fx)
{
    switch (e->slip) {
    case PRINT_BADGE:
        step_badge_printed(a, e, fx);
        return true;
    case PRINT_BAR:
        step_setup_printed(a, e, fx);
        return true;
    case PRINT_DAY:
        step_day_printed(a, e, fx);
        return true;
    case PRINT_TEST:
        step_staff_printed(a, e, fx);
        return true;
    case PRINT_RECEIPT:
    case PRINT_COPY:
    case PRINT_LIST:
    case PRINT_FEE:
    case PRINT_NUMBER:
    case PRINT_SUMMARY:
    case PRINT_LATER:
        step_tally_printed(a, e);
        return false;
    case PRINT_KINDS:
        break;
    }
    return true;
}

/* How the kiosk itself is. */
static void kiosk_told(struct app *a, const struct event *e, struct effects *fx)
{
    if (e->kind == HAPPENED_STAFF) {
        step_staff_told(a, e->news, fx);
    } else if (e->kind == HAPPENED_MACHINE) {
        step_machine_told(a, e->machine, fx);
    } else if (e->kind == HAPPENED_HOLD) {
        step_hold(a, e, fx);
    } else if (e->kind == HAPPENED_PANEL) {
        step_panel(a, e, fx);
    } else if (e->kind == HAPPENED_WIFI) {
        step_wifi_told(a, e->wifi, fx);
    } else {
        step_setup_told(a, e->setup, fx);
    }
}

/* Where a code is asked for, one that would set the scanner up is told apart: it is nobody's. */
static bool refuse_setup_code(struct app *a, const struct event *e, struct effects *fx)
{
    struct form_question q;
    const bool asked =
        a->screen == SCREEN_IDENTITY || a->screen == SCREEN_TYPE_ID || a->screen == SCREEN_SLIP ||
        (a->screen == SCREEN_QUESTION && app_question(a, &q) && q.kind == FORM_BARCODE);
    if (!asked || !scanner_code_is(e->text)) {
        return false;
    }
    step_effect(fx, FX_CUE, CUE_CANNOT);
    step_notice(a, MSG_SCAN_SETUP, fx);
    return true;
}

/* What lies under a sheet is not scanned into. */
static bool scanned(struct app *a, const struct event *e, struct effects *fx)
{
    return step_gate_scan(a, e, fx) || step_setup_scan(a, e, fx) || a->sheets.count > 0 ||
           refuse_setup_code(a, e, fx);
}

static bool staff_gesture(struct app *a, const struct event *e, struct effects *fx)
{
    if (e->intent == INTENT_STAFF) {
        step_staff_gesture(a, fx);
    }
    return e->intent == INTENT_STAFF;
}

static bool common(struct app *a, const struct event *e, struct effects *fx)
{
    switch (e->kind) {
    case HAPPENED_INTENT:
        return staff_gesture(a, e, fx) || step_staff_confirms(a, e, fx) ||
               (a->overlay != OVERLAY_NONE && overlay_intent(a, e, fx)) || step_display(a, e, fx) ||
               step_hear(a, e, fx) || step_reach(a, e, fx) || step_sheet_intent(a, e, fx) ||
               tool_intent(a, e, fx) || a->sheets.count > 0;
    case HAPPENED_TICK:
        step_machine_tick(a, fx);
        step_time(a, fx);
        return false;
    case HAPPENED_SPEECH:
        step_speech(a, e);
        return true;
    case HAPPENED_PRINTER_STATUS:
        step_printer_told(a, e->status);
        step_staff_printer(a, fx);
        return false; /* the outcome offers the slip again */
    case HAPPENED_PIN:
        step_gate_told(a, e->pin, fx);
        return true;
    case HAPPENED_PRINTED:
    case HAPPENED_PRINT_FAILED:
        return staff_printed(a, e, fx);
    case HAPPENED_STAFF:
    case HAPPENED_MACHINE:
    case HAPPENED_HOLD:
    case HAPPENED_SETUP:
    case HAPPENED_WIFI:
    case HAPPENED_PANEL:
        kiosk_told(a, e, fx);
        return true;
    case HAPPENED_STUDIO:
    case HAPPENED_HEARD:
    case HAPPENED_SHOWN:
        step_studio_told(a, e, fx);
        return true;
    case HAPPENED_TOUCH:
        step_reach_touch(a, e);
        return true;
    case HAPPENED_JACK:
        step_jack(a, e, fx);
        return true;
    case HAPPENED_SCAN:
        return scanned(a, e, fx);
    case HAPPENED_PHOTO:
    case HAPPENED_PREVIEW:
    case HAPPENED_PEN:
    case HAPPENED_STORED:
    case HAPPENED_STORE_FAILED:
    case HAPPENED_PORTAL:
    case HAPPENED_FOUND:
    case HAPPENED_WITHDRAWN:
    case HAPPENED_NUMBER:
    case HAPPENED_LATER:
    case HAPPENED_STROKE:
        return false;
    }
    return false;
}

static bool is_touch(const struct event *e)
{
    return e->kind == HAPPENED_INTENT || e->kind == HAPPENED_TOUCH || e->kind == HAPPENED_SCAN ||
           e->kind == HAPPENED_PEN || e->kind == HAPPENED_JACK;
}

static void step(struct app *a, const struct event *event, struct effects *effects)
{
    a->now_ms = event->now_ms;
    clock_judge_look(&a->clock, event->now_s, event->now_ms);
    a->now_s = clock_judge_best_s(&a->clock);
    if (step_hold_stops(a, event, effects)) {
        return;
    }
    if (event->kind == HAPPENED_STROKE) { /* whether it counts at all is seen there */
        step_stroke(a, event, effects);
        return;
    }
    if (is_touch(event)) {
        a->last_touch_ms = event->now_ms;
        step_dim_touch(a, effects);
    }
    if (event->kind == HAPPENED_PORTAL && event->answer->question == PORTAL_CHECK &&
        a->online != event->answer->online) {
        a->online = event->answer->online;
        a->revision++;
    }
    if (event->kind == HAPPENED_PORTAL && event->answer->question == PORTAL_CHECK) {
        step_unsent_told(a, event->answer);
        step_clock_told(a, event->answer);
    }
    if (event->kind == HAPPENED_PORTAL) {
        step_call_news(a, event->answer, effects);
        step_staff_portal(a, event->answer);
        step_setup_portal(a, event->answer, effects);
    }
    if (common(a, event, effects)) {
        return;
    }
    const bool done = step_start(a, event, effects) || step_slip(a, event, effects) ||
                      step_hers(a, event, effects) || step_later(a, event, effects) ||
                      step_find(a, event, effects) || step_route(a, event, effects) ||
                      step_number(a, event, effects) || step_held(a, event, effects) ||
                      step_identity(a, event, effects) || step_phone(a, event, effects) ||
                      step_fee(a, event, effects) || step_upload(a, event, effects) ||
                      step_paper(a, event, effects) || step_sign(a, event, effects) ||
                      step_question(a, event, effects) || step_send(a, event, effects) ||
                      step_rating(a, event, effects);
    (void)done; /* invariant 5: what no step knows changes nothing */
    step_reach_ask(a, effects);
    INVARIANT((a->screen != SCREEN_WELCOME && a->screen != SCREEN_RATING &&
               a->screen != SCREEN_GOODBYE) ||
              (a->visit == NULL && a->arena->used == 0));
}

void app_step(struct app *a, const struct event *event, struct effects *effects)
{
    step(a, event, effects);
    step_machine_close(a, effects);
}
