/* Draws every screen with made-up states through the real build functions, layout and painter, into
 * out/gallery/NN-screen.png, to be looked at beside design/screens.
 *
 *     make gallery            all, with the checks of ui/check.h
 *     build/release/tests/gallery NAME...   some
 *     build/release/tests/gallery --out DIR NAME...   elsewhere, with their scenes as text
 *     ... --size 1920x1080 --text 200 --theme dark --page 1   in another shape, size, colour, page
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "platform/linux/png_file.h"
#include "platform/port_files.h"
#include "platform/sdl/text_ttf.h"
#include "platform/sim/display_memory.h"
#include "tests/tools/states.h"
#include "ui/layout.h"
#include "ui/paint/painter.h"
#include "ui/scene.h"
#include "ui/screens/screens.h"
#include "ui/widgets/widgets.h"

static struct painter painter;
static struct draw_list list;
static struct view view;
static const char *folder = "out/gallery";
static bool with_scenes;
static int page; /* of the answers */
static char scene_text[65536];
static uint8_t cache[PAINTER_CACHE_BYTES], frame_storage[SCREENS_FRAME_BYTES];

static void must(struct err e, const char *what)
{
    if (failed(e)) {
        fprintf(stderr, "gallery: %s: %s at %s\n", what, err_name(e.code), e.at);
        exit(1);
    }
}

static void write_scene(const struct app *app, const char *name)
{
    char path[256];
    struct buf out;
    buf_init(&out, scene_text, sizeof scene_text);
    scene_write(&view, app_language(app), &out);
    (void)snprintf(path, sizeof path, "%s/%s.scene", folder, name);
    FILE *file = fopen(path, "w");
    if (file == NULL || fwrite(out.data, 1, out.len, file) != out.len || fclose(file) != 0) {
        fprintf(stderr, "gallery: %s cannot be written\n", path);
        exit(1);
    }
}

static bool wanted(const char *name, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strstr(name, argv[i]) != NULL) {
            return true;
        }
    }
    return argc < 2;
}

static int draw(const struct ui_env *env, struct port_display *display, struct app *app,
                const struct state *state)
{
    struct arena frame;
    arena_init(&frame, frame_storage, sizeof frame_storage);
    app->page = page;
    app->sheets.turned = page;
    screens_build(app, &frame, &view);
    state_touch(state, &view);
    struct layout_report report;
    screens_place(app, env, &frame, &view, &report);
    widgets_draw(env, &view, &list);
    struct canvas *canvas = display->ops->canvas(display);
    const struct rect all = {0, 0, canvas->width, canvas->height};
    must(painter_paint(&painter, &list, canvas, &all, 1), state->name);
    char path[256];
    (void)snprintf(path, sizeof path, "%s/%s.png", folder, state->name);
    must(image_write_rgb(path, canvas), path);
    if (with_scenes) {
        write_scene(app, state->name);
    }
    printf("%s: %d nodes, %d commands, frame %zu bytes", state->name, view.count, list.count,
           frame.used);
    if (report.overflows > 0 || view.full || list.full) {
        printf("  OVERFLOW %s lacks %d px", report.name, report.missing_px);
    }
    if (view.pages > 1) {
        printf("  page %d of %d", view.page + 1, view.pages);
    }
    printf("\n");
    return report.overflows > 0 || view.full || list.full;
}

static int draw_form(const struct ui_env *env, struct port_display *display, int form, int argc,
                     char **argv)
{
    int bad = 0;
    for (int i = 0;; i++) {
        char name[32];
        struct app *app = state_form_page(form, i);
        (void)snprintf(name, sizeof name, "%s-%02d", state_form_name(form), i + 1);
        if (app == NULL) {
            return bad;
        }
        if (wanted(name, argc, argv)) {
            bad += draw(env, display, app, &(struct state){.name = name});
        }
    }
}

static struct state_look look = {1080, 1920, 100, 0, 0};

static int theme_index(const char *name)
{
    for (int i = 0; i < THEME_COUNT; i++) {
        if (strcmp(theme_names[i], name) == 0) {
            return i;
        }
    }
    fprintf(stderr, "gallery: no theme %s\n", name);
    exit(2);
}

/* Takes an option and its value; false when the next word is a name. */
static bool option(const char *word, const char *value)
{
    if (strcmp(word, "--out") == 0) {
        folder = value;
        with_scenes = true;
    } else if (strcmp(word, "--size") == 0) {
        if (sscanf(value, "%dx%d", &look.width, &look.height) != 2) {
            fprintf(stderr, "gallery: --size WxH\n");
            exit(2);
        }
    } else if (strcmp(word, "--text") == 0) {
        look.text_percent = (int)strtol(value, NULL, 10);
    } else if (strcmp(word, "--theme") == 0) {
        look.theme = theme_index(value);
    } else if (strcmp(word, "--language") == 0) {
        look.language = (int)strtol(value, NULL, 10);
    } else if (strcmp(word, "--page") == 0) {
        page = (int)strtol(value, NULL, 10);
    } else {
        return false;
    }
    return true;
}

int main(int argc, char **argv)
{
    struct port_text *text = NULL;
    struct port_display *display = NULL;
    struct file_bytes art;
    while (argc > 2 && option(argv[1], argv[2])) {
        argc -= 2;
        argv += 2;
    }
    must(text_ttf_open(TEXT_FONT_FOLDER, TEXT_CACHE_BYTES, &text), "fonts");
    must(display_memory_open(look.width, look.height, &display), "display");
    must(files_linux()->ops->map("build/assets/art.bin", &art), "build/assets/art.bin");
    must(painter_init(&painter, text, art.bytes, art.size, cache, sizeof cache), "painter");
    painter_set_theme(&painter, (enum theme)look.theme);
    state_looks(&look);
    (void)mkdir("out", 0755);
    (void)mkdir(folder, 0755);
    const struct ui_env env = {text, look.width, look.height, 311, look.text_percent};
    int bad = 0;
    for (int i = 0; i < state_count(); i++) {
        const struct state *state = state_at(i);
        if (wanted(state->name, argc, argv)) {
            bad += draw(&env, display, state_make(state), state);
        }
    }
    for (int form = 0; state_form_name(form) != NULL; form++) {
        bad += draw_form(&env, display, form, argc, argv);
    }
    display->ops->close(display);
    text->ops->close(text);
    return bad == 0 ? 0 : 1;
}
