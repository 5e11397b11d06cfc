/* From a slip's code to its file and to its withdrawal, which an officer confirms. The outbox and
 * the PIN are played by the test: it answers the effects. */
#include <string.h>

#include "app/steps.h"
#include "tests/unit/app_world.h"

#define CODE  "427158903687" /* its check digits fit */
#define OTHER "427158903688"

static void type(const char *digits)
{
    for (const char *d = digits; *d != '\0'; d++) {
        intend(INTENT_KEY, *d - '0');
    }
}

static void begin(void)
{
    app_begin((struct app_world){.form = NULL});
    intend(INTENT_LANGUAGE, 0);
    intend(INTENT_SLIP, 0);
    CHECK_INT(app.screen, SCREEN_SLIP);
}

static void answer(enum happening kind, enum err_code code, enum outbox_state state,
                   enum outbox_withdrawal withdrawal)
{
    const struct outbox_row row = {
        .uuid = "0b0c7d0e-0000-4000-8000-000000000001", .state = state, .withdrawal = withdrawal};
    happen((struct event){
        .kind = kind, .error = ERR(code, 0, "test"), .row = code == ERR_NOT_FOUND ? NULL : &row});
}

static void found(enum outbox_state state)
{
    answer(HAPPENED_FOUND, ERR_NONE, state, OUTBOX_WITHDRAWAL_NONE);
}

static void judged(enum pin_word word, int tries, uint64_t wait_ms)
{
    const struct pin_answer a = {.word = word, .tries = tries, .wait_ms = wait_ms};
    happen((struct event){.kind = HAPPENED_PIN, .pin = &a});
}

static void to_the_file(enum outbox_state state)
{
    begin();
    type(CODE);
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_FIND, FIND_SLIP));
    found(state);
    CHECK_INT(app.screen, SCREEN_FILE);
}

static void to_the_gate(void)
{
    to_the_file(OUTBOX_SAVED);
    intend(INTENT_WITHDRAW, 0);
    CHECK_INT(app.screen, SCREEN_WITHDRAW);
    intend(INTENT_NEXT, 0);
    CHECK_INT(app_sheet(&app), SHEET_GATE);
    CHECK(did(FX_PIN, PIN_BEGIN));
    judged(PIN_READY, 5, 0);
}

static void confirmed(void)
{
    to_the_gate();
    type("280519");
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_PIN, PIN_JUDGE));
    judged(PIN_RIGHT, 0, 0);
    CHECK_INT(app_sheet(&app), SHEET_NONE);
    CHECK(did(FX_WITHDRAW, 0));
}

static void tick(uint64_t ms)
{
    now += ms;
    happen((struct event){.kind = HAPPENED_TICK});
}

TEST(a_wrong_check_digit_is_said_and_nothing_is_lost)
{
    begin();
    type(OTHER);
    CHECK(app.visit->has_problem);
    CHECK_INT(app.visit->problem_message, MSG_SLIP_WRONG);
    CHECK(strcmp(app.visit->lookup.digits, OTHER) == 0);
    intend(INTENT_NEXT, 0);
    CHECK(!did(FX_FIND, FIND_SLIP));
    intend(INTENT_KEY, KEY_ERASE);
    CHECK(!app.visit->has_problem);
    type("7");
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_FIND, FIND_SLIP));
}

TEST(five_wrong_codes_and_an_officer_looks)
{
    begin();
    for (int i = 0; i < LOOKUP_TRIES; i++) {
        CHECK_INT(app.screen, SCREEN_SLIP);
        intend(INTENT_KEY, KEY_CLEAR);
        type(CODE);
        intend(INTENT_NEXT, 0);
        answer(HAPPENED_FOUND, ERR_NOT_FOUND, OUTBOX_SAVED, OUTBOX_WITHDRAWAL_NONE);
        if (i + 1 < LOOKUP_TRIES) {
            CHECK_INT(app.screen, SCREEN_FILE);
            CHECK_INT(app.visit->lookup.stage, FILE_UNKNOWN);
            intend(INTENT_BACK, 0);
        }
    }
    CHECK_INT(app.visit->problem_message, MSG_SLIP_TOO_MANY);
    type(CODE);
    intend(INTENT_NEXT, 0);
    CHECK(!did(FX_FIND, FIND_SLIP) && app.visit->lookup.digits[0] == '\0');
    happen((struct event){.kind = HAPPENED_SCAN, .text = CODE});
    CHECK(!did(FX_FIND, FIND_SLIP));
    CHECK(step_restart(&app, &fx)); /* another procedure does not give five more */
    CHECK_INT(app.visit->lookup.wrong, LOOKUP_TRIES);
}

TEST(the_scanner_gives_the_code_or_says_what_to_do)
{
    begin();
    happen((struct event){.kind = HAPPENED_SCAN, .text = "HTTP://X/H/0123456789ABCDEFGHJKMNPQRS"});
    CHECK_INT(app.notice, MSG_SLIP_ELSEWHERE);
    intend(INTENT_DISMISS, 0);
    happen((struct event){.kind = HAPPENED_SCAN, .text = "HTTP://X/H/0123456789"});
    CHECK_INT(app.notice, MSG_SLIP_NO_SLIP);
    intend(INTENT_DISMISS, 0);
    happen((struct event){.kind = HAPPENED_SCAN, .text = "064095000001||Rơ Châm"});
    CHECK_INT(app.notice, MSG_SLIP_NO_SLIP);
    intend(INTENT_DISMISS, 0);
    happen((struct event){.kind = HAPPENED_SCAN, .text = "4271 5890 3687"});
    CHECK(did(FX_FIND, FIND_SLIP) && strcmp(app.visit->lookup.digits, CODE) == 0);
}

static void scan_slip(void)
{
    char url[SETTING_TEXT + 40];
    CHECK(!failed(codes_receipt_url(app.settings->public_url, "0123456789ABCDEFGHJKMNPQRS", url,
                                    sizeof url)));
    happen((struct event){.kind = HAPPENED_SCAN, .text = url});
    CHECK(did(FX_FIND, FIND_SLIP) && did(FX_CUE, CUE_WOVEN));
}

/* As typing the code does, with the same limit. */
TEST(the_square_code_finds_the_file)
{
    char hash[OUTBOX_SLIP_HEX];
    char want[OUTBOX_SLIP_HEX];
    begin();
    type("4271");
    scan_slip();
    lookup_hash(&app.visit->lookup, hash);
    outbox_slip_sha256("0123456789ABCDEFGHJKMNPQRS", want);
    CHECK_STR(hash, want);
    CHECK(app.visit->lookup.digits[0] == '\0');
    found(OUTBOX_SENT);
    CHECK(app.screen == SCREEN_FILE && app.visit->lookup.stage == FILE_SENT);
    CHECK(app.visit->lookup.token[0] == '\0');
    intend(INTENT_BACK, 0);
    scan_slip();
    answer(HAPPENED_FOUND, ERR_UNSUPPORTED, OUTBOX_SAVED, OUTBOX_WITHDRAWAL_NONE);
    CHECK_INT(app.notice, MSG_SLIP_TYPE_SHORT);
    intend(INTENT_DISMISS, 0);
    for (int i = 1; i + 1 < LOOKUP_TRIES; i++) {
        scan_slip();
        answer(HAPPENED_FOUND, ERR_NOT_FOUND, OUTBOX_SAVED, OUTBOX_WITHDRAWAL_NONE);
        CHECK(app.screen == SCREEN_FILE && app.visit->lookup.stage == FILE_UNKNOWN);
        intend(INTENT_BACK, 0);
    }
    scan_slip();
    answer(HAPPENED_FOUND, ERR_UNSUPPORTED, OUTBOX_SAVED, OUTBOX_WITHDRAWAL_NONE);
    CHECK_INT(app.visit->problem_message, MSG_SLIP_TOO_MANY);
}

TEST(what_is_sent_cannot_be_withdrawn)
{
    static const enum outbox_state sent[] = {OUTBOX_SENT, OUTBOX_RECEIVED, OUTBOX_EXPORTED,
                                             OUTBOX_WITHDRAWN};
    for (size_t i = 0; i < sizeof sent / sizeof sent[0]; i++) {
        to_the_file(sent[i]);
        intend(INTENT_WITHDRAW, 0);
        CHECK_INT(app.screen, SCREEN_FILE);
    }
    to_the_file(OUTBOX_HELD);
    tick(2000);
    CHECK(did(FX_FIND, FIND_AGAIN)); /* news are looked for */
    found(OUTBOX_RECEIVED);
    CHECK_INT(app.visit->lookup.stage, FILE_RECEIVED);
    tick(2000);
    CHECK(!did(FX_FIND, FIND_AGAIN));
}

TEST(without_the_pin_nothing_is_withdrawn)
{
    to_the_gate();
    type("28051");
    intend(INTENT_NEXT, 0);
    CHECK(!did(FX_PIN, PIN_JUDGE)); /* too short to be one */
    type("8");
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_PIN, PIN_JUDGE));
    type("9");
    CHECK_INT((int)strlen(app.gate.digits), 6); /* not while it is judged */
    judged(PIN_WRONG, 4, 0);
    CHECK(app.gate.digits[0] == '\0' && app_sheet(&app) == SHEET_GATE);
    judged(PIN_WRONG, 0, 60000);
    CHECK(app.gate.word == PIN_LOCKED && app.gate.minutes == 1);
    type("280519");
    CHECK(app.gate.digits[0] == '\0');
    tick(60000);
    CHECK(did(FX_PIN, PIN_LOOK));
    intend(INTENT_BACK, 0);
    CHECK_INT(app.screen, SCREEN_WITHDRAW);
    judged(PIN_RIGHT, 0, 0); /* too late: nobody asks any more */
    CHECK(!did(FX_WITHDRAW, 0) && !app.visit->lookup.withdrawing);
}

TEST(withdrawn_at_once_is_said_at_once)
{
    confirmed();
    answer(HAPPENED_WITHDRAWN, ERR_NONE, OUTBOX_WITHDRAWN, OUTBOX_WITHDRAWAL_NONE);
    CHECK(app.screen == SCREEN_FILE && app.visit->lookup.stage == FILE_WITHDRAWN);
    CHECK(did(FX_CUE, CUE_FINISHED));
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.screen, SCREEN_GOODBYE);
    CHECK(!app.take_along.waiting);
}

TEST(the_portal_is_asked_and_its_answer_awaited)
{
    confirmed();
    answer(HAPPENED_WITHDRAWN, ERR_NONE, OUTBOX_SENDING, OUTBOX_WITHDRAWAL_ASKED);
    CHECK(app.screen == SCREEN_WITHDRAW && did(FX_ASK, PORTAL_TRY));
    tick(500);
    CHECK(did(FX_FIND, FIND_AGAIN));
    answer(HAPPENED_FOUND, ERR_NONE, OUTBOX_RECEIVED, OUTBOX_WITHDRAWAL_TOO_LATE);
    CHECK(app.screen == SCREEN_FILE && app.visit->lookup.withdrawn);
    CHECK_INT(app.visit->lookup.stage, FILE_RECEIVED);
}

/* In one visit she may look at another file after it. */
TEST(that_it_is_too_late_is_told_of_that_file_only)
{
    confirmed();
    answer(HAPPENED_WITHDRAWN, ERR_REFUSED, OUTBOX_RECEIVED, OUTBOX_WITHDRAWAL_NONE);
    CHECK(app.visit->lookup.withdrawn);
    intend(INTENT_BACK, 0);
    intend(INTENT_SLIP, 0);
    intend(INTENT_NEXT, 0);
    found(OUTBOX_RECEIVED);
    CHECK_INT(app.visit->lookup.stage, FILE_RECEIVED);
    CHECK(!app.visit->lookup.withdrawn);
}

TEST(after_eight_seconds_what_is_true_is_said)
{
    confirmed();
    answer(HAPPENED_WITHDRAWN, ERR_NONE, OUTBOX_SAVED, OUTBOX_WITHDRAWAL_ASKED);
    tick(7900);
    answer(HAPPENED_FOUND, ERR_NONE, OUTBOX_SAVED, OUTBOX_WITHDRAWAL_ASKED);
    CHECK_INT(app.screen, SCREEN_WITHDRAW);
    tick(100);
    CHECK(app.screen == SCREEN_FILE && app.visit->lookup.stage == FILE_ASKED);
}

TEST(a_refusal_and_a_failure_are_told_apart)
{
    confirmed();
    answer(HAPPENED_WITHDRAWN, ERR_REFUSED, OUTBOX_SENDING, OUTBOX_WITHDRAWAL_NONE);
    CHECK(app.screen == SCREEN_FILE && app.visit->lookup.stage == FILE_TOO_LATE);
    confirmed();
    answer(HAPPENED_WITHDRAWN, ERR_IO, OUTBOX_SAVED, OUTBOX_WITHDRAWAL_NONE);
    CHECK_INT(app.notice, MSG_WITHDRAW_FAILED);
    CHECK(app.screen == SCREEN_FILE && !app.visit->lookup.withdrawn);
}

TEST(whoever_walks_away_leaves_nothing)
{
    to_the_gate();
    type("280");
    step_home(&app, &fx);
    CHECK(app.visit == NULL && app.gate.digits[0] == '\0' && app.sheets.count == 0);
    judged(PIN_RIGHT, 0, 0);
    found(OUTBOX_SAVED);
    CHECK_INT(app.screen, SCREEN_WELCOME);
}

TEST(staff_see_on_the_first_page_how_many_wait_too_long)
{
    begin();
    step_home(&app, &fx);
    tick(1);
    CHECK(did(FX_ASK, PORTAL_CHECK));
    tick(200);
    CHECK(!did(FX_ASK, PORTAL_CHECK));
    const struct portal_answer a = {
        .question = PORTAL_CHECK, .unsent_30_days = 3, .unsent_90_days = 1};
    happen((struct event){.kind = HAPPENED_PORTAL, .answer = &a});
    CHECK(app.unsent_30_days == 3 && app.unsent_90_days == 1);
    const struct portal_answer none = {.question = PORTAL_CHECK, .error = ERR(ERR_OFFLINE, 0, "")};
    happen((struct event){.kind = HAPPENED_PORTAL, .answer = &none});
    CHECK_INT(app.unsent_30_days, 3); /* nobody said that they are gone */
    tick(600000);
    CHECK(did(FX_ASK, PORTAL_CHECK));
}

/* The outbox may answer after she has left the page. */
TEST(a_late_answer_opens_nothing)
{
    to_the_file(OUTBOX_SAVED);
    tick(2000);
    CHECK(did(FX_FIND, FIND_AGAIN));
    intend(INTENT_BACK, 0);
    found(OUTBOX_SAVED);
    CHECK_INT(app.screen, SCREEN_SLIP);
    CHECK(!app.visit->lookup.asking);
}

TEST(the_next_slip_waits_for_the_late_answer)
{
    to_the_file(OUTBOX_SAVED);
    tick(2000);
    intend(INTENT_BACK, 0);
    intend(INTENT_NEXT, 0);
    CHECK(!did(FX_FIND, FIND_SLIP)); /* the outbox answers one at a time */
    found(OUTBOX_SAVED);
    CHECK(app.screen == SCREEN_SLIP && did(FX_FIND, FIND_SLIP));
    found(OUTBOX_RECEIVED);
    CHECK(app.screen == SCREEN_FILE && app.visit->lookup.stage == FILE_RECEIVED);
}

TEST(an_answer_on_another_page_is_over)
{
    to_the_file(OUTBOX_SAVED);
    intend(INTENT_BACK, 0);
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_FIND, FIND_SLIP));
    intend(INTENT_BACK, 0);
    found(OUTBOX_SAVED);
    CHECK_INT(app.screen, SCREEN_NEED);
    CHECK(!app.visit->lookup.asking);
}

int main(void)
{
    RUN(a_wrong_check_digit_is_said_and_nothing_is_lost);
    RUN(five_wrong_codes_and_an_officer_looks);
    RUN(the_scanner_gives_the_code_or_says_what_to_do);
    RUN(the_square_code_finds_the_file);
    RUN(what_is_sent_cannot_be_withdrawn);
    RUN(without_the_pin_nothing_is_withdrawn);
    RUN(withdrawn_at_once_is_said_at_once);
    RUN(the_portal_is_asked_and_its_answer_awaited);
    RUN(that_it_is_too_late_is_told_of_that_file_only);
    RUN(after_eight_seconds_what_is_true_is_said);
    RUN(a_refusal_and_a_failure_are_told_apart);
    RUN(a_late_answer_opens_nothing);
    RUN(the_next_slip_waits_for_the_late_answer);
    RUN(an_answer_on_another_page_is_over);
    RUN(whoever_walks_away_leaves_nothing);
    RUN(staff_see_on_the_first_page_how_many_wait_too_long);
    return check_done();
}
