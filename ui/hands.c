/* Fingers. A touch speaks when it comes down and acts when it leaves the same target. */
#include "ui/hands.h"

#include "ui/keys.h"

#define PRESSED_MAX_MS 5000

/* The staff gesture: a finger rests in the upper left corner of the welcome page, where nothing is
 * to be touched. */
#define CORNER_UM 25000
#define CORNER_MS 3000

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

static bool in_corner(const struct shell *s, int x, int y)
{
    const int side = CORNER_UM / s->env.um_per_px;
    return s->app->screen == SCREEN_WELCOME && app_depth(s->app) == 0 && x >= 0 && y >= 0 &&
           x < side && y < side;
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

static void press(struct shell *s, int x, int y)
{
    s->pressed = view_hit(&s->view, x, y);
    s->greeted = s->pressed < 0 && s->app->screen == SCREEN_WELCOME ? hands_greeting_tile(s) : -1;
    s->pressed_at_ms = s->now_ms;
    s->corner_ms = s->pressed < 0 && in_corner(s, x, y) ? s->now_ms + 1 : 0;
    reach_point(&s->reach, &s->view, s->pressed);
    voice_node(s->ports.voice, s->app, &s->view, s->pressed, GUIDE_TOUCHED, s->now_ms);
    struct event e = {.kind = HAPPENED_TOUCH};
    shell_event(s, &e);
}

/* Acts on release inside the target, never on the touch itself. */
static void release(struct shell *s, int x, int y)
{
    if (was_gesture(s, x, y)) {
        return;
    }
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
