/* What is known on staff's own pages, which lie as sheets over whatever screen they came from: a
 * citizen's visit stays underneath as it is, and nothing of it is shown or said here. Emptied with
 * every visit. */
#ifndef APP_STAFF_STAFF_H
#define APP_STAFF_STAFF_H

#include "app/outbox/outbox.h"
#include "app/staff/badge_desk.h"
#include "app/staff/carry.h"
#include "app/staff/day.h"
#include "app/staff/health.h"
#include "app/staff/log_view.h"
#include "app/staff/measure.h"
#include "app/staff/staff_role.h"
#include "app/staff/stick_out.h"

/* What the shell is asked for (FX_STAFF). */
enum staff_wish {
    STAFF_LOOK,     /* at ports, machine and outbox; answered by HAPPENED_STAFF */
    STAFF_LOG_LOOK, /* at the log as well; answered the same */
    STAFF_LOG_OUT,  /* the log goes onto the stick, sealed; answered the same */
    STAFF_DAY_OUT,  /* the same of the figures of the day, in plain */
    STAFF_RETRY,    /* every application that waits is due now; answered the same */
    STAFF_RESTED,   /* it is out of service, over restarts */
    STAFF_SERVES,   /* it is not any more */
    STAFF_QUIT,     /* the program ends; its supervisor starts it again */
    STAFF_KEY_OUT,  /* the next three are of the stick; answered as LOOK */
    STAFF_EXPORT,
    STAFF_IMPORT,
    STAFF_BADGES,     /* the next three are of the list of badges; answered as LOOK */
    STAFF_BADGE_MAKE, /* of staff->badge */
    STAFF_BADGE_LOSE,
    STAFF_FILE_SEND, /* the next four are of the application staff look at; answered as LOOK */
    STAFF_FILE_BACK,
    STAFF_FILE_DONE,
    STAFF_FILE_DROP,
    STAFF_OFF,     /* the machine is to be shut down, behind what is being stored */
    STAFF_STAY_ON, /* it is not any more */
    STAFF_LIGHT,   /* the panel is as light as app->light says */
    STAFF_MEASURE, /* the camera, by a sheet of A4; answered as LOOK, with camera_dpi */
};

/* The steps of a change of paper. */
enum paper_step { PAPER_STEP_OPEN, PAPER_STEP_ROLL, PAPER_STEP_CLOSE, PAPER_STEP_TEST };
#define PAPER_STEPS 4

enum test_print { TEST_PRINT_NONE, TEST_PRINT_RUNS, TEST_PRINT_OUT, TEST_PRINT_FAILED };

#define STAFF_PLACES_ALL 0x1FFU /* all nine of the glass */

/* The oldest applications that are not known to have arrived, here or carried to another kiosk;
 * nothing of a citizen. */
struct staff_files {
    struct outbox_row rows[STAFF_FILES];
    int count; /* of rows */
    int total; /* as many there are */
    struct day_files day;
};

/* What the shell found. The files stay as they are until the next one. */
struct staff_news {
    struct health_facts facts;
    const struct staff_files *files;
    const struct staff_log *log; /* as it was last looked at */
    struct carry carried;
    enum stick_word stick;           /* of LOG_OUT, DAY_OUT */
    enum staff_wish wish;            /* that this answers; LOOK: of nobody's asking */
    const struct badge_list *badges; /* as they were last read; NULL: not, or they cannot be */
    int camera_dpi;                  /* of MEASURE */
    struct err error;                /* of the wish */
};

struct staff {
    struct staff_person who; /* stands here */
    struct health_facts facts;
    const struct staff_files *files; /* NULL until told */
    bool told;                       /* facts are there */
    uint64_t looked_ms;              /* when they were last asked for */
    enum staff_act asks;             /* of OVERLAY_STAFF */
    int file_page;                   /* of the list */
    char file[37];                   /* the application that is looked at; "" = none */
    enum message_id file_word;       /* what came of what was last done with it */
    const struct staff_log *log;     /* NULL until told */
    int log_page;                    /* of the log's list */
    bool stick_busy;                 /* something is being written onto a stick */
    bool log_trouble;                /* only what went wrong is listed */
    struct carry carried;            /* to or from a stick */
    struct badge_desk badge;
    int day_page;    /* of the figures */
    bool day_prints; /* the slip of the day is being printed */
    bool tried;      /* everything was told to try again */

    enum paper_step paper;
    enum test_print print;
    enum camera_measure measure;
    bool print_unsure;     /* OUT: only a look shows whether it is */
    unsigned touched;      /* bit of each of the nine places */
    enum paper_step shown; /* the furthest that the printer's own word led to */
};

#endif
