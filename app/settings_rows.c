#include "app/settings_rows.h"

#include <string.h>

#include "app/settings.h"

#define AT(field) offsetof(struct settings, field)
#define TEXT      SETTING_IS_TEXT
#define NUMBER    SETTING_IS_NUMBER
#define SWITCH    SETTING_IS_SWITCH
#define LOCAL     false
#define REMOTE    true

static const struct setting_row rows[] = {
    {"kiosk.name", TEXT, AT(name), "kiosk", 1, 32, "The kiosk's own name, unique in the fleet.",
     LOCAL},
    {"kiosk.place", TEXT, AT(place), "Xã Ia Hrung", 1, 40, "The place shown at the top of screens.",
     LOCAL},
    {"kiosk.commune", TEXT, AT(commune), "23767", 5, 5, "Five-digit code of this commune.", LOCAL},
    {"kiosk.public_url", TEXT, AT(public_url), "HTTP://127.0.0.1:8780", 8, 100,
     "Address before /H/ in the receipt's QR; upper case keeps the QR small.", LOCAL},
    {"kiosk.practice", SWITCH, AT(practice), "yes", 0, 1,
     "yes = works with a practice portal; every screen and slip says so.", LOCAL},
    {"kiosk.counter", NUMBER, AT(counter), "0", 0, 99,
     "The counter people are sent to when the kiosk cannot help; 0 = no number is said.", REMOTE},
    {"kiosk.languages", TEXT, AT(languages), "vi,jra,bdq,en", 2, 100,
     "Language tiles in order; the first is the default.", LOCAL},
    {"kiosk.first_setup", SWITCH, AT(first_setup), "no", 0, 1,
     "yes = the kiosk opens with the first set-up, whose answers lie in site.ini of the state "
     "directory; it ends by writing no there.",
     LOCAL},
    {"kiosk.offset_minutes", NUMBER, AT(offset_minutes), "420", -720, 840,
     "Local time minus UTC, in minutes.", LOCAL},
    {"screen.width", NUMBER, AT(width), "1080", 320, 4096, "Width in pixels, as people see it.",
     LOCAL},
    {"screen.height", NUMBER, AT(height), "1920", 320, 4096, "Height in pixels, as people see it.",
     LOCAL},
    {"screen.rotation", NUMBER, AT(rotation), "0", 0, 270,
     "Degrees clockwise that the picture is turned on the panel: 0, 90, 180 or 270. Touches are "
     "turned back; width and height stay as people see them.",
     LOCAL},
    {"screen.text_percent", NUMBER, AT(text_percent), "100", 100, 200,
     "Text size at the start of each visit: 100, 125, 150 or 200.", REMOTE},
    {"screen.theme", TEXT, AT(theme), "light", 2, 8,
     "Colours at the start of each visit: light, dark, hc or lowglare.", REMOTE},
    {"screen.um_per_px", NUMBER, AT(um_per_px), "311", 50, 2000,
     "Micrometres of one pixel, measured on the panel with a ruler.", LOCAL},
    {"screen.light", NUMBER, AT(light), "100", 10, 100,
     "The panel's light in percent, where it can be turned.", LOCAL},
    {"screen.dim_after_s", NUMBER, AT(dim_after_s), "600", 0, 86400,
     "Quiet seconds before the welcome page is dimmed; 0 = never. In the night half a minute.",
     REMOTE},
    {"screen.dim_light", NUMBER, AT(dim_light), "30", 1, 100,
     "The panel's light in percent while it is dimmed; a touch makes it light again.", REMOTE},
    {"night.from", NUMBER, AT(night_from), "0", 0, 1439,
     "Minute of the day when the night begins: it is dimmed and greets nobody who is not there.",
     REMOTE},
    {"night.to", NUMBER, AT(night_to), "0", 0, 1439,
     "Minute of the day when it ends; the same as night.from = there is no night.", REMOTE},
    {"sound.volume", NUMBER, AT(volume), "4", 0, 6,
     "Loudness step of 3 dB at the start of each visit; 4 = as the recordings are.", LOCAL},
    {"sound.call_again_s", NUMBER, AT(call_again_s), "20", 0, 600,
     "Seconds until the gong that calls an officer sounds again: three times, then softly every "
     "minute until somebody answers; 0 = it sounds once.",
     REMOTE},
    {"portal.url", TEXT, AT(portal_url), "", 0, 120,
     "Address of the service portal for a courier that is started without --portal.", LOCAL},
    {"portal.adapter", TEXT, AT(portal_adapter), "rest", 4, 8,
     "How that portal is spoken to: rest, igate or openrosa.", LOCAL},
    {"devices.finder", TEXT, AT(finder), "linux:", 4, 120,
     "What looks for devices at the first set-up: linux:, or sim:FILE that lists them.", LOCAL},
    {"devices.panel", TEXT, AT(panel), "sdl:", 4, 120,
     "The screen: sdl: = a window or the whole screen of a desk; drm: = the panel itself, on an "
     "appliance; drm:/dev/dri/card1 = of that card.",
     LOCAL},
    {"devices.ups", TEXT, AT(ups), "kernel:", 4, 120,
     "Who tells of mains and battery: kernel:, or nut:NAME@tcp://127.0.0.1:3493 or "
     "nut:NAME@unix:PATH for NUT's upsd.",
     LOCAL},
    {"devices.stick", TEXT, AT(stick), "/run/rong/stick", 1, 120,
     "Folder where a USB stick is mounted when staff carry applications to another kiosk.", LOCAL},
    {"fleet.group", TEXT, AT(group), "", 0, 32,
     "The group of the fleet this kiosk is in, as the province names it: settings from afar may be "
     "for a group. Empty = none.",
     LOCAL},
    {"log.key", TEXT, AT(log_key), "", 0, 64,
     "Public key, 64 hex digits, that the log is sealed to when staff take it along on a stick; "
     "kioskctl log key makes the pair. Empty = it is not taken along.",
     LOCAL},
    {"network.usb", SWITCH, AT(network_usb), "no", 0, 1,
     "A 4G modem or a Wi-Fi adapter may be plugged in over USB; the image reads it at its start.",
     LOCAL},
    {"devices.printer", TEXT, AT(printer), "none:", 0, 120, "Receipt printer, as a device URI.",
     LOCAL},
    {"devices.printer_dots", NUMBER, AT(printer_dots), "576", 384, 576,
     "Dots across the receipt paper: 384, 512 or 576.", LOCAL},
    {"devices.roll_m", NUMBER, AT(roll_m), "50", 5, 1000,
     "Metres of paper a roll holds, until one ran out here: from then on it is learned.", LOCAL},
    {"devices.scanner", TEXT, AT(scanner), "none:", 0, 120, "2D scanner, as a device URI.", LOCAL},
    {"devices.beacon", TEXT, AT(beacon), "none:", 0, 120,
     "Light that calls an officer: led:NAME, relay:/dev/ttyUSB0, or none:.", LOCAL},
    {"devices.wifi", TEXT, AT(wifi), "none:", 0, 120, "Wi-Fi for staff to join: iwd: or none:.",
     LOCAL},
    {"devices.camera", TEXT, AT(camera), "none:", 0, 120, "Document camera, as a device URI.",
     LOCAL},
    {"devices.audio", TEXT, AT(audio), "sdl:", 0, 120, "Sound out, as a device URI.", LOCAL},
    {"devices.reader", TEXT, AT(reader), "espeak:", 0, 120,
     "Machine's voice for typed names that no clip says, as a device URI.", LOCAL},
    {"devices.headphones", TEXT, AT(phones), "sdl:", 4, 120,
     "Sound out while headphones are in, as a device URI; sdl: = the same device, which turns its "
     "sound over by itself.",
     LOCAL},
    {"devices.jack", TEXT, AT(jack), "none:", 0, 120,
     "Headphone jack, as a device URI; none: = nobody is ever alone with the voice.", LOCAL},
    {"devices.keypad", TEXT, AT(keypad), "none:", 0, 120, "Keypad, as a device URI.", LOCAL},
    {"devices.switches", TEXT, AT(switches), "none:", 0, 120,
     "A box of one or two switches, as a device URI; codes: keypad.step and keypad.choose.", LOCAL},
    {"devices.keyboard", TEXT, AT(keyboard), "none:", 0, 120,
     "Keyboard of officers, as a device URI: evdev: and a USB port's name in /dev/input/by-path.",
     LOCAL},
    {"devices.touch", TEXT, AT(touch), "none:", 0, 120,
     "What feels fingers on the panel, as a device URI: people and staff are told when it is gone; "
     "none: = nobody looks. Touches come from the display.",
     LOCAL},
    {"devices.microphone", TEXT, AT(microphone), "none:", 0, 120,
     "Microphone of the recording studio, as a device URI; open only while staff record.", LOCAL},
    {"papers.file_mb", NUMBER, AT(paper_mb), "5", 1, 15,
     "Megabytes that the portal takes as one file: the pages of a paper stay under it.", REMOTE},
    {"papers.camera_dpi", NUMBER, AT(camera_dpi), "0", 0, 600,
     "Pixels to the inch on the camera's tray, as staff measured with a sheet of A4; 0 = nobody "
     "did: then a page is taken to be as long as A4. Scanners say it themselves.",
     LOCAL},
    {"keypad.double_ms", NUMBER, AT(key_double_ms), "500", 0, 2000,
     "The same key again within so many milliseconds is a trembling hand and does not count.",
     REMOTE},
    {"keypad.repeat_after_ms", NUMBER, AT(key_repeat_after_ms), "2000", 0, 10000,
     "A held key of up, down or loudness repeats first after so many milliseconds; 0 = never.",
     REMOTE},
    {"keypad.repeat_every_ms", NUMBER, AT(key_repeat_every_ms), "2000", 200, 10000,
     "... and then every so many milliseconds.", REMOTE},
    {"keypad.up", NUMBER, AT(key_codes[PAD_UP]), "183", 0, 767,
     "The kernel's code of the key up (KEY_F13 of linux/input-event-codes.h); 0 = there is none.",
     LOCAL},
    {"keypad.down", NUMBER, AT(key_codes[PAD_DOWN]), "184", 0, 767,
     "... of the key down (KEY_F14).", LOCAL},
    {"keypad.left", NUMBER, AT(key_codes[PAD_LEFT]), "185", 0, 767,
     "... of the key left (KEY_F15).", LOCAL},
    {"keypad.right", NUMBER, AT(key_codes[PAD_RIGHT]), "186", 0, 767,
     "... of the key right (KEY_F16).", LOCAL},
    {"keypad.select", NUMBER, AT(key_codes[PAD_SELECT]), "187", 0, 767,
     "... of the key select (KEY_F17).", LOCAL},
    {"keypad.help", NUMBER, AT(key_codes[PAD_HELP]), "188", 0, 767,
     "... of the help key (KEY_F18).", LOCAL},
    {"keypad.louder", NUMBER, AT(key_codes[PAD_LOUDER]), "189", 0, 767,
     "... of the key louder (KEY_F19).", LOCAL},
    {"keypad.softer", NUMBER, AT(key_codes[PAD_SOFTER]), "190", 0, 767,
     "... of the key softer (KEY_F20).", LOCAL},
    {"keypad.repeat", NUMBER, AT(key_codes[PAD_REPEAT]), "191", 0, 767,
     "... of the key that says all again (KEY_F21).", LOCAL},
    {"keypad.slower", NUMBER, AT(key_codes[PAD_SLOWER]), "192", 0, 767,
     "... of the key that makes speech slower (KEY_F22).", LOCAL},
    {"keypad.faster", NUMBER, AT(key_codes[PAD_FASTER]), "193", 0, 767,
     "... of the key that makes speech faster (KEY_F23).", LOCAL},
    {"keypad.pause", NUMBER, AT(key_codes[PAD_PAUSE]), "194", 0, 767,
     "... of the key that lets speech wait and go on (KEY_F24).", LOCAL},
    {"keypad.step", NUMBER, AT(key_codes[PAD_STEP]), "2", 0, 767,
     "... of the switch that goes on (KEY_1).", LOCAL},
    {"keypad.choose", NUMBER, AT(key_codes[PAD_CHOOSE]), "3", 0, 767,
     "... of the switch that chooses (KEY_2).", LOCAL},
    {"keyboard.method", TEXT, AT(keyboard_method), "telex", 3, 5,
     "How the real keyboard writes Vietnamese: telex, vni or off.", REMOTE},
    {"switches.double_ms", NUMBER, AT(switch_double_ms), "500", 0, 5000,
     "The same switch again within so many milliseconds does not count.", REMOTE},
    {"switches.scan_ms", NUMBER, AT(switch_scan_ms), "0", 0, 20000,
     "With one switch the ring goes on by itself so many milliseconds after each item was said; 0 "
     "= "
     "it goes on by the other switch only.",
     REMOTE},
    {"touch.listen", SWITCH, AT(touch_listen), "no", 0, 1,
     "yes = at the start of each visit a first touch says what it is and a second one acts.",
     REMOTE},
    {"idle.warning_s", NUMBER, AT(idle_warning_s), "120", 10, 3600,
     "Quiet seconds before the kiosk asks whether somebody is still there.", REMOTE},
    {"idle.answer_s", NUMBER, AT(idle_answer_s), "45", 10, 600,
     "Seconds to answer before everything is wiped.", REMOTE},
    {"greeting.pause_s", NUMBER, AT(greeting_pause_s), "60", 10, 3600,
     "Quiet seconds between two rounds of greetings while nobody is there.", REMOTE},
    {"send.wait_s", NUMBER, AT(send_wait_s), "8", 1, 60,
     "Seconds after \"send\" before the kiosk says what is true by then.", REMOTE},
    {"signin.wanted", TEXT, AT(signin), "offered", 5, 7,
     "Whether she signs in on her own phone: never, offered beside the card, or asked for before "
     "the first question.",
     REMOTE},
    {"signin.issuer", TEXT, AT(issuer), "", 0, 120,
     "Address of who signs her in (OAuth 2.0, RFC 8628), https://; empty = the portal itself.",
     LOCAL},
    {"signin.client_id", TEXT, AT(issuer_client), "rong-kiosk", 1, 120,
     "What the issuer knows this kiosk's courier by.", LOCAL},
    {"signin.scope", TEXT, AT(issuer_scope), "application", 0, 120,
     "What is asked for: to file one application; empty = as the issuer sees fit.", LOCAL},
    {"signin.device_path", TEXT, AT(issuer_device), "/oauth/device_authorization", 1, 120,
     "Where the issuer gives codes, behind its address.", LOCAL},
    {"signin.token_path", TEXT, AT(issuer_token), "/oauth/token", 1, 120,
     "Where the issuer is asked whether her phone agreed, behind its address.", LOCAL},
    {"papers.phone", SWITCH, AT(papers_phone), "yes", 0, 1,
     "yes = pages of a paper may come from her own phone, where the portal takes them.", REMOTE},
    {"limits.applications", NUMBER, AT(hourly_most[HOURLY_APPLICATIONS]), "30", 0, HOURLY_MOST,
     "So many applications within an hour, then none is begun until an officer lifts it; 0 = any.",
     REMOTE},
    {"limits.tickets", NUMBER, AT(hourly_most[HOURLY_TICKETS]), "60", 0, HOURLY_MOST,
     "... so many numbers for the counter.", REMOTE},
    {"limits.calls", NUMBER, AT(hourly_most[HOURLY_CALLS]), "30", 0, HOURLY_MOST,
     "... so many calls for an officer.", REMOTE},
    {"limits.lookups", NUMBER, AT(hourly_most[HOURLY_LOOKUPS]), "60", 0, HOURLY_MOST,
     "... so many slips looked up.", REMOTE},
    {"limits.prints", NUMBER, AT(hourly_most[HOURLY_PRINTS]), "60", 0, HOURLY_MOST,
     "... so many lists, copies and other slips printed, applications set aside among them.",
     REMOTE},
    {"queue.system", TEXT, AT(queue), "", 0, 120,
     "Address of the centre's queue system, http:// or https://; empty = the kiosk gives its own "
     "numbers, from 1 each day.",
     LOCAL},
    {"queue.path", TEXT, AT(queue_path), "/tickets", 1, 120,
     "Where the queue system gives numbers, behind its address.", LOCAL},
};

/* Settings that take nothing but one of a few words. */
static const struct {
    const char *key, *words;
} choices[] = {{"screen.rotation", "0 90 180 270"},     {"screen.text_percent", "100 125 150 200"},
               {"devices.printer_dots", "384 512 576"}, {"portal.adapter", "rest igate openrosa"},
               {"screen.theme", SETTING_THEMES},        {"signin.wanted", SETTING_SIGNIN},
               {"keyboard.method", SETTING_METHODS}};

#define ROWS ((int)(sizeof rows / sizeof rows[0]))
_Static_assert(sizeof rows / sizeof rows[0] <= SETTING_ROWS_MAX, "lists of keys have room");

const struct setting_row *setting_row_at(int i)
{
    return i >= 0 && i < ROWS ? &rows[i] : NULL;
}

const struct setting_row *setting_row_find(const char *key)
{
    for (int i = 0; i < ROWS; i++) {
        if (strcmp(rows[i].key, key) == 0) {
            return &rows[i];
        }
    }
    return NULL;
}

const char *setting_row_words(const struct setting_row *row)
{
    for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++) {
        if (strcmp(choices[i].key, row->key) == 0) {
            return choices[i].words;
        }
    }
    return NULL;
}
