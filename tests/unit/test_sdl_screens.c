/* Every screen and dialog in every state of the gallery, with real fonts and drawings, held to the
 * rules of the design: nothing clipped, too small, too near, unnamed, silent or pale. */
#include "platform/port_files.h"
#include "platform/sdl/text_ttf.h"
#include "platform/sim/display_memory.h"
#include "tests/check.h"
#include "tests/tools/states.h"
#include "ui/check.h"
#include "ui/layout.h"
#include "ui/paint/painter.h"
#include "ui/screens/screens.h"
#include "ui/widgets/widgets.h"

static struct painter painter;
static struct draw_list list, scratch;
static struct view view;
static uint8_t cache[PAINTER_CACHE_BYTES], frame_storage[SCREENS_FRAME_BYTES];
static struct port_text *text;
static struct port_display *display;
static struct file_bytes art;
static struct ui_env env;

static void open_all(void)
{
    CHECK(!failed(text_ttf_open(TEXT_FONT_FOLDER, TEXT_CACHE_BYTES, &text)));
    CHECK(!failed(display_memory_open(1080, 1920, &display)));
    CHECK(!failed(files_linux()->ops->map("build/assets/art.bin", &art)));
    CHECK(!failed(painter_init(&painter, text, art.bytes, art.size, cache, sizeof cache)));
    env = (struct ui_env){text, 1080, 1920, 311, 100};
}

static struct layout_report build_app(struct app *app)
{
    struct arena frame;
    struct layout_report layout;
    arena_init(&frame, frame_storage, sizeof frame_storage);
    app->practice = true;
    screens_build(app, &frame, &view);
    screens_place(app, &env, &frame, &view, &layout);
    return layout;
}

static struct layout_report build(const struct state *state, bool practice)
{
    struct arena frame;
    struct layout_report layout;
    arena_init(&frame, frame_storage, sizeof frame_storage);
    struct app *app = state_make(state);
    app->practice = app->practice || practice;
    screens_build(app, &frame, &view);
    state_touch(state, &view);
    screens_place(app, &env, &frame, &view, &layout);
    return layout;
}

static void show(const struct state *state, const struct check_report *report)
{
    for (int i = 0; i < report->count && i < CHECK_FINDINGS_MAX; i++) {
        const struct check_finding *f = &report->findings[i];
        printf("# %s: %s at %s %s: %d, want %d\n", state->name, f->rule, f->node,
               f->other != NULL ? f->other : "", f->got, f->want);
    }
    CHECK_INT(report->count, 0);
}

TEST(every_screen_fits_its_zones)
{
    for (int i = 0; i < state_count(); i++) {
        const struct layout_report layout = build(state_at(i), true);
        if (layout.overflows > 0) {
            printf("# %s: %s lacks %d px\n", state_at(i)->name, layout.name, layout.missing_px);
        }
        CHECK_INT(layout.overflows, 0);
        CHECK(!view.full);
    }
}

TEST(every_screen_keeps_the_rules_of_size_gap_and_text)
{
    for (int i = 0; i < state_count(); i++) {
        struct check_report report = {.count = 0};
        (void)build(state_at(i), true);
        check_view(&env, &view, &scratch, &report);
        show(state_at(i), &report);
    }
}

TEST(every_text_stands_out_seven_to_one_in_the_picture)
{
    struct canvas *canvas = display->ops->canvas(display);
    const struct rect all = {0, 0, canvas->width, canvas->height};
    for (int i = 0; i < state_count(); i++) {
        struct check_report report = {.count = 0};
        (void)build(state_at(i), true);
        widgets_draw(&env, &view, &list);
        CHECK(!list.full);
        CHECK(!failed(painter_paint(&painter, &list, canvas, &all, 1)));
        check_contrast(&view, &list, canvas, theme_colors[THEME_LIGHT], &report);
        show(state_at(i), &report);
    }
}

TEST(practice_is_marked_on_every_screen)
{
    for (int i = 0; i < state_count(); i++) {
        (void)build(state_at(i), true);
        CHECK(view_find(&view, "practice") != NULL);
    }
}

TEST(the_same_state_gives_the_same_frame)
{
    for (int i = 0; i < state_count(); i++) {
        (void)build(state_at(i), false);
        widgets_draw(&env, &view, &list);
        const int count = list.count;
        (void)build(state_at(i), false);
        widgets_draw(&env, &view, &scratch);
        CHECK_INT(scratch.count, count);
        for (int k = 0; k < count; k++) {
            CHECK(memcmp(&list.cmds[k].rect, &scratch.cmds[k].rect, sizeof(struct rect)) == 0);
        }
    }
}

/* One built app held to the rules; name is for the report. */
static void check_app(struct app *app, const char *name)
{
    struct check_report report = {.count = 0};
    const struct layout_report layout = build_app(app);
    if (layout.overflows > 0) {
        printf("# %s: %s lacks %d px\n", name, layout.name, layout.missing_px);
    }
    CHECK_INT(layout.overflows, 0);
    check_view(&env, &view, &scratch, &report);
    show(&(struct state){.name = name}, &report);
}

TEST(every_page_of_the_birth_form_keeps_the_rules)
{
    int pages = 0;
    for (struct app *app = state_birth_page(0); app != NULL; app = state_birth_page(++pages)) {
        char name[16];
        (void)snprintf(name, sizeof name, "page %d", pages + 1);
        check_app(app, name);
    }
    CHECK(pages >= 10 && pages <= 25);
    check_app(state_birth_check(0), "check 1");
    check_app(state_birth_check(1), "check 2");
}

TEST(every_page_of_the_birth_form_keeps_the_rules_when_the_answer_is_wrong)
{
    int pages = 0;
    for (struct app *app = state_birth_page(0); app != NULL; app = state_birth_page(++pages)) {
        char name[24];
        (void)snprintf(name, sizeof name, "wrong page %d", pages + 1);
        app->visit->has_problem = true;
        app->visit->problem.text = "Tên chỉ có chữ, không có số. Bà con xem lại giúp máy.";
        check_app(app, name);
        app->visit->has_problem = false;
    }
    CHECK(pages >= 10);
}

/* The birth form as it is painted, for contrast: every page, typed and wrong. */
TEST(every_page_of_the_birth_form_stands_out_seven_to_one)
{
    struct canvas *canvas = display->ops->canvas(display);
    const struct rect all = {0, 0, canvas->width, canvas->height};
    int pages = 0;
    for (struct app *app = state_birth_page(0); app != NULL; app = state_birth_page(++pages)) {
        struct check_report report = {.count = 0};
        app->visit->has_problem = pages % 2 == 1;
        app->visit->problem.text = "Bà con xem lại giúp máy.";
        (void)build_app(app);
        widgets_draw(&env, &view, &list);
        CHECK(!list.full);
        CHECK(!failed(painter_paint(&painter, &list, canvas, &all, 1)));
        check_contrast(&view, &list, canvas, theme_colors[THEME_LIGHT], &report);
        show(&(struct state){.name = "birth"}, &report);
        app->visit->has_problem = false;
    }
    CHECK(pages >= 10);
}

int main(void)
{
    open_all();
    RUN(every_screen_fits_its_zones);
    RUN(every_screen_keeps_the_rules_of_size_gap_and_text);
    RUN(every_text_stands_out_seven_to_one_in_the_picture);
    RUN(practice_is_marked_on_every_screen);
    RUN(the_same_state_gives_the_same_frame);
    RUN(every_page_of_the_birth_form_keeps_the_rules);
    RUN(every_page_of_the_birth_form_keeps_the_rules_when_the_answer_is_wrong);
    RUN(every_page_of_the_birth_form_stands_out_seven_to_one);
    display->ops->close(display);
    text->ops->close(text);
    return check_done();
}
