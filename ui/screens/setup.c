/* 62 to 65: the set-up, one thing a page. */
#include <string.h>

#include "app/citizen/commune.h"
#include "app/sound/languages.h"
#include "ui/screens/all.h"
#include "ui/screens/keyboard.h"
#include "ui/screens/setup.h"
#include "ui/screens/studio.h"

#define LABEL_MAX 400

static const struct setup_words {
    enum message_id title, hint;
} words[SETUP_STEPS] = {
    [SETUP_PLACE] = {MSG_SETUP_PLACE, MSG_SETUP_STEP},
    [SETUP_NAME] = {MSG_SETUP_NAME, MSG_SETUP_NAME_HINT},
    [SETUP_PANEL] = {MSG_SETUP_PANEL, MSG_SETUP_PANEL_HINT},
    [SETUP_DEVICES] = {MSG_SETUP_DEVICES, MSG_SETUP_DEVICES_HINT},
    [SETUP_BAR] = {MSG_SETUP_BAR, MSG_SETUP_BAR_HINT},
    [SETUP_ADDRESS] = {MSG_SETUP_ADDRESS, MSG_SETUP_ADDRESS_HINT},
    [SETUP_PORTAL] = {MSG_SETUP_PORTAL, MSG_SETUP_PORTAL_HINT},
    [SETUP_LANGUAGES] = {MSG_SETUP_LANGUAGES, MSG_SETUP_LANGUAGES_HINT},
    [SETUP_PIN] = {MSG_SETUP_PIN, MSG_SETUP_PIN_HINT},
    [SETUP_DONE] = {MSG_SETUP_DONE, MSG_SETUP_DONE_HINT},
};

/* --- 62: where it stands --------------------------------------------------------------------- */

static void put_unit(struct builder *b, int column, int pick, int height_dp)
{
    const struct setup *s = &b->app->setup;
    char storage[LABEL_MAX];
    struct buf name;
    const int unit = s->picks[pick];
    const char *code = b->app->communes->units[unit].code;
    buf_init(&name, storage, sizeof storage);
    communes_label(b->app->communes, unit, &name);
    struct view_node row = {.name = text_format(b, "pick.%s", code),
                            .role = ROLE_CHOICE,
                            .look = LOOK_ROW,
                            .icon = ICON_PIN + 1,
                            .label = text_format(b, "%s", storage),
                            .h = height_dp,
                            .state = strcmp(code, s->chosen.commune) == 0 ? STATE_CHOSEN : 0,
                            .intent = {.kind = INTENT_PICK, .argument = pick}};
    say_more(&row, say_text(row.label, false));
    put(b, column, row);
}

static void put_units(struct builder *b, int column, int rows, int height_dp)
{
    const struct setup *s = &b->app->setup;
    for (int i = 0; i < rows && i < s->pick_count; i++) {
        put_unit(b, column, i, height_dp);
    }
    if (s->pick_count == 0) {
        put_message(b, column, MSG_NOTHING_FOUND,
                    (struct view_node){.name = "nothing",
                                       .role = ROLE_STATUS,
                                       .look = LOOK_NOTE,
                                       .icon = b->shape.large ? 0 : ICON_SEARCH + 1,
                                       .h = b->shape.large ? 0 : height_dp});
    }
}

static void put_search(struct builder *b, int column, int height_dp)
{
    const struct setup *s = &b->app->setup;
    struct view_node field = {
        .name = "typed",
        .role = ROLE_FIELD,
        .look = LOOK_SEARCH,
        .icon = ICON_SEARCH + 1,
        .value = text_format(b, "%s", s->typed),
        .sub = text_filled(b, MSG_SEARCH_COUNT, text_number(b, s->pick_count), NULL),
        .aloud = true,
        .quiet = true,
        .fold = FOLD_EVERY,
        .h = height_dp};
    say_more(&field, (struct say){.kind = SAY_LETTERS, .text = field.value});
    say_more(&field, say_message(MSG_SEARCH_COUNT));
    say_more(&field, (struct say){.kind = SAY_NUMBER, .number = s->pick_count});
    put(b, column, field);
}

/* Finds first, then ten letters a page. */
static void put_large_place(struct builder *b)
{
    const struct setup *s = &b->app->setup;
    const int keys = keyboard_pages(LAYER_VIETNAMESE, true);
    const int page = b->view->page <= keys ? b->view->page : 0;
    const int next = page < keys ? page + 1 : 0;
    deal_own_pages(b, page, keys + 1,
                   next > 0 ? keyboard_page_name(b, LAYER_VIETNAMESE, true, next - 1) : NULL,
                   (struct intent){.kind = INTENT_NONE});
    const int column = put_answers(b, 16);
    put_search(b, column, 150);
    if (page == 0) {
        put_units(b, column, 2, 180);
    } else {
        put_keyboard_page(b, column, &s->composer, LAYER_VIETNAMESE, true, page - 1);
    }
}

static void put_place(struct builder *b)
{
    if (b->shape.large || (b->shape.landscape && b->shape.step > 0)) {
        put_large_place(b);
        return;
    }
    const bool reference = b->shape.reference;
    const int column = put_answers(b, reference ? 14 : 12);
    put_search(b, column, reference ? 120 : 104);
    put_units(b, column, reference ? 3 : 2, reference ? 126 : 108);
    const int rows = put_group(b, column, (struct view_node){.gap = 10, .fold = FOLD_KEEP});
    put_letter_rows(b, rows, 98);
    const int row = put_group(b, rows, (struct view_node){.flow = FLOW_ROW, .gap = 12, .h = 98});
    static const char *const names[] = {"key-space", "key-clear"};
    for (int i = 0; i < 2; i++) {
        const int index = layout_find_name(LAYER_VIETNAMESE, names[i]);
        put_key(b, row, &layout_of(LAYER_VIETNAMESE)->keys[index], LOOK_KEY,
                (struct view_node){.grow = 1, .intent = {INTENT_KEY, index, NULL}});
    }
}

/* --- the portal's address, and whether it answers --------------------------------------------- */

static void put_portal(struct builder *b)
{
    const struct setup *s = &b->app->setup;
    const int column = put_answers(b, 20);
    const bool well = s->courier == DEVICE_WELL && s->online;
    struct view_node address = {.name = "setup.address",
                                .role = ROLE_TEXT,
                                .look = LOOK_NEED,
                                .icon = ICON_PORTAL + 1,
                                .icon_dp = 72,
                                .total = 1,
                                .label = text_of(b, MSG_HEALTH_PORTAL),
                                .sub = text_format(b, "%s", s->chosen.portal_url),
                                .grow = 1};
    say_more(&address, say_message(MSG_HEALTH_PORTAL));
    say_more(&address, (struct say){.kind = SAY_LETTERS, .text = address.sub});
    const int card = put_group(
        b, column,
        (struct view_node){
            .look = LOOK_CARD, .flow = FLOW_ROW, .pad_x = 40, .pad_y = 12, .align = ALIGN_CENTER});
    put(b, card, address);
    put_message(b, column,
                well                         ? MSG_SETUP_PORTAL_WELL
                : s->courier == DEVICE_ASKED ? MSG_HEALTH_ASKED
                : s->courier == DEVICE_WELL  ? MSG_SETUP_PORTAL_OFFLINE
                                             : MSG_HEALTH_COURIER_GONE,
                (struct view_node){.name = "setup.portal",
                                   .role = ROLE_STATUS,
                                   .look = well                         ? LOOK_NOTE_OK
                                           : s->courier == DEVICE_ASKED ? LOOK_NOTE
                                                                        : LOOK_NOTE_BAD,
                                   .icon = (well ? ICON_CHECK : ICON_NETWORK) + 1});
    put_message(b, column, MSG_SETUP_PORTAL_AGAIN,
                (struct view_node){.name = "setup.check",
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_BUTTON,
                                   .icon = ICON_RESET + 1,
                                   .icon_dp = 60,
                                   .h = 126,
                                   .intent = {INTENT_SETUP, SETUP_CHECK, NULL}});
    put_space(b, column);
}

/* --- 65: languages --------------------------------------------------------------------------- */

static void put_languages_choice(struct builder *b)
{
    const struct setup *s = &b->app->setup;
    const int column = put_answers(b, 16);
    const int grid =
        put_group(b, column, (struct view_node){.flow = FLOW_GRID, .grid_columns = 2, .gap = 16});
    for (int i = 0; language_at(i) != NULL; i++) {
        const struct language *l = language_at(i);
        const enum message_id far = l->ready ? MSG_SETUP_READY : MSG_SETUP_NOT_READY;
        struct view_node node = {.name = text_format(b, "setup.%s", l->code),
                                 .role = ROLE_CHECK,
                                 .look = LOOK_ROW,
                                 .label = l->name,
                                 .sub = text_of(b, far),
                                 .h = 170,
                                 .state =
                                     setup_has_language(&s->chosen, l->code) ? STATE_CHOSEN : 0,
                                 .intent = {INTENT_TOGGLE, i, NULL}};
        say_more(&node, say_text(l->vietnamese, false));
        say_more(&node, say_message(far));
        put(b, grid, node);
    }
    put_space(b, column);
}

/* --- staff's PIN ------------------------------------------------------------------------------ */

static void put_pin_page(struct builder *b)
{
    const struct setup *s = &b->app->setup;
    const int column = put_answers(b, 20);
    b->mute = true;
    put_pin_dots(b, column, s->digits, STAFF_PIN_MIN,
                 s->waits   ? MSG_SETUP_WAIT
                 : s->again ? MSG_SETUP_PIN_AGAIN
                            : MSG_GATE_DOTS);
    if (s->problem != MSG_NONE) {
        put_aside(b, put_studio_word(b, column, "problem", s->problem, true), SIDE_LEFT);
    }
    put_aside(b, put_pad(b, column, s->problem != MSG_NONE ? 122 : 150), SIDE_RIGHT);
}

/* --- the end ---------------------------------------------------------------------------------- */

static void put_fact(struct builder *b, int column, const char *name, int icon, const char *text)
{
    struct view_node node = {.name = name,
                             .role = ROLE_TEXT,
                             .look = LOOK_NEED,
                             .icon = icon + 1,
                             .icon_dp = 72,
                             .total = 1,
                             .label = text_format(b, "%s", text),
                             .grow = 1};
    const int card = put_group(
        b, column,
        (struct view_node){
            .look = LOOK_CARD, .flow = FLOW_ROW, .pad_x = 40, .pad_y = 12, .align = ALIGN_CENTER});
    say_more(&node, (struct say){.kind = SAY_NAME, .text = node.label});
    put(b, card, node);
}

/* A camera that is not measured yet: it must be in use for that, which it is after the next start.
 */
static bool is_unmeasured(const struct setup *s)
{
    const bool scans = strncmp(s->chosen.camera, "sane:", 5) == 0; /* a scanner tells its scale */
    return setup_found(s, FOUND_CAMERA) != NULL && s->chosen.camera_dpi == 0 && !scans;
}

static void put_end(struct builder *b)
{
    const struct setup *s = &b->app->setup;
    const int column = put_answers(b, 20);
    int devices = 0;
    const char *const asked[] = {s->chosen.keyboard, s->chosen.beacon};
    for (int kind = 0; kind < FOUND_KEYBOARD; kind++) {
        devices += setup_found(s, (enum found_kind)kind) != NULL;
    }
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        devices += setup_row_of(s, asked[i]) >= 0;
    }
    devices += setup_found(s, FOUND_SCANNER) == NULL && setup_row_of(s, s->chosen.scanner) >= 0;
    devices += setup_found(s, FOUND_PRINTER) == NULL && setup_row_of(s, s->chosen.printer) >= 0;
    if (s->problem != MSG_NONE) {
        (void)put_studio_word(b, column, "problem", s->problem, true);
    }
    put_fact(b, column, "setup.place", ICON_PIN, s->chosen.place);
    put_fact(b, column, "setup.name", ICON_DISPLAY, s->chosen.name);
    const int card = put_group(
        b, column,
        (struct view_node){
            .look = LOOK_CARD, .flow = FLOW_ROW, .pad_x = 40, .pad_y = 12, .align = ALIGN_CENTER});
    put_counted(b, card, "setup.found", MSG_SETUP_DONE_DEVICES, devices, 0);
    if (is_unmeasured(s)) {
        put_message(b, column, MSG_SETUP_MEASURE,
                    (struct view_node){.name = "setup.measure",
                                       .role = ROLE_NOTE,
                                       .look = LOOK_NOTE,
                                       .icon = b->shape.large ? 0 : ICON_CAMERA + 1});
    }
    put_space(b, column);
}

/* --- all of them ------------------------------------------------------------------------------ */

static struct roof setup_roof(const struct builder *b, const struct setup *s)
{
    const bool keeps = s->step == SETUP_PIN && !s->first && !s->again;
    const bool wrong = s->step == SETUP_ADDRESS && s->problem != MSG_NONE;
    const bool asks = s->step == SETUP_ASK;
    struct roof roof = staff_roof(b, asks ? setup_ask_title(s) : words[s->step].title,
                                  wrong   ? s->problem
                                  : keeps ? MSG_SETUP_PIN_KEEP_HINT
                                  : asks  ? setup_ask_hint(s)
                                          : words[s->step].hint);
    if (words[s->step].hint == MSG_SETUP_STEP) {
        roof.hint = text_filled(b, MSG_SETUP_STEP, text_number(b, (int)s->step + 1),
                                text_number(b, SETUP_DONE));
        roof.hint_say[1] = (struct say){.kind = SAY_NUMBER, .number = (int)s->step + 1};
        roof.hint_say[2] = (struct say){.kind = SAY_NUMBER, .number = SETUP_DONE};
    }
    roof.cells = SETUP_DONE;
    roof.done = (int)s->step;
    roof.now = s->step < SETUP_DONE;
    return roof;
}

static void put_typing_step(struct builder *b)
{
    put_typing_page(b, &b->app->setup.composer);
}

static enum message_id blocked(const struct setup *s)
{
    const bool short_pin =
        strlen(s->digits) < STAFF_PIN_MIN && (s->first || s->again || s->digits[0] != '\0');
    if (s->waits) {
        return MSG_SETUP_WAIT;
    }
    if (s->step == SETUP_BAR) {
        return setup_bar_blocked(s);
    }
    if (s->step == SETUP_ASK) {
        return setup_ask_blocked(s);
    }
    if (s->step == SETUP_PLACE && s->chosen.commune[0] == '\0') {
        return MSG_SETUP_CHOOSE_FIRST;
    }
    if (s->step == SETUP_NAME && s->typed[0] == '\0') {
        return MSG_SETUP_TYPE_FIRST;
    }
    return s->step == SETUP_PIN && short_pin ? MSG_SETUP_PIN_SHORT : MSG_NONE;
}

void sheet_setup_build(struct builder *b)
{
    static void (*const pages[SETUP_STEPS])(struct builder *
                                            b) = {[SETUP_PLACE] = put_place,
                                                  [SETUP_NAME] = put_typing_step,
                                                  [SETUP_PANEL] = put_setup_panel,
                                                  [SETUP_DEVICES] = put_setup_devices,
                                                  [SETUP_ASK] = put_setup_ask,
                                                  [SETUP_BAR] = put_setup_bar,
                                                  [SETUP_ADDRESS] = put_typing_step,
                                                  [SETUP_PORTAL] = put_portal,
                                                  [SETUP_LANGUAGES] = put_languages_choice,
                                                  [SETUP_PIN] = put_pin_page,
                                                  [SETUP_DONE] = put_end};
    const struct setup *s = &b->app->setup;
    const bool done = s->step == SETUP_DONE;
    const struct roof roof = setup_roof(b, s);
    put_roof(b, &roof);
    pages[s->step](b);
    if (s->step == SETUP_PLACE && s->first) {
        put_first_act(b, "setup.hear", MSG_SETUP_HEAR, ICON_SPEAKER,
                      (struct intent){INTENT_SETUP, SETUP_HEAR, NULL});
    } else {
        put_back(b);
    }
    const enum message_id act = done                   ? MSG_SETUP_START
                                : s->step == SETUP_BAR ? setup_bar_act_words(s)
                                                       : MSG_NEXT;
    put_next(b, act, done ? ICON_PLAY : act == MSG_NEXT ? ICON_NEXT : ICON_PRINT, blocked(s));
    put_tools(b);
}
