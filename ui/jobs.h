/* What the shell's workers do: putting into the outbox, finding and withdrawing there, judging a
 * PIN, printing, taking a still, looking through the camera, asking the printer, the studio,
 * counting numbers, what staff look at. Each job has one slot; a second of the same kind waits for
 * the first. The main thread fills a slot and reads it after the worker handed it back; in between
 * only the worker touches it. Of the printer and of the camera each is its own worker's alone: one
 * that hangs holds neither the other nor the screen, and the screen's thread never waits for
 * either.
 */
#ifndef UI_JOBS_H
#define UI_JOBS_H

#include "app/citizen/codes.h"
#include "app/filing.h"
#include "app/hourly_file.h"
#include "app/language/counts.h"
#include "app/outbox/outbox.h"
#include "app/paper.h"
#include "app/receipt/paper_roll.h"
#include "app/receipt/print_journal.h"
#include "app/staff/day_file.h"
#include "app/staff/day_sheet.h"
#include "app/staff/health_told.h"
#include "app/staff/setup.h"
#include "app/staff/site.h"
#include "app/staff/staff.h"
#include "app/staff/wifi.h"
#include "app/staff_pin.h"
#include "app/studio/kit.h"
#include "platform/base/worker.h"
#include "platform/port_camera.h"
#include "platform/port_machine.h"
#include "platform/port_picture.h"
#include "platform/port_printer.h"
#include "platform/port_wifi.h"
#include "ui/print_queue.h"

enum job_tag {
    JOB_STORE,
    JOB_PRINT,
    JOB_STILL,
    JOB_PRINTER_STATUS,
    JOB_FILE,
    JOB_PIN,
    JOB_COUNTS,
    JOB_DAY,
    JOB_HOURLY,
    JOB_STUDIO,
    JOB_NUMBER,
    JOB_LATER,
    JOB_ROLL,
    JOB_LOOK,
    JOB_CAMERA,
    JOB_SETUP,
    JOB_FIND,
    JOB_LIVE,
    JOB_MACHINE,
    JOB_WIFI,
    JOB_HEALTH,
    JOB_COUNT
};

struct job_store {
    struct outbox *outbox;
    const struct port_picture *picture;
    struct filing filing;
    uint64_t started_ms;
    struct err error;
};

struct job_print {
    struct port_printer *printer;
    struct port_printer_trial *trial; /* prints it instead, on the printer of this URI; NULL: no */
    char uri[FOUND_URI];
    struct print_journal *journal; /* NULL: not kept */
    struct paper_roll *roll;       /* NULL: not counted */
    struct err journal_error;      /* of either; printed all the same */
    struct paper_figures figures;  /* of the roll, afterwards */
    enum print_what what;          /* the main thread's, as left */
    struct bits page;
    const atomic_bool *stop;
    enum print_proof proof;
    bool watched; /* a test print: somebody stands by */
    bool left;    /* whoever wanted it went away while it was printed: nobody is told */
    uint64_t started_ms;
    struct err error;
};

#define PREVIEW_SIDE   800 /* px: the longer side of what the screen shows */
#define PREVIEW_BYTES  (PREVIEW_SIDE * PREVIEW_SIDE * 3)

#define PAGE_BYTES_MAX (2U << 20) /* of one page set straight; its quality yields to it */

/* Locked memory for one still, its page and its preview: not of the visit, since a camera that does
 * not answer may still write there when the visit is long over. */
#define STILL_BYTES                                                                                \
    (CAMERA_JPEG_MAX + PAGE_BYTES_MAX + PREVIEW_BYTES + sizeof(struct paper_meter) + 256)

/* A still, judged, set straight and shrunk for the screen: a citizen's paper. */
struct job_still {
    struct arena memory; /* STILL_BYTES, the main thread's: of the four below; wiped with the visit,
                            or once the worker hands it back */
    bool left; /* its citizen went home while it was taken, or was told that the camera hangs:
                  nobody is told, and it is wiped */
    struct port_camera *camera; /* NULL: a page taken before is shown again, or turned */
    int quarters;               /* clockwise, of the page in raw; 0: it lies in bytes */
    struct picture_scale scale; /* of the still */
    atomic_bool stop;           /* set by the main thread: nobody waits for it any more */
    uint64_t until_ms;          /* ... from then on; the main thread's clock */
    bool feeds;                 /* a further sheet may follow */
    int question;               /* whose paper it is */
    int page;                   /* of that paper: shown again, or taken anew; 0 = one more */
    const struct port_picture *picture;
    uint8_t *raw, *bytes, *preview; /* the still, its page, PREVIEW_BYTES */
    struct paper_meter *meter;
    size_t raw_size, size; /* raw holds CAMERA_JPEG_MAX, bytes PAGE_BYTES_MAX */
    struct picture_found found;
    int width, height; /* of the preview */
    enum photo_verdict verdict;
    struct err error;
};

/* One look at what lies under the camera (ui/live.h). */
struct job_live {
    struct port_camera *camera;
    uint8_t *rgb; /* RGB888, of live_memory; NULL: nobody looks any more, it rests */
    int side;     /* px, at most */
    size_t room;  /* of rgb */
    bool left;    /* its citizen went home meanwhile: it is wiped */
    atomic_bool stop;
    int width, height; /* 0: what it saw before is still so */
    struct err error;
};

struct job_status {
    struct port_printer *printer;
    struct paper_roll *roll; /* NULL: not counted */
    bool seen;               /* the last test print came out: a person said so */
    struct printer_status status;
    struct paper_figures figures;
    struct err error, roll_error;
};

/* Staff put in a new roll. */
struct job_roll {
    struct paper_roll *roll;
    struct paper_figures figures;
    struct err error;
};

/* A file of the outbox: found by the hash of its slip's code or token or by its uuid, or withdrawn.
 */
struct job_file {
    struct outbox *outbox;
    char slip[OUTBOX_SLIP_HEX]; /* "": by the uuid */
    bool scanned;               /* slip is of a token */
    char uuid[CODES_UUID_SIZE];
    bool withdraw;
    bool left;  /* its citizen went home meanwhile: nobody is told */
    bool there; /* row is filled */
    struct outbox_row row;
    struct outbox_told told; /* of it */
    struct err error;
};

struct job_pin {
    struct staff_pin staff;
    enum pin_what what;
    char pin[STAFF_PIN_MAX + 1]; /* of JUDGE and CODE, as the next; wiped by the worker */
    char badge[BADGE_TEXT];      /* of BADGE */
    int day;                     /* ... on which it must be good */
    uint64_t now_ms;
    bool left; /* as above */
    struct pin_answer answer;
};

/* A small file of the state folder, written whole: the text lies with whoever fills it and is not
 * touched until the job is done. */
struct job_keep {
    struct port_dir *dir;
    const char *state, *name; /* folder, file in it */
    const char *text;
    size_t size; /* 0: the file goes */
    struct err error;
};

struct kept_texts {
    char *counts; /* COUNTS_BYTES */
    char day[DAY_FILE_BYTES], hourly[HOURLY_FILE_BYTES];
    uint64_t hourly_mark, hourly_ms; /* hourly_file_mark() of what was put last, and when */
    char health_text[HEALTH_TOLD_BYTES];
    struct health_told health; /* as it was put last, at 0 = never; and when */
    uint64_t health_ms;
};

/* A wish of the studio. The worker changes the kit's desk; while it waits only what the wish leaves
 * alone is read (app/studio/studio.h). */
struct job_studio {
    struct kit *kit;
    struct kit_wish wish;
};

/* One number more for the counter, of this kiosk's own. */
struct job_number {
    struct port_dir *dir;
    const char *state; /* folder */
    char today[16];    /* "2026-11-23"; "" = no clock knows it */
    char last_day[16]; /* the day of the last one that was given ... */
    int last, number;  /* ... and that one; then the new one */
    bool left;         /* its citizen went home meanwhile: nobody is told */
    struct err error;
};

/* An application set aside or taken up again. The parts lie in the visit arena. */
struct job_later {
    enum later_job what;
    struct port_dir *dir;
    const char *state; /* folder */
    struct later_place place;
    struct later_part parts[LATER_FILES_MAX];
    int first, count;            /* of the files */
    int32_t today;               /* days since 1970: what is over goes as well; or LATER_NO_DAY */
    struct later_place drop;     /* the main thread's: goes with the next job; name "" = none */
    struct later_place dropping; /* ... with this one */
    bool left;                   /* its citizen went home meanwhile: nobody is told */
    struct err error;
};

/* The list of badges: read, one made or lost first. */
struct job_badge {
    struct staff_person who; /* MAKE, LOSE: its number */
    int last_day;
    char token[CODES_TOKEN_SIZE]; /* of MAKE; wiped by the worker */
    struct badge_list list;
    bool read; /* list is filled */
};

/* What staff look at: the outbox and the machine; or what they wish done there first. */
struct job_look {
    enum staff_wish wish;
    struct outbox *outbox;         /* NULL: there is none */
    struct port_machine *machine;  /* the same */
    const struct staff_pin *staff; /* where out of service is marked; the same */
    const char *stick;             /* folder */
    char uuid[37];                 /* of what STAFF_FILE_... means */
    struct carry carry;            /* kept from one look to the next */
    int64_t now_s, midnight;       /* Unix seconds; when today began */
    bool looked;                   /* the next four are filled */
    struct health_outbox found;
    struct machine_facts told;
    struct fleet_state fleet;
    struct staff_files files;
    struct staff_log log;        /* of LOG_LOOK */
    enum stick_word stuck;       /* how LOG_OUT or DAY_OUT went */
    char stick_name[STICK_NAME]; /* of its file */
    const char *log_key;         /* of LOG_OUT: 64 hex digits, or "" */
    char sheet[DAY_SHEET_BYTES]; /* of DAY_OUT */
    size_t sheet_size;
    struct job_badge badge;
    struct err error;
};

#define CAMERA_TRY_BYTES (2 * 1024 * 1024)

/* One still that nobody keeps: whether the camera lives, or how many dots to the inch it sees of
 * the sheet of A4 that staff laid there. */
struct job_camera {
    struct port_camera *camera;
    const struct port_picture *picture;
    bool measure;
    uint8_t *room; /* CAMERA_JPEG_MAX, what was used of it wiped by the worker */
    int dpi;       /* measured */
    struct err error;
};

/* What the set-up chose is kept, or staff's PIN is set. */
struct job_setup {
    enum setup_wish wish;
    struct staff_pin staff;
    char text[SITE_BYTES]; /* of KEEP */
    size_t size;
    char pin[STAFF_PIN_MAX + 1]; /* of PIN; wiped by the worker */
    struct err error;
};

/* How the machine is; or it is to be shut down, behind what is being stored. */
struct job_machine {
    struct port_machine *machine;
    enum staff_wish wish;          /* LOOK, OFF or STAY_ON */
    const struct staff_pin *staff; /* where the steward's word lies; NULL: nobody looks */
    struct machine_facts told;
    struct fleet_state fleet;
    struct err error;
};

/* Which devices are plugged in. */
struct job_find {
    struct port_finder *finder;
    bool probes; /* its serial lines are asked, instead */
    struct found_devices found;
};

/* Wi-Fi is looked at, a network joined or forgotten. */
struct job_wifi {
    struct port_wifi *wifi;
    enum wifi_wish wish;
    struct wifi_network network;              /* of JOIN and FORGET */
    bool typed;                               /* of JOIN: with a passphrase */
    char passphrase[WIFI_PASSPHRASE_MAX + 1]; /* wiped by the worker */
    struct wifi_facts facts;                  /* of LOOK and SCAN */
    struct err error;
};

struct jobs {
    bool busy[JOB_COUNT];
    struct print_queue prints; /* behind the one that is printed */
    bool seen_owed; /* the printer's next question tells it that the test print came out */
    struct job_store store;
    struct job_print print;
    struct job_still still;
    struct job_live live;
    struct job_status status;
    struct job_file file;
    struct job_pin pin;
    struct job_keep counts, day, hourly, health;
    struct kept_texts texts; /* of these four; the main thread's while none is at work */
    struct job_studio studio;
    struct job_number number;
    struct job_later later;
    struct job_roll roll;
    struct job_look look;
    struct job_camera camera;
    struct job_setup setup;
    struct job_find find;
    struct job_machine machine;
    struct job_wifi wifi;
};

/* Queues a job whose slot is filled; false when the slot is still in use or the inbox is full. */
bool jobs_put(struct jobs *j, struct worker *w, enum job_tag tag);

/* Takes a finished job of this worker and frees its slot; false when there is none. The slot's
 * result is to be read before the next put. */
bool jobs_take(struct jobs *j, struct worker *w, enum job_tag *ret_tag);

#endif
