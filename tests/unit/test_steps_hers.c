/* The file she found by its slip, as the portal tells of it, step by step. */
#include <string.h>

#include "app/citizen/catalogue.h"
#include "app/form/procedure.h"
#include "app/steps.h"
#include "tests/unit/app_world.h"

#define UUID "0b0c7d0e-0000-4000-8000-000000000001"

/* On FILE, as the outbox knows it: received, and in a state of the portal's. */
static void begin(int state)
{
    const struct outbox_row row = {.uuid = UUID,
                                   .procedure = "1.001193",
                                   .state = OUTBOX_RECEIVED,
                                   .file_number = "THU-1",
                                   .state_text = "lời của Cổng"};
    const struct outbox_told known = {.state = state};
    app_begin((struct app_world){.form = NULL});
    intend(INTENT_LANGUAGE, 0);
    intend(INTENT_SLIP, 0);
    app.visit->lookup.asking = true;
    happen((struct event){.kind = HAPPENED_FOUND, .row = &row, .told = &known});
    CHECK_INT(app.screen, SCREEN_FILE);
}

static void told(const struct portal_file *file)
{
    const struct portal_answer a = {.question = PORTAL_FILE, .file = *file};
    happen((struct event){.kind = HAPPENED_PORTAL, .answer = &a});
}

static void away(enum err_code code)
{
    const struct portal_answer a = {.question = PORTAL_FILE, .error = ERR(code, 0, "test")};
    happen((struct event){.kind = HAPPENED_PORTAL, .answer = &a});
}

static bool asks_after(uint64_t ms)
{
    now += ms;
    happen((struct event){.kind = HAPPENED_TICK});
    return did(FX_ASK, PORTAL_FILE);
}

static const char *asked_text(enum portal_question question)
{
    static char text[65];
    app_ask_text(&app, question, text);
    return text;
}

/* She signs in for the file. */
static void sign_in(void)
{
    const struct portal_answer a = {.question = PORTAL_SIGN_IN, .sign_in = {.state = PHONE_SIGNED}};
    intend(INTENT_HERS, HERS_ACT_SEE);
    CHECK_INT(app.screen, SCREEN_SIGN_IN);
    CHECK_STR(asked_text(PORTAL_SIGN_IN), UUID);
    happen((struct event){.kind = HAPPENED_PORTAL, .answer = &a});
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.screen, SCREEN_HERS);
    CHECK(did(FX_ASK, PORTAL_FILE));
    CHECK_STR(asked_text(PORTAL_FILE), UUID " signed");
}

static struct portal_file missing(void)
{
    struct portal_file f = {
        .state = HERS_KNOWN, .portal_state = 5, .papers_asked = true, .asked_count = 1};
    memcpy(f.asked[0], "Sổ cũ", sizeof "Sổ cũ");
    return f;
}

static struct portal_file result(enum portal_link link)
{
    struct portal_file f = {.state = HERS_KNOWN,
                            .portal_state = 9,
                            .result_count = 2,
                            .has_file = {true, false},
                            .link = link,
                            .seconds_left = 299};
    if (link == LINK_WAITING) {
        memcpy(f.address, "https://p/R/1", sizeof "https://p/R/1");
    }
    return f;
}

TEST(where_it_stands_is_asked_and_its_news_are_said)
{
    struct portal_file f = {.state = HERS_KNOWN, .portal_state = 5};
    begin(2);
    CHECK_INT(app.visit->lookup.state, 2);
    CHECK(asks_after(500));
    CHECK_STR(asked_text(PORTAL_FILE), UUID);
    CHECK(!asks_after(500)); /* not while it is being asked */
    told(&f);
    CHECK(did(FX_SPEAK, 0));
    CHECK_INT(app.visit->lookup.state, 5);
    told(&f);
    CHECK(!did(FX_SPEAK, 0)); /* no news */
    CHECK(!asks_after(5000));
    CHECK(asks_after(5000));
    away(ERR_OFFLINE);
    CHECK_INT(app.visit->lookup.state, 5);
}

TEST(each_of_the_ten_states_has_words_and_no_other)
{
    for (int state = 1; state <= 10; state++) {
        CHECK(lookup_state_message(state) != MSG_NONE);
        CHECK(lookup_state_hint(state) != MSG_FILE_STATE_OTHER_HINT);
    }
    CHECK_INT(lookup_state_message(0), MSG_NONE);
    CHECK_INT(lookup_state_message(11), MSG_NONE);
    CHECK_INT(lookup_state_hint(11), MSG_FILE_STATE_OTHER_HINT);
}

TEST(what_is_missing_is_told_once_she_signed_in)
{
    const struct portal_file f = missing();
    begin(5);
    sign_in();
    told(&f);
    CHECK(did(FX_SPEAK, 0));
    CHECK_INT(app.visit->hers.told.asked_count, 1);
    intend(INTENT_HERS, HERS_ACT_PRINT);
    CHECK(did(FX_PRINT, PRINT_SUMMARY));
    intend(INTENT_HERS, HERS_ACT_PRINT);
    CHECK(!did(FX_PRINT, PRINT_SUMMARY)); /* not twice at once */
    happen(
        (struct event){.kind = HAPPENED_PRINTED, .slip = PRINT_SUMMARY, .proof = PROOF_ANSWERED});
    CHECK(did(FX_SAY, MSG_HERS_PRINTED));
    intend(INTENT_HERS, HERS_ACT_PRINT);
    happen((struct event){.kind = HAPPENED_PRINTED, .slip = PRINT_SUMMARY, .proof = PROOF_WRITTEN});
    CHECK(app.visit->hers.unsure && did(FX_SAY, MSG_PAPER_UNSURE));
    CHECK_INT(app.visit->hers.copies, 2);
    intend(INTENT_BACK, 0);
    CHECK_INT(app.screen, SCREEN_FILE);
    intend(INTENT_HERS, HERS_ACT_SEE); /* she is known still */
    CHECK_INT(app.screen, SCREEN_HERS);
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.screen, SCREEN_GOODBYE);
}

TEST(an_officers_check_opens_it_too)
{
    const struct pin_answer right = {.word = PIN_RIGHT};
    begin(5);
    intend(INTENT_HERS, HERS_ACT_SEE);
    intend(INTENT_NO_PHONE, WITHOUT_WAYS);
    intend(INTENT_NO_PHONE, WITHOUT_AT_COUNTER); /* that is for an application */
    CHECK_INT(app.screen, SCREEN_SIGN_IN);
    intend(INTENT_NO_PHONE, WITHOUT_BY_OFFICER);
    CHECK_INT(app.gate.task, STAFF_CHECK);
    happen((struct event){.kind = HAPPENED_PIN, .pin = &right});
    CHECK_INT(app.screen, SCREEN_HERS);
    CHECK(app.visit->hers.officer);
    CHECK_STR(asked_text(PORTAL_FILE), UUID " officer");
}

TEST(a_strangers_phone_or_a_sign_in_that_is_over_shows_nothing)
{
    const enum portal_hers shut[] = {HERS_NOT, HERS_SIGN_IN};
    for (size_t i = 0; i < sizeof shut / sizeof shut[0]; i++) {
        struct portal_file f = missing();
        begin(5);
        sign_in();
        told(&f);
        f = (struct portal_file){.state = shut[i]};
        told(&f);
        CHECK_INT(app.visit->hers.told.asked_count, 0);
        CHECK(!app.visit->hers.open);
        CHECK(!asks_after(20000));
        intend(INTENT_HERS, HERS_ACT_ADD);
        CHECK_INT(app.screen, SCREEN_HERS);
        intend(INTENT_HERS, HERS_ACT_SEE);
        CHECK_INT(app.screen, SCREEN_SIGN_IN);
    }
}

TEST(without_a_line_it_is_asked_on_and_a_portal_that_tells_no_more_is_said)
{
    begin(5);
    sign_in();
    away(ERR_OFFLINE);
    CHECK_INT(app.visit->hers.told.state, HERS_OFFLINE);
    CHECK(asks_after(10000));
    away(ERR_UNSUPPORTED);
    CHECK_INT(app.visit->hers.told.state, HERS_NONE);
}

TEST(a_result_is_shown_by_its_code_until_her_phone_has_it)
{
    struct portal_file f = result(LINK_NONE);
    begin(9);
    sign_in();
    told(&f);
    intend(INTENT_RESULT, 2); /* words alone */
    CHECK_INT(app.screen, SCREEN_HERS);
    intend(INTENT_RESULT, 1);
    CHECK_INT(app.screen, SCREEN_RESULT);
    CHECK_STR(asked_text(PORTAL_FILE), UUID " signed 1");
    f = result(LINK_WAITING);
    told(&f);
    CHECK(app.visit->hers.qr_side > 0);
    CHECK_INT(app.visit->hers.minutes, 5);
    CHECK(asks_after(1000));
    f = result(LINK_EXPIRED);
    told(&f);
    CHECK_STR(app.visit->hers.address, "");
    CHECK(!asks_after(20000));
    intend(INTENT_RESULT, 0);
    CHECK_STR(asked_text(PORTAL_FILE), UUID " signed 1 again");
    f = result(LINK_WAITING);
    told(&f);
    CHECK(!app.visit->hers.again);
    f = result(LINK_TAKEN);
    told(&f);
    CHECK(did(FX_CUE, CUE_FINISHED));
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.screen, SCREEN_HERS);
    CHECK_STR(asked_text(PORTAL_FILE), UUID " signed");
}

TEST(a_missing_paper_is_added_by_the_form_of_supplements)
{
    const struct procedure form = {.code = "0.000001", .form = "form.xml", .withdrawn = true};
    struct catalogue_entry row = {.code = "0.000001", .form = &form, .successor = -1};
    const struct catalogue catalogue = {.entries = &row, .count = 1};
    const struct portal_file f = missing();
    begin(5);
    sign_in();
    told(&f);
    intend(INTENT_HERS, HERS_ACT_ADD);
    CHECK_INT(app.overlay, OVERLAY_NOTICE); /* it is not installed */
    intend(INTENT_DISMISS, 0);
    app.catalogue = &catalogue;
    settings.hourly_most[HOURLY_APPLICATIONS] = 1;
    step_done(&app, HOURLY_APPLICATIONS);
    intend(INTENT_HERS, HERS_ACT_ADD); /* what goes with it is an application, too */
    CHECK(app_sheet(&app) == SHEET_LIMIT && app.limited == HOURLY_APPLICATIONS);
    CHECK(!app.visit->hers.adding);
    intend(INTENT_BACK, 0);
    CHECK_INT(app.screen, SCREEN_HERS);
    hourly_lift(&app.hourly);
    intend(INTENT_HERS, HERS_ACT_ADD);
    CHECK_INT(app.screen, SCREEN_CONSENT);
    CHECK(app.visit->procedure == &form);
    CHECK(app.visit->hers.adding);
    intend(INTENT_BACK, 0);
    CHECK_INT(app.screen, SCREEN_HERS);
    CHECK(!app.visit->hers.adding); /* nothing was begun */
}

TEST(who_a_file_was_shown_to_is_not_who_applies_after_it)
{
    static const struct procedure form = {
        .code = "1.001193", .form = "form.xml", .from = "", .until = ""};
    static struct catalogue_entry row = {.code = "1.001193", .form = &form, .successor = -1};
    static const struct catalogue catalogue = {.entries = &row, .count = 1};
    const struct pin_answer right = {.word = PIN_RIGHT};
    begin(5);
    app.catalogue = &catalogue;
    intend(INTENT_HERS, HERS_ACT_SEE);
    intend(INTENT_NO_PHONE, WITHOUT_BY_OFFICER);
    happen((struct event){.kind = HAPPENED_PIN, .pin = &right});
    CHECK(app.visit->hers.officer);
    step_procedure(&app, "1.001193", MSG_NONE, &fx);
    CHECK(app.visit->procedure == &form);
    CHECK(!app.visit->hers.officer && !app.visit->hers.open && !app.visit->phone.of_file);
    begin(5);
    app.catalogue = &catalogue;
    sign_in();
    fx.count = 0;
    step_procedure(&app, "1.001193", MSG_NONE, &fx);
    CHECK(did(FX_ASK, PORTAL_SIGN_OUT));
    CHECK(app.visit->phone.state == PHONE_NONE && !app.visit->phone.of_file);
}

TEST(nothing_of_one_file_is_left_when_another_is_found)
{
    const struct portal_file f = missing();
    const struct outbox_row row = {.uuid = UUID, .state = OUTBOX_RECEIVED};
    begin(5);
    sign_in();
    told(&f);
    intend(INTENT_BACK, 0);
    intend(INTENT_BACK, 0);
    CHECK_INT(app.screen, SCREEN_SLIP);
    app.visit->lookup.asking = true;
    happen((struct event){.kind = HAPPENED_FOUND, .row = &row});
    CHECK(did(FX_ASK, PORTAL_SIGN_OUT));
    CHECK(!app.visit->hers.open);
    CHECK_INT(app.visit->hers.told.asked_count, 0);
    CHECK_INT(app.visit->phone.state, PHONE_NONE);
}

int main(void)
{
    RUN(where_it_stands_is_asked_and_its_news_are_said);
    RUN(each_of_the_ten_states_has_words_and_no_other);
    RUN(what_is_missing_is_told_once_she_signed_in);
    RUN(an_officers_check_opens_it_too);
    RUN(a_strangers_phone_or_a_sign_in_that_is_over_shows_nothing);
    RUN(without_a_line_it_is_asked_on_and_a_portal_that_tells_no_more_is_said);
    RUN(a_result_is_shown_by_its_code_until_her_phone_has_it);
    RUN(a_missing_paper_is_added_by_the_form_of_supplements);
    RUN(who_a_file_was_shown_to_is_not_who_applies_after_it);
    RUN(nothing_of_one_file_is_left_when_another_is_found);
    return check_done();
}
