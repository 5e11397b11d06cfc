/* What the portal wants paid, step by step, from the moment it received the application. */
#include <string.h>

#include "app/steps.h"
#include "tests/unit/app_world.h"

/* As it is once the portal gave a number: the way there is played by tests/flow. */
static void begin(void)
{
    app_begin((struct app_world){.form = NULL});
    intend(INTENT_LANGUAGE, 0);
    app.screen = SCREEN_OUTCOME;
    app.visit->stored = true;
    app.visit->stage = STAGE_RECEIVED;
    app.visit->printed = true;
    now += 2000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(did(FX_ASK, PORTAL_FEE));
}

static void told(enum portal_fee_state state)
{
    struct portal_answer a = {.question = PORTAL_FEE,
                              .fee = {.state = state, .dong = 8000, .seconds_left = 599}};
    if (state == FEE_WAITING) {
        snprintf(a.fee.payload, sizeof a.fee.payload, "https://dvc.example/pay/THU-1");
        snprintf(a.fee.reference, sizeof a.fee.reference, "THU-1");
    }
    happen((struct event){.kind = HAPPENED_PORTAL, .answer = &a});
}

static void away(enum err_code code)
{
    const struct portal_answer a = {.question = PORTAL_FEE, .error = ERR(code, 0, "test")};
    happen((struct event){.kind = HAPPENED_PORTAL, .answer = &a});
}

static bool asks_on(void)
{
    now += 1000;
    happen((struct event){.kind = HAPPENED_TICK});
    return did(FX_ASK, PORTAL_FEE);
}

static const struct fee_due *due(void)
{
    return &app.visit->fee;
}

TEST(it_is_said_shown_and_followed_until_it_is_paid)
{
    begin();
    told(FEE_WAITING);
    CHECK(did(FX_SAY, MSG_PAY_WANTED));
    CHECK_INT(app.screen, SCREEN_OUTCOME); /* nobody is sent there */
    intend(INTENT_FEE, FEE_ACT_SHOW);
    CHECK_INT(app.screen, SCREEN_FEE);
    CHECK(due()->qr_side > 0);
    CHECK_INT(due()->minutes, 10);
    CHECK(asks_on());
    told(FEE_PAID);
    CHECK(did(FX_SPEAK, 0));
    CHECK_INT(due()->state, FEE_PAID);
    CHECK_STR(due()->payload, "");
    CHECK(!asks_on());
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.screen, SCREEN_OUTCOME);
}

TEST(where_nothing_is_to_be_paid_nothing_is_asked_on)
{
    begin();
    told(FEE_NONE);
    CHECK(!asks_on());
    begin();
    away(ERR_UNSUPPORTED);
    CHECK_INT(due()->state, FEE_NONE);
    CHECK(!asks_on());
}

TEST(a_refusal_is_told_and_a_new_code_asked_for)
{
    static const enum portal_fee_state refusals[] = {FEE_EXPIRED, FEE_FAILED};
    char text[65];
    for (int i = 0; i < 2; i++) {
        begin();
        told(FEE_WAITING);
        intend(INTENT_FEE, FEE_ACT_SHOW);
        told(refusals[i]);
        CHECK_INT(due()->state, refusals[i]);
        CHECK(did(FX_SPEAK, 0));
        CHECK(!asks_on());
        intend(INTENT_FEE, FEE_ACT_AGAIN);
        CHECK(did(FX_ASK, PORTAL_FEE));
        app_ask_text(&app, PORTAL_FEE, text);
        CHECK(strstr(text, " again") != NULL);
        told(FEE_WAITING);
        app_ask_text(&app, PORTAL_FEE, text);
        CHECK(strstr(text, " again") == NULL);
        CHECK_INT(due()->state, FEE_WAITING);
    }
}

TEST(a_portal_that_is_away_is_asked_on)
{
    begin();
    told(FEE_WAITING);
    intend(INTENT_FEE, FEE_ACT_SHOW);
    CHECK(asks_on());
    away(ERR_OFFLINE);
    CHECK_INT(due()->state, FEE_OFFLINE);
    CHECK(asks_on());
    told(FEE_WAITING);
    CHECK_INT(due()->state, FEE_WAITING);
}

TEST(the_counter_is_as_good_and_the_code_can_be_printed)
{
    begin();
    told(FEE_WAITING);
    intend(INTENT_FEE, FEE_ACT_SHOW);
    intend(INTENT_FEE, FEE_ACT_PRINT);
    CHECK(did(FX_PRINT, PRINT_FEE));
    intend(INTENT_FEE, FEE_ACT_PRINT); /* while it prints: once */
    CHECK(!did(FX_PRINT, PRINT_FEE));
    happen((struct event){.kind = HAPPENED_PRINTED, .slip = PRINT_FEE, .proof = PROOF_ANSWERED});
    CHECK(due()->printed && did(FX_SAY, MSG_PAY_PRINTED));
    CHECK_INT(app.visit->copies, 0); /* it is no receipt */
    intend(INTENT_FEE, FEE_ACT_PRINT);
    happen((struct event){.kind = HAPPENED_PRINTED, .slip = PRINT_FEE, .proof = PROOF_WRITTEN});
    CHECK(due()->unsure && !due()->printed && did(FX_SAY, MSG_PAPER_UNSURE));
    CHECK_INT(due()->copies, 2);
    intend(INTENT_FEE, FEE_ACT_COUNTER);
    CHECK(due()->counter);
    CHECK_INT(app.screen, SCREEN_OUTCOME);
    intend(INTENT_FEE, FEE_ACT_SHOW); /* she thought better of it */
    CHECK(!due()->counter);
    CHECK_INT(app.screen, SCREEN_FEE);
}

int main(void)
{
    RUN(it_is_said_shown_and_followed_until_it_is_paid);
    RUN(where_nothing_is_to_be_paid_nothing_is_asked_on);
    RUN(a_refusal_is_told_and_a_new_code_asked_for);
    RUN(a_portal_that_is_away_is_asked_on);
    RUN(the_counter_is_as_good_and_the_code_can_be_printed);
    return check_done();
}
