/* A supervisor's socket, and what arrives there. */
#define _GNU_SOURCE /* setenv */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "platform/linux/watchdog_notify.h"
#include "tests/check.h"
#include "tests/unit/scratch.h"

static struct watchdog w;
static char words[64];

static int listen_at(const char *path)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    (void)snprintf(at.sun_path, sizeof at.sun_path, "%s", path);
    const int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    CHECK(fd >= 0 && bind(fd, (const struct sockaddr *)&at, sizeof at) == 0);
    CHECK(setenv("NOTIFY_SOCKET", path, 1) == 0);
    return fd;
}

/* What arrived next; "" when nothing did. */
static const char *next(int fd)
{
    const ssize_t got = recv(fd, words, sizeof words - 1, MSG_DONTWAIT);
    words[got > 0 ? got : 0] = '\0';
    return words;
}

TEST(it_is_petted_at_half_the_time_and_not_more_often)
{
    (void)scratch_open();
    const int fd = listen_at(scratch("notify"));
    CHECK(setenv("WATCHDOG_USEC", "10000000", 1) == 0);
    CHECK(unsetenv("WATCHDOG_PID") == 0);
    watchdog_open(&w);
    watchdog_ready(&w);
    CHECK_STR(next(fd), "READY=1");
    watchdog_pet(&w, 5000);
    CHECK_STR(next(fd), "WATCHDOG=1");
    CHECK_INT(watchdog_wait_ms(&w, 5000), 5000);
    watchdog_pet(&w, 9999);
    CHECK_STR(next(fd), "");
    CHECK_INT(watchdog_wait_ms(&w, 9999), 1);
    watchdog_pet(&w, 10000);
    CHECK_STR(next(fd), "WATCHDOG=1");
    CHECK_INT(watchdog_wait_ms(&w, 17000), 0); /* the loop was held up */
    watchdog_close(&w);
    CHECK_STR(next(fd), "STOPPING=1");
    (void)close(fd);
}

TEST(one_that_watches_another_process_is_not_petted)
{
    (void)scratch_open();
    const int fd = listen_at(scratch("notify"));
    CHECK(setenv("WATCHDOG_PID", "1", 1) == 0);
    watchdog_open(&w);
    watchdog_pet(&w, 100000);
    CHECK_STR(next(fd), "");
    CHECK_INT(watchdog_wait_ms(&w, 0), -1);
    watchdog_close(&w);
    (void)close(fd);
}

TEST(without_a_supervisor_nothing_happens)
{
    CHECK(unsetenv("NOTIFY_SOCKET") == 0);
    CHECK(unsetenv("WATCHDOG_PID") == 0);
    watchdog_open(&w);
    watchdog_ready(&w);
    watchdog_pet(&w, 100000);
    CHECK_INT(watchdog_wait_ms(&w, 0), -1);
    watchdog_close(&w);
    CHECK(setenv("NOTIFY_SOCKET", "/nowhere/at/all", 1) == 0);
    watchdog_open(&w);
    CHECK_INT(w.fd, -1);
    watchdog_close(&w);
}

int main(void)
{
    RUN(it_is_petted_at_half_the_time_and_not_more_often);
    RUN(one_that_watches_another_process_is_not_petted);
    RUN(without_a_supervisor_nothing_happens);
    scratch_close();
    return check_done();
}
