/* What the courier asks beside its sending while somebody stands at the kiosk: the sign-in on her
 * phone, the fee, a number for the counter, an officer, pages from her phone. The main thread owns
 * everything here; a worker only makes the one exchange of a struct aside_job, which nobody else
 * touches meanwhile. The kiosk's questions are answered from what is known, never by waiting. Times
 * are monotonic ms. */
#ifndef APP_COURIER_ASIDE_H
#define APP_COURIER_ASIDE_H

#include "app/courier/call.h"
#include "app/courier/citizen.h"
#include "app/courier/fee.h"
#include "app/courier/handover.h"
#include "app/courier/held.h"
#include "app/courier/herfile.h"
#include "app/courier/signin.h"
#include "app/courier/ticket.h"

enum aside_what {
    ASIDE_SIGNIN,
    ASIDE_FEE,
    ASIDE_QUEUE,
    ASIDE_CALL,
    ASIDE_UPLOAD,
    ASIDE_FILE,
    ASIDE_HELD,
    ASIDE_COUNT
};

struct aside {
    struct signin_issuer issuer;
    struct port_http *http[ASIDE_COUNT]; /* NULL = there is no such thing; the worker's to use */
    const char *queue_path;
    struct signin signin;
    char uuid[37];     /* of whom signs in; "" = nobody does */
    int64_t wanted_ms; /* when the kiosk last asked about her */
    struct fee_asked fee;
    struct ticket ticket;
    struct call call;
    struct herfile file;
    struct held held;
    char call_path[160]; /* "/calls/KIOSK" */
    struct handover_asked handover;
    char handed[37]; /* the application that pages came for last; "" = none */
    unsigned round;  /* grows when somebody else begins: older answers are nobody's */
    unsigned last;   /* enum aside_what that was asked last: they take turns */
    struct citizens citizens;
};

/* One exchange, from aside_next to aside_heard the worker's. */
struct aside_job {
    enum aside_what what;
    unsigned round;
    struct port_http *http;
    struct http_request request;
    char words[SIGNIN_BODY], path[PORTAL_ADDRESS], key[TICKET_KEY];
    char citizen[SIGNIN_TOKEN + 8]; /* "Bearer ..." of who signed in for the file asked about */
    struct err why;
    struct http_answer answer; /* its body lies in text */
    char text[HTTP_ANSWER_MAX + 1];
};

/* The first half of an answer to PORTAL_SIGN_IN: begins when it is another application's, then
 * tells. ERR_UNSUPPORTED without an issuer. */
MUST_USE struct err aside_sign_in(struct aside *a, const char *uuid, int64_t now_ms,
                                  struct portal_sign_in *ret_told);

/* She is gone, or begins anew: wiped, and her token as well unless `kept`. */
void aside_sign_out(struct aside *a, bool kept);

/* The same for pages from her phone: unless `kept` the portal is told to wipe what came. */
void aside_hand_over(struct aside *a, bool kept, int64_t now_ms);

/* The same for the fee and for a number. text: the uuid, behind it " again" for a new code; the
 * wish of ticket.h. */
MUST_USE struct err aside_fee(struct aside *a, const char *text, int64_t now_ms,
                              struct portal_fee *ret_told);
MUST_USE struct err aside_queue(struct aside *a, const char *text, int64_t now_ms,
                                struct portal_queue *ret_told);

/* The same for a file found again; text of herfile.h. */
MUST_USE struct err aside_file(struct aside *a, const char *text, int64_t now_ms,
                               struct portal_file *ret_told);

/* The same for what the portal holds of her; text of held.h. */
MUST_USE struct err aside_held(struct aside *a, const char *text, int64_t now_ms,
                               struct portal_held *ret_told);

/* Forgets a sign-in the kiosk no longer asks about, and tokens whose time is over. */
void aside_tick(struct aside *a, int64_t now_ms);

/* The same for pages from a phone of hers; a small picture that is told lies in *a. */
MUST_USE struct err aside_upload(struct aside *a, const char *text, int64_t now_ms,
                                 struct portal_upload *ret_told);

/* Milliseconds until something is to be asked, -1 = nothing. */
int64_t aside_wait_ms(struct aside *a, int64_t now_ms);

/* Fills a job with what is due; false when nothing is. */
bool aside_next(struct aside *a, int64_t now_ms, struct aside_job *job);

/* On the worker's thread: makes the exchange. */
void aside_run(struct aside_job *job, const atomic_bool *stop);

/* Takes what came of it and wipes the job. */
void aside_heard(struct aside *a, struct aside_job *job, int64_t now_ms);

#endif
