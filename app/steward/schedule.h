/* When the server is asked next. Times are the monotonic clock's, so nobody's setting of the time
 * hurries or stops a kiosk. The first poll comes at a random moment, later ones scatter by a tenth,
 * after failures full jitter under a ceiling that doubles: 500 kiosks do not come back in step
 * after an outage. Pure but for the random bytes; one thread. */
#ifndef APP_STEWARD_SCHEDULE_H
#define APP_STEWARD_SCHEDULE_H

#include "app/courier/backoff.h"

#define SCHEDULE_SLEEP_S     300 /* until the server names one */
#define SCHEDULE_FIRST_MAX_S 300
#define SCHEDULE_PACE_MS     30000 /* never faster */
#define SCHEDULE_BASE_MS     15000
#define SCHEDULE_CAP_MS      (60 * 60 * 1000)
#define SCHEDULE_ASKED_CAP_S (6 * 60 * 60)

struct schedule {
    struct port_random *random;
    int64_t pace_ms; /* SCHEDULE_PACE_MS; less on desks and in tests alone */
    int64_t sleep_s; /* as the server last named it */
    int64_t next_ms; /* when the next poll is due */
    int64_t last_ms; /* when the last one was made */
    int failures;    /* in a row */
};

/* At start; sleep_s is what was named before the restart, or SCHEDULE_SLEEP_S. */
void schedule_first(struct schedule *s, int64_t now_ms);

/* A poll was answered; it named a sleep, or -1. */
void schedule_answered(struct schedule *s, int64_t now_ms, int64_t sleep_s);

/* A poll failed; the server asked for a time, or -1. */
void schedule_failed(struct schedule *s, int64_t now_ms, int64_t retry_after_s);

/* Something ended here, and the server may have more: whatever was waited for is cut to a random
 * moment of one pace. */
void schedule_hurry(struct schedule *s, int64_t now_ms);

/* The line or the clock came to life, which others may hear in the same moment: whatever was waited
 * for is cut to a random moment of as long as the first poll has. */
void schedule_line_back(struct schedule *s, int64_t now_ms);

/* The same back-off for anything else that failed for the nth time; never under a second. */
int64_t schedule_again_ms(const struct schedule *s, int failures, int64_t retry_after_s);

#endif
