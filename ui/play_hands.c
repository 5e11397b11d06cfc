/* What hands do in a script: fingers, keys, switches. By keys and switches a target is not pointed
 * at: the ring is moved to it, stroke by stroke, and what it stands on must be heard before it is
 * chosen.
 */
#include <stdio.h>
#include <string.h>

#include "app/settings.h"
#include "app/typing/composer.h"
#include "ui/keys.h"
#include "ui/play_inside.h"

#define STEP_MS     20
#define TAPS_MAX    2000
#define STROKES_MAX 600   /* to one target */
#define TURNS_MAX   40    /* of pages, until it is seen */
#define HEAR_MS     60000 /* until the ring's target is being said, behind a closing sentence */

static struct app *app_of(const struct step *s)
{
    return s->play->shell->app;
}

/* --- keys ------------------------------------------------------------------------------------- */

static int key_of(const char *word)
{
    static const char *const names[PAD_KEYS] = {"up",     "down",   "left",   "right",  "select",
                                                "help",   "louder", "softer", "repeat", "slower",
                                                "faster", "pause",  "step",   "choose"};
    int key = 0;
    while (key < PAD_KEYS && strcmp(names[key], word) != 0) {
        key++;
    }
    return key;
}

/* A steady hand on a key of the keypad. */
static bool strike(const struct step *s, enum pad_key key)
{
    struct play *p = s->play;
    const struct settings *set = p->shell->app->settings;
    const int apart = key >= PAD_STEP ? set->switch_double_ms : set->key_double_ms;
    if (p->struck == 1 + (int)key) {
        play_pass(p, apart);
    }
    p->struck = 1 + (int)key;
    if (!p->key(p->context, key, true)) {
        return play_fail(s, "a scripted keypad (devices.keypad = sim:)", "another keypad");
    }
    play_settle(p);
    (void)p->key(p->context, key, false);
    play_settle(p);
    return true;
}

bool play_keys(const struct step *s, const char *rest)
{
    char word[16];
    int used = 0;
    for (; sscanf(rest, "%15s%n", word, &used) == 1; rest += used) {
        const int key = key_of(word);
        if (key == PAD_KEYS) {
            return play_fail(s,
                             "up down left right select help louder softer repeat slower faster "
                             "pause step choose",
                             word);
        }
        if (!strike(s, (enum pad_key)key)) {
            return false;
        }
    }
    return true;
}

/* --- the ring to a target ----------------------------------------------------------------------
 */

/* The first stroke of a shortest way of the ring from a node to another; PAD_KEYS: there is none.
 */
static enum pad_key first_stroke(const struct shell *shell, int from, int to)
{
    static const struct {
        enum pad_key key;
        enum command command;
    } moves[] = {{PAD_DOWN, COMMAND_DOWN},
                 {PAD_UP, COMMAND_UP},
                 {PAD_LEFT, COMMAND_LEFT},
                 {PAD_RIGHT, COMMAND_RIGHT}};
    enum pad_key first[VIEW_NODES_MAX];
    int waiting[VIEW_NODES_MAX], count = 0;
    bool seen[VIEW_NODES_MAX] = {false};
    struct reach r = shell->reach;
    waiting[count++] = from;
    seen[from] = true;
    for (int i = 0; i < count; i++) {
        for (size_t m = 0; m < sizeof moves / sizeof moves[0]; m++) {
            reach_point(&r, &shell->view, waiting[i]);
            const struct reach_act act = reach_step(&r, &shell->view, moves[m].command);
            if (act.kind != REACH_FOCUS || seen[act.node]) {
                continue;
            }
            first[act.node] = i == 0 ? moves[m].key : first[waiting[i]];
            if (act.node == to) {
                return first[to];
            }
            seen[act.node] = true;
            waiting[count++] = act.node;
        }
    }
    return PAD_KEYS;
}

static int node_of(const struct step *s, const char *name)
{
    struct view *v = &s->play->shell->view;
    const struct view_node *n = view_find(v, name);
    return n == NULL ? -1 : (int)(n - v->nodes);
}

/* A key of what is private keeps silent in the room. */
static bool is_hushed(const struct step *s, const char *name)
{
    const int node = node_of(s, name);
    const struct view_node *n = node < 0 ? NULL : &s->play->shell->view.nodes[node];
    return n != NULL && n->role == ROLE_KEY && (n->private_ || n->say[0].private_) &&
           !app_private_aloud(app_of(s));
}

/* Nothing is chosen that was not heard: this is being said. */
static bool hear(const struct step *s, const char *name)
{
    struct shell *shell = s->play->shell;
    if (is_hushed(s, name)) {
        return true;
    }
    for (int ms = 0; ms < HEAR_MS; ms += STEP_MS) {
        if (voice_lit(shell->ports.voice, &shell->view) == node_of(s, name)) {
            return true;
        }
        play_pass(s->play, STEP_MS);
    }
    return play_fail(s, name, "reached, and not a word of it was heard");
}

static enum pad_key choosing(const struct step *s)
{
    return s->play->way == PLAY_BY_KEYS ? PAD_SELECT : PAD_CHOOSE;
}

/* Whether keys of what is private are to be read out in the room: no. */
static const char *asked_first(const struct step *s, const char *name)
{
    const bool asked = strncmp(name, "key-", 4) == 0 && node_of(s, "read.no") >= 0;
    return asked ? "read.no" : name;
}

/* Moves the ring onto the target, where what it came to must be heard. */
static bool reach(const struct step *s, const char *name)
{
    const struct shell *shell = s->play->shell;
    for (int strokes = 0; strokes < STROKES_MAX; strokes++) {
        const char *next = asked_first(s, name);
        const int to = node_of(s, next);
        const int now = keys_ring(shell);
        if (to >= 0 && now == to && next == name) {
            return strokes == 0 || hear(s, name);
        }
        if (to >= 0 && now == to) {
            if (!hear(s, next) || !strike(s, choosing(s))) {
                return false;
            }
            continue;
        }
        if (to < 0 || !reach_is_stop(&shell->view, to)) {
            return play_fail(s, next, "nothing the ring comes to");
        }
        const enum pad_key key = s->play->way == PLAY_BY_SWITCHES ? PAD_STEP
                                 : now < 0 ? PAD_DOWN /* the first stroke shows the ring */
                                           : first_stroke(shell, now, to);
        if (key == PAD_KEYS || !strike(s, key)) {
            return play_fail(s, next, "no way of the ring to it");
        }
    }
    return play_fail(s, name, "too many strokes");
}

static bool press_by_keys(const struct step *s, const char *name)
{
    const struct view *v = &s->play->shell->view;
    const int node = node_of(s, name), now = keys_ring(s->play->shell);
    const bool main = node >= 0 && v->nodes[node].look == LOOK_MAIN && now >= 0 &&
                      v->nodes[now].role != ROLE_KEY && s->play->way == PLAY_BY_KEYS &&
                      v->nodes[node].zone == ZONE_ACTIONS;
    if (main) {
        return strike(s, PAD_RIGHT);
    }
    return reach(s, name) && strike(s, choosing(s));
}

/* --- fingers ---------------------------------------------------------------------------------- */

/* A target that is seen, by its name; NULL and said when there is none. */
static const struct view_node *target(const struct step *s, const char *name)
{
    const struct view_node *n = view_find(shell_seen(s->play->shell), name);
    if (n == NULL || !view_is_target(n) || !view_is_shown(n)) {
        play_fail(s, name, n == NULL ? "no such target on this screen" : "not a target");
        return NULL;
    }
    return n;
}

/* Tells who keeps an account of it. */
static void note(const struct step *s, int x, int y, int ms)
{
    const struct play *p = s->play;
    if (p->touched != NULL) {
        p->touched(p->context, p->shots, x, y, ms);
    }
}

bool play_touch(const struct step *s, const char *name)
{
    const struct view_node *n = target(s, name);
    if (n == NULL) {
        return false;
    }
    note(s, n->rect.x + n->rect.w / 2, n->rect.y + n->rect.h / 2, 0);
    shell_tap(s->play->shell, n->rect.x + n->rect.w / 2, n->rect.y + n->rect.h / 2);
    play_settle(s->play);
    return true;
}

/* As often as it must be touched: once, or once to hear it and, when the hand is steady, again. */
static bool press_by_touch(const struct step *s, const char *name)
{
    if (!play_touch(s, name)) {
        return false;
    }
    if (s->play->shell->armed.tag == 0) {
        return true;
    }
    if (!hear(s, name)) {
        return false;
    }
    play_pass(s->play, app_of(s)->settings->key_double_ms);
    return play_touch(s, name);
}

static bool press(const struct step *s, const char *name)
{
    return s->play->way == PLAY_BY_TOUCH ? press_by_touch(s, name) : press_by_keys(s, name);
}

/* Letters and the list they find do not stand together in every shape: the one wanted is shown. */
static bool show_side(const struct step *s, const char *name)
{
    struct view *v = &s->play->shell->view;
    const struct visit *visit = app_of(s)->visit;
    const bool letters = strncmp(name, "key-", 4) == 0 || strncmp(name, "letter.", 7) == 0;
    const bool found = strncmp(name, "pick.", 5) == 0 || strncmp(name, "choice.", 7) == 0;
    const struct view_node *n = view_find(v, name);
    const bool there = n != NULL && view_is_shown(n);
    if (there || visit == NULL || view_find(v, "typing") == NULL ||
        !((letters && !visit->typing) || (found && visit->typing))) {
        return true;
    }
    return press(s, "typing");
}

/* Turns pages until the target is there. */
static bool reveal(const struct step *s, const char *name)
{
    struct view *v = &s->play->shell->view;
    if (!show_side(s, name)) {
        return false;
    }
    for (int turns = 0; turns < TURNS_MAX; turns++) {
        const struct view_node *n = view_find(v, name), *more = view_find(v, "more");
        if ((n != NULL && view_is_shown(n)) || more == NULL || !view_is_shown(more)) {
            return true; /* or target() says that it is not */
        }
        if (!press(s, "more")) {
            return false;
        }
    }
    return play_fail(s, name, "on none of the pages");
}

/* What the reference drawing turns with its own button is dealt in pages elsewhere. */
static const char *name_here(const struct step *s, const char *name)
{
    struct view *v = &s->play->shell->view;
    const bool dealt = strcmp(name, "page.down") == 0 && view_find(v, name) == NULL;
    return dealt ? "more" : name;
}

static bool tap_node(const struct step *s, const char *wanted)
{
    const char *name = name_here(s, wanted);
    const bool seen_by_place = s->play->way == PLAY_BY_TOUCH && app_of(s)->dark;
    return (seen_by_place || reveal(s, name)) && press(s, name);
}

bool play_tap(const struct step *s, const char *rest)
{
    int x = 0;
    int y = 0;
    if (rest[0] != '@') {
        return tap_node(s, rest);
    }
    if (sscanf(rest, "@%d,%d", &x, &y) != 2) {
        return play_fail(s, "tap @X,Y", rest);
    }
    shell_tap(s->play->shell, x, y);
    play_settle(s->play);
    return true;
}

/* A stroke across the sheet of a signature: "sign 10,80 90,20" in percent of it. */
bool play_sign(const struct step *s, const char *rest)
{
    int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    const struct view_node *n = view_find(&s->play->shell->view, "sign");
    if (n == NULL || sscanf(rest, "%d,%d %d,%d", &x0, &y0, &x1, &y1) != 4) {
        return play_fail(s, "sign X,Y X,Y on the page of a signature", rest);
    }
    const struct rect r = n->rect;
    shell_draw(s->play->shell, r.x + r.w * x0 / 100, r.y + r.h * y0 / 100, r.x + r.w * x1 / 100,
               r.y + r.h * y1 / 100);
    play_settle(s->play);
    return true;
}

static bool hold_key(const struct step *s, enum pad_key key, int ms)
{
    struct play *p = s->play;
    if (key == PAD_KEYS || !p->key(p->context, key, true)) {
        return play_fail(s, "hold pad.KEY MS with a scripted keypad", "another keypad or key");
    }
    play_pass(p, ms);
    (void)p->key(p->context, key, false);
    play_settle(p);
    return true;
}

/* A finger that rests on a target or a point, or on a key of the keypad (pad.help). */
bool play_hold(const struct step *s, const char *rest)
{
    char name[64];
    int ms = 0, x = 0, y = 0;
    if (sscanf(rest, "%63s %d", name, &ms) != 2) {
        return play_fail(s, "hold NAME|@X,Y|pad.KEY MS", rest);
    }
    if (strncmp(name, "pad.", 4) == 0) {
        return hold_key(s, (enum pad_key)key_of(name + 4), ms);
    }
    if (sscanf(name, "@%d,%d", &x, &y) != 2) {
        const struct view_node *n = target(s, name);
        if (n == NULL) {
            return false;
        }
        x = n->rect.x + n->rect.w / 2;
        y = n->rect.y + n->rect.h / 2;
    }
    note(s, x, y, ms);
    shell_press(s->play->shell, x, y);
    play_pass(s->play, ms);
    shell_release(s->play->shell, x, y);
    play_settle(s->play);
    return true;
}

bool play_language(const struct step *s, const char *rest)
{
    char name[64];
    snprintf(name, sizeof name, "lang.%s", rest);
    return tap_node(s, name);
}

/* What is typed into; NULL where nothing is. */
static const struct composer *composer_of(const struct step *s)
{
    const struct app *a = app_of(s);
    const char *screen = s->play->shell->view.screen;
    if (strcmp(screen, "setup") == 0) {
        return a->setup.composer.text != NULL && a->setup.step != SETUP_PIN ? &a->setup.composer
                                                                            : NULL;
    }
    if (strcmp(screen, "wifi-network") == 0) {
        return a->wifi.types ? &a->wifi.composer : NULL;
    }
    if (strcmp(screen, "studio-person") == 0) {
        return &a->studio.composer;
    }
    const bool typed = strncmp(screen, "question-", 9) == 0 || strcmp(screen, "search") == 0;
    return typed && a->visit != NULL ? a->visit->composer : NULL;
}

/* One tap per key, the way a person finds each letter (composer_next_tap). */
static bool type_text(const struct step *s, const char *text)
{
    const struct composer *composer = composer_of(s);
    const char *name = NULL;
    for (int taps = 0; taps < TAPS_MAX; taps++) {
        if (composer_next_tap(composer, text, &name)) {
            if (!tap_node(s, name)) {
                return false;
            }
            continue;
        }
        return name == NULL || play_fail(s, text, composer->text);
    }
    return play_fail(s, text, "more taps than a text can need");
}

/* Digits of a number pad: keys named key-0 to key-9. */
static bool type_digits(const struct step *s, const char *digits)
{
    for (; *digits != '\0'; digits++) {
        const char name[] = {'k', 'e', 'y', '-', *digits, '\0'};
        if (!tap_node(s, name)) {
            return false;
        }
    }
    return true;
}

bool play_type(const struct step *s, const char *rest)
{
    struct view *v = &s->play->shell->view;
    if (strncmp(v->screen, "question-date", 13) == 0 || strcmp(v->screen, "question-time") == 0 ||
        strcmp(v->screen, "type-id") == 0 || strcmp(v->screen, "slip") == 0 ||
        strcmp(v->screen, "year") == 0 || strcmp(v->screen, "staff-pin") == 0 ||
        strcmp(v->screen, "staff-badge") == 0 ||
        (strcmp(v->screen, "setup") == 0 && composer_of(s) == NULL)) {
        return type_digits(s, rest);
    }
    if (composer_of(s) == NULL) {
        return play_fail(s, "a screen with a keyboard", v->screen);
    }
    return type_text(s, rest);
}

bool play_by(const struct step *s, const char *rest)
{
    static const char *const ways[] = {
        [PLAY_BY_TOUCH] = "touch", [PLAY_BY_KEYS] = "keys", [PLAY_BY_SWITCHES] = "switches"};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        if (strcmp(ways[i], rest) == 0) {
            s->play->way = (enum play_way)i;
            return true;
        }
    }
    return play_fail(s, "by touch, keys or switches", rest);
}
