#include "ui/shell.h"

#include <stdio.h>
#include <string.h>

#include "app/papers.h"
#include "platform/base/log.h"
#include "ui/effects_health.h"
#include "ui/effects_machine.h"
#include "ui/effects_photo.h"
#include "ui/effects_print.h"
#include "ui/effects_setup.h"
#include "ui/effects_studio.h"
#include "ui/effects_upload.h"
#include "ui/hands.h"
#include "ui/holders.h"
#include "ui/keys.h"
#include "ui/paint/shade.h"
#include "ui/screens/screens.h"
#include "ui/widgets/widgets.h"

#define LISTEN_MS 50  /* an open microphone is emptied this often */
#define POLL_MS   100 /* scanner and courier are looked at this often while somebody is here */

static void ring(void *context)
{
    struct port_display *display = context;
    display->ops->wake(display);
}

static struct err take_memory(struct shell *s, struct arena *boot)
{
    for (int i = 0; i < 2; i++) {
        void *block = arena_alloc(boot, SHELL_FRAME_BYTES);
        if (block == NULL) {
            return ERR(ERR_FULL, 0, "shell: frame");
        }
        arena_init(&s->frame[i], block, SHELL_FRAME_BYTES);
    }
    s->jobs.print.page.rows = arena_alloc(boot, PAPER_BYTES_MAX);
    s->jobs.texts.counts = arena_alloc(boot, COUNTS_BYTES);
    s->jobs.camera.room = arena_alloc(boot, CAMERA_JPEG_MAX);
    const bool pictures = arena_carve(s->ports.pictures, STILL_BYTES, &s->jobs.still.memory) &&
                          arena_carve(s->ports.pictures, LIVE_MEMORY, &s->live.memory);
    return s->jobs.print.page.rows == NULL || s->jobs.texts.counts == NULL ||
                   s->jobs.camera.room == NULL || !pictures
               ? ERR(ERR_FULL, 0, "shell: paper")
               : ERR_OK;
}

struct err shell_open(struct shell *s, const struct shell_ports *ports, const struct ui_env *env,
                      struct app *app, struct arena *boot)
{
    memset(s, 0, sizeof *s);
    s->ports = *ports;
    s->env = *env;
    s->app = app;
    s->pressed = -1;
    s->greeted = -1;
    s->looked.camera = DEVICE_ASKED;
    s->learning.counts = ports->counts;
    s->live = (struct live){.camera = ports->camera, .worker = &s->camera, .jobs = &s->jobs};
    app->camera_shows = ports->camera->ops->view != NULL;
    ports->voice->learning = &s->learning;
    dirty_init(&s->dirty, env->width, env->height);
    struct worker *const workers[] = {&s->store, &s->printer, &s->camera};
    struct err e = take_memory(s, boot);
    for (size_t i = 0; i < sizeof workers / sizeof workers[0] && !failed(e); i++) {
        e = worker_start(workers[i], ring, ports->display);
    }
    if (!failed(e) && ports->wifi != NULL) {
        e = worker_start(&s->air, ring, ports->display);
    }
    return e;
}

void shell_close(struct shell *s)
{
    worker_stop(&s->store);
    worker_stop(&s->printer);
    worker_stop(&s->camera);
    worker_stop(&s->air);
    effects_photo_close(s);
    for (int i = 0; i < 2; i++) {
        arena_wipe(&s->frame[i]);
    }
}

bool shell_busy(struct shell *s)
{
    return worker_has_work(&s->store) || worker_has_work(&s->printer) ||
           worker_has_work(&s->camera) || worker_has_work(&s->air);
}

/* --- picture --------------------------------------------------------------------------------- */

struct view *shell_seen(struct shell *s)
{
    return s->was_dark ? &s->dark : &s->view;
}

static void mark(struct shell *s, struct view *seen)
{
    for (int i = 0; i < seen->count; i++) {
        seen->nodes[i].state &=
            ~(unsigned)(STATE_PRESSED | STATE_FOCUSED | STATE_SPOKEN | STATE_ARMED);
    }
    if (s->pressed >= 0 && s->pressed < seen->count) {
        seen->nodes[s->pressed].state |= STATE_PRESSED;
    }
    if (!s->was_dark && keys_ring(s) >= 0) {
        seen->nodes[keys_ring(s)].state |= STATE_FOCUSED;
    }
    if (guide_find(seen, s->armed.tag) >= 0) {
        seen->nodes[guide_find(seen, s->armed.tag)].state |= STATE_FOCUSED | STATE_ARMED;
    }
    if (!s->was_dark) {
        voice_light(s->ports.voice, seen);
    }
}

/* Everything that changes the picture without changing the app. */
static unsigned marks(const struct shell *s)
{
    return (unsigned)(s->pressed + 1) << 20 ^ (unsigned)(keys_ring(s) + 1) << 10 ^
           voice_light_id(s->ports.voice) ^ s->armed.tag << 1;
}

/* The same screen built again keeps what is pressed by name. */
static int find_again(const struct view *v, const char *name)
{
    for (int i = 0; name[0] != '\0' && i < v->count; i++) {
        if (v->nodes[i].name != NULL && strcmp(v->nodes[i].name, name) == 0) {
            return i;
        }
    }
    return -1;
}

static void remember(const struct view *v, int index, char *out, size_t cap)
{
    const char *name = index >= 0 && index < v->count ? v->nodes[index].name : NULL;
    out[0] = '\0';
    if (name != NULL && strlen(name) < cap) {
        memcpy(out, name, strlen(name) + 1);
    }
}

static void build(struct shell *s)
{
    char pressed[64];
    remember(s->was_dark ? &s->dark : &s->view, s->pressed, pressed, sizeof pressed);
    struct layout_report report;
    s->current = 1 - s->current;
    arena_wipe(&s->frame[s->current]);
    s->env.text_percent = s->app->text_percent;
    screens_build_page(s->app, &s->frame[s->current], &s->view);
    screens_place(s->app, &s->env, &s->frame[s->current], &s->view, &report);
    const bool went_dark = s->app->dark && !s->was_dark;
    s->was_dark = s->app->dark;
    if (s->was_dark) {
        screens_build(s->app, &s->frame[s->current], &s->dark);
        screens_place(s->app, &s->env, &s->frame[s->current], &s->dark, &report);
    }
    s->pressed = find_again(shell_seen(s), pressed);
    reach_shown(&s->reach, &s->view, app_depth(s->app), s->app->language);
    if (went_dark) {
        reach_begin(&s->reach, &s->view);
    }
    hands_shown(s);
    s->shown_revision = s->app->revision;
}

static void paint(struct shell *s)
{
    struct rect changed[DIRTY_RECTS];
    struct draw_list *list = &s->list;
    struct port_display *display = s->ports.display;
    struct view *seen = shell_seen(s);
    mark(s, seen);
    s->shown_marks = marks(s);
    if (s->theme != screens_theme(s->app)) {
        s->theme = screens_theme(s->app);
        painter_set_theme(s->ports.painter, (enum theme)s->theme);
    }
    draw_clear(list);
    widgets_draw(&s->env, seen, list);
    const int colors = s->theme + THEME_COUNT * (s->ports.painter->shade +
                                                 (SHADE_NONE + 1) * s->ports.painter->wears);
    const int count = dirty_step(&s->dirty, list, colors, changed);
    if (count == 0) {
        return;
    }
    struct err e =
        painter_paint(s->ports.painter, list, display->ops->canvas(display), changed, count);
    if (!failed(e)) {
        e = display->ops->present(display, changed, count);
    }
    s->presented = !failed(e);
    if (failed(e)) { /* what is on the panel is not known: the next picture is a whole one */
        log_event(EV_DEVICE_MISSING, e.code, e.os);
        dirty_init(&s->dirty, s->dirty.width, s->dirty.height);
        return;
    }
    s->frames++;
}

/* The find, or the paper to bring, or that there is none. */
static void say_row(struct shell *s)
{
    char find[16];
    char bring[16];
    (void)snprintf(find, sizeof find, "find.%d", s->row_wanted);
    (void)snprintf(bring, sizeof bring, "bring.%d", s->row_wanted);
    const char *const names[] = {find, bring, "nothing"};
    s->row_wanted = 0;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const int node = find_again(&s->view, names[i]);
        if (node >= 0) {
            voice_node(s->ports.voice, s->app, &s->view, node, GUIDE_FOCUSED, s->now_ms);
            return;
        }
    }
}

/* The picture that is shown for another in the page that stands: nothing else of it changed, so
 * nothing is built or said anew. */
static void show_live(struct shell *s)
{
    const struct visit *v = s->app->visit;
    const int photo = find_again(&s->view, "photo");
    if (v != NULL && photo >= 0 && papers_aiming(s->app)) {
        s->view.nodes[photo].bytes = v->live_width > 0 ? v->live_rgb[v->live_shown] : NULL;
        s->view.nodes[photo].number = v->live_width;
        s->view.nodes[photo].total = v->live_height;
    }
}

static void show(struct shell *s)
{
    const bool stale = s->shown_revision != s->app->revision;
    const bool live = s->live_new;
    s->live_new = false;
    if (stale) {
        build(s);
        learning_shown(&s->learning, s->app, &s->view);
    }
    if (stale || s->replay_wanted) {
        voice_shown(s->ports.voice, s->app, &s->view, s->replay_wanted, s->now_ms);
        s->replay_wanted = false;
    }
    if (s->code_wanted) {
        voice_code(s->ports.voice, s->app, &s->view, s->now_ms);
        s->code_wanted = false;
    }
    if (s->row_wanted > 0) {
        say_row(s);
    }
    if (s->message_wanted != MSG_NONE) {
        voice_message(s->ports.voice, s->app, s->message_wanted, s->now_ms);
        s->message_wanted = MSG_NONE;
    }
    if (live && !stale) {
        show_live(s);
    }
    if (stale || live || s->shown_marks != marks(s)) {
        paint(s);
    }
    if (stale && s->app->visit == NULL) { /* the words of the last citizen's last screen */
        arena_wipe(&s->frame[1 - s->current]);
    }
}

/* --- events ---------------------------------------------------------------------------------- */

void shell_event(struct shell *s, struct event *e)
{
    struct effects fx = {.count = 0};
    struct port_clock *clock = s->ports.clock;
    s->now_ms = clock->ops->now_ms(clock);
    e->now_ms = s->now_ms;
    e->now_s = clock->ops->now_s(clock);
    app_step(s->app, e, &fx);
    effects_carry_out(s, &fx);
    effects_print_left(s);
}

void shell_press(struct shell *s, int x, int y)
{
    const struct input down = {.kind = INPUT_DOWN, .x = x, .y = y};
    s->now_ms = s->ports.clock->ops->now_ms(s->ports.clock);
    hands_input(s, &down);
    show(s);
}

void shell_release(struct shell *s, int x, int y)
{
    const struct input up = {.kind = INPUT_UP, .x = x, .y = y};
    s->now_ms = s->ports.clock->ops->now_ms(s->ports.clock);
    hands_input(s, &up);
    show(s);
}

void shell_tap(struct shell *s, int x, int y)
{
    shell_press(s, x, y);
    shell_release(s, x, y);
}

void shell_draw(struct shell *s, int x0, int y0, int x1, int y1)
{
    const struct input strokes[] = {{.kind = INPUT_DOWN, .x = x0, .y = y0},
                                    {.kind = INPUT_MOVE, .x = (x0 + x1) / 2, .y = (y0 + y1) / 2},
                                    {.kind = INPUT_UP, .x = x1, .y = y1}};
    s->now_ms = s->ports.clock->ops->now_ms(s->ports.clock);
    for (size_t i = 0; i < sizeof strokes / sizeof strokes[0]; i++) {
        hands_input(s, &strokes[i]);
        show(s);
    }
}

/* --- what ports brought ---------------------------------------------------------------------- */

static void scanned(struct shell *s)
{
    char payload[SCAN_MAX + 1];
    size_t length = 0;
    struct port_scanner *scanner = s->ports.scanner;
    while (scanner->ops->take(scanner, s->now_ms, payload, &length)) {
        struct event e = {.kind = HAPPENED_SCAN, .text = payload, .number = (int)length};
        shell_event(s, &e);
    }
    explicit_bzero(payload, sizeof payload);
}

static void struck(struct shell *s)
{
    struct input in = {.kind = INPUT_NONE};
    for (int i = 0; i < SHELL_KEYPADS; i++) {
        struct port_keypad *keypad = s->ports.keypads[i];
        while (keypad != NULL && keypad->ops->take(keypad, &in)) {
            hands_input(s, &in);
            show(s);
        }
    }
}

/* Always taken, so that nothing waits for whoever comes next; the app knows whether it counts. */
static void typed(struct shell *s)
{
    struct stroke stroke = {.character = '\0'};
    struct port_keyboard *keyboard = s->ports.keyboard;
    while (keyboard != NULL && keyboard->ops->take(keyboard, &stroke)) {
        struct event e = {
            .kind = HAPPENED_STROKE, .number = (int)stroke.kind, .argument = stroke.character};
        shell_event(s, &e);
        explicit_bzero(&e, sizeof e); /* a letter of a name */
    }
    explicit_bzero(&stroke, sizeof stroke);
}

static void plugged(struct shell *s)
{
    bool in = false;
    if (plug_step(&s->plug, s->ports.jack, s->app->headphones, s->now_ms, &in)) {
        struct event e = {.kind = HAPPENED_JACK, .number = in};
        shell_event(s, &e);
    }
}

static bool has_keys(const struct shell *s)
{
    for (int i = 0; i < SHELL_KEYPADS; i++) {
        struct port_keypad *keypad = s->ports.keypads[i];
        if (keypad != NULL && keypad->ops->alive(keypad)) {
            return true;
        }
    }
    return false;
}

/* The finger that was down when the panel went is no press. */
static void felt(struct shell *s)
{
    struct port_display *display = s->ports.display;
    const struct panel_told told = panel_step(&s->panel, s->ports.touch, has_keys(s), s->now_ms);
    if (told.lift) {
        display->ops->lift(display);
        hands_input(s, &(struct input){.kind = INPUT_CANCEL});
    }
    if (told.changed) {
        struct event e = {
            .kind = HAPPENED_PANEL, .number = !s->panel.gone, .argument = s->panel.keys};
        shell_event(s, &e);
    }
}

static void answered(struct shell *s)
{
    struct portal_answer answer;
    struct port_portal *portal = s->ports.portal;
    while (portal->ops->take(portal, &answer)) {
        struct event e = {.kind = HAPPENED_PORTAL, .answer = &answer, .error = answer.error};
        effects_upload(s, &answer);
        effects_health_portal(s, &answer);
        shell_event(s, &e);
    }
}

static void speech(struct shell *s)
{
    const bool speaking = voice_step(s->ports.voice, s->app, &s->view, s->now_ms);
    const int tile = speaking ? hands_greeting_tile(s) : -1;
    const int language = tile >= 0 ? s->view.nodes[tile].intent.argument : -1;
    if (speaking != s->app->speaking || language != s->app->spoken_language) {
        struct event e = {
            .kind = HAPPENED_SPEECH, .number = speaking ? 1 : 0, .argument = language + 1};
        shell_event(s, &e);
    }
}

static int wait_ms(const struct shell *s, int max)
{
    const int due[] = {app_deadline_ms(s->app, s->now_ms),
                       voice_deadline_ms(s->ports.voice),
                       keys_deadline_ms(s),
                       hands_deadline_ms(s),
                       plug_deadline_ms(&s->plug, s->app->headphones, s->now_ms),
                       panel_deadline_ms(&s->panel, s->now_ms),
                       effects_machine_deadline_ms(s),
                       live_deadline_ms(&s->live, papers_aiming(s->app), s->now_ms)};
    int wait = max;
    for (size_t i = 0; i < sizeof due / sizeof due[0]; i++) {
        wait = due[i] >= 0 && (wait < 0 || due[i] < wait) ? due[i] : wait;
    }
    if (s->ear.open && (wait < 0 || wait > LISTEN_MS)) {
        wait = LISTEN_MS;
    }
    const bool somebody = s->app->visit != NULL;
    return somebody && (wait < 0 || wait > POLL_MS) ? POLL_MS : wait;
}

bool shell_turn(struct shell *s, int max_wait_ms)
{
    struct input in = {.kind = INPUT_NONE};
    struct port_display *display = s->ports.display;
    s->now_ms = s->ports.clock->ops->now_ms(s->ports.clock);
    show(s); /* the first picture waits for nobody */
    const struct err e = display->ops->wait(display, wait_ms(s, max_wait_ms), &in);
    if (failed(e)) {
        s->quit = true;
        return false;
    }
    s->now_ms = s->ports.clock->ops->now_ms(s->ports.clock);
    while (in.kind != INPUT_NONE) {
        s->panel.felt |= in.kind == INPUT_DOWN;
        hands_input(s, &in);
        show(s);
        in.kind = INPUT_NONE;
        if (failed(display->ops->wait(display, 0, &in))) {
            break;
        }
    }
    felt(s);
    plugged(s);
    if (audio_watch_step(&s->audio_watch, s->ports.audio, s->now_ms)) {
        log_event(EV_AUDIO_LOST, 0, 0);
    }
    struck(s);
    typed(s);
    hands_tick(s);
    keys_tick(s);
    effects_keep_counts(s);
    effects_keep_day(s);
    effects_keep_hourly(s);
    scanned(s);
    answered(s);
    holders_hear(s);
    effects_take_jobs(s);
    effects_machine_step(s);
    beacon_step(&s->beacon, s->ports.beacon, &s->app->call, s->now_ms);
    effects_photo_step(s);
    live_step(&s->live, s->app, papers_aiming(s->app), s->now_ms);
    effects_studio_listen(s);
    effects_setup_listen(s);
    speech(s);
    if (app_deadline_ms(s->app, s->now_ms) == 0 || s->now_ms - s->ticked_at_ms >= 200) {
        s->ticked_at_ms = s->now_ms;
        struct event tick = {.kind = HAPPENED_TICK};
        shell_event(s, &tick);
    }
    show(s);
    holders_picture(s);
    return !s->quit;
}
