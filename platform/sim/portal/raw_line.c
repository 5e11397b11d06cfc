#include "platform/sim/portal/raw_line.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>

#include "platform/sim/serve/line.h"

/* Sends everything, waiting while the line is full, until it breaks or waiting is ended; false
 * then. */
static bool send_all(int fd, const char *bytes, size_t size, struct pause *p)
{
    struct pollfd wait = {fd, POLLOUT, 0};
    while (size > 0) {
        const ssize_t sent = send(fd, bytes, size, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent > 0) {
            bytes += sent;
            size -= (size_t)sent;
        } else if ((errno != EAGAIN && errno != EINTR) || !pause_for(p, 0) ||
                   poll(&wait, 1, 1000) < 0) {
            return false;
        }
    }
    return true;
}

/* Until the other side sends something or closes, at most so long. */
static void await_more(int fd, struct pause *p, int64_t most_ms)
{
    struct pollfd wait = {fd, POLLIN, 0};
    for (int64_t ms = 0; ms < most_ms && poll(&wait, 1, 0) == 0 && pause_for(p, 5); ms += 5) {
    }
}

void raw_line_send(int fd, const struct raw_answer *a, struct pause *p)
{
    const size_t piece = a->pause_ms > 0 ? 1 : a->size;
    bool up = true;
    for (size_t at = 0; at < a->size && up; at += piece) {
        up = (a->pause_ms == 0 || pause_for(p, a->pause_ms)) &&
             send_all(fd, a->bytes + at, piece, p);
    }
    for (int64_t i = 0; i < a->times && up; i++) {
        up = send_all(fd, a->again, a->again_size, p);
    }
    if (a->end == RAW_HANG_UP) {
        await_more(fd, p, 10000);
    }
    if (a->end == RAW_CLOSE) {
        shutdown(fd, SHUT_WR);
        await_more(fd, p, 1000); /* or what is on its way would be lost with a reset */
        shutdown(fd, SHUT_RDWR);
    } else {
        line_reset(fd);
    }
}
