/* The touch panel goes while somebody is there, while nobody is; with keys and without. */
#include <string.h>

#include "app/steps.h"
#include "tests/unit/app_world.h"

static void panel(bool felt, bool keys)
{
    now += 100;
    happen((struct event){.kind = HAPPENED_PANEL, .number = felt, .argument = keys});
}

static void tick(int ms)
{
    now += (uint64_t)ms;
    happen((struct event){.kind = HAPPENED_TICK});
}

static void hear(enum portal_question question, const char *officer)
{
    struct portal_answer answer = {.question = question, .coming = officer[0] != '\0'};
    (void)snprintf(answer.officer, sizeof answer.officer, "%s", officer);
    happen((struct event){.kind = HAPPENED_PORTAL, .answer = &answer});
}

static bool notice_is(enum message_id words)
{
    return app.overlay == OVERLAY_NOTICE && app.notice == words;
}

TEST(with_keys_she_is_told_staff_are_called_and_all_goes_on)
{
    app_begin((struct app_world){0});
    intend(INTENT_LANGUAGE, 0);
    panel(false, true);
    CHECK(notice_is(MSG_PANEL_KEYS) && did(FX_SPEAK, 0));
    CHECK(did(FX_ASK, PORTAL_OFFICER) && app.call.open && app.call.itself);
    CHECK(app.sheets.count == 0 && app.screen == SCREEN_NEED);
    happen((struct event){.kind = HAPPENED_TOUCH, .number = 1});
    intend(INTENT_DISMISS, 0);
    CHECK(app.overlay == OVERLAY_NONE && app.visit != NULL);
    intend(INTENT_SLIP, 0);
    CHECK_INT(app.screen, SCREEN_SLIP);
    CHECK(app.overlay != OVERLAY_NOTICE);
}

TEST(what_stands_over_the_screen_is_not_covered_and_hears_it)
{
    app_begin((struct app_world){0});
    intend(INTENT_LANGUAGE, 0);
    intend(INTENT_DISPLAY, 0);
    panel(false, false);
    CHECK(app_sheet(&app) == SHEET_DISPLAY && app.overlay == OVERLAY_NONE);
    CHECK(did(FX_SAY, MSG_PANEL_CALLED));
    app_begin((struct app_world){0});
    intend(INTENT_LANGUAGE, 0);
    intend(INTENT_MORE_TOOLS, 0);
    panel(false, true);
    CHECK_INT(app.overlay, OVERLAY_TOOLS);
    CHECK(did(FX_SAY, MSG_PANEL_KEYS));
    app_begin((struct app_world){0});
    intend(INTENT_LANGUAGE, 0);
    app.screen = SCREEN_SENDING; /* the store reads the visit */
    panel(false, true);
    CHECK(app.overlay == OVERLAY_NONE && did(FX_SAY, MSG_PANEL_KEYS));
}

TEST(back_it_takes_its_notice_and_its_call_away)
{
    app_begin((struct app_world){0});
    intend(INTENT_LANGUAGE, 0);
    panel(false, false);
    CHECK(notice_is(MSG_PANEL_CALLED));
    panel(true, false);
    CHECK(app.overlay == OVERLAY_NONE && did(FX_SAY, MSG_PANEL_BACK));
    CHECK(did(FX_ASK, PORTAL_NEVERMIND) && !app.call.open);
    CHECK(app.screen == SCREEN_NEED && app.visit != NULL);
}

TEST(another_notice_and_a_call_of_her_own_stay)
{
    app_begin((struct app_world){0});
    intend(INTENT_LANGUAGE, 0);
    intend(INTENT_CALL_OFFICER, 0);
    intend(INTENT_BACK, 0);
    CHECK(app.call.open && !app.call.itself);
    panel(false, true);
    CHECK(!did(FX_ASK, PORTAL_OFFICER)); /* one was called */
    intend(INTENT_NOTICE, MSG_STORE_FULL);
    panel(true, true);
    CHECK(notice_is(MSG_STORE_FULL));
    CHECK(app.call.open && !did(FX_ASK, PORTAL_NEVERMIND));
}

TEST(the_kiosks_own_call_is_followed_until_an_officer_comes)
{
    app_begin((struct app_world){0});
    intend(INTENT_LANGUAGE, 0);
    panel(false, false);
    hear(PORTAL_OFFICER, "");
    int asked = 0;
    for (int i = 0; i < 100 && asked == 0; i++) {
        tick(500);
        asked += did(FX_ASK, PORTAL_CALL);
    }
    CHECK_INT(asked, 1);
    hear(PORTAL_CALL, "Chị Thủy");
    CHECK(app.call.coming);
    CHECK_STR(app.call.name, "Chị Thủy");
    CHECK_INT(step_call_deadline_ms(&app, now), -1);
}

TEST(keys_that_come_and_go_meanwhile_change_what_she_is_told)
{
    app_begin((struct app_world){0});
    intend(INTENT_LANGUAGE, 0);
    panel(false, false);
    panel(false, true);
    CHECK(notice_is(MSG_PANEL_KEYS) && !did(FX_ASK, PORTAL_OFFICER));
    panel(false, false);
    CHECK(notice_is(MSG_PANEL_CALLED));
}

TEST(without_keys_nobody_can_begin_and_it_opens_by_itself)
{
    app_begin((struct app_world){0});
    panel(false, false);
    CHECK(app.screen == SCREEN_OUT_OF_SERVICE && app.care.closed);
    CHECK(!app.call.open); /* nobody waits */
    panel(true, false);
    CHECK(app.screen == SCREEN_WELCOME && app.overlay == OVERLAY_NONE);
    CHECK(!app.care.closed);
}

TEST(a_visit_that_nobody_can_end_ends_by_the_clock_and_closes)
{
    app_begin((struct app_world){0});
    intend(INTENT_LANGUAGE, 0);
    panel(false, false);
    for (int i = 0; i < 2000 && app.visit != NULL; i++) {
        tick(1000);
    }
    CHECK(app.visit == NULL && app.screen == SCREEN_OUT_OF_SERVICE);
    CHECK(app.arena->used == 0 && !app.call.open);
}

TEST(with_keys_whoever_comes_is_told_each_time_anew)
{
    app_begin((struct app_world){0});
    panel(false, true);
    CHECK(app.screen == SCREEN_WELCOME && notice_is(MSG_PANEL_KEYS));
    intend(INTENT_DISMISS, 0);
    tick(200);
    CHECK(app.overlay == OVERLAY_NONE); /* once for whoever dismissed it */
    intend(INTENT_LANGUAGE, 0);
    CHECK(app.screen == SCREEN_NEED && app.overlay == OVERLAY_NONE);
    now += 5000;
    intend(INTENT_BACK, 0);
    CHECK(app.screen == SCREEN_WELCOME && notice_is(MSG_PANEL_KEYS));
    const uint64_t pause = (uint64_t)settings.greeting_pause_s * 1000;
    tick((int)pause + 1000);
    CHECK(did(FX_SPEAK, 1)); /* who cannot read it hears it */
    panel(false, false);     /* the keys go, too */
    CHECK(app.screen == SCREEN_OUT_OF_SERVICE && app.overlay == OVERLAY_NONE);
    panel(false, true);
    CHECK(app.screen == SCREEN_WELCOME && notice_is(MSG_PANEL_KEYS));
    panel(true, true);
    CHECK(app.screen == SCREEN_WELCOME && app.overlay == OVERLAY_NONE);
}

TEST(staff_who_put_it_out_of_service_are_not_overruled)
{
    app_begin((struct app_world){0});
    app.screen = SCREEN_OUT_OF_SERVICE;
    panel(false, false);
    panel(true, false);
    CHECK_INT(app.screen, SCREEN_OUT_OF_SERVICE);
}

int main(void)
{
    RUN(with_keys_she_is_told_staff_are_called_and_all_goes_on);
    RUN(what_stands_over_the_screen_is_not_covered_and_hears_it);
    RUN(back_it_takes_its_notice_and_its_call_away);
    RUN(another_notice_and_a_call_of_her_own_stay);
    RUN(the_kiosks_own_call_is_followed_until_an_officer_comes);
    RUN(keys_that_come_and_go_meanwhile_change_what_she_is_told);
    RUN(without_keys_nobody_can_begin_and_it_opens_by_itself);
    RUN(a_visit_that_nobody_can_end_ends_by_the_clock_and_closes);
    RUN(with_keys_whoever_comes_is_told_each_time_anew);
    RUN(staff_who_put_it_out_of_service_are_not_overruled);
    return check_done();
}
