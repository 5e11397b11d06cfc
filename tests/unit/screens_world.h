/* Every screen in every state of the gallery, and every page of the forms, in one look after
 * another: for the tests that hold them to the rules of ui/check.h. Real fonts and drawings. */
#ifndef TESTS_UNIT_SCREENS_WORLD_H
#define TESTS_UNIT_SCREENS_WORLD_H

#include "app/settings.h"
#include "app/sound/languages.h"
#include "app/steps.h"
#include "platform/port_files.h"
#include "platform/sdl/text_ttf.h"
#include "platform/sim/display_memory.h"
#include "tests/check.h"
#include "tests/tools/states.h"
#include "tests/tools/text_memo.h"
#include "ui/check.h"
#include "ui/paint/painter.h"
#include "ui/screens/screens.h"
#include "ui/widgets/widgets.h"

#define PAGES_MAX 40
#define KINDS_MAX 60

/* What a sanitizer looks for lies in the code, not in every look of it: one language and fewer
 * shapes are drawn with it, all of them without. */
#ifdef __SANITIZE_ADDRESS__
#    define WORLD_FEW 1
#else
#    define WORLD_FEW 0
#endif

static struct screens_world {
    struct port_text *text;
    struct port_display *display;
    struct file_bytes art;
    struct painter painter;
    struct ui_env env;
    struct view view;
    struct draw_list list, scratch;
    struct layout_report layout;
    uint8_t cache[PAINTER_CACHE_BYTES], frame[SCREENS_FRAME_BYTES];
    char language[LANGUAGE_CODE];
    char name[128]; /* of what is looked at, for reports */
} w;

static inline void world_open(void)
{
    CHECK(!failed(text_ttf_open(TEXT_FONT_FOLDER, TEXT_CACHE_BYTES, &w.text)));
    w.text = text_memo(w.text);
    CHECK(!failed(display_memory_open(1920, 1920, &w.display)));
    CHECK(!failed(files_linux()->ops->map("build/assets/art.bin", &w.art)));
    CHECK(!failed(
        painter_init(&w.painter, w.text, w.art.bytes, w.art.size, w.cache, sizeof w.cache)));
}

static inline void world_close(void)
{
    w.display->ops->close(w.display);
    w.text->ops->close(w.text);
}

/* One look for everything built from here on. */
static inline void world_look(const struct state_look *look)
{
    struct settings settings;
    state_defaults(&settings);
    (void)settings_language(&settings, look->language, w.language);
    state_looks(look);
    w.env = (struct ui_env){w.text, look->width, look->height, 311, look->text_percent};
    painter_set_theme(&w.painter, (enum theme)look->theme);
}

/* Builds and lays out one app; page of its answers. */
static inline void world_build(struct app *app, const struct state *state, int page)
{
    struct arena frame;
    arena_init(&frame, w.frame, sizeof w.frame);
    app->practice = true;
    app->page = page;
    app->sheets.turned = page;
    step_form_language(app);
    screens_build(app, &frame, &w.view);
    if (state->spoken != NULL || state->focused != NULL || state->pressed != NULL ||
        state->armed != NULL) {
        state_touch(state, &w.view);
    }
    screens_place(app, &w.env, &frame, &w.view, &w.layout);
}

static inline void world_paint(void)
{
    struct canvas *whole = w.display->ops->canvas(w.display);
    struct canvas canvas = {whole->pixels, w.env.width, w.env.height, whole->stride};
    const struct rect all = {0, 0, canvas.width, canvas.height};
    widgets_draw(&w.env, &w.view, &w.list);
    CHECK(!w.list.full);
    CHECK(!failed(painter_paint(&w.painter, &w.list, &canvas, &all, 1)));
}

static inline void world_contrast(int theme, struct check_report *report)
{
    struct canvas *whole = w.display->ops->canvas(w.display);
    const struct canvas canvas = {whole->pixels, w.env.width, w.env.height, whole->stride};
    check_contrast(&w.view, &w.list, &canvas, theme_colors[theme], report);
}

/* The languages that are ready, by their place in the settings: a new one joins by itself. */
static inline int world_languages(int ret_languages[LANGUAGES_MAX])
{
    struct settings settings;
    char code[LANGUAGE_CODE];
    int count = 0;
    state_defaults(&settings);
    for (int i = 0; settings_language(&settings, i, code) != NULL; i++) {
        const struct language *language = language_find(code);
        if (language != NULL && language->ready) {
            ret_languages[count++] = i;
        }
    }
    return count;
}

typedef void world_visit(const struct state_look *look);

/* The screen deals a list of its own: its last page is looked at, too. */
static inline bool world_lists(void)
{
    for (int i = 0; i < w.view.count; i++) {
        if (w.view.nodes[i].more && w.view.nodes[i].intent.kind == INTENT_PAGE) {
            return true;
        }
    }
    return false;
}

static inline void world_pages(struct app *(*make)(const void *of), const void *of,
                               const struct state *state, const char *name,
                               const struct state_look *look, world_visit *visit)
{
    int pages = 1, list = 0;
    for (int page = 0; page < pages && page < PAGES_MAX; page++) {
        struct app *app = make(of);
        app->studio.page = list > 0 ? list : app->studio.page;
        if (list > 0 && app->visit != NULL) {
            app->visit->list_page = list;
            app->visit->finding.page = list;
        }
        world_build(app, state, page);
        if (page > 0 && list == 0 && w.view.page != page) {
            printf("# %s: page %d does not turn\n", name, page + 1);
            CHECK(false);
        }
        if (list == 0 && world_lists()) {
            pages = 2;
            list = w.view.pages - 1;
        } else if (list == 0) {
            pages = w.view.pages;
        }
        (void)snprintf(w.name, sizeof w.name, "%dx%d %d%% %s: %s page %d", look->width,
                       look->height, look->text_percent, w.language, name, page + 1);
        visit(look);
    }
}

static inline struct app *world_state(const void *of)
{
    return state_make(of);
}

/* A page of a form; sent wrong, or its answers to be checked. */
struct world_page {
    int form, index;
    bool wrong;
};

static inline struct app *world_form(const void *of)
{
    const struct world_page *page = of;
    struct app *app = state_form_page(page->form, page->index);
    app->visit->has_problem = page->wrong;
    app->visit->problem.text = NULL; /* a message, in the language that is looked at */
    app->visit->problem_message = MSG_ANSWER_WRONG_KIND;
    return app;
}

static inline struct app *world_check(const void *of)
{
    const struct world_page *page = of;
    return state_form_check(page->form, page->index);
}

/* Every state of the gallery. */
static inline void world_states(const struct state_look *look, world_visit *visit)
{
    world_look(look);
    for (int i = 0; i < state_count(); i++) {
        world_pages(world_state, state_at(i), state_at(i), state_at(i)->name, look, visit);
    }
}

/* Every page of every form, answered, then wrong; and its answers to be checked. */
static inline void world_forms(const struct state_look *look, world_visit *visit)
{
    static const struct state plain = {.name = "form"};
    char name[64];
    world_look(look);
    for (int form = 0; state_form_name(form) != NULL; form++) {
        for (int i = 0; state_form_page(form, i) != NULL; i++) {
            for (int wrong = 0; wrong < 2; wrong++) {
                const struct world_page page = {form, i, wrong == 1};
                (void)snprintf(name, sizeof name, "%s %d%s", state_form_name(form), i + 1,
                               wrong == 1 ? " wrong" : "");
                world_pages(world_form, &page, &plain, name, look, visit);
            }
            state_form_page(form, i)->visit->has_problem = false;
        }
        const struct world_page all = {form, 0, false};
        (void)snprintf(name, sizeof name, "%s check", state_form_name(form));
        world_pages(world_check, &all, &plain, name, look, visit);
    }
}

static inline struct app *world_kind(const void *of)
{
    return state_kinds_page(*(const int *)of);
}

/* Every page of the form that has every kind of question. */
static inline void world_kinds(const struct state_look *look, world_visit *visit)
{
    static const struct state plain = {.name = "kinds"};
    char name[64];
    world_look(look);
    int i = 0;
    for (; i < KINDS_MAX && state_kinds_page(i) != NULL; i++) {
        (void)snprintf(name, sizeof name, "kinds %d", i + 1);
        world_pages(world_kind, &i, &plain, name, look, visit);
    }
    CHECK(i > 10 && i < KINDS_MAX);
}

static inline void world_show(const struct check_report *report)
{
    for (int i = 0; i < report->count && i < CHECK_FINDINGS_MAX; i++) {
        const struct check_finding *f = &report->findings[i];
        printf("# %s: %s at %s %s: %d, want %d\n", w.name, f->rule, f->node,
               f->other != NULL ? f->other : "", f->got, f->want);
    }
    CHECK_INT(report->count, 0);
}

static inline bool world_offers(const char *name, int intent)
{
    for (int i = 0; i < w.view.count; i++) {
        const struct view_node *n = &w.view.nodes[i];
        if (view_is_shown(n) && ((name != NULL && n->name != NULL && strcmp(n->name, name) == 0) ||
                                 (intent != 0 && n->intent.kind == intent))) {
            return true;
        }
    }
    return false;
}

/* Layout, sizes, gaps, texts; a way on or back, and an officer to call, on every page. */
static inline void world_hold(const struct state_look *look)
{
    struct check_report report = {.count = 0};
    (void)look;
    if (w.layout.overflows > 0 || w.view.full) {
        printf("# %s: %s lacks %d px%s\n", w.name, w.layout.name, w.layout.missing_px,
               w.view.full ? ", view full" : "");
    }
    CHECK_INT(w.layout.overflows, 0);
    CHECK(!w.view.full);
    check_view(&w.env, &w.view, &w.scratch, &report);
    world_show(&report);
    CHECK(world_offers("practice", 0) || strcmp(w.view.screen, "starting") == 0);
    const bool still = strcmp(w.view.screen, "starting") == 0 ||   /* nothing works yet */
                       strcmp(w.view.screen, "looked-after") == 0; /* or any more */
    if (!still && !world_offers(NULL, INTENT_CALL_OFFICER)) {
        printf("# %s: no officer to call\n", w.name);
        CHECK(false);
    }
}

/* Contrast in the picture painted in this theme. */
static inline void world_stand_out(enum theme theme)
{
    struct check_report report = {.count = 0};
    const size_t end = strlen(w.name);
    painter_set_theme(&w.painter, theme);
    world_paint();
    world_contrast(theme, &report);
    (void)snprintf(w.name + end, sizeof w.name - end, " in %s", theme_names[theme]);
    world_show(&report);
    w.name[end] = '\0';
}

#endif
