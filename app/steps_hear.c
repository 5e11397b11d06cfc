/* How she hears: loudness, speed, a pause; the same on every screen, and as the site has it for the
 * next person. */
#include "app/settings.h"
#include "app/sound/player.h"
#include "app/steps.h"

static int within(int step, int steps)
{
    return step < 0 ? 0 : step < steps ? step : steps - 1;
}

/* Each step is said, in the loudness it has now. */
static void set_volume(struct app *a, int step, struct effects *fx)
{
    a->volume = within(step, PLAYER_VOLUMES);
    a->revision++;
    step_effect(fx, FX_VOLUME, a->volume);
    step_effect(fx, FX_SAY,
                a->volume == 0                    ? MSG_VOLUME_SOFTEST
                : a->volume == PLAYER_VOLUMES - 1 ? MSG_VOLUME_LOUDEST
                                                  : MSG_TOOL_VOLUME_SAMPLE);
}

/* ... and at the speed it has now. */
static void set_speed(struct app *a, int step, struct effects *fx)
{
    a->speed = within(step, PLAYER_SPEEDS);
    a->revision++;
    step_effect(fx, FX_SPEED, a->speed);
    step_effect(fx, FX_SAY,
                a->speed == 0                      ? MSG_SPEED_SLOWEST
                : a->speed == PLAYER_SPEEDS - 1    ? MSG_SPEED_FASTEST
                : a->speed == PLAYER_SPEED_DEFAULT ? MSG_SPEED_NORMAL
                                                   : MSG_TOOL_SPEED_SAMPLE);
}

static void as_the_site_has_it(struct app *a, struct effects *fx)
{
    a->volume = a->site_volume;
    a->speed = PLAYER_SPEED_DEFAULT;
    step_effect(fx, FX_VOLUME, a->volume);
    step_effect(fx, FX_SPEED, a->speed);
}

void step_hear_default(struct app *a, struct effects *fx)
{
    as_the_site_has_it(a, fx);
}

bool step_hear(struct app *a, const struct event *e, struct effects *fx)
{
    switch (e->intent) {
    case INTENT_SLOWER: /* past the slowest it begins again */
        set_speed(a, a->speed > 0 ? a->speed - 1 : PLAYER_SPEED_DEFAULT, fx);
        return true;
    case INTENT_LOUDER:
        set_volume(a, a->volume + 1 < PLAYER_VOLUMES ? a->volume + 1 : a->site_volume, fx);
        return true;
    case INTENT_VOLUME:
        set_volume(a, a->volume + e->argument, fx);
        return true;
    case INTENT_SPEED:
        set_speed(a, a->speed + e->argument, fx);
        return true;
    case INTENT_PAUSE:
        step_effect(fx, FX_PAUSE, 0);
        return true;
    case INTENT_HEARING:
        if (app_sheet(a) == SHEET_DISPLAY) { /* it led here, and its place is taken */
            step_close_sheet(a, fx);
        }
        step_sheet(a, SHEET_HEARING, fx);
        return true;
    case INTENT_HEARING_RESET:
        as_the_site_has_it(a, fx);
        a->revision++;
        step_effect(fx, FX_SAY, MSG_HEARING_AS_BEFORE);
        return true;
    default:
        return false;
    }
}
