/* Fingers. A touch speaks when it comes down and acts when it leaves the same target; where she
 * asked for it the first touch only speaks. */
#include "ui/hands.h"

#include "app/settings.h"
#include "ui/keys.h"

#define PRESSED_MAX_MS 5000
#define ARMED_TOLD     3 /* so often a first touch is followed by "touch again" */

void hands_act(struct shell *s, int node)
{
    const struct view_node *n = &s->view.nodes[node];
    struct event e = {.kind = HAPPENED_INTENT,
                      .intent = n->intent.kind,
                      .argument = n->intent.argument,
                      .text = n->intent.text};
    if (n->intent.kind == INTENT_NONE) {
        e.kind = HAPPENED_TOUCH;
    }
    shell_event(s, &e);
}

int hands_greeting_tile(const struct shell *s)
{
    const int i = voice_lit(s->ports.voice, &s->view);
    return i >= 0 && s->view.nodes[i].intent.kind == INTENT_LANGUAGE ? i : -1;
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
    s->armed.times = s->app->visit == NULL && !s->app->listen ? 0 : s->armed.times;
}

/* Says what was touched and waits for the second touch. */
static void arm(struct shell *s, int node)
{
    const struct view_node *n = &s->view.nodes[node];
    const bool closed = (n->state & STATE_DISABLED) != 0;
    s->armed.tag = guide_tag(n);
    s->armed.page = guide_page(&s->view, s->app->language);
    s->armed.at_ms = s->now_ms;
    reach_point(&s->reach, &s->view, node);
    voice_cue(s->ports.voice, closed ? CUE_CANNOT : CUE_TOUCH);
    voice_node(s->ports.voice, s->app, &s->view, node, GUIDE_FOCUSED, s->now_ms);
    if (!closed && s->armed.times < ARMED_TOLD) {
        s->armed.times++;
        voice_then(s->ports.voice, s->app, MSG_LISTEN_AGAIN, s->now_ms);
    }
}

/* True when the touch is done with: it only armed something, or a hand trembled. */
static bool listens(struct shell *s, int node)
{
    const bool again = node >= 0 && guide_tag(&s->view.nodes[node]) == s->armed.tag;
    const uint64_t since = s->now_ms - s->armed.at_ms;
    if (!s->app->listen || node < 0) {
        disarm(s);
        return false;
    }
    if (!again) {
        arm(s, node);
        return true;
    }
    if (since < (uint64_t)s->app->settings->key_double_ms) {
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

static void press(struct shell *s, int x, int y)
{
    s->pressed = view_hit(&s->view, x, y);
    if (listens(s, s->pressed)) {
        s->pressed = -1;
        s->greeted = -1;
        touched(s);
        return;
    }
    s->greeted = s->pressed < 0 && s->app->screen == SCREEN_WELCOME ? hands_greeting_tile(s) : -1;
    s->pressed_at_ms = s->now_ms;
    reach_point(&s->reach, &s->view, s->pressed);
    voice_node(s->ports.voice, s->app, &s->view, s->pressed,
               s->app->listen ? GUIDE_PRESSED : GUIDE_TOUCHED, s->now_ms);
    touched(s);
}

/* Acts on release inside the target, never on the touch itself. */
static void release(struct shell *s, int x, int y)
{
    const int pressed = s->pressed >= 0 ? s->pressed : s->greeted;
    const bool beside = s->pressed < 0;
    s->pressed = -1;
    s->greeted = -1;
    if (beside && pressed >= 0 && view_hit(&s->view, x, y) < 0) { /* she heard her language */
        hands_act(s, pressed);
    } else if (!beside && view_hit(&s->view, x, y) == pressed &&
               s->now_ms - s->pressed_at_ms < PRESSED_MAX_MS) {
        hands_act(s, pressed);
    }
}

/* Where the sheet of a signature stands, or NULL; what lies over it takes the finger. */
static const struct view_node *sheet(struct shell *s)
{
    const bool covered = s->app->overlay != OVERLAY_NONE || app_sheet(s->app) != SHEET_NONE;
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
