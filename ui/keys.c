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
    [PAD_SLOWER] = {COMMAND_SLOWER, MSG_KEY_DOES_SLOWER, true},
    [PAD_FASTER] = {COMMAND_FASTER, MSG_KEY_DOES_FASTER, true},
    [PAD_PAUSE] = {COMMAND_PAUSE, MSG_KEY_DOES_PAUSE, false},
    [PAD_STEP] = {COMMAND_NEXT, MSG_KEY_DOES_NEXT, false},
    [PAD_CHOOSE] = {COMMAND_SELECT, MSG_KEY_DOES_PRESS, false},
};

static bool is_switch(enum pad_key key)
{
    return key == PAD_STEP || key == PAD_CHOOSE;
}

/* With this key the ring goes on by itself. */
static bool scans(const struct shell *s, enum pad_key key)
{
    return is_switch(key) && s->app->settings->switch_scan_ms > 0;
}

static struct strike_times times(const struct shell *s, enum pad_key key)
{
    const struct settings *set = s->app->settings;
    return (struct strike_times){.double_ms =
                                     is_switch(key) ? set->switch_double_ms : set->key_double_ms,
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
    case REACH_SLOWER:
        tell_app(s, INTENT_SPEED, -1);
        break;
    case REACH_FASTER:
        tell_app(s, INTENT_SPEED, 1);
        break;
    case REACH_PAUSE:
        tell_app(s, INTENT_PAUSE, 0);
        break;
    case REACH_CANNOT:
        say(s, act->message);
        voice_cue(voice, CUE_CANNOT);
        break;
    }
}

/* How it goes on for who struck this key first; MSG_NONE: by what the key does. */
static enum message_id how(const struct shell *s, enum pad_key key)
{
    if (scans(s, key)) {
        return MSG_SCAN_HOW;
    }
    switch (key) {
    case PAD_STEP:
        return MSG_SWITCH_STEP_HOW;
    case PAD_CHOOSE:
        return MSG_SWITCH_CHOOSE_HOW;
    case PAD_UP:
    case PAD_DOWN:
    case PAD_LEFT:
    case PAD_RIGHT:
    case PAD_SELECT:
        return MSG_KEYS_HOW;
    case PAD_HELP:
    case PAD_LOUDER:
    case PAD_SOFTER:
    case PAD_REPEAT:
    case PAD_SLOWER:
    case PAD_FASTER:
    case PAD_PAUSE:
    case PAD_KEYS:
        break;
    }
    return MSG_NONE;
}

/* The first key shows the ring and says how keys work; on the welcome page the one that chooses
 * takes the language that is greeting. */
static bool wakes(struct shell *s, enum pad_key key)
{
    const int tile = s->app->screen == SCREEN_WELCOME ? hands_greeting_tile(s) : -1;
    const bool first = !s->app->ring;
    present(s);
    if (first && keys[key].command == COMMAND_SELECT && tile >= 0) {
        hands_act(s, tile);
        return true;
    }
    if (first && how(s, key) != MSG_NONE) {
        say(s, how(s, key));
        return true;
    }
    return false;
}

/* Strikes of switches keep the ring going; true when this one only set it going: what it stands on
 * is said, and nothing is chosen that she has not heard. */
static bool sets_going(struct shell *s, enum pad_key key)
{
    const bool rested = !s->scan.on;
    const int node = reach_node(&s->reach, &s->view);
    if (!scans(s, key)) {
        return false;
    }
    scan_start(&s->scan, s->now_ms);
    if (rested && key == PAD_CHOOSE && s->app->overlay != OVERLAY_IDLE) {
        voice_node(s->ports.voice, s->app, &s->view, node, GUIDE_FOCUSED, s->now_ms);
        return true;
    }
    return false;
}

/* Any two keys can be her switches: the first one struck goes on, another one chooses. */
static void learn(struct shell *s, enum pad_key key)
{
    present(s);
    if (!s->app->second_switch) {
        s->step_key = 1 + (int)key;
        s->choose_key = 0;
        tell_app(s, INTENT_SWITCH, 0);
    } else if (s->step_key == 1 + (int)key) {
        say(s, MSG_SWITCHES_SAME);
    } else {
        s->choose_key = 1 + (int)key;
        tell_app(s, INTENT_DISMISS, 0);
        s->message_wanted = MSG_SWITCHES_READY;
    }
}

/* What a key was learned to be. */
static enum pad_key learned(const struct shell *s, enum pad_key key)
{
    if (s->choose_key == 0 || s->app->overlay == OVERLAY_SWITCHES) {
        return key;
    }
    return s->step_key == 1 + (int)key     ? PAD_STEP
           : s->choose_key == 1 + (int)key ? PAD_CHOOSE
                                           : key;
}

/* The staff gesture by keys: left, right, left, right, left, right on the welcome page or out of
 * service, where neither leads anywhere. */
static bool is_knock(struct shell *s, enum command command)
{
    const bool here =
        (s->app->screen == SCREEN_WELCOME || s->app->screen == SCREEN_OUT_OF_SERVICE) &&
        app_depth(s->app) == 0;
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
    if (s->app->overlay == OVERLAY_SWITCHES) {
        learn(s, key);
        return;
    }
    if (s->app->overlay == OVERLAY_KEYS) {
        try_key(s, key);
        return;
    }
    if (is_knock(s, keys[key].command)) {
        return;
    }
    if (wakes(s, key)) {
        if (scans(s, key)) {
            scan_start(&s->scan, s->now_ms);
        }
        return;
    }
    if (!sets_going(s, key)) {
        const struct reach_act act = reach_step(&s->reach, &s->view, keys[key].command);
        carry_out(s, &act);
    }
}

void keys_command(struct shell *s, enum command command)
{
    present(s);
    const struct reach_act act = reach_step(&s->reach, &s->view, command);
    carry_out(s, &act);
}

/* Held long the help key turns the picture off, and on again. */
static void hold_help(struct shell *s)
{
    strike_up(&s->strike, PAD_HELP);
    if (s->app->overlay == OVERLAY_KEYS) { /* the strike opened it */
        tell_app(s, INTENT_DISMISS, 0);
    }
    tell_app(s, INTENT_DARK, !s->app->dark);
}

void keys_down(struct shell *s, enum pad_key struck)
{
    const enum pad_key key = learned(s, struck);
    const struct strike_times t = times(s, key);
    if (strike_down(&s->strike, &t, (int)key, s->now_ms)) {
        strike(s, key);
    }
}

void keys_up(struct shell *s, enum pad_key struck)
{
    strike_up(&s->strike, (int)learned(s, struck));
    strike_up(&s->strike, (int)struck); /* it went down as what it was not yet */
}

/* The ring goes on by itself. */
static void scan(struct shell *s)
{
    if (!s->app->ring) { /* she is gone */
        scan_stop(&s->scan);
        s->step_key = s->choose_key = 0;
    }
    if (s->app->speaking) {
        scan_hear(&s->scan, s->now_ms);
    }
    if (!scan_moves(&s->scan, s->app->settings->switch_scan_ms, s->now_ms)) {
        return;
    }
    const int from = reach_node(&s->reach, &s->view);
    const struct reach_act act = reach_step(&s->reach, &s->view, COMMAND_NEXT);
    if (act.kind == REACH_FOCUS && act.node <= from) {
        scan_round(&s->scan);
    }
    carry_out(s, &act);
}

void keys_tick(struct shell *s)
{
    const struct strike_times t = times(s, PAD_UP);
    int key = 0;
    const bool repeats = strike_repeats(&s->strike, &t, s->now_ms, &key);
    if (repeats && key == PAD_HELP) {
        hold_help(s);
    } else if (repeats && keys[key].repeats) {
        strike(s, (enum pad_key)key);
    }
    scan(s);
}

int keys_deadline_ms(const struct shell *s)
{
    const struct strike_times t = times(s, PAD_UP);
    const int held = strike_deadline_ms(&s->strike, &t, s->now_ms);
    const int step = s->app->speaking
                         ? -1
                         : scan_deadline_ms(&s->scan, s->app->settings->switch_scan_ms, s->now_ms);
    return held < 0 || (step >= 0 && step < held) ? step : held;
}
