/* The rating between the outcome and goodbye: one touch or none, counted in the day and nowhere
 * else; who did not finish, and who walked away, is not asked. */
#include "app/steps.h"
#include "tests/unit/app_world.h"

#define OTHER_LANGUAGE 2

/* Something of hers was filed, and she reads what became of it. */
static void to_the_outcome(void)
{
    app_begin((struct app_world){.form = NULL});
    intend(INTENT_LANGUAGE, 0);
    app.screen = SCREEN_OUTCOME;
    app.visit->stored = true;
    app.visit->stage = STAGE_RECEIVED;
    app.visit->copies = 1;
    app.visit->id_digits[0] = '7';
}

static void to_the_rating(void)
{
    to_the_outcome();
    intend(INTENT_END, 0);
    CHECK_INT(app.screen, SCREEN_RATING);
}

static int today(enum day_what what)
{
    return day_tally(&app.day, what, app_midnight(&app));
}

static int answers(void)
{
    return today(DAY_EASY) + today(DAY_FAIR) + today(DAY_HARD);
}

static void tick(uint64_t ms)
{
    now += ms;
    happen((struct event){.kind = HAPPENED_TICK});
}

TEST(who_filed_something_is_asked_when_she_is_forgotten_already)
{
    to_the_rating();
    CHECK(app.visit == NULL && arena_is_clean(&arena));
    CHECK(did(FX_WIPE, 0) && did(FX_SPEAK, 0));
    CHECK(app.take_along.slip && !app.take_along.waiting);
    CHECK_INT(answers(), 0);
}

TEST(one_touch_counts_once_and_leads_to_goodbye)
{
    static const enum day_what whats[] = {DAY_EASY, DAY_FAIR, DAY_HARD};
    for (int i = 0; i < DAY_RATINGS; i++) {
        to_the_rating();
        app.day.changed = false;
        intend(INTENT_RATE, i);
        CHECK_INT(app.screen, SCREEN_GOODBYE);
        CHECK(did(FX_SPEAK, 0) && did(FX_CUE, CUE_WOVEN));
        CHECK(today(whats[i]) == 1 && answers() == 1);
        CHECK(app.day.changed);     /* it goes to the disk with the rest */
        CHECK(app.take_along.slip); /* goodbye still knows what she takes home */
        intend(INTENT_RATE, i);     /* nobody says it twice */
        CHECK_INT(app.screen, SCREEN_WELCOME);
        CHECK_INT(answers(), 1);
    }
}

TEST(an_answer_that_there_is_not_counts_for_nothing)
{
    to_the_rating();
    intend(INTENT_RATE, DAY_RATINGS);
    intend(INTENT_RATE, -1);
    intend(INTENT_BACK, 0); /* there is nothing to go back to */
    intend(INTENT_END, 0);
    CHECK_INT(app.screen, SCREEN_RATING);
    CHECK_INT(answers(), 0);
}

TEST(it_is_left_out_with_one_touch)
{
    to_the_rating();
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.screen, SCREEN_GOODBYE);
    CHECK_INT(answers(), 0);
}

TEST(who_says_nothing_leaves_it_out_and_nobody_counts_as_gone)
{
    to_the_rating();
    happen((struct event){.kind = HAPPENED_SPEECH, .number = 1});
    tick((uint64_t)settings.idle_answer_s * 4000);
    CHECK_INT(app.screen, SCREEN_RATING); /* it is still being read to her */
    happen((struct event){.kind = HAPPENED_SPEECH, .number = 0});
    CHECK_INT(app_deadline_ms(&app, now), settings.idle_answer_s * 1000);
    tick((uint64_t)settings.idle_answer_s * 1000 - 1);
    CHECK_INT(app.screen, SCREEN_RATING);
    tick(1);
    CHECK_INT(app.screen, SCREEN_GOODBYE);
    CHECK(app.overlay == OVERLAY_NONE && did(FX_SPEAK, 0));
    CHECK(answers() == 0 && today(DAY_ABANDONED) == 0);
    for (int i = 0; i < 60 && app.screen != SCREEN_WELCOME; i++) {
        tick(1000);
    }
    CHECK_INT(app.screen, SCREEN_WELCOME);
    CHECK_INT(today(DAY_ABANDONED), 0);
}

TEST(tools_work_on_it_and_it_waits_under_a_sheet)
{
    to_the_rating();
    intend(INTENT_CHANGE_LANGUAGE, 0);
    intend(INTENT_LANGUAGE, OTHER_LANGUAGE);
    if (app_sheet(&app) == SHEET_NOT_READY) {
        intend(INTENT_NEXT, 0);
    }
    CHECK_STR(app_language(&app), app_language_at(&app, OTHER_LANGUAGE));
    CHECK(app.screen == SCREEN_RATING && app_sheet(&app) == SHEET_NONE);
    intend(INTENT_CALL_OFFICER, 0);
    CHECK_INT(app_sheet(&app), SHEET_OFFICER);
    tick((uint64_t)settings.idle_answer_s * 1000 + 1000);
    CHECK(app.screen == SCREEN_RATING && app_sheet(&app) == SHEET_OFFICER);
    intend(INTENT_BACK, 0);
    intend(INTENT_RATE, 2);
    CHECK(app.screen == SCREEN_GOODBYE && today(DAY_HARD) == 1);
}

TEST(nobody_is_asked_who_filed_nothing_or_was_gone)
{
    to_the_outcome();
    app.visit->stored = false; /* no application: nothing to ask about */
    intend(INTENT_END, 0);
    CHECK_INT(app.screen, SCREEN_GOODBYE);
    to_the_outcome();
    tick((uint64_t)settings.idle_warning_s * 1000);
    CHECK_INT(app.overlay, OVERLAY_IDLE);
    tick((uint64_t)settings.idle_answer_s * 1000);
    CHECK_INT(app.screen, SCREEN_WELCOME); /* she is gone */
    app_begin((struct app_world){.form = NULL});
    intend(INTENT_LANGUAGE, 0);
    app.screen = SCREEN_CHECK;
    tick((uint64_t)settings.idle_warning_s * 1000);
    intend(INTENT_END, 0); /* left unfinished */
    CHECK_INT(app.screen, SCREEN_WELCOME);
}

/* "Are you still there?" on the outcome: who says that she is through is there, and takes things
 * home. */
TEST(who_ends_the_outcome_in_the_dialog_hears_goodbye)
{
    to_the_outcome();
    tick((uint64_t)settings.idle_warning_s * 1000);
    CHECK_INT(app.overlay, OVERLAY_IDLE);
    intend(INTENT_END, 0);
    CHECK_INT(app.screen, SCREEN_GOODBYE);
    CHECK(app.visit == NULL && app.take_along.slip && did(FX_WIPE, 0));
    CHECK(app.overlay == OVERLAY_NONE && today(DAY_ABANDONED) == 0);
}

int main(void)
{
    RUN(who_filed_something_is_asked_when_she_is_forgotten_already);
    RUN(one_touch_counts_once_and_leads_to_goodbye);
    RUN(an_answer_that_there_is_not_counts_for_nothing);
    RUN(it_is_left_out_with_one_touch);
    RUN(who_says_nothing_leaves_it_out_and_nobody_counts_as_gone);
    RUN(tools_work_on_it_and_it_waits_under_a_sheet);
    RUN(nobody_is_asked_who_filed_nothing_or_was_gone);
    RUN(who_ends_the_outcome_in_the_dialog_hears_goodbye);
    return check_done();
}
