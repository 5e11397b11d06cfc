/* An electronic result on its way to the citizen's phone: a drawn address that gives it once and
 * lives for five minutes. Opening the page takes nothing (a phone looks at an address before its
 * owner does); the button on it does. In memory only; any thread. */
#ifndef PLATFORM_SIM_PORTAL_RESULT_LINK_H
#define PLATFORM_SIM_PORTAL_RESULT_LINK_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "platform/sim/serve/digest.h"

#define RESULT_LINKS        16 /* at once; the oldest makes room */
#define RESULT_LINK_SECRET  33 /* 32 hex digits and NUL */
#define RESULT_LINK_LIFE_MS ((int64_t)300 * 1000)

struct portal;
struct portal_request;
struct portal_reply;

struct result_link {
    char secret[RESULT_LINK_SECRET]; /* "" = free */
    char uuid[37], sha256[SHA256_HEX];
    int64_t began, ends;
    bool taken;
};

struct result_links {
    pthread_mutex_t lock;
    struct result_link list[RESULT_LINKS];
};

void result_links_init(struct result_links *h);
void result_links_done(struct result_links *h);

/* True for /R/. */
bool result_link_is_page(const char *path);

/* Answers /applications/UUID/results/SHA256/link: POST makes a new address, GET tells of the newest
 * one. Only to her (details_allowed). */
void result_link_answer(struct portal *p, const struct portal_request *q, const char *uuid,
                        const char *sha256, struct portal_reply *ret_reply);

/* Answers /R/SECRET: the page, and by POST the file itself, once. */
void result_link_page(struct portal *p, const struct portal_request *q,
                      struct portal_reply *ret_reply);

/* The newest address that waits is over now; false when there is none. For tests. */
bool result_link_expire(struct result_links *h, int64_t now);

/* Its secret; false when none waits. For tests. */
bool result_link_newest(struct result_links *h, int64_t now, char ret_secret[RESULT_LINK_SECRET]);

#endif
