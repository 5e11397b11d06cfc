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
};

/* Opens the application and does what its state asks for. */
struct outcome courier_send(struct courier *c, const struct dispatch_item *item);

/* Our own copy cannot be sent, or only a person may go on: HELD at once. */
bool courier_is_ours(const char *reason);

/* Unix milliseconds. */
int64_t courier_now_ms(struct courier *c);

/* What an exchange told about the portal and the line, for every row. */
void courier_mind(struct courier *c, const struct reading *r, struct err why);

#endif
