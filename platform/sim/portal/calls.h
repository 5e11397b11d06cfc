/* Citizens who call for an officer at a kiosk: PUT /calls/KIOSK says so, the officer's desk shows
 * it, and GET of the same tells what the desk answered. Which kiosk, which language, which page;
 * nothing of the citizen. In memory only; any thread.
 */
#ifndef PLATFORM_SIM_PORTAL_CALLS_H
#define PLATFORM_SIM_PORTAL_CALLS_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#define CALLS_MAX 16 /* kiosks that call at once; the oldest makes room */

struct portal;
struct portal_request;
struct portal_reply;

struct kiosk_call {
    char kiosk[33]; /* "" = free */
    char language[16], page[32];
    int64_t at;  /* Unix milliseconds */
    bool coming; /* somebody of the desk is on the way */
};

struct calls {
    pthread_mutex_t lock;
    char closed_until[6]; /* "13:30": nobody is at the desk; "" = it is open */
    struct kiosk_call open[CALLS_MAX];
};

void calls_init(struct calls *s);
void calls_done(struct calls *s);

bool calls_is_path(const char *path);
void calls_answer(struct portal *p, const struct portal_request *q, struct portal_reply *ret_reply);

/* The desk answers a kiosk's call; false when that kiosk does not call. */
bool calls_come(struct calls *s, const char *kiosk);

/* The desk closes until a time of day ("13:30"), or opens (""); false when it is none. */
bool calls_close(struct calls *s, const char *until);

/* Until when the desk is closed, "" = it is open. */
void calls_closed(struct calls *s, char ret_until[6]);

/* The calls that are open, as JSON, for checks. */
void calls_tell(struct portal *p, struct portal_reply *ret_reply);

/* The calls that are open, in the order of their places; returns how many. */
int calls_list(struct calls *s, struct kiosk_call ret_calls[CALLS_MAX]);

#endif
