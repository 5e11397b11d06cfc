/* What a citizen does beside filing: sign in on her own phone, pay what the portal wants, take a
 * number for the counter. Part of struct visit: all of it is wiped with her. */
#ifndef APP_ERRANDS_H
#define APP_ERRANDS_H

#include <stdbool.h>
#include <stdint.h>

#include "platform/port_portal.h"

/* Her sign-in (app/steps_phone.c). No password and no one-time code ever comes here. */
struct phone {
    enum portal_phone state;
    char code[PORTAL_CODE];       /* WAITING, as the next */
    char address[PORTAL_ADDRESS]; /* where the code is typed */
    uint8_t *qr;                  /* of the address that brings it along; in the arena */
    int qr_side, minutes;
    bool asking, others; /* others: the two ways without a phone are shown */
    uint64_t asked_ms;
    bool counter; /* she chose that the counter accepts it */
    bool officer; /* an officer looked at her papers and said so with the PIN */
    bool lost;    /* it went off without her sign-in all the same */
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
};

#define NUMBER_KEY 24 /* bytes with NUL: who wants it, drawn for it alone */

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
    bool printing, printed, print_failed;
};

/* A page that came from her phone. The page itself is at the portal. */
struct phone_page {
    int id; /* of the portal */
    char sha256[PORTAL_SHA256];
    int size;       /* bytes */
    uint8_t *thumb; /* RGB888, in the arena; NULL: not there yet */
    int thumb_width, thumb_height;
};

#define PHONE_PAGES_MAX  (2 * PORTAL_PAGES) /* of one paper, and of all papers of one visit */
#define PHONE_THUMB_SIDE 144                /* px: a small picture is at most so large */

enum upload_verb { UPLOAD_LOOK, UPLOAD_THUMB, UPLOAD_TAKE, UPLOAD_END };

/* Pages she sends from her phone for the paper that is asked (app/steps_upload.c). */
struct upload_seen {
    enum portal_upload_state state;
    int number; /* handovers so far; that of this one */
    char address[PORTAL_ADDRESS];
    uint8_t *qr; /* of the address; in the arena */
    int qr_side, minutes, check, coming;
    struct phone_page pages[PORTAL_PAGES];
    int count;
    enum upload_verb verb; /* what is asked */
    int thumb_of;          /* ... of THUMB */
    int thumb_next;        /* so that each page has its turn */
    bool asking, using;    /* using: she said that these pages go along */
    uint64_t asked_ms;
};

/* What is touched: of INTENT_NO_PHONE, of INTENT_FEE, of INTENT_UPLOAD. */
enum without_phone { WITHOUT_WAYS, WITHOUT_BY_OFFICER, WITHOUT_AT_COUNTER };
enum fee_act { FEE_ACT_SHOW, FEE_ACT_COUNTER, FEE_ACT_PRINT, FEE_ACT_AGAIN };
enum upload_act { UPLOAD_ACT_OPEN, UPLOAD_ACT_USE };

#endif
