/* What a citizen does beside filing: sign in on her own phone, pay what the portal wants, take a
 * number for the counter. Part of struct visit: all of it is wiped with her. */
#ifndef APP_ERRANDS_H
#define APP_ERRANDS_H

#include <stdbool.h>
#include <stdint.h>

#include "app/form/form.h"
#include "app/later_file.h"
#include "platform/port_portal.h"

#define CITIZEN_NUMBER 13 /* bytes with NUL: the twelve digits of a citizen */

/* Her sign-in (app/steps_phone.c). No password and no one-time code ever comes here. */
struct phone {
    enum portal_phone state;
    char code[PORTAL_CODE];       /* WAITING, as the next */
    char address[PORTAL_ADDRESS]; /* where the code is typed */
    uint8_t *qr;                  /* of the address that brings it along; in the arena */
    int qr_side, minutes;
    bool asking, others; /* others: the two ways without a phone are shown */
    uint64_t asked_ms;
    bool counter;              /* she chose that the counter accepts it */
    bool officer;              /* an officer looked at her papers and said so with the PIN */
    char seen[CITIZEN_NUMBER]; /* the number she had given when that was, or she signed in; "" =
                                  none */
    bool lost;                 /* it went off without her sign-in all the same */
    bool of_file; /* it is for the file she found by its slip, not for a new application */
};

/* What the portal wants for her application (app/steps_fee.c). */
struct fee_due {
    enum portal_fee_state state;
    int64_t dong;
    char payload[PORTAL_PAYLOAD], reference[40], receiver[80];
    uint8_t *qr; /* of the payload; in the arena */
    int qr_side, minutes;
    bool asking, again; /* again: a new code is asked for */
    uint64_t asked_ms;
    bool counter; /* she pays at the counter */
    bool printing, printed, print_failed;
    bool unsure; /* whether it was printed is not known */
    int copies;  /* slips of this code that are out, or may be */
};

#define NUMBER_KEY 24 /* bytes with NUL: who wants it, drawn for it alone */

/* The file she found by its slip, as the portal tells of it (app/steps_hers.c). */
struct her_file {
    struct portal_file told;
    bool asking;
    uint64_t asked_ms;
    bool open;    /* who she is is known: on her phone, or ... */
    bool officer; /* ... an officer looked at it and said so with the PIN */
    int shown;    /* the result whose code is shown, from 1; 0 = none */
    bool again;   /* ... a new code of it is asked for */
    uint8_t *qr;  /* of the address; in the arena */
    int qr_side, minutes;
    char address[PORTAL_PAYLOAD]; /* the QR is of */
    bool adding;                  /* she adds papers: the form is the one of supplements */
    bool printing, printed, print_failed, unsure;
    int copies; /* as of the fee */
};

/* Her application, set aside until another day, or taken up again (app/steps_later.c). */
struct later {
    struct later_place place; /* of what lies in the kiosk for her; name "" = nothing does */
    struct later_place old;   /* of what is to go */
    char code[LATER_CODE];    /* what her slip carries */
    int32_t day;              /* on which it is gone, days since 1970; or LATER_UNDATED */
    uint8_t *qr;              /* of the code; in the arena */
    int qr_side;
    bool keeping, kept;
    bool opening, taking; /* being read; its pages too */
    char *text;           /* LATER_TEXT bytes, in the arena */
    size_t size;          /* of it */
    uint8_t *room;        /* for one page, in the arena */
    size_t room_size;
    size_t page_size;   /* of the one read last */
    int page;           /* which one is being read */
    char procedure[16]; /* RESUME: what it is */
    int answers;        /* ... and how much of it is there */
    bool printing, printed, print_failed, unsure;
    int copies;   /* as of the fee */
    int born;     /* the year of birth that is asked for; 0 = it is not known, nothing is asked */
    char year[5]; /* YEAR: what was typed */
};

/* A number for the counter (app/steps_number.c). */
struct number_taken {
    enum portal_queue_state state;
    char number[12], service[16], key[NUMBER_KEY];
    int counter, ahead, minutes; /* of struct portal_queue */
    bool own;                    /* this kiosk counted it */
    bool again;                  /* none came: it is asked for anew */
    bool asking;
    uint64_t asked_ms;
    int from; /* enum screen it was asked for on */
    bool printing, printed, print_failed, unsure;
    int copies; /* as of the fee */
};

/* A page that came from her phone. The page itself is at the portal. */
struct phone_page {
    int id; /* of the portal */
    char sha256[PORTAL_SHA256];
    int size; /* bytes */
    enum photo_verdict quality;
    bool doubted;   /* she was told that it cannot be read well; it may go along all the same */
    uint8_t *thumb; /* RGB888, in the arena; NULL: not there yet */
    int thumb_width, thumb_height;
};

#define PHONE_PAGES_MAX  (2 * PORTAL_PAGES) /* of one paper, and of all papers of one visit */
#define PHONE_THUMB_SIDE 128                /* px: as large as a page's own may be (app/papers.h) */

enum upload_verb { UPLOAD_LOOK, UPLOAD_THUMB, UPLOAD_TAKE, UPLOAD_END };

/* Pages she sends from her phone for the paper that is asked (app/steps_upload.c). */
struct upload_seen {
    enum portal_upload_state state;
    int number; /* handovers so far; that of this one */
    int stale;  /* numbers in a row that the portal had ended before they were asked for */
    char address[PORTAL_ADDRESS];
    uint8_t *qr; /* of the address; in the arena */
    int qr_side, minutes, check, coming;
    struct phone_page pages[PORTAL_PAGES];
    int count;
    enum photo_verdict faults[PORTAL_PAGES]; /* said in full when a page came with them */
    int fault_count;
    enum upload_verb verb; /* what is asked */
    int thumb_of;          /* ... of THUMB */
    int thumb_next;        /* so that each page has its turn */
    bool asking, using;    /* using: she said that these pages go along */
    uint64_t asked_ms;
};

enum offer_choice { OFFER_OPEN, OFFER_TAKEN, OFFER_DECLINED };

/* One thing the portal holds of her from an earlier application, and what she says to it. */
struct offer {
    struct portal_held_item item;
    form_node node; /* the question of this form it answers */
    enum offer_choice choice;
    char words[160]; /* of an answer in the language of the page; may be "" */
};

/* What is offered to her once it is known who she is (app/steps_held.c). */
struct offers {
    enum portal_held_state state; /* HELD_NONE: it was not asked, or nothing is held */
    struct offer list[PORTAL_HELD_MAX];
    int count;
    bool asked, asking;          /* asked: once for this sign-in; asking: an answer is awaited */
    bool seen;                   /* she went on from the page */
    uint64_t asked_ms, since_ms; /* since_ms: when the page began to wait */
    bool checking, again;        /* before sending (app/steps_held_sure.c); again: asked anew */
    int lost;                    /* 1 + the offer she signs in for again; 0 = none */
};

/* What is touched: of INTENT_NO_PHONE, of INTENT_FEE, of INTENT_UPLOAD, of INTENT_HELD. */
enum without_phone { WITHOUT_WAYS, WITHOUT_BY_OFFICER, WITHOUT_AT_COUNTER };
enum later_job { LATER_KEEP, LATER_OPEN, LATER_PAGE, LATER_DROP, LATER_CLEAN };
enum hers_act { HERS_ACT_SEE, HERS_ACT_BY_OFFICER, HERS_ACT_ADD, HERS_ACT_PRINT };
enum fee_act { FEE_ACT_SHOW, FEE_ACT_COUNTER, FEE_ACT_PRINT, FEE_ACT_AGAIN };
enum upload_act { UPLOAD_ACT_OPEN, UPLOAD_ACT_USE };

/* Argument of INTENT_HELD: which offer, and whether it is taken. */
#define HELD_ARGUMENT(i, taken) ((i)*2 + ((taken) ? 1 : 0))

#endif
