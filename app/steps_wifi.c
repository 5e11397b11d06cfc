/* Wi-Fi: the list of networks, and the one that was chosen. Its pages lie over staff's page of
 * lines, or over the set-up where no cable is in. A passphrase is typed here, handed to the shell
 * once, and wiped whatever comes of it; it is never said. */
#define _GNU_SOURCE /* explicit_bzero */
#include <string.h>

#include "app/staff/wifi.h"
#include "app/steps.h"
#include "platform/base/log.h"

#define LOOK_MS 5000 /* the list is looked at anew this often */

static bool is_open(const struct app *a)
{
    return step_sheet_is_open(a, SHEET_WIFI);
}

enum message_id wifi_why(struct err error)
{
    switch (error.code) {
    case ERR_NONE:
        return MSG_NONE;
    case ERR_REFUSED:
        return MSG_WIFI_WRONG;
    case ERR_BAD_INPUT:
        return MSG_WIFI_LENGTH;
    case ERR_NOT_FOUND:
        return MSG_WIFI_FAR;
    case ERR_UNSUPPORTED:
        return MSG_WIFI_UNFIT;
    case ERR_TIMEOUT:
        return MSG_WIFI_SLOW;
    case ERR_OFFLINE:
        return MSG_WIFI_GONE;
    case ERR_IO:
    case ERR_FULL:
    case ERR_NO_PAPER:
    case ERR_COVER_OPEN:
    case ERR_JAM:
    case ERR_UNKNOWN_OUTCOME:
    case ERR_CORRUPT:
    case ERR_VERSION:
    case ERR_CANCELLED:
        break;
    }
    return MSG_WIFI_FAILED;
}

static void ask(struct app *a, enum wifi_wish wish, struct effects *fx)
{
    struct wifi_desk *d = &a->wifi;
    d->looks = wish == WIFI_WISH_LOOK || wish == WIFI_WISH_SCAN;
    d->scans = wish == WIFI_WISH_SCAN;
    d->joins = wish == WIFI_WISH_JOIN;
    d->forgets = wish == WIFI_WISH_FORGET;
    d->looked_ms = a->now_ms;
    a->revision++;
    step_effect(fx, FX_WIFI, (int)wish);
}

static void wipe_typed(struct wifi_desk *d)
{
    explicit_bzero(d->typed, sizeof d->typed);
    explicit_bzero(&d->composer, sizeof d->composer);
    d->types = false;
    d->shown = false;
}

static void open_typing(struct wifi_desk *d)
{
    wipe_typed(d);
    composer_init(&d->composer, d->typed, sizeof d->typed, FIELD_SECRET, false, NULL);
    d->types = true;
}

void step_open_wifi(struct app *a, struct effects *fx)
{
    step_leave_wifi(a);
    step_sheet(a, SHEET_WIFI, fx);
    ask(a, WIFI_WISH_SCAN, fx);
}

void step_leave_wifi(struct app *a)
{
    explicit_bzero(&a->wifi, sizeof a->wifi);
}

bool step_wifi_opens(struct app *a, const struct event *e, struct effects *fx)
{
    if (app_sheet(a) != SHEET_STAFF_LINES || e->intent != INTENT_STAFF_ACT ||
        e->argument != ACT_WIFI || !staff_may(a->staff.who.role, ACT_WIFI)) {
        return false;
    }
    log_event(EV_STAFF_ACT, ACT_WIFI, a->visit != NULL);
    step_open_wifi(a, fx);
    return true;
}

/* --- the list -------------------------------------------------------------------------------- */

static void choose(struct app *a, int row, struct effects *fx)
{
    struct wifi_desk *d = &a->wifi;
    if (row < 0 || row >= d->facts.count || wifi_is_busy(d)) {
        return;
    }
    d->chosen = d->facts.rows[row];
    d->word = d->chosen.kind == WIFI_UNFIT ? MSG_WIFI_UNFIT : MSG_NONE;
    d->well = false;
    wipe_typed(d);
    if (d->chosen.kind == WIFI_PROTECTED && !d->chosen.known) {
        open_typing(d);
    }
    step_sheet(a, SHEET_WIFI_ONE, fx);
}

static bool list_intent(struct app *a, const struct event *e, struct effects *fx)
{
    struct wifi_desk *d = &a->wifi;
    if (e->intent == INTENT_PAGE) {
        const int page = d->page + e->argument;
        d->page = page < 0 ? 0 : page;
        a->revision++;
        step_effect(fx, FX_SPEAK, 0);
        return true;
    }
    if (e->intent == INTENT_NEXT || (e->intent == INTENT_WIFI && e->argument == WIFI_AGAIN)) {
        if (!d->looks && !wifi_is_busy(d)) { /* else what comes of the joining would be lost */
            ask(a, WIFI_WISH_SCAN, fx);
        }
        return true;
    }
    if (e->intent == INTENT_WIFI && e->argument >= WIFI_CHOOSE) {
        choose(a, e->argument - WIFI_CHOOSE, fx);
        return true;
    }
    return false;
}

/* --- the one that was chosen ----------------------------------------------------------------- */

static void press(struct app *a, int key, struct effects *fx)
{
    struct wifi_desk *d = &a->wifi;
    const struct layout *layout = layout_of(d->composer.layer);
    if (!d->types || wifi_is_busy(d) || key < 0 || key >= layout->count) {
        return;
    }
    if (!composer_press(&d->composer, &layout->keys[key])) {
        step_effect(fx, FX_CUE, CUE_CANNOT);
    }
    d->word = MSG_NONE;
    a->revision++;
}

static bool may_join(const struct wifi_desk *d)
{
    return !wifi_is_busy(d) && d->chosen.kind != WIFI_UNFIT && !d->chosen.connected &&
           (!d->types || wifi_is_passphrase(d->typed));
}

static bool one_intent(struct app *a, const struct event *e, struct effects *fx)
{
    struct wifi_desk *d = &a->wifi;
    if (e->intent == INTENT_KEY) {
        press(a, e->argument, fx);
        return true;
    }
    if (e->intent == INTENT_NEXT) {
        if (may_join(d)) {
            d->word = MSG_NONE;
            ask(a, WIFI_WISH_JOIN, fx);
            step_effect(fx, FX_SAY_SHOWN, MSG_WIFI_JOINING);
        }
        return true;
    }
    if (e->intent != INTENT_WIFI) {
        return false;
    }
    if (e->argument == WIFI_SHOW && d->types) {
        d->shown = !d->shown;
        a->revision++;
    } else if (e->argument == WIFI_FORGET && d->chosen.known && !wifi_is_busy(d)) {
        d->word = MSG_NONE;
        ask(a, WIFI_WISH_FORGET, fx);
        step_effect(fx, FX_SAY_SHOWN, MSG_WIFI_FORGETTING);
    } else if (e->argument == WIFI_RETYPE && d->chosen.kind == WIFI_PROTECTED &&
               !d->chosen.connected && !wifi_is_busy(d)) {
        open_typing(d);
        d->word = MSG_NONE;
        a->revision++;
        step_effect(fx, FX_SPEAK, 0);
    }
    return true;
}

bool step_wifi_intent(struct app *a, const struct event *e, struct effects *fx)
{
    if (e->intent == INTENT_BACK) {
        if (app_sheet(a) == SHEET_WIFI_ONE) {
            if (!wifi_is_busy(&a->wifi)) { /* else once the shell has answered */
                wipe_typed(&a->wifi);
            }
            step_close_sheet(a, fx);
        } else if (!wifi_is_busy(&a->wifi)) {
            step_leave_wifi(a);
            step_close_sheet(a, fx);
        } else {
            step_effect(fx, FX_SAY, a->wifi.joins ? MSG_WIFI_JOINING : MSG_WIFI_FORGETTING);
        }
        return true;
    }
    return app_sheet(a) == SHEET_WIFI ? list_intent(a, e, fx) : one_intent(a, e, fx);
}

/* --- what the shell told --------------------------------------------------------------------- */

static bool is_same(const struct wifi_network *a, const struct wifi_network *b)
{
    return a->kind == b->kind && strcmp(a->name, b->name) == 0;
}

/* What is said once it was looked. */
static enum message_id found_words(const struct wifi_desk *d)
{
    return d->trouble != MSG_NONE              ? d->trouble
           : d->facts.state == WIFI_NO_ADAPTER ? MSG_WIFI_NO_ADAPTER
           : d->facts.state == WIFI_OFF        ? MSG_WIFI_OFF
           : d->facts.count == 0               ? MSG_WIFI_NONE
                                               : MSG_WIFI_CHOOSE;
}

static void looked(struct app *a, const struct wifi_news *news, struct effects *fx)
{
    struct wifi_desk *d = &a->wifi;
    const bool first = !d->told || d->scans;
    d->looks = d->scans = false;
    d->told = true;
    d->trouble = wifi_why(news->error);
    if (failed(news->error) && d->trouble != MSG_WIFI_SLOW) { /* no network was asked for yet */
        d->trouble = MSG_WIFI_GONE;
    }
    d->facts = failed(news->error) ? (struct wifi_facts){.state = WIFI_NO_ADAPTER} : *news->facts;
    for (int i = 0; i < d->facts.count; i++) {
        if (is_same(&d->facts.rows[i], &d->chosen)) {
            d->chosen = d->facts.rows[i];
        }
    }
    a->revision++;
    if (first && app_sheet(a) == SHEET_WIFI) {
        step_effect(fx, FX_SAY_SHOWN, (int)found_words(d));
    }
}

/* Whatever came of it, nobody needs what was typed any more; one that was wrong is typed anew. */
static void done(struct app *a, const struct wifi_news *news, struct effects *fx)
{
    struct wifi_desk *d = &a->wifi;
    const bool join = news->wish == WIFI_WISH_JOIN;
    const bool typed = d->types;
    d->joins = d->forgets = false;
    d->well = !failed(news->error);
    d->word = !d->well ? wifi_why(news->error) : join ? MSG_WIFI_JOINED : MSG_WIFI_FORGOTTEN;
    log_event(EV_WIFI, join ? 1 : 0, news->error.code);
    wipe_typed(d);
    if (d->well) {
        d->chosen.connected = join;
        d->chosen.known = join;
    } else if (typed || (join && news->error.code == ERR_REFUSED)) {
        open_typing(d);
    }
    ask(a, WIFI_WISH_LOOK, fx);
    if (d->well) {
        step_effect(fx, FX_CUE, CUE_WOVEN);
    }
    if (app_sheet(a) == SHEET_WIFI_ONE) {
        step_effect(fx, FX_SAY_SHOWN, (int)d->word);
    }
}

void step_wifi_told(struct app *a, const struct wifi_news *news, struct effects *fx)
{
    if (!is_open(a)) {
        return;
    }
    if (news->wish == WIFI_WISH_LOOK || news->wish == WIFI_WISH_SCAN) {
        looked(a, news, fx);
    } else if (wifi_is_busy(&a->wifi)) { /* and it is not of somebody who left */
        done(a, news, fx);
    }
}

/* --- time ------------------------------------------------------------------------------------ */

static bool is_due(const struct app *a)
{
    return app_sheet(a) == SHEET_WIFI && !a->wifi.looks && !wifi_is_busy(&a->wifi);
}

void step_wifi_tick(struct app *a, struct effects *fx)
{
    if (is_due(a) && a->now_ms - a->wifi.looked_ms >= LOOK_MS) {
        ask(a, WIFI_WISH_LOOK, fx);
    }
}

int step_wifi_deadline_ms(const struct app *a, uint64_t now_ms)
{
    if (!is_due(a)) {
        return -1;
    }
    const uint64_t due = a->wifi.looked_ms + LOOK_MS;
    return due <= now_ms ? 0 : (int)(due - now_ms);
}
