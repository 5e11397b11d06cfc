/* The welcome page is dimmed when nobody has been there for a while, sooner in the night; whoever
 * touches it has it light again at once. */
#include "app/settings.h"
#include "app/steps.h"

#define NIGHT_MS    30000
#define DAY_MINUTES 1440

bool step_is_night(const struct app *a)
{
    const struct settings *s = a->settings;
    const int64_t local = a->now_s / 60 + s->offset_minutes;
    const int minute = (int)((local % DAY_MINUTES + DAY_MINUTES) % DAY_MINUTES);
    if (s->night_from <= s->night_to) {
        return minute >= s->night_from && minute < s->night_to;
    }
    return minute >= s->night_from || minute < s->night_to; /* over midnight */
}

static bool may_dim(const struct app *a)
{
    return (a->screen == SCREEN_WELCOME || a->screen == SCREEN_OUT_OF_SERVICE ||
            a->screen == SCREEN_LOOKED_AFTER) &&
           !a->dimmed && a->sheets.count == 0 && a->overlay == OVERLAY_NONE &&
           (a->settings->dim_after_s > 0 || step_is_night(a));
}

/* When the last one was there; greetings that come again are nobody. */
static uint64_t due_ms(const struct app *a)
{
    const uint64_t usual = (uint64_t)a->settings->dim_after_s * 1000;
    const bool night = step_is_night(a) && (usual == 0 || usual > NIGHT_MS);
    return a->last_person_ms + (night ? NIGHT_MS : usual);
}

static void set(struct app *a, bool dimmed, struct effects *fx)
{
    a->dimmed = dimmed;
    step_effect(fx, FX_STAFF, STAFF_LIGHT);
}

void step_dim_tick(struct app *a, struct effects *fx)
{
    if (may_dim(a) && a->now_ms >= due_ms(a)) {
        set(a, true, fx);
    }
}

void step_dim_touch(struct app *a, struct effects *fx)
{
    a->last_person_ms = a->now_ms;
    if (a->dimmed) {
        set(a, false, fx);
    }
}

int step_dim_deadline_ms(const struct app *a, uint64_t now_ms)
{
    if (!may_dim(a)) {
        return -1;
    }
    const uint64_t due = due_ms(a);
    return due <= now_ms ? 0 : (int)(due - now_ms);
}

int app_light(const struct app *a)
{
    const int dim = a->settings->dim_light;
    return step_machine_light(a, a->dimmed && dim < a->light ? dim : a->light);
}
