/* The settings of this run: defaults, the file, what was set at the screen, what was set from afar,
 * the command line. */
#define _GNU_SOURCE /* strptime, timegm */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/kiosk/kiosk.h"
#include "app/outbox/key_file.h"
#include "app/pack/pack_settings.h"
#include "app/sound/languages.h"
#include "app/staff/site.h"
#include "platform/base/nearest.h"

/* It stays mapped: where packs change their defaults it is read over them again. */
static struct err read_config(struct kiosk *k, struct settings *s)
{
    struct setting_problem problem;
    if (k->config_file.bytes == NULL) {
        const struct err e = files_linux()->ops->map(k->config, &k->config_file);
        if (failed(e)) {
            fprintf(stderr, "kiosk: %s cannot be read (%s).\n", k->config, err_name(e.code));
            return e;
        }
    }
    const struct err parsed = settings_parse(s, k->config_file.bytes, &problem);
    if (failed(parsed)) {
        fprintf(stderr, "kiosk: %s:%d: %s\n", k->config, problem.line, problem.message);
        log_event(EV_BAD_SETTING, problem.line, 0);
    }
    return parsed;
}

/* What the set-up on the screen chose. */
static struct err read_site(const struct kiosk *k, struct settings *s)
{
    struct setting_problem problem;
    const struct err e = site_read(files_linux(), k->state, s, &problem);
    if (failed(e)) {
        fprintf(stderr, "kiosk: %s/%s:%d: %s\n", k->state, SITE_FILE, problem.line,
                problem.message);
        log_event(EV_BAD_SETTING, problem.line, 0);
    }
    return e;
}

/* What is signed for this kiosk and lies in the state directory. Whatever is wrong with it, the
 * kiosk serves with its own settings. */
static bool read_afar(struct kiosk *k, struct settings *s, struct desired *ret_afar)
{
    uint8_t key[SEAL_KEY];
    if (k->fleet_key == NULL) {
        return false;
    }
    if (failed(seal_start()) || failed(key_file_read_at(files_linux(), k->fleet_key, key))) {
        fprintf(stderr, "kiosk: --fleet-key: %s is no key; settings from afar are not used.\n",
                k->fleet_key);
        return false;
    }
    const struct err e = remote_apply(files_linux(), k->state, key, s, ret_afar);
    if (failed(e) && e.code != ERR_NOT_FOUND) {
        fprintf(stderr, "kiosk: %s/%s: %s (%s); settings from afar are not used.\n", k->state,
                REMOTE_FILE, e.at, err_name(e.code));
        log_event(EV_BAD_SETTING, 0, e.code);
    }
    return !failed(e);
}

static struct err override(struct kiosk *k, const char *key, const char *value)
{
    struct setting_problem problem;
    if (value == NULL) {
        return ERR_OK;
    }
    const struct err e = settings_set(&k->settings, key, value, &problem);
    if (failed(e)) {
        fprintf(stderr, "kiosk: %s\n", problem.message);
    }
    return e;
}

/* --language: one that is configured and spoken throughout. */
static bool opens_in(struct kiosk *k)
{
    const struct language *language = language_find(k->language);
    if (language == NULL || !language->ready) {
        fprintf(stderr, "kiosk: --language: this version does not speak '%s' yet.\n", k->language);
        return false;
    }
    if (!settings_language_first(&k->settings, k->language)) {
        fprintf(stderr, "kiosk: --language: '%s' is not in kiosk.languages.\n", k->language);
        return false;
    }
    return true;
}

static void find_languages(struct kiosk *k)
{
    for (int i = 0; i < LANGUAGES_MAX; i++) {
        k->languages[i] = settings_language(&k->settings, i, k->language_codes[i]);
    }
}

/* A kiosk that lost a language serves in the others. */
static void leave_out(struct kiosk *k, int language)
{
    char list[SETTING_TEXT];
    struct buf out;
    buf_init(&out, list, sizeof list);
    for (int i = 0; i < LANGUAGES_MAX && k->languages[i] != NULL; i++) {
        if (i != language) {
            buf_printf(&out, "%s%s", out.len > 0 ? "," : "", k->languages[i]);
        }
    }
    (void)snprintf(k->settings.languages, sizeof k->settings.languages, "%s",
                   out.len > 0 ? list : "vi");
    find_languages(k);
}

/* Every configured language has its folder: its tile shows its own name. */
static struct err check_languages(struct kiosk *k)
{
    const char *known[LANGUAGES_MAX * 4];
    int count = 0;
    for (; count < LANGUAGES_MAX * 4 && language_at(count) != NULL; count++) {
        known[count] = language_at(count)->code;
    }
    for (int i = 0; i < LANGUAGES_MAX && k->languages[i] != NULL; i++) {
        if (language_find(k->languages[i]) == NULL && k->packs_changed) {
            fprintf(stderr, "kiosk: '%s' went with its pack: it is not offered.\n",
                    k->languages[i]);
            leave_out(k, i--);
        } else if (language_find(k->languages[i]) == NULL) {
            const char *near = nearest(k->languages[i], known, count);
            fprintf(stderr,
                    "kiosk: kiosk.languages: '%s' is neither built in nor in a pack; %s%s.\n",
                    k->languages[i], near == NULL ? "see assets/languages" : "did you mean ",
                    near == NULL ? "" : near);
            return ERR(ERR_BAD_INPUT, 0, "kiosk: languages");
        }
    }
    return ERR_OK;
}

/* Defaults, those of packs over them, and over both what this kiosk was told. */
static struct err read_files(struct kiosk *k, struct settings *s)
{
    settings_default(s);
    pack_set_settings(&k->sets[k->side], s);
    const struct err e = k->config == NULL ? ERR_OK : read_config(k, s);
    return failed(e) ? e : read_site(k, s);
}

void kiosk_settings_again(struct kiosk *k)
{
    struct settings fresh;
    struct desired afar;
    if (!failed(read_files(k, &fresh))) {
        (void)read_afar(k, &fresh, &afar); /* over what packs say, as at the start */
        pack_settings_copy(&k->settings, &fresh);
    }
}

struct err kiosk_settings(struct kiosk *k)
{
    char width[16];
    char height[16];
    kiosk_packs(k);
    struct err e = read_files(k, &k->settings);
    if (!failed(e)) {
        k->has_afar = read_afar(k, &k->settings, &k->afar);
    }
    if (!failed(e) && k->size != NULL) {
        if (sscanf(k->size, "%15[0-9]x%15[0-9]", width, height) != 2) {
            fprintf(stderr, "kiosk: --size is WxH, as 1080x1920; '%s' is not.\n", k->size);
            return ERR(ERR_BAD_INPUT, 0, "kiosk: size");
        }
        if (!k->window) {
            e = override(k, "screen.width", width);
            e = failed(e) ? e : override(k, "screen.height", height);
        }
    }
    const struct {
        const char *key, *value;
    } rows[] = {{"devices.printer", k->printer_uri}, {"devices.scanner", k->scanner_uri},
                {"devices.camera", k->camera_uri},   {"devices.audio", k->audio_uri},
                {"devices.keypad", k->keypad_uri},   {"devices.microphone", k->microphone_uri},
                {"devices.wifi", k->wifi_uri}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0] && !failed(e); i++) {
        e = override(k, rows[i].key, rows[i].value);
    }
    if (!failed(e) && k->language != NULL && !opens_in(k)) {
        return ERR(ERR_BAD_INPUT, 0, "kiosk: language");
    }
    find_languages(k);
    return failed(e) ? e : check_languages(k);
}

int64_t kiosk_time(const char *text)
{
    struct tm t = {0};
    const char *rest = strptime(text, "%Y-%m-%dT%H:%M:%S", &t);
    if (rest == NULL) {
        return -1;
    }
    long offset = 0;
    if (*rest == '+' || *rest == '-') {
        offset = strtol(rest + 1, NULL, 10) * 3600 * (*rest == '+' ? 1 : -1);
    }
    return (int64_t)timegm(&t) - offset;
}
