#include "ui/stage_scenes.h"

#include <stdio.h>
#include <string.h>

#include "app/citizen/catalogue.h"
#include "app/finding.h"
#include "app/typing/composer.h"

#define QR_SIDE 21 /* of an empty one */

enum {
    CALLED,
    CALL_LATE,
    CALL_UNHEARD,
    CALL_COMING,
    CALL_CLOSED,
    CALL_CLOSED_HOUR,
    CALL_CLOSED_NOW,
    CALL_AWAY
};
enum { STAFF_WELL, STAFF_FAULTS, STAFF_EMPTY };

/* Parts beyond the enums: a received file in the portal's states, and two of what only she knows.
 */
enum { PORTAL_STATES = 100, HERS_MISSING = 100, HERS_RESULT };

static const struct scene scenes[] = {
    {.screen = SCREEN_WELCOME},
    {.screen = SCREEN_NEED},
    {.screen = SCREEN_SEARCH},
    {.screen = SCREEN_LIST},
    {.screen = SCREEN_INFO},
    {.screen = SCREEN_SUMMARY},
    {.screen = SCREEN_CONSENT},
    {.screen = SCREEN_IDENTITY},
    {.screen = SCREEN_TYPE_ID},
    {.screen = SCREEN_SENDING, .part = STAGE_SAVED},
    {.screen = SCREEN_OUTCOME, .part = STAGE_RECEIVED},
    {.screen = SCREEN_OUTCOME, .part = STAGE_SENT},
    {.screen = SCREEN_OUTCOME, .part = STAGE_SAVED},
    {.screen = SCREEN_OUTCOME, .part = STAGE_HELD},
    {.screen = SCREEN_OUTCOME, .part = STAGE_RECEIVED, .failed = true},
    {.screen = SCREEN_OUTCOME, .part = STAGE_SAVED, .failed = true},
    {.screen = SCREEN_OUTCOME, .part = STAGE_RECEIVED, .asked = true},
    {.screen = SCREEN_SLIP},
    {.screen = SCREEN_FILE, .part = FILE_UNKNOWN},
    {.screen = SCREEN_FILE, .part = FILE_SAVED},
    {.screen = SCREEN_FILE, .part = FILE_SENDING},
    {.screen = SCREEN_FILE, .part = FILE_SENT},
    {.screen = SCREEN_FILE, .part = FILE_RECEIVED},
    {.screen = SCREEN_FILE, .part = FILE_HELD},
    {.screen = SCREEN_FILE, .part = FILE_EXPORTED},
    {.screen = SCREEN_FILE, .part = FILE_WITHDRAWN},
    {.screen = SCREEN_FILE, .part = FILE_ASKED},
    {.screen = SCREEN_FILE, .part = FILE_TOO_LATE},
    {.screen = SCREEN_WITHDRAW},
    {.screen = SCREEN_FILE, .part = PORTAL_STATES + 1},
    {.screen = SCREEN_FILE, .part = PORTAL_STATES + 2},
    {.screen = SCREEN_FILE, .part = PORTAL_STATES + 3},
    {.screen = SCREEN_FILE, .part = PORTAL_STATES + 4},
    {.screen = SCREEN_FILE, .part = PORTAL_STATES + 5},
    {.screen = SCREEN_FILE, .part = PORTAL_STATES + 6},
    {.screen = SCREEN_FILE, .part = PORTAL_STATES + 7},
    {.screen = SCREEN_FILE, .part = PORTAL_STATES + 8},
    {.screen = SCREEN_FILE, .part = PORTAL_STATES + 9},
    {.screen = SCREEN_FILE, .part = PORTAL_STATES + 10},
    {.screen = SCREEN_FILE, .part = PORTAL_STATES + 11},
    {.screen = SCREEN_HERS, .part = HERS_KNOWN},
    {.screen = SCREEN_HERS, .part = HERS_ASKING},
    {.screen = SCREEN_HERS, .part = HERS_SIGN_IN},
    {.screen = SCREEN_HERS, .part = HERS_NOT},
    {.screen = SCREEN_HERS, .part = HERS_OFFLINE},
    {.screen = SCREEN_HERS, .part = HERS_NONE},
    {.screen = SCREEN_HERS, .part = HERS_MISSING},
    {.screen = SCREEN_HERS, .part = HERS_RESULT},
    {.screen = SCREEN_RESULT, .part = LINK_WAITING},
    {.screen = SCREEN_RESULT, .part = LINK_ASKING},
    {.screen = SCREEN_RESULT, .part = LINK_TAKEN},
    {.screen = SCREEN_RESULT, .part = LINK_EXPIRED},
    {.screen = SCREEN_RESULT, .part = LINK_OFFLINE},
    {.screen = SCREEN_RESUME},
    {.screen = SCREEN_YEAR},
    {.screen = SCREEN_YEAR, .failed = true},
    {.screen = SCREEN_LATER},
    {.screen = SCREEN_LATER, .part = 1},
    {.screen = SCREEN_LATER, .part = 1, .failed = true},
    {.screen = SCREEN_LATER, .part = 1, .asked = true},
    {.screen = SCREEN_RATING},
    {.screen = SCREEN_GOODBYE},
    {.screen = SCREEN_STARTING},
    {.screen = SCREEN_OUT_OF_SERVICE},
    {.screen = SCREEN_LOOKED_AFTER},
    {.screen = SCREEN_LOOKED_AFTER, .part = 1},
    {.screen = SCREEN_NEED, .sheet = SHEET_LANGUAGES},
    {.screen = SCREEN_NEED, .sheet = SHEET_NOT_READY},
    {.screen = SCREEN_NEED, .sheet = SHEET_OFFICER, .part = CALLED},
    {.screen = SCREEN_NEED, .sheet = SHEET_OFFICER, .part = CALL_LATE},
    {.screen = SCREEN_NEED, .sheet = SHEET_OFFICER, .part = CALL_UNHEARD},
    {.screen = SCREEN_NEED, .sheet = SHEET_OFFICER, .part = CALL_COMING},
    {.screen = SCREEN_NEED, .sheet = SHEET_OFFICER, .part = CALL_CLOSED},
    {.screen = SCREEN_NEED, .sheet = SHEET_OFFICER, .part = CALL_CLOSED_HOUR},
    {.screen = SCREEN_NEED, .sheet = SHEET_OFFICER, .part = CALL_CLOSED_NOW},
    {.screen = SCREEN_NEED, .sheet = SHEET_OFFICER, .part = CALL_AWAY},
    {.screen = SCREEN_NEED, .sheet = SHEET_LIMIT, .part = HOURLY_APPLICATIONS},
    {.screen = SCREEN_NEED, .sheet = SHEET_LIMIT, .part = HOURLY_TICKETS},
    {.screen = SCREEN_NEED, .sheet = SHEET_LIMIT, .part = HOURLY_CALLS},
    {.screen = SCREEN_NEED, .sheet = SHEET_LIMIT, .part = HOURLY_LOOKUPS},
    {.screen = SCREEN_INFO, .sheet = SHEET_LIMIT, .part = HOURLY_PRINTS},
    {.screen = SCREEN_NEED, .sheet = SHEET_DISPLAY},
    {.screen = SCREEN_NEED, .sheet = SHEET_HEARING},
    {.screen = SCREEN_NEED, .sheet = SHEET_REACH},
    {.screen = SCREEN_NEED, .sheet = SHEET_GATE, .part = PIN_READY},
    {.screen = SCREEN_NEED, .sheet = SHEET_GATE, .part = PIN_WRONG},
    {.screen = SCREEN_NEED, .sheet = SHEET_GATE, .part = PIN_LOCKED},
    {.screen = SCREEN_NEED, .sheet = SHEET_GATE, .part = PIN_CLOSED},
    {.screen = SCREEN_NEED, .sheet = SHEET_GATE, .part = PIN_LOCKED, .failed = true},
    {.screen = SCREEN_NEED, .sheet = SHEET_GATE, .part = PIN_CLOSED, .failed = true},
    {.screen = SCREEN_NEED, .sheet = SHEET_GATE, .part = PIN_UNSET},
    {.screen = SCREEN_NEED, .sheet = SHEET_GATE, .part = PIN_BROKEN},
    {.screen = SCREEN_NEED, .sheet = SHEET_GATE, .part = PIN_CHOOSE},
    {.screen = SCREEN_NEED, .sheet = SHEET_GATE, .part = PIN_CHOOSE, .failed = true},
    {.screen = SCREEN_NEED, .overlay = OVERLAY_IDLE},
    {.screen = SCREEN_NEED, .overlay = OVERLAY_READ_ALOUD},
    {.screen = SCREEN_NEED, .overlay = OVERLAY_LEAVE},
    {.screen = SCREEN_NEED, .overlay = OVERLAY_KEYS},
    {.screen = SCREEN_NEED, .overlay = OVERLAY_TOOLS},
    {.screen = SCREEN_NEED, .overlay = OVERLAY_SWITCHES},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF, .part = STAFF_WELL},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF, .part = STAFF_FAULTS},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF, .part = STAFF_EMPTY},
    {.screen = SCREEN_NEED, .sheet = SHEET_STAFF_MENU},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_PAPER, .part = PAPER_STEP_OPEN},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_PAPER, .part = PAPER_STEP_ROLL},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_PAPER, .part = PAPER_STEP_CLOSE},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_PAPER, .part = PAPER_STEP_TEST},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_FILES},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_FILE},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_CARRY, .part = CARRY_NOTHING},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_CARRY, .part = CARRY_NO_STICK},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_CARRY, .part = CARRY_NO_KEY},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_CARRY, .part = CARRY_OWN_KEY},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_CARRY, .part = CARRY_FULL},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_CARRY, .part = CARRY_KEY_OUT},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_CARRY, .part = CARRY_SEALING},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_CARRY, .part = CARRY_WRITTEN},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_CARRY, .part = CARRY_TAKEN},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_CARRY, .part = CARRY_FAILED},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_LOG},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_BADGES},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_BADGES, .part = 1},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_BADGES, .failed = true},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_BADGE, .part = BADGE_STEP_NUMBER},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_BADGE, .part = BADGE_STEP_ROLE},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_BADGE, .part = BADGE_STEP_MAKING},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_BADGE, .part = BADGE_STEP_MADE},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_BADGE, .part = BADGE_STEP_FULL},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_BADGE, .part = BADGE_STEP_REFUSED},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_DAY},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_LINES},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_LINES, .part = STAFF_FAULTS},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_WIFI},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_WIFI, .part = STAFF_EMPTY},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_WIFI_ONE},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_TESTS},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STAFF_TOUCH},
    {.screen = SCREEN_OUT_OF_SERVICE, .sheet = SHEET_SETUP, .part = SETUP_PLACE},
    {.screen = SCREEN_OUT_OF_SERVICE, .sheet = SHEET_SETUP, .part = SETUP_NAME},
    {.screen = SCREEN_OUT_OF_SERVICE, .sheet = SHEET_SETUP, .part = SETUP_PANEL},
    {.screen = SCREEN_OUT_OF_SERVICE, .sheet = SHEET_SETUP, .part = SETUP_DEVICES},
    {.screen = SCREEN_OUT_OF_SERVICE, .sheet = SHEET_SETUP, .part = SETUP_ASK},
    {.screen = SCREEN_OUT_OF_SERVICE, .sheet = SHEET_SETUP, .part = SETUP_BAR},
    {.screen = SCREEN_OUT_OF_SERVICE, .sheet = SHEET_SETUP, .part = SETUP_ADDRESS},
    {.screen = SCREEN_OUT_OF_SERVICE, .sheet = SHEET_SETUP, .part = SETUP_PORTAL},
    {.screen = SCREEN_OUT_OF_SERVICE, .sheet = SHEET_SETUP, .part = SETUP_LANGUAGES},
    {.screen = SCREEN_OUT_OF_SERVICE, .sheet = SHEET_SETUP, .part = SETUP_PIN},
    {.screen = SCREEN_OUT_OF_SERVICE, .sheet = SHEET_SETUP, .part = SETUP_DONE},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STUDIO},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STUDIO_WORK},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STUDIO_COVER},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STUDIO_PEOPLE},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STUDIO_PERSON, .part = PART_NAME},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STUDIO_PERSON, .part = PART_DIALECT},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STUDIO_PERSON, .part = PART_PLACE},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STUDIO_PERSON, .part = PART_AGREED},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STUDIO_RECORD},
    {.screen = SCREEN_WELCOME, .sheet = SHEET_STUDIO_REVIEW},
    {.screen = SCREEN_SIGN_IN, .sheet = SHEET_GATE, .part = PIN_READY, .asked = true},
};

#define SCENES ((int)(sizeof scenes / sizeof scenes[0]))

const struct scene *scene_at(int i)
{
    return i >= 0 && i < SCENES ? &scenes[i] : NULL;
}

static bool has_visit(enum screen screen)
{
    return screen != SCREEN_WELCOME && screen != SCREEN_RATING && screen != SCREEN_GOODBYE &&
           screen != SCREEN_STARTING && screen != SCREEN_OUT_OF_SERVICE &&
           screen != SCREEN_LOOKED_AFTER;
}

/* It is not begun, so that no log tells of it. */
static bool put_visit(struct app *a, const struct procedure *procedure)
{
    struct visit *v = arena_alloc(a->arena, sizeof *v);
    a->visit = v;
    if (v == NULL) {
        return false;
    }
    v->page = FORM_NONE;
    v->filling = FORM_NONE;
    v->procedure = procedure;
    v->qr = arena_alloc(a->arena, (size_t)QR_SIDE * QR_SIDE);
    v->qr_side = v->qr != NULL ? QR_SIDE : 0;
    v->composer = arena_alloc(a->arena, sizeof *v->composer);
    if (v->composer != NULL) {
        composer_init(v->composer, v->composer_text, sizeof v->composer_text, FIELD_SEARCH, true,
                      NULL);
    }
    return v->composer != NULL;
}

static void put_call(struct app *a, int part)
{
    a->call = (struct officer_call){.open = true,
                                    .late = part == CALL_LATE,
                                    .unheard = part == CALL_UNHEARD,
                                    .coming = part == CALL_COMING,
                                    .closed = part >= CALL_CLOSED && part <= CALL_CLOSED_NOW,
                                    .away = part == CALL_AWAY,
                                    .coming_s = a->now_s};
    if (part == CALL_CLOSED || part == CALL_CLOSED_HOUR) {
        memcpy(a->call.until, part == CALL_CLOSED ? "13:30" : "14:00", sizeof a->call.until);
    }
}

/* The first procedure that has no form here. */
static bool inform(struct app *a)
{
    for (int i = 0; a->catalogue != NULL && i < a->catalogue->count; i++) {
        if (a->catalogue->entries[i].form == NULL && !a->catalogue->entries[i].repealed) {
            a->visit->finding.entry = i;
            return true;
        }
    }
    return false;
}

/* What came of a file that was sent. */
static void put_outcome(struct app *a, const struct scene *scene)
{
    struct visit *v = a->visit;
    v->stored = true;
    v->stage = (enum portal_stage)scene->part;
    v->printed = !scene->failed && !scene->asked;
    v->slip_asked = scene->asked;
    v->print_failed = scene->failed;
    a->printer.paper = scene->failed ? PAPER_OUT : a->printer.paper;
    (void)snprintf(v->slip, sizeof v->slip, "000000000000");
}

static bool search(struct app *a)
{
    const bool may = a->catalogue != NULL && a->search != NULL && a->needs != NULL;
    if (may) {
        finding_search(a);
    }
    return may;
}

/* What the portal tells of a file, and a result on its way. */
static void put_hers(struct app *a, const struct scene *scene)
{
    struct portal_file *told = &a->visit->hers.told;
    const bool known = scene->part >= HERS_MISSING || scene->screen == SCREEN_RESULT;
    told->state = known ? HERS_KNOWN : (enum portal_hers)scene->part;
    told->portal_state = 4;
    told->papers_asked = scene->part == HERS_MISSING;
    told->asked_count = scene->part == HERS_MISSING;
    told->result_count = scene->part == HERS_RESULT;
    told->has_file[0] = true;
    if (scene->screen == SCREEN_RESULT) {
        told->link = (enum portal_link)scene->part;
    }
    a->visit->hers.qr = a->visit->qr;
    a->visit->hers.qr_side = a->visit->qr_side;
}

static void put_later(struct app *a, const struct scene *scene)
{
    a->visit->later = (struct later){.kept = scene->part == 1,
                                     .printed = !scene->failed && !scene->asked,
                                     .print_failed = scene->failed,
                                     .unsure = scene->asked,
                                     .qr = a->visit->qr,
                                     .qr_side = a->visit->qr_side};
}

static bool dress(struct app *a, const struct scene *scene)
{
    struct visit *v = a->visit;
    v->lookup.stage = (enum file_stage)scene->part;
    if (scene->screen == SCREEN_FILE && scene->part > PORTAL_STATES) {
        v->lookup.stage = FILE_RECEIVED;
        v->lookup.state = scene->part - PORTAL_STATES;
    }
    if (scene->screen == SCREEN_HERS || scene->screen == SCREEN_RESULT) {
        put_hers(a, scene);
    }
    if (scene->screen == SCREEN_LATER) {
        put_later(a, scene);
    }
    if (scene->sheet == SHEET_GATE && scene->asked) { /* whose papers were looked at */
        (void)snprintf(v->given, sizeof v->given, "064195000002");
    }
    if (scene->screen == SCREEN_YEAR && scene->failed) {
        v->has_problem = true;
        v->problem_message = MSG_YEAR_WRONG;
    }
    if (scene->screen == SCREEN_SENDING || scene->screen == SCREEN_OUTCOME) {
        put_outcome(a, scene);
    }
    if (scene->screen == SCREEN_LIST) {
        (void)snprintf(v->finding.tile, sizeof v->finding.tile, "residence");
    }
    return scene->screen == SCREEN_SUMMARY                                  ? v->procedure != NULL
           : scene->screen == SCREEN_INFO                                   ? inform(a)
           : scene->screen == SCREEN_SEARCH || scene->screen == SCREEN_LIST ? search(a)
                                                                            : true;
}

/* The studio as it is, on the page of the scene. */
static bool put_studio(struct app *a, const struct app *real, const struct scene *scene)
{
    struct studio *s = &a->studio;
    if (real->studio.desk == NULL || real->studio.desk->prompts.count == 0) {
        return false;
    }
    *s = (struct studio){.desk = real->studio.desk,
                         .place = "",
                         .part = (enum person_part)scene->part,
                         .message = MSG_STUDIO_TITLE};
    (void)snprintf(s->language, sizeof s->language, "%s", real->studio.language);
    s->reviews = scene->sheet == SHEET_STUDIO_REVIEW;
    composer_init(&s->composer, s->typed, sizeof s->typed, FIELD_NAME, true, NULL);
    return s->desk->folder.messages[s->message].text != NULL;
}

static bool is_studio(enum sheet sheet)
{
    return sheet >= SHEET_STUDIO && sheet <= SHEET_STUDIO_REVIEW;
}

static void put_wifi(struct app *a, const struct scene *scene)
{
    struct wifi_desk *d = &a->wifi;
    const struct wifi_network network = {.name = "UBND-xa", .bars = 3, .kind = WIFI_PROTECTED};
    *d = (struct wifi_desk){.told = true, .chosen = network, .types = true};
    d->facts.state = WIFI_IDLE;
    d->facts.rows[0] = network;
    d->facts.count = scene->part == STAFF_EMPTY ? 0 : 1;
    composer_init(&d->composer, d->typed, sizeof d->typed, FIELD_SECRET, false, NULL);
}

/* A kiosk without a fault, one with many, one without devices. */
static void put_staff(struct app *a, const struct scene *scene)
{
    const bool wrong = scene->part == STAFF_FAULTS;
    const enum device_word word = wrong                        ? DEVICE_GONE
                                  : scene->part == STAFF_EMPTY ? DEVICE_NONE
                                                               : DEVICE_WELL;
    a->staff = (struct staff){
        .told = true,
        .carried = {.word = scene->sheet == SHEET_STAFF_CARRY ? (enum carry_word)scene->part
                                                              : CARRY_NOTHING,
                    .stays = 1,
                    .fingerprint = "1a2b"},
        .paper = scene->sheet == SHEET_STAFF_PAPER ? (enum paper_step)scene->part : PAPER_STEP_OPEN,
        .facts = {.printer = word,
                  .status = {.online = true, .answers = true, .paper = PAPER_OK},
                  .scanner = word,
                  .camera = word,
                  .sound = word,
                  .keypad = word,
                  .beacon = word,
                  .keyboard = word,
                  .touch = word,
                  .machine_told = true,
                  .machine = {.lines = 1,
                              .lines_up = !wrong,
                              .disk_free = wrong ? 0 : INT32_MAX,
                              .clock_kept = !wrong,
                              .clock_set = !wrong,
                              .power = wrong ? POWER_BATTERY : POWER_MAINS},
                  .courier = word,
                  .outbox = {.told = true, .waiting = wrong, .held = wrong},
                  .now_s = a->now_s,
                  .version = "1"}};
}

/* A list with a badge that is good, one that is over and one that was lost; or none. */
static void put_badges(struct app *a, const struct scene *scene)
{
    static const struct badge_list some = {
        .rows = {{.who = {STAFF_OFFICER, 14}, .last_day = 29991231},
                 {.who = {STAFF_TECHNICIAN, 3}, .last_day = 20200101},
                 {.who = {STAFF_MANAGER, 1}, .last_day = 29991231, .lost = true}},
        .count = 3};
    static const struct badge_list none = {.count = 0};
    const bool listed = scene->sheet == SHEET_STAFF_BADGES;
    const enum badge_step step = listed ? BADGE_STEP_NUMBER : (enum badge_step)scene->part;
    a->staff.badge = (struct badge_desk){.list = listed && scene->part == 1 ? &none : &some,
                                         .asked = true,
                                         .broken = scene->failed,
                                         .step = step,
                                         .digits = "14",
                                         .who = {STAFF_OFFICER, 14},
                                         .months = 12};
}

/* A set-up for the first time, some devices found. */
static void put_setup(struct app *a, const struct scene *scene)
{
    struct setup *s = &a->setup;
    *s = (struct setup){.step = (enum setup_step)scene->part,
                        .first = true,
                        .chosen = *a->settings,
                        .before = *a->settings,
                        .told = -1,
                        .light = -1,
                        .dots = 576,
                        .courier = DEVICE_WELL};
    s->found.rows[0] = (struct found_device){.kind = FOUND_PRINTER};
    s->found.count = 1;
    composer_init(&s->composer, s->typed, sizeof s->typed, FIELD_SEARCH, false, NULL);
}

static void borrow(struct app *a, const struct app *real)
{
    a->catalogue = real->catalogue;
    a->search = real->search;
    a->needs = real->needs;
    a->routes = real->routes;
    a->communes = real->communes;
    a->now_s = real->now_s;
    a->now_ms = real->now_ms;
    a->text_percent = 100;
    a->online = true;
    a->printer = (struct printer_status){.online = true, .answers = true};
    a->starting_steps = 6;
}

bool scene_set(struct app *a, const struct app *real, const struct scene *scene,
               const struct procedure *procedure)
{
    borrow(a, real);
    a->screen = scene->screen;
    a->overlay = scene->overlay;
    if (scene->sheet != SHEET_NONE) {
        a->sheets.open[a->sheets.count++] = scene->sheet;
    }
    if (is_studio(scene->sheet)) {
        return put_studio(a, real, scene);
    }
    if (scene->sheet >= SHEET_STAFF && scene->sheet <= SHEET_STAFF_TOUCH) {
        put_staff(a, scene);
        put_badges(a, scene);
    }
    if (scene->sheet == SHEET_SETUP) {
        put_setup(a, scene);
    }
    put_wifi(a, scene);
    if (scene->screen == SCREEN_LOOKED_AFTER && scene->part > 0) {
        a->hold.restart_ms = a->now_ms + 60000 * (uint64_t)scene->part;
    }
    if (scene->sheet == SHEET_OFFICER) {
        put_call(a, scene->part);
    }
    if (scene->sheet == SHEET_LIMIT) {
        a->limited = (enum hourly_what)scene->part;
    }
    a->gate = (struct staff_gate){
        .word = (enum pin_word)scene->part, .tries = 3, .minutes = 5, .roles = 7};
    a->gate.province = (struct province_answer){
        .word = PROVINCE_READY, .tries = PROVINCE_TRIES, .number = "48291307"};
    if (scene->failed && scene->part != PIN_CHOOSE) { /* the province's code, wrong or closed */
        a->gate.coding = scene->sheet == SHEET_GATE;
        a->gate.province.word = scene->part == PIN_LOCKED ? PROVINCE_WRONG : PROVINCE_CLOSED;
    }
    if (scene->failed && scene->sheet == SHEET_GATE) { /* a technician cannot confirm this */
        a->gate.task = STAFF_WITHDRAW;
    } else {
        a->gate.task = scene->asked ? STAFF_ASSIST : STAFF_HOME;
    }
    return !has_visit(scene->screen) || (put_visit(a, procedure) && dress(a, scene));
}
