/* What time does: the greetings come again, a visit that nobody answers for ends, and how long the
 * kiosk may sleep. */
#include "app/finding.h"
#include "app/language/counts.h"
#include "app/settings.h"
#include "app/steps.h"

#define GOODBYE_MS    20000
#define PHONE_WAIT_MS 300000 /* who is busy with her phone neither */
#define CALL_WAIT_MS  300000 /* who waits for an officer is not asked whether she is still there */

static uint64_t quiet_ms(const struct app *a)
{
    const uint64_t quiet = (uint64_t)a->settings->idle_warning_s * 1000;
    if (a->screen == SCREEN_SIGN_IN && a->visit->phone.state == PHONE_WAITING &&
        quiet < PHONE_WAIT_MS) {
        return PHONE_WAIT_MS;
    }
    if (a->screen == SCREEN_UPLOAD && quiet < PHONE_WAIT_MS) {
        return PHONE_WAIT_MS;
    }
    return app_sheet(a) == SHEET_OFFICER && quiet < CALL_WAIT_MS ? CALL_WAIT_MS : quiet;
}

static uint64_t answer_ms(const struct app *a)
{
    return (uint64_t)a->settings->idle_answer_s * 1000;
}

static bool idle_counts(const struct app *a)
{
    return a->screen != SCREEN_WELCOME && a->screen != SCREEN_SENDING &&
           a->screen != SCREEN_OUT_OF_SERVICE && a->screen != SCREEN_LOOKED_AFTER &&
           a->screen != SCREEN_RATING && a->screen != SCREEN_GOODBYE;
}

static uint64_t pause_ms(const struct app *a)
{
    return (uint64_t)a->settings->greeting_pause_s * 1000;
}

/* The greetings again for whoever comes. */
static void greet(struct app *a, struct effects *fx)
{
    step_count_unsent(a, fx);
    if (step_left_behind(a)) {
        if (!a->speaking && a->now_ms - a->last_touch_ms >= quiet_ms(a)) {
            step_home(a, fx);
        }
        return;
    }
    const bool free = a->overlay == OVERLAY_NONE || a->care.numb; /* its notice is said again */
    if (!step_is_night(a) && !a->speaking && free && a->now_ms - a->last_touch_ms >= pause_ms(a)) {
        a->last_touch_ms = a->now_ms;
        step_effect(fx, FX_SPEAK, 1);
    }
}

/* As long as she is given to say that she is still there: nothing is lost, and others wait. */
static uint64_t rating_until_ms(const struct app *a)
{
    return a->last_touch_ms + (a->sheets.count > 0 ? quiet_ms(a) : answer_ms(a));
}

/* A sheet over the last screen has its own quiet time. */
static uint64_t goodbye_until_ms(const struct app *a)
{
    return a->sheets.count > 0 ? a->last_touch_ms + quiet_ms(a) : a->screen_since_ms + GOODBYE_MS;
}

/* Who does not see the ring hears how long is left, twice; the clock waits meanwhile. */
static void count_down(struct app *a, struct effects *fx)
{
    static const struct {
        uint64_t left_ms;
        enum message_id words;
    } counts[] = {{20000, MSG_IDLE_LEFT_20}, {10000, MSG_IDLE_LEFT_10}};
    const uint64_t left = a->overlay_since_ms + answer_ms(a) - a->now_ms;
    int due = a->counted;
    for (int i = due; i < (int)(sizeof counts / sizeof counts[0]); i++) {
        due = left <= counts[i].left_ms && answer_ms(a) > counts[i].left_ms ? i + 1 : due;
    }
    if (due > a->counted) {
        a->counted = due;
        a->counting_ms = a->now_ms;
        step_effect(fx, FX_SAY, (int)counts[due - 1].words);
    }
}

void step_time(struct app *a, struct effects *fx)
{
    step_day_tick(a);
    step_hold_tick(a, fx);
    step_call_tick(a, fx);
    step_gate_tick(a, fx);
    step_setup_tick(a, fx);
    step_wifi_tick(a, fx);
    step_dim_tick(a, fx);
    step_printer_time(a, fx);
    step_card_tick(a);
    if (a->now_s / 60 != a->shown_minute) {
        a->shown_minute = a->now_s / 60;
        a->revision++;
    }
    if (step_staff_tick(a, fx)) {
        return;
    }
    if (a->screen == SCREEN_WELCOME) {
        greet(a, fx);
        return;
    }
    if (a->screen == SCREEN_RATING && a->now_ms >= rating_until_ms(a) && !a->speaking) {
        step_enter(a, SCREEN_GOODBYE, fx); /* no answer is one, too: there is nothing to lose */
        return;
    }
    if (a->screen == SCREEN_GOODBYE && a->now_ms >= goodbye_until_ms(a) && !a->speaking) {
        step_home(a, fx);
        return;
    }
    if (a->speaking || !idle_counts(a)) {
        return;
    }
    if (a->overlay == OVERLAY_IDLE) {
        a->revision++; /* the countdown moves */
        if (a->now_ms - a->overlay_since_ms >= answer_ms(a)) {
            step_effect(fx, FX_TALLY, COUNT_LEFT);
            step_tally(a, DAY_ABANDONED, a->visit != NULL);
            step_home(a, fx);
        } else {
            count_down(a, fx);
        }
    } else if (a->now_ms - a->last_touch_ms >= quiet_ms(a)) {
        step_effect(fx, FX_TALLY, COUNT_ASKED);
        step_overlay(a, OVERLAY_IDLE, fx);
    }
}

/* While the guide speaks the idle clock stands still; it starts anew when the guide falls silent.
 */
void step_speech(struct app *a, const struct event *e)
{
    if (a->speaking && e->number == 0) {
        a->last_touch_ms = a->now_ms;
        if (a->overlay == OVERLAY_IDLE) {
            a->overlay_since_ms =
                a->counting_ms > 0 ? a->overlay_since_ms + (a->now_ms - a->counting_ms) : a->now_ms;
        }
        a->counting_ms = 0;
    }
    const int greeted = e->number != 0 ? e->argument - 1 : -1;
    a->revision += a->speaking != (e->number != 0); /* the gong */
    a->revision += a->spoken_language != greeted;   /* the tile that speaks */
    a->speaking = e->number != 0;
    a->spoken_language = greeted;
}

/* Milliseconds until the clock on the screen shows another minute. */
static int clock_ms(const struct app *a)
{
    return (int)(60 - a->now_s % 60) * 1000;
}

static int deadline_ms(const struct app *a, uint64_t now_ms)
{
    if (a->screen == SCREEN_SENDING) {
        return 200;
    }
    if ((a->screen == SCREEN_OUTCOME || a->screen == SCREEN_SIGN_IN || a->screen == SCREEN_FEE ||
         a->screen == SCREEN_NUMBER || a->screen == SCREEN_UPLOAD || a->screen == SCREEN_HERS ||
         a->screen == SCREEN_RESULT || a->screen == SCREEN_HELD) &&
        a->overlay == OVERLAY_NONE) {
        return 1000;
    }
    if ((a->screen == SCREEN_FILE || a->screen == SCREEN_WITHDRAW) && a->overlay == OVERLAY_NONE) {
        return 500;
    }
    if (a->screen == SCREEN_OUT_OF_SERVICE || a->screen == SCREEN_LOOKED_AFTER ||
        (a->screen == SCREEN_WELCOME && a->speaking)) {
        return clock_ms(a);
    }
    if (a->speaking) {
        return -1; /* the end of speech is an event */
    }
    uint64_t due = a->last_touch_ms + quiet_ms(a);
    if (a->screen == SCREEN_WELCOME) {
        due = a->last_touch_ms + (step_left_behind(a) ? quiet_ms(a) : pause_ms(a));
        const uint64_t minute = now_ms + (uint64_t)clock_ms(a);
        due = due < minute ? due : minute;
    }
    if (a->overlay == OVERLAY_IDLE) {
        return 1000;
    }
    if (a->screen == SCREEN_RATING) {
        due = rating_until_ms(a);
    }
    if (a->screen == SCREEN_GOODBYE) {
        due = goodbye_until_ms(a);
    }
    const uint64_t card = step_card_due_ms(a);
    if (card != 0 && card < due) {
        due = card;
    }
    if (a->screen == SCREEN_SEARCH && a->visit->finding.typed_ms != 0 &&
        a->visit->finding.typed_ms + FINDING_PAUSE_MS < due) {
        due = a->visit->finding.typed_ms + FINDING_PAUSE_MS;
    }
    return due <= now_ms ? 0 : (int)(due - now_ms);
}

int app_deadline_ms(const struct app *a, uint64_t now_ms)
{
    const int more[] = {step_call_deadline_ms(a, now_ms),  step_printer_deadline_ms(a, now_ms),
                        step_staff_deadline_ms(a, now_ms), step_setup_deadline_ms(a, now_ms),
                        step_dim_deadline_ms(a, now_ms),   step_wifi_deadline_ms(a, now_ms),
                        step_hold_deadline_ms(a, now_ms)};
    int due = deadline_ms(a, now_ms);
    for (size_t i = 0; i < sizeof more / sizeof more[0]; i++) {
        due = more[i] >= 0 && (due < 0 || more[i] < due) ? more[i] : due;
    }
    return due;
}
