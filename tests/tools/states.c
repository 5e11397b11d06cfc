#include "tests/tools/states.h"

#include <string.h>

#include "app/settings.h"

static struct app app;
static struct settings settings;
static struct visit visit;

static void speaking(struct app *a)
{
    a->speaking = true;
}

static const struct state states[] = {
    {.name = "01-welcome", .screen = SCREEN_WELCOME, .fill = speaking},
    {.name = "02-choose-need", .screen = SCREEN_NEED, .fill = speaking, .spoken = "need.marriage"},
    {.name = "34-privacy-consent",
     .screen = SCREEN_CONSENT,
     .fill = speaking,
     .spoken = "consent.needed"},
    {.name = "04-identity", .screen = SCREEN_IDENTITY, .fill = speaking},
    {.name = "04b-type-id", .screen = SCREEN_TYPE_ID, .fill = speaking},
    {.name = "53-sending", .screen = SCREEN_SENDING, .fill = speaking},
    {.name = "55-goodbye", .screen = SCREEN_GOODBYE, .fill = speaking},
    {.name = "18-out-of-service", .screen = SCREEN_OUT_OF_SERVICE},
    {.name = "12-idle-warning",
     .screen = SCREEN_NEED,
     .overlay = OVERLAY_IDLE,
     .fill = speaking,
     .focused = "idle.stay"},
    {.name = "49-officer-called",
     .screen = SCREEN_NEED,
     .overlay = OVERLAY_OFFICER,
     .fill = speaking},
    {.name = "61-notice", .screen = SCREEN_NEED, .overlay = OVERLAY_NOTICE, .fill = speaking},
    {.name = "62-read-aloud", .screen = SCREEN_NEED, .overlay = OVERLAY_READ_ALOUD},
    {.name = "63-leave", .screen = SCREEN_NEED, .overlay = OVERLAY_LEAVE},
};

int state_count(void)
{
    return (int)(sizeof states / sizeof states[0]);
}

const struct state *state_at(int i)
{
    return &states[i];
}

struct app *state_make(const struct state *state)
{
    memset(&app, 0, sizeof app);
    memset(&visit, 0, sizeof visit);
    settings_default(&settings);
    app.settings = &settings;
    app.visit = &visit;
    app.screen = state->screen;
    app.overlay = state->overlay;
    app.now_s = 1795400640; /* Monday 23 November 2026, 09:24 in Vietnam */
    app.now_ms = 27000;
    app.notice = MSG_LAND_LATER;
    memcpy(visit.id_digits, "0640900", 8);
    if (state->fill != NULL) {
        state->fill(&app);
    }
    return &app;
}

static void mark(struct view *v, const char *name, unsigned state)
{
    struct view_node *node = name != NULL ? view_find(v, name) : NULL;
    if (node != NULL) {
        node->state |= state;
    }
}

void state_touch(const struct state *state, struct view *v)
{
    mark(v, state->spoken, STATE_SPOKEN);
    mark(v, state->focused, STATE_FOCUSED);
    mark(v, state->pressed, STATE_PRESSED);
}
