#include "app/settings.h"

#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/base/buf.h"
#include "platform/base/nearest.h"

enum setting_type { TEXT, NUMBER, SWITCH };

struct setting_row {
    const char *key;
    enum setting_type type;
    size_t offset;
    const char *fallback;
    int min, max;
    const char *sentence;
};

#define AT(field) offsetof(struct settings, field)

static const struct setting_row rows[] = {
    {"kiosk.name", TEXT, AT(name), "kiosk", 1, 32, "The kiosk's own name, unique in the fleet."},
    {"kiosk.place", TEXT, AT(place), "Xã Ia Hrung", 1, 40,
     "The place shown at the top of screens."},
    {"kiosk.commune", TEXT, AT(commune), "23767", 5, 5, "Five-digit code of this commune."},
    {"kiosk.public_url", TEXT, AT(public_url), "HTTP://127.0.0.1:8780", 8, 100,
     "Address before /H/ in the receipt's QR; upper case keeps the QR small."},
    {"kiosk.practice", SWITCH, AT(practice), "yes", 0, 1,
     "yes = works with a practice portal; every screen and slip says so."},
    {"kiosk.counter", NUMBER, AT(counter), "0", 0, 99,
     "The counter people are sent to when the kiosk cannot help; 0 = no number is said."},
    {"kiosk.languages", TEXT, AT(languages), "vi,jra,bdq,en", 2, 100,
     "Language tiles in order; the first is the default."},
    {"kiosk.first_setup", SWITCH, AT(first_setup), "no", 0, 1,
     "yes = the kiosk opens with the first set-up, whose answers lie in site.ini of the state "
     "directory; it ends by writing no there."},
    {"kiosk.offset_minutes", NUMBER, AT(offset_minutes), "420", -720, 840,
     "Local time minus UTC, in minutes."},
    {"screen.width", NUMBER, AT(width), "1080", 320, 4096, "Width in pixels, as people see it."},
    {"screen.height", NUMBER, AT(height), "1920", 320, 4096, "Height in pixels, as people see it."},
    {"screen.rotation", NUMBER, AT(rotation), "0", 0, 270,
     "Degrees clockwise that the picture is turned on the panel: 0, 90, 180 or 270. Touches are "
     "turned back; width and height stay as people see them."},
    {"screen.text_percent", NUMBER, AT(text_percent), "100", 100, 200,
     "Text size at the start of each visit: 100, 125, 150 or 200."},
    {"screen.theme", TEXT, AT(theme), "light", 2, 8,
     "Colours at the start of each visit: light, dark, hc or lowglare."},
    {"screen.um_per_px", NUMBER, AT(um_per_px), "311", 50, 2000,
     "Micrometres of one pixel, measured on the panel with a ruler."},
    {"screen.light", NUMBER, AT(light), "100", 10, 100,
     "The panel's light in percent, where it can be turned."},
    {"screen.dim_after_s", NUMBER, AT(dim_after_s), "600", 0, 86400,
     "Quiet seconds before the welcome page is dimmed; 0 = never. In the night half a minute."},
    {"screen.dim_light", NUMBER, AT(dim_light), "30", 1, 100,
     "The panel's light in percent while it is dimmed; a touch makes it light again."},
    {"night.from", NUMBER, AT(night_from), "0", 0, 1439,
     "Minute of the day when the night begins: it is dimmed and greets nobody who is not there."},
    {"night.to", NUMBER, AT(night_to), "0", 0, 1439,
     "Minute of the day when it ends; the same as night.from = there is no night."},
    {"sound.volume", NUMBER, AT(volume), "4", 0, 6,
     "Loudness step of 3 dB at the start of each visit; 4 = as the recordings are."},
    {"sound.call_again_s", NUMBER, AT(call_again_s), "20", 0, 600,
     "Seconds until the gong that calls an officer sounds again: three times, then softly every "
     "minute until somebody answers; 0 = it sounds once."},
    {"portal.url", TEXT, AT(portal_url), "", 0, 120,
     "Address of the service portal for a courier that is started without --portal."},
    {"portal.adapter", TEXT, AT(portal_adapter), "rest", 4, 8,
     "How that portal is spoken to: rest, igate or openrosa."},
    {"devices.finder", TEXT, AT(finder), "linux:", 4, 120,
     "What looks for devices at the first set-up: linux:, or sim:FILE that lists them."},
    {"devices.panel", TEXT, AT(panel), "sdl:", 4, 120,
     "The screen: sdl: = a window or the whole screen of a desk; drm: = the panel itself, on an "
     "appliance; drm:/dev/dri/card1 = of that card."},
    {"devices.ups", TEXT, AT(ups), "kernel:", 4, 120,
     "Who tells of mains and battery: kernel:, or nut:NAME@tcp://127.0.0.1:3493 or "
     "nut:NAME@unix:PATH for NUT's upsd."},
    {"devices.stick", TEXT, AT(stick), "/run/rong/stick", 1, 120,
     "Folder where a USB stick is mounted when staff carry applications to another kiosk."},
    {"log.key", TEXT, AT(log_key), "", 0, 64,
     "Public key, 64 hex digits, that the log is sealed to when staff take it along on a stick; "
     "kioskctl log key makes the pair. Empty = it is not taken along."},
    {"network.usb", SWITCH, AT(network_usb), "no", 0, 1,
     "A 4G modem or a Wi-Fi adapter may be plugged in over USB; the image reads it at its start."},
    {"devices.printer", TEXT, AT(printer), "none:", 0, 120, "Receipt printer, as a device URI."},
    {"devices.printer_dots", NUMBER, AT(printer_dots), "576", 384, 576,
     "Dots across the receipt paper: 384, 512 or 576."},
    {"devices.roll_m", NUMBER, AT(roll_m), "50", 5, 1000,
     "Metres of paper a roll holds, until one ran out here: from then on it is learned."},
    {"devices.scanner", TEXT, AT(scanner), "none:", 0, 120, "2D scanner, as a device URI."},
    {"devices.beacon", TEXT, AT(beacon), "none:", 0, 120,
     "Light that calls an officer: led:NAME, relay:/dev/ttyUSB0, or none:."},
    {"devices.wifi", TEXT, AT(wifi), "none:", 0, 120, "Wi-Fi for staff to join: iwd: or none:."},
    {"devices.camera", TEXT, AT(camera), "none:", 0, 120, "Document camera, as a device URI."},
    {"devices.audio", TEXT, AT(audio), "sdl:", 0, 120, "Sound out, as a device URI."},
    {"devices.reader", TEXT, AT(reader), "espeak:", 0, 120,
     "Machine's voice for typed names that no clip says, as a device URI."},
    {"devices.headphones", TEXT, AT(phones), "sdl:", 4, 120,
     "Sound out while headphones are in, as a device URI; sdl: = the same device, which turns its "
     "sound over by itself."},
    {"devices.jack", TEXT, AT(jack), "none:", 0, 120,
     "Headphone jack, as a device URI; none: = nobody is ever alone with the voice."},
    {"devices.keypad", TEXT, AT(keypad), "none:", 0, 120, "Keypad, as a device URI."},
    {"devices.switches", TEXT, AT(switches), "none:", 0, 120,
     "A box of one or two switches, as a device URI; codes: keypad.step and keypad.choose."},
    {"devices.keyboard", TEXT, AT(keyboard), "none:", 0, 120,
     "Keyboard of officers, as a device URI: evdev: and a USB port's name in /dev/input/by-path."},
    {"devices.touch", TEXT, AT(touch), "none:", 0, 120,
     "What feels fingers on the panel, as a device URI: people and staff are told when it is gone; "
     "none: = nobody looks. Touches come from the display."},
    {"devices.microphone", TEXT, AT(microphone), "none:", 0, 120,
     "Microphone of the recording studio, as a device URI; open only while staff record."},
    {"papers.file_mb", NUMBER, AT(paper_mb), "5", 1, 15,
     "Megabytes that the portal takes as one file: the pages of a paper stay under it."},
    {"papers.camera_dpi", NUMBER, AT(camera_dpi), "0", 0, 600,
     "Pixels to the inch on the camera's tray, as staff measured with a sheet of A4; 0 = nobody "
     "did: then a page is taken to be as long as A4. Scanners say it themselves."},
    {"keypad.double_ms", NUMBER, AT(key_double_ms), "500", 0, 2000,
     "The same key again within so many milliseconds is a trembling hand and does not count."},
    {"keypad.repeat_after_ms", NUMBER, AT(key_repeat_after_ms), "2000", 0, 10000,
     "A held key of up, down or loudness repeats first after so many milliseconds; 0 = never."},
    {"keypad.repeat_every_ms", NUMBER, AT(key_repeat_every_ms), "2000", 200, 10000,
     "... and then every so many milliseconds."},
    {"keypad.up", NUMBER, AT(key_codes[PAD_UP]), "183", 0, 767,
     "The kernel's code of the key up (KEY_F13 of linux/input-event-codes.h); 0 = there is none."},
    {"keypad.down", NUMBER, AT(key_codes[PAD_DOWN]), "184", 0, 767,
     "... of the key down (KEY_F14)."},
    {"keypad.left", NUMBER, AT(key_codes[PAD_LEFT]), "185", 0, 767,
     "... of the key left (KEY_F15)."},
    {"keypad.right", NUMBER, AT(key_codes[PAD_RIGHT]), "186", 0, 767,
     "... of the key right (KEY_F16)."},
    {"keypad.select", NUMBER, AT(key_codes[PAD_SELECT]), "187", 0, 767,
     "... of the key select (KEY_F17)."},
    {"keypad.help", NUMBER, AT(key_codes[PAD_HELP]), "188", 0, 767,
     "... of the help key (KEY_F18)."},
    {"keypad.louder", NUMBER, AT(key_codes[PAD_LOUDER]), "189", 0, 767,
     "... of the key louder (KEY_F19)."},
    {"keypad.softer", NUMBER, AT(key_codes[PAD_SOFTER]), "190", 0, 767,
     "... of the key softer (KEY_F20)."},
    {"keypad.repeat", NUMBER, AT(key_codes[PAD_REPEAT]), "191", 0, 767,
     "... of the key that says all again (KEY_F21)."},
    {"keypad.slower", NUMBER, AT(key_codes[PAD_SLOWER]), "192", 0, 767,
     "... of the key that makes speech slower (KEY_F22)."},
    {"keypad.faster", NUMBER, AT(key_codes[PAD_FASTER]), "193", 0, 767,
     "... of the key that makes speech faster (KEY_F23)."},
    {"keypad.pause", NUMBER, AT(key_codes[PAD_PAUSE]), "194", 0, 767,
     "... of the key that lets speech wait and go on (KEY_F24)."},
    {"keypad.step", NUMBER, AT(key_codes[PAD_STEP]), "2", 0, 767,
     "... of the switch that goes on (KEY_1)."},
    {"keypad.choose", NUMBER, AT(key_codes[PAD_CHOOSE]), "3", 0, 767,
     "... of the switch that chooses (KEY_2)."},
    {"keyboard.method", TEXT, AT(keyboard_method), "telex", 3, 5,
     "How the real keyboard writes Vietnamese: telex, vni or off."},
    {"switches.double_ms", NUMBER, AT(switch_double_ms), "500", 0, 5000,
     "The same switch again within so many milliseconds does not count."},
    {"switches.scan_ms", NUMBER, AT(switch_scan_ms), "0", 0, 20000,
     "With one switch the ring goes on by itself so many milliseconds after each item was said; 0 "
     "= "
     "it goes on by the other switch only."},
    {"touch.listen", SWITCH, AT(touch_listen), "no", 0, 1,
     "yes = at the start of each visit a first touch says what it is and a second one acts."},
    {"idle.warning_s", NUMBER, AT(idle_warning_s), "120", 10, 3600,
     "Quiet seconds before the kiosk asks whether somebody is still there."},
    {"idle.answer_s", NUMBER, AT(idle_answer_s), "45", 10, 600,
     "Seconds to answer before everything is wiped."},
    {"greeting.pause_s", NUMBER, AT(greeting_pause_s), "60", 10, 3600,
     "Quiet seconds between two rounds of greetings while nobody is there."},
    {"send.wait_s", NUMBER, AT(send_wait_s), "8", 1, 60,
     "Seconds after \"send\" before the kiosk says what is true by then."},
    {"signin.wanted", TEXT, AT(signin), "offered", 5, 7,
     "Whether she signs in on her own phone: never, offered beside the card, or asked for before "
     "the first question."},
    {"signin.issuer", TEXT, AT(issuer), "", 0, 120,
     "Address of who signs her in (OAuth 2.0, RFC 8628), https://; empty = the portal itself."},
    {"signin.client_id", TEXT, AT(issuer_client), "rong-kiosk", 1, 120,
     "What the issuer knows this kiosk's courier by."},
    {"signin.scope", TEXT, AT(issuer_scope), "application", 0, 120,
     "What is asked for: to file one application; empty = as the issuer sees fit."},
    {"signin.device_path", TEXT, AT(issuer_device), "/oauth/device_authorization", 1, 120,
     "Where the issuer gives codes, behind its address."},
    {"signin.token_path", TEXT, AT(issuer_token), "/oauth/token", 1, 120,
     "Where the issuer is asked whether her phone agreed, behind its address."},
    {"papers.phone", SWITCH, AT(papers_phone), "yes", 0, 1,
     "yes = pages of a paper may come from her own phone, where the portal takes them."},
    {"limits.applications", NUMBER, AT(hourly_most[HOURLY_APPLICATIONS]), "30", 0, HOURLY_MOST,
     "So many applications within an hour, then none is begun until an officer lifts it; 0 = any."},
    {"limits.tickets", NUMBER, AT(hourly_most[HOURLY_TICKETS]), "60", 0, HOURLY_MOST,
     "... so many numbers for the counter."},
    {"limits.calls", NUMBER, AT(hourly_most[HOURLY_CALLS]), "30", 0, HOURLY_MOST,
     "... so many calls for an officer."},
    {"limits.lookups", NUMBER, AT(hourly_most[HOURLY_LOOKUPS]), "60", 0, HOURLY_MOST,
     "... so many slips looked up."},
    {"limits.prints", NUMBER, AT(hourly_most[HOURLY_PRINTS]), "60", 0, HOURLY_MOST,
     "... so many lists, copies and other slips printed, applications set aside among them."},
    {"queue.system", TEXT, AT(queue), "", 0, 120,
     "Address of the centre's queue system, http:// or https://; empty = the kiosk gives its own "
     "numbers, from 1 each day."},
    {"queue.path", TEXT, AT(queue_path), "/tickets", 1, 120,
     "Where the queue system gives numbers, behind its address."},
};

/* Settings that take nothing but one of a few words. */
static const struct {
    const char *key, *words;
} choices[] = {{"screen.rotation", "0 90 180 270"},     {"screen.text_percent", "100 125 150 200"},
               {"devices.printer_dots", "384 512 576"}, {"portal.adapter", "rest igate openrosa"},
               {"screen.theme", SETTING_THEMES},        {"signin.wanted", SETTING_SIGNIN},
               {"keyboard.method", SETTING_METHODS}};

#define ROWS ((int)(sizeof rows / sizeof rows[0]))

static char *text_of(struct settings *s, const struct setting_row *row)
{
    return (char *)s + row->offset;
}

static int read_number(const void *at)
{
    int value;
    memcpy(&value, at, sizeof value);
    return value;
}

static const struct setting_row *find(const char *key)
{
    for (int i = 0; i < ROWS; i++) {
        if (strcmp(rows[i].key, key) == 0) {
            return &rows[i];
        }
    }
    return NULL;
}

static struct err bad(struct setting_problem *problem)
{
    problem->line = 0;
    return ERR(ERR_BAD_INPUT, 0, "settings: value");
}

static struct err set_text(struct settings *s, const struct setting_row *row, const char *value,
                           struct setting_problem *problem)
{
    const int length = (int)strlen(value);
    if (length < row->min || length > row->max) {
        snprintf(problem->message, sizeof problem->message,
                 "%s must have %d to %d characters; it has %d.", row->key, row->min, row->max,
                 length);
        return bad(problem);
    }
    for (const char *c = value; *c != '\0'; c++) {
        if (*c == ';' || (*c >= 0 && *c < ' ') || *c == 0x7F) {
            snprintf(problem->message, sizeof problem->message,
                     "%s may not hold ';' (it begins a comment) or control characters.", row->key);
            return bad(problem);
        }
    }
    memcpy(text_of(s, row), value, (size_t)length + 1);
    return ERR_OK;
}

static struct err set_number(struct settings *s, const struct setting_row *row, const char *value,
                             struct setting_problem *problem)
{
    char *end = NULL;
    const long number = strtol(value, &end, 10);
    if (end == value || *end != '\0' || number < row->min || number > row->max) {
        snprintf(problem->message, sizeof problem->message,
                 "%s must be a whole number from %d to %d; '%.40s' is not.", row->key, row->min,
                 row->max, value);
        return bad(problem);
    }
    const int stored = (int)number;
    memcpy((char *)s + row->offset, &stored, sizeof stored);
    return ERR_OK;
}

static struct err set_switch(struct settings *s, const struct setting_row *row, const char *value,
                             struct setting_problem *problem)
{
    const bool on = strcmp(value, "yes") == 0;
    if (!on && strcmp(value, "no") != 0) {
        snprintf(problem->message, sizeof problem->message, "%s must be yes or no; '%.40s' is not.",
                 row->key, value);
        return bad(problem);
    }
    memcpy((char *)s + row->offset, &on, sizeof on);
    return ERR_OK;
}

static struct err unknown_key(const char *key, struct setting_problem *problem)
{
    const char *names[ROWS];
    for (int i = 0; i < ROWS; i++) {
        names[i] = rows[i].key;
    }
    const char *near = nearest(key, names, ROWS);
    if (near != NULL) {
        snprintf(problem->message, sizeof problem->message,
                 "'%.60s' is not a setting; did you mean %s?", key, near);
    } else {
        snprintf(problem->message, sizeof problem->message,
                 "'%.60s' is not a setting; kiosk --print-config lists them all.", key);
    }
    return bad(problem);
}

/* Place of a word in a list parted by blanks, or -1. */
static int word_index(const char *words, const char *word)
{
    const size_t length = strlen(word);
    for (int i = 0; *words != '\0'; i++) {
        const size_t own = strcspn(words, " ");
        if (own == length && memcmp(words, word, own) == 0) {
            return i;
        }
        words += own + (words[own] == ' ');
    }
    return -1;
}

int settings_theme(const struct settings *s)
{
    const int theme = word_index(SETTING_THEMES, s->theme);
    return theme >= 0 ? theme : 0;
}

int settings_method(const struct settings *s)
{
    const int method = word_index(SETTING_METHODS, s->keyboard_method);
    return method >= 0 ? method : 0;
}

static struct err one_of(const struct setting_row *row, const char *value,
                         struct setting_problem *problem)
{
    for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++) {
        if (strcmp(choices[i].key, row->key) == 0 && word_index(choices[i].words, value) < 0) {
            snprintf(problem->message, sizeof problem->message,
                     "%s must be one of: %s; '%.40s' is not.", row->key, choices[i].words, value);
            return bad(problem);
        }
    }
    return ERR_OK;
}

struct err settings_set(struct settings *s, const char *key, const char *value,
                        struct setting_problem *ret_problem)
{
    const struct setting_row *row = find(key);
    if (row == NULL) {
        return unknown_key(key, ret_problem);
    }
    const struct err chosen = one_of(row, value, ret_problem);
    if (failed(chosen)) {
        return chosen;
    }
    switch (row->type) {
    case TEXT:
        return set_text(s, row, value, ret_problem);
    case NUMBER:
        return set_number(s, row, value, ret_problem);
    case SWITCH:
        return set_switch(s, row, value, ret_problem);
    }
    return ERR_OK;
}

void settings_default(struct settings *s)
{
    struct setting_problem problem;
    memset(s, 0, sizeof *s);
    for (int i = 0; i < ROWS; i++) {
        const struct err e = settings_set(s, rows[i].key, rows[i].fallback, &problem);
        (void)e; /* every default is checked by test_settings.c */
    }
}

struct parse {
    struct settings *s;
    struct setting_problem *problem;
    bool bad;
};

static int handle(void *user, const char *section, const char *key, const char *value)
{
    struct parse *p = user;
    char name[128];
    if (p->bad) {
        return 1;
    }
    snprintf(name, sizeof name, "%s.%s", section, key);
    p->bad = failed(settings_set(p->s, name, value, p->problem));
    return p->bad ? 0 : 1;
}

struct err settings_parse(struct settings *s, const char *text, struct setting_problem *ret_problem)
{
    struct settings fresh = *s;
    *ret_problem = (struct setting_problem){0};
    struct parse p = {.s = &fresh, .problem = ret_problem};
    const int line = ini_parse_string(text, handle, &p);
    if (line != 0) {
        if (!p.bad) {
            snprintf(ret_problem->message, sizeof ret_problem->message,
                     "the line is neither [section], key = value nor ; comment.");
        }
        ret_problem->line = line > 0 ? line : 0;
        return ERR(ERR_BAD_INPUT, line, "settings: parse");
    }
    *s = fresh;
    return ERR_OK;
}

static void print_value(const struct settings *s, const struct setting_row *row, struct buf *out)
{
    const char *at = (const char *)s + row->offset;
    const char *key = strchr(row->key, '.') + 1;
    switch (row->type) {
    case TEXT:
        buf_printf(out, "%s = %s\n", key, at);
        break;
    case NUMBER:
        buf_printf(out, "%s = %d\n", key, read_number(at));
        break;
    case SWITCH:
        buf_printf(out, "%s = %s\n", key, *(const bool *)at ? "yes" : "no");
        break;
    }
}

static void print_sentence(const struct setting_row *row, struct buf *out)
{
    buf_printf(out, "; %s", row->sentence);
    switch (row->type) {
    case TEXT:
        buf_printf(out, " Text of %d to %d characters", row->min, row->max);
        break;
    case NUMBER:
        buf_printf(out, " Number, %d to %d", row->min, row->max);
        break;
    case SWITCH:
        buf_puts(out, " yes or no");
        break;
    }
    buf_printf(out, "; default %s\n", row->fallback);
}

void settings_print(const struct settings *s, struct buf *out)
{
    size_t section_length = 0;
    const char *section = "";
    for (int i = 0; i < ROWS; i++) {
        const size_t length = (size_t)(strchr(rows[i].key, '.') - rows[i].key);
        if (length != section_length || strncmp(section, rows[i].key, length) != 0) {
            section = rows[i].key;
            section_length = length;
            buf_printf(out, "%s[%.*s]\n", i == 0 ? "" : "\n", (int)length, section);
        }
        print_sentence(&rows[i], out);
        print_value(s, &rows[i], out);
    }
}

const char *settings_language(const struct settings *s, int i, char *out)
{
    const char *at = s->languages;
    for (; i > 0 && at != NULL; i--) {
        at = strchr(at, ',');
        at = at == NULL ? NULL : at + 1;
    }
    if (at == NULL || *at == '\0') {
        return NULL;
    }
    snprintf(out, LANGUAGE_CODE, "%.*s", (int)strcspn(at, ","), at);
    return out;
}

bool settings_language_first(struct settings *s, const char *code)
{
    char list[SETTING_TEXT];
    char other[LANGUAGE_CODE];
    struct buf out;
    bool found = false;
    buf_init(&out, list, sizeof list);
    buf_puts(&out, code);
    for (int i = 0; settings_language(s, i, other) != NULL; i++) {
        if (strcmp(other, code) == 0) {
            found = true;
        } else {
            buf_printf(&out, ",%s", other);
        }
    }
    if (!found || out.full) {
        return false;
    }
    memcpy(s->languages, list, out.len + 1);
    return true;
}
