#include "platform/linux/hold_socket.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <sys/socket.h>
#include <unistd.h>

#include "platform/linux/hold_wire.h"
#include "platform/linux/monotonic.h"
#include "platform/linux/state_socket.h"

static void hang_up(struct hold_socket *h)
{
    if (h->line >= 0) {
        close(h->line);
    }
    h->line = -1;
}

static bool say(struct hold_socket *h, const struct hold_question *q)
{
    char message[HOLD_WIRE_MAX];
    const size_t size = hold_put_question(q, message, sizeof message);
    return h->line >= 0 && size > 0 &&
           send(h->line, message, size, MSG_NOSIGNAL | MSG_DONTWAIT) == (ssize_t)size;
}

/* The answer to the last question; what is said to a hold given back before is passed over. */
static struct err hear(struct hold_socket *h, struct hold_answer *ret_answer)
{
    const int64_t until = monotonic_ms() + HOLD_PATIENCE_MS;
    for (;;) {
        char bytes[HOLD_WIRE_MAX + 1];
        const int64_t left = until - monotonic_ms();
        struct pollfd line = {h->line, POLLIN, 0};
        const int ready = left > 0 ? poll(&line, 1, (int)left) : 0;
        if (ready < 0 && errno == EINTR) {
            continue;
        }
        if (ready <= 0) {
            return ERR(ERR_TIMEOUT, 0, "hold: the kiosk is silent");
        }
        const ssize_t size = recv(h->line, bytes, sizeof bytes, MSG_DONTWAIT);
        if (size < 0 && (errno == EAGAIN || errno == EINTR)) {
            continue;
        }
        if (size <= 0) {
            return ERR(ERR_OFFLINE, 0, "hold: the kiosk hung up");
        }
        const struct err e = hold_get_answer(bytes, (size_t)size, ret_answer);
        if (e.code != ERR_CANCELLED) {
            return e;
        }
    }
}

static struct err ask_once(struct hold_socket *h, const struct hold_question *q,
                           struct hold_answer *ret_answer)
{
    if (h->line < 0) {
        h->line = state_socket_call(h->state_dir, "kiosk.sock");
    }
    const struct err e =
        say(h, q) ? hear(h, ret_answer) : ERR(ERR_OFFLINE, 0, "hold: no kiosk is there");
    if (failed(e)) { /* a grant that came later would hold for nobody */
        hang_up(h);
    }
    return e;
}

static struct err ask(struct port_hold *port, int countdown_s, struct hold_answer *ret_answer)
{
    struct hold_socket *h = (struct hold_socket *)port;
    const struct hold_question q = {HOLD_ASKED, countdown_s};
    if (countdown_s < -1 || countdown_s > HOLD_COUNTDOWN_MAX) {
        return ERR(ERR_BAD_INPUT, 0, "hold: no such countdown");
    }
    const bool called_before = h->line >= 0;
    const struct err e = ask_once(h, &q, ret_answer);
    /* Perhaps the kiosk was restarted: the old line is dead, a new one may work. */
    return e.code == ERR_OFFLINE && called_before ? ask_once(h, &q, ret_answer) : e;
}

static void release(struct port_hold *port)
{
    struct hold_socket *h = (struct hold_socket *)port;
    if (!say(h, &(struct hold_question){HOLD_RELEASED, -1})) {
        hang_up(h);
    }
}

static void close_port(struct port_hold *port)
{
    struct hold_socket *h = (struct hold_socket *)port;
    if (h->port.ops != NULL) {
        hang_up(h);
    }
}

void hold_socket_open(struct hold_socket *h, const char *state_dir)
{
    static const struct port_hold_ops ops = {"socket", ask, release, close_port};
    *h = (struct hold_socket){.port = {&ops}, .state_dir = state_dir, .line = -1};
}
