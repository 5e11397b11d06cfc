#include "ui/stage.h"

#include <stdio.h>
#include <string.h>

#include "app/citizen/catalogue.h"
#include "app/language/content.h"
#include "app/studio/cover.h"
#include "app/typing/composer.h"
#include "ui/screens/screens.h"
#include "ui/stage_form.h"
#include "ui/widgets/widgets.h"

#define PROCEDURE "1.001193" /* the birth of a child: what most come for */

/* A made-up moment of a visit. */
struct scene {
    enum screen screen;
    enum sheet sheet;
    enum overlay overlay;
    int part; /* enum file_stage of FILE, enum portal_stage of OUTCOME, enum pin_word of GATE */
};

static const struct scene scenes[] = {
    {.screen = SCREEN_WELCOME},
    {.screen = SCREEN_NEED},
    {.screen = SCREEN_SUMMARY},
    {.screen = SCREEN_CONSENT},
    {.screen = SCREEN_IDENTITY},
    {.screen = SCREEN_TYPE_ID},
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
    {.screen = SCREEN_GOODBYE},
    {.screen = SCREEN_OUT_OF_SERVICE},
    {.screen = SCREEN_NEED, .sheet = SHEET_LANGUAGES},
    {.screen = SCREEN_NEED, .sheet = SHEET_NOT_READY},
    {.screen = SCREEN_NEED, .sheet = SHEET_OFFICER},
    {.screen = SCREEN_NEED, .sheet = SHEET_DISPLAY},
    {.screen = SCREEN_NEED, .sheet = SHEET_GATE, .part = PIN_READY},
    {.screen = SCREEN_NEED, .sheet = SHEET_GATE, .part = PIN_WRONG},
    {.screen = SCREEN_NEED, .sheet = SHEET_GATE, .part = PIN_LOCKED},
    {.screen = SCREEN_NEED, .sheet = SHEET_GATE, .part = PIN_CLOSED},
    {.screen = SCREEN_NEED, .sheet = SHEET_GATE, .part = PIN_UNSET},
    {.screen = SCREEN_NEED, .sheet = SHEET_GATE, .part = PIN_BROKEN},
    {.screen = SCREEN_NEED, .overlay = OVERLAY_IDLE},
    {.screen = SCREEN_NEED, .overlay = OVERLAY_READ_ALOUD},
    {.screen = SCREEN_NEED, .overlay = OVERLAY_LEAVE},
    {.screen = SCREEN_NEED, .overlay = OVERLAY_KEYS},
};

#define SCENES ((int)(sizeof scenes / sizeof scenes[0]))

static const struct scene form_scene = {.screen = SCREEN_QUESTION};
static const struct scene any_scene = {.screen = SCREEN_NEED, .overlay = OVERLAY_NOTICE};

/* The language as it is being written, alone with Vietnamese. */
static void speak(struct stage *st, const struct folder *f)
{
    const char *name = f->name != NULL ? f->name : f->code;
    const bool own = strcmp(f->code, "vi") != 0;
    st->language = (struct language){.code = f->code,
                                     .name = name,
                                     .vietnamese = f->vietnamese != NULL ? f->vietnamese : name,
                                     .strip = f->strip != NULL ? f->strip : "plain",
                                     .messages = MSG_COUNT - 1,
                                     .ready = true,
                                     .greets = true};
    for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
        st->texts[id] = (struct installed_text){f->messages[id].text, f->messages[id].say};
    }
    (void)snprintf(st->settings.languages, sizeof st->settings.languages, "%s%s", f->code,
                   own ? ",vi" : "");
}

static bool has_visit(enum screen screen)
{
    return screen != SCREEN_WELCOME && screen != SCREEN_GOODBYE && screen != SCREEN_OUT_OF_SERVICE;
}

/* A visit that nobody makes: it is not begun, so that no log tells of it. */
static bool put_visit(struct stage *st)
{
    struct app *a = &st->app;
    a->visit = arena_alloc(&st->arena, sizeof *a->visit);
    if (a->visit == NULL) {
        return false;
    }
    a->visit->page = FORM_NONE;
    a->visit->filling = FORM_NONE;
    a->visit->composer = arena_alloc(&st->arena, sizeof *a->visit->composer);
    a->visit->procedure = st->procedure;
    return a->visit->composer != NULL;
}

static bool set_scene(struct stage *st, const struct app *real, const struct scene *scene,
                      enum message_id message)
{
    struct app *a = &st->app;
    arena_wipe(&st->arena);
    app_init(a, &st->arena, &st->settings, &real->world);
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
    a->screen = scene->screen;
    a->overlay = scene->overlay;
    a->notice = message;
    if (scene->sheet != SHEET_NONE) {
        a->sheets.open[a->sheets.count++] = scene->sheet;
    }
    if (!has_visit(scene->screen)) {
        return true;
    }
    if (!put_visit(st) || (scene->screen == SCREEN_SUMMARY && a->visit->procedure == NULL)) {
        return false;
    }
    a->visit->lookup.stage = (enum file_stage)scene->part;
    a->gate = (struct staff_gate){.word = (enum pin_word)scene->part, .tries = 3, .minutes = 5};
    return true;
}

static bool says(const struct say *say, int count, enum message_id message)
{
    for (int i = 0; i < count && say[i].kind != SAY_END; i++) {
        if (say[i].kind == SAY_MESSAGE && say[i].message == message) {
            return true;
        }
    }
    return false;
}

/* A text of a form or a procedure is no message of a screen: it stands there itself. */
static bool shows(const struct stage *st, const char *text, enum message_id message)
{
    return content_is(message) && text != NULL &&
           ((st->own != NULL && strcmp(text, st->own) == 0) || content_find(text) == message);
}

/* Lights the nodes that say the sentence; how many there are in the picture. */
static int light(struct stage *st, enum message_id message)
{
    struct view *v = &st->view;
    int lit = 0;
    for (int i = 0; i < v->count; i++) {
        struct view_node *n = &v->nodes[i];
        if ((says(n->say, SAY_MAX, message) || shows(st, n->label, message)) && n->label != NULL &&
            view_is_shown(n)) {
            n->state |= STATE_SPOKEN;
            lit++;
        }
    }
    return lit;
}

static struct ui_env env_of(const struct stage *st, const struct painter *painter)
{
    return (struct ui_env){.text = painter->text,
                           .width = STAGE_WIDTH,
                           .height = STAGE_HEIGHT,
                           .um_per_px = st->settings.um_per_px,
                           .text_percent = 100};
}

/* Builds and places the scene; true when the sentence stands in it. */
static bool build(struct stage *st, const struct app *real, const struct scene *scene,
                  enum message_id message, const struct painter *painter)
{
    struct layout_report report;
    const struct ui_env env = env_of(st, painter);
    if (!set_scene(st, real, scene, message) ||
        (scene == &form_scene && !stage_form(&st->app, message))) {
        return false;
    }
    arena_wipe(&st->frame);
    screens_build(&st->app, &st->frame, &st->view);
    screens_place(&st->app, &env, &st->frame, &st->view, &report);
    return light(st, message) > 0;
}

static const uint8_t *paint(struct stage *st, struct painter *painter)
{
    const struct ui_env env = env_of(st, painter);
    const struct rect all = {0, 0, STAGE_WIDTH, STAGE_HEIGHT};
    struct canvas canvas = {st->pixels, STAGE_WIDTH, STAGE_HEIGHT, STAGE_WIDTH};
    uint8_t *picture = st->pictures[st->turn];
    draw_clear(&st->list);
    widgets_draw(&env, &st->view, &st->list);
    if (failed(painter_paint(painter, &st->list, &canvas, &all, 1))) {
        return NULL;
    }
    st->turn = 1 - st->turn;
    for (size_t i = 0; i < (size_t)STAGE_WIDTH * STAGE_HEIGHT; i++) {
        picture[i * 3] = (uint8_t)(st->pixels[i] >> 16);
        picture[i * 3 + 1] = (uint8_t)(st->pixels[i] >> 8);
        picture[i * 3 + 2] = (uint8_t)st->pixels[i];
    }
    return picture;
}

/* The procedure of a place that is one; else the one that most come for. */
static const struct procedure *procedure_of(const struct app *real, const char *place)
{
    const char *code = cover_label(place) == MSG_NONE && place[0] != '\0' ? place : PROCEDURE;
    const int entry = real->catalogue != NULL ? catalogue_find(real->catalogue, code) : -1;
    return entry >= 0 ? real->catalogue->entries[entry].form : NULL;
}

/* Builds the first scene that the sentence stands in; true when it is one of its own. */
static bool find_scene(struct stage *st, const struct app *real, enum message_id message,
                       const struct painter *painter)
{
    const bool content = content_is(message);
    for (int i = 0; i < SCENES; i++) {
        const bool may = !content || scenes[i].screen == SCREEN_SUMMARY;
        if (may && build(st, real, &scenes[i], message, painter)) {
            return true;
        }
    }
    return content && build(st, real, &form_scene, message, painter);
}

const uint8_t *stage_show(struct stage *st, const struct app *real, const struct folder *f,
                          enum message_id message, const char *place, struct painter *painter)
{
    arena_init(&st->arena, st->arena_bytes, sizeof st->arena_bytes);
    arena_init(&st->frame, st->frame_bytes, sizeof st->frame_bytes);
    st->settings = *real->settings;
    st->settings.width = STAGE_WIDTH;
    st->settings.height = STAGE_HEIGHT;
    st->settings.um_per_px = UM_PER_DP * 2;
    speak(st, f);
    installed_preview(&st->language, st->texts);
    st->procedure = procedure_of(real, place);
    st->own = f->messages[message].text;
    st->found = find_scene(st, real, message, painter);
    const bool there = st->found || build(st, real, &any_scene, message, painter);
    const uint8_t *picture = there ? paint(st, painter) : NULL;
    installed_preview(NULL, NULL);
    return picture;
}
