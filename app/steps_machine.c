/* The machine's power and heat: on battery the panel is darker; when the power ends, or it is too
 * hot, nothing new is begun, what was begun may end, and then the machine asks to be shut down. The
 * outbox has committed by then: the asking stands behind it on the same worker. */
#include "app/settings.h"
#include "app/steps.h"
#include "platform/base/log.h"

#define OFF_MS        30000  /* low for so long, and nobody there: it is shut down */
#define VISIT_MS      300000 /* ... and a visit may go on so long */
#define PRINT_MS      60000  /* ... and a slip that is half out so much longer (devices.md 1.11) */
#define STILL_ON_MS   60000  /* nobody shut it down: with mains it serves again */
#define BATTERY_LIGHT 50
#define COOLER        5 /* degrees under a mark until it counts as left */

static enum care_power power_of(const struct app *a, const struct machine_facts *m)
{
    switch (m->power) {
    case POWER_UNKNOWN:
    case POWER_MAINS:
        return CARE_MAINS;
    case POWER_BATTERY:
        return health_power_low(m) ? CARE_LOW : CARE_BATTERY;
    case POWER_GONE: /* nothing new is known */
        break;
    }
    return (enum care_power)a->care.power.now;
}

static enum care_heat heat_of(const struct app *a, const struct machine_facts *m)
{
    const int now = a->care.heat.now;
    const int hot = HEALTH_HOT - (now == CARE_HOT ? COOLER : 0);
    const int warm = HEALTH_WARM - (now >= CARE_WARM ? COOLER : 0);
    return m->celsius >= hot ? CARE_HOT : m->celsius >= warm ? CARE_WARM : CARE_COOL;
}

/* True when the word is another one from now on. */
static bool takes(struct care_word *w, int told)
{
    const bool twice = w->told == told;
    w->told = told;
    if (!twice || w->now == told) {
        return false;
    }
    w->now = told;
    return true;
}

/* Somebody is in the middle of something: she is told, and may end it. */
static void tell_visit(struct app *a, enum message_id what, struct effects *fx)
{
    if (a->visit == NULL || a->screen == SCREEN_SENDING || a->screen == SCREEN_OUTCOME) {
        return;
    }
    if (a->overlay == OVERLAY_NONE && a->sheets.count == 0) {
        step_notice(a, what, fx);
    } else {
        step_effect(fx, FX_SAY, (int)what);
    }
}

void step_machine_told(struct app *a, const struct machine_facts *m, struct effects *fx)
{
    struct machine_care *c = &a->care;
    const bool power = takes(&c->power, power_of(a, m));
    const bool heat = takes(&c->heat, heat_of(a, m));
    (void)takes(&c->lock, m->locked); /* whoever is in the middle of something ends it first */
    c->lines_told = true;
    c->lines_up = m->lines_up;
    if (power) {
        log_event(EV_POWER, c->power.now, m->battery_percent);
        c->low_ms = a->now_ms;
    }
    if (heat) {
        log_event(EV_HEAT, c->heat.now, m->celsius);
    }
    if (power || heat) {
        step_effect(fx, FX_STAFF, STAFF_LIGHT);
    }
    if (power && c->power.now == CARE_LOW) {
        tell_visit(a, MSG_POWER_LOW_VISIT, fx);
    }
    if (heat && c->heat.now == CARE_HOT) {
        tell_visit(a, MSG_HEAT_VISIT, fx);
    }
}

static bool must_close(const struct app *a)
{
    const bool deaf = a->care.numb && !a->care.keys; /* nothing that people do reaches it */
    return a->care.power.now == CARE_LOW || a->care.heat.now == CARE_HOT || a->care.off || deaf ||
           a->care.lock.now != 0;
}

static bool nobody_there(const struct app *a)
{
    return a->visit == NULL && a->sheets.count == 0 && a->overlay == OVERLAY_NONE;
}

void step_machine_close(struct app *a, struct effects *fx)
{
    struct machine_care *c = &a->care;
    if (!nobody_there(a)) {
        return;
    }
    if (a->screen == SCREEN_WELCOME && must_close(a)) {
        c->closed = true;
        step_enter(a, SCREEN_OUT_OF_SERVICE, fx);
    } else if (a->screen == SCREEN_OUT_OF_SERVICE && c->closed && !must_close(a)) {
        c->closed = false;
        step_home(a, fx);
    }
    step_panel_welcome(a, fx);
}

/* What was begun may end, also a slip whose citizen went home: half of one is nobody's receipt. */
static bool may_end(const struct app *a)
{
    const uint64_t low = a->now_ms - a->care.low_ms;
    const uint64_t least = nobody_there(a) ? OFF_MS : VISIT_MS;
    return a->screen != SCREEN_SENDING && low >= least + (a->care.prints ? PRINT_MS : 0);
}

void app_prints(struct app *a, bool prints)
{
    a->care.prints = prints;
}

bool app_may_print(const struct app *a, enum print_what what)
{
    const bool ends_visit = what == PRINT_RECEIPT || what == PRINT_LATER;
    return !a->care.off && (a->care.power.now != CARE_LOW || ends_visit);
}

/* Asks for the end, or takes it back when the machine still runs and the power came back. */
void step_machine_tick(struct app *a, struct effects *fx)
{
    struct machine_care *c = &a->care;
    if (c->power.now == CARE_LOW && !c->off && may_end(a)) {
        c->off = true;
        c->off_ms = a->now_ms;
        if (!nobody_there(a) || a->screen == SCREEN_RATING || a->screen == SCREEN_GOODBYE) {
            step_home(a, fx);
        }
        step_effect(fx, FX_STAFF, STAFF_OFF);
    } else if (c->off && c->power.now != CARE_LOW && a->now_ms - c->off_ms >= STILL_ON_MS) {
        c->off = false;
        step_effect(fx, FX_STAFF, STAFF_STAY_ON);
    }
}

int app_watch_ms(const struct app *a)
{
    const struct machine_care *c = &a->care;
    const bool calm = c->power.now == CARE_MAINS && c->heat.now == CARE_COOL &&
                      c->power.told == c->power.now && c->heat.told == c->heat.now &&
                      c->lock.told == c->lock.now;
    return calm ? 10000 : 2000;
}

int step_machine_light(const struct app *a, int light)
{
    const bool saves = a->care.power.now != CARE_MAINS || a->care.heat.now != CARE_COOL;
    return saves && light > BATTERY_LIGHT ? BATTERY_LIGHT : light;
}
