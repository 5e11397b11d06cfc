/* What is done too often within an hour, step by step. */
#include "app/citizen/codes.h"
#include "app/steps.h"
#include "tests/unit/app_world.h"

static void begin(void)
{
    app_begin((struct app_world){.form = NULL});
    intend(INTENT_LANGUAGE, 0);
}

static void call(void)
{
    intend(INTENT_CALL_OFFICER, 0);
}

static void lift(void)
{
    const struct pin_answer right = {.word = PIN_RIGHT};
    intend(INTENT_LIFT, 0);
    CHECK_INT((int)app_sheet(&app), SHEET_GATE);
    happen((struct event){.kind = HAPPENED_PIN, .pin = &right});
}

TEST(after_so_many_calls_none_goes_out_until_an_officer_lifts_it)
{
    begin();
    settings.hourly_most[HOURLY_CALLS] = 2;
    call();
    call();
    CHECK(did(FX_ASK, PORTAL_OFFICER));
    intend(INTENT_NEVERMIND, 0);
    call();
    CHECK(!did(FX_ASK, PORTAL_OFFICER));
    CHECK_INT((int)app_sheet(&app), SHEET_LIMIT);
    CHECK_INT((int)app.limited, HOURLY_CALLS);
    lift();
    CHECK_INT((int)app_sheet(&app), SHEET_NONE);
    CHECK(did(FX_SAY_SHOWN, MSG_LIMIT_LIFTED));
    call();
    CHECK(did(FX_ASK, PORTAL_OFFICER));
}

TEST(an_hour_later_it_goes_on_by_itself_and_another_visit_changes_nothing)
{
    begin();
    settings.hourly_most[HOURLY_CALLS] = 1;
    call();
    intend(INTENT_NEVERMIND, 0);
    step_home(&app, &fx);
    fx.count = 0;
    intend(INTENT_LANGUAGE, 0);
    call();
    CHECK_INT((int)app_sheet(&app), SHEET_LIMIT);
    intend(INTENT_BACK, 0);
    CHECK_INT((int)app_sheet(&app), SHEET_NONE);
    CHECK_INT(app.screen, SCREEN_NEED);
    now += 3600000;
    call();
    CHECK(did(FX_ASK, PORTAL_OFFICER));
}

TEST(a_number_is_refused_but_the_one_she_has_is_shown)
{
    begin();
    settings.hourly_most[HOURLY_TICKETS] = 1;
    intend(INTENT_NUMBER, 0);
    CHECK_INT(app.screen, SCREEN_NUMBER);
    const struct portal_answer given = {.question = PORTAL_QUEUE,
                                        .queue = {.state = QUEUE_GIVEN, .number = "7"}};
    happen((struct event){.kind = HAPPENED_PORTAL, .answer = &given});
    CHECK_INT(app.visit->number.state, QUEUE_GIVEN);
    app.screen = SCREEN_NEED;
    intend(INTENT_NUMBER, 0);
    CHECK_INT(app.screen, SCREEN_NUMBER); /* hers */
    step_home(&app, &fx);
    fx.count = 0;
    intend(INTENT_LANGUAGE, 0);
    intend(INTENT_NUMBER, 0);
    CHECK_INT((int)app_sheet(&app), SHEET_LIMIT);
    CHECK_INT(app.screen, SCREEN_NEED);
}

TEST(a_slip_is_not_looked_up_but_what_she_typed_stays)
{
    begin();
    settings.hourly_most[HOURLY_LOOKUPS] = 1;
    step_done(&app, HOURLY_LOOKUPS);
    intend(INTENT_SLIP, 0);
    CHECK(!failed(codes_slip(app.world.random, app.visit->lookup.digits)));
    char typed[LOOKUP_DIGITS + 1];
    memcpy(typed, app.visit->lookup.digits, sizeof typed);
    intend(INTENT_NEXT, 0);
    CHECK(!did(FX_FIND, FIND_SLIP));
    CHECK_INT((int)app_sheet(&app), SHEET_LIMIT);
    lift();
    CHECK_STR(app.visit->lookup.digits, typed);
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_FIND, FIND_SLIP));
}

/* Lists, copies, other slips: asked for once more than may be. */
TEST(a_slip_too_many_is_not_printed_but_her_first_receipt_is)
{
    begin();
    settings.hourly_most[HOURLY_PRINTS] = 1;
    app.screen = SCREEN_INFO;
    intend(INTENT_PRINT, 0);
    CHECK(did(FX_PRINT, PRINT_LIST));
    happen((struct event){.kind = HAPPENED_PRINTED, .slip = PRINT_LIST, .proof = PROOF_ANSWERED});
    intend(INTENT_PRINT, 0);
    CHECK(!did(FX_PRINT, PRINT_LIST) && !app.visit->finding.printing);
    CHECK(app_sheet(&app) == SHEET_LIMIT && app.limited == HOURLY_PRINTS);
    intend(INTENT_BACK, 0);
    app.screen = SCREEN_OUTCOME; /* nothing of hers came out yet */
    intend(INTENT_PRINT, 0);
    CHECK(did(FX_PRINT, PRINT_RECEIPT));
    happen((struct event){.kind = HAPPENED_PRINTED, .proof = PROOF_ANSWERED});
    intend(INTENT_PRINT, 0);
    CHECK(!did(FX_PRINT, PRINT_COPY) && app_sheet(&app) == SHEET_LIMIT);
    lift();
    intend(INTENT_PRINT, 0);
    CHECK(did(FX_PRINT, PRINT_COPY));
}

TEST(every_other_slip_and_what_is_set_aside_counts)
{
    begin();
    settings.hourly_most[HOURLY_PRINTS] = 1;
    step_done(&app, HOURLY_PRINTS);
    app.screen = SCREEN_FEE;
    app.visit->fee.state = FEE_WAITING;
    (void)snprintf(app.visit->fee.payload, sizeof app.visit->fee.payload,
                   "https://dvc.example/pay");
    intend(INTENT_FEE, FEE_ACT_PRINT);
    CHECK(!did(FX_PRINT, PRINT_FEE) && app_sheet(&app) == SHEET_LIMIT);
    intend(INTENT_BACK, 0);
    app.screen = SCREEN_HERS;
    app.visit->hers.told.state = HERS_KNOWN;
    intend(INTENT_HERS, HERS_ACT_PRINT);
    CHECK(!did(FX_PRINT, PRINT_SUMMARY) && app_sheet(&app) == SHEET_LIMIT);
    intend(INTENT_BACK, 0);
    app.screen = SCREEN_NUMBER;
    app.visit->number = (struct number_taken){.state = QUEUE_GIVEN, .number = "7"};
    intend(INTENT_PRINT, 0);
    CHECK(!did(FX_PRINT, PRINT_NUMBER) && app_sheet(&app) == SHEET_LIMIT);
    intend(INTENT_BACK, 0);
    app.screen = SCREEN_LATER;
    intend(INTENT_NEXT, 0);
    CHECK(!did(FX_LATER, LATER_KEEP) && app_sheet(&app) == SHEET_LIMIT);
    intend(INTENT_BACK, 0);
    CHECK_INT(app.screen, SCREEN_LATER);
}

int main(void)
{
    RUN(after_so_many_calls_none_goes_out_until_an_officer_lifts_it);
    RUN(an_hour_later_it_goes_on_by_itself_and_another_visit_changes_nothing);
    RUN(a_number_is_refused_but_the_one_she_has_is_shown);
    RUN(a_slip_is_not_looked_up_but_what_she_typed_stays);
    RUN(a_slip_too_many_is_not_printed_but_her_first_receipt_is);
    RUN(every_other_slip_and_what_is_set_aside_counts);
    return check_done();
}
