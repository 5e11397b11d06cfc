#include "app/app.h"

#include "app/citizen/catalogue.h"
#include "app/sound/player.h"
#include "app/steps.h"
#include "tests/unit/app_world.h"

static struct err no_form(void *context, const struct procedure *procedure, const char **ret_xml,
                          size_t *ret_size, struct form_media *ret_media)
{
    (void)context;
    (void)procedure;
    (void)ret_xml;
    (void)ret_size;
    (void)ret_media;
    return ERR(ERR_NOT_FOUND, 0, "test: no form");
}

static void begin(void)
{
    app_begin((struct app_world){.form = no_form});
}

static bool had(enum effect_kind kind)
{
    for (int i = 0; i < fx.count; i++) {
        if (fx.list[i].kind == kind) {
            return true;
        }
    }
    return false;
}

TEST(a_language_begins_a_visit_and_ending_wipes_every_byte)
{
    begin();
    intend(INTENT_LANGUAGE, 0);
    CHECK_INT(app.screen, SCREEN_NEED);
    CHECK(app.visit != NULL);
    CHECK_INT(strlen(app.visit->uuid), 36);
    snprintf(app.visit->id_digits, sizeof app.visit->id_digits, "064095000001");
    intend(INTENT_BACK, 0);
    CHECK_INT(app.screen, SCREEN_WELCOME);
    CHECK(app.visit == NULL);
    CHECK(had(FX_WIPE));
    CHECK(arena_is_clean(&arena));
}

static struct err admission_answer;

static struct err admission(void *context)
{
    (void)context;
    return admission_answer;
}

TEST(what_could_not_be_kept_is_refused_before_she_types)
{
    const struct procedure birth = {
        .code = "1.001193", .form = "form.xml", .from = "", .until = ""};
    struct catalogue_entry row = {.code = "1.001193", .form = &birth, .successor = -1};
    const struct catalogue offered = {.entries = &row, .count = 1};
    begin();
    app.catalogue = &offered;
    app.world.admission = admission;
    intend(INTENT_LANGUAGE, 0);
    admission_answer = ERR(ERR_FULL, 0, "test: full");
    intend_text(INTENT_NEED, 0, "1.001193");
    CHECK_INT(app.screen, SCREEN_NEED);
    CHECK_INT(app.notice, MSG_STORE_FULL);
    intend(INTENT_DISMISS, 0);
    admission_answer = ERR(ERR_NOT_FOUND, 0, "test: no key");
    intend_text(INTENT_NEED, 0, "1.001193");
    CHECK_INT(app.screen, SCREEN_NEED);
    CHECK_INT(app.notice, MSG_STORE_NOT_READY);
    intend(INTENT_DISMISS, 0);
    admission_answer = ERR_OK;
    intend_text(INTENT_NEED, 0, "1.001193");
    CHECK_INT(app.screen, SCREEN_SUMMARY);
}

TEST(a_visit_cannot_end_while_the_store_reads_it)
{
    begin();
    intend(INTENT_LANGUAGE, 0);
    app.screen = SCREEN_SENDING;
    intend(INTENT_CALL_OFFICER, 0);
    CHECK_INT(app_sheet(&app), SHEET_OFFICER);
    intend(INTENT_END, 0);
    CHECK(app.visit != NULL);
    CHECK(!had(FX_WIPE));
}

TEST(a_language_without_its_words_says_so_and_stays)
{
    begin();
    intend(INTENT_LANGUAGE, 1);
    CHECK_INT(app.screen, SCREEN_WELCOME);
    CHECK_INT(app_sheet(&app), SHEET_NOT_READY);
    CHECK(app.visit == NULL);
    intend(INTENT_BACK, 0);
    CHECK_INT(app_sheet(&app), SHEET_NONE);
    CHECK_INT(app.screen, SCREEN_WELCOME);
}

/* In every screen the deadline leads home and leaves nothing. */
TEST(every_screen_comes_home_when_nobody_answers)
{
    for (int screen = SCREEN_NEED; screen < SCREEN_OUT_OF_SERVICE; screen++) {
        begin();
        intend(INTENT_LANGUAGE, 0);
        app.screen = (enum screen)screen;
        app.visit->id_digits[0] = '7';
        if (screen == SCREEN_SENDING) {
            continue; /* waits for the disk, not for a person */
        }
        if (screen >= SCREEN_RATING) { /* nothing but the outcome leads there */
            app.screen = SCREEN_OUTCOME;
            app.visit->stored = screen == SCREEN_RATING;
            intend(INTENT_NEXT, 0);
            CHECK_INT(app.screen, screen);
        }
        for (int i = 0; i < 400 && app.screen != SCREEN_WELCOME; i++) {
            now += 1000;
            happen((struct event){.kind = HAPPENED_TICK});
        }
        CHECK_INT(app.screen, SCREEN_WELCOME);
        CHECK(arena_is_clean(&arena));
    }
}

TEST(the_idle_clock_stands_still_while_the_guide_speaks)
{
    begin();
    intend(INTENT_LANGUAGE, 0);
    happen((struct event){.kind = HAPPENED_SPEECH, .number = 1});
    now += 10u * 60 * 1000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK_INT(app.overlay, OVERLAY_NONE);
    happen((struct event){.kind = HAPPENED_SPEECH, .number = 0});
    now += (uint64_t)(app.settings->idle_warning_s - 1) * 1000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK_INT(app.overlay, OVERLAY_NONE);
    now += 1000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK_INT(app.overlay, OVERLAY_IDLE);
    intend(INTENT_STAY, 0);
    CHECK_INT(app.overlay, OVERLAY_NONE);
    CHECK_INT(app.screen, SCREEN_NEED);
}

/* It starts in 1970, is set right, goes back two hours, stands in 2038: none of it is her time. */
TEST(a_wall_clock_that_jumps_ends_no_visit_and_hurries_nobody)
{
    static const int64_t jumps[] = {1, 1795400640, 1795393440, 2147483647, 1795400640};
    const int64_t best[] = {1795400641, 1795400640, 1795393440, 1795393441, 1795393442};
    begin();
    happen((struct event){.kind = HAPPENED_TICK, .now_s = 1});
    CHECK(app.now_s == CLOCK_LEAST - 86400 + 1);
    intend(INTENT_LANGUAGE, 0);
    for (size_t i = 0; i < sizeof jumps / sizeof jumps[0]; i++) {
        now += 1000;
        happen((struct event){.kind = HAPPENED_TICK, .now_s = jumps[i]});
        CHECK_INT(app.overlay, OVERLAY_NONE);
        CHECK_INT(app.screen, SCREEN_NEED);
        CHECK(app.now_s == best[i]); /* what is written down is the best that is known */
    }
    now += (uint64_t)(app.settings->idle_warning_s) * 1000 - 5000;
    happen((struct event){.kind = HAPPENED_TICK, .now_s = 1});
    CHECK_INT(app.overlay, OVERLAY_IDLE); /* after her own seconds, as ever */
}

/* Screens before the form x all intents x all events: nothing crashes, the outcome is entered only
 * after the store said committed, and welcome is always clean. */
TEST(no_event_anywhere_breaks_an_invariant)
{
    const struct portal_answer answer = {.question = PORTAL_STATUS, .stage = STAGE_RECEIVED};
    const struct printer_status status = {.online = true};
    const struct machine_facts machine = {.power = POWER_BATTERY, .battery_low = true};
    for (int screen = SCREEN_WELCOME; screen < SCREEN_IDENTITY; screen++) {
        for (int kind = HAPPENED_INTENT; kind <= HAPPENED_SPEECH; kind++) {
            for (int intent = 0; intent < (kind == HAPPENED_INTENT ? INTENT_COUNT : 1); intent++) {
                begin();
                intend(INTENT_LANGUAGE, 0);
                if (screen == SCREEN_WELCOME) {
                    intend(INTENT_BACK, 0);
                } else {
                    app.screen = (enum screen)screen;
                }
                happen((struct event){.kind = (enum happening)kind,
                                      .intent = intent,
                                      .text = "x",
                                      .answer = &answer,
                                      .status = &status,
                                      .machine = &machine});
                CHECK(app.screen != SCREEN_OUTCOME);
                CHECK(app.screen != SCREEN_WELCOME || arena_is_clean(&arena));
            }
        }
    }
}

TEST(trying_again_is_asked_of_the_courier_and_said)
{
    begin();
    intend(INTENT_LANGUAGE, 0);
    app.screen = SCREEN_OUTCOME;
    intend(INTENT_RETRY, 0);
    CHECK_INT(app.screen, SCREEN_OUTCOME);
    CHECK(had(FX_ASK));
    CHECK(had(FX_SAY));
    for (int i = 0; i < fx.count; i++) {
        CHECK(fx.list[i].kind != FX_ASK || fx.list[i].argument == PORTAL_TRY);
        CHECK(fx.list[i].kind != FX_SAY || fx.list[i].argument == MSG_TRYING_NOW);
    }
}

TEST(goodbye_says_that_all_is_wiped_only_when_it_is)
{
    begin();
    intend(INTENT_LANGUAGE, 0);
    intend(INTENT_SLOWER, 0);
    app.screen = SCREEN_OUTCOME;
    app.visit->copies = 1;
    app.visit->id_digits[0] = '7';
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.screen, SCREEN_GOODBYE);
    CHECK(app.visit == NULL);
    CHECK(had(FX_WIPE));
    CHECK(arena_is_clean(&arena));
    CHECK_INT(app.speed,
              PLAYER_SPEED_DEFAULT - 1); /* goodbye is still said the way she hears best */
    CHECK(app.take_along.slip && !app.take_along.card && !app.take_along.paper);
    happen(
        (struct event){.kind = HAPPENED_PRINTED, .proof = PROOF_ANSWERED}); /* too late to matter */
    CHECK_INT(app.screen, SCREEN_GOODBYE);
    intend(INTENT_CALL_OFFICER, 0);
    CHECK_INT(app_sheet(&app), SHEET_OFFICER);
    intend(INTENT_BACK, 0);
    intend(INTENT_END, 0);
    CHECK_INT(app.screen, SCREEN_WELCOME);
    CHECK(!app.take_along.slip);
    CHECK_INT(app.speed, PLAYER_SPEED_DEFAULT);
}

TEST(the_code_is_said_aloud_only_after_her_yes)
{
    begin();
    intend(INTENT_LANGUAGE, 0);
    app.screen = SCREEN_OUTCOME;
    intend(INTENT_SAY_CODE, 0);
    CHECK_INT(app.overlay, OVERLAY_READ_ALOUD);
    CHECK(!had(FX_SAY_CODE));
    intend(INTENT_READ, 0);
    CHECK_INT(app.overlay, OVERLAY_NONE);
    CHECK(!had(FX_SAY_CODE));
    intend(INTENT_SAY_CODE, 0);
    intend(INTENT_READ, 1);
    CHECK(had(FX_SAY_CODE));
    intend(INTENT_SAY_CODE, 0);
    CHECK_INT(app.overlay, OVERLAY_NONE);
    CHECK(had(FX_SAY_CODE));
}

TEST(keys_show_the_ring_until_the_visit_is_over)
{
    begin();
    intend(INTENT_LANGUAGE, 0);
    const unsigned before = app.revision;
    fx.count = 0;
    app_step(&app, &(struct event){.kind = HAPPENED_TOUCH, .now_ms = now}, &fx);
    CHECK(!app.ring && app.revision == before);
    app_step(&app, &(struct event){.kind = HAPPENED_TOUCH, .now_ms = now, .number = 1}, &fx);
    CHECK(app.ring && app.revision == before + 1);
    step_home(&app, &fx);
    CHECK(!app.ring);
}

TEST(trying_keys_lies_over_everything_and_gives_it_back)
{
    begin();
    intend(INTENT_LANGUAGE, 0);
    intend(INTENT_NOTICE, MSG_SLIP_TYPE_SHORT);
    CHECK_INT(app_depth(&app), 1);
    intend(INTENT_TRY_KEYS, 0);
    CHECK_INT(app.overlay, OVERLAY_KEYS);
    CHECK_INT(app_depth(&app), 2);
    intend(INTENT_TRY_KEYS, 0);
    CHECK_INT(app_depth(&app), 2);
    intend(INTENT_DISMISS, 0);
    CHECK_INT(app.overlay, OVERLAY_NOTICE);
    intend(INTENT_DISMISS, 0);
    CHECK_INT(app_depth(&app), 0);
}

TEST(greetings_come_again_after_a_pause_while_nobody_is_there)
{
    begin();
    app.last_touch_ms = now;
    now += (uint64_t)settings.greeting_pause_s * 1000 - 1;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(!had(FX_SPEAK));
    now++;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(had(FX_SPEAK));
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(!had(FX_SPEAK));
    happen((struct event){.kind = HAPPENED_SPEECH, .number = 1});
    now += (uint64_t)settings.greeting_pause_s * 2000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(!had(FX_SPEAK));
    CHECK(app_deadline_ms(&app, now) > 0);
}

TEST(ways_to_use_it_are_kept_through_a_visit_and_over_with_it)
{
    begin();
    intend(INTENT_LANGUAGE, 0);
    intend(INTENT_REACH, 0);
    CHECK_INT(app_sheet(&app), SHEET_REACH);
    intend(INTENT_LISTEN, 1);
    CHECK(app.listen);
    CHECK(had(FX_SAY));
    intend(INTENT_BACK, 0);
    CHECK_INT(app_sheet(&app), SHEET_NONE);
    CHECK_INT(app.screen, SCREEN_NEED);
    intend(INTENT_BACK, 0);
    CHECK_INT(app.screen, SCREEN_WELCOME);
    CHECK(!app.listen);
}

TEST(the_picture_goes_off_over_where_she_was_and_comes_back_with_the_next_person)
{
    begin();
    intend(INTENT_LANGUAGE, 0);
    intend(INTENT_DISPLAY, 0);
    intend(INTENT_REACH, 0);
    CHECK_INT(app.sheets.count, 2);
    intend(INTENT_DARK, 1);
    CHECK(app.dark);
    CHECK(had(FX_SAY_SHOWN));
    CHECK_INT(app.sheets.count, 0); /* nobody is left on a page that nobody sees */
    CHECK_INT(app.screen, SCREEN_NEED);
    intend(INTENT_DARK, 0);
    CHECK(!app.dark);
    intend(INTENT_DARK, 1);
    intend(INTENT_BACK, 0);
    CHECK_INT(app.screen, SCREEN_WELCOME);
    CHECK(!app.dark);
}

TEST(which_switch_is_which_is_asked_twice_over_what_was_there)
{
    begin();
    intend(INTENT_LANGUAGE, 0);
    intend(INTENT_NOTICE, MSG_SLIP_TYPE_SHORT);
    intend(INTENT_SWITCHES, 0);
    CHECK_INT(app.overlay, OVERLAY_SWITCHES);
    CHECK(!app.second_switch);
    intend(INTENT_SWITCH, 0);
    CHECK(app.second_switch);
    intend(INTENT_SWITCHES, 0); /* from the beginning */
    CHECK(!app.second_switch);
    intend(INTENT_DISMISS, 0);
    CHECK_INT(app.overlay, OVERLAY_NOTICE);
    intend(INTENT_SWITCH, 0);
    CHECK(!app.second_switch);
}

TEST(headphones_out_end_what_is_private_and_ask_anew)
{
    begin();
    intend(INTENT_LANGUAGE, 0);
    CHECK(!app_private_aloud(&app));
    step_overlay(&app, OVERLAY_READ_ALOUD, &fx);
    happen((struct event){.kind = HAPPENED_JACK, .number = 1});
    CHECK(app_private_aloud(&app));
    CHECK(had(FX_ROUTE) && had(FX_HUSH));
    CHECK_INT(app.overlay, OVERLAY_NONE); /* they are the answer */
    app.visit->read_private = true;
    app.visit->asked_private = true;
    happen((struct event){.kind = HAPPENED_JACK, .number = 0});
    CHECK(!app_private_aloud(&app));
    CHECK(had(FX_ROUTE) && had(FX_HUSH));
    CHECK(!app.visit->asked_private);
}

/* Nobody chose a language after all: the next person finds the kiosk as it was. */
TEST(what_somebody_began_on_the_first_page_and_left_is_over_in_time)
{
    begin();
    intend(INTENT_LISTEN, 1);
    happen((struct event){.kind = HAPPENED_TOUCH, .number = 1});
    CHECK(app.listen && app.ring);
    CHECK(app_deadline_ms(&app, now) > 0);
    now += (uint64_t)(app.settings->idle_warning_s - 1) * 1000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(app.listen && app.ring);
    now += 1000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(!app.listen && !app.ring);
    CHECK_INT(app.screen, SCREEN_WELCOME);
}

int main(void)
{
    RUN(a_language_begins_a_visit_and_ending_wipes_every_byte);
    RUN(what_could_not_be_kept_is_refused_before_she_types);
    RUN(a_visit_cannot_end_while_the_store_reads_it);
    RUN(a_language_without_its_words_says_so_and_stays);
    RUN(every_screen_comes_home_when_nobody_answers);
    RUN(the_idle_clock_stands_still_while_the_guide_speaks);
    RUN(a_wall_clock_that_jumps_ends_no_visit_and_hurries_nobody);
    RUN(no_event_anywhere_breaks_an_invariant);
    RUN(trying_again_is_asked_of_the_courier_and_said);
    RUN(goodbye_says_that_all_is_wiped_only_when_it_is);
    RUN(the_code_is_said_aloud_only_after_her_yes);
    RUN(keys_show_the_ring_until_the_visit_is_over);
    RUN(trying_keys_lies_over_everything_and_gives_it_back);
    RUN(greetings_come_again_after_a_pause_while_nobody_is_there);
    RUN(ways_to_use_it_are_kept_through_a_visit_and_over_with_it);
    RUN(the_picture_goes_off_over_where_she_was_and_comes_back_with_the_next_person);
    RUN(which_switch_is_which_is_asked_twice_over_what_was_there);
    RUN(headphones_out_end_what_is_private_and_ask_anew);
    RUN(what_somebody_began_on_the_first_page_and_left_is_over_in_time);
    return check_done();
}
