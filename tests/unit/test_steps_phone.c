/* Signing in on her own phone, step by step: the courier's answers are the test's. */
#include <string.h>

#include "app/steps.h"
#include "tests/unit/app_world.h"

static void begin(void)
{
    app_begin((struct app_world){.form = NULL});
    intend(INTENT_LANGUAGE, 0);
    app.screen = SCREEN_IDENTITY;
    intend(INTENT_SIGN_IN, 0);
    CHECK_INT(app.screen, SCREEN_SIGN_IN);
    CHECK(did(FX_ASK, PORTAL_SIGN_IN));
}

static const struct phone *phone(void)
{
    return &app.visit->phone;
}

static void told(enum portal_phone state)
{
    struct portal_answer a = {.question = PORTAL_SIGN_IN,
                              .sign_in = {.state = state, .seconds_left = 541}};
    if (state == PHONE_WAITING) {
        snprintf(a.sign_in.code, sizeof a.sign_in.code, "BDRK-HXLT");
        snprintf(a.sign_in.address, sizeof a.sign_in.address, "https://dvc.example/phone");
    }
    happen((struct event){.kind = HAPPENED_PORTAL, .answer = &a});
}

static void away(enum err_code code)
{
    const struct portal_answer a = {.question = PORTAL_SIGN_IN, .error = ERR(code, 0, "test")};
    happen((struct event){.kind = HAPPENED_PORTAL, .answer = &a});
}

static bool asks_on(void)
{
    now += 1000;
    happen((struct event){.kind = HAPPENED_TICK});
    return did(FX_ASK, PORTAL_SIGN_IN);
}

TEST(the_code_is_shown_once_it_is_there_and_waited_for)
{
    char text[65];
    begin();
    app_ask_text(&app, PORTAL_SIGN_IN, text);
    CHECK_STR(text, app.visit->uuid);
    told(PHONE_ASKING);
    CHECK(asks_on());
    told(PHONE_WAITING);
    CHECK_STR(phone()->code, "BDRK-HXLT");
    CHECK_INT(phone()->minutes, 10);
    CHECK(phone()->qr_side > 0);
    CHECK(did(FX_SPEAK, 0));
    CHECK(asks_on());
    told(PHONE_WAITING); /* the same: not said again */
    CHECK(!did(FX_SPEAK, 0));
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.screen, SCREEN_SIGN_IN);
    CHECK(asks_on());
    told(PHONE_SIGNED);
    CHECK_INT(phone()->state, PHONE_SIGNED);
    CHECK_STR(phone()->code, "");
    CHECK(did(FX_CUE, CUE_WOVEN) && did(FX_SPEAK, 0));
    CHECK(!asks_on());
    intend(INTENT_BACK, 0); /* it stays */
    CHECK_INT(app.screen, SCREEN_IDENTITY);
    CHECK_INT(phone()->state, PHONE_SIGNED);
    CHECK(!did(FX_ASK, PORTAL_SIGN_OUT));
}

TEST(every_refusal_is_said_and_another_code_can_be_had)
{
    static const enum portal_phone refusals[] = {PHONE_EXPIRED, PHONE_DENIED, PHONE_OFFLINE,
                                                 PHONE_REFUSED};
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        begin();
        told(PHONE_WAITING);
        CHECK(asks_on());
        told(refusals[i]);
        CHECK_INT(phone()->state, refusals[i]);
        CHECK(did(FX_CUE, CUE_CANNOT) && did(FX_SPEAK, 0));
        CHECK(!asks_on());
        intend(INTENT_SIGN_IN, 1);
        CHECK(did(FX_ASK, PORTAL_SIGN_OUT) && did(FX_ASK, PORTAL_SIGN_IN));
        CHECK_INT(phone()->state, PHONE_ASKING);
    }
    begin();
    away(ERR_OFFLINE); /* no courier */
    CHECK_INT(phone()->state, PHONE_OFFLINE);
    begin();
    away(ERR_UNSUPPORTED); /* no issuer */
    CHECK_INT(phone()->state, PHONE_REFUSED);
}

TEST(whoever_leaves_leaves_nothing_to_wait_for)
{
    begin();
    told(PHONE_WAITING);
    intend(INTENT_BACK, 0);
    CHECK(did(FX_ASK, PORTAL_SIGN_OUT));
    CHECK_INT(phone()->state, PHONE_NONE);
    begin();
    told(PHONE_WAITING);
    intend(INTENT_NO_PHONE, WITHOUT_WAYS);
    CHECK(phone()->others);
    intend(INTENT_BACK, 0);
    CHECK(!phone()->others && app.screen == SCREEN_SIGN_IN);
    struct effects end = {.count = 0};
    step_home(&app, &end);
    bool out = false;
    for (int i = 0; i < end.count; i++) {
        out = out || (end.list[i].kind == FX_ASK && end.list[i].argument == PORTAL_SIGN_OUT);
    }
    CHECK(out);
}

TEST(an_officer_who_files_with_her_says_so_with_the_pin)
{
    begin();
    told(PHONE_WAITING);
    intend(INTENT_NO_PHONE, WITHOUT_BY_OFFICER);
    CHECK_INT(app_sheet(&app), SHEET_GATE);
    CHECK_INT(app.gate.task, STAFF_ASSIST);
    CHECK(!app.visit->assisted);
    intend(INTENT_BACK, 0);
    CHECK_INT(app.screen, SCREEN_SIGN_IN);
    CHECK(!app.visit->assisted && !phone()->officer);
}

TEST(it_is_asked_for_only_where_the_site_wants_it_and_only_once)
{
    struct setting_problem problem;
    struct effects effects = {.count = 0};
    begin();
    CHECK(!step_wants_sign_in(&app, &effects));
    CHECK(!failed(settings_set(&settings, "signin.wanted", "asked", &problem)));
    app.visit->phone = (struct phone){.counter = true};
    CHECK(!step_wants_sign_in(&app, &effects));
    app.visit->phone = (struct phone){.officer = true};
    CHECK(!step_wants_sign_in(&app, &effects));
    app.visit->phone = (struct phone){.state = PHONE_SIGNED};
    CHECK(!step_wants_sign_in(&app, &effects));
    app.visit->phone = (struct phone){.state = PHONE_NONE};
    CHECK(step_wants_sign_in(&app, &effects));
    CHECK_INT(app.screen, SCREEN_SIGN_IN);
}

int main(void)
{
    RUN(the_code_is_shown_once_it_is_there_and_waited_for);
    RUN(every_refusal_is_said_and_another_code_can_be_had);
    RUN(whoever_leaves_leaves_nothing_to_wait_for);
    RUN(an_officer_who_files_with_her_says_so_with_the_pin);
    RUN(it_is_asked_for_only_where_the_site_wants_it_and_only_once);
    return check_done();
}
