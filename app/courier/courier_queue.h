/* courier.db: the requests of each application as they were first sent, so that every repetition is
 * identical, and which of them are done. Holds no content: paths and hashes; bodies come from the
 * sealed outbox and must still have the frozen hash. One thread. */
#ifndef APP_COURIER_COURIER_QUEUE_H
#define APP_COURIER_COURIER_QUEUE_H

#include "app/courier/adapter.h"
#include "app/outbox/store.h"

struct courier_queue {
    struct store store;
};

/* Opens or makes STATE/courier.db on that disk (*dir is copied); a damaged one is set aside, since
 * everything in it can be made again from the outbox. ERR_VERSION when a newer program wrote it. */
MUST_USE struct err courier_queue_open(struct courier_queue *q, struct port_dir *dir,
                                       const char *state_dir);
/* Accepts a zeroed one. */
void courier_queue_close(struct courier_queue *q);

/* Freezes request number n unless it is frozen already; then ERR_CORRUPT when they differ.
 * ret_done tells whether it was done before. */
MUST_USE struct err courier_queue_freeze(struct courier_queue *q, int n, const struct exchange *x,
                                         bool *ret_done);

MUST_USE struct err courier_queue_done(struct courier_queue *q, const char *uuid, int n);

/* Nothing of it counts as done any more: the portal forgot. */
MUST_USE struct err courier_queue_restart(struct courier_queue *q, const char *uuid);

/* Received: its requests are not needed any more. */
MUST_USE struct err courier_queue_forget(struct courier_queue *q, const char *uuid);

#endif
