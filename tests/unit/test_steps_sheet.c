/* Changing the language, and calling an officer, from anywhere: what lies underneath comes back as
 * it was. With the real birth form, because its words follow the language and its answers must not.
 */
#include <stdlib.h>

#include "app/draft.h"
#include "app/form/procedure.h"
#include "app/sound/languages.h"
#include "app/steps.h"
#include "app/typing/composer.h"
#include "platform/port_files.h"

#define APP_STORAGE ((size_t)16 << 20)
#include "tests/unit/app_world.h"

#define FOLDER "assets/forms/1.001193/"
static struct procedure birth = {.code = "1.001193", .form = "form.xml"};

static struct err read_file(const char *name, const char **ret_bytes, size_t *ret_size)
{
    char path[256];
    struct file_bytes file;
    (void)snprintf(path, sizeof path, FOLDER "%s", name);
    const struct err e = files_linux()->ops->map(path, &file);
    if (!failed(e)) {
        *ret_bytes = file.bytes;
        *ret_size = file.size;
    }
    return e;
}

static struct err read_media(void *context, const char *name, const char **ret_bytes,
                             size_t *ret_size)
{
    (void)context;
    return read_file(name, ret_bytes, ret_size);
}

static struct err read_form(void *context, const struct procedure *procedure, const char **ret_xml,
                            size_t *ret_size, struct form_media *ret_media)
{
    (void)context;
    *ret_media = (struct form_media){NULL, read_media};
    return read_file(procedure->form, ret_xml, ret_size);
}

static int asked(enum portal_question question)
{
    int count = 0;
    for (int i = 0; i < fx.count; i++) {
        count += fx.list[i].kind == FX_ASK && fx.list[i].argument == (int)question;
    }
    return count;
}

static void begin(void)
{
    struct setting_problem problem;
    app_begin((struct app_world){.form = read_form});
    CHECK(
        !failed(settings_set(&settings, "kiosk.languages", "vi,en,jra,bdq,hre,hro,rad", &problem)));
}

/* A visit with a form, on the page of the child's name, half of it typed. */
static void in_the_form(void)
{
    begin();
    intend(INTENT_LANGUAGE, 0);
    app.visit->procedure = &birth;
    app.screen = SCREEN_CONSENT;
    intend(INTENT_CONSENT, 0);
    intend(INTENT_NEXT, 0);
    CHECK(app.visit->form != NULL);
    intend(INTENT_NO_PAPERS, 0);
    step_open_page(&app, form_find(app.visit->form, "/data/child/HoTenKS"), &fx);
    (void)snprintf(app.visit->composer_text, sizeof app.visit->composer_text, "Rơ Châm H");
    app.visit->list_page = 1;
    app.visit->id_digits[0] = '7';
    app.visit->photo_width = 210; /* a paper was photographed */
}

static const char *instance(void)
{
    static char text[256 * 1024];
    struct buf out;
    buf_init(&out, text, sizeof text);
    CHECK(!failed(form_instance_xml(app.visit->form, &out)));
    return text;
}

struct kept {
    struct visit visit;
    struct composer composer;
    char *instance;
    enum screen screen;
    enum overlay overlay;
    enum message_id notice;
    int volume, speed;
};

static struct kept keep(void)
{
    struct kept k = {.screen = app.screen,
                     .overlay = app.overlay,
                     .notice = app.notice,
                     .volume = app.volume,
                     .speed = app.speed,
                     .instance = strdup(instance())};
    memcpy(&k.visit, app.visit, sizeof k.visit);
    memcpy(&k.composer, app.visit->composer, sizeof k.composer);
    return k;
}

/* Both were copied whole, the bytes between the members too. */
static bool same_bytes(const void *a, const void *b, size_t size)
{
    return memcmp(a, b, size) == 0;
}

/* Every byte of the visit but the words of the problem, which follow the language. */
static void check_kept(struct kept *k)
{
    CHECK_INT(app.screen, k->screen);
    CHECK_INT(app.overlay, k->overlay);
    CHECK_INT(app.notice, k->notice);
    CHECK_INT(app.volume, k->volume);
    CHECK_INT(app.speed, k->speed);
    CHECK_INT(app_sheet(&app), SHEET_NONE);
    k->visit.problem.text = app.visit->problem.text;
    CHECK(same_bytes(&k->visit, app.visit, sizeof k->visit));
    CHECK(same_bytes(&k->composer, app.visit->composer, sizeof k->composer));
    CHECK_STR(instance(), k->instance);
    free(k->instance);
}

/* Through the tool, as she does it: a tile, and where the language is not ready its page. */
static void change_to(int language)
{
    const struct language *known = language_find(app_language_at(&app, language));
    intend(INTENT_CHANGE_LANGUAGE, 0);
    CHECK_INT(app_sheet(&app), SHEET_LANGUAGES);
    CHECK_INT(app.overlay, OVERLAY_NONE);
    intend(INTENT_LANGUAGE, language);
    if (!known->ready) {
        CHECK_INT(app_sheet(&app), SHEET_NOT_READY);
        intend(INTENT_NEXT, 0);
    }
    CHECK_STR(app_language(&app), known->code);
    CHECK_STR(app_text_language(&app), known->ready ? known->code : "vi");
}

TEST(every_screen_and_dialog_keeps_everything_through_every_change_of_language)
{
    static const enum overlay overlays[] = {OVERLAY_NONE, OVERLAY_NOTICE, OVERLAY_READ_ALOUD,
                                            OVERLAY_LEAVE};
    for (int screen = SCREEN_NEED; screen <= SCREEN_OUTCOME; screen++) {
        for (size_t i = 0; i < sizeof overlays / sizeof overlays[0]; i++) {
            in_the_form();
            app.screen = (enum screen)screen;
            app.overlay = overlays[i];
            app.notice = MSG_CAMERA_BROKEN;
            struct kept kept = keep();
            for (int language = 6; language >= 0; language--) {
                change_to(language);
            }
            check_kept(&kept);
        }
    }
}

/* Back, and back again, until the first page: what she answered goes only after her yes. */
TEST(answers_are_dropped_only_after_a_yes)
{
    in_the_form();
    app.screen = SCREEN_NEED;
    struct kept kept = keep();
    intend(INTENT_BACK, 0);
    CHECK_INT(app.overlay, OVERLAY_LEAVE);
    intend(INTENT_DISMISS, 0);
    CHECK_INT(app.overlay, OVERLAY_NONE);
    check_kept(&kept);
    intend(INTENT_BACK, 0);
    intend(INTENT_END, 0);
    CHECK_INT(app.screen, SCREEN_WELCOME);
    CHECK(app.visit == NULL || app.visit->form == NULL);
}

TEST(back_leads_from_the_tiles_to_where_she_was)
{
    in_the_form();
    struct kept kept = keep();
    intend(INTENT_CHANGE_LANGUAGE, 1);
    CHECK_INT(app.sheets.page, 1);
    intend(INTENT_PAGE, -1);
    intend(INTENT_PAGE, -1);
    CHECK_INT(app.sheets.page, 0);
    intend(INTENT_LANGUAGE, 2);
    CHECK_INT(app_sheet(&app), SHEET_NOT_READY);
    intend(INTENT_BACK, 0);
    CHECK_INT(app_sheet(&app), SHEET_LANGUAGES);
    intend(INTENT_BACK, 0);
    check_kept(&kept);
    CHECK_STR(app_language(&app), "vi");
}

TEST(nothing_underneath_is_touched_while_a_sheet_lies_over_it)
{
    for (int sheet = SHEET_LANGUAGES; sheet < SHEET_COUNT; sheet++) {
        for (int intent = 0; intent < INTENT_COUNT; intent++) {
            if (intent == INTENT_SLOWER || intent == INTENT_LOUDER || intent == INTENT_VOLUME ||
                intent == INTENT_SPEED || intent == INTENT_NOTICE || intent == INTENT_TEXT_SIZE ||
                intent == INTENT_DISPLAY_RESET) {
                continue; /* the tool bar is live; other letters deal lists anew */
            }
            in_the_form();
            struct kept kept = keep();
            app.sheets.language = 2;
            step_sheet(&app, (enum sheet)sheet, &fx);
            happen((struct event){
                .kind = HAPPENED_INTENT, .intent = intent, .argument = 1, .text = "x"});
            fx.count = 0;
            while (app_sheet(&app) != SHEET_NONE) {
                step_close_sheet(&app, &fx);
                fx.count = 0;
            }
            check_kept(&kept);
        }
    }
}

TEST(the_words_of_an_error_follow_the_language)
{
    struct form_problem problem;
    in_the_form();
    CHECK(!failed(form_set(app.visit->form, app.visit->page, "x", &problem)));
    app.visit->problem = form_check(app.visit->form, app.visit->page);
    app.visit->has_problem = app.visit->problem.fault != FAULT_NONE;
    const bool own = app.visit->problem.text != NULL;
    change_to(2);
    change_to(0);
    if (own) {
        const struct form_problem again = form_check_page(app.visit->form, app.visit->page);
        CHECK_STR(app.visit->problem.text, again.text);
    }
    /* one whose cause is gone falls back to the kiosk's own words, never to freed ones */
    app.visit->has_problem = true;
    app.visit->problem = (struct form_problem){.fault = FAULT_CONSTRAINT, .text = "gone"};
    CHECK(!failed(form_set(app.visit->form, app.visit->page, "Rơ Châm H'Lan", &problem)));
    change_to(1);
    CHECK(app.visit->problem.text == NULL);
}

TEST(while_it_is_sent_the_language_may_change_and_the_outcome_comes_under_the_tiles)
{
    in_the_form();
    app.screen = SCREEN_SENDING;
    app.visit->sent_at_ms = now;
    intend(INTENT_CHANGE_LANGUAGE, 0);
    happen((struct event){.kind = HAPPENED_STORED});
    CHECK(app.visit->stored);
    now += (uint64_t)settings.send_wait_s * 1000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK_INT(app.screen, SCREEN_OUTCOME);
    CHECK_INT(app_sheet(&app), SHEET_LANGUAGES); /* not pulled away under her finger */
    intend(INTENT_LANGUAGE, 2);
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.screen, SCREEN_OUTCOME);
    CHECK_INT(app_sheet(&app), SHEET_NONE);
    CHECK_STR(app_language(&app), "jra");
}

TEST(goodbye_speaks_another_language_without_a_visit)
{
    begin();
    intend(INTENT_LANGUAGE, 0);
    app.screen = SCREEN_OUTCOME;
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.screen, SCREEN_GOODBYE);
    CHECK(app.visit == NULL);
    change_to(2);
    CHECK_INT(app.screen, SCREEN_GOODBYE);
    intend(INTENT_END, 0);
    CHECK_INT(app.screen, SCREEN_WELCOME);
    CHECK_STR(app_language(&app), "vi");
}

TEST(a_language_without_a_voice_begins_a_visit_in_pictures)
{
    begin();
    intend(INTENT_LANGUAGE, 2);
    CHECK_INT(app.screen, SCREEN_WELCOME);
    CHECK_INT(app_sheet(&app), SHEET_NOT_READY);
    CHECK(arena_is_clean(&arena));
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.screen, SCREEN_NEED);
    CHECK_STR(app_language(&app), "jra");
    app.visit->procedure = &birth;
    app.screen = SCREEN_CONSENT;
    intend(INTENT_CONSENT, 0);
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.screen, SCREEN_IDENTITY);
    CHECK_STR(app.visit->notice_heard, "fallback");
}

TEST(the_notice_keeps_the_language_it_was_heard_in)
{
    in_the_form();
    CHECK_STR(app.visit->notice_heard, "vi");
    change_to(3);
    CHECK_STR(app.visit->notice_heard, "vi");
}

TEST(a_sheet_left_open_on_the_welcome_screen_closes_by_itself)
{
    begin();
    intend(INTENT_CHANGE_LANGUAGE, 0);
    CHECK(app_deadline_ms(&app, now) > 0);
    now += (uint64_t)settings.idle_warning_s * 1000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK_INT(app_sheet(&app), SHEET_NONE);
    CHECK_INT(app.screen, SCREEN_WELCOME);
}

TEST(over_a_sheet_the_idle_clock_asks_and_one_touch_comes_back_to_the_sheet)
{
    in_the_form();
    app.overlay = OVERLAY_READ_ALOUD;
    intend(INTENT_CHANGE_LANGUAGE, 0);
    now += (uint64_t)settings.idle_warning_s * 1000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK_INT(app.overlay, OVERLAY_IDLE);
    intend(INTENT_STAY, 0);
    CHECK_INT(app_sheet(&app), SHEET_LANGUAGES);
    CHECK_INT(app.overlay, OVERLAY_NONE);
    intend(INTENT_BACK, 0);
    CHECK_INT(app.overlay, OVERLAY_READ_ALOUD);
    now += (uint64_t)settings.idle_warning_s * 1000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK_INT(app.overlay, OVERLAY_IDLE);
    intend(INTENT_CHANGE_LANGUAGE, 0); /* the tool bar is an answer too */
    intend(INTENT_BACK, 0);
    CHECK_INT(app.overlay, OVERLAY_READ_ALOUD);
}

static void hear(enum portal_question question, struct err error, const char *officer)
{
    struct portal_answer answer = {.question = question, .error = error, .coming = officer != NULL};
    (void)snprintf(answer.officer, sizeof answer.officer, "%s", officer == NULL ? "" : officer);
    happen((struct event){.kind = HAPPENED_PORTAL, .answer = &answer});
}

TEST(an_officer_is_coming_only_once_somebody_answered)
{
    in_the_form();
    struct kept kept = keep();
    intend(INTENT_CALL_OFFICER, 0);
    CHECK_INT(asked(PORTAL_OFFICER), 1);
    CHECK_INT(app_sheet(&app), SHEET_OFFICER);
    CHECK_INT(app.call.language, 0);
    hear(PORTAL_OFFICER, ERR_OK, NULL);
    CHECK(app.call.open && !app.call.coming && !app.call.unheard);
    now += 3000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK_INT(asked(PORTAL_CALL), 1);
    hear(PORTAL_CALL, ERR_OK, "Chị Thủy");
    CHECK(app.call.coming);
    CHECK_STR(app.call.name, "Chị Thủy");
    now += 120000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(!app.call.late);
    CHECK_INT(asked(PORTAL_CALL), 0);
    intend(INTENT_NEXT, 0);
    check_kept(&kept);
}

TEST(a_call_nobody_answers_shows_the_counter_after_two_minutes)
{
    begin();
    intend(INTENT_CALL_OFFICER, 3 + 1);
    CHECK_STR(app_language_at(&app, app.call.language), "bdq");
    now += 119000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(!app.call.late);
    CHECK(app_deadline_ms(&app, now) <= 1000);
    now += 1000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(app.call.late);
    CHECK_INT(app_sheet(&app), SHEET_OFFICER);
    intend(INTENT_NEVERMIND, 0);
    CHECK_INT(asked(PORTAL_NEVERMIND), 1);
    CHECK(!app.call.open);
    CHECK_INT(app_sheet(&app), SHEET_NONE);
}

TEST(a_call_no_courier_took_says_so_at_once)
{
    begin();
    intend(INTENT_CALL_OFFICER, 0);
    hear(PORTAL_OFFICER, ERR(ERR_OFFLINE, 0, "test: no courier"), NULL);
    CHECK(app.call.unheard);
    now += 3000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK_INT(asked(PORTAL_CALL), 0);
}

TEST(what_the_desk_answers_is_shown_and_said_once)
{
    struct portal_answer closed = {.question = PORTAL_CALL, .desk_closed = true, .until = "13:30"};
    begin();
    intend(INTENT_CALL_OFFICER, 0);
    happen((struct event){.kind = HAPPENED_PORTAL, .answer = &closed});
    CHECK(app.call.closed && did(FX_SPEAK, 0));
    CHECK_STR(app.call.until, "13:30");
    happen((struct event){.kind = HAPPENED_PORTAL, .answer = &closed});
    CHECK(!did(FX_SPEAK, 0));
    closed.desk_closed = false;
    closed.until[0] = '\0';
    closed.away = true;
    happen((struct event){.kind = HAPPENED_PORTAL, .answer = &closed});
    CHECK(!app.call.closed && app.call.away && did(FX_SPEAK, 0));
    hear(PORTAL_CALL, ERR_OK, "");
    CHECK(app.call.coming);
    struct effects end = {.count = 0};
    step_home(&app, &end); /* she left: staff need not come */
    bool over = false;
    for (int i = 0; i < end.count; i++) {
        over = over || (end.list[i].kind == FX_ASK && end.list[i].argument == PORTAL_NEVERMIND);
    }
    CHECK(over && !app.call.open);
}

int main(void)
{
    RUN(every_screen_and_dialog_keeps_everything_through_every_change_of_language);
    RUN(answers_are_dropped_only_after_a_yes);
    RUN(back_leads_from_the_tiles_to_where_she_was);
    RUN(nothing_underneath_is_touched_while_a_sheet_lies_over_it);
    RUN(the_words_of_an_error_follow_the_language);
    RUN(while_it_is_sent_the_language_may_change_and_the_outcome_comes_under_the_tiles);
    RUN(goodbye_speaks_another_language_without_a_visit);
    RUN(a_language_without_a_voice_begins_a_visit_in_pictures);
    RUN(the_notice_keeps_the_language_it_was_heard_in);
    RUN(a_sheet_left_open_on_the_welcome_screen_closes_by_itself);
    RUN(over_a_sheet_the_idle_clock_asks_and_one_touch_comes_back_to_the_sheet);
    RUN(an_officer_is_coming_only_once_somebody_answered);
    RUN(a_call_nobody_answers_shows_the_counter_after_two_minutes);
    RUN(a_call_no_courier_took_says_so_at_once);
    RUN(what_the_desk_answers_is_shown_and_said_once);
    return check_done();
}
