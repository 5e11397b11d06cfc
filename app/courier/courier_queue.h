/* courier.db: the requests of each application as they were first sent, so that every repetition is
 * identical, which of them are done and what their answers taught. An exchange's own words (a
 * dossier, the heads of a multipart body) lie in it sealed to the courier's own key; the record and
 * the papers come from the sealed outbox and must still have the frozen hash. One thread. */
#ifndef APP_COURIER_COURIER_QUEUE_H
#define APP_COURIER_COURIER_QUEUE_H

#include "app/courier/adapter.h"
#include "app/outbox/store.h"

struct courier_queue {
    struct store store;
};

/* Opens or makes STATE/courier.db on that disk (*dir is copied). A damaged one is set aside and
 * begun anew, and it is noted at now_s (Unix seconds) that what was sent before is not known any
 * more. ERR_VERSION when a newer program wrote it. */
MUST_USE struct err courier_queue_open(struct courier_queue *q, struct port_dir *dir,
                                       const char *state_dir, int64_t now_s);
/* Accepts a zeroed one. */
void courier_queue_close(struct courier_queue *q);

struct courier_request {
    bool before; /* it was frozen earlier: it may have been sent */
    bool done;
};

/* Freezes request number n with its words unless it is frozen already. Then one of words becomes
 * what was frozen, *x and words included; any other must be equal: ERR_CORRUPT. */
MUST_USE struct err courier_queue_freeze(struct courier_queue *q, const struct seal_secret *key,
                                         int n, struct exchange *x, struct buf *words,
                                         struct courier_request *ret_request);

/* Done, and what its answer taught ("" = nothing). What was taught before stays. */
MUST_USE struct err courier_queue_done(struct courier_queue *q, const char *uuid, int n,
                                       const char *learnt);

/* What an answer on the way to request n taught, which is not done yet; in place of what was. */
MUST_USE struct err courier_queue_teach(struct courier_queue *q, const char *uuid, int n,
                                        const char *learnt);

/* What every answer taught so far. */
MUST_USE struct err courier_queue_learnt(struct courier_queue *q, const char *uuid,
                                         char ret_learnt[ADAPTER_STEPS][LEARNT_SIZE]);

/* Nothing of it counts as done any more: the portal forgot. */
MUST_USE struct err courier_queue_restart(struct courier_queue *q, const char *uuid);

/* Its requests are not needed any more: it is there, or they are to be made anew. */
MUST_USE struct err courier_queue_forget(struct courier_queue *q, const char *uuid);

/* Whether the application itself, and not only papers, may have gone out; also when a damaged
 * courier.db no longer tells. saved_at in Unix seconds. */
MUST_USE struct err courier_queue_may_have_gone(struct courier_queue *q, const char *uuid,
                                                int64_t saved_at, bool *ret_may);

/* Whether the alarm about what is unsent was not raised in the day before now_s (Unix seconds);
 * then it counts as raised. */
MUST_USE struct err courier_queue_alarm(struct courier_queue *q, int64_t now_s, bool *ret_due);

/* An ambiguous answer came at now_ms: ret_since_ms is when the first one did. */
MUST_USE struct err courier_queue_doubt(struct courier_queue *q, const char *uuid, int64_t now_ms,
                                        int64_t *ret_since_ms);
MUST_USE struct err courier_queue_no_doubt(struct courier_queue *q, const char *uuid);

/* Whether an application saved at saved_at may have been sent by requests that were lost with a
 * damaged courier.db. Told once: the next time a person has looked. */
MUST_USE struct err courier_queue_lost(struct courier_queue *q, const char *uuid, int64_t saved_at,
                                       bool *ret_lost);

#endif
