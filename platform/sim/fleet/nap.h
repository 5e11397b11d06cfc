/* How long a device is told to sleep between polls, and when a maintenance window is open. Pure. */
#ifndef PLATFORM_SIM_FLEET_NAP_H
#define PLATFORM_SIM_FLEET_NAP_H

#include <stddef.h>
#include <stdint.h>

#define NAP_SHORTEST 30 /* seconds: hawkBit's minPollingTime */

/* Writes seconds as HH:MM:SS, a day or more as ISO-8601 (P1DT2H3M4S). */
void nap_write(int64_t seconds, char *out, size_t cap);

/* Reads either writing; -1 when it is neither. */
int64_t nap_read(const char *text);

/* The sleep while a window is to come: a third of what is left, at most `seconds`, at least
 * NAP_SHORTEST. */
int64_t nap_before(int64_t seconds, int64_t now_ms, int64_t start_ms);

enum window {
    WINDOW_NONE,   /* the action has none */
    WINDOW_COMING, /* "unavailable" */
    WINDOW_OPEN,   /* "available" */
    WINDOW_LAPSED, /* the server cancels the action at the next poll */
};

/* How a window from start to end (0 and 0 = none) stands now; milliseconds. */
enum window window_at(int64_t start_ms, int64_t end_ms, int64_t now_ms);

#endif
