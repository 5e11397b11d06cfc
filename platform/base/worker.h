/* One thread that does one job at a time from a bounded inbox, and hands each back when done
 * (reference/house.md 6.7). Everything here is called by the owner thread except doorbell, which
 * the worker's thread calls after each job and which must only ring. */
#ifndef PLATFORM_BASE_WORKER_H
#define PLATFORM_BASE_WORKER_H

#include <pthread.h>
#include <stdatomic.h>

#include "platform/base/err.h"

#define WORKER_JOBS 8

struct job {
    void (*run)(void *context); /* on the worker's thread */
    void *context;              /* owned by the worker from put to take */
    int tag;                    /* the owner's */
};

struct worker {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake, rested;
    struct job inbox[WORKER_JOBS], outbox[WORKER_JOBS]; /* under lock */
    int waiting, finished;                              /* under lock */
    bool running, busy, stopping;                       /* under lock */
    void (*doorbell)(void *context);
    void *doorbell_context;
    atomic_bool stop; /* a long job should look at it */
};

/* Starts the thread. doorbell may be NULL. */
MUST_USE struct err worker_start(struct worker *w, void (*doorbell)(void *), void *context);

/* Queues a job; ERR_FULL when WORKER_JOBS are waiting or finished and not taken. */
MUST_USE struct err worker_put(struct worker *w, struct job job);

/* Takes a finished job; false when there is none. */
bool worker_take(struct worker *w, struct job *ret_job);

/* True while something is queued, running or finished and not taken. */
bool worker_has_work(struct worker *w);

/* Waits until nothing is queued or running: afterwards no job touches its memory. What finished is
 * still to be taken. */
void worker_rest(struct worker *w);

/* Asks the running job to stop, lets it end, joins. Queued jobs are not run. Accepts a zeroed
 * worker. */
void worker_stop(struct worker *w);

#endif
