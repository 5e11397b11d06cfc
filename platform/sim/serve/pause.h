/* Waiting that ends at once when the server stops. */
#ifndef PLATFORM_SIM_SERVE_PAUSE_H
#define PLATFORM_SIM_SERVE_PAUSE_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct pause {
    pthread_mutex_t lock;
    pthread_cond_t ending;
    bool ended;
};

void pause_init(struct pause *p);
void pause_done(struct pause *p);

/* Waits that long or until pause_end; false when it has ended. Any thread. */
bool pause_for(struct pause *p, int64_t ms);

/* Ends every wait, also those to come. */
void pause_end(struct pause *p);

#endif
