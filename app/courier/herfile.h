/* A file found again at the kiosk, as the portal tells of it now: where it stands to anybody who
 * has its slip; to the citizen who signed in, or whom an officer looked at, also which papers are
 * missing, what the officer wrote and her results, each by an address that gives it to her phone
 * once. Request to exchange, answer to meaning, as pure functions; times are monotonic milliseconds
 * of the caller. An answer is hostile input; all of it is wiped when another file is asked about.
 */
#ifndef APP_COURIER_HERFILE_H
#define APP_COURIER_HERFILE_H

#include "platform/port_http.h"
#include "platform/port_portal.h"

enum herfile_level { HERFILE_STAGE, HERFILE_SIGNED, HERFILE_OFFICER };

struct herfile {
    char uuid[37]; /* "" = none is asked about */
    enum herfile_level level;
    struct portal_file told;
    char sha256[PORTAL_RESULTS_MAX][65]; /* of the results' files; "" = words alone */
    int result;                          /* whose address is wanted, from 1; 0 = none */
    bool make;                           /* ... and must be made first */
    int failures;                        /* questions in a row without an answer */
    int64_t next_ms;                     /* when the portal is next asked; -1 = never */
    int64_t ends_ms;                     /* of the address */
    int64_t wanted_ms;                   /* when the kiosk last asked */
    char path[160];                      /* of the question; "" = none is under way */
};

/* text: "UUID", behind it " signed" or " officer", behind that the number of a result whose address
 * is wanted and " again" for a new one. False when it is none. */
bool herfile_begin(struct herfile *h, const char *text, int64_t now_ms);

/* Wipes everything. */
void herfile_forget(struct herfile *h);

/* Milliseconds until the portal is to be asked, 0 = now; -1 = never. */
int64_t herfile_wait_ms(const struct herfile *h, int64_t now_ms);

/* The next question; valid as long as *h and citizen are. citizen: "Bearer TOKEN" of who signed in,
 * "" when it is gone. */
void herfile_request(struct herfile *h, const char *citizen, struct http_request *ret_request);

/* What came of it: why, or the answer when why is ERR_OK. */
void herfile_heard(struct herfile *h, struct err why, const struct http_answer *answer,
                   int64_t now_ms);

/* What the kiosk may know. */
void herfile_tell(const struct herfile *h, int64_t now_ms, struct portal_file *ret_told);

#endif
