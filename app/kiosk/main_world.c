/* Start-up, one step each: a table run forwards and unwound backwards (reference/house.md 4.2). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/kiosk/kiosk.h"
#include "app/staff/rest_mark.h"
#include "ui/effects.h"
#include "ui/effects_staff.h"

#define BOOT_BYTES (28u << 20) /* lists, painter's cache, frames: pages are taken when used */
/* One citizen: form, answers, papers and their PDFs; locked as it is touched. */
#define VISIT_BYTES       (FORM_BYTES_MAX + (18u << 20))
#define PAINTER_BYTES     (6u << 20)
#define TEXT_BYTES        (4u << 20)
#define STARTING_AGAIN_MS 200

static struct err up_memory(struct kiosk *k)
{
    bool locked = false;
    struct err e = secret_open(&k->visit, VISIT_BYTES, &locked);
    e = failed(e) ? e : secret_open(&k->pictures, SHELL_PICTURES_BYTES, &locked);
    e = failed(e) ? e : secret_open_large(&k->boot, BOOT_BYTES);
    return failed(e) ? e : secret_no_dumps();
}

static void down_memory(struct kiosk *k)
{
    secret_close(&k->visit);
    secret_close(&k->pictures);
    secret_close(&k->boot);
}

/* On which screens each sentence stands, for the studio. */
static struct err read_places(struct kiosk *k)
{
    struct file_bytes file = {0};
    struct err e = assets_map(&k->assets, "languages/screens.tsv", &file);
    if (!failed(e)) {
        e = places_read(file.bytes, file.size, &k->kit.places);
        assets_unmap(&k->assets, &file);
    }
    return e;
}

static struct err up_assets(struct kiosk *k)
{
    struct err e = assets_open(&k->assets, files_linux(), getenv("RONG_ASSETS"));
    if (!failed(e)) {
        e = assets_map(&k->assets, "art.bin", &k->art);
    }
    if (!failed(e)) {
        int languages = 0;
        while (languages < LANGUAGES_MAX && k->languages[languages] != NULL) {
            languages++;
        }
        e = voices_open(&k->voices, &k->assets, k->languages, languages, k->clips);
    }
    if (!failed(e)) {
        e = communes_load(&k->boot, &k->assets, "52", &k->communes);
    }
    return failed(e) ? e : read_places(k);
}

static void down_assets(struct kiosk *k)
{
    assets_unmap(&k->assets, &k->art);
    for (int i = 0; i < LANGUAGES_MAX; i++) {
        assets_unmap(&k->assets, &k->clips[i]);
    }
}

static struct err up_routes(struct kiosk *k)
{
    struct route_problem problem;
    const struct err e = routes_load(&k->boot, &k->assets, &k->routes, &problem);
    if (failed(e) && problem.file[0] != '\0') {
        fprintf(stderr, "kiosk: %s:%d: %s\n", problem.file, problem.line, problem.message);
    }
    return e;
}

/* From here on events are kept, too. Without a log the kiosk serves all the same. */
static struct err up_log(struct kiosk *k)
{
    struct port_clock clock = clock_linux();
    bool broken = false;
    k->dir = dir_linux();
    journal_linux_init(&k->log_file);
    const struct err e = audit_open(&k->log, k->state, "kiosk", &k->log_file.port, &k->dir,
                                    clock.ops->now_s(&clock), &broken);
    if (failed(e)) {
        log_event(EV_STORE_FAILED, e.code, e.os);
        return ERR_OK;
    }
    log_also(audit_event, &k->log);
    if (broken) {
        log_event(EV_LOG_BROKEN, 0, 0);
    }
    return ERR_OK;
}

static void down_log(struct kiosk *k)
{
    struct port_clock clock = clock_linux();
    log_also(NULL, NULL);
    audit_close(&k->log, clock.ops->now_s(&clock));
}

static struct err up_painter(struct kiosk *k)
{
    void *cache = arena_alloc(&k->boot, PAINTER_BYTES);
    if (cache == NULL) {
        return ERR(ERR_FULL, 0, "kiosk: painter");
    }
    const struct err e = text_ttf_open(TEXT_FONT_FOLDER, TEXT_BYTES, &k->text);
    return failed(e) ? e
                     : painter_init(&k->painter, k->text, k->art.bytes, k->art.size, cache,
                                    PAINTER_BYTES);
}

static void down_painter(struct kiosk *k)
{
    if (k->text != NULL) {
        k->text->ops->close(k->text);
    }
}

static struct err up_sound(struct kiosk *k)
{
    struct err e;
    if (k->headless) {
        e = audio_capture_open(&k->audio_capture, NULL);
        k->audio = &k->audio_capture.port;
    } else {
        e = audio_sdl_open(&k->audio_sdl, k->settings.audio);
        e = failed(e) ? e : audio_sdl_phones(&k->audio_sdl, k->settings.phones);
        k->audio = &k->audio_sdl.port;
    }
    if (!failed(e)) {
        e = tempo_open(&k->tempo);
    }
    if (!failed(e)) {
        player_init(&k->player, k->audio, &k->tempo, voice_heard, &k->voice);
        player_set_reader(&k->player, k->reader);
        voice_init(&k->voice, &k->player, &k->voices, k->languages);
    }
    return e;
}

static void down_sound(struct kiosk *k)
{
    if (k->audio != NULL) {
        k->audio->ops->close(k->audio);
    }
    tempo_close(&k->tempo);
}

static struct err up_outbox(struct kiosk *k)
{
    const struct err e = outbox_open(&k->outbox, k->state);
    if (e.code == ERR_VERSION) {
        fprintf(stderr,
                "kiosk: %s was written by a newer version; nothing was changed. Update this "
                "kiosk, or point --state elsewhere.\n",
                k->state);
    }
    if (!failed(e) && outbox_damaged(k->outbox) > 0) {
        fprintf(stderr,
                "kiosk: %s/outbox.db was damaged; it is kept as outbox.db.damaged-%d and a "
                "fresh one holds every row that could be read.\n",
                k->state, outbox_damaged(k->outbox));
        log_event(EV_STORE_DAMAGED, outbox_damaged(k->outbox), 0);
    }
    return e;
}

static void down_outbox(struct kiosk *k)
{
    outbox_close(k->outbox);
}

/* What is known of the last slip. A crash in the middle of one leaves it unknown: nothing is
 * printed again by itself, and what the printer still holds is cut off before the next one. */
static struct err up_prints(struct kiosk *k)
{
    journal_linux_init(&k->print_file);
    k->printer_level = (struct printer_level){&k->dir, k->state};
    printer_level_use(&k->printer_level, &k->printer.escpos);
    paper_roll_open(&k->roll, &k->dir, k->state, k->settings.roll_m * 1000);
    const struct err e = print_journal_open(&k->prints, &k->print_file.port, k->state);
    if (failed(e)) { /* printing goes on without */
        log_event(EV_STORE_FAILED, e.code, e.os);
    } else if (k->prints.state == PRINT_STATE_UNKNOWN) {
        log_event(EV_PRINT_UNKNOWN, k->prints.number, k->prints.interrupted ? 1 : 0);
        printer_interrupted(&k->printer);
    }
    return ERR_OK;
}

static void down_prints(struct kiosk *k)
{
    if (k->prints.port != NULL) {
        k->prints.port->ops->close(k->prints.port);
    }
}

static struct err up_portal(struct kiosk *k)
{
    return portal_socket_open(&k->portal, k->state);
}

static void down_portal(struct kiosk *k)
{
    if (k->portal != NULL) {
        k->portal->ops->close(k->portal);
    }
}

/* The disk is asked before a citizen types: the store's worker is idle then. */
static struct err admission(void *context)
{
    struct kiosk *k = context;
    int64_t room = 0;
    const struct err e = outbox_room(k->outbox, &room);
    if (failed(e)) {
        return e;
    }
    return room >= OUTBOX_WORST_CASE ? ERR_OK : ERR(ERR_FULL, 0, "kiosk: no room");
}

static void wake(void *context)
{
    struct port_display *display = context;
    display->ops->wake(display);
}

/* Where nobody can ask the kiosk to hold it serves all the same. */
static struct err up_holders(struct kiosk *k)
{
    const struct err e = hold_listen_open(&k->holders, k->state, wake, k->display);
    if (failed(e)) {
        log_event(EV_DEVICE_MISSING, e.code, e.os);
    }
    return ERR_OK;
}

static void down_holders(struct kiosk *k)
{
    if (k->holders != NULL) {
        k->holders->ops->close(k->holders);
    }
}

static struct err up_app(struct kiosk *k)
{
    k->clock = clock_linux();
    k->random = random_linux();
    if (k->headless) {
        const int64_t now = kiosk_time(k->now == NULL ? "2026-11-23T09:24:00+07:00" : k->now);
        if (now < 0) {
            fprintf(stderr, "kiosk: --now is like 2026-11-23T09:24:00+07:00.\n");
            return ERR(ERR_BAD_INPUT, 0, "kiosk: now");
        }
        k->clock = clock_manual(k->resumed_s != 0 ? k->resumed_s : now);
    }
    if (k->seed != NULL) {
        k->random = random_seeded((uint64_t)strtoull(k->seed, NULL, 10));
    }
    const struct app_world world = {.context = k,
                                    .form = kiosk_read_form,
                                    .form_failed = kiosk_form_failed,
                                    .pack = kiosk_pack_at,
                                    .packs = kiosk_packs_word,
                                    .admission = admission,
                                    .random = &k->random,
                                    .firmware = options_version(),
                                    .afar = k->has_afar ? &k->afar : NULL};
    app_init(&k->app, &k->visit, &k->settings, &world);
    k->app.catalogue = k->offer.catalogue;
    k->app.search = k->offer.search;
    k->app.needs = k->offer.needs;
    k->app.routes = &k->routes;
    k->app.communes = k->communes;
    k->app.now_s = k->clock.ops->now_s(&k->clock);
    k->app.now_ms = k->clock.ops->now_ms(&k->clock);
    k->app.screen = rest_mark_there(&k->dir, k->state) ? SCREEN_OUT_OF_SERVICE : k->app.screen;
    return ERR_OK;
}

static struct err up_shell(struct kiosk *k)
{
    kiosk_load_counts(k);
    k->staff = (struct staff_pin){.dir = &k->dir, .state = k->state};
    k->picture = (struct port_picture){image_jpeg_size,       image_jpeg_rows, image_jpeg_preview,
                                       image_page_straighten, image_page_turn, image_pdf_write,
                                       image_page_measure};
    const struct shell_ports ports = {.display = k->display,
                                      .text = k->text,
                                      .clock = &k->clock,
                                      .printer = k->printer.port,
                                      .trial = &k->printer_trial.port,
                                      .prints = &k->prints,
                                      .roll = &k->roll,
                                      .scanner = k->scanner,
                                      .has_scanner = strcmp(k->settings.scanner, "none:") != 0,
                                      .keypads = {k->keypads[0], k->keypads[1]},
                                      .keyboard = k->keyboard,
                                      .jack = k->jack,
                                      .touch = k->touch,
                                      .camera = k->camera.port,
                                      .capture = k->capture,
                                      .audio = k->audio,
                                      .beacon = k->beacon,
                                      .machine = k->machine,
                                      .wifi = k->wifi,
                                      .holders = k->holders,
                                      .finder = k->finder,
                                      .picture = &k->picture,
                                      .pictures = &k->pictures,
                                      .portal = k->portal,
                                      .voice = &k->voice,
                                      .painter = &k->painter,
                                      .staff = &k->staff,
                                      .counts = &k->counts,
                                      .kit = &k->kit,
                                      .stage = &k->stage,
                                      .outbox = k->outbox};
    const struct ui_env env = {.text = k->text,
                               .width = k->settings.width,
                               .height = k->settings.height,
                               .um_per_px = k->settings.um_per_px,
                               .text_percent = 100};
    const struct err e = shell_open(&k->shell, &ports, &env, &k->app, &k->boot);
    k->looked_ms = k->app.now_ms;
    kiosk_packs_loaded(k);
    if (!failed(e)) {
        effects_staff_light(&k->shell);
    }
    if (!failed(e) && k->settings.first_setup) {
        struct effects fx = {.count = 0};
        app_first_setup(&k->app, &fx);
        effects_carry_out(&k->shell, &fx);
    }
    if (!failed(e) && k->prints.state == PRINT_STATE_UNKNOWN) {
        /* At once, and not while a citizen waits: asking clears the printer. */
        const struct effects fx = {.list = {{FX_PRINTER_STATUS, 0}}, .count = 1};
        effects_carry_out(&k->shell, &fx);
        app_printer_ails(&k->app);
    }
    return e;
}

static void down_shell(struct kiosk *k)
{
    shell_close(&k->shell);
}

struct step {
    const char *name;
    struct err (*up)(struct kiosk *k);
    void (*down)(struct kiosk *k); /* accepts what its up() left half done; may be NULL */
};

static const struct step steps[] = {
    {"memory", up_memory, down_memory},
    {"assets", up_assets, down_assets},
    {"procedures", kiosk_up_content, kiosk_down_content},
    {"routes", up_routes, NULL},
    {"reader", kiosk_up_reader, kiosk_down_reader},
    {"machine", kiosk_up_machine, kiosk_down_machine},
    {"sandbox", kiosk_confine, NULL},
    {"log", up_log, down_log},
    {"display", kiosk_up_display, kiosk_down_display},
    {"painter", up_painter, down_painter},
    {"sound", up_sound, down_sound},
    {"devices", kiosk_up_devices, kiosk_down_devices},
    {"keypad", kiosk_up_keypad, kiosk_down_keypad},
    {"outbox", up_outbox, down_outbox},
    {"prints", up_prints, down_prints},
    {"portal", up_portal, down_portal},
    {"holders", up_holders, down_holders},
    {"app", up_app, NULL},
    {"shell", up_shell, down_shell},
};

#define STEPS ((int)(sizeof steps / sizeof steps[0]))

/* The first step after which something can be painted. */
static int first_painted(void)
{
    int i = 0;
    while (steps[i].up != up_painter) {
        i++;
    }
    return i;
}

static void unwind(struct kiosk *k, int from)
{
    for (int i = from; i >= 0; i--) {
        if (steps[i].down != NULL) {
            steps[i].down(k);
        }
    }
}

/* The page of starting is painted as soon as there is a painter, and again only where a device kept
 * us waiting: a whole picture costs as much as the rest of a quick start. */
static bool shows_starting(const struct kiosk *k, int step, uint64_t waited_ms)
{
    return !k->headless && (step == first_painted() ||
                            (steps[step].up == kiosk_up_devices && waited_ms >= STARTING_AGAIN_MS));
}

struct err kiosk_up(struct kiosk *k)
{
    struct port_clock clock = clock_linux();
    uint64_t painted_ms = 0;
    for (int i = 0; i < STEPS; i++) {
        const struct err e = steps[i].up(k);
        if (failed(e)) {
            fprintf(stderr, "kiosk: %s: %s (%s, %d).\n", steps[i].name, err_name(e.code), e.at,
                    e.os);
            unwind(k, i);
            return e;
        }
        const uint64_t now_ms = clock.ops->now_ms(&clock);
        if (shows_starting(k, i, now_ms - painted_ms)) {
            kiosk_show_starting(k, i - first_painted(), STEPS - 1 - first_painted());
            painted_ms = now_ms;
        }
    }
    return ERR_OK;
}

void kiosk_down(struct kiosk *k)
{
    kiosk_packs_end(k);
    unwind(k, STEPS - 1);
}
