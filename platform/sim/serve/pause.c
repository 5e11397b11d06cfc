#include "platform/sim/serve/pause.h"

#include <time.h>

void pause_init(struct pause *p)
{
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&p->ending, &monotonic);
    pthread_condattr_destroy(&monotonic);
    pthread_mutex_init(&p->lock, NULL);
    p->ended = false;
}

void pause_done(struct pause *p)
{
    pthread_cond_destroy(&p->ending);
    pthread_mutex_destroy(&p->lock);
}

bool pause_for(struct pause *p, int64_t ms)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += (time_t)(ms / 1000);
    until.tv_nsec += (long)(ms % 1000) * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    pthread_mutex_lock(&p->lock);
    while (!p->ended && pthread_cond_timedwait(&p->ending, &p->lock, &until) == 0) {
    }
    const bool ended = p->ended;
    pthread_mutex_unlock(&p->lock);
    return !ended;
}

void pause_end(struct pause *p)
{
    pthread_mutex_lock(&p->lock);
    p->ended = true;
    pthread_cond_broadcast(&p->ending);
    pthread_mutex_unlock(&p->lock);
}
