/* What a script expects, and how long it waits for it. */
#include <stdio.h>
#include <string.h>

#include "ui/keys.h"
#include "ui/play_inside.h"

#define EXPECT_WORDS                                                                               \
    "expect screen|seen|live|text|absent|heard|unheard|sound|ring|printed|state|saved"
#define STATE_MS 20000  /* real milliseconds for expect state */
#define FLEET_MS 180000 /* ... for what a server and its kiosk agree on */

static bool shows(const struct step *s, const char *text)
{
    const struct view *v = &s->play->shell->view;
    for (int i = 0; i < v->count; i++) {
        const struct view_node *n = &v->nodes[i];
        const char *const parts[] = {n->label, n->sub, n->value};
        for (int j = 0; j < 3; j++) {
            if (parts[j] != NULL && strstr(parts[j], text) != NULL) {
                return true;
            }
        }
    }
    return false;
}

static bool expect_text(const struct step *s, const char *text)
{
    return shows(s, text) || play_fail(s, text, "no such text on the screen");
}

static bool expect_absent(const struct step *s, const char *text)
{
    return !shows(s, text) || play_fail(s, text, "that text is on the screen");
}

/* The app asks again as its clock goes; here that stands still, so the script asks for it. */
static void ask_portal(struct shell *shell, int waited)
{
    const struct effects fx = {.list = {{FX_ASK, PORTAL_STATUS}}, .count = 1};
    if (waited % 200 == 0 && shell->app->visit != NULL && shell->app->visit->stored) {
        effects_carry_out(shell, &fx);
    }
}

/* Whether the courier reaches the portal: it says so to whoever asks. */
static bool expect_online(const struct step *s)
{
    struct shell *shell = s->play->shell;
    const struct effects fx = {.list = {{FX_ASK, PORTAL_CHECK}}, .count = 1};
    for (int waited = 0; waited < STATE_MS && !shell->app->online; waited += 20) {
        if (waited % 200 == 0) {
            effects_carry_out(shell, &fx);
        }
        s->play->real_wait(20);
        shell_turn(shell, 0);
    }
    return shell->app->online || play_fail(s, "online", "no portal answers");
}

/* The courier seals in its own time: staff's page looks again and again. */
static bool expect_carried(const struct step *s)
{
    struct shell *shell = s->play->shell;
    for (int waited = 0; waited < STATE_MS; waited += 20) {
        if (shell->app->staff.carried.word == CARRY_WRITTEN) {
            return true;
        }
        s->play->real_wait(20);
        play_pass(s->play, 100);
    }
    return play_fail(s, "carried", "the courier has not sealed all");
}

static bool expect_state(const struct step *s, const char *word)
{
    if (strcmp(word, "carried") == 0) {
        return expect_carried(s);
    }
    if (strcmp(word, "online") == 0) {
        return expect_online(s);
    }
    static const char *const words[] = {"unknown", "saved", "sent", "received", "held"};
    const struct app *a = s->play->shell->app;
    enum portal_stage stage = STAGE_UNKNOWN;
    for (int waited = 0; waited < STATE_MS; waited += 20) {
        stage = a->visit == NULL ? STAGE_UNKNOWN : a->visit->stage;
        if (strcmp(words[stage], word) == 0) {
            return true;
        }
        ask_portal(s->play->shell, waited);
        s->play->real_wait(20);
        shell_turn(s->play->shell, 0);
    }
    return play_fail(s, word, words[stage]);
}

/* What a citizen sees as saved: told with its uuid, for tests that count what was promised. */
static bool expect_saved(const struct step *s)
{
    struct play *p = s->play;
    const struct app *a = p->shell->app;
    char line[64];
    for (int waited = 0; waited < STATE_MS && a->visit != NULL && !a->visit->stored; waited += 2) {
        p->real_wait(2);
        shell_turn(p->shell, 0);
    }
    if (a->visit == NULL || !a->visit->stored || p->shell->shown_revision != a->revision) {
        return play_fail(s, "a picture that says saved", p->shell->view.screen);
    }
    snprintf(line, sizeof line, "saved %s", a->visit->uuid);
    p->say(p->context, line);
    return true;
}

static bool expect_printed(const struct step *s, const char *number)
{
    char got[16];
    play_settle(s->play);
    snprintf(got, sizeof got, "%d", s->play->shell->printed);
    return strcmp(got, number) == 0 || play_fail(s, number, got);
}

/* Where the ring of keys and switches stands. */
static bool expect_ring(const struct step *s, const char *name)
{
    const struct shell *shell = s->play->shell;
    const int node = keys_ring(shell);
    const char *got = node < 0 ? "no ring" : shell->view.nodes[node].name;
    return strcmp(got, name) == 0 || play_fail(s, name, got);
}

/* Is what lies under the camera seen, before the still? */
static bool expect_live(const struct step *s, const char *wanted)
{
    play_settle(s->play);
    const struct view_node *photo = view_find(&s->play->shell->view, "photo");
    const bool aims = photo != NULL && (photo->state & STATE_CURRENT) != 0;
    const char *got = !aims ? "none" : photo->bytes != NULL ? "on" : "off";
    return strcmp(got, wanted) == 0 || play_fail(s, wanted, got);
}

/* Until the rig says yes: "await fleet is FINISHED". */
static bool await_fleet(const struct step *s, const char *rest)
{
    const struct play *p = s->play;
    for (int waited = 0; waited < FLEET_MS; waited += 20) {
        if (waited % 400 == 0 && p->rig(p->context, "fleet", rest)) {
            return true;
        }
        p->real_wait(20);
        play_pass(s->play, 100);
    }
    return play_fail(s, rest, "the fleet's server and this kiosk do not agree on that");
}

/* What others bring about: the kiosk's clock goes five times as fast as theirs meanwhile. */
bool play_await(const struct step *s, const char *rest)
{
    const struct play *p = s->play;
    char what[16];
    int used = 0;
    if (sscanf(rest, "%15s %n", what, &used) == 1 && strcmp(what, "fleet") == 0) {
        return await_fleet(s, rest + used);
    }
    if (used == 0 || (strcmp(what, "text") != 0 && strcmp(what, "screen") != 0)) {
        return play_fail(s, "await screen|text|fleet", rest);
    }
    const bool text = strcmp(what, "text") == 0;
    for (int waited = 0; waited < STATE_MS; waited += 20) {
        if (text ? shows(s, rest + used) : strcmp(p->shell->view.screen, rest + used) == 0) {
            return true;
        }
        p->real_wait(20);
        play_pass(s->play, 100);
    }
    return play_fail(s, rest, p->shell->view.screen);
}

bool play_expect(const struct step *s, const char *rest)
{
    char what[16];
    int used = 0;
    if (sscanf(rest, "%15s %n", what, &used) != 1) {
        return play_fail(s, EXPECT_WORDS, rest);
    }
    const char *value = rest + used;
    if (strcmp(what, "saved") == 0) {
        return expect_saved(s);
    }
    if (strcmp(what, "screen") == 0) {
        const char *screen = s->play->shell->view.screen;
        return strcmp(screen, value) == 0 || play_fail(s, value, screen);
    }
    if (strcmp(what, "seen") == 0) { /* "dark" while the picture is off */
        const char *screen = shell_seen(s->play->shell)->screen;
        return strcmp(screen, value) == 0 || play_fail(s, value, screen);
    }
    if (strcmp(what, "text") == 0) {
        return expect_text(s, value);
    }
    if (strcmp(what, "absent") == 0) {
        return expect_absent(s, value);
    }
    if (strcmp(what, "heard") == 0) {
        return s->play->shell->ports.voice->heard[message_find(value)] ||
               play_fail(s, value, "not heard");
    }
    if (strcmp(what, "unheard") == 0) {
        return !s->play->shell->ports.voice->heard[message_find(value)] ||
               play_fail(s, "nothing of it", value);
    }
    if (strcmp(what, "sound") == 0) {
        const bool in = s->play->in_headphones(s->play->context);
        const char *got = in ? "headphones" : "loudspeaker";
        return strcmp(got, value) == 0 || play_fail(s, value, got);
    }
    if (strcmp(what, "ring") == 0) {
        return expect_ring(s, value);
    }
    if (strcmp(what, "live") == 0) {
        return expect_live(s, value);
    }
    if (strcmp(what, "printed") == 0) {
        return expect_printed(s, value);
    }
    if (strcmp(what, "state") == 0) {
        return expect_state(s, value);
    }
    return play_fail(s, EXPECT_WORDS, what);
}
