/* What the files of the courier share; nobody else includes this. */
#ifndef APP_COURIER_COURIER_INSIDE_H
#define APP_COURIER_COURIER_INSIDE_H

#include "app/courier/courier.h"

/* What became of an application in one try. */
struct outcome {
    struct reading reading;
    int status;
    int64_t doubt_ms; /* CONFLICT nobody can be asked about: since when, Unix milliseconds */
    struct err disk;  /* of this kiosk's own disk: the row could not be moved */
    bool left;        /* something of the application left this kiosk, or may have */
};

/* One application on its way. */
struct way {
    struct courier *c;
    const struct parcel *parcel;
    struct errand errand;
    struct arena memory; /* of the words */
    struct buf words;
    bool left;    /* something was sent, or may have been */
    bool missing; /* the portal says that papers are not there */
    char learnt[ADAPTER_STEPS][LEARNT_SIZE];
};

/* One exchange said and minded. */
struct outcome courier_say(struct way *w, const struct exchange *x);

/* Request number n, a large paper: from where it was cut, at a portal that has uploads; else whole.
 */
struct outcome courier_upload(struct way *w, const struct exchange *paper, int n);

/* Opens the application and does what its state asks for. */
struct outcome courier_send(struct courier *c, const struct dispatch_item *item);

/* Asks the portal about what was asked back, without opening it: FORGOTTEN when it is not there.
 * The adapter must have a status. */
struct outcome courier_ask(struct courier *c, const struct dispatch_item *item);

/* What an outcome does to its row. */
struct dispatch_move courier_decide(struct courier *c, const struct dispatch_item *item,
                                    const struct outcome *out);

/* What was asked back: not sent, but asked about; WITHDRAWN when the portal has it not. */
MUST_USE struct err courier_withdraw(struct courier *c, struct dispatch_item *item,
                                     struct courier_report *report);

/* Forgets the courier's own copies of what was withdrawn, or exported and put at rest. */
MUST_USE struct err courier_tidy(struct courier *c);

/* Seals what a person wished for another kiosk; before each row that is sent, because what goes
 * away is not to be tried from here. may_go_on: whether the portal may be asked. */
MUST_USE struct err courier_export(struct courier *c, bool (*may_go_on)(struct courier *c),
                                   struct courier_report *report);

/* Asks about what was exported: has it arrived from the other kiosk? */
MUST_USE struct err courier_follow_exported(struct courier *c, bool (*may_go_on)(struct courier *c),
                                            struct courier_report *report);

/* True when it has been unsent for so long that a person must decide. */
bool courier_is_too_old(struct courier *c, const struct dispatch_item *item);

/* HELD until then. */
MUST_USE struct err courier_hold_old(struct courier *c, struct dispatch_item *item,
                                     struct courier_report *report);

/* Counts what is unsent for too long and raises the alarm once a day. */
MUST_USE struct err courier_watch_age(struct courier *c);

void courier_note(const struct courier *c, enum event_id id, int64_t a, int64_t b);

/* Notes that the portal has received it, and how long after it was saved: -1 where one of the two
 * moments is of a clock in doubt. */
void courier_note_received(struct courier *c, const struct dispatch_item *item);

/* Our own copy cannot be sent, or only a person may go on: HELD at once. */
bool courier_is_ours(const char *reason);

/* Unix milliseconds. */
int64_t courier_now_ms(struct courier *c);

/* Asks about what the portal has received, as far as it is due and may go on; errors are of this
 * kiosk's own disk. */
MUST_USE struct err courier_follow(struct courier *c, bool (*may_go_on)(struct courier *c));

/* When to ask about what was received at since_s (Unix seconds): Unix milliseconds, -1 = never. */
int64_t courier_follow_ms(struct courier *c, int64_t since_s);

/* What an exchange told about the portal and the line, for every row. */
void courier_mind(struct courier *c, const struct reading *r, struct err why);

#endif
