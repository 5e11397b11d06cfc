/* Where the kiosk's questions are answered, from the outbox and from what the courier last saw of
 * the portal; never by waiting for the network. One thread. */
#ifndef APP_COURIER_DESK_H
#define APP_COURIER_DESK_H

#include "app/courier/aside.h"
#include "app/outbox/outbox.h"
#include "platform/base/log.h"
#include "platform/port_clock.h"
#include "platform/port_portal.h"

struct courier_desk {
    char state_dir[DIR_PATH_MAX];
    struct outbox *outbox; /* its own reader; NULL until the kiosk made the outbox */
    bool online;
    const char *trouble; /* why nothing is sent now, a word of reasons.h; "" or NULL = nothing */
    int64_t dated_s,
        dated_ms; /* the portal's time at a moment of the monotonic clock; 0 = unknown */
    struct outbox_unsent unsent;
    bool hurry;          /* somebody asked to send at once; the courier takes it back */
    bool called, coming; /* the call for an officer: made, answered */
    char officer[40];    /* by whom, or "" */
    void (*note)(enum event_id id, int64_t a, int64_t b);
    struct aside *aside;      /* what is asked beside the sending; NULL = nothing is */
    struct port_clock *clock; /* of it */
};

/* note may be NULL. */
void courier_desk_init(struct courier_desk *d, const char *state_dir,
                       void (*note)(enum event_id id, int64_t a, int64_t b));
void courier_desk_close(struct courier_desk *d);

/* Sign-in, fee and number are asked through it from now on; both must outlive the desk. */
void courier_desk_lend(struct courier_desk *d, struct aside *aside, struct port_clock *clock);

/* What the last exchange with the portal said. */
void courier_desk_set_online(struct courier_desk *d, bool online, const char *trouble);

/* The Date of the portal's newest answer, Unix seconds, and when it came, monotonic; 0: unknown. */
void courier_desk_set_dated(struct courier_desk *d, int64_t dated_s, int64_t dated_ms);

/* How many applications have been unsent for too long, as the courier last counted. */
void courier_desk_set_unsent(struct courier_desk *d, const struct outbox_unsent *unsent);

/* context is the desk. Fills every field but id. */
void courier_desk_answer(void *context, enum portal_question question, const char *text,
                         struct portal_answer *ret_answer);

#endif
