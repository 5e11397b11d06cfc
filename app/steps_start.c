/* From the welcome screen to the privacy notice. */
#include <string.h>

#include "app/citizen/catalogue.h"
#include "app/citizen/date.h"
#include "app/form/procedure.h"
#include "app/settings.h"
#include "app/sound/languages.h"
#include "app/steps.h"

#define ROUTE_PREFIX "route:"

static bool welcome(struct app *a, const struct event *e, struct effects *fx)
{
    if (e->intent != INTENT_LANGUAGE) {
        return false;
    }
    step_choose_language(a, e->argument, fx);
    return true;
}

/* The form of a procedure that is offered today; NULL when there is none. */
static const struct procedure *find_procedure(const struct app *a, const char *code)
{
    const int index = a->catalogue == NULL ? -1 : catalogue_find(a->catalogue, code);
    char today[DATE_TEXT_MAX];
    date_write(date_today(a->now_s, a->settings->offset_minutes), today);
    return index >= 0 && catalogue_offered(a->catalogue, index, today)
               ? a->catalogue->entries[index].form
               : NULL;
}

void step_procedure(struct app *a, const char *code, enum message_id later, struct effects *fx)
{
    const struct procedure *found = code == NULL ? NULL : find_procedure(a, code);
    if (found == NULL) {
        step_notice(a, later != MSG_NONE ? later : MSG_NEED_LATER, fx);
        return;
    }
    const struct err kept =
        a->world.admission == NULL ? ERR_OK : a->world.admission(a->world.context);
    if (failed(kept)) {
        step_notice(a, kept.code == ERR_FULL ? MSG_STORE_FULL : MSG_STORE_NOT_READY, fx);
        return;
    }
    if (a->visit->form != NULL && a->visit->procedure != found && !step_restart(a, fx)) {
        return;
    }
    a->visit->procedure = found;
    step_effect(fx, FX_PRINTER_STATUS, 0);
    step_effect(fx, FX_ASK, PORTAL_CHECK);
    step_enter(a, SCREEN_SUMMARY, fx);
}

static bool need(struct app *a, const struct event *e, struct effects *fx)
{
    if (e->intent == INTENT_BACK) {
        step_home(a, fx);
        return true;
    }
    if (e->intent != INTENT_NEED) {
        return false;
    }
    const bool led = e->text != NULL && strncmp(e->text, ROUTE_PREFIX, strlen(ROUTE_PREFIX)) == 0;
    a->visit->route = NULL;
    if (!led || !step_open_route(a, e->text + strlen(ROUTE_PREFIX), fx)) {
        step_procedure(a, led ? NULL : e->text, (enum message_id)e->argument, fx);
    }
    return true;
}

/* Loads the form the procedure names into the visit arena. */
static bool load_form(struct app *a)
{
    struct visit *v = a->visit;
    struct form_where where;
    struct form_media media;
    const char *xml = NULL;
    size_t size = 0;
    const struct form_clock clock = {
        .now_s = a->now_s, .offset_minutes = a->settings->offset_minutes, .uuid = v->uuid};
    if (failed(a->world.form(a->world.context, v->procedure, &xml, &size, &media))) {
        return false;
    }
    struct form *loaded = NULL;
    if (failed(form_load(a->arena, xml, size, &media, &clock, &loaded, &where))) {
        return false;
    }
    v->form = loaded;
    v->form_xml = xml;
    v->form_size = size;
    step_form_language(a);
    return true;
}

static bool summary(struct app *a, const struct event *e, struct effects *fx)
{
    if (e->intent == INTENT_BACK) {
        step_enter(a, a->visit->route != NULL ? SCREEN_ROUTE : SCREEN_NEED, fx);
        return true;
    }
    if (e->intent != INTENT_NEXT) {
        return false;
    }
    step_enter(a, SCREEN_CONSENT, fx);
    return true;
}

/* Only a language whose core path is spoken has the notice too. */
static const char *notice_heard(const struct app *a)
{
    const struct language *own = language_find(app_language(a));
    return own->ready && message_has(own->code, MSG_CONSENT_TITLE) ? own->code : "fallback";
}

static bool consent(struct app *a, const struct event *e, struct effects *fx)
{
    struct visit *v = a->visit;
    switch (e->intent) {
    case INTENT_BACK:
        step_enter(a, SCREEN_SUMMARY, fx);
        return true;
    case INTENT_CONSENT:
        if (e->argument >= 0 && e->argument < 4) {
            v->consents[e->argument] = !v->consents[e->argument];
            v->consent_needed_given = v->consents[0];
            a->revision++;
            step_effect(fx, FX_CUE, CUE_WOVEN);
        }
        return true;
    case INTENT_NEXT:
        if (!v->consent_needed_given) {
            return true;
        }
        v->consent_at = a->now_s;
        v->notice_heard = notice_heard(a);
        if (v->form == NULL && !load_form(a)) {
            step_notice(a, MSG_FORM_UNREADABLE, fx);
            return true;
        }
        step_enter(a, SCREEN_IDENTITY, fx);
        return true;
    default:
        return false;
    }
}

bool step_start(struct app *a, const struct event *e, struct effects *fx)
{
    if (e->kind != HAPPENED_INTENT) {
        return false;
    }
    switch (a->screen) {
    case SCREEN_WELCOME:
        return welcome(a, e, fx);
    case SCREEN_NEED:
        return need(a, e, fx);
    case SCREEN_SUMMARY:
        return summary(a, e, fx);
    case SCREEN_CONSENT:
        return consent(a, e, fx);
    case SCREEN_ROUTE:
    case SCREEN_IDENTITY:
    case SCREEN_TYPE_ID:
    case SCREEN_ADDRESS:
    case SCREEN_QUESTION:
    case SCREEN_CHECK:
    case SCREEN_SENDING:
    case SCREEN_OUTCOME:
    case SCREEN_GOODBYE:
    case SCREEN_OUT_OF_SERVICE:
    case SCREEN_STARTING:
    case SCREEN_COUNT:
        return false;
    }
    return false;
}
