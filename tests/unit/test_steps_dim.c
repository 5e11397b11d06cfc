/* When the welcome page is dimmed, and who makes it light again. */
#include "app/steps.h"
#include "tests/unit/app_world.h"

static void tick(int ms)
{
    now += (uint64_t)ms;
    happen((struct event){.kind = HAPPENED_TICK});
}

/* The next time that local time of day comes, as minutes; the kiosk is 420 minutes ahead. */
static void at(int minute)
{
    static int64_t wall;
    int64_t then = (int64_t)1795392000 + ((int64_t)minute - 420) * 60;
    while (then < wall) {
        then += 86400;
    }
    now += wall == 0 ? 0 : (uint64_t)(then - wall) * 1000;
    wall = then;
    happen((struct event){.kind = HAPPENED_TICK, .now_s = then});
}

TEST(a_page_that_nobody_touches_is_dimmed_and_a_touch_lights_it)
{
    app_begin((struct app_world){0});
    settings.dim_after_s = 100;
    happen((struct event){.kind = HAPPENED_TOUCH});
    tick(99999);
    CHECK(!app.dimmed && app_light(&app) == 100);
    tick(1);
    CHECK(app.dimmed && app_light(&app) == 30);
    CHECK(did(FX_STAFF, STAFF_LIGHT));
    tick(1000);
    CHECK(!did(FX_STAFF, STAFF_LIGHT)); /* once */
    happen((struct event){.kind = HAPPENED_TOUCH});
    CHECK(!app.dimmed && app_light(&app) == 100);
    CHECK(did(FX_STAFF, STAFF_LIGHT));
}

TEST(greetings_that_come_again_keep_nothing_light)
{
    app_begin((struct app_world){0});
    settings.dim_after_s = 150;
    happen((struct event){.kind = HAPPENED_TOUCH});
    for (int i = 0; i < 15; i++) {
        tick(10000);
    }
    CHECK(app.dimmed);
}

TEST(who_is_there_is_not_left_in_the_dark)
{
    app_begin((struct app_world){0});
    settings.dim_after_s = 20;
    intend(INTENT_LANGUAGE, 0);
    CHECK_INT(app.screen, SCREEN_NEED);
    tick(60000);
    CHECK(!app.dimmed);
}

TEST(it_is_never_made_lighter_by_dimming)
{
    app_begin((struct app_world){0});
    app.light = 20;
    app.dimmed = true;
    CHECK_INT(app_light(&app), 20);
}

TEST(zero_seconds_are_never)
{
    app_begin((struct app_world){0});
    settings.dim_after_s = 0;
    tick(86400000);
    CHECK(!app.dimmed);
    CHECK_INT(step_dim_deadline_ms(&app, now), -1);
}

TEST(a_night_lies_over_midnight_or_within_a_day)
{
    app_begin((struct app_world){0});
    at(0);
    CHECK(!step_is_night(&app)); /* from = to: there is none */
    settings.night_from = 1080;  /* 18:00 to 6:30 */
    settings.night_to = 390;
    at(1079);
    CHECK(!step_is_night(&app));
    at(1080);
    CHECK(step_is_night(&app));
    at(389);
    CHECK(step_is_night(&app));
    at(390);
    CHECK(!step_is_night(&app));
    settings.night_from = 60;
    settings.night_to = 120;
    at(60);
    CHECK(step_is_night(&app));
    at(120);
    CHECK(!step_is_night(&app));
}

TEST(in_the_night_it_is_dimmed_soon_and_greets_nobody)
{
    app_begin((struct app_world){0});
    settings.night_from = 0;
    settings.night_to = 1439;
    happen((struct event){.kind = HAPPENED_TOUCH});
    tick(30000);
    CHECK(app.dimmed);
    tick(60000);
    CHECK(!did(FX_SPEAK, 1));
    settings.night_to = 0;
    tick(60000);
    CHECK(did(FX_SPEAK, 1)); /* by day it does */
}

int main(void)
{
    RUN(a_page_that_nobody_touches_is_dimmed_and_a_touch_lights_it);
    RUN(greetings_that_come_again_keep_nothing_light);
    RUN(who_is_there_is_not_left_in_the_dark);
    RUN(it_is_never_made_lighter_by_dimming);
    RUN(zero_seconds_are_never);
    RUN(a_night_lies_over_midnight_or_within_a_day);
    RUN(in_the_night_it_is_dimmed_soon_and_greets_nobody);
    return check_done();
}
