/* Pages that a citizen sends from her own phone: the rest contract's handover as pure functions,
 * request to exchange and answer to meaning. The pages stay at the portal; here are their hashes
 * and small pictures, wiped when it ends. Times are monotonic milliseconds of the caller. An answer
 * is hostile input. */
#ifndef APP_COURIER_HANDOVER_H
#define APP_COURIER_HANDOVER_H

#include "platform/port_http.h"
#include "platform/port_portal.h"

#define HANDOVER_ENDINGS                                                                           \
    4 /* that the portal was not told of yet; of more the oldest is left to it */

enum handover_step {
    HANDOVER_NOTHING,
    HANDOVER_BEGIN,
    HANDOVER_LOOK,
    HANDOVER_THUMB,
    HANDOVER_TAKE,
    HANDOVER_END
};

struct handover_thumb {
    int id; /* 0 = free */
    int size;
    uint8_t jpeg[PORTAL_THUMB_BYTES];
};

struct handover_ending {
    char uuid[37];
    int number;   /* 0 = every one */
    int failures; /* it is told three times, then left to its own end */
};

/* One handover, as far as it is known. */
struct handover_asked {
    char uuid[37]; /* "" = none */
    struct portal_upload told;
    bool taking;
    enum handover_step asked; /* what is under way */
    int asked_page;           /* of THUMB */
    int failures;
    int64_t next_ms; /* when the portal is next asked; -1 = never */
    int64_t ends_ms;
    struct handover_thumb thumbs[PORTAL_PAGES];
    struct handover_ending endings[HANDOVER_ENDINGS];
    int ending_count;
    int64_t ending_ms; /* when the first of them is told */
    char path[120];    /* of the question */
};

/* Wipes everything but what the portal is still to be told. */
void handover_forget(struct handover_asked *h);

/* What the kiosk wishes: text as portal_upload says. ERR_BAD_INPUT for another one. Tells what is
 * known; a small picture lies in *h. */
MUST_USE struct err handover_wish(struct handover_asked *h, const char *text, int64_t now_ms,
                                  struct portal_upload *ret_told);

/* Milliseconds until the portal is to be asked, 0 = now; -1 = never. */
int64_t handover_wait_ms(const struct handover_asked *h, int64_t now_ms);

/* The next question; valid as long as *h is. */
void handover_request(struct handover_asked *h, struct http_request *ret_request);

/* What came of it: why, or the answer when why is ERR_OK. path: the question's. */
void handover_heard(struct handover_asked *h, const char *path, struct err why,
                    const struct http_answer *answer, int64_t now_ms);

#endif
