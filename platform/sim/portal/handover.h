/* An electronic result on its way to the citizen's phone: a drawn address that gives it once and
 * lives for five minutes. Opening the page takes nothing (a phone looks at an address before its
 * owner does); the button on it does. In memory only; any thread. */
#ifndef PLATFORM_SIM_PORTAL_HANDOVER_H
#define PLATFORM_SIM_PORTAL_HANDOVER_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "platform/sim/portal/digest.h"

#define HANDOVERS        16 /* at once; the oldest makes room */
#define HANDOVER_SECRET  33 /* 32 hex digits and NUL */
#define HANDOVER_LIFE_MS ((int64_t)300 * 1000)

struct portal;
struct portal_request;
struct portal_reply;

struct handover {
    char secret[HANDOVER_SECRET]; /* "" = free */
    char uuid[37], sha256[SHA256_HEX];
    int64_t began, ends;
    bool taken;
};

struct handovers {
    pthread_mutex_t lock;
    struct handover list[HANDOVERS];
};

void handovers_init(struct handovers *h);
void handovers_done(struct handovers *h);

/* True for /R/. */
bool handover_is_page(const char *path);

/* Answers /applications/UUID/results/SHA256/link: POST makes a new address, GET tells of the newest
 * one. The caller has looked at who asks. */
void handover_answer(struct portal *p, const struct portal_request *q, const char *uuid,
                     const char *sha256, struct portal_reply *ret_reply);

/* Answers /R/SECRET: the page, and by POST the file itself, once. */
void handover_page(struct portal *p, const struct portal_request *q,
                   struct portal_reply *ret_reply);

/* The newest address that waits is over now; false when there is none. For tests. */
bool handover_expire(struct handovers *h, int64_t now);

/* Its secret; false when none waits. For tests. */
bool handover_newest(struct handovers *h, int64_t now, char ret_secret[HANDOVER_SECRET]);

#endif
