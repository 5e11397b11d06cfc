#define _GNU_SOURCE /* nftw, pipe2 */
#include "platform/linux/portal_socket.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>

#include "platform/linux/courier_socket.h"
#include "platform/sim/portal_script.h"
#include "tests/check.h"
#include "tests/unit/scratch.h"

#define UUID "6ba7b810-9dad-41d1-80b4-00c04fd430c8"

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* --- a courier on a thread -------------------------------------------------------------------- */

struct far_end {
    struct courier_socket *socket;
    pthread_t thread;
    atomic_bool stop;
};

static void answer(void *context, enum portal_question question, const char *text,
                   struct portal_answer *ret_answer)
{
    (void)context;
    struct portal_answer a = {.error = ERR_OK, .question = question, .online = true};
    if (question == PORTAL_STATUS && strcmp(text, UUID) == 0) {
        a.stage = STAGE_RECEIVED;
        snprintf(a.file_number, sizeof a.file_number, "THU-1");
        snprintf(a.state_text, sizeof a.state_text, "Mới đăng ký");
    }
    *ret_answer = a;
}

static void *serve(void *context)
{
    struct far_end *f = context;
    while (!atomic_load(&f->stop)) {
        struct pollfd fds[COURIER_SOCKET_FDS];
        const int count = courier_socket_fds(f->socket, fds);
        if (poll(fds, (nfds_t)count, 20) > 0) {
            courier_socket_serve(f->socket, fds, count);
        }
    }
    return NULL;
}

static void start(struct far_end *f)
{
    mkdir(scratch("run"), 0770);
    atomic_store(&f->stop, false);
    CHECK_INT(courier_socket_open(&f->socket, scratch_root, answer, NULL).code, ERR_NONE);
    CHECK(pthread_create(&f->thread, NULL, serve, f) == 0);
}

static void finish(struct far_end *f)
{
    atomic_store(&f->stop, true);
    pthread_join(f->thread, NULL);
    courier_socket_close(f->socket);
}

static bool take_soon(struct port_portal *p, struct portal_answer *ret_answer, int wait_ms)
{
    const int64_t until = now_ms() + wait_ms;
    while (!p->ops->take(p, ret_answer)) {
        const int64_t left = until - now_ms();
        struct pollfd fd = {p->ops->wait_fd(p), POLLIN, 0};
        if (left <= 0) {
            return false;
        }
        poll(&fd, 1, (int)left);
    }
    return true;
}

/* --- the port's promise, kept by every implementation ----------------------------------------- */

static void check_contract(struct port_portal *p)
{
    struct portal_answer a;
    int first = 0;
    int second = 0;
    CHECK(!p->ops->take(p, &a));
    CHECK_INT(p->ops->ask(p, PORTAL_STATUS, UUID, 2000, &first).code, ERR_NONE);
    CHECK(take_soon(p, &a, 3000));
    CHECK_INT(a.id, first);
    CHECK_INT(a.question, PORTAL_STATUS);
    CHECK_INT(a.error.code, ERR_NONE);
    CHECK_INT(a.stage, STAGE_RECEIVED);
    CHECK_STR(a.file_number, "THU-1");
    CHECK_STR(a.state_text, "Mới đăng ký");
    CHECK_INT(p->ops->ask(p, PORTAL_CHECK, "", 2000, &first).code, ERR_NONE);
    CHECK_INT(p->ops->ask(p, PORTAL_OFFICER, "jra", 2000, &second).code, ERR_NONE);
    CHECK(first != second);
    p->ops->cancel(p, first);
    CHECK(take_soon(p, &a, 3000));
    CHECK_INT(a.id, second);
    CHECK_INT(a.question, PORTAL_OFFICER);
    CHECK(!take_soon(p, &a, 100));
    char longer[80];
    memset(longer, 'x', sizeof longer);
    longer[79] = '\0';
    CHECK_INT(p->ops->ask(p, PORTAL_STATUS, longer, 2000, &first).code, ERR_BAD_INPUT);
    CHECK_INT(p->ops->ask(p, PORTAL_STATUS, UUID, -1, &first).code, ERR_BAD_INPUT);
    CHECK(!p->ops->take(p, &a));
}

TEST(the_script_keeps_the_contract)
{
    struct portal_script s;
    portal_script_init(&s);
    portal_script_add(&s, (struct portal_step){.answer = {.stage = STAGE_RECEIVED,
                                                          .file_number = "THU-1",
                                                          .state_text = "Mới đăng ký",
                                                          .online = true}});
    check_contract(&s.port);
    CHECK_STR(s.heard, "status " UUID "\ncheck \nofficer jra\n");
    s.port.ops->close(&s.port);
}

TEST(the_socket_keeps_the_contract)
{
    struct far_end f;
    struct port_portal *p = NULL;
    scratch_open();
    start(&f);
    CHECK_INT(portal_socket_open(&p, scratch_root).code, ERR_NONE);
    check_contract(p);
    const struct port_portal_ops *ops = p->ops;
    ops->close(p);
    ops->close(NULL);
    finish(&f);
}

static void check_offline(struct port_portal *p)
{
    struct portal_answer a;
    int id = 0;
    const int64_t before = now_ms();
    CHECK_INT(p->ops->ask(p, PORTAL_CHECK, "", 8000, &id).code, ERR_NONE);
    CHECK(take_soon(p, &a, 200));
    CHECK_INT(a.id, id);
    CHECK_INT(a.error.code, ERR_OFFLINE);
    CHECK(now_ms() - before < 200);
}

TEST(without_a_courier_every_question_is_offline_at_once)
{
    struct port_portal *p = NULL;
    scratch_open();
    CHECK_INT(portal_socket_open(&p, scratch_root).code, ERR_NONE);
    check_offline(p);
    mkdir(scratch("run"), 0770);
    check_offline(p);
    fclose(fopen(scratch("run/courier.sock"), "w"));
    check_offline(p);
    p->ops->close(p);
}

TEST(a_courier_that_dies_and_comes_back_is_found_again)
{
    struct far_end f;
    struct port_portal *p = NULL;
    struct portal_answer a;
    int id = 0;
    scratch_open();
    CHECK_INT(portal_socket_open(&p, scratch_root).code, ERR_NONE);
    check_offline(p);
    for (int i = 0; i < 3; i++) {
        start(&f);
        CHECK(!failed(p->ops->ask(p, PORTAL_CHECK, "", 2000, &id)));
        CHECK(take_soon(p, &a, 3000));
        CHECK(!failed(a.error) && a.online);
        finish(&f);
        check_offline(p);
    }
    p->ops->close(p);
}

/* A far end that accepts and then says `words`, or nothing. */
static int listener_at(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    CHECK(bind(fd, (const struct sockaddr *)&address, sizeof address) == 0 && listen(fd, 4) == 0);
    return fd;
}

TEST(a_silent_courier_is_a_timeout_at_the_deadline_and_a_late_answer_is_dropped)
{
    struct port_portal *p = NULL;
    struct portal_answer a;
    int id = 0;
    scratch_open();
    mkdir(scratch("run"), 0770);
    const int listener = listener_at(scratch("run/courier.sock"));
    CHECK_INT(portal_socket_open(&p, scratch_root).code, ERR_NONE);
    const int64_t before = now_ms();
    CHECK(!failed(p->ops->ask(p, PORTAL_CHECK, "", 150, &id)));
    CHECK(take_soon(p, &a, 2000));
    CHECK_INT(a.error.code, ERR_TIMEOUT);
    CHECK(now_ms() - before >= 150 && now_ms() - before < 1000);
    const int line = accept(listener, NULL, NULL);
    char late[128];
    const int size =
        snprintf(late, sizeof late,
                 "{\"id\":%d,\"kind\":\"check\",\"stage\":\"unknown\",\"online\":true}", id);
    CHECK(send(line, late, (size_t)size, 0) == size);
    CHECK(!take_soon(p, &a, 100));
    close(line);
    close(listener);
    p->ops->close(p);
}

TEST(garbage_ends_the_line_and_the_question_is_offline)
{
    struct port_portal *p = NULL;
    struct portal_answer a;
    int id = 0;
    scratch_open();
    mkdir(scratch("run"), 0770);
    const int listener = listener_at(scratch("run/courier.sock"));
    CHECK_INT(portal_socket_open(&p, scratch_root).code, ERR_NONE);
    CHECK(!failed(p->ops->ask(p, PORTAL_CHECK, "", 5000, &id)));
    const int line = accept(listener, NULL, NULL);
    CHECK(send(line, "hello?", 6, 0) == 6);
    CHECK(take_soon(p, &a, 1000));
    CHECK_INT(a.id, id);
    CHECK_INT(a.error.code, ERR_OFFLINE);
    close(line);
    close(listener);
    p->ops->close(p);
}

TEST(the_scripts_faults_are_as_named)
{
    struct portal_script s;
    struct portal_answer a;
    int id = 0;
    portal_script_init(&s);
    portal_script_add(&s, (struct portal_step){.fault = PORTAL_IS_SILENT});
    portal_script_add(&s, (struct portal_step){.fault = PORTAL_IS_LATE});
    portal_script_add(&s, (struct portal_step){.fault = PORTAL_GARBAGE});
    portal_script_add(&s, (struct portal_step){.fault = PORTAL_IS_GONE});
    for (int i = 0; i < 2; i++) {
        CHECK(!failed(s.port.ops->ask(&s.port, PORTAL_CHECK, "", 800, &id)));
        CHECK(!s.port.ops->take(&s.port, &a));
        s.now_ms += 800;
        CHECK(s.port.ops->take(&s.port, &a));
        CHECK_INT(a.error.code, ERR_TIMEOUT);
    }
    for (int i = 0; i < 2; i++) {
        CHECK(!failed(s.port.ops->ask(&s.port, PORTAL_CHECK, "", 800, &id)));
        CHECK(s.port.ops->take(&s.port, &a));
        CHECK_INT(a.error.code, ERR_OFFLINE);
    }
}

int main(void)
{
    RUN(the_script_keeps_the_contract);
    RUN(the_socket_keeps_the_contract);
    RUN(without_a_courier_every_question_is_offline_at_once);
    RUN(a_courier_that_dies_and_comes_back_is_found_again);
    RUN(a_silent_courier_is_a_timeout_at_the_deadline_and_a_late_answer_is_dropped);
    RUN(garbage_ends_the_line_and_the_question_is_offline);
    RUN(the_scripts_faults_are_as_named);
    scratch_close();
    return check_done();
}
