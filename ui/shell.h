/* One turn of the kiosk: wait, clock, input, what workers and ports brought, app_step, effects,
 * and a picture only when something changed (reference/house.md 6.7). Talks to ports only; main
 * thread only. Jobs that take time (storing, printing, the camera) run on workers, of which
 * the main thread waits for the store's alone. */
#ifndef UI_SHELL_H
#define UI_SHELL_H

#include "app/app.h"
#include "app/outbox/outbox.h"
#include "app/reach.h"
#include "app/scan.h"
#include "app/strike.h"
#include "app/view.h"
#include "platform/base/worker.h"
#include "platform/port_audio.h"
#include "platform/port_beacon.h"
#include "platform/port_camera.h"
#include "platform/port_capture.h"
#include "platform/port_clock.h"
#include "platform/port_display.h"
#include "platform/port_finder.h"
#include "platform/port_holders.h"
#include "platform/port_jack.h"
#include "platform/port_keyboard.h"
#include "platform/port_keypad.h"
#include "platform/port_machine.h"
#include "platform/port_portal.h"
#include "platform/port_printer.h"
#include "platform/port_scanner.h"
#include "platform/port_text.h"
#include "platform/port_touch.h"
#include "platform/port_wifi.h"
#include "ui/audio_watch.h"
#include "ui/beacon.h"
#include "ui/dirty.h"
#include "ui/draw.h"
#include "ui/effects.h"
#include "ui/env.h"
#include "ui/jobs.h"
#include "ui/learning.h"
#include "ui/live.h"
#include "ui/paint/painter.h"
#include "ui/panel.h"
#include "ui/paper.h"
#include "ui/plug.h"
#include "ui/voice.h"

struct stage; /* ui/stage.h */

/* Texts of one view; the fullest screen uses under 32 KiB. */
#define SHELL_FRAME_BYTES (256 * 1024)

/* What pictures of papers are taken in; wiped when a visit ends. */
#define SHELL_PICTURES_BYTES (STILL_BYTES + LIVE_MEMORY + 64)

#define SHELL_KEYPADS        2

/* The world, lent by the composition root for the life of the shell. */
struct shell_ports {
    struct port_display *display;
    struct port_text *text;
    struct port_clock *clock;
    struct port_printer *printer;
    struct port_printer_trial *trial; /* of the set-up's; NULL: none is tried */
    struct print_journal *prints;     /* used by the printer's worker only; NULL: not kept */
    struct paper_roll *roll;          /* the same; NULL: paper is not counted */
    struct port_scanner *scanner;
    bool has_scanner; /* false: the port is there, and nothing behind it */
    struct port_keypad *keypads[SHELL_KEYPADS]; /* keypad, switches; NULL: there is none */
    struct port_keyboard *keyboard;             /* an officer's; NULL: there is none */
    struct port_jack *jack;                     /* NULL: there is none */
    struct port_touch *touch;                   /* NULL: nobody looks */
    struct port_camera *camera;
    struct port_capture *capture; /* NULL: there is no microphone */
    struct port_audio *audio;     /* looked after; the voice plays on it; NULL: there is none */
    struct port_beacon *beacon;   /* NULL: there is none */
    struct port_machine *machine; /* NULL: nothing is known of it */
    struct port_wifi *wifi;       /* NULL: there is no adapter */
    struct port_holders *holders; /* NULL: nobody can ask for the welcome page */
    struct port_finder *finder;   /* of devices, at the set-up; NULL: none are looked for */
    const struct port_picture *picture;
    struct arena *pictures; /* SHELL_PICTURES_BYTES, locked: what the camera writes of papers */
    struct port_portal *portal;
    struct voice *voice;
    struct painter *painter;
    const struct staff_pin *staff; /* the same; NULL: none can be asked */
    struct counts *counts;         /* which sentences failed, kept beside it; NULL: not counted */
    struct kit *kit;               /* of the studio; NULL: there is none */
    struct stage *stage;           /* the same: makes its pictures */
    struct outbox *outbox;         /* used by the store worker only, once the shell is open */
};

/* What was touched once, where a second touch acts. */
struct armed {
    uint32_t tag, page; /* guide_tag() of the node, 0 = nothing; guide_page() it stands on */
    uint64_t at_ms;
    int times; /* she was told to touch again */
};

/* The microphone, while it is open. */
struct shell_ear {
    bool open;
    size_t lead;                /* samples still to be left out */
    enum recording_fault fault; /* of the way to us */
};

/* A site.ini that is to be written behind the one that is being written; size 0: none is. */
struct shell_site {
    char text[SITE_BYTES];
    size_t size;
};

#define SHELL_ORDERS 4

/* What staff wished while an earlier wish was at work, and what it is about: as that was when they
 * wished it, whatever their page shows by now. */
struct shell_order {
    enum staff_wish wish;
    char uuid[37];           /* of STAFF_FILE_... */
    struct staff_person who; /* of BADGE_MAKE; of BADGE_LOSE the number */
    int last_day;
    char token[CODES_TOKEN_SIZE]; /* of BADGE_MAKE; wiped once it is handed on */
};

/* What staff last looked at. */
struct shell_looked {
    bool there;
    struct health_outbox outbox;
    struct machine_facts machine;
    struct fleet_state fleet;
    struct staff_files files;
    struct staff_log log;
    bool logged; /* the log was looked at */
    struct badge_list badges;
    bool badged;        /* they were read */
    struct carry carry; /* to or from a stick */
    enum stick_word stuck;
    struct shell_order orders[SHELL_ORDERS]; /* the oldest first */
    int order_count;
    enum device_word camera;
    uint64_t camera_ms; /* when it was last tried, 0 = never */
    bool measure;       /* it is wished while it is being tried */
    bool printer_told;  /* it was asked how it is; what it said is app->printer */
    bool portal_told;   /* and the courier, which said: */
    enum device_word courier;
    bool online;
    enum message_id trouble;
};

/* When the machine is looked at next, or what is wished of it. */
struct shell_watch {
    uint64_t due_ms;
    enum staff_wish wish;
    bool again; /* the last wish was not fulfilled */
};

struct shell {
    struct shell_ports ports;
    struct ui_env env;
    struct app *app;
    struct view view; /* what is reached by keys and heard */
    struct view dark; /* what is seen instead while the picture is off */
    struct draw_list list;
    struct dirty dirty;
    int theme;
    struct arena frame[2]; /* texts of this view and the last */
    int current;           /* which of the two */
    struct worker store, printer;
    struct worker camera; /* the studio's, too, and who finds devices */
    struct worker air;    /* of Wi-Fi, where there is any */
    struct jobs jobs;
    struct paper_tools paper;
    struct learning learning;
    struct beacon beacon;
    struct panel panel; /* whether fingers are felt */
    struct audio_watch audio_watch;
    struct live live; /* what lies under the camera */
    unsigned shown_revision;
    unsigned shown_marks;     /* pressed, focus, spoken: changes show too */
    bool signing;             /* a finger draws on the sheet of a signature */
    int pressed;              /* node index in what is seen, -1 = none */
    struct reach reach;       /* the ring */
    struct strike strike;     /* of keys */
    struct scan scan;         /* of one switch */
    int step_key, choose_key; /* 1 + the keys that were learned as her two switches, 0 = none */
    int tried;                /* 1 + the key that was tried last, 0 = none */
    uint64_t pressed_at_ms;
    struct armed armed;
    bool was_dark;   /* the dark screen is what is seen */
    bool hand_rests; /* on it, since pressed_at_ms */
    int greeted; /* welcome: the tile that greeted when she touched beside every target, -1 = none
                  */
    uint64_t now_ms, ticked_at_ms;
    struct plug plug; /* headphones */
    bool replay_wanted, quit;
    bool live_new;                  /* what lies under the camera is seen in another picture */
    bool code_wanted;               /* the codes, once the picture they stand in is built */
    enum message_id message_wanted; /* once the page it comes with is built; MSG_NONE = none */
    int row_wanted;                 /* the same for a find or a paper, from 1; 0 = none */
    int held_id; /* the latest question for what the portal holds of her, 0 = none */
    int frames, printed;
    bool presented;  /* the last picture reached the panel */
    int picture_for; /* of ports.holders: asked for a picture of it; 0 = nobody did */
    struct shell_ear ear;
    struct shell_looked looked;
    struct shell_watch watch;
    int wifi_next; /* 1 + enum wifi_wish: wished while another was at work; 0 = none is */
    struct shell_site site_next;
    uint64_t corner_ms; /* a finger rests in the staff's corner since then; 0 = none does */
    int knocks;         /* keys of the staff's knock so far */
};

/* Starts the workers; boot gives the memory. Fails with ERR_FULL or ERR_IO. */
MUST_USE struct err shell_open(struct shell *s, const struct shell_ports *ports,
                               const struct ui_env *env, struct app *app, struct arena *boot);

/* Lets running jobs end and stops the workers. Accepts a zeroed shell. */
void shell_close(struct shell *s);

/* One turn; waits at most max_wait_ms for something to happen. False when asked to quit. */
bool shell_turn(struct shell *s, int max_wait_ms);

/* A finger drawn from one point to another, as the panel reports it. */
void shell_draw(struct shell *s, int x0, int y0, int x1, int y1);

/* A touch and its release at a point in px, as the panel reports them. */
void shell_tap(struct shell *s, int x, int y);

/* The view that is seen and touched. */
struct view *shell_seen(struct shell *s);

/* A finger comes down, and leaves. */
void shell_press(struct shell *s, int x, int y);
void shell_release(struct shell *s, int x, int y);

/* Hands one event to the app and carries its effects out. */
void shell_event(struct shell *s, struct event *e);

/* True while a worker has work. */
bool shell_busy(struct shell *s);

#endif
