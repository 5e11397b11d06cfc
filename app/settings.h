/* The kiosk's settings: one table of rows {key, type, default, range, sentence} feeds the parser,
 * the printed configuration and the tests. One INI file (CONTRACTS.md "Configuration"). */
#ifndef APP_SETTINGS_H
#define APP_SETTINGS_H

#include <stddef.h>
#include <stdint.h>

#include "app/hourly.h"
#include "platform/base/buf.h"
#include "platform/base/err.h"
#include "platform/port_display.h" /* enum pad_key */

#define SETTING_TEXT  128
#define LANGUAGES_MAX 8

/* The words of screen.theme; struct app holds the index, which is enum theme of the picture. */
#define SETTING_THEMES "light dark hc lowglare"
#define LANGUAGE_CODE  16

/* The words of signin.wanted. */
#define SETTING_SIGNIN "never offered asked"

/* The words of keyboard.method, in the order of enum typing_method (app/typing/telex.h). */
#define SETTING_METHODS "off telex vni"

struct settings {
    char name[SETTING_TEXT];       /* the kiosk's own name */
    char place[SETTING_TEXT];      /* shown in the brand row */
    char commune[SETTING_TEXT];    /* code of this commune */
    char public_url[SETTING_TEXT]; /* before /H/TOKEN */
    bool practice;
    bool network_usb;              /* networks over USB are let in: the image's to do */
    bool first_setup;              /* nobody has set this kiosk up yet */
    char portal_url[SETTING_TEXT]; /* "": the courier's --portal says it */
    char portal_adapter[SETTING_TEXT];
    char stick[SETTING_TEXT];     /* folder of a USB stick */
    char group[SETTING_TEXT];     /* of the fleet */
    char log_key[SETTING_TEXT];   /* public key, 64 hex digits; "": no log is carried out */
    char ups[SETTING_TEXT];       /* who tells of the power */
    char finder[SETTING_TEXT];    /* of devices, at the set-up */
    char panel[SETTING_TEXT];     /* what the screen is */
    char languages[SETTING_TEXT]; /* comma-separated, first = default */
    int counter;                  /* number of the nearest counter, 0 = unnumbered */
    int width, height;            /* px of the panel */
    int um_per_px;                /* micrometres of one pixel */
    int rotation;                 /* degrees, clockwise, that the picture is turned on the panel */
    int text_percent;             /* of every new visit: 100, 125, 150 or 200 */
    char theme[SETTING_TEXT];     /* of every new visit: a word of SETTING_THEMES */
    int printer_dots;
    int roll_m;
    int paper_mb;   /* megabytes of one paper's file, at most */
    int camera_dpi; /* of the tray, as the camera sees it; 0 = not measured */
    char printer[SETTING_TEXT], scanner[SETTING_TEXT], camera[SETTING_TEXT], audio[SETTING_TEXT];
    char reader[SETTING_TEXT], beacon[SETTING_TEXT], wifi[SETTING_TEXT];
    char keypad[SETTING_TEXT], switches[SETTING_TEXT], jack[SETTING_TEXT], phones[SETTING_TEXT];
    char touch[SETTING_TEXT]; /* what feels fingers; the display reads it all the same */
    char keyboard[SETTING_TEXT], keyboard_method[SETTING_TEXT]; /* a word of SETTING_METHODS */
    char microphone[SETTING_TEXT];                              /* of the recording studio */
    int call_again_s;           /* 0 = the gong that calls an officer sounds once */
    int volume;                 /* 0..6 */
    int dim_after_s, dim_light; /* seconds; percent */
    int night_from, night_to;   /* minutes of the local day; the same = no night */
    int light;                  /* percent */
    int idle_warning_s, idle_answer_s;
    int greeting_pause_s; /* between two rounds of greetings */
    int key_double_ms, key_repeat_after_ms, key_repeat_every_ms; /* struct strike_times */
    int key_codes[PAD_KEYS]; /* of the kernel, by enum pad_key; 0 = there is no such key */
    int switch_double_ms, switch_scan_ms; /* scan: 0 = the ring goes on by a strike only */
    bool touch_listen;                    /* of every new visit */
    int send_wait_s;
    char signin[SETTING_TEXT]; /* a word of SETTING_SIGNIN */
    char issuer[SETTING_TEXT], issuer_client[SETTING_TEXT], issuer_scope[SETTING_TEXT];
    char issuer_device[SETTING_TEXT], issuer_token[SETTING_TEXT]; /* its paths */
    bool papers_phone;                                  /* pages may come from her phone */
    char queue[SETTING_TEXT], queue_path[SETTING_TEXT]; /* the centre's queue system */
    int hourly_most[HOURLY_KINDS];                      /* by enum hourly_what; 0 = no limit */
    int offset_minutes;
};

/* What was wrong with a configuration. */
struct setting_problem {
    int line;          /* 0 = not of a line */
    char message[240]; /* one sentence with what to do */
};

/* Every setting at its default. */
void settings_default(struct settings *s);

/* Reads INI text over *s. The first problem is ERR_BAD_INPUT with *ret_problem filled; nothing is
 * half-applied to *s then. */
MUST_USE struct err settings_parse(struct settings *s, const char *text,
                                   struct setting_problem *ret_problem);

/* Sets one "section.key" from text, as the file would. */
MUST_USE struct err settings_set(struct settings *s, const char *key, const char *value,
                                 struct setting_problem *ret_problem);

/* Whether a "section.key" may be set from afar (app/steward/desired.h). */
bool settings_remote(const char *key);

/* Writes the effective configuration as an INI file with a sentence above each key. */
void settings_print(const struct settings *s, struct buf *out);

/* Index of the theme in SETTING_THEMES. */
int settings_theme(const struct settings *s);

/* Index of keyboard.method in SETTING_METHODS. */
int settings_method(const struct settings *s);

/* Puts a configured language first: the kiosk opens in it. False when it is not configured. */
bool settings_language_first(struct settings *s, const char *code);

/* Code of language i ("vi"), or NULL past the last. `out` holds LANGUAGE_CODE bytes. */
const char *settings_language(const struct settings *s, int i, char *out);

#endif
