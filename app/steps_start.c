/* From the welcome screen to the privacy notice. */
#include <string.h>

#include "app/citizen/catalogue.h"
#include "app/finding.h"
#include "app/form/procedure.h"
#include "app/settings.h"
#include "app/sound/languages.h"
#include "app/steps.h"

#define COUNT_MS 600000 /* files that wait too long are counted this often on WELCOME */

void step_count_unsent(struct app *a, struct effects *fx)
{
    if (a->counted_ms == 0 || a->now_ms - a->counted_ms >= COUNT_MS) {
        a->counted_ms = a->now_ms + (a->now_ms == 0);
        step_effect(fx, FX_ASK, PORTAL_CHECK);
        if (step_has_printer(a)) { /* before somebody needs it, and for the fleet */
            step_effect(fx, FX_PRINTER_STATUS, 0);
        }
        step_effect(fx, FX_LATER, LATER_CLEAN);
    }
}

void step_unsent_told(struct app *a, const struct portal_answer *answer)
{
    if (!failed(answer->error) && (a->unsent_30_days != answer->unsent_30_days ||
                                   a->unsent_90_days != answer->unsent_90_days)) {
        a->unsent_30_days = answer->unsent_30_days;
        a->unsent_90_days = answer->unsent_90_days;
        a->revision++;
    }
}

static bool welcome(struct app *a, const struct event *e, struct effects *fx)
{
    if (e->intent != INTENT_LANGUAGE) {
        return false;
    }
    step_choose_language(a, e->argument, fx);
    return true;
}

/* Index of a procedure that is offered today; -1 when there is none. */
static int find_procedure(const struct app *a, const char *code)
{
    const int index =
        a->catalogue == NULL || code == NULL ? -1 : catalogue_find(a->catalogue, code);
    return finding_offered(a, index) ? index : -1;
}

void step_procedure(struct app *a, const char *code, enum message_id later, struct effects *fx)
{
    const int index = find_procedure(a, code);
    if (index < 0) {
        step_notice(a, later != MSG_NONE ? later : MSG_NEED_LATER, fx);
        return;
    }
    const struct procedure *found = a->catalogue->entries[index].form;
    if (found == NULL || found->form[0] == '\0') {
        step_inform(a, index, fx);
        return;
    }
    if (a->visit->form == NULL && step_limited(a, HOURLY_APPLICATIONS, fx)) {
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
    step_forget_hers(a, fx); /* who a file was shown to is not who applies */
    a->visit->procedure = found;
    step_effect(fx, FX_PRINTER_STATUS, 0);
    step_effect(fx, FX_ASK, PORTAL_CHECK);
    step_enter(a, SCREEN_SUMMARY, fx);
}

static bool need(struct app *a, const struct event *e, struct effects *fx)
{
    switch (e->intent) {
    case INTENT_BACK:
        if (a->visit->form != NULL) { /* she came back from its questions: answers may be lost */
            step_overlay(a, OVERLAY_LEAVE, fx);
        } else {
            step_home(a, fx);
        }
        return true;
    case INTENT_FIND:
        a->visit->finding.typed[0] = '\0';
        step_open_search(a, fx);
        return true;
    case INTENT_SLIP:
        step_open_slip(a, fx);
        return true;
    case INTENT_NUMBER:
        step_take_number(a, NULL, fx);
        return true;
    case INTENT_TILE:
        if (!step_open_tile(a, e->text, fx)) {
            step_notice(a, e->argument != 0 ? (enum message_id)e->argument : MSG_NEED_LATER, fx);
        }
        return true;
    case INTENT_NEED:
        step_choose(a, e->text, (enum message_id)e->argument, fx);
        return true;
    default:
        return false;
    }
}

/* Whoever brought the form is told: a pack is undone for it. */
static bool fail_form(struct app *a)
{
    if (a->world.form_failed != NULL) {
        a->world.form_failed(a->world.context, a->visit->procedure);
    }
    return false;
}

bool step_load_form(struct app *a)
{
    struct visit *v = a->visit;
    struct form_where where;
    struct form_media media;
    const char *xml = NULL;
    size_t size = 0;
    const struct form_clock clock = {.now_s = step_form_now(a),
                                     .offset_minutes = a->settings->offset_minutes,
                                     .uuid = v->uuid,
                                     .device = a->settings->name};
    if (failed(a->world.form(a->world.context, v->procedure, &xml, &size, &media))) {
        return fail_form(a);
    }
    struct form *loaded = NULL;
    if (failed(form_load(a->arena, xml, size, &media, &clock, &loaded, &where))) {
        return fail_form(a);
    }
    v->form = loaded;
    form_list_repeats(loaded);
    v->form_xml = xml;
    v->form_size = size;
    step_form_language(a);
    return true;
}

static bool summary(struct app *a, const struct event *e, struct effects *fx)
{
    if (e->intent == INTENT_BACK) {
        step_back_to_finding(a, fx);
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
        if (v->hers.adding) {
            step_back_to_hers(a, fx);
        } else {
            step_enter(a, SCREEN_SUMMARY, fx);
        }
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
        if (v->form == NULL && !step_load_form(a)) {
            step_notice(a, MSG_FORM_UNREADABLE, fx);
            return true;
        }
        if (v->hers.adding) {
            step_tell_asked(a);
            step_first_page(a, fx);
        } else {
            step_enter(a, SCREEN_IDENTITY, fx);
        }
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
    case SCREEN_SEARCH:
    case SCREEN_LIST:
    case SCREEN_INFO:
    case SCREEN_ROUTE:
    case SCREEN_SLIP:
    case SCREEN_FILE:
    case SCREEN_WITHDRAW:
    case SCREEN_HERS:
    case SCREEN_RESULT:
    case SCREEN_RESUME:
    case SCREEN_YEAR:
    case SCREEN_LATER:
    case SCREEN_NUMBER:
    case SCREEN_SIGN_IN:
    case SCREEN_FEE:
    case SCREEN_UPLOAD:
    case SCREEN_HELD:
    case SCREEN_IDENTITY:
    case SCREEN_TYPE_ID:
    case SCREEN_ADDRESS:
    case SCREEN_QUESTION:
    case SCREEN_CHECK:
    case SCREEN_SENDING:
    case SCREEN_OUTCOME:
    case SCREEN_RATING:
    case SCREEN_GOODBYE:
    case SCREEN_OUT_OF_SERVICE:
    case SCREEN_LOOKED_AFTER:
    case SCREEN_STARTING:
    case SCREEN_COUNT:
        return false;
    }
    return false;
}
