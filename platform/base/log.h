/* The event log: numbers only, so nothing of a citizen can get in (reference/house.md 6.5).
 * One logfmt line to stderr per event; the last LOG_RING events stay readable in memory.
 * Safe to call from any thread. Only main_*.c and app/app.c log; libraries return errors. */
#ifndef PLATFORM_BASE_LOG_H
#define PLATFORM_BASE_LOG_H

#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"

/* X(id, level, meaning of a, meaning of b). Levels: I info, W warning, E error. */
#define LOG_EVENTS(X)                                                                              \
    X(EV_STARTED, "I", "1: a played visit", "seconds since the machine started; 0: not known")     \
    X(EV_STOPPED, "I", "exit code", "")                                                            \
    X(EV_BAD_SETTING, "E", "line", "")                                                             \
    X(EV_DEVICE_MISSING, "W", "port", "os")                                                        \
    X(EV_SESSION_BEGAN, "I", "", "")                                                               \
    X(EV_SESSION_WIPED, "I", "bytes", "")                                                          \
    X(EV_STORED, "I", "payload bytes", "milliseconds")                                             \
    X(EV_STORE_FAILED, "E", "code", "os")                                                          \
    X(EV_PRINT_DONE, "I", "bands", "milliseconds")                                                 \
    X(EV_PRINT_UNPROVED, "I", "bands", "milliseconds")                                             \
    X(EV_PRINT_FAILED, "W", "code", "os")                                                          \
    X(EV_PRINT_UNKNOWN, "W", "slip", "1: cut off by a crash")                                      \
    X(EV_AUDIO_LOST, "W", "", "")                                                                  \
    X(EV_CLIP_MISSING, "W", "hash", "")                                                            \
    X(EV_SENT, "I", "attempt", "status")                                                           \
    X(EV_RECEIVED, "I", "attempt", "seconds since it was saved; -1: nobody knows")                 \
    X(EV_SEND_FAILED, "W", "attempt", "code")                                                      \
    X(EV_SEND_HELD, "E", "attempt", "status")                                                      \
    X(EV_WITHDRAWN, "I", "attempts", "")                                                           \
    X(EV_EXPORTED, "I", "attempts", "")                                                            \
    X(EV_UNSENT, "W", "applications unsent for 30 days", "days of the oldest")                     \
    X(EV_SOCKET_REFUSED, "W", "uid", "")                                                           \
    X(EV_WITHDRAWAL, "I", "code", "stage")                                                         \
    X(EV_STAFF_PIN, "I", "enum staff_role", "number of a badge; 0: the PIN; -1: province's code")  \
    X(EV_STAFF_PIN_WRONG, "W", "tries left", "seconds locked; -1: of the province's code")         \
    X(EV_IDENTITY_CHECKED, "I", "0: to file with her; 1: to show her file",                        \
      "number of a badge; 0: the PIN")                                                             \
    X(EV_SET_ASIDE, "I", "files", "code")                                                          \
    X(EV_TAKEN_UP, "I", "files", "code")                                                           \
    X(EV_STAFF_ACT, "I", "enum staff_act", "1: over a citizen's visit")                            \
    X(EV_ASSISTED, "I", "0: with her; 1: for her", "number of a badge; 0: the PIN")                \
    X(EV_BADGE_REFUSED, "W", "enum badge_word", "")                                                \
    X(EV_BADGE_MADE, "I", "its number", "enum staff_role")                                         \
    X(EV_BADGE_LOST, "I", "its number", "")                                                        \
    X(EV_LIMIT_REACHED, "W", "enum hourly_what", "times an hour")                                  \
    X(EV_LIMIT_LIFTED, "I", "enum hourly_what", "")                                                \
    X(EV_POWER, "W", "0: mains; 1: battery; 2: it ends", "percent, -1: not known")                 \
    X(EV_HEAT, "W", "0: well; 1: warm; 2: too hot", "degrees")                                     \
    X(EV_TOUCH, "W", "0: the touch panel is back; 1: it is gone", "1: there are keys")             \
    X(EV_SHUTDOWN, "W", "1: asked for; 0: taken back", "code")                                     \
    X(EV_WIFI, "I", "1: a network joined; 0: forgotten", "code")                                   \
    X(EV_OFFICER_CALLED, "I", "", "")                                                              \
    X(EV_STORE_DAMAGED, "E", "code", "os")                                                         \
    X(EV_CONFINED, "I", "version of the kernel's Landlock", "paths reached")                       \
    X(EV_NOT_CONFINED, "W", "code", "os")                                                          \
    X(EV_LOG_BROKEN, "E", "", "")                                                                  \
    X(EV_PACK_SWITCHED, "I", "content packs in use", "times since the start")                      \
    X(EV_PACK_REFUSED, "W", "content packs that are there and not used", "")                       \
    X(EV_PACK_UNDONE, "W", "0: ended in its visit; 1: a form; 2: it did not load",                 \
      "1: one before is back")                                                                     \
    X(EV_SEEN_AFAR, "I", "", "")                                                                   \
    X(EV_INVARIANT, "E", "line", "")

enum event_id {
#define LOG_EVENT_ID(id, level, a, b) id,
    LOG_EVENTS(LOG_EVENT_ID)
#undef LOG_EVENT_ID
        EV_COUNT
};

struct log_entry {
    uint64_t seconds; /* wall clock, Unix time */
    enum event_id id;
    int64_t a;
    int64_t b;
};

#define LOG_RING 500

/* Writes one event. */
void log_event(enum event_id id, int64_t a, int64_t b);

/* Where lines go: a file descriptor, or -1 for nowhere. The default is 2. */
void log_to(int fd);

/* Who is told of every event as well, in order, one at a time; it must not log. NULL = nobody. */
void log_also(void (*tell)(void *context, const struct log_entry *entry), void *context);

/* Copies at most max of the newest events, oldest first; returns how many. */
size_t log_recent(struct log_entry *out, size_t max);

/* "EV_STARTED" without the prefix, lower case: "started". Never NULL. */
const char *log_event_name(enum event_id id);

/* 'I' info, 'W' warning, 'E' error; 'E' for what is no event. */
char log_event_level(enum event_id id);

/* A programmer's mistake: logs the line, then aborts; the supervisor restarts to a wiped screen. */
#define INVARIANT(condition)                                                                       \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            log_abort(__LINE__);                                                                   \
        }                                                                                          \
    } while (0)
_Noreturn void log_abort(int line);

#endif
