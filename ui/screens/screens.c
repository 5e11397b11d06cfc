#include "ui/screens/screens.h"

#include "app/screen_name.h"
#include "app/settings.h"
#include "ui/screens/all.h"
#include "ui/theme.h"

struct screen_row {
    const char *name; /* of a sheet; a screen's: app/screen_name.h */
    void (*build)(struct builder *b);
    bool resting; /* nothing can be chosen */
};

static const struct screen_row sheets[SHEET_COUNT] = {
    [SHEET_LANGUAGES] = {"languages", sheet_languages_build, false},
    [SHEET_NOT_READY] = {"language-not-ready", sheet_not_ready_build, false},
    [SHEET_OFFICER] = {"officer", sheet_officer_build, false},
    [SHEET_DISPLAY] = {"display", sheet_display_build, false},
    [SHEET_HEARING] = {"hearing", sheet_hearing_build, false},
    [SHEET_LIMIT] = {"limit", sheet_limit_build, false},
    [SHEET_GATE] = {"staff-pin", sheet_gate_build, false},
    [SHEET_REACH] = {"reach", sheet_reach_build, false},
    [SHEET_STUDIO] = {"studio", sheet_studio_build, false},
    [SHEET_STUDIO_WORK] = {"studio-work", sheet_studio_work_build, false},
    [SHEET_STUDIO_COVER] = {"studio-cover", sheet_studio_cover_build, false},
    [SHEET_STUDIO_PEOPLE] = {"studio-people", sheet_studio_people_build, false},
    [SHEET_STUDIO_PERSON] = {"studio-person", sheet_studio_person_build, false},
    [SHEET_STUDIO_RECORD] = {"studio-record", sheet_studio_record_build, false},
    [SHEET_STUDIO_REVIEW] = {"studio-review", sheet_studio_review_build, false},
    [SHEET_STAFF] = {"staff", sheet_staff_build, false},
    [SHEET_STAFF_MENU] = {"staff-menu", sheet_staff_menu_build, false},
    [SHEET_STAFF_PAPER] = {"staff-paper", sheet_staff_paper_build, false},
    [SHEET_STAFF_FILES] = {"staff-files", sheet_staff_files_build, false},
    [SHEET_STAFF_CARRY] = {"staff-carry", sheet_staff_carry_build, false},
    [SHEET_STAFF_FILE] = {"staff-file", sheet_staff_file_build, false},
    [SHEET_STAFF_LOG] = {"staff-log", sheet_staff_log_build, false},
    [SHEET_STAFF_BADGES] = {"staff-badges", sheet_staff_badges_build, false},
    [SHEET_STAFF_BADGE] = {"staff-badge", sheet_staff_badge_build, false},
    [SHEET_STAFF_DAY] = {"staff-day", sheet_staff_day_build, false},
    [SHEET_STAFF_LINES] = {"staff-lines", sheet_staff_lines_build, false},
    [SHEET_STAFF_TESTS] = {"staff-tests", sheet_staff_tests_build, false},
    [SHEET_STAFF_TOUCH] = {"staff-touch", sheet_staff_touch_build, false},
    [SHEET_SETUP] = {"setup", sheet_setup_build, false},
    [SHEET_WIFI] = {"wifi", sheet_wifi_build, false},
    [SHEET_WIFI_ONE] = {"wifi-network", sheet_wifi_one_build, false},
};

static const struct screen_row rows[SCREEN_COUNT] = {
    [SCREEN_WELCOME] = {NULL, screen_welcome_build, false},
    [SCREEN_NEED] = {NULL, screen_need_build, false},
    [SCREEN_SEARCH] = {NULL, screen_search_build, false},
    [SCREEN_LIST] = {NULL, screen_list_build, false},
    [SCREEN_INFO] = {NULL, screen_info_build, false},
    [SCREEN_ROUTE] = {NULL, screen_route_build, false},
    [SCREEN_SLIP] = {NULL, screen_slip_build, false},
    [SCREEN_FILE] = {NULL, screen_file_build, false},
    [SCREEN_WITHDRAW] = {NULL, screen_withdraw_build, false},
    [SCREEN_HERS] = {NULL, screen_hers_build, false},
    [SCREEN_RESULT] = {NULL, screen_result_build, false},
    [SCREEN_RESUME] = {NULL, screen_resume_build, false},
    [SCREEN_YEAR] = {NULL, screen_year_build, false},
    [SCREEN_LATER] = {NULL, screen_later_build, false},
    [SCREEN_NUMBER] = {NULL, screen_number_build, false},
    [SCREEN_SUMMARY] = {NULL, screen_summary_build, false},
    [SCREEN_CONSENT] = {NULL, screen_consent_build, false},
    [SCREEN_IDENTITY] = {NULL, screen_identity_build, false},
    [SCREEN_TYPE_ID] = {NULL, screen_type_id_build, false},
    [SCREEN_ADDRESS] = {NULL, screen_address_build, false},
    [SCREEN_SIGN_IN] = {NULL, screen_sign_in_build, false},
    [SCREEN_UPLOAD] = {NULL, screen_upload_build, false},
    [SCREEN_HELD] = {NULL, screen_held_build, false},
    [SCREEN_FEE] = {NULL, screen_fee_build, false},
    [SCREEN_QUESTION] = {NULL, screen_question_build, false},
    [SCREEN_CHECK] = {NULL, screen_check_build, false},
    [SCREEN_SENDING] = {NULL, screen_sending_build, false},
    [SCREEN_OUTCOME] = {NULL, screen_outcome_build, false},
    [SCREEN_RATING] = {NULL, screen_rating_build, false},
    [SCREEN_GOODBYE] = {NULL, screen_goodbye_build, false},
    [SCREEN_STARTING] = {NULL, screen_starting_build, true},
    [SCREEN_OUT_OF_SERVICE] = {NULL, screen_out_of_service_build, true},
    [SCREEN_LOOKED_AFTER] = {NULL, screen_looked_after_build, true},
};

struct builder builder_of(struct app *app, struct arena *frame, struct view *view)
{
    struct builder b = {.app = app, .view = view, .frame = frame, .language = "vi"};
    if (app->settings != NULL) {
        b.language = app_language(app);
        const struct ui_env env = {.width = app->settings->width,
                                   .height = app->settings->height,
                                   .um_per_px = app->settings->um_per_px,
                                   .text_percent = app->text_percent};
        b.shape = ui_shape(&env);
    }
    return b;
}

/* Single sentences that her language lacks are marked each, and on the roof; where it lacks all of
 * them, only there. */
static void mark_foreign(struct builder *b)
{
    struct view *v = b->view;
    for (int i = 0; i < v->count && !v->has_own; i++) {
        v->nodes[i].state &= ~(unsigned)STATE_FOREIGN;
    }
    if (v->lacking_count > 0 && b->has_roof && view_find(v, "fallback") == NULL) {
        put_fallback_mark(b);
    }
}

int screens_theme(const struct app *app)
{
    return app->dark ? THEME_HC : app->theme;
}

void screens_build(struct app *app, struct arena *frame, struct view *ret_view)
{
    if (!app->dark) {
        screens_build_page(app, frame, ret_view);
        return;
    }
    view_begin(ret_view, "dark");
    struct builder b = builder_of(app, frame, ret_view);
    screen_dark_build(&b);
}

void screens_build_page(struct app *app, struct arena *frame, struct view *ret_view)
{
    const enum sheet sheet = app_sheet(app);
    const struct screen_row *row = sheet != SHEET_NONE ? &sheets[sheet] : &rows[app->screen];
    view_begin(ret_view, sheet != SHEET_NONE ? row->name : screen_name(app->screen));
    ret_view->no_focus = row->resting;
    ret_view->page = sheet != SHEET_NONE ? app->sheets.turned : app->page;
    struct builder b = builder_of(app, frame, ret_view);
    row->build(&b);
    mark_foreign(&b);
    overlay_build(&b);
}
