/* How she hears the kiosk, and what is said for her by and by: loudness, speed, a pause, the last
 * seconds, the question before keys of a secret. */
#include "app/sound/player.h"
#include "app/steps.h"
#include "tests/unit/app_world.h"

static void begin(void)
{
    app_begin((struct app_world){0});
}

static bool had(enum effect_kind kind)
{
    for (int i = 0; i < fx.count; i++) {
        if (fx.list[i].kind == kind) {
            return true;
        }
    }
    return false;
}

TEST(the_last_seconds_are_said_and_the_clock_waits_for_that)
{
    begin();
    intend(INTENT_LANGUAGE, 0);
    now += (uint64_t)app.settings->idle_warning_s * 1000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK_INT(app.overlay, OVERLAY_IDLE);
    now += (uint64_t)(app.settings->idle_answer_s - 21) * 1000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(!had(FX_SAY));
    now += 1000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(did(FX_SAY, MSG_IDLE_LEFT_20));
    happen((struct event){.kind = HAPPENED_SPEECH, .number = 1});
    now += 3000;
    happen((struct event){.kind = HAPPENED_SPEECH, .number = 0});
    now += 9000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(!had(FX_SAY)); /* three seconds were spent on saying it */
    now += 1000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(did(FX_SAY, MSG_IDLE_LEFT_10));
    now += 9999;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(!had(FX_SAY) && app.overlay == OVERLAY_IDLE);
    now++;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK_INT(app.screen, SCREEN_WELCOME);
}

TEST(a_secret_typed_by_key_is_asked_for_once)
{
    begin();
    intend(INTENT_LANGUAGE, 0);
    step_enter(&app, SCREEN_TYPE_ID, &fx);
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK_INT(app.overlay, OVERLAY_NONE); /* a finger sees its keys */
    happen((struct event){.kind = HAPPENED_TOUCH, .number = 1});
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK_INT(app.overlay, OVERLAY_READ_ALOUD);
    intend(INTENT_READ, 0);
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(app.overlay == OVERLAY_NONE && !app.visit->read_private);
    step_enter(&app, SCREEN_SLIP, &fx);
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK_INT(app.overlay, OVERLAY_NONE); /* she said so */
}

TEST(loudness_by_key_stops_at_both_ends)
{
    begin();
    intend(INTENT_LANGUAGE, 0);
    for (int i = 0; i < 9; i++) {
        intend(INTENT_VOLUME, 1);
        CHECK(had(FX_VOLUME) && had(FX_SAY));
    }
    CHECK_INT(app.volume, PLAYER_VOLUMES - 1);
    CHECK(did(FX_SAY, MSG_VOLUME_LOUDEST));
    for (int i = 0; i < 9; i++) {
        intend(INTENT_VOLUME, -1);
    }
    CHECK_INT(app.volume, 0);
}

TEST(speech_has_seven_speeds_and_a_page_that_gives_back_the_first)
{
    begin();
    intend(INTENT_LANGUAGE, 0);
    intend(INTENT_DISPLAY, 0);
    intend(INTENT_HEARING, 0);
    CHECK_INT(app_sheet(&app), SHEET_HEARING);
    for (int i = 0; i < PLAYER_SPEEDS; i++) {
        intend(INTENT_SPEED, 1);
    }
    CHECK_INT(app.speed, PLAYER_SPEEDS - 1);
    CHECK(did(FX_SAY, MSG_SPEED_FASTEST));
    for (int i = 1; i < PLAYER_SPEEDS; i++) {
        intend(INTENT_SPEED, -1);
        CHECK_INT(app.speed, PLAYER_SPEEDS - 1 - i);
    }
    CHECK(did(FX_SAY, MSG_SPEED_SLOWEST));
    intend(INTENT_VOLUME, -1);
    intend(INTENT_HEARING_RESET, 0);
    CHECK(app.speed == PLAYER_SPEED_DEFAULT && app.volume == settings.volume);
    CHECK(did(FX_SAY, MSG_HEARING_AS_BEFORE));
    intend(INTENT_PAUSE, 0);
    CHECK(did(FX_PAUSE, 0));
    intend(INTENT_DISPLAY_DONE, 0);
    CHECK(app_sheet(&app) == SHEET_NONE && app.screen == SCREEN_NEED);
}

TEST(louder_and_slower_step_wrap_and_end_with_the_visit)
{
    begin();
    intend(INTENT_LANGUAGE, 0);
    intend(INTENT_LOUDER, 0);
    intend(INTENT_SLOWER, 0);
    CHECK_INT(app.volume, settings.volume + 1);
    CHECK_INT(app.speed, PLAYER_SPEED_DEFAULT - 1);
    CHECK(did(FX_SPEED, app.speed) && did(FX_SAY, MSG_TOOL_SPEED_SAMPLE));
    intend(INTENT_SLOWER, 0);
    intend(INTENT_SLOWER, 0);
    CHECK_INT(app.speed, 0);
    CHECK(did(FX_SAY, MSG_SPEED_SLOWEST));
    intend(INTENT_SLOWER, 0);
    CHECK_INT(app.speed, PLAYER_SPEED_DEFAULT);
    CHECK(did(FX_SAY, MSG_SPEED_NORMAL));
    intend(INTENT_SLOWER, 0);
    intend(INTENT_BACK, 0);
    CHECK_INT(app.volume, settings.volume);
    CHECK(did(FX_VOLUME, settings.volume) && did(FX_SPEED, PLAYER_SPEED_DEFAULT));
}

int main(void)
{
    RUN(the_last_seconds_are_said_and_the_clock_waits_for_that);
    RUN(a_secret_typed_by_key_is_asked_for_once);
    RUN(loudness_by_key_stops_at_both_ends);
    RUN(speech_has_seven_speeds_and_a_page_that_gives_back_the_first);
    RUN(louder_and_slower_step_wrap_and_end_with_the_visit);
    return check_done();
}
