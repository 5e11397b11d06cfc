/* How long to wait before trying again: full jitter, a random time between nothing and a ceiling
 * that doubles with each attempt, so that 500 kiosks do not come back in step. */
#ifndef APP_COURIER_BACKOFF_H
#define APP_COURIER_BACKOFF_H

#include <stdint.h>

#include "platform/port_random.h"

#define BACKOFF_BASE_MS   5000
#define BACKOFF_CAP_MS    (60 * 60 * 1000)
#define BACKOFF_ASKED_CAP (24 * 60 * 60) /* seconds; longest Retry-After that is obeyed */

struct backoff {
    struct port_random *random;
    int64_t base_ms, cap_ms;
};

/* Milliseconds to wait after failure number attempt (1 = the first). Without randomness it is the
 * ceiling itself. */
int64_t backoff_ms(const struct backoff *b, int attempt);

/* The same when the portal named a time in seconds (-1 = it did not): its word wins, up to
 * BACKOFF_ASKED_CAP. */
int64_t backoff_asked_ms(const struct backoff *b, int attempt, int64_t retry_after_s);

#endif
