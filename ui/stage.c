#include "ui/stage.h"

#include <stdio.h>
#include <string.h>

#include "app/citizen/catalogue.h"
#include "app/language/content.h"
#include "app/steps.h"
#include "app/studio/cover.h"
#include "ui/screens/screens.h"
#include "ui/stage_form.h"
#include "ui/stage_scenes.h"
#include "ui/widgets/widgets.h"

#define PROCEDURE "1.001193" /* the birth of a child: what most come for */
#define TRIES     8          /* pages of one kind that are built in vain */

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

static void build(struct stage *st)
{
    arena_wipe(&st->frame);
    screens_build(&st->app, &st->frame, &st->view);
}

/* Places what was built; true when the sentence stands in it. */
static bool place(struct stage *st, enum message_id message, const struct painter *painter)
{
    struct layout_report report;
    const struct ui_env env = env_of(st, painter);
    screens_place(&st->app, &env, &st->frame, &st->view, &report);
    return light(st, message) > 0;
}

static bool set(struct stage *st, const struct app *real, const struct scene *scene,
                enum message_id message)
{
    arena_wipe(&st->arena);
    app_init(&st->app, &st->arena, &st->settings, &real->world);
    st->app.notice = message;
    return scene_set(&st->app, real, scene, st->procedure);
}

static bool try_scene(struct stage *st, const struct app *real, const struct scene *scene,
                      enum message_id message, const struct painter *painter)
{
    if (!set(st, real, scene, message)) {
        return false;
    }
    build(st);
    return place(st, message, painter);
}

/* A text of a form on its page. */
static bool try_form(struct stage *st, const struct app *real, enum message_id message,
                     const struct painter *painter)
{
    const struct scene scene = {.screen = SCREEN_QUESTION};
    if (!set(st, real, &scene, message) || !stage_form_load(&st->app) ||
        !stage_form_find(&st->app, message)) {
        return false;
    }
    build(st);
    return place(st, message, painter);
}

/* A text of a route on the question it belongs to. */
static bool try_route(struct stage *st, const struct app *real, enum message_id message,
                      const struct painter *painter)
{
    const struct scene scene = {.screen = SCREEN_ROUTE};
    for (int r = 0; real->routes != NULL && r < real->routes->count; r++) {
        const struct route *route = real->routes->list[r];
        for (int q = 0; q < route->question_count; q++) {
            if (!set(st, real, &scene, message)) {
                return false;
            }
            st->app.visit->route = route;
            st->app.visit->route_asked[0] = q;
            st->app.visit->route_depth = 1;
            build(st);
            if (place(st, message, painter)) {
                return true;
            }
        }
    }
    return false;
}

/* A sentence of the kiosk's on a page of the form that is of the kind it stands on. */
static bool try_kind(struct stage *st, const struct app *real, enum message_id message,
                     const char *kind, const struct painter *painter)
{
    const struct scene scene = {.screen = SCREEN_QUESTION};
    const bool asked = strncmp(kind, "question-", 9) == 0;
    if (!asked || !set(st, real, &scene, message) || !stage_form_load(&st->app)) {
        return false;
    }
    int tries = 0;
    struct form *f = st->app.visit->form;
    for (form_node n = form_next_node(f, FORM_NONE); n != FORM_NONE && tries < TRIES;
         n = form_next_node(f, n)) {
        if (!stage_form_turn(&st->app, n)) {
            continue;
        }
        build(st);
        if (strcmp(st->view.screen, kind) == 0) {
            tries++;
            if (place(st, message, painter)) {
                return true;
            }
        }
    }
    return false;
}

/* The answers of the form, to be checked. */
static bool try_check(struct stage *st, const struct app *real, enum message_id message,
                      const struct painter *painter)
{
    const struct scene scene = {.screen = SCREEN_CHECK};
    if (!set(st, real, &scene, message) || !stage_form_load(&st->app)) {
        return false;
    }
    step_form_language(&st->app);
    build(st);
    return place(st, message, painter);
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
                       const char *where, const struct painter *painter)
{
    const bool content = content_is(message);
    for (int i = 0; scene_at(i) != NULL; i++) {
        const struct scene *scene = scene_at(i);
        if ((!content || scene->screen == SCREEN_SUMMARY) &&
            try_scene(st, real, scene, message, painter)) {
            return true;
        }
    }
    if (content) {
        return strcmp(where, "route") == 0 ? try_route(st, real, message, painter)
                                           : try_form(st, real, message, painter);
    }
    return strcmp(where, "check") == 0 ? try_check(st, real, message, painter)
                                       : try_kind(st, real, message, where, painter);
}

const uint8_t *stage_show(struct stage *st, const struct app *real, const struct folder *f,
                          enum message_id message, const char *where, struct painter *painter)
{
    arena_init(&st->arena, st->arena_bytes, sizeof st->arena_bytes);
    arena_init(&st->frame, st->frame_bytes, sizeof st->frame_bytes);
    st->settings = *real->settings;
    st->settings.width = STAGE_WIDTH;
    st->settings.height = STAGE_HEIGHT;
    st->settings.um_per_px = UM_PER_DP * 2;
    speak(st, f);
    installed_preview(&st->language, st->texts);
    st->procedure = procedure_of(real, where);
    st->own = f->messages[message].text;
    st->found = find_scene(st, real, message, where, painter);
    const struct scene any = {.screen = SCREEN_NEED, .overlay = OVERLAY_NOTICE};
    const bool there = st->found || try_scene(st, real, &any, message, painter);
    const uint8_t *picture = there ? paint(st, painter) : NULL;
    installed_preview(NULL, NULL);
    return picture;
}
