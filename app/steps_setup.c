/* The set-up: where the kiosk stands, its panel, its devices, its portal, its languages, staff's
 * PIN. The first one lies over out of service and has no way out but its end; a later one lies over
 * staff's pages. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "app/citizen/commune.h"
#include "app/setup_inside.h"
#include "app/sound/languages.h"
#include "app/staff/site.h"
#include "platform/base/log.h"

#define TURN        90
#define UM_STEP     2
#define UM_LEAST    50
#define UM_MOST     2000
#define UM_PER_INCH 25400

static const enum setup_step typed_steps[] = {SETUP_PLACE, SETUP_NAME, SETUP_ADDRESS};

static bool is_typed(enum setup_step step)
{
    for (size_t i = 0; i < sizeof typed_steps / sizeof typed_steps[0]; i++) {
        if (typed_steps[i] == step) {
            return true;
        }
    }
    return false;
}

void setup_show(struct app *a, struct effects *fx)
{
    a->revision++;
    step_effect(fx, FX_SPEAK, 0);
}

static void wish(struct app *a, enum setup_wish what, struct effects *fx)
{
    a->setup.waits = true;
    a->setup.problem = MSG_NONE;
    a->revision++;
    step_effect(fx, FX_SETUP, (int)what);
}

/* --- typing ---------------------------------------------------------------------------------- */

static void filter(struct app *a)
{
    struct setup *s = &a->setup;
    s->pick_count =
        a->communes == NULL ? 0 : communes_filter(a->communes, s->typed, s->picks, SETUP_PICKS);
}

static void open_typing(struct app *a)
{
    struct setup *s = &a->setup;
    const char *own = strcmp(s->chosen.name, "kiosk") == 0 ? "" : s->chosen.name;
    const char *known = s->step == SETUP_NAME             ? own
                        : s->step == SETUP_PLACE          ? ""
                        : s->chosen.portal_url[0] != '\0' ? s->chosen.portal_url
                                                          : "https://";
    const enum composer_field field = s->step == SETUP_NAME ? FIELD_TEXT : FIELD_SEARCH;
    composer_init(&s->composer, s->typed, sizeof s->typed, field, false, known);
    if (s->step == SETUP_PLACE) {
        filter(a);
    }
}

static void press(struct app *a, int key, struct effects *fx)
{
    struct setup *s = &a->setup;
    const struct layout *layout = layout_of(s->composer.layer);
    if (s->composer.text == NULL || key < 0 || key >= layout->count) { /* nothing is typed yet */
        return;
    }
    if (!composer_press(&s->composer, &layout->keys[key])) {
        step_effect(fx, FX_CUE, CUE_CANNOT);
    }
    if (s->step == SETUP_PLACE) {
        filter(a);
    }
    s->problem = MSG_NONE;
    a->revision++;
}

/* --- the way through it ---------------------------------------------------------------------- */

void setup_enter(struct app *a, enum setup_step step, struct effects *fx)
{
    struct setup *s = &a->setup;
    setup_ask_leave(a, fx);
    s->step = step;
    s->problem = MSG_NONE;
    a->sheets.turned = 0;
    if (step == SETUP_ASK) {
        setup_ask_enter(a, fx);
        return;
    }
    if (is_typed(step)) {
        open_typing(a);
    }
    if (step == SETUP_DEVICES && s->found.count == 0) {
        s->searching = true;
        step_effect(fx, FX_SETUP, SETUP_WISH_FIND);
    }
    if (step == SETUP_BAR) {
        setup_bar_enter(a);
    }
    if (step == SETUP_PORTAL) {
        s->courier = DEVICE_ASKED;
        s->online = false;
        s->asked_ms = a->now_ms;
        step_effect(fx, FX_ASK, PORTAL_TRY);
        step_effect(fx, FX_ASK, PORTAL_CHECK);
    }
    if (step == SETUP_PIN) {
        memset(s->digits, 0, sizeof s->digits);
        memset(s->first_digits, 0, sizeof s->first_digits);
        s->again = false;
    }
    setup_show(a, fx);
}

void step_open_setup(struct app *a, bool first, struct effects *fx)
{
    a->setup =
        (struct setup){.first = first, .before = *a->settings, .chosen = *a->settings, .line = -1};
    a->setup.chosen.volume = a->site_volume; /* as staff turned or measured them since the start */
    a->setup.chosen.light = a->light;
    a->setup.chosen.camera_dpi = a->camera_dpi;
    if (first) { /* the default is nobody's answer */
        a->setup.chosen.commune[0] = '\0';
    }
    step_sheet(a, SHEET_SETUP, fx);
    setup_enter(a, SETUP_PLACE, fx);
}

void step_leave_setup(struct app *a, struct effects *fx)
{
    setup_ask_leave(a, fx);
    a->setup = (struct setup){.waits = false};
}

void app_first_setup(struct app *a, struct effects *effects)
{
    a->screen = SCREEN_OUT_OF_SERVICE;
    step_open_setup(a, true, effects);
}

/* Blanks around it, and what could not stand in the file. */
static bool keep_typed(struct setup *s, char *to, size_t least)
{
    composer_finish(&s->composer);
    if (strlen(s->typed) < least || strchr(s->typed, ';') != NULL) {
        return false;
    }
    memcpy(to, s->typed, sizeof s->typed);
    return true;
}

/* Slips lead to the portal's own address, unless the province named another one. */
static void lead_slips(struct setup *s)
{
    struct settings fresh;
    settings_default(&fresh);
    if (strcmp(s->chosen.public_url, fresh.public_url) != 0 &&
        strcasecmp(s->chosen.public_url, s->before.portal_url) != 0) {
        return;
    }
    size_t i = 0;
    for (; s->chosen.portal_url[i] != '\0' && i < 100; i++) {
        const char c = s->chosen.portal_url[i];
        s->chosen.public_url[i] = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }
    while (i > 0 && s->chosen.public_url[i - 1] == '/') {
        i--;
    }
    s->chosen.public_url[i] = '\0';
}

static void keep_address(struct app *a, struct effects *fx)
{
    struct setup *s = &a->setup;
    composer_finish(&s->composer);
    if (!site_is_address(s->typed)) {
        s->problem = MSG_SETUP_ADDRESS_WRONG;
        a->revision++;
        step_effect(fx, FX_SAY_SHOWN, MSG_SETUP_ADDRESS_WRONG);
        return;
    }
    memcpy(s->chosen.portal_url, s->typed, sizeof s->typed);
    lead_slips(s);
    wish(a, SETUP_WISH_KEEP, fx); /* the courier may begin */
}

static void next_pin(struct app *a, struct effects *fx)
{
    struct setup *s = &a->setup;
    if (s->digits[0] == '\0' && !s->first && !s->again) { /* the old one stays */
        setup_enter(a, SETUP_DONE, fx);
        return;
    }
    if (strlen(s->digits) < STAFF_PIN_MIN) {
        return;
    }
    if (!s->again) {
        memcpy(s->first_digits, s->digits, sizeof s->digits);
        memset(s->digits, 0, sizeof s->digits);
        s->again = true;
        s->problem = MSG_NONE;
        setup_show(a, fx);
        return;
    }
    if (strcmp(s->digits, s->first_digits) != 0) {
        setup_enter(a, SETUP_PIN, fx);
        s->problem = MSG_SETUP_PIN_OTHER;
        return;
    }
    wish(a, SETUP_WISH_PIN, fx);
}

static void next(struct app *a, struct effects *fx)
{
    struct setup *s = &a->setup;
    switch (s->step) {
    case SETUP_NAME:
        if (keep_typed(s, s->chosen.name, 1)) {
            setup_enter(a, SETUP_PANEL, fx);
        }
        break;
    case SETUP_ADDRESS:
        keep_address(a, fx);
        break;
    case SETUP_PIN:
        next_pin(a, fx);
        break;
    case SETUP_DONE:
        s->chosen.first_setup = false;
        wish(a, SETUP_WISH_KEEP, fx);
        break;
    case SETUP_PLACE:
        if (s->chosen.commune[0] != '\0') {
            setup_enter(a, SETUP_NAME, fx);
        }
        break;
    case SETUP_PANEL:
    case SETUP_DEVICES:
    case SETUP_PORTAL:
    case SETUP_LANGUAGES:
        setup_enter_beside(a, s->step, true, fx);
        break;
    case SETUP_ASK:
        setup_ask_next(a, fx);
        break;
    case SETUP_BAR:
        setup_bar_next(a, fx);
        break;
    case SETUP_STEPS:
        break;
    }
}

static void back(struct app *a, struct effects *fx)
{
    struct setup *s = &a->setup;
    if (s->step != SETUP_PLACE) {
        setup_enter_beside(a, s->step, false, fx);
    } else if (!s->first) {
        step_close_sheet(a, fx);
    }
}

/* --- the steps' own -------------------------------------------------------------------------- */

static void pick(struct app *a, int which, struct effects *fx)
{
    struct setup *s = &a->setup;
    struct buf out;
    if (s->step != SETUP_PLACE || which < 0 || which >= s->pick_count) {
        return;
    }
    const int unit = s->picks[which];
    memcpy(s->chosen.commune, a->communes->units[unit].code, 6);
    buf_init(&out, s->chosen.place, 41); /* as long as the setting may be */
    communes_label(a->communes, unit, &out);
    step_effect(fx, FX_CUE, CUE_WOVEN);
    setup_show(a, fx);
}

/* The whole root; panels have no more than 4096 on a side. */
static int root(int64_t square)
{
    int r = 0;
    for (int step = 1 << 13; step > 0; step >>= 1) {
        if ((int64_t)(r + step) * (r + step) <= square) {
            r += step;
        }
    }
    return r;
}

int setup_inch_um(const struct settings *s, int inches)
{
    return inches * UM_PER_INCH /
           root((int64_t)s->width * s->width + (int64_t)s->height * s->height);
}

static void measure(struct app *a, int um)
{
    a->setup.chosen.um_per_px = um < UM_LEAST ? UM_LEAST : um > UM_MOST ? UM_MOST : um;
    a->revision++;
}

/* The picture's own side that is above becomes its top. */
static void turn(struct app *a, int arrow)
{
    struct setup *s = &a->setup;
    const int quarters = (4 - arrow) % 4;
    const bool aside = quarters % 2 != 0;
    s->turn = arrow;
    s->chosen.rotation = (s->before.rotation + quarters * TURN) % (4 * TURN);
    s->chosen.width = aside ? s->before.height : s->before.width;
    s->chosen.height = aside ? s->before.width : s->before.height;
    a->revision++;
}

static void act(struct app *a, int what, struct effects *fx)
{
    static const int inches[] = SETUP_INCH;
    struct setup *s = &a->setup;
    if (what >= SETUP_TURN_UP && what <= SETUP_TURN_LEFT && s->step == SETUP_PANEL) {
        turn(a, what);
    } else if (what == SETUP_SHORTER || what == SETUP_LONGER) {
        measure(a, s->chosen.um_per_px + (what == SETUP_SHORTER ? UM_STEP : -UM_STEP));
    } else if (what == SETUP_FIND) {
        s->found.count = 0;
        setup_enter(a, SETUP_DEVICES, fx);
    } else if (what == SETUP_HEAR) {
        step_effect(fx, FX_SAY, MSG_STAFF_SOUND_TEST);
    } else if (what == SETUP_CHECK) {
        setup_enter(a, SETUP_PORTAL, fx);
    } else if (what >= SETUP_INCHES &&
               what < SETUP_INCHES + (int)(sizeof inches / sizeof inches[0])) {
        measure(a, setup_inch_um(&s->before, inches[what - SETUP_INCHES]));
    } else if (s->step == SETUP_ASK) {
        setup_ask_act(a, what, fx);
    } else if (s->step == SETUP_BAR) {
        setup_bar_act(a, what, fx);
    }
}

bool setup_has_language(const struct settings *s, const char *code)
{
    char own[LANGUAGE_CODE];
    for (int i = 0; settings_language(s, i, own) != NULL; i++) {
        if (strcmp(own, code) == 0) {
            return true;
        }
    }
    return false;
}

/* Its tile goes, or comes at the end. The first language stays: the kiosk opens in it. */
static void flip_language(struct app *a, int index)
{
    struct settings *s = &a->setup.chosen;
    const struct language *l = language_at(index);
    char code[LANGUAGE_CODE];
    char list[SETTING_TEXT];
    struct buf out;
    if (l == NULL || a->setup.step != SETUP_LANGUAGES) {
        return;
    }
    const bool had = setup_has_language(s, l->code);
    int count = 0;
    buf_init(&out, list, sizeof list);
    for (int i = 0; settings_language(s, i, code) != NULL; i++) {
        if (i == 0 || strcmp(code, l->code) != 0) {
            buf_printf(&out, "%s%s", count++ > 0 ? "," : "", code);
        }
    }
    if (!had && count < LANGUAGES_MAX) {
        buf_printf(&out, ",%s", l->code);
    }
    if (!out.full) {
        memcpy(s->languages, list, out.len + 1);
    }
    a->revision++;
}

static void type_pin(struct app *a, int key)
{
    struct setup *s = &a->setup;
    const size_t length = strlen(s->digits);
    if (key >= 0 && key <= 9 && length < STAFF_PIN_MAX) {
        s->digits[length] = (char)('0' + key);
    } else if (key == KEY_ERASE && length > 0) {
        s->digits[length - 1] = '\0';
    } else if (key == KEY_CLEAR) {
        memset(s->digits, 0, sizeof s->digits);
    }
    s->problem = MSG_NONE;
    a->revision++;
}

bool step_setup_intent(struct app *a, const struct event *e, struct effects *fx)
{
    struct setup *s = &a->setup;
    if (s->waits) {
        return true;
    }
    switch (e->intent) {
    case INTENT_BACK:
        back(a, fx);
        return true;
    case INTENT_NEXT:
        next(a, fx);
        return true;
    case INTENT_KEY:
        if (s->step == SETUP_PIN) {
            type_pin(a, e->argument);
        } else if (is_typed(s->step)) {
            press(a, e->argument, fx);
        }
        return true;
    case INTENT_PICK:
        pick(a, e->argument, fx);
        return true;
    case INTENT_TOGGLE:
        flip_language(a, e->argument);
        return true;
    case INTENT_SETUP:
        act(a, e->argument, fx);
        return true;
    default:
        return false;
    }
}

/* A sheet of the province holds the portal's address as a code. */
bool step_setup_scan(struct app *a, const struct event *e, struct effects *fx)
{
    struct setup *s = &a->setup;
    if (app_sheet(a) != SHEET_SETUP || s->step != SETUP_ADDRESS || s->waits) {
        return false;
    }
    if (strlen(e->text) >= 121 || !site_is_address(e->text)) {
        step_effect(fx, FX_CUE, CUE_CANNOT);
        s->problem = MSG_SETUP_ADDRESS_WRONG;
        a->revision++;
        step_effect(fx, FX_SAY_SHOWN, MSG_SETUP_ADDRESS_WRONG);
        return true;
    }
    composer_init(&s->composer, s->typed, sizeof s->typed, FIELD_SEARCH, false, e->text);
    s->problem = MSG_NONE;
    step_effect(fx, FX_CUE, CUE_WOVEN);
    setup_show(a, fx);
    return true;
}
