/* Badges of staff: what there is, one declared lost, a new one made. What it holds is known here
 * until its page is left, and nowhere afterwards. */
#include <stdlib.h>
#include <string.h>

#include "app/citizen/date.h"
#include "app/settings.h"
#include "app/steps.h"
#include "platform/base/log.h"

static const int months[] = {1, 6, 12};

static int today(const struct app *a)
{
    return badge_day(a->now_s, a->settings->offset_minutes);
}

/* The same day so many months on; the last of a shorter month. */
static int day_in(const struct app *a, int count)
{
    const struct date now = date_today(a->now_s, a->settings->offset_minutes);
    const int month = now.month - 1 + count;
    struct date d = {.year = now.year + month / 12, .month = month % 12 + 1, .day = now.day};
    const int most = date_days_in_month(d.year, d.month);
    d.day = d.day > most ? most : d.day;
    return d.year * 10000 + d.month * 100 + d.day;
}

static void forget(struct badge_desk *d)
{
    explicit_bzero(d->token, sizeof d->token);
    explicit_bzero(d->qr, sizeof d->qr);
    d->qr_side = 0;
    d->shown = false;
}

void step_open_badges(struct app *a, struct effects *fx)
{
    a->staff.badge = (struct badge_desk){.list = NULL};
    step_sheet(a, SHEET_STAFF_BADGES, fx);
    step_effect(fx, FX_STAFF, STAFF_BADGES);
}

static void begin(struct app *a, struct effects *fx)
{
    struct badge_desk *d = &a->staff.badge;
    forget(d);
    memset(d->digits, 0, sizeof d->digits);
    d->who = (struct staff_person){.role = STAFF_OFFICER};
    d->months = months[2];
    d->print = BADGE_PRINT_NONE;
    d->step = BADGE_STEP_NUMBER;
    step_sheet(a, SHEET_STAFF_BADGE, fx);
}

static void turn(struct app *a, enum badge_step step, struct effects *fx)
{
    a->staff.badge.step = step;
    a->sheets.turned = 0;
    a->revision++;
    step_effect(fx, FX_SPEAK, 0);
}

/* --- the list -------------------------------------------------------------------------------- */

static bool list_intent(struct app *a, const struct event *e, struct effects *fx)
{
    struct badge_desk *d = &a->staff.badge;
    if (e->intent == INTENT_PAGE) {
        d->page = d->page + e->argument < 0 ? 0 : d->page + e->argument;
        a->revision++;
        step_effect(fx, FX_SPEAK, 0);
        return true;
    }
    if (e->intent == INTENT_PICK && d->list != NULL && e->argument >= 0 &&
        e->argument < d->list->count && !d->list->rows[e->argument].lost) {
        d->lost = d->list->rows[e->argument].who.number;
        a->staff.asks = ACT_BADGE_LOST;
        step_overlay(a, OVERLAY_STAFF, fx);
        return true;
    }
    if (e->intent == INTENT_NEXT && d->list != NULL) {
        begin(a, fx);
        return true;
    }
    return false;
}

void step_badge_lost(struct app *a, struct effects *fx)
{
    log_event(EV_BADGE_LOST, a->staff.badge.lost, 0);
    a->revision++;
    step_effect(fx, FX_STAFF, STAFF_BADGE_LOSE);
}

/* --- a new one ------------------------------------------------------------------------------- */

static void type(struct app *a, int key)
{
    struct badge_desk *d = &a->staff.badge;
    const size_t length = strlen(d->digits);
    if (key >= 0 && key <= 9 && length < BADGE_DIGITS && (key > 0 || length > 0)) {
        d->digits[length] = (char)('0' + key); /* none begins with nought */
    } else if (key == KEY_ERASE && length > 0) {
        d->digits[length - 1] = '\0';
    } else if (key == KEY_CLEAR) {
        memset(d->digits, 0, sizeof d->digits);
    }
    d->who.number = (int)strtol(d->digits, NULL, 10);
    a->revision++;
}

static void make(struct app *a, struct effects *fx)
{
    struct badge_desk *d = &a->staff.badge;
    d->last_day = day_in(a, d->months);
    if (failed(codes_token(a->world.random, d->token))) {
        turn(a, BADGE_STEP_REFUSED, fx);
        return;
    }
    turn(a, BADGE_STEP_MAKING, fx);
    step_effect(fx, FX_STAFF, STAFF_BADGE_MAKE);
}

static bool choose(struct app *a, int act)
{
    struct badge_desk *d = &a->staff.badge;
    if (act >= ACT_ROLE && act <= ACT_ROLE_LAST) {
        d->who.role = (enum staff_role)(act - ACT_ROLE);
    } else if (act >= ACT_MONTHS && act <= ACT_MONTHS_LAST) {
        d->months = months[act - ACT_MONTHS];
    } else {
        return false;
    }
    a->revision++;
    return true;
}

static void print(struct app *a, struct effects *fx)
{
    a->staff.badge.print = BADGE_PRINT_RUNS;
    a->revision++;
    step_effect(fx, FX_SAY, MSG_BADGE_PRINTING);
    step_effect(fx, FX_PRINT, PRINT_BADGE);
}

static bool go_on(struct app *a, struct effects *fx)
{
    struct badge_desk *d = &a->staff.badge;
    if (d->step == BADGE_STEP_NUMBER && d->who.number > 0) {
        turn(a, BADGE_STEP_ROLE, fx);
    } else if (d->step == BADGE_STEP_ROLE) {
        make(a, fx);
    } else if (d->step == BADGE_STEP_MADE && d->print != BADGE_PRINT_RUNS) {
        print(a, fx);
    } else {
        return false;
    }
    return true;
}

/* What was made is forgotten: its page is over. While it is written or printed nobody leaves. */
static bool go_back(struct app *a, struct effects *fx)
{
    struct badge_desk *d = &a->staff.badge;
    if (d->step == BADGE_STEP_MAKING || d->print == BADGE_PRINT_RUNS) {
        return true;
    }
    if (d->step == BADGE_STEP_ROLE) {
        turn(a, BADGE_STEP_NUMBER, fx);
        return true;
    }
    forget(d);
    return false;
}

static bool new_intent(struct app *a, const struct event *e, struct effects *fx)
{
    struct badge_desk *d = &a->staff.badge;
    if (e->intent == INTENT_BACK) {
        return go_back(a, fx);
    }
    if (e->intent == INTENT_KEY && d->step == BADGE_STEP_NUMBER) {
        type(a, e->argument);
        return true;
    }
    if (e->intent == INTENT_NEXT) {
        return go_on(a, fx);
    }
    if (e->intent == INTENT_STAFF_ACT && d->step == BADGE_STEP_ROLE) {
        return choose(a, e->argument);
    }
    if (e->intent == INTENT_STAFF_ACT && e->argument == ACT_BADGE_SHOW &&
        d->step == BADGE_STEP_MADE) {
        d->shown = true;
        turn(a, BADGE_STEP_MADE, fx);
        return true;
    }
    return false;
}

bool step_badge_intent(struct app *a, const struct event *e, struct effects *fx)
{
    const enum sheet sheet = app_sheet(a);
    return sheet == SHEET_STAFF_BADGES  ? list_intent(a, e, fx)
           : sheet == SHEET_STAFF_BADGE ? new_intent(a, e, fx)
                                        : false;
}

/* --- what was told --------------------------------------------------------------------------- */

static void made(struct app *a, struct err error, struct effects *fx)
{
    struct badge_desk *d = &a->staff.badge;
    char text[BADGE_TEXT];
    if (failed(error)) {
        forget(d);
        turn(a, error.code == ERR_FULL ? BADGE_STEP_FULL : BADGE_STEP_REFUSED, fx);
        return;
    }
    log_event(EV_BADGE_MADE, d->who.number, d->who.role);
    badge_text(d->who.number, d->token, text);
    const struct err e = qr_encode(text, QR_LEVEL_M, d->qr, sizeof d->qr, &d->qr_side);
    explicit_bzero(text, sizeof text);
    turn(a, failed(e) ? BADGE_STEP_REFUSED : BADGE_STEP_MADE, fx);
}

void step_badge_told(struct app *a, const struct staff_news *news, struct effects *fx)
{
    struct badge_desk *d = &a->staff.badge;
    const bool ours = news->wish == STAFF_BADGES || news->wish == STAFF_BADGE_MAKE ||
                      news->wish == STAFF_BADGE_LOSE;
    if (!ours || !step_sheet_is_open(a, SHEET_STAFF_BADGES)) {
        return;
    }
    d->list = news->badges;
    d->broken = news->badges == NULL;
    d->asked = true;
    if (news->wish == STAFF_BADGE_MAKE && d->step == BADGE_STEP_MAKING) {
        made(a, news->error, fx);
    } else if (news->wish == STAFF_BADGE_LOSE) {
        step_notice(a, failed(news->error) ? MSG_BADGE_NOT_LOST : MSG_BADGE_LOST_DONE, fx);
    } else if (app_sheet(a) == SHEET_STAFF_BADGES) {
        step_effect(fx, FX_SPEAK, 0);
    }
}

static enum badge_print how_it_went(const struct event *e)
{
    return step_print_unsure(e)          ? BADGE_PRINT_UNSURE
           : e->kind == HAPPENED_PRINTED ? BADGE_PRINT_OUT
                                         : BADGE_PRINT_FAILED;
}

void step_badge_printed(struct app *a, const struct event *e, struct effects *fx)
{
    struct badge_desk *d = &a->staff.badge;
    if (d->print == BADGE_PRINT_RUNS) {
        d->print = how_it_went(e);
        turn(a, BADGE_STEP_MADE, fx);
    }
}

bool step_badge_replaces(const struct app *a)
{
    const struct badge_desk *d = &a->staff.badge;
    return d->list != NULL && badge_is_valid(d->list, d->who.number, today(a));
}
