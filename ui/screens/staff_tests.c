/* 67, 68, 75: network and portal; what can be tried and turned; nine places to touch. */
#include <string.h>

#include "app/steward/desired.h"
#include "ui/screens/all.h"
#include "ui/screens/staff.h"
#include "ui/screens/studio.h"

#define PLACES 9

/* --- 75: network and portal ------------------------------------------------------------------- */

static bool is_of_lines(enum health_part part)
{
    return part == HEALTH_NETWORK || part == HEALTH_PORTAL || part == HEALTH_UNSENT ||
           part == HEALTH_CLOCK;
}

static enum message_id refusal(enum desired_why why)
{
    return why == DESIRED_UNKNOWN ? MSG_AFAR_UNKNOWN
           : why == DESIRED_LOCAL ? MSG_AFAR_LOCAL
                                  : MSG_AFAR_VALUE;
}

/* One setting from afar as engineers write it; refused ones with why. */
static void put_setting(struct builder *b, int column, const struct desired_key *k)
{
    const bool set = k->why == DESIRED_SET;
    struct view_node node = {
        .name = text_format(b, "afar.%s", k->key),
        .role = ROLE_TEXT,
        .look = LOOK_BODY_MUTED,
        .label = set ? text_format(b, "%s = %s", k->key, k->value)
                     : text_format(b, "%s: %s", k->key, text_of(b, refusal(k->why))),
        .quiet = true}; /* said when it is touched, not with every line */
    say_more(&node, (struct say){.kind = SAY_LETTERS, .text = text_format(b, "%s", k->key)});
    if (!set) {
        say_more(&node, say_message(refusal(k->why)));
    }
    put(b, column, node);
}

/* Which settings come from afar, for who looks for why a kiosk behaves so. */
static void put_afar(struct builder *b, int column, const struct desired *d)
{
    const int refused = desired_refused(d);
    const int card = put_group(b, column,
                               (struct view_node){.look = LOOK_CARD,
                                                  .pad_x = 36,
                                                  .pad_y = 18,
                                                  .gap = 8,
                                                  .state = refused > 0 ? STATE_ERROR : 0});
    put_counted(b, card, "afar.set", MSG_AFAR_SET, d->version, d->count - refused);
    if (refused > 0) {
        put_counted(b, card, "afar.refused", MSG_AFAR_REFUSED, refused, 0);
    }
    for (int refusals = 1; refusals >= 0; refusals--) {
        for (int i = 0; i < d->count; i++) {
            if ((d->keys[i].why != DESIRED_SET) == (refusals == 1)) {
                put_setting(b, column, &d->keys[i]);
            }
        }
    }
}

void sheet_staff_lines_build(struct builder *b)
{
    struct health_row rows[HEALTH_PARTS];
    health_rows(&b->app->staff.facts, rows);
    const struct roof roof = staff_roof(b, MSG_STAFF_LINES, MSG_STAFF_LINES_HINT);
    put_roof(b, &roof);
    const int column = put_answers(b, 18);
    for (int i = 0; i < HEALTH_PARTS; i++) {
        if (is_of_lines(rows[i].part)) {
            if (rows[i].act == ACT_LINES) { /* one is there */
                rows[i].act = ACT_NOTHING;
            }
            put_health(b, column, &rows[i]);
        }
    }
    if (staff_may(b->app->staff.who.role, ACT_WIFI)) {
        put_two(b, column, MSG_WIFI_TITLE, MSG_WIFI_DETAIL,
                (struct view_node){.name = "staff.wifi",
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_ROW,
                                   .icon = ICON_NETWORK + 1,
                                   .icon_dp = 64,
                                   .h = 126,
                                   .intent = {INTENT_STAFF_ACT, ACT_WIFI, NULL}});
    }
    if (b->app->world.afar != NULL) {
        put_afar(b, column, b->app->world.afar);
    }
    put_space(b, column);
    put_back(b);
    put_next(b, MSG_STAFF_TRY, ICON_RESET, MSG_NONE);
    put_tools(b);
}

/* --- what can be tried and turned ------------------------------------------------------------- */

static void put_try(struct builder *b, int grid, const char *name, enum message_id label,
                    enum message_id detail, int icon, enum staff_act act)
{
    put_two(b, grid, label, detail,
            (struct view_node){.name = name,
                               .role = ROLE_BUTTON,
                               .look = LOOK_ROW,
                               .icon = icon + 1,
                               .icon_dp = 76,
                               .h = 150,
                               .intent = {INTENT_STAFF_ACT, (int)act, NULL}});
}

struct turned {
    const char *less, *more;
    enum message_id label, less_words, more_words;
    int less_icon, more_icon, value;
    enum staff_act down, up;
};

static void put_turned(struct builder *b, int column, const struct turned *t)
{
    const int part = put_group(b, column, (struct view_node){.gap = 12, .fold = FOLD_KEEP});
    put_counted(b, part, t->less, t->label, t->value, 0);
    const int row =
        put_group(b, part, (struct view_node){.flow = FLOW_GRID, .grid_columns = 2, .gap = 18});
    put_message(b, row, t->less_words,
                (struct view_node){.name = text_format(b, "%s.less", t->more),
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_BUTTON,
                                   .icon = t->less_icon + 1,
                                   .icon_dp = 60,
                                   .h = 120,
                                   .intent = {INTENT_STAFF_ACT, (int)t->down, NULL}});
    put_message(b, row, t->more_words,
                (struct view_node){.name = text_format(b, "%s.more", t->more),
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_BUTTON,
                                   .icon = t->more_icon + 1,
                                   .icon_dp = 60,
                                   .h = 120,
                                   .intent = {INTENT_STAFF_ACT, (int)t->up, NULL}});
}

/* A document camera; a sheet scanner says itself how many dots it reads. */
static bool has_camera(const struct app *a)
{
    return a->staff.facts.camera != DEVICE_NONE && strncmp(a->settings->camera, "sane:", 5) != 0;
}

/* What is known of the camera's dots, and measuring them. */
static void put_measured(struct builder *b, int column)
{
    const struct app *a = b->app;
    const enum camera_measure measure = a->staff.measure;
    const bool wrong = measure == MEASURE_NO_SHEET || measure == MEASURE_FAILED;
    const bool well = !wrong && measure != MEASURE_RUNS && measure_is_sharp(a->camera_dpi);
    const int part = put_group(b, column, (struct view_node){.gap = 12, .fold = FOLD_KEEP});
    if (a->camera_dpi > 0) {
        put_counted(b, part, "camera.dpi", MSG_CAMERA_DPI, a->camera_dpi, 0);
    }
    put_message(b, part, measure_message(measure, a->camera_dpi),
                (struct view_node){.name = "camera.measured",
                                   .role = ROLE_STATUS,
                                   .look = well                      ? LOOK_NOTE_OK
                                           : measure == MEASURE_RUNS ? LOOK_NOTE
                                                                     : LOOK_NOTE_BAD,
                                   .icon = (well ? ICON_CHECK : ICON_CAMERA) + 1});
    put_try(b, part, "test.camera", MSG_CAMERA_MEASURE, MSG_CAMERA_MEASURE_DETAIL, ICON_CAMERA,
            ACT_MEASURE);
}

void sheet_staff_tests_build(struct builder *b)
{
    const struct app *a = b->app;
    const struct roof roof = staff_roof(b, MSG_STAFF_TESTS, MSG_STAFF_TESTS_HINT);
    put_roof(b, &roof);
    const int column = put_answers(b, 22);
    const struct turned volume = {.less = "volume.value",
                                  .more = "volume",
                                  .label = MSG_STAFF_VOLUME,
                                  .less_words = MSG_STAFF_QUIETER,
                                  .more_words = MSG_STAFF_LOUDER,
                                  .less_icon = ICON_QUIETER,
                                  .more_icon = ICON_LOUDER,
                                  .value = a->site_volume + 1,
                                  .down = ACT_QUIETER,
                                  .up = ACT_LOUDER};
    const struct turned light = {.less = "light.value",
                                 .more = "light",
                                 .label = a->lampless ? MSG_STAFF_LIGHT_PICTURE : MSG_STAFF_LIGHT,
                                 .less_words = MSG_STAFF_DARKER,
                                 .more_words = MSG_STAFF_BRIGHTER,
                                 .less_icon = ICON_MINUS,
                                 .more_icon = ICON_PLUS,
                                 .value = a->light,
                                 .down = ACT_DARKER,
                                 .up = ACT_BRIGHTER};
    const bool first =
        a->staff.measure != MEASURE_NONE; /* what came of the touch is seen at once */
    if (has_camera(a) && first) {
        put_measured(b, column);
    }
    put_turned(b, column, &volume);
    put_turned(b, column, &light);
    const int grid = put_group(
        b, column,
        (struct view_node){.flow = FLOW_GRID, .grid_columns = 1, .wide_columns = 2, .gap = 18});
    put_try(b, grid, "test.sound", MSG_STAFF_TEST_SOUND, MSG_STAFF_TEST_SOUND_DETAIL, ICON_SPEAKER,
            ACT_SOUND);
    put_try(b, grid, "test.keys", MSG_STAFF_TEST_KEYS, MSG_STAFF_TEST_KEYS_DETAIL, ICON_KEYPAD,
            ACT_KEYS);
    put_try(b, grid, "test.touch", MSG_STAFF_TOUCH, MSG_STAFF_TOUCH_DETAIL, ICON_FINGER, ACT_TOUCH);
    if (has_camera(a) && !first) {
        put_measured(b, column);
    }
    put_space(b, column);
    put_back(b);
    put_tools(b);
}

/* --- 67: the glass ---------------------------------------------------------------------------- */

void sheet_staff_touch_build(struct builder *b)
{
    const unsigned touched = b->app->staff.touched;
    const bool all = touched == STAFF_PLACES_ALL;
    const struct roof roof =
        staff_roof(b, MSG_STAFF_TOUCH, all ? MSG_STAFF_TOUCHED : MSG_STAFF_TOUCH_HINT);
    put_roof(b, &roof);
    const int column = put_answers(b, 22);
    const int grid = put_group(
        b, column, (struct view_node){.flow = FLOW_GRID, .grid_columns = 3, .gap = 24, .grow = 1});
    for (int i = 0; i < PLACES; i++) {
        const bool done = (touched >> (unsigned)i & 1U) != 0;
        struct view_node node = {.name = text_format(b, "place.%d", i + 1),
                                 .role = ROLE_BUTTON,
                                 .look = LOOK_BUTTON,
                                 .label = text_number(b, i + 1),
                                 .icon = (done ? ICON_CHECK : ICON_FINGER) + 1,
                                 .icon_dp = 60,
                                 .h = 300,
                                 .quiet = true,
                                 .state = done ? STATE_CHOSEN : 0,
                                 .intent = {INTENT_STAFF_ACT, ACT_PLACE + i, NULL}};
        say_more(&node, (struct say){.kind = SAY_NUMBER, .number = i + 1});
        put(b, grid, node);
    }
    put_back(b);
    put_tools(b);
}
