/* An application that must wait is set aside: CHECK -> LATER, sealed under a key that only her slip
 * carries; and taken up again: the slip is scanned on SLIP -> RESUME -> CHECK. What lies in the
 * kiosk stays until it was sent or its day has come, so a slip may be used more than once. */
#include <stdio.h>
#include <string.h>

#include "app/citizen/date.h"
#include "app/later.h"
#include "app/receipt/qr.h"
#include "app/settings.h"
#include "app/steps.h"

static int32_t today_of(const struct app *a)
{
    return date_to_days(date_today(a->now_s, a->settings->offset_minutes));
}

/* The day by which slips are judged: while nobody vouches for the clock none has run out, and
 * whether the file is still here is seen when it is opened. */
static int32_t sure_day(const struct app *a)
{
    return clock_judge_may_forget(&a->clock) ? today_of(a) : 0;
}

static bool text_room(struct app *a)
{
    struct later *l = &a->visit->later;
    if (l->text == NULL) {
        l->text = arena_alloc(a->arena, LATER_TEXT);
    }
    return l->text != NULL;
}

static void wipe_text(struct later *l)
{
    if (l->text != NULL) {
        explicit_bzero(l->text, LATER_TEXT);
    }
}

/* --- set aside -------------------------------------------------------------------------------- */

/* A new slip: its token is nowhere but in its code. */
static struct err draw_code(struct app *a)
{
    struct later *l = &a->visit->later;
    char token[CODES_TOKEN_SIZE];
    char tag[9];
    struct err e = codes_token(a->world.random, token);
    if (failed(e)) {
        return e;
    }
    l->day = clock_judge_knows_day(&a->clock) ? today_of(a) + LATER_DAYS : LATER_UNDATED;
    later_tag(a->settings->place, a->settings->name, tag);
    later_code(tag, l->day, token, l->code);
    later_place_of(token, l->day, &l->place);
    explicit_bzero(token, sizeof token);
    if (l->qr == NULL) {
        l->qr = arena_alloc(a->arena, QR_BYTES_MAX);
    }
    return l->qr == NULL ? ERR(ERR_FULL, 0, "later: qr")
                         : qr_encode(l->code, QR_LEVEL_M, l->qr, QR_BYTES_MAX, &l->qr_side);
}

static void keep(struct app *a, struct effects *fx)
{
    struct later *l = &a->visit->later;
    struct buf out;
    l->old = l->place; /* of the slip it was taken up by: goes once the new one is there */
    struct err e = text_room(a) ? draw_code(a) : ERR(ERR_FULL, 0, "later: text");
    if (!failed(e)) {
        buf_init(&out, l->text, LATER_TEXT);
        e = later_write(a, &out);
        l->size = out.len;
    }
    if (failed(e)) {
        l->place = l->old;
        step_notice(a, MSG_LATER_FAILED, fx);
        return;
    }
    l->keeping = true;
    a->revision++;
    step_effect(fx, FX_LATER, LATER_KEEP);
}

static void kept(struct app *a, struct err error, struct effects *fx)
{
    struct later *l = &a->visit->later;
    l->keeping = false;
    wipe_text(l);
    if (failed(error)) {
        l->place = l->old;
        explicit_bzero(l->code, sizeof l->code);
        step_notice(a, error.code == ERR_FULL ? MSG_LATER_NO_ROOM : MSG_LATER_FAILED, fx);
        return;
    }
    l->kept = true;
    l->printing = true;
    l->printed = l->print_failed = l->unsure = false;
    l->copies = 0; /* its code is a new one */
    a->revision++;
    if (l->old.name[0] != '\0') {
        step_effect(fx, FX_LATER, LATER_DROP);
    }
    step_effect(fx, FX_CUE, CUE_FINISHED);
    step_effect(fx, FX_SPEAK, 0);
    step_effect(fx, FX_PRINT, PRINT_LATER);
}

void step_drop_later(struct app *a, struct effects *fx)
{
    struct later *l = &a->visit->later;
    if (l->place.name[0] != '\0') {
        l->old = l->place;
        explicit_bzero(&l->place, sizeof l->place);
        step_effect(fx, FX_LATER, LATER_DROP);
    }
}

static bool printed(struct app *a, const struct event *e, struct effects *fx)
{
    struct later *l = &a->visit->later;
    if (!l->printing || !step_printed_is(e, PRINT_LATER)) {
        return false;
    }
    l->printing = false;
    l->unsure = step_print_unsure(e);
    l->copies += step_print_counts(e);
    l->printed = e->kind == HAPPENED_PRINTED && !l->unsure;
    l->print_failed = e->kind == HAPPENED_PRINT_FAILED && !l->unsure;
    a->revision++;
    step_effect(fx, FX_SPEAK, 0);
    return true;
}

static bool later_intent(struct app *a, const struct event *e, struct effects *fx)
{
    struct later *l = &a->visit->later;
    switch (e->intent) {
    case INTENT_BACK:
        if (!l->keeping) {
            l->kept = false;
            step_open_check(a, fx);
        }
        return true;
    case INTENT_NEXT:
        if (!l->kept && !l->keeping && !step_print_limited(a, fx)) {
            keep(a, fx);
        } else if (l->kept && !l->printing) {
            step_goodbye(a, fx);
        }
        return true;
    case INTENT_PRINT:
        if (l->kept && !l->printing && !step_print_limited(a, fx)) {
            l->printing = true;
            l->unsure = false;
            a->revision++;
            step_effect(fx, FX_PRINT, PRINT_LATER);
        }
        return true;
    default:
        return false;
    }
}

/* --- taken up again --------------------------------------------------------------------------- */

bool step_scanned_later(struct app *a, const char *payload, struct effects *fx)
{
    struct later *l = &a->visit->later;
    struct later_place place;
    char tag[9];
    later_tag(a->settings->place, a->settings->name, tag);
    const enum later_read read = later_code_read(payload, tag, sure_day(a), &place);
    if (read == LATER_NONE) {
        return false;
    }
    if (read != LATER_OURS || a->visit->form != NULL) {
        step_notice(a,
                    read == LATER_ELSEWHERE ? MSG_LATER_ELSEWHERE
                    : read == LATER_EXPIRED ? MSG_LATER_EXPIRED
                                            : MSG_LATER_BUSY,
                    fx);
    } else if (later_guard_rests(&a->later_guard, place.name, a->now_ms)) {
        step_notice(a, MSG_YEAR_RESTS, fx);
    } else if (!l->opening && text_room(a)) {
        l->place = place;
        l->opening = true;
        step_effect(fx, FX_CUE, CUE_WOVEN);
        step_effect(fx, FX_LATER, LATER_OPEN);
    }
    explicit_bzero(&place, sizeof place);
    return true;
}

/* It cannot be taken up: nothing of it stays in the visit, the slip may be tried again. */
static void refuse(struct app *a, struct err error, struct effects *fx)
{
    struct later *l = &a->visit->later;
    const enum message_id why = error.code == ERR_NOT_FOUND ? MSG_LATER_GONE
                                : error.code == ERR_VERSION ? MSG_LATER_FORM
                                : error.code == ERR_FULL    ? MSG_LATER_NO_ROOM
                                : error.code == ERR_TIMEOUT ? MSG_LATER_DISK_BUSY
                                                            : MSG_LATER_BROKEN;
    explicit_bzero(&l->place, sizeof l->place);
    if (a->visit->form != NULL && !step_restart(a, fx)) {
        return;
    }
    step_open_slip(a, fx);
    step_notice(a, why, fx);
}

static void opened(struct app *a, struct err error, struct effects *fx)
{
    struct later *l = &a->visit->later;
    l->opening = false;
    if (!failed(error) && !later_outline(l->text, l->size, l->procedure, &l->answers)) {
        error = ERR(ERR_VERSION, 0, "later: another program's");
    }
    if (failed(error)) {
        refuse(a, error, fx);
    } else {
        l->born = later_born(l->text, l->size);
        step_enter(a, SCREEN_RESUME, fx);
    }
}

/* The next page is read, or there is none: her answers are there again. */
static void next_page(struct app *a, struct effects *fx)
{
    struct later *l = &a->visit->later;
    size_t size = 0;
    later_page_size(l->text, l->size, l->page, &size);
    if (size == 0) {
        const bool left_out = later_left_out(l->text, l->size);
        l->taking = false;
        wipe_text(l);
        step_open_check(a, fx);
        if (left_out) { /* what CHECK asks her comes behind it */
            const enum overlay asks = a->overlay;
            step_notice(a, MSG_LATER_LEFT_OUT, fx);
            a->under_idle = asks;
        }
        return;
    }
    if (size > l->room_size) {
        l->room = size > LATER_BYTES_MAX ? NULL : arena_alloc(a->arena, size);
        l->room_size = l->room == NULL ? 0 : size;
    }
    if (l->room == NULL) {
        refuse(a, ERR(ERR_FULL, 0, "later: page"), fx);
        return;
    }
    step_effect(fx, FX_LATER, LATER_PAGE);
}

static void page_read(struct app *a, struct err error, struct effects *fx)
{
    struct later *l = &a->visit->later;
    if (!failed(error)) {
        error = later_put_page(a, l->text, l->size, l->page, l->room, l->page_size);
    }
    if (failed(error)) {
        refuse(a, error, fx);
        return;
    }
    l->page++;
    next_page(a, fx);
}

static void take_up(struct app *a, struct effects *fx)
{
    struct later *l = &a->visit->later;
    if (l->taking || l->text == NULL) {
        return;
    }
    step_forget_hers(a, fx); /* who a file was shown to is not who takes this up */
    const struct err e = later_take(a, l->text, l->size);
    if (failed(e)) {
        refuse(a, e, fx);
        return;
    }
    l->taking = true;
    l->page = 0;
    a->revision++;
    step_effect(fx, FX_PRINTER_STATUS, 0);
    next_page(a, fx);
}

/* Not hers, or not shown to be: it stays where it is. */
static void leave(struct app *a, struct effects *fx)
{
    struct later *l = &a->visit->later;
    explicit_bzero(&l->place, sizeof l->place);
    explicit_bzero(l->year, sizeof l->year);
    l->born = 0;
    wipe_text(l);
    step_open_slip(a, fx);
}

static bool resume_intent(struct app *a, const struct event *e, struct effects *fx)
{
    struct later *l = &a->visit->later;
    if (e->intent == INTENT_NEXT && l->born != 0) {
        a->visit->has_problem = false;
        step_enter(a, SCREEN_YEAR, fx);
        return true;
    }
    if (e->intent == INTENT_NEXT) {
        take_up(a, fx);
        return true;
    }
    if (e->intent == INTENT_BACK && !l->taking) {
        leave(a, fx);
        return true;
    }
    return e->intent == INTENT_BACK;
}

static void type_year(struct app *a, int key)
{
    char *year = a->visit->later.year;
    const size_t length = strlen(year);
    if (key >= 0 && key <= 9 && length < sizeof a->visit->later.year - 1) {
        year[length] = (char)('0' + key);
    } else if (key == KEY_ERASE && length > 0) {
        year[length - 1] = '\0';
    } else if (key == KEY_CLEAR) {
        explicit_bzero(year, sizeof a->visit->later.year);
    }
    a->visit->has_problem = false;
    a->revision++;
}

/* The year that was typed against the one she gave; nothing says how near a wrong one was. */
static void judge_year(struct app *a, struct effects *fx)
{
    struct later *l = &a->visit->later;
    char right[12];
    snprintf(right, sizeof right, "%d", l->born);
    const bool same = strcmp(right, l->year) == 0;
    explicit_bzero(right, sizeof right);
    explicit_bzero(l->year, sizeof l->year);
    if (same) {
        later_guard_right(&a->later_guard, l->place.name);
        take_up(a, fx);
    } else if (later_guard_wrong(&a->later_guard, l->place.name, a->now_ms)) {
        leave(a, fx);
        step_notice(a, MSG_YEAR_RESTS, fx);
    } else {
        a->visit->has_problem = true;
        a->visit->problem_message = MSG_YEAR_WRONG;
        a->revision++;
        step_effect(fx, FX_CUE, CUE_CANNOT);
        step_effect(fx, FX_SPEAK, 0);
    }
}

static bool year_intent(struct app *a, const struct event *e, struct effects *fx)
{
    struct later *l = &a->visit->later;
    if (l->taking) {
        return e->intent == INTENT_BACK || e->intent == INTENT_NEXT || e->intent == INTENT_KEY;
    }
    switch (e->intent) {
    case INTENT_KEY:
        type_year(a, e->argument);
        return true;
    case INTENT_NEXT:
        if (strlen(l->year) == sizeof l->year - 1) {
            judge_year(a, fx);
        }
        return true;
    case INTENT_BACK:
        explicit_bzero(l->year, sizeof l->year);
        step_enter(a, SCREEN_RESUME, fx);
        return true;
    default:
        return false;
    }
}

static bool done(struct app *a, const struct event *e, struct effects *fx)
{
    const struct later *l = &a->visit->later;
    switch ((enum later_job)e->number) {
    case LATER_KEEP:
        if (l->keeping) {
            kept(a, e->error, fx);
        }
        return true;
    case LATER_OPEN:
        if (l->opening) {
            opened(a, e->error, fx);
        }
        return true;
    case LATER_PAGE:
        if (l->taking) {
            page_read(a, e->error, fx);
        }
        return true;
    case LATER_DROP:
    case LATER_CLEAN:
        break;
    }
    return true;
}

bool step_later(struct app *a, const struct event *e, struct effects *fx)
{
    if (a->visit == NULL) {
        return false;
    }
    if (e->kind == HAPPENED_LATER) {
        return done(a, e, fx);
    }
    if (printed(a, e, fx)) {
        return true;
    }
    if (e->kind != HAPPENED_INTENT) {
        return false;
    }
    if (a->screen == SCREEN_LATER) {
        return later_intent(a, e, fx);
    }
    if (a->screen == SCREEN_YEAR) {
        return year_intent(a, e, fx);
    }
    return a->screen == SCREEN_RESUME && resume_intent(a, e, fx);
}
