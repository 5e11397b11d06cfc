#include "ui/play.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/settings.h"
#include "ui/play_inside.h"
#include "ui/scene.h"

#define TYPED_MS       500 /* real, for a line of keys */
#define LINE_MAX_BYTES 4096
#define STEP_MS        20    /* virtual milliseconds a turn */
#define SPEECH_MS      90000 /* longest virtual wait for silence */
#define SCENE_MAX      65536

static struct app *shell_app_of(const struct step *s)
{
    return s->play->shell->app;
}

bool play_fail(const struct step *s, const char *wanted, const char *got)
{
    char text[600];
    snprintf(text, sizeof text, "%s:%d: wanted %.200s, got %.300s", s->play->file, s->line, wanted,
             got);
    s->play->say(s->play->context, text);
    return false;
}

/* Lets virtual time pass in small turns; workers get real time when they have work. */
void play_pass(struct play *p, int ms)
{
    struct port_clock *clock = p->shell->ports.clock;
    for (int done = 0; done < ms; done += STEP_MS) {
        clock->ops->pass(clock, STEP_MS);
        p->passed(p->context, clock->ops->now_ms(clock));
        shell_turn(p->shell, 0);
    }
}

/* Turns until the workers rest, so that a script never races them. */
void play_settle(struct play *p)
{
    shell_turn(p->shell, 0);
    for (int i = 0; i < 2000 && shell_busy(p->shell); i++) {
        p->real_wait(2);
        shell_turn(p->shell, 0);
    }
    shell_turn(p->shell, 0);
}

static void picture(struct play *p, const char *name)
{
    char path[400];
    if (p->out == NULL) {
        return;
    }
    snprintf(path, sizeof path, "%s/shots/%02d-%s.png", p->out, ++p->shots, name);
    p->write_picture(p->context, path);
}

static void scene(struct play *p, const char *name)
{
    static const size_t size = SCENE_MAX;
    char path[400];
    char text[SCENE_MAX];
    struct buf out;
    if (p->out == NULL) {
        return;
    }
    buf_init(&out, text, size);
    scene_write(&p->shell->view, app_language(p->shell->app), &out);
    snprintf(path, sizeof path, "%s/scene/%02d-%s.scene", p->out, p->shots, name);
    p->write_text(p->context, path, out.data, out.len);
}

/* One line for people: the screen and its title. */
static void tell(struct play *p)
{
    char line[200];
    const struct view_node *title = view_find(&p->shell->view, "title");
    snprintf(line, sizeof line, "%2d  %-18s %.120s", p->shots, p->shell->view.screen,
             title == NULL || title->label == NULL ? "" : title->label);
    for (char *c = strchr(line, '\n'); c != NULL; c = strchr(c, '\n')) {
        *c = ' ';
    }
    p->say(p->context, line);
}

/* A picture and a scene of each screen when it is first seen. */
static void look(struct play *p)
{
    const struct view *v = &p->shell->view;
    char name[48];
    const struct app *a = p->shell->app;
    snprintf(name, sizeof name, "%s%s%d", v->screen, a->overlay != OVERLAY_NONE ? "-over" : "",
             a->visit != NULL && a->screen == SCREEN_QUESTION ? a->visit->page : 0);
    if (!p->every_screen || strcmp(name, p->last_screen) == 0) {
        return;
    }
    snprintf(p->last_screen, sizeof p->last_screen, "%s", name);
    if (p->every_picture) {
        picture(p, v->screen);
    } else {
        p->shots++;
    }
    scene(p, v->screen);
    tell(p);
}

static bool verb_scan(const struct step *s, const char *rest)
{
    if (!s->play->scan(s->play->context, rest)) {
        return play_fail(s, "a scripted scanner (--scanner sim:)", "another scanner");
    }
    play_settle(s->play);
    play_pass(s->play, 200);
    return true;
}

static bool verb_camera(const struct step *s, const char *rest)
{
    play_settle(s->play); /* nobody looks through it while it is changed */
    if (!s->play->camera(s->play->context, rest)) {
        return play_fail(s, "a scripted camera (--camera sim:)", "another camera");
    }
    play_pass(s->play, 200);
    play_settle(s->play);
    return true;
}

static bool verb_headphones(const struct step *s, const char *rest)
{
    const bool in = strcmp(rest, "in") == 0;
    if ((!in && strcmp(rest, "out") != 0) || !s->play->jack(s->play->context, in)) {
        return play_fail(s, "headphones in|out with a scripted jack (devices.jack = sim:)", rest);
    }
    play_settle(s->play);
    return true;
}

static bool wait_speech(const struct step *s)
{
    play_pass(s->play, STEP_MS);
    for (int done = 0; done < SPEECH_MS && shell_app_of(s)->speaking; done += STEP_MS) {
        play_pass(s->play, STEP_MS);
    }
    if (shell_app_of(s)->speaking) {
        return play_fail(s, "silence within 90 s", "still speaking");
    }
    return true;
}

static bool verb_wait(const struct step *s, const char *rest)
{
    char *unit = NULL;
    if (strcmp(rest, "speech") == 0) {
        return wait_speech(s);
    }
    const long number = strtol(rest, &unit, 10);
    if (strcmp(unit, "ms") == 0) {
        play_pass(s->play, (int)number);
    } else if (strcmp(unit, "s") == 0) {
        play_pass(s->play, (int)number * 1000);
    } else if (strcmp(unit, "m") == 0) {
        play_pass(s->play, (int)number * 60000);
    } else {
        return play_fail(s, "wait 90s, 200ms, 2m or speech", rest);
    }
    return true;
}

static bool verb_rig(const struct step *s, const char *verb, const char *rest)
{
    return s->play->rig(s->play->context, verb, rest) || play_fail(s, verb, "the rig refused");
}

/* On the real keyboard: "keyboard Nguyeenx<next>" (platform/sim/keyboard_script.h). */
static bool verb_keyboard(const struct step *s, const char *rest)
{
    if (!s->play->keyboard(s->play->context, rest)) {
        return play_fail(s,
                         "ASCII or <next> <back> <erase> <space> on devices.keyboard = sim:", rest);
    }
    play_settle(s->play);
    return true;
}

static bool verb_fault(const struct step *s, const char *rest)
{
    char port[32];
    char name[32];
    int after = 0;
    if (sscanf(rest, "%31s %31s %d", port, name, &after) < 2) {
        return play_fail(s, "fault PORT NAME [AFTER]", rest);
    }
    return s->play->fault(s->play->context, port, name, after) ||
           play_fail(s,
                     "a fault of scanner, camera, microphone, keypad, keyboard, beacon, machine, "
                     "clock, jack, touch or printer "
                     "(platform/README.md)",
                     rest);
}

/* Words for whoever started the kiosk, such as a test that kills it. */
static bool verb_say(const struct step *s, const char *rest)
{
    s->play->say(s->play->context, rest);
    return true;
}

static bool verb_shot(const struct step *s, const char *rest)
{
    picture(s->play, rest);
    return true;
}

/* "shots off" leaves out the pictures of every screen; "shot NAME" still takes one. */
static bool verb_shots(const struct step *s, const char *rest)
{
    s->play->every_picture = strcmp(rest, "off") != 0;
    return true;
}

static bool verb_scene(const struct step *s, const char *rest)
{
    (void)rest;
    char text[SCENE_MAX];
    struct buf out;
    buf_init(&out, text, sizeof text);
    scene_write(&s->play->shell->view, app_language(s->play->shell->app), &out);
    s->play->say(s->play->context, out.data);
    return true;
}

/* The program ended by itself; it begins anew, as its supervisor would have it. */
static bool verb_restart(const struct step *s, const char *rest)
{
    (void)rest;
    if (!s->play->shell->quit) {
        return play_fail(s, "a program that has ended", "it goes on");
    }
    if (s->play->restart == NULL || !s->play->restart(s->play->context)) {
        return play_fail(s, "a program that starts again", "it does not");
    }
    play_settle(s->play);
    return true;
}

struct verb {
    const char *name;
    bool (*run)(const struct step *s, const char *rest);
};

/* What comes on a real line comes in real time: the kiosk's clock stands meanwhile, or a code would
 * fall apart in the middle. */
static bool rig_in_real_time(const struct step *s, const char *verb, const char *rest)
{
    const bool told = verb_rig(s, verb, rest);
    for (int waited = 0; told && waited < TYPED_MS; waited += 2) {
        s->play->real_wait(2);
        shell_turn(s->play->shell, 0);
    }
    return told;
}

static bool verb_usb(const struct step *s, const char *rest)
{
    return rig_in_real_time(s, "usb", rest);
}

/* Who looks after the machine asks for the welcome page: tests/flow/rig. */
static bool verb_holder(const struct step *s, const char *rest)
{
    return rig_in_real_time(s, "holder", rest);
}

static const struct verb verbs[] = {
    {"by", play_by},
    {"touch", play_touch},
    {"tap", play_tap},
    {"hold", play_hold},
    {"sign", play_sign},
    {"type", play_type},
    {"keys", play_keys},
    {"keyboard", verb_keyboard},
    {"language", play_language},
    {"card", verb_scan},
    {"scan", verb_scan},
    {"camera", verb_camera},
    {"wait", verb_wait},
    {"await", play_await},
    {"expect", play_expect},
    {"fault", verb_fault},
    {"shot", verb_shot},
    {"shots", verb_shots},
    {"scene", verb_scene},
    {"headphones", verb_headphones},
    {"say", verb_say},
    {"restart", verb_restart},
    {"usb", verb_usb},
    {"holder", verb_holder},
};

static const char *const rig_verbs[] = {
    "upload", "portal", "courier", "kill",   "printer", "residue", "officer", "staff", "phone",
    "fee",    "queue",  "desk",    "result", "device",  "serial",  "pack",    "fleet"};

static bool run_line(const struct step *s, const char *verb, const char *rest)
{
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        if (strcmp(verbs[i].name, verb) == 0) {
            return verbs[i].run(s, rest);
        }
    }
    for (size_t i = 0; i < sizeof rig_verbs / sizeof rig_verbs[0]; i++) {
        if (strcmp(rig_verbs[i], verb) == 0) {
            return verb_rig(s, verb, rest);
        }
    }
    return play_fail(s, "a verb of the table in ui/play.c", verb);
}

static bool play_line(struct play *p, int number, char *line)
{
    const struct step s = {p, number};
    char verb[32];
    int used = 0;
    line[strcspn(line, "\r\n")] = '\0';
    if (sscanf(line, "%31s %n", verb, &used) != 1 || verb[0] == '#') {
        return true;
    }
    const bool ok = run_line(&s, verb, line + used);
    look(p);
    return ok;
}

/* "again N" as the last line: from the first line on, until it was played N times. */
static bool plays_again(const char *line, int rounds)
{
    return strncmp(line, "again ", 6) == 0 && rounds < (int)strtol(line + 6, NULL, 10);
}

bool play_script(struct play *p, const char *text)
{
    const char *first = text;
    char line[LINE_MAX_BYTES];
    int rounds = 1;
    play_settle(p);
    look(p);
    for (int number = 1; *text != '\0'; number++) {
        const size_t length = strcspn(text, "\n");
        snprintf(line, sizeof line, "%.*s", (int)length, text);
        if (plays_again(line, rounds)) {
            rounds++;
            text = first;
            number = 0;
            continue;
        }
        const bool last = strncmp(line, "quit", 4) == 0 || strncmp(line, "again ", 6) == 0;
        const bool ok = last || play_line(p, number, line);
        explicit_bzero(line, sizeof line); /* what it typed is a citizen's */
        if (last || !ok) {
            return ok;
        }
        text += length + (text[length] == '\n' ? 1 : 0);
    }
    return true;
}
