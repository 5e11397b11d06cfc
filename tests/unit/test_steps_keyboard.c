/* Whether strokes of the real keyboard count; what they write: unit/test_composer.c and
 * flow/keyboard.play. */
#include "app/steps.h"
#include "platform/port_keyboard.h"
#include "tests/unit/app_world.h"

static void begin(bool assisted)
{
    app_begin((struct app_world){.form = NULL});
    intend(INTENT_LANGUAGE, 0);
    app.screen = SCREEN_QUESTION;
    app.visit->assisted = assisted;
    now += 5000;
}

static void strike(enum stroke_kind kind, char character)
{
    happen((struct event){.kind = HAPPENED_STROKE, .number = (int)kind, .argument = character});
}

/* Strikes every sort; false when anything at all came of it. */
static bool is_deaf(void)
{
    const unsigned revision = app.revision;
    const uint64_t touched = app.last_touch_ms;
    const enum screen screen = app.screen;
    for (int kind = STROKE_CHARACTER; kind <= STROKE_BACK; kind++) {
        strike((enum stroke_kind)kind, 'a');
        if (fx.count > 0) {
            return false;
        }
    }
    return app.revision == revision && app.last_touch_ms == touched && app.screen == screen;
}

TEST(without_an_officer_nothing_is_heard)
{
    begin(false);
    CHECK(is_deaf());
}

TEST(without_a_visit_nothing_is_heard)
{
    app_begin((struct app_world){.form = NULL});
    now += 5000;
    CHECK(is_deaf());
}

TEST(under_a_dialog_or_a_sheet_and_on_other_pages_nothing_is_heard)
{
    const enum screen deaf[] = {SCREEN_NEED, SCREEN_IDENTITY, SCREEN_CHECK, SCREEN_SENDING,
                                SCREEN_OUTCOME};
    begin(true);
    for (size_t i = 0; i < sizeof deaf / sizeof deaf[0]; i++) {
        app.screen = deaf[i];
        CHECK(is_deaf());
    }
    app.screen = SCREEN_QUESTION;
    app.overlay = OVERLAY_IDLE;
    CHECK(is_deaf());
    app.overlay = OVERLAY_NONE;
    step_sheet(&app, SHEET_GATE, &fx);
    CHECK(is_deaf());
}

TEST(with_an_officer_it_counts_as_somebody_there)
{
    begin(true);
    strike(STROKE_CHARACTER, 'a');
    CHECK_INT((int)app.last_touch_ms, (int)now);
}

int main(void)
{
    RUN(without_an_officer_nothing_is_heard);
    RUN(without_a_visit_nothing_is_heard);
    RUN(under_a_dialog_or_a_sheet_and_on_other_pages_nothing_is_heard);
    RUN(with_an_officer_it_counts_as_somebody_there);
    return check_done();
}
