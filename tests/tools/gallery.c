/* Draws every screen with made-up states through the real build functions, layout and painter, into
 * out/gallery/NN-screen.png, to be looked at beside design/screens.
 *
 *     make gallery            all, with the checks of ui/check.h
 *     build/release/tests/gallery NAME...   some
 *     build/release/tests/gallery --out DIR NAME...   elsewhere, with their scenes as text
 *     ... --size 1920x1080 --text 200 --theme dark --language en --page 1   in another shape, page
 *     build/release/tests/gallery --all DIR 1080x1920   in every shape of a size, small
 *     build/release/tests/gallery --sheet DIR   DIR.html, which shows them (make screens)
 *     build/release/tests/gallery --digests 1080x1920   its part of tests/golden/digests.tsv
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "platform/linux/png_file.h"
#include "tests/tools/contact_sheet.h"
#include "tests/tools/digests.h"
#include "tests/tools/shapes.h"
#include "ui/theme.h"

static const char *folder = "out/gallery";
static bool with_scenes;
static int page; /* of the answers */

static void write_scene(const struct drawn *p, const char *name)
{
    char path[256];
    (void)snprintf(path, sizeof path, "%s/%s.scene", folder, name);
    FILE *file = fopen(path, "w");
    if (file == NULL || fwrite(p->scene, 1, p->scene_bytes, file) != p->scene_bytes ||
        fclose(file) != 0) {
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

static int draw(struct app *app, const struct state *state)
{
    const struct drawn *p = studio_draw(app, state, page);
    char path[256];
    (void)snprintf(path, sizeof path, "%s/%s.png", folder, state->name);
    studio_must(image_write_rgb(path, &p->canvas), path);
    if (with_scenes) {
        write_scene(p, state->name);
    }
    printf("%s: %d nodes, %d commands, frame %zu bytes", state->name, p->view->count, p->commands,
           p->frame_bytes);
    if (p->bad) {
        printf("  OVERFLOW %s lacks %d px", p->layout.name, p->layout.missing_px);
    }
    if (p->view->pages > 1) {
        printf("  page %d of %d", p->view->page + 1, p->view->pages);
    }
    printf("\n");
    return p->bad;
}

static int draw_form(int form, int argc, char **argv)
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
            bad += draw(app, &(struct state){.name = name});
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
        look.language = shape_language(value);
    } else if (strcmp(word, "--page") == 0) {
        page = (int)strtol(value, NULL, 10);
    } else {
        return false;
    }
    return true;
}

static int draw_wanted(int argc, char **argv)
{
    int bad = 0;
    (void)mkdir(folder, 0755);
    studio_look(&look);
    for (int i = 0; i < state_count(); i++) {
        const struct state *state = state_at(i);
        if (wanted(state->name, argc, argv)) {
            bad += draw(state_make(state), state);
        }
    }
    for (int form = 0; state_form_name(form) != NULL; form++) {
        bad += draw_form(form, argc, argv);
    }
    return bad;
}

int main(int argc, char **argv)
{
    int bad = 0;
    while (argc > 2 && option(argv[1], argv[2])) {
        argc -= 2;
        argv += 2;
    }
    (void)mkdir("out", 0755);
    studio_open();
    if (argc == 4 && strcmp(argv[1], "--all") == 0) {
        contact_sheet_draw(argv[2], argv[3]);
    } else if (argc == 3 && strcmp(argv[1], "--sheet") == 0) {
        contact_sheet_write(argv[2]);
    } else if (argc == 3 && strcmp(argv[1], "--digests") == 0) {
        digests_print(argv[2]);
    } else {
        bad = draw_wanted(argc, argv);
    }
    studio_close();
    return bad == 0 ? 0 : 1;
}
