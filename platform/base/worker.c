#include "platform/base/worker.h"

#include <signal.h>
#include <string.h>

static bool next_job(struct worker *w, struct job *ret_job)
{
    pthread_mutex_lock(&w->lock);
    while (w->waiting == 0 && !w->stopping) {
        pthread_cond_wait(&w->wake, &w->lock);
    }
    const bool go = !w->stopping;
    if (go) {
        *ret_job = w->inbox[0];
        w->waiting--;
        memmove(w->inbox, w->inbox + 1, (size_t)w->waiting * sizeof w->inbox[0]);
        w->busy = true;
    }
    pthread_mutex_unlock(&w->lock);
    return go;
}

static void *work(void *context)
{
    struct worker *w = context;
    struct job job;
    while (next_job(w, &job)) {
        job.run(job.context);
        pthread_mutex_lock(&w->lock);
        w->outbox[w->finished++] = job;
        w->busy = false;
        pthread_cond_signal(&w->rested);
        pthread_mutex_unlock(&w->lock);
        if (w->doorbell != NULL) {
            w->doorbell(w->doorbell_context);
        }
    }
    return NULL;
}

struct err worker_start(struct worker *w, void (*doorbell)(void *), void *context)
{
    memset(w, 0, sizeof *w);
    w->doorbell = doorbell;
    w->doorbell_context = context;
    atomic_init(&w->stop, false);
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->wake, NULL);
    pthread_cond_init(&w->rested, NULL);
    /* Signals are the main thread's: one that came here, before it holds them, would end the
     * process without a word. */
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const int error = pthread_create(&w->thread, NULL, work, w);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (error != 0) {
        return ERR(ERR_IO, error, "worker: start");
    }
    w->running = true;
    return ERR_OK;
}

struct err worker_put(struct worker *w, struct job job)
{
    struct err e = ERR_OK;
    pthread_mutex_lock(&w->lock);
    if (w->waiting + w->finished + (w->busy ? 1 : 0) >= WORKER_JOBS) {
        e = ERR(ERR_FULL, 0, "worker: inbox");
    } else {
        w->inbox[w->waiting++] = job;
        pthread_cond_signal(&w->wake);
    }
    pthread_mutex_unlock(&w->lock);
    return e;
}

bool worker_take(struct worker *w, struct job *ret_job)
{
    pthread_mutex_lock(&w->lock);
    const bool any = w->finished > 0;
    if (any) {
        *ret_job = w->outbox[0];
        w->finished--;
        memmove(w->outbox, w->outbox + 1, (size_t)w->finished * sizeof w->outbox[0]);
    }
    pthread_mutex_unlock(&w->lock);
    return any;
}

bool worker_has_work(struct worker *w)
{
    pthread_mutex_lock(&w->lock);
    const bool any = w->waiting > 0 || w->finished > 0 || w->busy;
    pthread_mutex_unlock(&w->lock);
    return any;
}

void worker_rest(struct worker *w)
{
    pthread_mutex_lock(&w->lock);
    while (w->waiting > 0 || w->busy) {
        pthread_cond_wait(&w->rested, &w->lock);
    }
    pthread_mutex_unlock(&w->lock);
}

void worker_stop(struct worker *w)
{
    if (!w->running) {
        return;
    }
    atomic_store(&w->stop, true);
    pthread_mutex_lock(&w->lock);
    w->stopping = true;
    pthread_cond_signal(&w->wake);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    pthread_cond_destroy(&w->wake);
    pthread_cond_destroy(&w->rested);
    pthread_mutex_destroy(&w->lock);
    w->running = false;
}
