/* Any message on run/courier.sock. 'q': to the courier, whose desk answers it or hangs up. 'a': to
 * the kiosk, which asked where an application is; it takes an answer that is whole, or says that
 * the courier is gone. */
#define _GNU_SOURCE /* nftw */
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "app/courier/desk.h"
#include "app/outbox/box_key.h"
#include "platform/linux/courier_socket.h"
#include "platform/linux/courier_socket_wire.h"
#include "platform/linux/portal_socket.h"
#include "tests/unit/record_example.h"
#include "tests/unit/scratch.h"

#define UUID "6ba7b810-9dad-41d1-80b4-00c04fd430c8"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

static struct courier_socket *courier;
static struct courier_desk desk;
static int caller = -1;   /* a kiosk's line to the courier */
static int listener = -1; /* where the kiosk under test calls */
static char other[80];    /* its state folder */

static void must(bool good)
{
    if (!good) {
        abort();
    }
}

static struct sockaddr_un address_in(const char *state)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%.64s/run/courier.sock", state);
    return address;
}

static void close_all(void)
{
    courier_socket_close(courier);
    courier_desk_close(&desk);
    scratch_close();
}

static void make_outbox(void)
{
    const struct record r = record_example(UUID);
    struct port_dir dir = dir_linux();
    struct seal_secret secret;
    struct outbox *kiosk = NULL;
    must(!failed(box_key_open(&dir, scratch_root, &secret)));
    must(!failed(outbox_open(&kiosk, scratch_root)) && !failed(outbox_put(kiosk, &r)));
    outbox_close(kiosk);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    scratch_open_in_memory();
    atexit(close_all);
    must(mkdir(scratch("run"), 0700) == 0 && mkdir(scratch("other"), 0700) == 0 &&
         mkdir(scratch("other/run"), 0700) == 0);
    make_outbox();
    courier_desk_init(&desk, scratch_root, NULL);
    must(!failed(courier_socket_open(&courier, scratch_root, courier_desk_answer, &desk)));
    snprintf(other, sizeof other, "%.64s/other", scratch_root);
    const struct sockaddr_un address = address_in(other);
    listener = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    must(bind(listener, (const struct sockaddr *)&address, sizeof address) == 0 &&
         listen(listener, 4) == 0);
    return 0;
}

static void serve(void)
{
    struct pollfd fds[COURIER_SOCKET_FDS];
    int count = courier_socket_fds(courier, fds);
    while (poll(fds, (nfds_t)count, 0) > 0) {
        (void)courier_socket_serve(courier, fds, count);
        count = courier_socket_fds(courier, fds);
    }
}

static void ask_courier(const char *bytes, size_t size)
{
    static char answer[WIRE_MAX];
    const struct sockaddr_un address = address_in(scratch_root);
    struct wire_question q;
    struct portal_answer a;
    if (caller < 0) {
        caller = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        must(connect(caller, (const struct sockaddr *)&address, sizeof address) == 0);
    }
    const bool good = !failed(wire_get_question(bytes, size, &q));
    must(send(caller, bytes, size, MSG_NOSIGNAL) == (ssize_t)size);
    serve();
    const ssize_t got = recv(caller, answer, sizeof answer, MSG_DONTWAIT);
    if (good && !q.cancel) {
        must(got > 0 && !failed(wire_get_answer(answer, (size_t)got, &a)) && a.id == q.id);
    } else {
        must(got <= 0);
    }
    if (!good) {
        close(caller);
        caller = -1;
        serve();
    }
}

static void judge(const struct portal_answer *a, int id)
{
    must(a->id == id && a->question == PORTAL_STATUS);
    must(memchr(a->file_number, '\0', sizeof a->file_number) != NULL &&
         memchr(a->state_text, '\0', sizeof a->state_text) != NULL &&
         memchr(a->officer, '\0', sizeof a->officer) != NULL);
    for (const char *at = a->state_text; *at != '\0'; at++) {
        must((unsigned char)*at >= 0x20 && *at != 0x7F);
    }
    must(a->stage >= STAGE_UNKNOWN && a->stage <= STAGE_HELD);
}

/* Its first question has the number 1. */
static void answer_kiosk(const char *bytes, size_t size)
{
    struct port_portal *portal = NULL;
    struct portal_answer a;
    char asked[1024];
    struct wire_question q;
    int id = 0;
    must(!failed(portal_socket_open(&portal, other)));
    must(!failed(portal->ops->ask(portal, PORTAL_STATUS, UUID, 60000, &id)));
    const int line = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    const ssize_t got = recv(line, asked, sizeof asked, 0);
    must(got > 0 && !failed(wire_get_question(asked, (size_t)got, &q)) && q.id == id);
    must(send(line, bytes, size, MSG_NOSIGNAL) == (ssize_t)size);
    if (portal->ops->take(portal, &a)) {
        judge(&a, id);
        must(!portal->ops->take(portal, &a));
    }
    close(line);
    portal->ops->close(portal);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2 || size > WIRE_MAX) {
        return 0;
    }
    if (data[0] == 'a') {
        answer_kiosk((const char *)data + 1, size - 1);
    } else {
        ask_courier((const char *)data + 1, size - 1);
    }
    return 0;
}
