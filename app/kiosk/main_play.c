/* Headless playing of .play scripts: the world a script may touch, and the account of what was
 * heard. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/kiosk/kiosk.h"
#include "app/sound/heard.h"

static bool play_rig(void *context, const char *verb, const char *argument)
{
    const struct kiosk *k = context;
    return k->rig != NULL && !failed(rig_run(k->rig, verb, argument));
}

static bool play_picture(void *context, const char *path)
{
    const struct kiosk *k = context;
    return !failed(rig_make_folders(path)) &&
           !failed(image_write_rgb(path, k->display->ops->canvas(k->display)));
}

static bool play_text(void *context, const char *path, const char *text, size_t length)
{
    (void)context;
    return !failed(rig_write(path, text, length));
}

static void play_wait(int ms)
{
    const struct timespec t = {ms / 1000, (long)(ms % 1000) * 1000000};
    nanosleep(&t, NULL);
}

static void play_passed(void *context, uint64_t now_ms)
{
    struct kiosk *k = context;
    audio_capture_advance(&k->audio_capture, now_ms);
    kiosk_packs_turn(k);
}

static bool play_scan(void *context, const char *payload)
{
    struct kiosk *k = context;
    if (k->scanner != &k->scanner_script.port) {
        return false;
    }
    scanner_script_show(&k->scanner_script, payload);
    return true;
}

static bool play_camera(void *context, const char *path)
{
    struct kiosk *k = context;
    return k->camera.pretended && !failed(camera_file_show(&k->camera.file, path));
}

static bool play_key(void *context, enum pad_key key, bool down)
{
    struct kiosk *k = context;
    if (k->keypads[0] != &k->keypad_script.port) {
        return false;
    }
    keypad_script_strike(&k->keypad_script, key, down);
    return true;
}

static bool play_keyboard(void *context, const char *text)
{
    struct kiosk *k = context;
    return k->keyboard == &k->keyboard_script.port &&
           keyboard_script_type(&k->keyboard_script, text);
}

static bool play_jack(void *context, bool in)
{
    struct kiosk *k = context;
    k->jack_script.inserted = in;
    return k->jack == &k->jack_script.port;
}

static bool play_in_headphones(void *context)
{
    const struct kiosk *k = context;
    return k->audio_capture.route == AUDIO_HEADPHONES;
}

/* The wall clock stands in another year, or is right again; what waits does not notice. */
static bool fault_clock(struct kiosk *k, const char *name)
{
    static const struct {
        const char *name;
        int64_t s;
    } wrong[] = {{"1970", 3600}, {"2038", 2147400000}};
    k->clock.s -= k->clock_fault_s;
    k->clock_fault_s = 0;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        if (strcmp(name, wrong[i].name) == 0) {
            k->clock_fault_s = wrong[i].s - k->clock.s;
        }
    }
    k->clock.s += k->clock_fault_s;
    return k->clock_fault_s != 0 || strcmp(name, "well") == 0;
}

static bool play_fault(void *context, const char *port, const char *name, int after)
{
    struct kiosk *k = context;
    char when[64];
    if (strcmp(port, "scanner") == 0) {
        k->scanner_script.unplugged = strcmp(name, "unplugged") == 0;
        k->scanner_script.silent = strcmp(name, "silent") == 0;
        return k->scanner_script.unplugged || k->scanner_script.silent || strcmp(name, "well") == 0;
    }
    if (strcmp(port, "camera") == 0) {
        return k->camera.pretended && camera_file_fault(&k->camera.file, name);
    }
    if (strcmp(port, "keypad") == 0) {
        return keypad_script_fault(&k->keypad_script, name);
    }
    if (strcmp(port, "beacon") == 0) {
        return k->beacon == &k->beacon_script.port && beacon_script_fault(&k->beacon_script, name);
    }
    if (strcmp(port, "keyboard") == 0) {
        return k->keyboard == &k->keyboard_script.port &&
               keyboard_script_fault(&k->keyboard_script, name);
    }
    if (strcmp(port, "machine") == 0) {
        return k->machine == &k->machine_script.port &&
               machine_script_fault(&k->machine_script, name);
    }
    if (strcmp(port, "wifi") == 0) {
        return k->wifi == &k->wifi_script.port && wifi_script_fault(&k->wifi_script, name);
    }
    if (strcmp(port, "clock") == 0) {
        return fault_clock(k, name);
    }
    if (strcmp(port, "jack") == 0) {
        return jack_script_fault(&k->jack_script, name);
    }
    if (strcmp(port, "touch") == 0) {
        return k->touch == &k->touch_script.port && touch_script_fault(&k->touch_script, name);
    }
    if (strcmp(port, "microphone") == 0) {
        return k->capture == &k->capture_file.port && capture_file_fault(&k->capture_file, name);
    }
    (void)snprintf(when, sizeof when, "%s %d", name, after);
    return strcmp(port, "printer") == 0 && play_rig(k, "printer", after > 0 ? when : name);
}

static void play_say(void *context, const char *line)
{
    (void)context;
    printf("%s\n", line);
    fflush(stdout);
}

static void account(void *context, const char *screen, const char *language, const struct heard *h)
{
    char text[1024];
    struct buf line;
    buf_init(&line, text, sizeof text);
    heard_line(h, screen, language, &line);
    fputs(line.data, context);
}

/* What the command line gave stays, and nothing else of the run before. */
static void begin_anew(struct kiosk *k)
{
    struct {
        const char *state, *config, *size, *language, *play, *out, *rig, *now, *seed, *packs_key,
            *fleet_key;
        const char *uris[7];
        FILE *heard, *touches;
        int64_t resumed_s;
    } kept = {k->state,
              k->config,
              k->size,
              k->language,
              k->play,
              k->out,
              k->rig,
              k->now,
              k->seed,
              k->packs_key,
              k->fleet_key,
              {k->printer_uri, k->scanner_uri, k->camera_uri, k->audio_uri, k->keypad_uri,
               k->microphone_uri, k->wifi_uri},
              k->heard,
              k->touches,
              k->clock.ops->now_s(&k->clock)};
    memset(k, 0, sizeof *k);
    k->state = kept.state;
    k->config = kept.config;
    k->size = kept.size;
    k->language = kept.language;
    k->play = kept.play;
    k->out = kept.out;
    k->rig = kept.rig;
    k->now = kept.now;
    k->seed = kept.seed;
    k->packs_key = kept.packs_key;
    k->fleet_key = kept.fleet_key;
    k->printer_uri = kept.uris[0];
    k->scanner_uri = kept.uris[1];
    k->camera_uri = kept.uris[2];
    k->audio_uri = kept.uris[3];
    k->keypad_uri = kept.uris[4];
    k->microphone_uri = kept.uris[5];
    k->wifi_uri = kept.uris[6];
    k->headless = true;
    k->heard = kept.heard;
    k->touches = kept.touches;
    k->resumed_s = kept.resumed_s;
}

static bool play_restart(void *context)
{
    struct kiosk *k = context;
    kiosk_down(k);
    begin_anew(k);
    if (failed(kiosk_settings(k)) || failed(kiosk_up(k))) {
        fprintf(stderr, "kiosk: it does not start again.\n");
        exit(1); /* nothing of it is up, and the play has nothing to play on */
    }
    k->voice.account = k->heard == NULL ? NULL : account;
    k->voice.context = k->heard;
    return true;
}

/* "SHOT TAB X TAB Y TAB MS", a touch a line. */
static void play_touched(void *context, int shots, int x, int y, int ms)
{
    const struct kiosk *k = context;
    if (k->touches != NULL) {
        fprintf(k->touches, "%d\t%d\t%d\t%d\n", shots, x, y, ms);
    }
}

static FILE *open_account(const struct kiosk *k, const char *name)
{
    char path[400];
    snprintf(path, sizeof path, "%s/%s", k->out, name);
    return failed(rig_make_folders(path)) ? NULL : fopen(path, "w");
}

static void close_account(FILE *file)
{
    if (file != NULL) {
        fclose(file);
    }
}

int kiosk_play(struct kiosk *k)
{
    struct file_bytes script = {0};
    struct play p = {.shell = &k->shell,
                     .file = k->play,
                     .out = k->out,
                     .rig = play_rig,
                     .write_picture = play_picture,
                     .write_text = play_text,
                     .real_wait = play_wait,
                     .passed = play_passed,
                     .scan = play_scan,
                     .camera = play_camera,
                     .key = play_key,
                     .keyboard = play_keyboard,
                     .jack = play_jack,
                     .in_headphones = play_in_headphones,
                     .fault = play_fault,
                     .restart = play_restart,
                     .say = play_say,
                     .touched = play_touched,
                     .context = k,
                     .every_screen = k->out != NULL,
                     .every_picture = k->out != NULL};
    const struct err e = files_linux()->ops->map(k->play, &script);
    if (failed(e)) {
        fprintf(stderr, "kiosk: %s cannot be read (%s).\n", k->play, err_name(e.code));
        return 1;
    }
    if (k->out != NULL) {
        k->heard = open_account(k, "heard.txt");
        k->touches = open_account(k, "touches.tsv");
        k->voice.account = k->heard == NULL ? NULL : account;
        k->voice.context = k->heard;
    }
    const bool ok = play_script(&p, script.bytes);
    k->voice.account = NULL;
    close_account(k->heard);
    close_account(k->touches);
    files_linux()->ops->unmap(&script);
    return ok ? 0 : 1;
}
