#include "platform/base/log.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct event_row {
    const char *name;
    const char *level;
};

static const struct event_row events[EV_COUNT] = {
#define LOG_EVENT_ROW(id, level, a, b) {#id, level},
    LOG_EVENTS(LOG_EVENT_ROW)
#undef LOG_EVENT_ROW
};

/* The log sink is the one mutable static the house allows (reference/house.md 6.3). */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct log_entry ring[LOG_RING];
static size_t written;
static int sink = 2;
static void (*also)(void *context, const struct log_entry *entry);
static void *also_context;

const char *log_event_name(enum event_id id)
{
    return id < EV_COUNT ? events[id].name + strlen("EV_") : "UNKNOWN";
}

char log_event_level(enum event_id id)
{
    return id < EV_COUNT ? events[id].level[0] : 'E';
}

void log_to(int fd)
{
    pthread_mutex_lock(&lock);
    sink = fd;
    pthread_mutex_unlock(&lock);
}

void log_also(void (*tell)(void *context, const struct log_entry *entry), void *context)
{
    pthread_mutex_lock(&lock);
    also = tell;
    also_context = context;
    pthread_mutex_unlock(&lock);
}

void log_event(enum event_id id, int64_t a, int64_t b)
{
    struct timespec now;
    char line[160];
    clock_gettime(CLOCK_REALTIME, &now);
    const int n = snprintf(line, sizeof line, "level=%s event=%s a=%" PRId64 " b=%" PRId64 "\n",
                           id < EV_COUNT ? events[id].level : "E", log_event_name(id), a, b);
    pthread_mutex_lock(&lock);
    struct log_entry *entry = &ring[written % LOG_RING];
    *entry = (struct log_entry){.seconds = (uint64_t)now.tv_sec, .id = id, .a = a, .b = b};
    written++;
    if (also != NULL) {
        also(also_context, entry);
    }
    if (sink >= 0 && n > 0 && write(sink, line, (size_t)n) < 0) {
        sink = -1; /* nobody reads: stop trying */
    }
    pthread_mutex_unlock(&lock);
}

size_t log_recent(struct log_entry *out, size_t max)
{
    pthread_mutex_lock(&lock);
    size_t have = written < LOG_RING ? written : LOG_RING;
    if (have > max) {
        have = max;
    }
    for (size_t i = 0; i < have; i++) {
        out[i] = ring[(written - have + i) % LOG_RING];
    }
    pthread_mutex_unlock(&lock);
    return have;
}

_Noreturn void log_abort(int line)
{
    log_event(EV_INVARIANT, line, 0);
    abort();
}
