/* Staff behind the gate: what is wrong, what can be done, and the way back to exactly the screen
 * they came from. */
#include "app/staff/file_why.h"
#include "app/steps.h"
#include "platform/base/log.h"

#define LOOK_MS     5000  /* the dashboard is looked at anew this often */
#define QUICK_MS    1000  /* while paper is changed */
#define TOUCH_MS    20000 /* then the glass page leads back by itself */
#define VOLUME_MOST 6
#define LIGHT_STEP  10
#define QUIET_MS    180000 /* then nobody of the staff is there any more */

bool step_is_staff(enum sheet sheet)
{
    return sheet >= SHEET_STAFF && sheet <= SHEET_STAFF_TOUCH;
}

static bool is_open(const struct app *a)
{
    return step_sheet_is_open(a, SHEET_STAFF);
}

static void look(struct app *a, struct effects *fx)
{
    a->staff.looked_ms = a->now_ms;
    step_effect(fx, FX_STAFF, STAFF_LOOK);
    step_effect(fx, FX_PRINTER_STATUS, 0);
    if (app_sheet(a) != SHEET_STAFF_PAPER) {
        step_effect(fx, FX_ASK, PORTAL_CHECK);
    }
}

void step_open_staff(struct app *a, struct effects *fx)
{
    a->staff = (struct staff){.facts = {.printer = DEVICE_ASKED,
                                        .paper_mm = -1,
                                        .paper_receipts = -1,
                                        .scanner = DEVICE_ASKED,
                                        .camera = DEVICE_ASKED,
                                        .sound = DEVICE_ASKED,
                                        .keypad = DEVICE_ASKED,
                                        .keyboard = DEVICE_ASKED,
                                        .touch = DEVICE_ASKED,
                                        .courier = DEVICE_ASKED,
                                        .now_s = a->now_s,
                                        .clock = clock_judge_doubt(&a->clock),
                                        .version = a->world.firmware}};
    step_sheet(a, SHEET_STAFF, fx);
    look(a, fx);
}

void step_staff_gesture(struct app *a, struct effects *fx)
{
    if (a->overlay != OVERLAY_NONE || a->sheets.count > 0 || a->screen == SCREEN_STARTING) {
        return;
    }
    if (a->screen == SCREEN_SENDING) { /* the store reads the visit until it has answered */
        step_effect(fx, FX_SAY, MSG_STAFF_SENDING);
        return;
    }
    step_gate(a, STAFF_HOME, fx);
}

/* Back to the screen underneath, as it was. */
static void leave(struct app *a, struct effects *fx)
{
    if (a->screen == SCREEN_WELCOME) { /* and what a microphone heard is forgotten */
        step_home(a, fx);
        return;
    }
    a->sheets.count = 0;
    step_leave_wifi(a);
    a->staff = (struct staff){.asks = ACT_NOTHING};
    a->overlay = a->sheets.under;
    a->sheets.under = OVERLAY_NONE;
    a->sheets.turned = 0;
    a->overlay_since_ms = a->now_ms;
    a->last_touch_ms = a->now_ms;
    a->revision++;
    step_effect(fx, FX_SPEAK, 0);
}

/* --- what is meant must be confirmed --------------------------------------------------------- */

static void ask(struct app *a, enum staff_act act, struct effects *fx)
{
    a->staff.asks = act;
    step_overlay(a, OVERLAY_STAFF, fx);
}

static void rest(struct app *a, struct effects *fx)
{
    step_home(a, fx);
    a->care.closed = false; /* from now on because staff said so */
    a->screen = SCREEN_OUT_OF_SERVICE;
    step_effect(fx, FX_STAFF, STAFF_RESTED);
}

static void confirmed(struct app *a, struct effects *fx)
{
    const enum staff_act act = a->staff.asks;
    a->overlay = OVERLAY_NONE;
    if (act == ACT_BADGE_LOST) { /* its own line of the log says which */
        step_badge_lost(a, fx);
        return;
    }
    if (act >= ACT_FILE_SEND && act <= ACT_FILE_DROP) {
        step_file_act(a, act, fx);
        return;
    }
    log_event(EV_STAFF_ACT, act, a->visit != NULL);
    if (act == ACT_EXPORT) {
        a->revision++;
        step_effect(fx, FX_STAFF, STAFF_EXPORT);
        return;
    }
    if (act == ACT_REST) {
        rest(a, fx);
        return;
    }
    step_home(a, fx);
    if (act == ACT_RESTART) {
        step_effect(fx, FX_STAFF, STAFF_QUIT);
    }
}

static void serve(struct app *a, struct effects *fx)
{
    log_event(EV_STAFF_ACT, ACT_SERVE, 0);
    a->care.closed = false;
    a->care.lock = (struct care_word){.now = 0}; /* the lock from afar is theirs to open */
    step_home(a, fx);
    step_effect(fx, FX_STAFF, STAFF_SERVES);
}

void step_help(struct app *a, enum staff_help how, struct staff_person who)
{
    struct visit *v = a->visit;
    if (v->help == HELP_OVER && how == HELP_WITH) {
        return; /* what was done for her stays so */
    }
    v->assisted = true;
    v->help = how;
    v->aide = who;
    log_event(EV_ASSISTED, how == HELP_OVER, who.number);
}

/* Back to her page, with a sentence that she hears as well. */
static void help(struct app *a, enum staff_act what, struct effects *fx)
{
    const struct staff_person who = a->staff.who;
    const bool over = what == ACT_TAKE_OVER;
    leave(a, fx);
    step_help(a, over ? HELP_OVER : HELP_WITH, who);
    step_notice(a, over ? MSG_TAKEN_OVER : MSG_ASSISTED, fx);
}

/* --- acts ------------------------------------------------------------------------------------ */

static void retry(struct app *a, struct effects *fx)
{
    log_event(EV_STAFF_ACT, ACT_AGAIN, 0);
    a->staff.tried = true;
    a->revision++;
    step_effect(fx, FX_STAFF, STAFF_RETRY);
    step_effect(fx, FX_ASK, PORTAL_TRY);
    step_effect(fx, FX_SAY, MSG_TRYING_NOW);
}

static bool act(struct app *a, enum staff_act what, struct effects *fx)
{
    if (!staff_may(a->staff.who.role, what)) {
        return false;
    }
    if (what == ACT_PAPER) {
        step_open_paper_change(a, fx);
    } else if (what == ACT_FILES) {
        a->staff.file_page = 0;
        a->staff.tried = false;
        step_sheet(a, SHEET_STAFF_FILES, fx);
    } else if (what == ACT_VOICES && a->visit == NULL && a->screen == SCREEN_WELCOME) {
        step_open_studio(a, fx);
    } else if (what == ACT_SETUP && a->visit == NULL) {
        step_open_setup(a, false, fx);
    } else if (what == ACT_RESET || what == ACT_REST || what == ACT_RESTART || what == ACT_EXPORT) {
        ask(a, what, fx);
    } else if (what == ACT_SOUND) {
        step_effect(fx, FX_SAY, MSG_STAFF_SOUND_TEST);
    } else if (what == ACT_KEYS) {
        step_overlay(a, OVERLAY_KEYS, fx);
    } else if (what == ACT_LINES) {
        step_sheet(a, SHEET_STAFF_LINES, fx);
        step_effect(fx, FX_ASK, PORTAL_TRY);
        look(a, fx);
    } else if (what == ACT_CARRY) {
        a->staff.carried = (struct carry){.word = CARRY_NOTHING};
        step_sheet(a, SHEET_STAFF_CARRY, fx);
    } else if (what == ACT_KEY_OUT || what == ACT_IMPORT) {
        log_event(EV_STAFF_ACT, what, a->visit != NULL);
        step_effect(fx, FX_STAFF, what == ACT_IMPORT ? STAFF_IMPORT : STAFF_KEY_OUT);
    } else if (what == ACT_LOG) {
        step_open_log(a, fx);
    } else if (what == ACT_BADGES && a->visit == NULL) {
        step_open_badges(a, fx);
    } else if (what == ACT_DAY && a->visit == NULL) {
        step_open_day(a, fx);
    } else if (what == ACT_TESTS) {
        step_sheet(a, SHEET_STAFF_TESTS, fx);
    } else if (what == ACT_TOUCH) {
        a->staff.touched = 0;
        step_sheet(a, SHEET_STAFF_TOUCH, fx);
    } else if ((what == ACT_ASSIST || what == ACT_TAKE_OVER) && a->visit != NULL) {
        help(a, what, fx);
    } else if (what == ACT_SERVE) {
        serve(a, fx);
    } else {
        return false;
    }
    return true;
}

/* What cannot be undone is asked twice. */
static bool file_intent(struct app *a, const struct event *e, struct effects *fx)
{
    const enum staff_act what = (enum staff_act)e->argument;
    if (e->intent != INTENT_STAFF_ACT || what < ACT_FILE_SEND || what > ACT_FILE_DROP ||
        !staff_may(a->staff.who.role, what)) {
        return false;
    }
    if (what == ACT_FILE_SEND) {
        step_file_act(a, what, fx);
    } else {
        ask(a, what, fx);
    }
    return true;
}

static bool files_intent(struct app *a, const struct event *e, struct effects *fx)
{
    if (e->intent == INTENT_STAFF_ACT) {
        return step_open_file(a, e->argument - ACT_FILE, fx);
    }
    if (e->intent == INTENT_PAGE) {
        const int page = a->staff.file_page + e->argument;
        a->staff.file_page = page < 0 ? 0 : page;
        a->revision++;
        step_effect(fx, FX_SPEAK, 0);
        return true;
    }
    if (e->intent == INTENT_NEXT) {
        retry(a, fx);
        return true;
    }
    return false;
}

/* The clock of the page: staff who do not touch the glass any more are led back. */
static bool place(struct app *a, int which, struct effects *fx)
{
    if (which < 0 || which > ACT_PLACE_LAST - ACT_PLACE) {
        return false;
    }
    a->staff.touched |= 1U << (unsigned)which;
    a->revision++;
    if (a->staff.touched == STAFF_PLACES_ALL) {
        step_effect(fx, FX_CUE, CUE_WOVEN);
        step_effect(fx, FX_SPEAK, 0);
    }
    return true;
}

/* What staff turned or measured holds after the next start as well. */
static void keep_site(struct app *a, struct effects *fx)
{
    a->setup.chosen = *a->settings;
    a->setup.chosen.volume = a->site_volume;
    a->setup.chosen.light = a->light;
    a->setup.chosen.camera_dpi = a->camera_dpi;
    step_effect(fx, FX_SETUP, SETUP_WISH_KEEP);
    a->revision++;
}

/* Louder, lighter: heard and seen at once, and of every visit from now on. */
static bool turn(struct app *a, enum staff_act what, struct effects *fx)
{
    const int up = what == ACT_LOUDER || what == ACT_BRIGHTER ? 1 : -1;
    if (what == ACT_QUIETER || what == ACT_LOUDER) {
        const int volume = a->site_volume + up;
        a->site_volume = volume < 0 ? 0 : volume > VOLUME_MOST ? VOLUME_MOST : volume;
        a->volume = a->site_volume;
        step_effect(fx, FX_VOLUME, a->volume);
        step_effect(fx, FX_SAY, MSG_STAFF_SOUND_TEST);
    } else if (what == ACT_DARKER || what == ACT_BRIGHTER) {
        const int light = a->light + up * LIGHT_STEP;
        a->light = light < LIGHT_STEP ? LIGHT_STEP : light > 100 ? 100 : light;
        step_effect(fx, FX_STAFF, STAFF_LIGHT);
    } else {
        return false;
    }
    keep_site(a, fx);
    return true;
}

static void measure(struct app *a, struct effects *fx)
{
    if (a->staff.measure != MEASURE_RUNS) {
        a->staff.measure = MEASURE_RUNS;
        a->revision++;
        step_effect(fx, FX_STAFF, STAFF_MEASURE);
    }
}

/* Kept whatever it is: a camera of too few dots must not pass for a better one. */
static void measured(struct app *a, const struct staff_news *news, struct effects *fx)
{
    const bool well = !failed(news->error);
    a->staff.measure = well                                ? MEASURE_DONE
                       : news->error.code == ERR_NOT_FOUND ? MEASURE_NO_SHEET
                                                           : MEASURE_FAILED;
    if (well) {
        a->camera_dpi = news->camera_dpi;
        keep_site(a, fx);
    }
    if (app_sheet(a) == SHEET_STAFF_TESTS) {
        step_effect(fx, FX_SAY, (int)measure_message(a->staff.measure, a->camera_dpi));
    }
}

bool step_staff_confirms(struct app *a, const struct event *e, struct effects *fx)
{
    if (a->overlay != OVERLAY_STAFF) {
        return false;
    }
    if (e->intent == INTENT_STAFF_ACT && e->argument == ACT_YES) {
        confirmed(a, fx);
        return true;
    }
    return false;
}

bool step_staff_intent(struct app *a, const struct event *e, struct effects *fx)
{
    const enum sheet sheet = app_sheet(a);
    if (step_badge_intent(a, e, fx) || step_wifi_opens(a, e, fx)) {
        return true;
    }
    if (e->intent == INTENT_BACK) {
        if (sheet == SHEET_STAFF) {
            leave(a, fx);
        } else {
            step_close_sheet(a, fx);
        }
        return true;
    }
    if (sheet == SHEET_STAFF && e->intent == INTENT_NEXT) {
        step_sheet(a, SHEET_STAFF_MENU, fx);
        return true;
    }
    if (sheet == SHEET_STAFF_FILES && files_intent(a, e, fx)) {
        return true;
    }
    if (sheet == SHEET_STAFF_FILE) {
        return file_intent(a, e, fx);
    }
    if (sheet == SHEET_STAFF_LOG && step_log_intent(a, e, fx)) {
        return true;
    }
    if (sheet == SHEET_STAFF_DAY && step_day_intent(a, e, fx)) {
        return true;
    }
    if (sheet == SHEET_STAFF_PAPER && step_paper_change_intent(a, e, fx)) {
        return true;
    }
    if (sheet == SHEET_STAFF_LINES && e->intent == INTENT_NEXT) {
        step_effect(fx, FX_SAY, MSG_HEALTH_ASKED);
        step_effect(fx, FX_ASK, PORTAL_TRY);
        look(a, fx);
        return true;
    }
    if (e->intent != INTENT_STAFF_ACT) {
        return false;
    }
    if (sheet == SHEET_STAFF_TOUCH) {
        return place(a, e->argument - ACT_PLACE, fx);
    }
    if (sheet == SHEET_STAFF_TESTS && e->argument == ACT_MEASURE) {
        measure(a, fx);
        return true;
    }
    if (sheet == SHEET_STAFF_TESTS && turn(a, (enum staff_act)e->argument, fx)) {
        return true;
    }
    return act(a, (enum staff_act)e->argument, fx);
}

/* --- what the shell told --------------------------------------------------------------------- */

/* The printer and the courier are asked on other ways: what they said stays. */
void step_staff_told(struct app *a, const struct staff_news *news, struct effects *fx)
{
    struct staff *s = &a->staff;
    if (!is_open(a)) {
        return;
    }
    const struct health_facts old = s->facts;
    s->facts = news->facts;
    s->facts.now_s = a->now_s;
    s->facts.clock = clock_judge_doubt(&a->clock);
    s->facts.status = old.status;
    s->facts.online = old.online;
    s->facts.trouble = old.trouble;
    s->facts.courier = old.courier;
    if (s->facts.printer == DEVICE_WELL) {
        s->facts.printer = old.printer;
    }
    s->files = news->files;
    step_log_told(a, news->log, fx);
    step_stick_told(a, news, fx);
    step_badge_told(a, news, fx);
    step_file_told(a, news, fx);
    if (news->wish == STAFF_MEASURE) {
        measured(a, news, fx);
    }
    const bool more =
        news->carried.word != s->carried.word || news->carried.done != s->carried.done;
    s->carried = news->carried;
    if (more && app_sheet(a) == SHEET_STAFF_CARRY) {
        step_effect(fx, FX_SPEAK, 0);
    }
    if (!s->told && app_sheet(a) == SHEET_STAFF) { /* what is wrong is said once */
        step_effect(fx, FX_SPEAK, 1);
    }
    s->told = true;
    a->revision++;
}

void step_staff_printer(struct app *a, struct effects *fx)
{
    struct health_facts *f = &a->staff.facts;
    if (!is_open(a) || (a->staff.told && f->printer == DEVICE_NONE)) {
        return;
    }
    f->status = a->printer;
    f->printer = a->printer.answers || a->printer.online ? DEVICE_WELL : DEVICE_GONE;
    step_paper_change_told(a, fx);
}

void step_staff_portal(struct app *a, const struct portal_answer *answer)
{
    if (!is_open(a) || answer->question != PORTAL_CHECK) {
        return;
    }
    a->staff.facts.courier = failed(answer->error) ? DEVICE_GONE : DEVICE_WELL;
    a->staff.facts.online = !failed(answer->error) && answer->online;
    a->staff.facts.trouble = failed(answer->error) ? MSG_NONE : file_why(answer->trouble);
    a->revision++;
}

/* --- time ------------------------------------------------------------------------------------ */

static uint64_t every_ms(const struct app *a)
{
    const enum sheet sheet = app_sheet(a);
    return sheet == SHEET_STAFF_PAPER || sheet == SHEET_STAFF_CARRY ? QUICK_MS : LOOK_MS;
}

bool step_staff_tick(struct app *a, struct effects *fx)
{
    if (!is_open(a)) {
        return false;
    }
    if (app_sheet(a) == SHEET_STAFF_TOUCH && a->now_ms - a->last_touch_ms >= TOUCH_MS) {
        step_close_sheet(a, fx); /* a dead glass has no way back */
    }
    if (!a->speaking && a->now_ms - a->last_touch_ms >= QUIET_MS) {
        leave(a, fx);
        return true;
    }
    if (step_is_staff(app_sheet(a)) && a->now_ms - a->staff.looked_ms >= every_ms(a)) {
        look(a, fx);
    }
    return true;
}

int step_staff_deadline_ms(const struct app *a, uint64_t now_ms)
{
    if (!step_is_staff(app_sheet(a))) {
        return -1;
    }
    const uint64_t due = a->staff.looked_ms + every_ms(a);
    return due <= now_ms ? 0 : (int)(due - now_ms);
}
