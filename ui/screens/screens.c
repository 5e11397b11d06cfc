#include "ui/screens/screens.h"

#include "ui/screens/all.h"

struct screen_row {
    const char *name;
    void (*build)(struct builder *b);
    bool resting; /* nothing can be chosen */
};

static const struct screen_row sheets[SHEET_COUNT] = {
    [SHEET_LANGUAGES] = {"languages", sheet_languages_build, false},
    [SHEET_NOT_READY] = {"language-not-ready", sheet_not_ready_build, false},
    [SHEET_OFFICER] = {"officer", sheet_officer_build, false},
};

static const struct screen_row rows[SCREEN_COUNT] = {
    [SCREEN_WELCOME] = {"welcome", screen_welcome_build, false},
    [SCREEN_NEED] = {"need", screen_need_build, false},
    [SCREEN_ROUTE] = {"route", screen_route_build, false},
    [SCREEN_SUMMARY] = {"summary", screen_summary_build, false},
    [SCREEN_CONSENT] = {"consent", screen_consent_build, false},
    [SCREEN_IDENTITY] = {"identity", screen_identity_build, false},
    [SCREEN_TYPE_ID] = {"type-id", screen_type_id_build, false},
    [SCREEN_ADDRESS] = {"address", screen_address_build, false},
    [SCREEN_QUESTION] = {"question", screen_question_build, false},
    [SCREEN_CHECK] = {"check", screen_check_build, false},
    [SCREEN_SENDING] = {"sending", screen_sending_build, false},
    [SCREEN_OUTCOME] = {"outcome", screen_outcome_build, false},
    [SCREEN_GOODBYE] = {"goodbye", screen_goodbye_build, false},
    [SCREEN_OUT_OF_SERVICE] = {"out-of-service", screen_out_of_service_build, true},
};

void screens_build(struct app *app, struct arena *frame, struct view *ret_view)
{
    const enum sheet sheet = app_sheet(app);
    const struct screen_row *row = sheet != SHEET_NONE ? &sheets[sheet] : &rows[app->screen];
    view_begin(ret_view, row->name);
    ret_view->no_focus = row->resting;
    struct builder b = {app, ret_view, frame, app_language(app), false};
    row->build(&b);
    overlay_build(&b);
}
