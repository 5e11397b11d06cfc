/* The asker's end of run/kiosk.sock against the kiosk's own listener, and against kiosks that do
 * worse; the pretence keeps the same promises. */
#define _GNU_SOURCE /* nftw */
#include "platform/linux/hold_socket.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <time.h>

#include "platform/linux/hold_listen.h"
#include "platform/linux/state_socket.h"
#include "platform/sim/hold_script.h"
#include "tests/check.h"
#include "tests/unit/scratch.h"

/* --- a kiosk on a thread --------------------------------------------------------------------- */

struct kiosk_end {
    struct port_holders *port;
    pthread_t thread;
    atomic_bool stop;
    atomic_int holder, countdown_s; /* 0 = nobody */
    atomic_int why;                 /* it refuses; -1 = it grants */
};

static struct kiosk_end kiosk;

static void rest(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}

static void wake(void *context)
{
    (void)context;
}

static void decide(struct kiosk_end *k, const struct holders_heard *heard)
{
    const int why = atomic_load(&k->why);
    struct hold_answer a = {.granted = why < 0, .seconds = why < 0 ? HOLD_LEASE_S : 0};
    a.why = why < 0 ? HOLD_VISIT : (enum hold_why)why;
    if (heard->word != HOLDERS_ASK) {
        int who = heard->who;
        atomic_compare_exchange_strong(&k->holder, &who, 0);
        return;
    }
    if (a.granted) {
        atomic_store(&k->holder, heard->who);
        atomic_store(&k->countdown_s, heard->countdown_s);
    }
    k->port->ops->answer(k->port, heard->who, &a);
}

static void *serve(void *context)
{
    struct kiosk_end *k = context;
    struct holders_heard heard;
    while (!atomic_load(&k->stop)) {
        while (k->port->ops->take(k->port, &heard)) {
            decide(k, &heard);
        }
        rest();
    }
    return NULL;
}

static void start(void)
{
    atomic_store(&kiosk.stop, false);
    atomic_store(&kiosk.holder, 0);
    atomic_store(&kiosk.why, -1);
    CHECK_INT(hold_listen_open(&kiosk.port, scratch_root, wake, NULL).code, ERR_NONE);
    CHECK(pthread_create(&kiosk.thread, NULL, serve, &kiosk) == 0);
}

static void finish(void)
{
    atomic_store(&kiosk.stop, true);
    pthread_join(kiosk.thread, NULL);
    kiosk.port->ops->close(kiosk.port);
}

static bool free_soon(void)
{
    for (int i = 0; i < 2000 && atomic_load(&kiosk.holder) != 0; i++) {
        rest();
    }
    return atomic_load(&kiosk.holder) == 0;
}

/* --- the port's promises --------------------------------------------------------------------- */

static void check_promises(struct port_hold *h)
{
    struct hold_answer a = {.granted = false};
    h->ops->release(h); /* of nothing */
    CHECK_INT(h->ops->ask(h, -1, &a).code, ERR_NONE);
    CHECK(a.granted && a.seconds == HOLD_LEASE_S);
    CHECK_INT(h->ops->ask(h, 90, &a).code, ERR_NONE); /* more of it */
    CHECK(a.granted);
    h->ops->release(h);
    h->ops->release(h);
    CHECK_INT(h->ops->ask(h, HOLD_COUNTDOWN_MAX, &a).code, ERR_NONE);
    CHECK(a.granted);
    CHECK_INT(h->ops->ask(h, -2, &a).code, ERR_BAD_INPUT);
    CHECK_INT(h->ops->ask(h, HOLD_COUNTDOWN_MAX + 1, &a).code, ERR_BAD_INPUT);
    h->ops->release(h);
}

TEST(the_script_keeps_the_promises)
{
    struct hold_script h;
    struct hold_answer a;
    hold_script_open(&h);
    check_promises(&h.port);
    CHECK(h.asked == 3 && h.released == 2 && h.countdown_s == HOLD_COUNTDOWN_MAX);
    CHECK(hold_script_fault(&h, "staff"));
    CHECK_INT(h.port.ops->ask(&h.port, -1, &a).code, ERR_NONE);
    CHECK(!a.granted && a.why == HOLD_STAFF && !h.held);
    static const struct {
        const char *name;
        enum err_code code;
    } faults[] = {{"offline", ERR_OFFLINE}, {"silent", ERR_TIMEOUT}, {"nonsense", ERR_BAD_INPUT}};
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        CHECK(hold_script_fault(&h, "well"));
        CHECK(!failed(h.port.ops->ask(&h.port, -1, &a)) && h.held);
        CHECK(hold_script_fault(&h, faults[i].name));
        CHECK(!h.held);
        CHECK_INT(h.port.ops->ask(&h.port, -1, &a).code, faults[i].code);
    }
    CHECK(!hold_script_fault(&h, "lunch"));
    CHECK(!failed(h.port.ops->ask(&h.port, -1, &a)) && a.granted);
    hold_script_lose(&h);
    CHECK(!h.held);
    h.port.ops->close(&h.port);
}

TEST(the_socket_keeps_the_promises)
{
    struct hold_socket h;
    scratch_open();
    start();
    hold_socket_open(&h, scratch_root);
    check_promises(&h.port);
    CHECK_INT(atomic_load(&kiosk.countdown_s), HOLD_COUNTDOWN_MAX);
    CHECK(free_soon());
    struct hold_answer a;
    atomic_store(&kiosk.why, HOLD_DIALOG);
    CHECK_INT(h.port.ops->ask(&h.port, -1, &a).code, ERR_NONE);
    CHECK(!a.granted && a.why == HOLD_DIALOG);
    h.port.ops->close(&h.port);
    finish();
}

TEST(a_line_that_is_closed_gives_it_back)
{
    struct hold_socket h;
    struct hold_answer a;
    scratch_open();
    start();
    hold_socket_open(&h, scratch_root);
    CHECK(!failed(h.port.ops->ask(&h.port, -1, &a)) && a.granted);
    CHECK(atomic_load(&kiosk.holder) != 0);
    h.port.ops->close(&h.port);
    CHECK(free_soon());
    struct hold_socket unopened = {.line = 0};
    hold_socket_open(&unopened, scratch_root);
    unopened.port.ops->close(&unopened.port);
    finish();
}

TEST(a_kiosk_that_was_restarted_is_asked_anew)
{
    struct hold_socket h;
    struct hold_answer a;
    scratch_open();
    start();
    hold_socket_open(&h, scratch_root);
    CHECK(!failed(h.port.ops->ask(&h.port, -1, &a)) && a.granted);
    finish();
    start();
    CHECK_INT(h.port.ops->ask(&h.port, -1, &a).code, ERR_NONE);
    CHECK(a.granted && atomic_load(&kiosk.holder) != 0);
    finish();
    CHECK_INT(h.port.ops->ask(&h.port, -1, &a).code, ERR_OFFLINE);
    CHECK_INT(h.port.ops->ask(&h.port, -1, &a).code, ERR_OFFLINE);
    h.port.ops->close(&h.port);
}

/* --- kiosks that do worse -------------------------------------------------------------------- */

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

TEST(where_no_kiosk_is_it_is_known_at_once)
{
    struct hold_socket h;
    struct hold_answer a;
    scratch_open();
    hold_socket_open(&h, scratch_root);
    const int64_t before = now_ms();
    CHECK_INT(h.port.ops->ask(&h.port, -1, &a).code, ERR_OFFLINE);
    CHECK(now_ms() - before < 500);
    h.port.ops->release(&h.port);
    h.port.ops->close(&h.port);
}

/* It hangs: a grant that it gives when it goes on must hold for nobody. */
TEST(a_silent_kiosk_is_waited_for_two_seconds_and_hung_up_on)
{
    struct hold_socket h;
    struct hold_answer a;
    struct state_socket at;
    bool refused = false;
    scratch_open();
    mkdir(scratch("run"), 0770);
    CHECK(!failed(state_socket_listen(&at, scratch_root, "kiosk.sock", 2)));
    hold_socket_open(&h, scratch_root);
    const int64_t before = now_ms();
    CHECK_INT(h.port.ops->ask(&h.port, -1, &a).code, ERR_TIMEOUT);
    CHECK(now_ms() - before >= HOLD_PATIENCE_MS && now_ms() - before < HOLD_PATIENCE_MS + 2000);
    char bytes[64];
    const int fd = state_socket_accept(&at, &refused);
    CHECK(fd >= 0 && recv(fd, bytes, sizeof bytes, 0) > 0);
    CHECK(recv(fd, bytes, sizeof bytes, 0) == 0);
    close(fd);
    h.port.ops->close(&h.port);
    state_socket_close(&at);
}

/* One call, answered with what is no answer. */
static void *nonsense(void *context)
{
    const struct state_socket *at = context;
    bool refused = false;
    int fd = -1;
    char bytes[64];
    for (int i = 0; i < 2000 && fd < 0; i++) {
        fd = state_socket_accept(at, &refused);
        rest();
    }
    for (int i = 0; i < 2000 && recv(fd, bytes, sizeof bytes, MSG_DONTWAIT) < 0; i++) {
        rest();
    }
    CHECK(send(fd, "{\"granted\":\"yes\"}", 17, MSG_NOSIGNAL) == 17);
    rest();
    close(fd);
    return NULL;
}

TEST(nonsense_grants_nothing)
{
    struct hold_socket h;
    struct hold_answer a = {.granted = false};
    struct state_socket at;
    pthread_t thread;
    scratch_open();
    mkdir(scratch("run"), 0770);
    CHECK(!failed(state_socket_listen(&at, scratch_root, "kiosk.sock", 2)));
    CHECK(pthread_create(&thread, NULL, nonsense, &at) == 0);
    hold_socket_open(&h, scratch_root);
    CHECK_INT(h.port.ops->ask(&h.port, -1, &a).code, ERR_BAD_INPUT);
    CHECK(!a.granted && h.line == -1);
    pthread_join(thread, NULL);
    h.port.ops->close(&h.port);
    state_socket_close(&at);
}

int main(void)
{
    RUN(the_script_keeps_the_promises);
    RUN(the_socket_keeps_the_promises);
    RUN(a_line_that_is_closed_gives_it_back);
    RUN(a_kiosk_that_was_restarted_is_asked_anew);
    RUN(where_no_kiosk_is_it_is_known_at_once);
    RUN(a_silent_kiosk_is_waited_for_two_seconds_and_hung_up_on);
    RUN(nonsense_grants_nothing);
    scratch_close();
    return check_done();
}
