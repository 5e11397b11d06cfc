#include "app/call_ring.h"

#include "app/steps.h"
#include "tests/unit/app_world.h"

/* The seconds at which it sounds until the end; soft ones are negative. */
static int ring(int every_s, int until_s, int at[], int room)
{
    struct call_ring r = {.rang_ms = 5000};
    int count = 0;
    for (uint64_t at_ms = 5000; at_ms <= 5000 + (uint64_t)until_s * 1000 && count < room;
         at_ms += 500) {
        if (at_ms >= call_ring_due_ms(&r, every_s)) {
            const int s = (int)((at_ms - 5000) / 1000);
            at[count++] = call_ring_is_soft(&r) ? -s : s;
            call_ring_rang(&r, at_ms);
        }
    }
    return count;
}

TEST(three_times_after_twenty_seconds_then_softly_every_minute)
{
    static const int wanted[] = {20, 40, 60, -120, -180, -240, -300};
    int at[16];
    CHECK_INT(ring(20, 300, at, 16), 7);
    for (int i = 0; i < 7; i++) {
        CHECK_INT(at[i], wanted[i]);
    }
}

TEST(the_while_is_the_settings)
{
    int at[16];
    CHECK_INT(ring(5, 80, at, 16), 4);
    CHECK(at[0] == 5 && at[2] == 15 && at[3] == -75);
    CHECK_INT(ring(90, 400, at, 16), 4); /* longer than a minute: it stays so */
    CHECK(at[0] == 90 && at[2] == 270 && at[3] == -360);
}

TEST(nought_is_never_again)
{
    int at[4];
    CHECK_INT(ring(0, 10000, at, 4), 0);
}

/* How often each gong sounded within so many seconds, half a second a step. */
static void listen(int seconds, int *ret_loud, int *ret_soft)
{
    *ret_loud = *ret_soft = 0;
    for (int i = 0; i < seconds * 2; i++) {
        now += 500;
        happen((struct event){.kind = HAPPENED_TICK});
        *ret_loud += did(FX_CUE, CUE_CALLING);
        *ret_soft += did(FX_CUE, CUE_CALLING_SOFT);
    }
}

TEST(the_gong_calls_on_until_somebody_answers)
{
    int loud;
    int soft;
    app_begin((struct app_world){0});
    intend(INTENT_LANGUAGE, 0);
    intend(INTENT_CALL_OFFICER, 0);
    CHECK(did(FX_CUE, CUE_CALLING));
    const int due = app_deadline_ms(&app, now);
    CHECK(due >= 0 && due <= 3000);
    listen(19, &loud, &soft);
    CHECK(loud == 0 && soft == 0);
    listen(41, &loud, &soft);
    CHECK(loud == 3 && soft == 0);
    intend(INTENT_BACK, 0); /* she goes on meanwhile */
    CHECK_INT(app_sheet(&app), SHEET_NONE);
    app.speaking = true;
    listen(20, &loud, &soft);
    listen(41, &loud, &soft);
    CHECK(loud == 0 && soft == 0); /* never over speech */
    app.speaking = false;
    listen(1, &loud, &soft);
    CHECK(loud == 0 && soft == 1);
    const struct portal_answer coming = {.question = PORTAL_CALL, .coming = true};
    happen((struct event){.kind = HAPPENED_PORTAL, .answer = &coming});
    listen(30, &loud, &soft);
    CHECK(loud == 0 && soft == 0);
}

TEST(the_gong_is_silent_once_nobody_is_needed_and_soft_in_the_night)
{
    int loud;
    int soft;
    struct setting_problem problem;
    app_begin((struct app_world){0});
    CHECK(!failed(settings_set(&settings, "night.to", "1439", &problem)));
    CHECK(!failed(settings_set(&settings, "sound.call_again_s", "7", &problem)));
    intend(INTENT_LANGUAGE, 0);
    intend(INTENT_CALL_OFFICER, 0);
    listen(15, &loud, &soft);
    CHECK(loud == 0 && soft == 2);
    intend(INTENT_NEVERMIND, 0);
    listen(30, &loud, &soft);
    CHECK(loud == 0 && soft == 0);
    CHECK(!failed(settings_set(&settings, "sound.call_again_s", "0", &problem)));
    intend(INTENT_CALL_OFFICER, 0);
    listen(30, &loud, &soft);
    CHECK(loud == 0 && soft == 0);
}

int main(void)
{
    RUN(three_times_after_twenty_seconds_then_softly_every_minute);
    RUN(the_while_is_the_settings);
    RUN(nought_is_never_again);
    RUN(the_gong_calls_on_until_somebody_answers);
    RUN(the_gong_is_silent_once_nobody_is_needed_and_soft_in_the_night);
    return check_done();
}
