#include "tests/tools/ways.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/hands.h"
#include "ui/keys.h"
#include "ui/screens/screens.h"

#define STEP_MS 1500 /* no hand trembles so slowly, and none rests */

static struct shell shell;
static struct voice voice;
static struct player player; /* never plays: what it would is taken before */
static struct app app;
static struct clip_words *words;
static uint8_t dark_frame[SHELL_FRAME_BYTES];
static char storage[CLIP_WORDS_BYTES];
static struct buf heard;
static int acts; /* of what she did */
static ways_hear *listener;
static void *listener_context;

/* --- stand in for the loudspeaker and the app --------------------------------------------------
 */

bool __wrap_guide_play(const struct guide_plan *plan, const struct guide_speaker *by,
                       uint64_t now_ms);
void __wrap_player_cue(struct player *p, enum cue cue);
void __wrap_shell_event(struct shell *s, struct event *e);

bool __wrap_guide_play(const struct guide_plan *plan, const struct guide_speaker *by,
                       uint64_t now_ms)
{
    (void)now_ms;
    if (heard.len > 0 && plan->count > 0) {
        buf_puts(&heard, " /");
    }
    clip_words_add(words, plan, &app, by->private_aloud, &heard);
    return true;
}

void __wrap_player_cue(struct player *p, enum cue cue)
{
    (void)p;
    buf_printf(&heard, " (%s)", clip_words_cue(cue));
}

void __wrap_shell_event(struct shell *s, struct event *e)
{
    acts += e->kind == HAPPENED_INTENT;
    if (e->kind == HAPPENED_TOUCH && e->number == 1) {
        s->app->ring = true;
    }
}

/* --- what she does -----------------------------------------------------------------------------
 */

static void listen(void)
{
    buf_init(&heard, storage, sizeof storage);
    acts = 0;
}

static void key(enum pad_key k)
{
    listen();
    shell.now_ms += STEP_MS;
    keys_down(&shell, k);
    keys_up(&shell, k);
}

static void tap(const struct view *seen, int node)
{
    const struct rect r = seen->nodes[node].rect;
    const int x = r.x + r.w / 2, y = r.y + r.h / 2;
    listen();
    shell.now_ms += STEP_MS;
    hands_input(&shell, &(struct input){.kind = INPUT_DOWN, .x = x, .y = y});
    hands_input(&shell, &(struct input){.kind = INPUT_UP, .x = x, .y = y});
}

/* What stood open was done, what is closed said why. */
static void note_act(int node)
{
    const bool open = (shell.view.nodes[node].state & STATE_DISABLED) == 0;
    buf_puts(&heard, open && acts == 0 ? " (nothing is done)" : "");
}

static void tell(const char *way, int node)
{
    const char *name = node < 0 ? "" : shell.view.nodes[node].name;
    listener(listener_context, way, name != NULL ? name : "", heard.data);
}

static int ring(void)
{
    return reach_node(&shell.reach, &shell.view);
}

/* --- the ways ----------------------------------------------------------------------------------
 */

static void arrive(const struct drawn *p)
{
    (void)memset(&shell.reach, 0, sizeof shell.reach);
    (void)memset(&shell.strike, 0, sizeof shell.strike);
    (void)memset(&shell.scan, 0, sizeof shell.scan);
    (void)memset(&shell.armed, 0, sizeof shell.armed);
    shell.step_key = shell.choose_key = shell.tried = 0;
    shell.was_dark = shell.signing = shell.hand_rests = false;
    app = *p->app;
    app.ring = app.dark = app.listen = false;
    shell.app = &app;
    shell.view = *p->view;
    shell.env = *studio_env();
    shell.pressed = shell.greeted = -1;
    shell.ports.voice = &voice;
    voice_init(&voice, &player, &words->voices, words->codes);
    voice.learning = NULL;
    reach_shown(&shell.reach, &shell.view, app_depth(&app), app.language);
    const struct guide_event came = {GUIDE_SHOWN, -1, app.language};
    guide_step(&shell.view, &voice.guide, &came, &voice.plan); /* the page is being read */
}

static bool tries_keys(void)
{
    return app.overlay == OVERLAY_KEYS || app.overlay == OVERLAY_SWITCHES;
}

static void each_key(void)
{
    static const char *const names[PAD_KEYS] = {"up",     "down",   "left",   "right",  "select",
                                                "help",   "louder", "softer", "repeat", "slower",
                                                "faster", "pause",  "step",   "choose"};
    for (int k = 0; k < PAD_KEYS; k++) {
        key((enum pad_key)k);
        listener(listener_context, "tries", names[k], heard.data);
    }
}

/* Along the keys of a row, back to where it began. */
static void along_row(int from, bool *seen)
{
    for (int steps = 0; steps < VIEW_NODES_MAX; steps++) {
        key(PAD_RIGHT);
        if (ring() == from) {
            return;
        }
        if (!seen[ring()]) {
            tell("ring", ring());
        }
        seen[ring()] = true;
    }
}

static void by_keypad(const struct drawn *p)
{
    bool seen[VIEW_NODES_MAX] = {false};
    arrive(p);
    const int start = ring();
    key(PAD_DOWN); /* the first one only says how keys work */
    tell("wakes", -1);
    for (int steps = 0; start >= 0 && steps < VIEW_NODES_MAX; steps++) {
        key(PAD_DOWN);
        if (seen[ring()]) {
            break;
        }
        seen[ring()] = true;
        tell("ring", ring());
        if (shell.view.nodes[ring()].role == ROLE_KEY) {
            along_row(ring(), seen);
        }
        if (ring() == start) {
            break;
        }
    }
}

/* One command alone, once around. */
static void around(const char *way, void (*next)(void))
{
    const int start = ring();
    for (int steps = 0; start >= 0 && steps < VIEW_NODES_MAX; steps++) {
        next();
        tell(way, ring());
        if (ring() == start) {
            return;
        }
    }
}

static void step(void)
{
    key(PAD_STEP);
}

static void by_switches(const struct drawn *p)
{
    arrive(p);
    app.ring = true;
    around("switch", step);
}

static void press_each(const struct drawn *p)
{
    for (int i = 0; i < p->view->count; i++) {
        arrive(p);
        app.ring = true;
        if (!reach_is_stop(&shell.view, i) || !view_is_target(&shell.view.nodes[i])) {
            continue;
        }
        reach_point(&shell.reach, &shell.view, i);
        key(PAD_SELECT);
        note_act(i);
        tell("key", i);
    }
}

static void by_touch_and_listen(const struct drawn *p)
{
    for (int i = 0; i < p->view->count; i++) {
        const struct view_node *n = &p->view->nodes[i];
        if (!view_is_target(n) || !view_is_live(n, view_has_overlay(p->view))) {
            continue;
        }
        arrive(p);
        app.listen = true;
        tap(&shell.view, i);
        buf_puts(&heard, acts == 0 ? "" : " (acts at once)");
        tell("first", i);
        tap(&shell.view, i);
        note_act(i);
        tell("second", i);
    }
}

static void zone(const char *name)
{
    for (int i = 0; i < shell.dark.count; i++) {
        if (shell.dark.nodes[i].name != NULL && strcmp(shell.dark.nodes[i].name, name) == 0) {
            tap(&shell.dark, i);
            return;
        }
    }
    fprintf(stderr, "ways: the dark screen has no %s\n", name);
    exit(1);
}

static void zone_next(void)
{
    zone("dark.next");
}

static void by_dark_screen(const struct drawn *p)
{
    struct arena frame;
    struct layout_report report;
    arrive(p);
    app.dark = app.ring = shell.was_dark = true;
    arena_init(&frame, dark_frame, sizeof dark_frame);
    screens_build(&app, &frame, &shell.dark);
    screens_place(&app, &shell.env, &frame, &shell.dark, &report);
    around("zone", zone_next);
}

/* The picture is off: what each zone does, from where the page beneath begins. */
static void each_zone(const struct drawn *p)
{
    for (int i = 0; i < p->view->count; i++) {
        struct arena frame;
        struct layout_report report;
        if (!view_is_target(&p->view->nodes[i]) || !view_is_shown(&p->view->nodes[i])) {
            continue;
        }
        arrive(p);
        arena_init(&frame, dark_frame, sizeof dark_frame);
        screens_build_page(&app, &frame, &shell.view);
        screens_place(&app, &shell.env, &frame, &shell.view, &report);
        reach_shown(&shell.reach, &shell.view, app_depth(&app), app.language);
        shell.dark = *p->view;
        app.dark = app.ring = shell.was_dark = true;
        tap(&shell.dark, i);
        listener(listener_context, "zone", p->view->nodes[i].name, heard.data);
    }
}

void ways_go(const struct drawn *p, struct clip_words *clip_words, ways_hear *hear, void *context)
{
    words = clip_words;
    listener = hear;
    listener_context = context;
    arrive(p);
    if (tries_keys()) {
        each_key();
        return;
    }
    if (p->app->dark) {
        each_zone(p);
        return;
    }
    by_keypad(p);
    by_switches(p);
    press_each(p);
    by_touch_and_listen(p);
    by_dark_screen(p);
}
