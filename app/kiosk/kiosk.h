/* The parts of the screen process, as main_kiosk.c composes them. Composition roots (this folder
 * and app/main_*.c) are the only files that see every layer. */
#ifndef APP_KIOSK_KIOSK_H
#define APP_KIOSK_KIOSK_H

#include "app/app.h"
#include "app/assets.h"
#include "app/audit/audit_log.h"
#include "app/citizen/catalogue.h"
#include "app/citizen/commune.h"
#include "app/citizen/needs.h"
#include "app/citizen/search.h"
#include "app/language/counts.h"
#include "app/outbox/outbox.h"
#include "app/pack/pack_use.h"
#include "app/receipt/paper_roll.h"
#include "app/receipt/print_journal.h"
#include "app/settings.h"
#include "app/sound/voices.h"
#include "app/steward/remote.h"
#include "platform/base/log.h"
#include "platform/base/options.h"
#include "platform/base/secret.h"

#include "platform/linux/beacon_linux.h"
#include "platform/linux/camera_open.h"
#include "platform/linux/finder_linux.h"
#include "platform/linux/hold_listen.h"
#include "platform/linux/jack_evdev.h"
#include "platform/linux/journal.h"
#include "platform/linux/jpeg_file.h"
#include "platform/linux/keyboard_evdev.h"
#include "platform/linux/keypad_evdev.h"
#include "platform/linux/machine_linux.h"
#include "platform/linux/page_file.h"
#include "platform/linux/pdf_file.h"
#include "platform/linux/png_file.h"
#include "platform/linux/portal_socket.h"
#include "platform/linux/printer_level.h"
#include "platform/linux/printer_open.h"
#include "platform/linux/printer_trial.h"
#include "platform/linux/reader_espeak.h"
#include "platform/linux/rig.h"
#include "platform/linux/scanner_evdev.h"
#include "platform/linux/scanner_serial.h"
#include "platform/linux/touch_evdev.h"
#include "platform/linux/wifi_iwd.h"
#include "platform/port_clock.h"
#include "platform/port_random.h"
#include "platform/sdl/audio_sdl.h"
#include "platform/sdl/capture_sdl.h"
#include "platform/sdl/display_drm.h"
#include "platform/sdl/display_sdl.h"
#include "platform/sdl/text_ttf.h"
#include "platform/sim/audio_capture.h"
#include "platform/sim/beacon_script.h"
#include "platform/sim/capture_file.h"
#include "platform/sim/display_memory.h"
#include "platform/sim/finder_script.h"
#include "platform/sim/jack_script.h"
#include "platform/sim/keyboard_script.h"
#include "platform/sim/keypad_script.h"
#include "platform/sim/machine_script.h"
#include "platform/sim/reader_script.h"
#include "platform/sim/scanner_script.h"
#include "platform/sim/touch_script.h"
#include "platform/sim/wifi_script.h"
#include "ui/play.h"
#include "ui/shell.h"
#include "ui/stage.h"
#include "ui/tokens.h"

#define FORM_FILES_MAX 1024
#define FORM_FILE_PATH 160

/* A form or one of its lists, mapped until packs change or the process ends. */
struct form_file {
    char path[FORM_FILE_PATH]; /* "forms/CODE/NAME" */
    struct file_bytes file;
};

struct kiosk {
    const char *state, *config, *size, *language, *play, *out, *rig, *now, *seed;
    const char *packs_key; /* file with the public key of who signs packs, or NULL: none is used */
    const char *fleet_key; /* ... of who signs settings from afar, or NULL: none are used */
    const char *printer_uri, *scanner_uri, *camera_uri, *audio_uri, *keypad_uri, *microphone_uri,
        *wifi_uri;
    bool window, headless, print_config;
    int64_t resumed_s; /* of a play: when it was started again, Unix seconds; 0 = it was not */
    FILE *heard;       /* of a play: the account of what was heard, or NULL */
    FILE *touches;     /* ... and of where it was touched */
    struct settings settings;
    struct file_bytes config_file;
    struct desired afar; /* of the settings: what was set from afar */
    bool has_afar;
    struct pack_use packs;
    struct pack_set sets[2]; /* what it serves with, and what it served with before */
    struct pack_trial trials[PACK_SET_MAX]; /* of sets[side], by its packs */
    struct arena content[2];                /* of each: catalogue, search, needs */
    struct arena words[2];                  /* texts of languages that came while it runs */
    int words_side;                         /* the one in use, once something came */
    struct pack_set no_packs;               /* where those that are there cannot be used */
    int side, switches;
    bool starting, packs_changed; /* a pack was withdrawn or undone here */
    bool visited;                 /* somebody is beyond the welcome screen */
    uint64_t looked_ms;           /* at the packs' folder */
    char machine_start[40];       /* which start of the machine this is */
    char undone[PACK_SET_MAX][PACK_TITLE];
    int undone_count;
    char fell[PACK_TITLE];           /* the newest of that name failed here; "" = none did */
    struct log_entry pack_events[8]; /* of the start, before there is a log */
    int pack_event_count;
    bool packs_logged; /* there is one */
    struct assets assets;
    struct file_bytes art, clips[LANGUAGES_MAX + 1];
    struct arena boot, visit, pictures;
    struct port_clock clock;
    int64_t clock_fault_s; /* of a play: by how much its wall clock was put wrong */
    struct port_random random;
    struct port_display *display;
    struct port_text *text;
    struct painter painter;
    struct palette palette; /* its colours: the firmware's, and over them those of packs */
    struct tempo tempo;
    struct voices voices;
    struct player player;
    struct voice voice;
    struct audio_sdl audio_sdl;
    struct audio_capture audio_capture;
    struct port_audio *audio;
    struct reader_espeak reader_espeak;
    struct reader_script reader_script;
    struct port_reader *reader; /* of typed names, one of the two; NULL: they are spelled */
    struct printer printer;
    struct printer_trial printer_trial;
    struct port_dir dir;
    struct journal_linux log_file;
    struct audit_log log;
    struct journal_linux print_file;
    struct print_journal prints;
    struct paper_roll roll;
    struct printer_level printer_level;
    struct scanner_serial scanner_serial;
    struct scanner_evdev scanner_evdev;
    struct scanner_script scanner_script;
    struct port_scanner *scanner; /* one of the three */
    struct keypad_evdev keypad_evdev[SHELL_KEYPADS];
    struct keypad_script keypad_script;
    struct port_keypad *keypads[SHELL_KEYPADS]; /* keypad and switches, or NULL */
    struct keyboard_evdev keyboard_evdev;
    struct keyboard_script keyboard_script;
    struct port_keyboard *keyboard; /* one of the two, or NULL */
    struct jack_evdev jack_evdev;
    struct jack_script jack_script;
    struct port_jack *jack; /* one of the two, or NULL */
    struct touch_evdev touch_evdev;
    struct touch_script touch_script;
    struct port_touch *touch; /* one of the two, or NULL */
    struct camera camera;
    struct capture_sdl capture_sdl;
    struct capture_file capture_file;
    struct port_capture *capture; /* one of the two */
    struct beacon_linux beacon_linux;
    struct beacon_script beacon_script;
    struct port_beacon *beacon; /* one of the two, or NULL */
    struct machine_linux machine_linux;
    struct machine_script machine_script;
    struct port_machine *machine; /* one of the two */
    struct wifi_iwd wifi_iwd;
    struct wifi_script wifi_script;
    struct port_wifi *wifi; /* one of the two, or NULL */
    struct finder_linux finder_linux;
    struct finder_script finder_script;
    struct port_finder *finder; /* one of the two */
    struct port_picture picture;
    struct port_portal *portal;
    struct port_holders *holders; /* NULL: nobody is listened to */
    struct outbox *outbox;
    struct staff_pin staff;
    struct counts counts;
    struct kit kit; /* of the studio, as the next: its pages are taken when it is used */
    struct stage stage;
    struct content {
        struct catalogue *catalogue;
        struct search *search;
        struct needs *needs;
    } offer; /* of content[side] */
    struct routes routes;
    struct communes *communes;
    struct app app;
    struct shell shell;
    const char *media_code; /* of the form whose media are being read */
    struct form_file files[FORM_FILES_MAX];
    int file_count;
    char language_codes[LANGUAGES_MAX][LANGUAGE_CODE];
    const char *languages[LANGUAGES_MAX];
};

/* Reads settings: defaults, the file, site.ini, remote.ini, the command line. What is wrong was
 * said on stderr. */
MUST_USE struct err kiosk_settings(struct kiosk *k);

/* Unix seconds of an ISO 8601 moment; -1 when it is none. */
int64_t kiosk_time(const char *text);

/* The reader of typed names, before the process is confined; what is wrong was said. */
MUST_USE struct err kiosk_up_reader(struct kiosk *k);
void kiosk_down_reader(struct kiosk *k);

/* How often sentences failed, as it was kept. */
void kiosk_load_counts(struct kiosk *k);

/* Opens the installed packs and puts their languages to use; kiosk_settings() does it before it
 * judges languages. */
void kiosk_packs(struct kiosk *k);

/* Lays the defaults of packs anew below what this kiosk was told. */
void kiosk_settings_again(struct kiosk *k);

/* What people are offered: the lists and forms of the program and of packs. */
MUST_USE struct err kiosk_up_content(struct kiosk *k);
void kiosk_down_content(struct kiosk *k);

/* What packs say of the program's own lists; NULL where no pack is used. */
const struct assets_layer *kiosk_layer(const struct kiosk *k, int side);

/* Reads all that for a side into its arena; which pack is at fault was said. */
MUST_USE struct err kiosk_load_content(struct kiosk *k, int side, struct content *ret_content);

/* What app_world.h asks for, of a form and of the packs; context is the kiosk. */
struct err kiosk_read_form(void *context, const struct procedure *procedure, const char **ret_xml,
                           size_t *ret_size, struct form_media *ret_media);
void kiosk_form_failed(void *context, const struct procedure *procedure);
const char *kiosk_pack_at(void *context, int i, const char **ret_version);
enum packs_word kiosk_packs_word(void *context, const char **ret_name);

/* Paints in the colours of the packs in use from now on. */
void kiosk_wear(struct kiosk *k);

/* Lets go of every form that was read. */
void kiosk_forget_forms(struct kiosk *k);

/* Opens the packs of the folder as the set of a side and begins their trials; undoes what failed
 * before. */
void kiosk_open_packs(struct kiosk *k, int side, struct pack_trial trials[PACK_SET_MAX]);

/* Told once the kiosk can serve: the packs it began with are offered. */
void kiosk_packs_loaded(struct kiosk *k);

/* Told after each turn of the loop: what a visit proves, and whether packs changed while nobody is
 * there. packs_wait is how long the loop may sleep. */
void kiosk_packs_turn(struct kiosk *k);
int kiosk_packs_wait_ms(const struct kiosk *k, int wait_ms);

/* Trials that a visit in the middle leaves open wait for the next one: the kiosk ends in order. */
void kiosk_packs_end(struct kiosk *k);

/* Starts every part in order, or unwinds what was started; the failing part was named. */
MUST_USE struct err kiosk_up(struct kiosk *k);
void kiosk_down(struct kiosk *k);

/* Confines the process to what it needs and says in the log what could be applied; before any
 * thread. Fails only when the state or output folder cannot be made. */
MUST_USE struct err kiosk_confine(struct kiosk *k);

/* The screen that the settings name; what is wrong was said. down accepts what up left half done.
 */
MUST_USE struct err kiosk_up_display(struct kiosk *k);
void kiosk_down_display(struct kiosk *k);

/* The machine it runs on and its call light; before the process is confined. */
MUST_USE struct err kiosk_up_machine(struct kiosk *k);
void kiosk_down_machine(struct kiosk *k);

/* Printer, scanner, camera and microphone; keypad, switches, keyboard and jack. What is wrong was
 * said. down accepts what up left half done. */
MUST_USE struct err kiosk_up_devices(struct kiosk *k);
void kiosk_down_devices(struct kiosk *k);
MUST_USE struct err kiosk_up_keypad(struct kiosk *k);
void kiosk_down_keypad(struct kiosk *k);

/* Paints the page of starting, `done` of `total` steps, before the shell is there. */
void kiosk_show_starting(struct kiosk *k, int done, int total);

/* Plays k->play and writes what was seen and heard; the exit status. */
int kiosk_play(struct kiosk *k);

#endif
