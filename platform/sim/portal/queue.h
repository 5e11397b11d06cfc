/* A centre's queue system, pretended: POST /tickets gives numbers for the counter, the same one for
 * the same Idempotency-Key. In memory only; any thread. */
#ifndef PLATFORM_SIM_PORTAL_QUEUE_H
#define PLATFORM_SIM_PORTAL_QUEUE_H

#include <pthread.h>
#include <stdbool.h>

#define QUEUE_KEYS 64 /* numbers that are remembered by their key */

struct portal;
struct portal_request;
struct portal_reply;

struct queue {
    pthread_mutex_t lock;
    int last; /* number given */
    bool closed;
    struct {
        char key[40];
        int number;
    } given[QUEUE_KEYS];
};

void queue_init(struct queue *s);
void queue_done(struct queue *s);

bool queue_is_path(const char *path);
void queue_answer(struct portal *p, const struct portal_request *q, struct portal_reply *ret_reply);

/* For tests: "close", "open". */
void queue_order(struct portal *p, const char *what, struct portal_reply *ret_reply);

#endif
