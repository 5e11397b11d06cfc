/* The kiosk as a pure step function: events in, state changed, effects out. No clock, no I/O, no
 * pixels here. main_kiosk.c carries the effects out (PRODUCT.md, reference/house.md 6.7, 6.8).
 *
 *   WELCOME -> NEED [-> SLIP -> FILE [-> WITHDRAW]] [-> SEARCH | LIST | ROUTE*] -> INFO | SUMMARY
 * -> CONSENT -> IDENTITY [-> TYPE_ID] [-> ADDRESS] -> QUESTION* -> CHECK -> SENDING -> OUTCOME ->
 * RATING -> GOODBYE -> WELCOME
 *
 * Invariants: (1) on RATING, GOODBYE and WELCOME every byte of the visit arena is zero; (2) every
 * other screen has a deadline; (3) OUTCOME is entered only after the store said committed; (4) one
 * door leads home and it wipes; (5) an event no row names changes nothing. */
#ifndef APP_APP_H
#define APP_APP_H

#include <stdbool.h>
#include <stdint.h>

#include "app/app_world.h"
#include "app/date_draft.h"
#include "app/effects.h"
#include "app/errands.h"
#include "app/finding.h"
#include "app/hold.h"
#include "app/hourly.h"
#include "app/later_guard.h"
#include "app/lookup.h"
#include "app/machine_care.h"
#include "app/officer_call.h"
#include "app/paper_page.h"
#include "app/printer_care.h"
#include "app/receipt/paper_roll.h"
#include "app/route.h"
#include "app/sheet.h"
#include "app/sound/messages.h"
#include "app/staff/setup.h"
#include "app/staff/staff.h"
#include "app/staff/wifi.h"
#include "app/staff_gate.h"
#include "app/studio/studio.h"
#include "app/take_along.h"
#include "platform/base/arena.h"
#include "platform/port_holders.h"
#include "platform/port_portal.h"
#include "platform/port_printer.h"

struct paper_meter; /* app/paper.h */
struct composer;    /* app/typing/composer.h: the text being typed */
struct card;        /* app/citizen/card.h */
struct procedure;   /* app/form/procedure.h */
struct communes;    /* app/citizen/commune.h */
struct catalogue;   /* app/citizen/catalogue.h */
struct search;      /* app/citizen/search.h */
struct needs;       /* app/citizen/needs.h */
struct settings;    /* app/settings.h */

enum screen {
    SCREEN_WELCOME,
    SCREEN_NEED,
    SCREEN_SEARCH,   /* typed words find procedures */
    SCREEN_LIST,     /* of a tile, or of all that was found */
    SCREEN_INFO,     /* a procedure without a form here: what to bring */
    SCREEN_ROUTE,    /* what is wrong? one question a page, until a procedure is found */
    SCREEN_SLIP,     /* the code of a slip, to see its file */
    SCREEN_FILE,     /* where that file is, as far as this kiosk knows */
    SCREEN_WITHDRAW, /* what withdrawing means; then it is under way */
    SCREEN_HERS,     /* ... and what only she may know of it: papers missing, results */
    SCREEN_RESULT,   /* a result, by a code for her phone */
    SCREEN_RESUME,   /* what was set aside: go on with it? */
    SCREEN_YEAR,     /* ... one thing only she knows */
    SCREEN_NUMBER,   /* a number for the counter */
    SCREEN_SUMMARY,
    SCREEN_CONSENT,
    SCREEN_IDENTITY,
    SCREEN_TYPE_ID,
    SCREEN_ADDRESS, /* which of the new units, where an old one was split; or confirm the found one
                     */
    SCREEN_SIGN_IN, /* on her own phone, or one of the ways without one */
    SCREEN_HELD,    /* what the portal holds of her: to be used again, or not */
    SCREEN_QUESTION,
    SCREEN_UPLOAD, /* pages of the asked paper from her own phone */
    SCREEN_CHECK,
    SCREEN_LATER, /* what setting it aside means; then its slip */
    SCREEN_SENDING,
    SCREEN_FEE, /* what the portal wants for it, by its own code */
    SCREEN_OUTCOME,
    SCREEN_RATING, /* was it easy? one touch, or none; she is forgotten by then */
    SCREEN_GOODBYE,
    SCREEN_OUT_OF_SERVICE,
    SCREEN_LOOKED_AFTER, /* the welcome page, held for who looks after the machine: app/hold.h */
    SCREEN_STARTING, /* before sound and the world are ready; only the composition root shows it */
    SCREEN_COUNT
};

/* Dialogs over a screen; answers stay underneath. */
enum overlay {
    OVERLAY_NONE,
    OVERLAY_IDLE,       /* are you still there? */
    OVERLAY_NOTICE,     /* app->notice in words, one button */
    OVERLAY_READ_ALOUD, /* read private answers through the loudspeaker? */
    OVERLAY_LEAVE,      /* throw the answers away? */
    OVERLAY_TOOLS,      /* the tools that have no room beside large ones */
    OVERLAY_KEYS,       /* keys are tried: each only says what it does */
    OVERLAY_SWITCHES,   /* which of two switches is which: two of them are struck */
    OVERLAY_STAFF,      /* staff: is it meant? */
};

enum intent_kind {
    INTENT_NONE,
    INTENT_LANGUAGE, /* argument: index of the language tile */
    INTENT_NEED,     /* text: procedure code, "route:ID", or NULL with argument = message for
                        OVERLAY_NOTICE */
    INTENT_TILE,     /* text: tile, argument = message for OVERLAY_NOTICE when it leads nowhere */
    INTENT_FIND,     /* type what is needed */
    INTENT_LIST,     /* everything found */
    INTENT_HEAR,     /* the next paper, argument: papers a page */
    INTENT_BACK,
    INTENT_NEXT,
    INTENT_REPLAY,
    INTENT_SLOWER,
    INTENT_LOUDER,
    INTENT_CHANGE_LANGUAGE, /* argument: page of the tiles to begin with */
    INTENT_CALL_OFFICER,    /* argument: 0, or 1 + index of the language to be spoken */
    INTENT_NEVERMIND,       /* no officer needed after all */
    INTENT_NOTICE,  /* argument: enum message_id to show and say: what a later version brings */
    INTENT_DISMISS, /* closes the overlay */
    INTENT_STAY,    /* still here */
    INTENT_CONSENT, /* argument: which consent to flip */
    INTENT_TYPE_ID,
    INTENT_NO_PAPERS, /* officer helps: go on without a card */
    INTENT_KEY,       /* argument: index into the shown keyboard layout's keys; or digit */
    INTENT_STROKE,    /* argument: a character of the real keyboard, or '\b' */
    INTENT_CHOOSE,    /* argument: choice index (one of), or of a route's answer */
    INTENT_TOGGLE,    /* argument: choice index (many of) */
    INTENT_PICK,      /* argument: index in the filtered list (communes, addresses) */
    INTENT_PAGE,      /* argument: +1 or -1 */
    INTENT_TYPING,    /* shows the letters of a list, or the list again */
    INTENT_DATE_PART, /* argument: 0 day, 1 month, 2 year */
    INTENT_YEAR_ONLY,
    INTENT_NO_AMOUNT, /* of money: there is none, which is an answer */
    INTENT_DAYS_AGO,  /* argument: 0 today, 1 yesterday */
    INTENT_CAPTURE,   /* argument: the page of the paper to take anew, 0 = one more */
    INTENT_SHOW_PAGE, /* argument: a page of the paper, 0 = the next one, still to be taken */
    INTENT_TURN_PAGE, /* argument: the page of the paper to turn by a quarter, clockwise */
    INTENT_HAND_IN,
    INTENT_WIPE_INK, /* the signature away, to sign again */
    INTENT_CHANGE,   /* argument: form_node to change, from CHECK or a repeat's page */
    INTENT_ADD,      /* one more instance of the repeat */
    INTENT_REMOVE,   /* argument: the instance or page to take out, or to take back */
    INTENT_OPEN,     /* argument: enum form_open */
    INTENT_PRINT,
    INTENT_HAS_SLIP, /* argument: 1 she holds it, 0 none came */
    INTENT_SAY_CODE,
    INTENT_RETRY, /* send what waits now */
    INTENT_RATE,  /* argument: enum day_what less DAY_EASY */
    INTENT_END,
    INTENT_READ, /* argument: 1 yes, 0 no: private answers aloud */
    INTENT_TURN, /* argument: page of the answers, where they are dealt over several */
    INTENT_MORE_TOOLS,
    INTENT_DISPLAY,   /* letters and colours */
    INTENT_TEXT_SIZE, /* argument: percent */
    INTENT_THEME,     /* argument: index in SETTING_THEMES */
    INTENT_DISPLAY_RESET,
    INTENT_DISPLAY_DONE,
    INTENT_VOLUME,  /* argument: +1 or -1, to the ends */
    INTENT_SPEED,   /* the same of speech: +1 faster */
    INTENT_PAUSE,   /* what is being said waits, or goes on */
    INTENT_HEARING, /* loudness and speed on a page of their own */
    INTENT_HEARING_RESET,
    INTENT_TRY_KEYS,  /* opens OVERLAY_KEYS */
    INTENT_SWITCHES,  /* opens OVERLAY_SWITCHES */
    INTENT_SWITCH,    /* its first question is answered */
    INTENT_REACH,     /* other ways to use the kiosk */
    INTENT_DARK,      /* argument: 1 = the picture goes off, 0 = it is back */
    INTENT_COMMAND,   /* argument: enum command of app/reach.h: a zone of the dark screen */
    INTENT_LISTEN,    /* argument: 1 = a touch says what it is, the second one acts; 0 = it acts */
    INTENT_SLIP,      /* to the file of a slip */
    INTENT_WITHDRAW,  /* the found file */
    INTENT_STAFF,     /* the staff gesture: the gate, then the dashboard */
    INTENT_STAFF_ACT, /* argument: enum staff_act */
    INTENT_STUDIO,    /* argument: enum studio_act */
    INTENT_SETUP,     /* argument: enum setup_act */
    INTENT_SIGN_IN,   /* on her phone; argument: 1 = with a new code */
    INTENT_NO_PHONE,  /* argument: enum without_phone */
    INTENT_FEE,       /* argument: enum fee_act */
    INTENT_NUMBER,    /* take one; text: the service it is for */
    INTENT_UPLOAD,    /* argument: enum upload_act */
    INTENT_HELD,      /* argument: HELD_ARGUMENT of app/errands.h */
    INTENT_HERS,      /* what only she may know of the file; argument: enum hers_act */
    INTENT_LATER,     /* to set the application aside */
    INTENT_LIFT,      /* an officer lifts what is done too often */
    INTENT_RESULT,    /* argument: which one, from 1; 0 = a new code of the one shown */
    INTENT_WIFI,      /* argument: enum wifi_act */
    INTENT_COUNT
};

/* INTENT_KEY of a pad that fills digits itself: 0..9, or these. */
#define KEY_CLEAR 10
#define KEY_ERASE 11

enum happening {
    HAPPENED_INTENT,  /* intent */
    HAPPENED_TICK,    /* now_ms only */
    HAPPENED_TOUCH,   /* somebody is here; number: 1 = by a key */
    HAPPENED_STROKE,  /* number: enum stroke_kind of the real keyboard; argument: its character */
    HAPPENED_SCAN,    /* text: one payload of the 2D scanner */
    HAPPENED_PHOTO,   /* a still was kept in the visit, or error; argument 1: a sheet may follow */
    HAPPENED_PREVIEW, /* the preview of a still taken before is there */
    HAPPENED_PEN,     /* on a signature: argument x, number y of app/ink.h; intent: enum pen */
    HAPPENED_STORED,
    HAPPENED_STORE_FAILED,   /* error */
    HAPPENED_PORTAL,         /* answer */
    HAPPENED_PRINTED,        /* slip, proof: step_print_unsure() */
    HAPPENED_PRINT_FAILED,   /* slip, error */
    HAPPENED_PRINTER_STATUS, /* status */
    HAPPENED_FOUND,          /* error, row: the file that was looked for */
    HAPPENED_WITHDRAWN,      /* error, row: as it is after the withdrawal */
    HAPPENED_PIN,            /* pin */
    HAPPENED_LATER,          /* error; number: enum later_job that is done */
    HAPPENED_NUMBER,         /* error, number: the kiosk's own for the counter */
    HAPPENED_STUDIO,         /* the wish of app->studio; number: enum recording_fault */
    HAPPENED_STAFF,          /* news: what was looked at for staff */
    HAPPENED_MACHINE,        /* machine: it was looked at */
    HAPPENED_SETUP,          /* setup: what was wished of the set-up is done */
    HAPPENED_WIFI,           /* wifi: what was wished of it is done */
    HAPPENED_HOLD,           /* heard: of who asks for a hold; answered in app->hold.answer */
    HAPPENED_HEARD,          /* number: level of the open microphone; argument: 1 = its end */
    HAPPENED_SHOWN,          /* picture of the sentence's screen, argument x number px; text */
    HAPPENED_JACK,           /* number: 1 headphones are in, 0 they are out */
    HAPPENED_PANEL,  /* number: 1 fingers are felt, 0 they are not; argument: 1 = keys are there */
    HAPPENED_SPEECH, /* number: 1 the guide speaks, 0 it fell silent; argument: 1 + index
                        of the language it greets in, 0 = it greets in none */
};

enum pen { PEN_DOWN, PEN_MOVE, PEN_UP };

struct event {
    enum happening kind;
    uint64_t now_ms;      /* monotonic */
    int64_t shown_minute; /* Unix minute on the screen's clock */
    int64_t now_s;        /* wall clock, Unix seconds */
    int intent, argument; /* HAPPENED_INTENT */
    const char *text;
    struct err error;
    enum print_what slip; /* of PRINTED and PRINT_FAILED: which of them it was */
    enum print_proof proof;
    int number;
    const struct portal_answer *answer;
    const struct printer_status *status;
    const struct outbox_row *row;   /* NULL: unknown */
    const struct outbox_told *told; /* of its file; NULL: not looked up */
    const struct pin_answer *pin;
    const struct desk *desk; /* of STUDIO, as the next */
    const struct issue_result *issued;
    const struct bring_result *brought;
    const struct staff_news *news;
    const struct setup_news *setup;
    const struct wifi_news *wifi;
    const struct machine_facts *machine;
    const struct holders_heard *heard;
    const uint8_t *picture; /* of SHOWN */
};

#define PICKS_MAX     3400 /* all communes */
#define INSTANCES_MAX 64   /* of repeats, in one visit */

/* Everything of one citizen. Lives at the start of the visit arena; all zero between citizens. */
struct visit {
    uint64_t began_ms;
    const struct route *route;                 /* she was led along it; NULL: straight from NEED */
    int route_asked[ROUTE_DEPTH], route_depth; /* its questions so far, the shown one last */
    struct finding finding;
    const struct procedure *procedure;
    struct form *form;
    const char *form_xml; /* the bytes it was loaded from; hashed into the record */
    size_t form_size;
    form_node page;    /* of SCREEN_QUESTION: the question asked, or a repeat's page */
    form_node filling; /* the instance she is led through from its repeat's page */
    form_node opened[INSTANCES_MAX]; /* those she was led through before */
    int opened_count;
    form_node removed[INSTANCES_MAX]; /* taken out once she leaves the page; till then taken back */
    int removed_count;
    int question_total;        /* shown as "of how many": never falls during a visit */
    bool back_to_check;        /* Change came from CHECK: next returns there */
    int check_page;            /* ... to the page of CHECK it came from */
    int check_turned;          /* ... the same, where layout dealt it */
    struct composer *composer; /* over composer_text */
    char composer_text[512];
    struct date_draft date;
    char id_digits[DRAFT_DIGITS + 1]; /* TYPE_ID */
    struct form_problem problem;      /* of the page; text may be NULL */
    bool has_problem;
    enum message_id problem_message; /* used when problem.text is NULL */
    uint16_t picks[PICKS_MAX];       /* communes found by the filter, or address candidates */
    int pick_count;                  /* of picks */
    int list_page;                   /* of a list dealt in pages */
    bool typing; /* where letters and list do not stand together, the letters are shown */

    struct card *card;          /* NULL: none scanned */
    char given[CITIZEN_NUMBER]; /* the number of her card, or typed and gone on with; the last */
    int card_verdict;           /* enum card_result */
    bool card_again;            /* none was seen for a while: another side of it may be meant */
    int64_t said_s;  /* the latest day she or her card named while the clock is in doubt */
    bool clock_told; /* she knows that it is */
    bool typed_id;
    bool no_papers; /* she goes on without a card: an officer will complete */
    bool address_confirmed;
    bool consents[4];
    bool consent_needed_given;
    int64_t consent_at;
    const char *notice_heard; /* language the notice was heard in, or "fallback" */
    bool read_private;        /* she said yes to reading private answers aloud */
    bool asked_private;

    struct visit_paper papers[VISIT_PAPERS_MAX];
    int paper_count;
    bool capturing;
    form_node capturing_of; /* the question whose paper the still is of */
    int capturing_page;     /* the page it takes the place of; 0 = one more */
    bool feeding;           /* the scanner's feeder was asked for a further sheet by itself */
    int page_ids;           /* pages taken so far */
    uint8_t *photo_rgb;     /* preview, RGB888, the shell's (ui/jobs.h) */
    int photo_width, photo_height; /* of the preview */
    int photo_page;                /* the page of a paper the preview shows; 0 = none */
    uint8_t *live_rgb[2];          /* what lies under the camera, RGB888, of ui/live.h */
    int live_shown;                /* which of the two is seen */
    int live_width, live_height;   /* of it; 0 = nothing is seen */
    int aimed_page;                /* the page that is put there anew; 0 = one more */
    uint8_t *ink;                  /* sheet of app/ink.h, in the arena; NULL: none was begun */
    uint8_t *ink_png;              /* where it becomes a picture, in the arena */
    form_node ink_of;              /* the question it is the signature of */
    int ink_x, ink_y;              /* where the finger was */
    bool ink_there;                /* something is drawn */

    char uuid[40], token[32], slip[16], url[160];
    uint8_t *qr;
    int qr_side; /* of url */
    bool stored;
    uint64_t asked_at_ms; /* when the courier was last asked */
    uint64_t sent_at_ms;  /* when "send" was pressed */
    enum portal_stage stage;
    char file_number[40], state_text[80];
    struct lookup lookup;
    struct phone phone;
    struct fee_due fee;
    struct number_taken number;
    struct her_file hers;
    struct later later;
    struct upload_seen upload;
    struct offers offers;
    bool assisted;            /* an officer filed with her, or for her: ... */
    enum staff_help help;     /* ... which of both */
    struct staff_person aide; /* ... and who, by role and number, never by name */
    bool printed, print_failed, printing, slip_asked; /* asked: only she knows whether it is out */
    int slip_missed;                                  /* how often she said no */
    bool staff_called;                                /* to the printer, by the kiosk itself */
    struct err print_error;
    int copies; /* receipts that are out, or may be: a printer keeps what it could not finish. One
                   that surely never began is none (platform/port_printer.h) */
};

/* The sheets that lie over the screen, the topmost last; each at most once. */
struct sheets {
    enum sheet open[SHEET_COUNT];
    int count;
    int turned;         /* page of the topmost sheet's answers, where layout deals them */
    enum overlay under; /* the dialog the lowest sheet covers */
    int page;           /* of LANGUAGES */
    int language;       /* of NOT_READY: index of the one asked for */
};

struct app {
    struct app_world world;
    struct arena *arena; /* the visit arena: base holds struct visit */
    struct visit *visit; /* NULL on RATING, GOODBYE, WELCOME, OUT_OF_SERVICE, LOOKED_AFTER */
    size_t page_mark;    /* arena mark for page-lifetime scratch */
    const struct settings *settings;
    const struct communes *communes;
    const struct catalogue *catalogue; /* every procedure, and ... */
    const struct search *search;       /* ... the way to find one, and ... */
    const struct needs *needs;         /* ... what the tiles lead to */
    const struct routes *routes;

    enum screen screen;
    enum overlay overlay;
    enum overlay
        under_idle; /* the dialog that OVERLAY_IDLE, OVERLAY_KEYS or OVERLAY_SWITCHES covers */
    enum message_id notice;
    struct sheets sheets;
    struct officer_call call;
    struct later_guard later_guard; /* slips whose year was wrong */
    struct staff_gate gate;
    struct studio studio;
    struct staff staff;
    struct setup setup;
    struct wifi_desk wifi;
    int language;            /* index into the configured languages */
    int spoken_language;     /* welcome: tile whose greeting plays, -1 = none */
    int site_volume, light;  /* of every visit: step of the player, percent; as staff turned them */
    int camera_dpi;          /* of its tray, as staff measured it; 0 = not */
    bool dimmed;             /* nobody is there: the panel is darker */
    bool lampless;           /* nothing turns its lamp: the picture itself is made darker */
    int volume, speed;       /* steps of the player, reset at session end */
    int text_percent;        /* 100, 125, 150 or 200; reset at session end, as the next */
    int theme;               /* index in SETTING_THEMES */
    bool ring;               /* keys are used: where they are is shown; until the visit is over */
    bool headphones;         /* are in: what is private may be said */
    bool dark;               /* the picture is off, the voice goes on; until the visit is over */
    bool listen;             /* a first touch says what it is; until the visit is over */
    bool second_switch;      /* of OVERLAY_SWITCHES: the one that goes on is known */
    int page;                /* of the answers, where they are dealt over several */
    uint64_t last_person_ms; /* somebody touched something */
    uint64_t screen_since_ms, last_touch_ms, overlay_since_ms;
    int counted;          /* how many of the last seconds' sentences were said in OVERLAY_IDLE */
    uint64_t counting_ms; /* when the one that is being said was begun; 0 = none is */
    bool speaking;        /* the idle clock stands still */
    int64_t shown_minute; /* Unix minute on the screen's clock */
    struct clock_judge clock;
    int64_t now_s; /* the best that is known of the time, Unix seconds */
    uint64_t now_ms;
    struct printer_status printer;
    struct printer_care printer_care;
    struct paper_figures paper;         /* of the roll; all zero until the printer was used */
    bool camera_shows;                  /* what lies under the camera, before the still */
    bool online;                        /* the courier's last word */
    int unsent_30_days, unsent_90_days; /* ... files of this kiosk that wait so long */
    uint64_t counted_ms;                /* WELCOME: when it was last asked; 0 = never */
    struct day_tally day;               /* what was done here today */
    struct machine_care care;           /* of the machine itself */
    struct hold hold;                   /* of the welcome page */
    struct hourly hourly;               /* what was done here lately */
    enum hourly_what limited;           /* of SHEET_LIMIT */
    struct take_along take_along;
    int starting_step, starting_steps; /* of STARTING: steps done, of how many */
    bool practice;                     /* against a practice portal: BAN THU everywhere */
    unsigned revision;                 /* grows with every change the view must show */
};

/* All zero but the given parts; opens on WELCOME. The arena must be clean. */
void app_init(struct app *a, struct arena *visit_arena, const struct settings *settings,
              const struct app_world *world);

/* Nobody has set this kiosk up: the first set-up. Effects as app_step. */
void app_first_setup(struct app *a, struct effects *effects);

/* Code of the language she asked for ("vi"). */
const char *app_language(const struct app *a);

/* Code of the language that form texts are in and that is heard where hers has no voice yet: her
 * own once it is ready, Vietnamese before. */
const char *app_text_language(const struct app *a);

/* Code of configured language i; Vietnamese when there is none. */
const char *app_language_at(const struct app *a, int i);

/* The panel's light as it is to be, percent. */
int app_light(const struct app *a);

/* Minutes until the machine restarts, while that is counted; 0 = it is not, or any moment now. */
int app_hold_minutes(const struct app *a);

/* Milliseconds from one look at the machine to the next. */
int app_watch_ms(const struct app *a);

/* The printer's worker began a page, or ended it: while it prints, the machine is not shut down,
 * for a minute at most. */
void app_prints(struct app *a, bool prints);

/* Whether a slip may be begun: while the power ends only those that end a visit, and none once the
 * machine asked to be shut down. */
bool app_may_print(const struct app *a, enum print_what what);

/* The topmost sheet, SHEET_NONE when the screen itself is seen. */
enum sheet app_sheet(const struct app *a);

/* True when private answers may be said: into headphones, or because she said yes. */
bool app_private_aloud(const struct app *a);

/* How many sheets and dialogs lie over the screen. */
int app_depth(const struct app *a);

/* One event. Effects are appended to *effects (cleared by the caller). */
void app_step(struct app *a, const struct event *event, struct effects *effects);

/* What goes along with a question to the courier: the uuid, a language, or "". */
void app_ask_text(const struct app *a, enum portal_question question, char ret_text[65]);

/* Milliseconds until app_step wants a HAPPENED_TICK; -1 = none. */
int app_deadline_ms(const struct app *a, uint64_t now_ms);

/* Current question page of SCREEN_QUESTION; fills *ret_question. */
bool app_question(struct app *a, struct form_question *ret_question);

/* When today began on the kiosk's clock, Unix seconds. */
int64_t app_midnight(const struct app *a);

#endif
