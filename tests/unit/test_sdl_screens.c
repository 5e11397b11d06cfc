/* Every screen and dialog in every state of the gallery, with real fonts and drawings, held to the
 * rules of the design: nothing clipped, too small, too near, unnamed, silent or pale. */
#include <string.h>

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

/* Pictures, transcripts and digests are found by these names. */
TEST(every_state_has_a_number_of_its_own)
{
    for (int i = 0; i < state_count(); i++) {
        const char *name = state_at(i)->name;
        const size_t number = strcspn(name, "-") + 1;
        for (int k = 0; k < i; k++) {
            const bool again = strncmp(name, state_at(k)->name, number) == 0;
            if (again) {
                printf("# %s and %s: give one of them another number\n", state_at(k)->name, name);
            }
            CHECK(!again);
        }
    }
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

/* One without an icon of its own would wear the first there is, the arrow that leads back. */
TEST(each_part_of_the_dashboard_wears_its_own_pictogram)
{
    int worn[HEALTH_PARTS];
    int count = 0;
    for (int i = 0; i < state_count(); i++) {
        if (strcmp(state_at(i)->name, "15c-staff-more") != 0) {
            continue;
        }
        (void)build(state_at(i), true);
        for (int k = 0; k < view.count; k++) {
            const struct view_node *node = &view.nodes[k];
            if (node->name != NULL && strncmp(node->name, "health.", 7) == 0) {
                CHECK(count < HEALTH_PARTS && node->icon > 0 && node->icon != ICON_BACK + 1);
                for (int other = 0; other < count; other++) {
                    CHECK(worn[other] != node->icon);
                }
                worn[count++ % HEALTH_PARTS] = node->icon;
            }
        }
    }
    CHECK_INT(count, HEALTH_PARTS);
}

TEST(practice_is_marked_on_every_screen)
{
    for (int i = 0; i < state_count(); i++) {
        (void)build(state_at(i), true);
        CHECK(view_find(&view, "practice") != NULL);
    }
}

TEST(that_more_than_one_may_be_chosen_is_said_where_the_form_does_not)
{
    for (int i = 0; i < state_count(); i++) {
        if (strcmp(state_at(i)->name, "36c-question-many") == 0) {
            (void)build(state_at(i), false);
            const struct view_node *hint = view_find(&view, "hint");
            CHECK(hint != NULL && hint->say[0].kind == SAY_MESSAGE);
            CHECK_INT(hint != NULL ? hint->say[0].message : MSG_NONE, MSG_MANY_HINT);
        }
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

/* All questions of all forms, those off her way too. */
static int each_question(void (*look)(struct app *app, const char *name))
{
    int questions = 0;
    for (int form = 0; state_form_name(form) != NULL; form++) {
        struct app *app;
        for (int i = 0; (app = state_form_question(form, i)) != NULL; i++) {
            char name[32];
            (void)snprintf(name, sizeof name, "%s question %d", state_form_name(form), i + 1);
            look(app, name);
            questions++;
        }
    }
    return questions;
}

TEST(every_question_of_every_form_keeps_the_rules)
{
    CHECK(each_question(check_app) > 150);
    for (int form = 0; state_form_name(form) != NULL; form++) {
        CHECK(state_form_page(form, 9) != NULL);
        check_app(state_form_check(form, 0), state_form_name(form));
        check_app(state_form_check(form, 1), state_form_name(form));
    }
}

static void check_wrong(struct app *app, const char *name)
{
    app->visit->has_problem = true;
    app->visit->problem.text = "Tên chỉ có chữ, không có số. Bà con xem lại giúp máy.";
    check_app(app, name);
}

TEST(every_question_keeps_the_rules_when_the_answer_is_wrong)
{
    CHECK(each_question(check_wrong) > 150);
}

/* As it is painted, for contrast: typed and wrong by turns. */
static void check_painted(struct app *app, const char *name)
{
    static int turn;
    struct canvas *canvas = display->ops->canvas(display);
    const struct rect all = {0, 0, canvas->width, canvas->height};
    struct check_report report = {.count = 0};
    app->visit->has_problem = ++turn % 2 == 1;
    app->visit->problem.text = "Bà con xem lại giúp máy.";
    (void)build_app(app);
    widgets_draw(&env, &view, &list);
    CHECK(!list.full);
    CHECK(!failed(painter_paint(&painter, &list, canvas, &all, 1)));
    check_contrast(&view, &list, canvas, theme_colors[THEME_LIGHT], &report);
    show(&(struct state){.name = name}, &report);
}

TEST(every_page_of_every_form_stands_out_seven_to_one)
{
    for (int form = 0; state_form_name(form) != NULL; form++) {
        struct app *app;
        for (int i = 0; (app = state_form_page(form, i)) != NULL; i++) {
            check_painted(app, state_form_name(form));
        }
    }
}

int main(void)
{
    open_all();
    RUN(every_state_has_a_number_of_its_own);
    RUN(every_screen_fits_its_zones);
    RUN(every_screen_keeps_the_rules_of_size_gap_and_text);
    RUN(every_text_stands_out_seven_to_one_in_the_picture);
    RUN(each_part_of_the_dashboard_wears_its_own_pictogram);
    RUN(practice_is_marked_on_every_screen);
    RUN(that_more_than_one_may_be_chosen_is_said_where_the_form_does_not);
    RUN(the_same_state_gives_the_same_frame);
    RUN(every_question_of_every_form_keeps_the_rules);
    RUN(every_question_keeps_the_rules_when_the_answer_is_wrong);
    RUN(every_page_of_every_form_stands_out_seven_to_one);
    display->ops->close(display);
    text->ops->close(text);
    return check_done();
}
