#include "tests/tools/studio.h"

#include <stdio.h>
#include <stdlib.h>

#include "app/steps.h"
#include "platform/linux/png_file.h"
#include "platform/port_files.h"
#include "platform/sdl/text_ttf.h"
#include "platform/sim/display_memory.h"
#include "tests/tools/text_memo.h"
#include "ui/paint/painter.h"
#include "ui/scene.h"
#include "ui/screens/screens.h"
#include "ui/widgets/widgets.h"

#define SIDE_MAX 1920 /* px, of the largest panel either way */

static struct port_text *text;
static struct port_display *display;
static struct painter painter;
static struct draw_list list;
static struct view view;
static struct ui_env env;
static struct drawn drawn;
static char scene_text[65536];
static uint8_t cache[PAINTER_CACHE_BYTES], frame_storage[SCREENS_FRAME_BYTES];

void studio_must(struct err e, const char *what)
{
    if (failed(e)) {
        fprintf(stderr, "gallery: %s: %s at %s\n", what, err_name(e.code), e.at);
        exit(1);
    }
}

static int seen_theme;

void studio_open(void)
{
    struct file_bytes art;
    studio_must(text_ttf_open(TEXT_FONT_FOLDER, TEXT_CACHE_BYTES, &text), "fonts");
    text = text_memo(text);
    studio_must(display_memory_open(SIDE_MAX, SIDE_MAX, &display), "display");
    studio_must(files_linux()->ops->map("build/assets/art.bin", &art), "build/assets/art.bin");
    studio_must(painter_init(&painter, text, art.bytes, art.size, cache, sizeof cache), "painter");
}

void studio_close(void)
{
    display->ops->close(display);
    text->ops->close(text);
}

void studio_look(const struct state_look *look)
{
    if (look->width < 1 || look->width > SIDE_MAX || look->height < 1 || look->height > SIDE_MAX) {
        fprintf(stderr, "gallery: sides of 1 to %d px\n", SIDE_MAX);
        exit(2);
    }
    seen_theme = look->theme;
    env = (struct ui_env){text, look->width, look->height, 311, look->text_percent};
    state_looks(look);
}

const struct ui_env *studio_env(void)
{
    return &env;
}

static void write_scene(const struct app *app)
{
    struct buf out;
    buf_init(&out, scene_text, sizeof scene_text);
    scene_write(&view, app_language(app), &out);
    drawn.scene = out.data;
    drawn.scene_bytes = out.len;
}

/* True when what turns the page turns a list of the visit, not pages that layout dealt. */
static bool turns_a_list(void)
{
    for (int i = 0; i < view.count; i++) {
        if (view.nodes[i].more && view.nodes[i].intent.kind == INTENT_PAGE) {
            return true;
        }
    }
    return false;
}

static void build(struct app *app, struct arena *frame)
{
    arena_init(frame, frame_storage, sizeof frame_storage);
    screens_build(app, frame, &view);
}

/* Builds the view and gives it its places. */
static void place(struct app *app, const struct state *state, int page)
{
    struct arena frame;
    app->page = page;
    app->sheets.turned = page;
    step_form_language(app);
    build(app, &frame);
    if (page > 0 && turns_a_list()) {
        app->studio.page = page;
        if (app->visit != NULL) {
            app->visit->list_page = page;
            app->visit->finding.page = page;
        }
        build(app, &frame);
    }
    state_touch(state, &view);
    screens_place(app, &env, &frame, &view, &drawn.layout);
    drawn.app = app;
    drawn.view = &view;
    drawn.frame_bytes = frame.used;
}

const struct drawn *studio_place(struct app *app, const struct state *state, int page)
{
    place(app, state, page);
    drawn.canvas = (struct canvas){NULL, 0, 0, 0};
    drawn.scene = NULL;
    drawn.scene_bytes = 0;
    drawn.commands = 0;
    drawn.bad = drawn.layout.overflows > 0 || view.full;
    return &drawn;
}

const struct drawn *studio_draw(struct app *app, const struct state *state, int page)
{
    place(app, state, page);
    painter_set_theme(&painter, (enum theme)(app->dark ? screens_theme(app) : seen_theme));
    widgets_draw(&env, &view, &list);
    const struct canvas *whole = display->ops->canvas(display);
    drawn.canvas = (struct canvas){whole->pixels, env.width, env.height, whole->stride};
    const struct rect all = {0, 0, env.width, env.height};
    studio_must(painter_paint(&painter, &list, &drawn.canvas, &all, 1), state->name);
    write_scene(app);
    drawn.commands = list.count;
    drawn.bad = drawn.layout.overflows > 0 || view.full || list.full;
    return &drawn;
}
