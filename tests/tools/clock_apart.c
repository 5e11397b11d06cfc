/* A wall clock that is CLOCK_APART seconds ahead of the machine's, or behind it (below 0), for a
 * program that is begun with this preloaded: a kiosk in 1970 or in 2100, its TLS with it. The
 * monotonic clock goes as it does. */
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long apart(void)
{
    const char *text = getenv("CLOCK_APART");
    return text != NULL ? strtol(text, NULL, 10) : 0;
}

int clock_gettime(clockid_t clock, struct timespec *t)
{
    const int status = (int)syscall(SYS_clock_gettime, clock, t); /* the library's is this one */
    if (status == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        t->tv_sec += apart();
    }
    return status;
}

int gettimeofday(struct timeval *restrict t, void *restrict zone)
{
    struct timespec now;
    (void)zone;
    const int status = clock_gettime(CLOCK_REALTIME, &now);
    t->tv_sec = now.tv_sec;
    t->tv_usec = now.tv_nsec / 1000;
    return status;
}

time_t time(time_t *ret_s)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_REALTIME, &now);
    if (ret_s != NULL) {
        *ret_s = now.tv_sec;
    }
    return now.tv_sec;
}
