/* What the kiosk may ask of the courier, over run/courier.sock (CONTRACTS.md "socket"). The kiosk
 * has no network; no courier means offline, decided within 200 ms. Called from the kiosk's main
 * thread; nothing blocks. Answers are hostile input and arrive already checked for shape. */
#ifndef PLATFORM_PORT_PORTAL_H
#define PLATFORM_PORT_PORTAL_H

#include <stdbool.h>
#include <stdint.h>

#include "platform/base/err.h"
#include "platform/base/paper_meter.h"

enum portal_question {
    PORTAL_STATUS,    /* where is application uuid? */
    PORTAL_CHECK,     /* could we send now? */
    PORTAL_OFFICER,   /* call an officer; text = the language asked for, and the page */
    PORTAL_CALL,      /* has somebody answered the call? */
    PORTAL_COMING,    /* somebody answers it; text = who, or "" */
    PORTAL_NEVERMIND, /* the call is withdrawn */
    PORTAL_TRY,       /* send what waits now, without waiting for its time */
    PORTAL_SIGN_IN,  /* text = uuid: she signs in for it on her phone; begins, then tells how far */
    PORTAL_SIGN_OUT, /* she is gone: forgotten, unless what she signed in for still waits here */
    PORTAL_FEE,      /* text = uuid: what is to be paid for it, and whether it was */
    PORTAL_QUEUE,    /* text = the service a number is wanted for */
    PORTAL_UPLOAD,   /* text = "UUID NUMBER VERB": pages from a phone of hers, see portal_upload */
    PORTAL_FILE, /* text = uuid, how it is known who asks, which result: app/courier/herfile.h */
    PORTAL_HELD, /* text = uuid, and her number an officer saw: what the portal holds of her */
};

enum portal_stage { STAGE_UNKNOWN, STAGE_SAVED, STAGE_SENT, STAGE_RECEIVED, STAGE_HELD };

/* Signing in on a phone of her own (RFC 8628), as the courier knows it. */
enum portal_phone {
    PHONE_NONE,
    PHONE_ASKING,  /* the issuer is asked for a code */
    PHONE_WAITING, /* the code waits for her phone */
    PHONE_SIGNED,
    PHONE_EXPIRED, /* nobody came in time */
    PHONE_DENIED,  /* the phone said no */
    PHONE_OFFLINE, /* the issuer cannot be reached */
    PHONE_REFUSED, /* it does not know this kiosk, or what it says is no answer */
};

#define PORTAL_CODE    20  /* bytes with NUL, as the next ones */
#define PORTAL_ADDRESS 160 /* an address for her phone */

struct portal_sign_in {
    enum portal_phone state;
    char code[PORTAL_CODE];       /* WAITING: to be typed, letters, digits and '-' */
    char address[PORTAL_ADDRESS]; /* ... there */
    char whole[PORTAL_ADDRESS];   /* ... or this one, which brings the code along; "" = none */
    int seconds_left;             /* ... of the code */
};

/* What the portal wants paid for one application. */
enum portal_fee_state {
    FEE_NONE,    /* nothing is to be paid, or nothing is known of it */
    FEE_ASKING,  /* the portal is being asked */
    FEE_WAITING, /* to be paid by its code */
    FEE_PAID,
    FEE_EXPIRED, /* the code is over; a new one may be asked for */
    FEE_FAILED,  /* the bank, or the portal, did not take it */
    FEE_OFFLINE, /* the portal cannot be reached */
};

#define PORTAL_PAYLOAD 252 /* bytes of what the QR holds, NUL included: as QR_TEXT_MAX */

struct portal_fee {
    enum portal_fee_state state;
    int64_t dong;
    char payload[PORTAL_PAYLOAD]; /* WAITING: of the portal's own QR, printable ASCII */
    char reference[40];           /* what the counter finds it by */
    char receiver[80];            /* who is paid */
    int seconds_left;             /* WAITING: of the code; 0 = not told */
};

/* A number for the counter. */
enum portal_queue_state {
    QUEUE_NONE, /* there is no queue system: the kiosk counts itself */
    QUEUE_ASKING,
    QUEUE_GIVEN,
    QUEUE_CLOSED,  /* no numbers are given now */
    QUEUE_OFFLINE, /* it cannot be reached */
};

struct portal_queue {
    enum portal_queue_state state;
    char number[12]; /* letters and digits, "A27" */
    int counter;     /* 0 = not told, as the next two */
    int ahead;       /* people before her; -1 = not told */
    int minutes;
};

/* A file as the portal tells of it. */
enum portal_hers {
    HERS_NONE, /* nothing is known of it there, or nothing more is told */
    HERS_ASKING,
    HERS_KNOWN,
    HERS_SIGN_IN, /* it is not known (any more) who she is */
    HERS_NOT,     /* it is another citizen's */
    HERS_OFFLINE,
};

/* The address that gives a result to her phone, once. */
enum portal_link {
    LINK_NONE,
    LINK_ASKING,
    LINK_WAITING, /* for her phone */
    LINK_TAKEN,
    LINK_EXPIRED,
    LINK_OFFLINE,
};

#define PORTAL_ASKED_MAX   4   /* papers that are missing */
#define PORTAL_RESULTS_MAX 3   /* electronic results */
#define PORTAL_WORDS       160 /* bytes of the name of one, NUL included */
#define PORTAL_REASON      400 /* bytes of what the officer wrote */

/* What stands behind results_there is only told to who is known to be her. */
struct portal_file {
    enum portal_hers state;
    int portal_state; /* KNOWN: the portal's number, 1 to 10 known */
    char state_text[80];
    bool papers_asked;
    int results_there;
    char reason[PORTAL_REASON];
    char asked[PORTAL_ASKED_MAX][PORTAL_WORDS];
    int asked_count;
    char results[PORTAL_RESULTS_MAX][PORTAL_WORDS]; /* what each is, in words; may be "" */
    bool has_file[PORTAL_RESULTS_MAX];
    int result_count;
    enum portal_link link;        /* of the result asked for */
    char address[PORTAL_PAYLOAD]; /* WAITING */
    int seconds_left;             /* ... of it */
};

/* What the portal holds of a citizen from earlier applications, to be offered to her once. */
enum portal_held_state {
    HELD_NONE, /* this portal holds nothing of anybody */
    HELD_ASKING,
    HELD_KNOWN,   /* items[] are all there is; there may be none */
    HELD_SIGN_IN, /* it is not known (any more) who she is */
    HELD_OFFLINE,
};

#define PORTAL_HELD_MAX 12 /* of one citizen that are told */

struct portal_held_item {
    bool paper;           /* else an answer */
    char ref[96];         /* of the question in the form it was given to, "/data/a/b" */
    char value[160];      /* an answer's; a paper's name of the file */
    char procedure[16];   /* whose application it came with */
    char file_number[40]; /* ... and of which; "" = not told */
    char date[11];        /* "2026-11-23", when it was given */
    char type[20];        /* paper: "image/jpeg", "image/png" or "application/pdf", as the next */
    char sha256[65];
    int size, pages; /* bytes; 1 to 50 */
};

struct portal_held {
    enum portal_held_state state;
    struct portal_held_item items[PORTAL_HELD_MAX];
    int count;
};

/* Pages that she sends from her own phone, for one paper of one application. NUMBER counts the
 * handovers of the application from 1; VERB is "look" (a number not seen before begins), "thumb ID"
 * (the small picture of a page), "take" (these pages are papers of the application from now on) or
 * "end" (given up: what came is wiped; NUMBER 0 = every one). The pages themselves stay at the
 * portal, the kiosk sees how many, their hashes and small pictures. */
enum portal_upload_state {
    UPLOAD_NONE,
    UPLOAD_ASKING,   /* the portal is being asked for an address */
    UPLOAD_WAITING,  /* the address waits for her phone */
    UPLOAD_JOINED,   /* a phone came */
    UPLOAD_FINISHED, /* the phone says that these are all */
    UPLOAD_TAKING,   /* the portal is being told that they are used */
    UPLOAD_TAKEN,
    UPLOAD_OVER,    /* its time is over, or it was given up */
    UPLOAD_OFFLINE, /* the portal cannot be reached */
    UPLOAD_REFUSED, /* this portal takes no papers from phones */
};

#define PORTAL_PAGES       10          /* of one handover */
#define PORTAL_THUMB_BYTES (16 * 1024) /* of a small picture */
#define PORTAL_SHA256      65          /* 64 hex digits and NUL */

struct portal_upload_page {
    int id;
    char sha256[PORTAL_SHA256];
    int size;
    bool thumb;                 /* its small picture may be asked for */
    enum photo_verdict quality; /* as the portal measured it; GOOD also where it told nothing */
};

struct portal_upload {
    enum portal_upload_state state;
    int number;
    char address[PORTAL_ADDRESS]; /* WAITING */
    int seconds_left;
    int check;  /* 10 to 99, the same on her phone; 0 = not told */
    int coming; /* percent of a page under way; -1 = none is */
    int count;
    struct portal_upload_page pages[PORTAL_PAGES];
    int thumb_of;         /* "thumb": the page ... */
    const uint8_t *thumb; /* ... and its JPEG, hostile; until the port is called again; or NULL */
    int thumb_size;
};

struct portal_answer {
    int id;           /* the question's */
    struct err error; /* ERR_OFFLINE: no courier; ERR_TIMEOUT: past its deadline */
    enum portal_question question;
    enum portal_stage stage; /* STATUS */
    char file_number[40];    /* STATUS; "" until received */
    char state_text[80];     /* the portal's own words */
    int portal_state;        /* STATUS: its number for them, 1 to 10 known; 0 = not told */
    bool papers_asked; /* STATUS: it waits for papers: only an officer or a sign-in say which */
    bool reasoned;     /* STATUS: it gave a reason, to be heard there as well */
    int results;       /* STATUS: electronic results that are there */
    bool online;       /* CHECK: the last exchange with the portal went well */
    char trouble[20];  /* CHECK: why nothing is sent now, a word of reasons.h; "" = nothing is wrong
                        */
    bool dated;        /* CHECK: its answers said the time: ... */
    int64_t clock_off_s; /* ... so many seconds after this machine's clock */
    bool coming;         /* OFFICER, CALL: somebody answered the call */
    char officer[40];    /* ... and this is who, or "" */
    bool desk_closed;    /* CALL: the desk answered that nobody is there ... */
    char until[6];       /* ... until this time of day, "13:30", or "" */
    bool away;           /* CALL: the portal was not told of it yet, its line is down */
    int unsent_30_days;  /* STATUS, CHECK: applications this kiosk holds unsent for so long */
    int unsent_90_days;  /* ... of them those a person must decide about */
    bool signed_in;      /* STATUS: the portal took it as of somebody who is signed in */
    struct portal_sign_in sign_in; /* SIGN_IN */
    struct portal_fee fee;         /* FEE */
    struct portal_queue queue;     /* QUEUE */
    struct portal_file file;       /* FILE */
    struct portal_upload upload;   /* UPLOAD */
    struct portal_held held;       /* HELD */
};

/* "" or a time of day as "13:30". */
static inline bool portal_until_ok(const char *t)
{
    return t[0] == '\0' || (t[0] >= '0' && t[0] <= '2' && t[1] >= '0' &&
                            t[1] <= (t[0] == '2' ? '3' : '9') && t[2] == ':' && t[3] >= '0' &&
                            t[3] <= '5' && t[4] >= '0' && t[4] <= '9' && t[5] == '\0');
}

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
