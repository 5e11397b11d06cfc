#include "ui/keys.h"

#include "app/settings.h"
#include "ui/hands.h"

#define KNOCKS 6

static const struct key_row {
    enum command command;
    enum message_id does; /* what it says while keys are tried */
    bool repeats;
} keys[PAD_KEYS] = {
    [PAD_UP] = {COMMAND_UP, MSG_KEY_DOES_UP, true},
    [PAD_DOWN] = {COMMAND_DOWN, MSG_KEY_DOES_DOWN, true},
    [PAD_LEFT] = {COMMAND_LEFT, MSG_KEY_DOES_LEFT, false},
    [PAD_RIGHT] = {COMMAND_RIGHT, MSG_KEY_DOES_RIGHT, false},
    [PAD_SELECT] = {COMMAND_SELECT, MSG_KEY_DOES_SELECT, false},
    [PAD_HELP] = {COMMAND_HELP, MSG_KEY_DOES_HELP, false},
    [PAD_LOUDER] = {COMMAND_LOUDER, MSG_KEY_DOES_LOUDER, true},
    [PAD_SOFTER] = {COMMAND_SOFTER, MSG_KEY_DOES_SOFTER, true},
    [PAD_REPEAT] = {COMMAND_REPEAT, MSG_KEY_DOES_REPEAT, false},
};

static struct strike_times times(const struct shell *s)
{
    const struct settings *set = s->app->settings;
    return (struct strike_times){.double_ms = set->key_double_ms,
                                 .repeat_after_ms = set->key_repeat_after_ms,
                                 .repeat_every_ms = set->key_repeat_every_ms};
}

int keys_ring(const struct shell *s)
{
    return s->app->ring ? reach_node(&s->reach, &s->view) : -1;
}

static void say(struct shell *s, enum message_id message)
{
    voice_message(s->ports.voice, s->app, message, s->now_ms);
}

/* Somebody is here and uses keys. */
static void present(struct shell *s)
{
    struct event e = {.kind = HAPPENED_TOUCH, .number = 1};
    shell_event(s, &e);
}

static void tell_app(struct shell *s, enum intent_kind kind, int argument)
{
    struct event e = {.kind = HAPPENED_INTENT, .intent = kind, .argument = argument};
    shell_event(s, &e);
}

/* While keys are tried, each only says what it does; twice the one that chooses or helps ends it.
 */
static void try_key(struct shell *s, enum pad_key key)
{
    const enum command command = keys[key].command;
    const bool ends = command == COMMAND_SELECT || command == COMMAND_HELP;
    present(s);
    if (ends && s->tried == 1 + (int)key) {
        s->tried = 0;
        tell_app(s, INTENT_DISMISS, 0);
        return;
    }
    s->tried = 1 + (int)key;
    say(s, keys[key].does);
}

static void carry_out(struct shell *s, const struct reach_act *act)
{
    struct voice *voice = s->ports.voice;
    switch (act->kind) {
    case REACH_NOTHING:
        break;
    case REACH_FOCUS:
        voice_node(voice, s->app, &s->view, act->node, GUIDE_FOCUSED, s->now_ms);
        break;
    case REACH_PRESS:
        voice_node(voice, s->app, &s->view, act->node, GUIDE_PRESSED, s->now_ms);
        hands_act(s, act->node);
        break;
    case REACH_REPEAT:
        tell_app(s, INTENT_REPLAY, 0);
        break;
    case REACH_HELP:
        s->tried = 0;
        tell_app(s, INTENT_TRY_KEYS, 0);
        break;
    case REACH_LOUDER:
        tell_app(s, INTENT_VOLUME, 1);
        break;
    case REACH_SOFTER:
        tell_app(s, INTENT_VOLUME, -1);
        break;
    case REACH_CANNOT:
        say(s, act->message);
        voice_cue(voice, CUE_CANNOT);
        break;
    }
}

/* The first key shows the ring and says how keys work; on the welcome page the one that chooses
 * takes the language that is greeting. */
static bool wakes(struct shell *s, enum command command)
{
    const int tile = s->app->screen == SCREEN_WELCOME ? hands_greeting_tile(s) : -1;
    const bool first = !s->app->ring;
    present(s);
    if (first && command == COMMAND_SELECT && tile >= 0) {
        hands_act(s, tile);
        return true;
    }
    if (first && (command == COMMAND_SELECT || keys[PAD_UP].command == command ||
                  keys[PAD_DOWN].command == command || keys[PAD_LEFT].command == command ||
                  keys[PAD_RIGHT].command == command)) {
        say(s, MSG_KEYS_HOW);
        return true;
    }
    return false;
}

/* The staff gesture by keys: left, right, left, right, left, right on the welcome page, where
 * neither leads anywhere. */
static bool is_knock(struct shell *s, enum command command)
{
    const bool here = s->app->screen == SCREEN_WELCOME && app_depth(s->app) == 0;
    const enum command wanted = s->knocks % 2 == 0 ? COMMAND_LEFT : COMMAND_RIGHT;
    s->knocks = !here ? 0 : command == wanted ? s->knocks + 1 : command == COMMAND_LEFT;
    if (s->knocks < KNOCKS) {
        return false;
    }
    s->knocks = 0;
    tell_app(s, INTENT_STAFF, 0);
    return true;
}

static void strike(struct shell *s, enum pad_key key)
{
    if (s->app->overlay == OVERLAY_KEYS) {
        try_key(s, key);
        return;
    }
    if (is_knock(s, keys[key].command)) {
        return;
    }
    if (!wakes(s, keys[key].command)) {
        const struct reach_act act = reach_step(&s->reach, &s->view, keys[key].command);
        carry_out(s, &act);
    }
}

void keys_down(struct shell *s, enum pad_key key)
{
    const struct strike_times t = times(s);
    if (strike_down(&s->strike, &t, (int)key, s->now_ms)) {
        strike(s, key);
    }
}

void keys_up(struct shell *s, enum pad_key key)
{
    strike_up(&s->strike, (int)key);
}

void keys_tick(struct shell *s)
{
    const struct strike_times t = times(s);
    int key = 0;
    if (strike_repeats(&s->strike, &t, s->now_ms, &key) && keys[key].repeats) {
        strike(s, (enum pad_key)key);
    }
}

int keys_deadline_ms(const struct shell *s)
{
    const struct strike_times t = times(s);
    return strike_deadline_ms(&s->strike, &t, s->now_ms);
}
