/* The screen process: options, the loop, the end. */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>

#include "app/kiosk/kiosk.h"
#include "platform/linux/watchdog_notify.h"

static atomic_bool asked_to_stop;

/* SIGTERM and SIGINT as a turn of the loop: a thread waits for them and rings the panel's bell. */
static void *wait_for_signal(void *context)
{
    struct kiosk *k = context;
    sigset_t set;
    int number = 0;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigwait(&set, &number);
    atomic_store(&asked_to_stop, true);
    k->display->ops->wake(k->display);
    return NULL;
}

static void hold_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
}

/* Turns until somebody wants an end. The supervisor is told after each turn, and by nobody else. */
static void turn(struct kiosk *k, struct watchdog *w)
{
    struct port_clock *clock = &k->clock;
    int wait_ms = 0; /* the first picture at once: nothing else may happen for a minute */
    bool goes_on = true;
    bool told = false;
    while (goes_on && !atomic_load(&asked_to_stop)) {
        goes_on = shell_turn(&k->shell, kiosk_packs_wait_ms(k, wait_ms));
        kiosk_packs_turn(k);
        if (!told && k->shell.frames > 0) { /* it serves once it can be seen */
            watchdog_ready(w);
            told = true;
        }
        watchdog_pet(w, clock->ops->now_ms(clock));
        wait_ms = watchdog_wait_ms(w, clock->ops->now_ms(clock));
    }
}

static int run(struct kiosk *k, struct watchdog *w)
{
    if (k->play != NULL) {
        return kiosk_play(k);
    }
    pthread_t waiter;
    if (pthread_create(&waiter, NULL, wait_for_signal, k) != 0) {
        return 1;
    }
    pthread_detach(waiter);
    turn(k, w);
    return 0;
}

static int start(struct kiosk *k)
{
    struct watchdog watchdog;
    watchdog_open(&watchdog);
    if (failed(kiosk_up(k))) {
        return 1;
    }
    log_event(EV_STARTED, k->headless ? 1 : 0, k->headless ? 0 : machine_linux_up_s());
    const int status = run(k, &watchdog);
    log_event(EV_STOPPED, status, 0);
    watchdog_close(&watchdog);
    kiosk_down(k);
    return status;
}

static int print_config(struct kiosk *k)
{
    static char text[16384];
    struct buf out;
    const struct err e = kiosk_settings(k);
    if (failed(e)) {
        return 2;
    }
    buf_init(&out, text, sizeof text);
    settings_print(&k->settings, &out);
    fputs(out.data, stdout);
    return 0;
}

static struct option_row text(const char *name, const char *argument, const char *help,
                              const char **value)
{
    return (struct option_row){.name = name, .argument = argument, .help = help, .value = value};
}

static struct option_row flag(const char *name, const char *help, bool *on)
{
    return (struct option_row){.name = name, .help = help, .on = on};
}

/* The command line into k; -1 to go on, else the exit status. */
static int read_options(struct kiosk *k, int argc, char **argv)
{
    const struct option_row rows[] = {
        text("--state", "DIR", "state directory", &k->state),
        text("--config", "FILE", "INI settings", &k->config),
        flag("--print-config", "show the effective settings and leave", &k->print_config),
        text("--size", "WxH", "panel, or with --window the window", &k->size),
        flag("--window", "a window instead of the whole screen", &k->window),
        text("--language", "L", "opens in a configured language that this version speaks (vi, en)",
             &k->language),
        text("--packs-key", "FILE",
             "public key of who signs content packs; without it none is used", &k->packs_key),
        text("--fleet-key", "FILE",
             "public key of who signs settings from afar; without it none are used", &k->fleet_key),
        text("--printer", "URI", "see kioskctl devices", &k->printer_uri),
        text("--scanner", "URI", "serial:PATH, evdev:PATH, sim: or none:", &k->scanner_uri),
        text("--camera", "URI", "v4l2:/dev/video0, sane:NAME, sim:FILE or none:", &k->camera_uri),
        text("--audio", "URI", "sdl: or none:", &k->audio_uri),
        text("--keypad", "URI", "evdev:PATH, sim: or none:", &k->keypad_uri),
        text("--microphone", "URI", "sdl:, sim:FILE or none:", &k->microphone_uri),
        text("--wifi", "URI", "iwd:, sim: or none:", &k->wifi_uri),
        flag("--headless", "no panel, virtual time; needs --play", &k->headless),
        text("--play", "FILE", "play a .play script", &k->play),
        text("--out", "DIR", "pictures, scenes and heard.txt", &k->out),
        text("--rig", "SCRIPT", "starts and stops what a script asks for", &k->rig),
        text("--now", "ISO8601", "time of a headless run", &k->now),
        text("--seed", "N", "repeatable codes for tests", &k->seed),
    };
    const struct program program = {
        "kiosk",
        "the screen of the kiosk",
        "kiosk [--state DIR] [--config FILE] [--window] [--size WxH] [options]",
        "  kiosk --window --size 540x960\n"
        "  kiosk --headless --play tests/flow/tour.play --out out/run --rig tests/flow/rig\n",
        rows,
        (int)(sizeof rows / sizeof rows[0])};
    int words = 0;
    const int status = options_parse(&program, argc, argv, &words);
    if (status >= 0) {
        return status;
    }
    if (words > 0) {
        return options_wrong(&program, "no words are expected.");
    }
    return k->headless && k->play == NULL ? options_wrong(&program, "--headless needs --play FILE.")
                                          : -1;
}

int main(int argc, char **argv)
{
    static struct kiosk k;
    k.state = "out/state";
    const int status = read_options(&k, argc, argv);
    if (status >= 0) {
        return status;
    }
    if (k.print_config) {
        return print_config(&k);
    }
    if (failed(kiosk_settings(&k))) {
        return 2;
    }
    if (!k.headless) {
        hold_signals();
    }
    return start(&k);
}
