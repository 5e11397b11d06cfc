/* What the kiosk may ask of the courier, over run/courier.sock (CONTRACTS.md "socket"). The kiosk
 * has no network; no courier means offline, decided within 200 ms. Called from the kiosk's main
 * thread; nothing blocks. Answers are hostile input and arrive already checked for shape. */
#ifndef PLATFORM_PORT_PORTAL_H
#define PLATFORM_PORT_PORTAL_H

#include <stdbool.h>
#include <stdint.h>

#include "platform/base/err.h"

enum portal_question {
    PORTAL_STATUS,    /* where is application uuid? */
    PORTAL_CHECK,     /* could we send now? */
    PORTAL_OFFICER,   /* call an officer; text = the language asked for */
    PORTAL_CALL,      /* has somebody answered the call? */
    PORTAL_COMING,    /* somebody answers it; text = who, or "" */
    PORTAL_NEVERMIND, /* the call is withdrawn */
    PORTAL_TRY,       /* send what waits now, without waiting for its time */
};

enum portal_stage { STAGE_UNKNOWN, STAGE_SAVED, STAGE_SENT, STAGE_RECEIVED, STAGE_HELD };

struct portal_answer {
    int id;           /* the question's */
    struct err error; /* ERR_OFFLINE: no courier; ERR_TIMEOUT: past its deadline */
    enum portal_question question;
    enum portal_stage stage; /* STATUS */
    char file_number[40];    /* STATUS; "" until received */
    char state_text[80];     /* the portal's own words */
    int portal_state;        /* STATUS: its number for them, 1 to 10 known; 0 = not told */
    bool papers_asked;  /* STATUS: it waits for papers: only an officer or a sign-in say which */
    bool reasoned;      /* STATUS: it gave a reason, to be heard there as well */
    int results;        /* STATUS: electronic results that are there */
    bool online;        /* CHECK: the last exchange with the portal went well */
    bool coming;        /* OFFICER, CALL: somebody answered the call */
    char officer[40];   /* ... and this is who, or "" */
    int unsent_30_days; /* STATUS, CHECK: applications this kiosk holds unsent for so long */
    int unsent_90_days; /* ... of them those a person must decide about */
};

struct port_portal {
    const struct port_portal_ops *ops;
};

struct port_portal_ops {
    const char *name; /* "socket", "sim" */
    /* Sends one question; ret_id names it. `text` is the uuid or language, at most 64 bytes. */
    struct err (*ask)(struct port_portal *p, enum portal_question question, const char *text,
                      int deadline_ms, int *ret_id);
    /* Takes the next answer; false when there is none yet. */
    bool (*take)(struct port_portal *p, struct portal_answer *ret_answer);
    /* No longer interested in id. */
    void (*cancel)(struct port_portal *p, int id);
    /* A descriptor that turns readable when take() may succeed, or -1. */
    int (*wait_fd)(struct port_portal *p);
    void (*close)(struct port_portal *p); /* accepts a half-opened port */
};

#endif
