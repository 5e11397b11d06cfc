/* Fingers. A touch speaks when it comes down and acts when it leaves the same target; where she
 * asked for it the first touch only speaks. */
#include "ui/hands.h"

#include "app/settings.h"
#include "ui/keys.h"

#define PRESSED_MAX_MS 5000
#define DARK_HOLD_MS   3000 /* a hand that rests so long on the dark screen brings it back */
#define ARMED_TOLD     3    /* so often a first touch is followed by "touch again" */

/* The staff gesture: a finger rests in the upper left corner, where nothing is to be touched on any
 * page. */
#define CORNER_UM 25000
#define CORNER_MS 3000

static void act(struct shell *s, const struct view_node *n)
{
    if (n->intent.kind == INTENT_COMMAND) {
        keys_command(s, (enum command)n->intent.argument);
        return;
    }
    struct event e = {.kind = HAPPENED_INTENT,
                      .intent = n->intent.kind,
                      .argument = n->intent.argument,
                      .text = n->intent.text};
    if (n->intent.kind == INTENT_NONE) {
        e.kind = HAPPENED_TOUCH;
    }
    shell_event(s, &e);
}

void hands_act(struct shell *s, int node)
{
    act(s, &s->view.nodes[node]);
}

int hands_greeting_tile(const struct shell *s)
{
    const int i = voice_lit(s->ports.voice, &s->view);
    return i >= 0 && s->view.nodes[i].intent.kind == INTENT_LANGUAGE ? i : -1;
}

static bool in_corner(const struct shell *s, int x, int y)
{
    const int side = CORNER_UM / s->env.um_per_px;
    return app_depth(s->app) == 0 && x >= 0 && y >= 0 && x < side && y < side;
}

/* True when a finger that rested in the corner leaves it after long enough. */
static bool was_gesture(struct shell *s, int x, int y)
{
    const uint64_t since = s->corner_ms;
    s->corner_ms = 0;
    if (since == 0 || !in_corner(s, x, y) || s->now_ms + 1 - since < CORNER_MS) {
        return false;
    }
    s->pressed = -1;
    s->greeted = -1;
    struct event e = {.kind = HAPPENED_INTENT, .intent = INTENT_STAFF};
    shell_event(s, &e);
    return true;
}

/* --- a touch to hear, another one to choose --------------------------------------------------- */

static void disarm(struct shell *s)
{
    s->armed.tag = 0;
}

void hands_shown(struct shell *s)
{
    if (s->armed.tag != 0 && (guide_page(&s->view, s->app->language) != s->armed.page ||
                              guide_find(&s->view, s->armed.tag) < 0)) {
        disarm(s);
    }
    s->armed.times = s->app->visit == NULL ? 0 : s->armed.times;
}

/* Says what was touched and waits for the second touch. */
static void arm(struct shell *s, const struct view *seen, int node)
{
    const struct view_node *n = &seen->nodes[node];
    const bool closed = (n->state & STATE_DISABLED) != 0;
    s->armed.tag = guide_tag(n);
    s->armed.page = guide_page(&s->view, s->app->language);
    s->armed.at_ms = s->now_ms;
    reach_point(&s->reach, &s->view, guide_find(&s->view, s->armed.tag));
    voice_node(s->ports.voice, s->app, seen, node, GUIDE_FOCUSED, s->now_ms);
    voice_cue(s->ports.voice, closed ? CUE_CANNOT : CUE_TOUCH);
    if (!closed && s->armed.times < ARMED_TOLD) {
        s->armed.times++;
        voice_then(s->ports.voice, s->app, MSG_LISTEN_AGAIN, s->now_ms);
    }
}

/* A first touch only speaks where she asked for it, and for who does not see: but the dark screen's
 * zones are found by their place, and act at once. */
static bool speaks_first(const struct shell *s, const struct view *seen, int node)
{
    return node >= 0 && (s->app->listen || s->was_dark) &&
           seen->nodes[node].intent.kind != INTENT_COMMAND;
}

/* True when the touch is done with: it only armed something, or a hand trembled. */
static bool listens(struct shell *s, const struct view *seen, int node)
{
    if (!speaks_first(s, seen, node)) {
        disarm(s);
        return false;
    }
    if (guide_tag(&seen->nodes[node]) != s->armed.tag) {
        arm(s, seen, node);
        return true;
    }
    if (s->now_ms - s->armed.at_ms < (uint64_t)s->app->settings->key_double_ms) {
        return true;
    }
    disarm(s);
    return false;
}

/* --- touches ---------------------------------------------------------------------------------- */

static void touched(struct shell *s)
{
    struct event e = {.kind = HAPPENED_TOUCH};
    shell_event(s, &e);
}

/* What a finger that came down is told: zones of the dark screen speak when they act. */
static void answer(struct shell *s, const struct view *seen)
{
    const bool second = s->pressed >= 0 && (s->app->listen || s->was_dark);
    if (!s->was_dark || (second && seen->nodes[s->pressed].intent.kind != INTENT_COMMAND)) {
        voice_node(s->ports.voice, s->app, seen, s->pressed, second ? GUIDE_PRESSED : GUIDE_TOUCHED,
                   s->now_ms);
    } else if (s->pressed < 0) {
        voice_message(s->ports.voice, s->app, MSG_DARK_HOW, s->now_ms);
    }
}

static void press(struct shell *s, int x, int y)
{
    const struct view *seen = shell_seen(s);
    s->pressed = view_hit(seen, x, y);
    s->pressed_at_ms = s->now_ms;
    s->hand_rests = s->was_dark;
    s->greeted = -1;
    s->corner_ms = s->pressed < 0 && !s->was_dark && in_corner(s, x, y) ? s->now_ms + 1 : 0;
    if (listens(s, seen, s->pressed)) {
        s->pressed = -1;
        touched(s);
        return;
    }
    if (s->pressed < 0 && s->app->screen == SCREEN_WELCOME && !s->was_dark) {
        s->greeted = hands_greeting_tile(s);
    }
    if (!s->was_dark) {
        reach_point(&s->reach, &s->view, s->pressed);
    }
    answer(s, seen);
    touched(s);
}

/* Acts on release inside the target, never on the touch itself. */
static void release(struct shell *s, int x, int y)
{
    if (was_gesture(s, x, y)) {
        return;
    }
    const struct view *seen = shell_seen(s);
    const int pressed = s->pressed >= 0 ? s->pressed : s->greeted;
    const bool beside = s->pressed < 0;
    s->pressed = -1;
    s->greeted = -1;
    s->hand_rests = false;
    if (beside && pressed >= 0 && view_hit(seen, x, y) < 0) { /* she heard her language */
        act(s, &seen->nodes[pressed]);
    } else if (!beside && view_hit(seen, x, y) == pressed &&
               s->now_ms - s->pressed_at_ms < PRESSED_MAX_MS) {
        act(s, &seen->nodes[pressed]);
    }
}

void hands_tick(struct shell *s)
{
    if (hands_deadline_ms(s) != 0) {
        return;
    }
    s->hand_rests = false;
    s->pressed = -1;
    struct event e = {.kind = HAPPENED_INTENT, .intent = INTENT_DARK};
    shell_event(s, &e);
}

int hands_deadline_ms(const struct shell *s)
{
    if (!s->hand_rests || !s->app->dark) {
        return -1;
    }
    const uint64_t due = s->pressed_at_ms + DARK_HOLD_MS;
    return due <= s->now_ms ? 0 : (int)(due - s->now_ms);
}

/* Where the sheet of a signature stands, or NULL; what lies over it takes the finger. */
static const struct view_node *sheet(struct shell *s)
{
    const bool covered =
        s->app->dark || s->app->overlay != OVERLAY_NONE || app_sheet(s->app) != SHEET_NONE;
    const struct view_node *n = covered ? NULL : view_find(&s->view, "sign");
    return n != NULL && n->look == LOOK_SIGN && view_is_shown(n) && n->rect.w > 0 && n->rect.h > 0
               ? n
               : NULL;
}

/* A finger on the sheet draws and presses nothing. */
static bool sign(struct shell *s, const struct input *in)
{
    const struct view_node *n = sheet(s);
    const bool began = in->kind == INPUT_DOWN && n != NULL && in->x >= n->rect.x &&
                       in->y >= n->rect.y && in->x < n->rect.x + n->rect.w &&
                       in->y < n->rect.y + n->rect.h;
    if (n == NULL || (!began && !s->signing) ||
        (in->kind != INPUT_DOWN && in->kind != INPUT_MOVE && in->kind != INPUT_UP)) {
        s->signing = false;
        return false;
    }
    s->signing = in->kind != INPUT_UP;
    struct event e = {.kind = HAPPENED_PEN,
                      .intent = in->kind == INPUT_DOWN   ? PEN_DOWN
                                : in->kind == INPUT_MOVE ? PEN_MOVE
                                                         : PEN_UP,
                      .argument = (in->x - n->rect.x) * n->number / n->rect.w,
                      .number = (in->y - n->rect.y) * n->total / n->rect.h};
    shell_event(s, &e);
    return true;
}

void hands_input(struct shell *s, const struct input *in)
{
    if (sign(s, in)) {
        return;
    }
    switch (in->kind) {
    case INPUT_DOWN:
        press(s, in->x, in->y);
        break;
    case INPUT_UP:
        release(s, in->x, in->y);
        break;
    case INPUT_CANCEL:
        s->pressed = -1;
        s->hand_rests = false;
        s->corner_ms = 0;
        break;
    case INPUT_KEY:
        keys_down(s, in->key);
        break;
    case INPUT_KEY_UP:
        keys_up(s, in->key);
        break;
    case INPUT_QUIT:
        s->quit = true;
        break;
    case INPUT_MOVE:
    case INPUT_WAKE:
    case INPUT_NONE:
        break;
    }
}
