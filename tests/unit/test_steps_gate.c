/* Who stands at the kiosk: PIN of a role or a badge, what each may confirm, what is recorded of an
 * officer's help. */
#include "app/filing.h"
#include "app/steps.h"
#include "tests/unit/app_world.h"

static const struct staff_files no_files = {.count = 0};

static void begin(void)
{
    app_begin((struct app_world){0});
}

static void answer(struct pin_answer a)
{
    happen((struct event){.kind = HAPPENED_PIN, .pin = &a});
}

static void scan(const char *text)
{
    happen((struct event){.kind = HAPPENED_SCAN, .text = text, .number = (int)strlen(text)});
}

static void badge(enum badge_word word, enum staff_role role, int number)
{
    scan("RONG-THE/14/ABCDEFGHJKMNPQRSTVWXYZ0123");
    CHECK(did(FX_PIN, PIN_BADGE));
    CHECK_STR(app.gate.badge, "RONG-THE/14/ABCDEFGHJKMNPQRSTVWXYZ0123");
    answer((struct pin_answer){.badged = true, .badge = word, .who = {role, number}});
    CHECK_STR(app.gate.badge, "");
}

static void choose(enum staff_role role)
{
    intend(INTENT_STAFF_ACT, ACT_ROLE + (int)role);
}

static void start_visit(void)
{
    intend(INTENT_LANGUAGE, 0);
    CHECK_INT(app.screen, SCREEN_NEED);
}

TEST(with_several_roles_one_is_chosen_and_its_own_pin_asked)
{
    begin();
    intend(INTENT_STAFF, 0);
    CHECK(did(FX_PIN, PIN_BEGIN));
    answer((struct pin_answer){.word = PIN_CHOOSE,
                               .roles = 1U << STAFF_MANAGER | 1U << STAFF_OFFICER});
    choose(STAFF_TECHNICIAN); /* has none */
    CHECK_INT(app.gate.word, PIN_CHOOSE);
    choose(STAFF_OFFICER);
    CHECK(did(FX_PIN, PIN_LOOK));
    CHECK_INT(app.gate.who.role, STAFF_OFFICER);
    answer((struct pin_answer){.word = PIN_READY, .tries = 5, .who = {STAFF_OFFICER, 0}});
    answer((struct pin_answer){.word = PIN_RIGHT, .who = {STAFF_OFFICER, 0}});
    CHECK_INT(app_sheet(&app), SHEET_STAFF);
    CHECK_INT(app.staff.who.role, STAFF_OFFICER);
}

TEST(a_badge_opens_it_also_while_the_pin_is_locked)
{
    begin();
    intend(INTENT_STAFF, 0);
    answer((struct pin_answer){.word = PIN_LOCKED, .wait_ms = 900000});
    badge(BADGE_GOOD, STAFF_TECHNICIAN, 14);
    CHECK_INT(app_sheet(&app), SHEET_STAFF);
    CHECK(app.staff.who.role == STAFF_TECHNICIAN && app.staff.who.number == 14);
}

TEST(every_other_badge_is_refused_with_a_sentence_and_costs_no_try)
{
    static const struct {
        enum badge_word word;
        enum message_id sentence;
    } rows[] = {{BADGE_FOREIGN, MSG_BADGE_FOREIGN},
                {BADGE_EXPIRED, MSG_BADGE_EXPIRED},
                {BADGE_LOST, MSG_BADGE_LOST},
                {BADGE_BROKEN, MSG_BADGE_BROKEN},
                {BADGE_UNDATED, MSG_BADGE_UNDATED}};
    begin();
    intend(INTENT_STAFF, 0);
    answer((struct pin_answer){.word = PIN_READY, .tries = 5});
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        badge(rows[i].word, STAFF_MANAGER, 0);
        CHECK_INT(app.gate.trouble, rows[i].sentence);
        CHECK(did(FX_SPEAK, 0));
        CHECK_INT(app_sheet(&app), SHEET_GATE);
        CHECK(app.gate.word == PIN_READY && app.gate.tries == 5 && !app.gate.judging);
    }
}

TEST(what_is_too_long_for_a_badge_is_none)
{
    begin();
    intend(INTENT_STAFF, 0);
    answer((struct pin_answer){.word = PIN_READY, .tries = 5});
    scan("RONG-THE/14/ABCDEFGHJKMNPQRSTVWXYZ0123ABCDEFGHJKMNPQRSTVWXYZ0123");
    CHECK_STR(app.gate.badge, "?");
    scan("RONG-THE/14/ABCDEFGHJKMNPQRSTVWXYZ0123"); /* one is being judged */
    CHECK_STR(app.gate.badge, "?");
}

TEST(a_badge_is_read_only_on_the_page_that_asks)
{
    begin();
    start_visit();
    scan("RONG-THE/14/ABCDEFGHJKMNPQRSTVWXYZ0123");
    CHECK(!did(FX_PIN, PIN_BADGE));
    CHECK_INT(app.screen, SCREEN_NEED);
    CHECK_STR(app.gate.badge, "");
}

TEST(a_technician_confirms_nothing_of_a_citizen)
{
    begin();
    start_visit();
    struct effects opened = {.count = 0};
    step_gate(&app, STAFF_CHECK, &opened);
    answer((struct pin_answer){.word = PIN_CHOOSE, .roles = 7});
    choose(STAFF_TECHNICIAN);
    CHECK_INT(app.gate.word, PIN_CHOOSE);
    badge(BADGE_GOOD, STAFF_TECHNICIAN, 15);
    CHECK_INT(app.gate.trouble, MSG_GATE_NOT_ROLE);
    CHECK_INT(app_sheet(&app), SHEET_GATE);
    /* Only a technician's PIN is set: it is right, and still not enough. */
    answer((struct pin_answer){.word = PIN_RIGHT, .who = {STAFF_TECHNICIAN, 0}});
    CHECK_INT(app_sheet(&app), SHEET_GATE);
    CHECK_INT(app.gate.trouble, MSG_GATE_NOT_ROLE);
}

static void enter(struct staff_person who)
{
    const struct staff_news news = {.files = &no_files};
    intend(INTENT_STAFF, 0);
    answer((struct pin_answer){.word = PIN_RIGHT, .who = who});
    happen((struct event){.kind = HAPPENED_STAFF, .news = &news});
    intend(INTENT_NEXT, 0);
    CHECK_INT(app_sheet(&app), SHEET_STAFF_MENU);
}

TEST(a_filing_that_is_taken_over_says_so_and_by_whom)
{
    begin();
    start_visit();
    enter((struct staff_person){STAFF_OFFICER, 14});
    intend(INTENT_STAFF_ACT, ACT_ASSIST);
    CHECK_INT(app_sheet(&app), SHEET_NONE); /* on her page again, and she is told */
    CHECK(app.overlay == OVERLAY_NOTICE && app.notice == MSG_ASSISTED);
    CHECK(app.visit->assisted && app.visit->help == HELP_WITH);
    CHECK(app.visit->aide.role == STAFF_OFFICER && app.visit->aide.number == 14);
    intend(INTENT_DISMISS, 0);
    enter((struct staff_person){STAFF_MANAGER, 0});
    intend(INTENT_STAFF_ACT, ACT_TAKE_OVER);
    CHECK_INT(app.notice, MSG_TAKEN_OVER);
    CHECK(app.visit->help == HELP_OVER && app.visit->aide.role == STAFF_MANAGER);
    intend(INTENT_DISMISS, 0);
    enter((struct staff_person){STAFF_OFFICER, 14});
    intend(INTENT_STAFF_ACT, ACT_ASSIST); /* what was done for her stays so */
    CHECK(app.visit->help == HELP_OVER && app.visit->aide.number == 0);
}

TEST(a_technician_takes_nothing_over_and_nobody_where_there_is_no_visit)
{
    begin();
    start_visit();
    enter((struct staff_person){STAFF_TECHNICIAN, 0});
    intend(INTENT_STAFF_ACT, ACT_TAKE_OVER);
    CHECK_INT(app_sheet(&app), SHEET_STAFF_MENU);
    CHECK(!app.visit->assisted && app.visit->help == HELP_NONE);
    begin();
    enter((struct staff_person){STAFF_OFFICER, 0});
    intend(INTENT_STAFF_ACT, ACT_TAKE_OVER);
    CHECK(app_sheet(&app) == SHEET_STAFF_MENU && app.visit == NULL);
}

TEST(an_officer_sets_nothing_up_and_carries_nothing_away)
{
    static const enum staff_act acts[] = {ACT_SETUP, ACT_RESTART, ACT_CARRY, ACT_EXPORT};
    begin();
    enter((struct staff_person){STAFF_OFFICER, 0});
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++) {
        intend(INTENT_STAFF_ACT, acts[i]);
        CHECK(app_sheet(&app) == SHEET_STAFF_MENU && app.overlay == OVERLAY_NONE);
    }
    intend(INTENT_STAFF_ACT, ACT_PAPER);
    CHECK_INT(app_sheet(&app), SHEET_STAFF_PAPER);
}

TEST(who_comes_ends_the_call)
{
    begin();
    start_visit();
    intend(INTENT_CALL_OFFICER, 0);
    intend(INTENT_NEXT, 0); /* goes on while she waits */
    CHECK(app.call.open);
    intend(INTENT_STAFF, 0);
    answer((struct pin_answer){.word = PIN_RIGHT});
    CHECK(!app.call.open);
    CHECK(did(FX_ASK, PORTAL_NEVERMIND));
}

static void type_digits(const char *digits)
{
    for (const char *d = digits; *d != '\0'; d++) {
        intend(INTENT_KEY, *d - '0');
    }
}

/* A code of eight digits is judged, never a shorter one; a wrong one stays, a right one opens. */
TEST(a_code_of_the_province_opens_a_lock)
{
    const struct province_answer ready = {PROVINCE_READY, 10, "48291307"};
    begin();
    intend(INTENT_STAFF, 0);
    answer((struct pin_answer){.word = PIN_READY, .tries = 5, .who = {STAFF_OFFICER, 0}});
    intend(INTENT_STAFF_ACT, ACT_PROVINCE);
    CHECK(!app.gate.coding); /* nothing is locked */
    answer((struct pin_answer){.word = PIN_LOCKED, .wait_ms = 60000, .who = {STAFF_OFFICER, 0}});
    intend(INTENT_STAFF_ACT, ACT_PROVINCE);
    CHECK(!app.gate.coding); /* the office has no secret of this kiosk */
    answer((struct pin_answer){
        .word = PIN_LOCKED, .wait_ms = 60000, .province = ready, .who = {STAFF_OFFICER, 0}});
    intend(INTENT_STAFF_ACT, ACT_PROVINCE);
    CHECK(app.gate.coding);
    type_digits("1234567");
    intend(INTENT_NEXT, 0);
    CHECK(!did(FX_PIN, PIN_CODE) && !app.gate.judging);
    type_digits("89");
    CHECK_STR(app.gate.digits, "12345678");
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_PIN, PIN_CODE) && app.gate.judging);
    answer((struct pin_answer){
        .coded = true, .word = PIN_LOCKED, .province = {PROVINCE_WRONG, 9, "48291307"}});
    CHECK(app.gate.coding && app.gate.word == PIN_LOCKED);
    CHECK_STR(app.gate.digits, "");
    intend(INTENT_BACK, 0); /* to the lock, not away */
    CHECK(!app.gate.coding && app_sheet(&app) == SHEET_GATE);
    intend(INTENT_STAFF_ACT, ACT_PROVINCE);
    type_digits("87654321");
    intend(INTENT_NEXT, 0);
    answer((struct pin_answer){
        .coded = true, .word = PIN_READY, .tries = 5, .province = {.word = PROVINCE_RIGHT}});
    CHECK(did(FX_SAY_SHOWN, MSG_PROVINCE_OPEN));
    CHECK(!app.gate.coding && app.gate.word == PIN_READY && app.gate.tries == 5);
    CHECK_INT(app.gate.who.role, STAFF_OFFICER);
    CHECK_INT(app_sheet(&app), SHEET_GATE); /* the PIN itself is still asked for */
}

TEST(a_lock_that_ends_leaves_the_page_of_the_code)
{
    begin();
    intend(INTENT_STAFF, 0);
    answer((struct pin_answer){.word = PIN_CLOSED, .province = {PROVINCE_READY, 10, "48291307"}});
    intend(INTENT_STAFF_ACT, ACT_PROVINCE);
    type_digits("1234");
    answer((struct pin_answer){.word = PIN_READY, .tries = 1});
    CHECK(!app.gate.coding);
    CHECK_STR(app.gate.digits, "");
}

int main(void)
{
    RUN(with_several_roles_one_is_chosen_and_its_own_pin_asked);
    RUN(a_badge_opens_it_also_while_the_pin_is_locked);
    RUN(every_other_badge_is_refused_with_a_sentence_and_costs_no_try);
    RUN(what_is_too_long_for_a_badge_is_none);
    RUN(a_badge_is_read_only_on_the_page_that_asks);
    RUN(a_technician_confirms_nothing_of_a_citizen);
    RUN(a_filing_that_is_taken_over_says_so_and_by_whom);
    RUN(a_technician_takes_nothing_over_and_nobody_where_there_is_no_visit);
    RUN(an_officer_sets_nothing_up_and_carries_nothing_away);
    RUN(who_comes_ends_the_call);
    RUN(a_code_of_the_province_opens_a_lock);
    RUN(a_lock_that_ends_leaves_the_page_of_the_code);
    return check_done();
}
