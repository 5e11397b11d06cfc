/* A visit while the wall clock is in doubt: cards and days are believed, her slip has no day, and
 * the portal's word ends the doubt. */
#include "tests/unit/form_world.h"

#include "app/citizen/commune.h"
#include "app/steps.h"
#include "tests/unit/app_world.h"

#define WALL_1970 3600
#define NOW       ((int64_t)1795400640) /* 23 November 2026, as of happen() */

static const char dated_form[] =
    HEAD "<instance><data id='t'><born/><hour/><issued/></data></instance>"
         "<bind nodeset='/data/born' type='date' constraint='. &lt;= today()'/>"
         "<bind nodeset='/data/hour' type='time'/>"
         "<bind nodeset='/data/issued' type='date' constraint='. &lt;= today()'/>" BODY
         "<input ref='/data/born'><label>B</label></input>"
         "<input ref='/data/hour'><label>H</label></input>"
         "<input ref='/data/issued'><label>I</label></input>" TAIL;

static struct communes nowhere;
static int64_t wall_s;

static void at(struct event e)
{
    e.now_s = wall_s;
    happen(e);
}

static void press(enum intent_kind kind, int argument)
{
    at((struct event){.kind = HAPPENED_INTENT, .intent = kind, .argument = argument});
}

/* The portal's answer about the time: so much after the wall clock's. */
static void portal_says(int64_t off_s)
{
    const struct portal_answer told = {
        .question = PORTAL_CHECK, .online = true, .dated = true, .clock_off_s = off_s};
    at((struct event){.kind = HAPPENED_PORTAL, .answer = &told});
}

/* Where the card is read, with a form that asks for days. */
static void begin(struct world *w, int64_t wall)
{
    load(w, dated_form);
    CHECK_STR(w->where.message, "");
    wall_s = wall;
    app_begin((struct app_world){.form = NULL});
    app.communes = &nowhere;
    at((struct event){.kind = HAPPENED_TICK});
    press(INTENT_LANGUAGE, 0);
    app.visit->form = w->form;
    form_tick(w->form, app.now_s);
    app.screen = SCREEN_IDENTITY;
}

static void card(const char *text)
{
    at((struct event){.kind = HAPPENED_SCAN, .text = text});
}

static void type(const char *digits)
{
    for (; *digits != '\0'; digits++) {
        press(INTENT_KEY, *digits - '0');
    }
}

/* A card issued on this day is held out to a kiosk whose clock reads so. */
static void card_of(const char *issued, int64_t wall, bool taken, enum screen screen,
                    enum message_id notice)
{
    struct world w;
    begin(&w, wall);
    char text[96];
    (void)snprintf(text, sizeof text, "064195000002||Ksor H'Mẫu|31121995|Nữ||%s", issued);
    card(text);
    CHECK((app.visit->card != NULL) == taken);
    CHECK_INT(app.screen, screen);
    CHECK_INT(app.notice, notice);
    unload(&w);
}

TEST(a_card_issued_after_the_program_is_taken_by_a_clock_of_1970)
{
    card_of("01072027", WALL_1970, true, SCREEN_QUESTION, MSG_CLOCK_DOUBTFUL);
}

TEST(a_card_of_the_future_is_still_refused_by_a_clock_that_is_well)
{
    card_of("01072027", NOW, false, SCREEN_IDENTITY, MSG_SCAN_BAD_CARD);
}

TEST(a_card_no_kiosk_will_ever_see_is_refused_by_any_clock)
{
    card_of("01072090", WALL_1970, false, SCREEN_IDENTITY, MSG_SCAN_BAD_CARD);
}

TEST(she_is_told_once_and_her_day_is_believed)
{
    struct world w;
    begin(&w, WALL_1970);
    step_first_page(&app, &fx);
    CHECK_INT(app.overlay, OVERLAY_NOTICE);
    CHECK_INT(app.notice, MSG_CLOCK_DOUBTFUL);
    press(INTENT_DISMISS, 0);
    type("16112027");
    press(INTENT_NEXT, 0);
    CHECK(!app.visit->has_problem);
    CHECK(app.visit->page == form_find(w.form, "/data/hour"));
    CHECK_INT(app.overlay, OVERLAY_NONE);
    press(INTENT_NEXT, 0);
    CHECK(app.visit->page == form_find(w.form, "/data/issued"));
    CHECK_INT(app.overlay, OVERLAY_NONE); /* once is enough */
    CHECK_INT(form_check_all(w.form).fault, FAULT_NONE);
    const struct date day = date_today(step_form_now(&app), 420);
    CHECK(day.year == 2027 && day.month == 11 && day.day == 16);
    unload(&w);
}

TEST(today_is_not_filled_in_by_a_clock_in_doubt)
{
    struct world w;
    begin(&w, WALL_1970);
    step_first_page(&app, &fx);
    press(INTENT_DISMISS, 0);
    press(INTENT_DAYS_AGO, 0);
    CHECK_INT(app.overlay, OVERLAY_NOTICE);
    CHECK_STR(app.visit->date.digits[2], "");
    press(INTENT_DISMISS, 0);
    portal_says(NOW - WALL_1970);
    press(INTENT_DAYS_AGO, 0);
    CHECK_STR(app.visit->date.digits[0], "23");
    CHECK_STR(app.visit->date.digits[2], "2026");
    unload(&w);
}

/* She types a day where the first question asks for one. */
static bool is_refused(const char *digits)
{
    type(digits);
    press(INTENT_NEXT, 0);
    return app.visit->has_problem;
}

TEST(a_day_that_cannot_be_is_refused_by_any_clock)
{
    struct world w;
    begin(&w, WALL_1970);
    step_first_page(&app, &fx);
    press(INTENT_DISMISS, 0);
    CHECK(is_refused("16112090"));
    unload(&w);
}

TEST(a_clock_that_is_well_says_nothing_and_refuses_tomorrow)
{
    struct world w;
    begin(&w, NOW);
    step_first_page(&app, &fx);
    CHECK_INT(app.overlay, OVERLAY_NONE);
    CHECK(is_refused("24112026"));
    unload(&w);
}

TEST(the_portals_word_is_the_day)
{
    struct world w;
    begin(&w, WALL_1970);
    portal_says(NOW - WALL_1970);
    CHECK(app.now_s == NOW);
    form_tick(w.form, step_form_now(&app));
    step_first_page(&app, &fx);
    CHECK_INT(app.overlay, OVERLAY_NONE);
    CHECK(is_refused("24112026")); /* tomorrow, by the portal */
    unload(&w);
}

TEST(an_answer_that_failed_or_says_no_time_is_no_word)
{
    struct world w;
    begin(&w, NOW);
    struct portal_answer told = {.question = PORTAL_CHECK, .online = true};
    at((struct event){.kind = HAPPENED_PORTAL, .answer = &told});
    CHECK(!clock_judge_may_forget(&app.clock));
    told = (struct portal_answer){
        .question = PORTAL_CHECK, .error = ERR(ERR_TIMEOUT, 0, "test"), .dated = true};
    at((struct event){.kind = HAPPENED_PORTAL, .answer = &told});
    CHECK(!clock_judge_may_forget(&app.clock));
    portal_says(2);
    CHECK(clock_judge_may_forget(&app.clock));
    unload(&w);
}

TEST(a_code_that_sets_a_scanner_up_is_refused_where_a_code_is_asked_for)
{
    static const enum screen asking[] = {SCREEN_IDENTITY, SCREEN_TYPE_ID, SCREEN_SLIP};
    struct world w;
    begin(&w, NOW);
    for (size_t i = 0; i < sizeof asking / sizeof asking[0]; i++) {
        app.screen = asking[i];
        app.notice = MSG_NONE;
        card("nls0006010");
        CHECK_INT(app.notice, MSG_SCAN_SETUP);
        CHECK(did(FX_CUE, CUE_CANNOT));
        press(INTENT_DISMISS, 0);
        CHECK_INT(app.screen, asking[i]);
    }
    app.screen = SCREEN_NEED;
    app.notice = MSG_NONE;
    card("nls0006010");
    CHECK_INT(app.notice, MSG_NONE);
    unload(&w);
}

int main(void)
{
    RUN(a_card_issued_after_the_program_is_taken_by_a_clock_of_1970);
    RUN(a_card_of_the_future_is_still_refused_by_a_clock_that_is_well);
    RUN(a_card_no_kiosk_will_ever_see_is_refused_by_any_clock);
    RUN(she_is_told_once_and_her_day_is_believed);
    RUN(today_is_not_filled_in_by_a_clock_in_doubt);
    RUN(a_day_that_cannot_be_is_refused_by_any_clock);
    RUN(a_clock_that_is_well_says_nothing_and_refuses_tomorrow);
    RUN(the_portals_word_is_the_day);
    RUN(an_answer_that_failed_or_says_no_time_is_no_word);
    RUN(a_code_that_sets_a_scanner_up_is_refused_where_a_code_is_asked_for);
    return check_done();
}
