/* How much of a phone's picture has arrived while it is still under way. By the hash of the phone's
 * cookie; in memory only. Any thread. */
#ifndef PLATFORM_SIM_PORTAL_COMING_H
#define PLATFORM_SIM_PORTAL_COMING_H

#include <pthread.h>
#include <stddef.h>

#include "platform/sim/serve/digest.h"

#define COMING_SLOTS 16 /* pictures under way at once; of more nothing is told */

struct coming {
    pthread_mutex_t lock;
    char newest[32]; /* the last address that was drawn, for tests; only with --control */
    struct {
        char phone[SHA256_HEX]; /* "" = free */
        int percent;
    } slot[COMING_SLOTS];
};

void coming_init(struct coming *c);
void coming_done(struct coming *c);

/* `got` bytes of `total` are here; total 0 = it is over, one way or another. */
void coming_note(struct coming *c, const char *phone, size_t got, size_t total);

/* Percent of the picture under way; -1 when there is none. */
int coming_percent(struct coming *c, const char *phone);

/* Keeps, or copies, the last address. */
void coming_address(struct coming *c, const char *token);
void coming_newest(struct coming *c, char ret_token[32]);

#endif
