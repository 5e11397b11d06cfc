/* The screen process: options, the loop, the end. */
#include <signal.h>
#include <stdio.h>

#include "app/kiosk/kiosk.h"

static volatile sig_atomic_t asked_to_stop;

static void on_signal(int number)
{
    (void)number;
    asked_to_stop = 1;
}

static int run(struct kiosk *k)
{
    if (k->play != NULL) {
        return kiosk_play(k);
    }
    while (!asked_to_stop && shell_turn(&k->shell, 1000)) {
    }
    return 0;
}

static int start(struct kiosk *k)
{
    if (failed(kiosk_up(k))) {
        return 1;
    }
    log_event(EV_STARTED, k->headless ? 1 : 0, 0);
    const int status = run(k);
    log_event(EV_STOPPED, status, 0);
    kiosk_down(k);
    return status;
}

static int print_config(struct kiosk *k)
{
    static char text[16384];
    struct buf out;
    const struct err e = kiosk_settings(k);
    if (failed(e)) {
        return 1;
    }
    buf_init(&out, text, sizeof text);
    settings_print(&k->settings, &out);
    fputs(out.data, stdout);
    return 0;
}

int main(int argc, char **argv)
{
    static struct kiosk k;
    k.state = "out/state";
    const struct option_row rows[] = {
        {.name = "--state", .argument = "DIR", .help = "state directory", .value = &k.state},
        {.name = "--config", .argument = "FILE", .help = "INI settings", .value = &k.config},
        {.name = "--print-config",
         .help = "show the effective settings and leave",
         .on = &k.print_config},
        {.name = "--size",
         .argument = "WxH",
         .help = "panel, or with --window the window",
         .value = &k.size},
        {.name = "--window", .help = "a window instead of the whole screen", .on = &k.window},
        {.name = "--language",
         .argument = "L",
         .help = "language of --play tours",
         .value = &k.language},
        {.name = "--printer",
         .argument = "URI",
         .help = "see kioskctl devices",
         .value = &k.printer_uri},
        {.name = "--scanner",
         .argument = "URI",
         .help = "serial:PATH, sim: or none:",
         .value = &k.scanner_uri},
        {.name = "--camera",
         .argument = "URI",
         .help = "sim:FILE or none:",
         .value = &k.camera_uri},
        {.name = "--audio", .argument = "URI", .help = "sdl: or none:", .value = &k.audio_uri},
        {.name = "--headless", .help = "no panel, virtual time; needs --play", .on = &k.headless},
        {.name = "--play", .argument = "FILE", .help = "play a .play script", .value = &k.play},
        {.name = "--out",
         .argument = "DIR",
         .help = "pictures, scenes and heard.txt",
         .value = &k.out},
        {.name = "--rig",
         .argument = "SCRIPT",
         .help = "starts and stops what a script asks for",
         .value = &k.rig},
        {.name = "--now", .argument = "ISO8601", .help = "time of a headless run", .value = &k.now},
        {.name = "--seed", .argument = "N", .help = "repeatable codes for tests", .value = &k.seed},
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
    if (words > 0 || (k.headless && k.play == NULL)) {
        fprintf(stderr, "kiosk: %s See kiosk --help.\n",
                words > 0 ? "no words are expected." : "--headless needs --play FILE.");
        return 2;
    }
    if (k.print_config) {
        return print_config(&k);
    }
    if (failed(kiosk_settings(&k))) {
        return 2;
    }
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    return start(&k);
}
