/* The set-up: what the shell and the courier told of what was wished on its pages. */
#include <stdio.h>
#include <string.h>

#include "app/setup_inside.h"
#include "platform/base/log.h"

#define CHECK_EVERY_MS 2000

/* --- what the shell told --------------------------------------------------------------------- */

static char *place_of(struct settings *s, enum found_kind kind)
{
    return kind == FOUND_PRINTER   ? s->printer
           : kind == FOUND_SCANNER ? s->scanner
           : kind == FOUND_CAMERA  ? s->camera
           : kind == FOUND_KEYPAD  ? s->keypad
           : kind == FOUND_JACK    ? s->jack
           : kind == FOUND_TOUCH   ? s->touch
                                   : NULL;
}

const struct found_device *setup_found(const struct setup *s, enum found_kind kind)
{
    const struct found_device *first = NULL;
    const char *known = NULL;
    struct settings chosen = s->chosen;
    known = place_of(&chosen, kind);
    for (int i = 0; i < s->found.count; i++) {
        const struct found_device *d = &s->found.rows[i];
        if (d->kind != kind) {
            continue;
        }
        if (known != NULL && setup_row_of(s, known) == i) {
            return d; /* the one it has used so far */
        }
        first = first == NULL ? d : first;
    }
    return first;
}

/* The devices that are there are taken, the others are none: what hangs on them hides. */
static void found(struct app *a, const struct found_devices *devices)
{
    struct setup *s = &a->setup;
    s->found = *devices;
    s->searching = false;
    for (int kind = 0; kind < FOUND_KINDS; kind++) {
        char *place = place_of(&s->chosen, (enum found_kind)kind);
        const struct found_device *d = setup_found(s, (enum found_kind)kind);
        const int row = place != NULL ? setup_row_of(s, place) : -1;
        const bool same = row >= 0 && d == &s->found.rows[row]; /* with what is kept of its line */
        const bool asked =
            row >= 0 && d == NULL &&
            (kind == FOUND_SCANNER || kind == FOUND_PRINTER); /* an answer of before */
        if (place != NULL && !same && !asked) {
            (void)snprintf(place, FOUND_URI, "%s", d != NULL ? d->uri : "none:");
        }
    }
}

static void kept(struct app *a, struct err error, struct effects *fx)
{
    struct setup *s = &a->setup;
    if (failed(error)) {
        s->problem = MSG_SETUP_NOT_KEPT;
        setup_show(a, fx);
    } else if (s->step == SETUP_ADDRESS) {
        setup_enter(a, SETUP_PORTAL, fx);
    } else {
        log_event(EV_STAFF_ACT, ACT_SETUP, 0);
        step_effect(fx, FX_STAFF, STAFF_QUIT); /* the next start reads it */
    }
}

static void pin_set(struct app *a, struct err error, struct effects *fx)
{
    setup_enter(a, failed(error) ? SETUP_PIN : SETUP_DONE, fx);
    memset(a->setup.digits, 0, sizeof a->setup.digits);
    memset(a->setup.first_digits, 0, sizeof a->setup.first_digits);
    a->setup.problem = error.code == ERR_REFUSED ? MSG_SETUP_PIN_EASY
                       : failed(error)           ? MSG_SETUP_NOT_KEPT
                                                 : MSG_NONE;
}

void step_setup_told(struct app *a, const struct setup_news *news, struct effects *fx)
{
    if (!step_sheet_is_open(a, SHEET_SETUP)) {
        return;
    }
    switch (news->wish) {
    case SETUP_WISH_FIND:
        found(a, news->found);
        setup_show(a, fx);
        break;
    case SETUP_WISH_LISTEN:
    case SETUP_WISH_PROBE:
        setup_ask_told(a, news, fx);
        break;
    case SETUP_WISH_HUSH:
    case SETUP_WISH_LIGHT:
        break; /* nothing is told of them */
    case SETUP_WISH_KEEP:
        a->setup.waits = false;
        kept(a, news->error, fx);
        break;
    case SETUP_WISH_PIN:
        a->setup.waits = false;
        pin_set(a, news->error, fx);
        break;
    }
}

void step_setup_portal(struct app *a, const struct portal_answer *answer, struct effects *fx)
{
    struct setup *s = &a->setup;
    if (app_sheet(a) != SHEET_SETUP || s->step != SETUP_PORTAL ||
        answer->question != PORTAL_CHECK) {
        return;
    }
    const enum device_word courier = failed(answer->error) ? DEVICE_GONE : DEVICE_WELL;
    const bool online = !failed(answer->error) && answer->online;
    if (courier != s->courier || online != s->online) {
        s->courier = courier;
        s->online = online;
        setup_show(a, fx);
    }
}

/* --- time ------------------------------------------------------------------------------------ */

static bool asks(const struct app *a)
{
    return app_sheet(a) == SHEET_SETUP && a->setup.step == SETUP_PORTAL && !a->setup.online;
}

void step_setup_tick(struct app *a, struct effects *fx)
{
    setup_ask_tick(a, fx);
    if (asks(a) && a->now_ms - a->setup.asked_ms >= CHECK_EVERY_MS) {
        a->setup.asked_ms = a->now_ms;
        step_effect(fx, FX_ASK, PORTAL_TRY);
        step_effect(fx, FX_ASK, PORTAL_CHECK);
    }
}

int step_setup_deadline_ms(const struct app *a, uint64_t now_ms)
{
    if (!asks(a)) {
        return setup_ask_deadline_ms(a, now_ms);
    }
    const uint64_t due = a->setup.asked_ms + CHECK_EVERY_MS;
    return due <= now_ms ? 0 : (int)(due - now_ms);
}
