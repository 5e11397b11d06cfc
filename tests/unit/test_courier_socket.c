#define _GNU_SOURCE /* nftw */
#include "platform/linux/courier_socket.h"
#include "platform/linux/state_socket.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

#include "tests/check.h"
#include "tests/unit/scratch.h"

static int asked;

static void answer(void *context, enum portal_question question, const char *text,
                   struct portal_answer *ret_answer)
{
    (void)context;
    (void)text;
    asked++;
    *ret_answer = (struct portal_answer){.error = ERR_OK, .question = question};
}

static struct courier_socket *begin(void)
{
    struct courier_socket *s = NULL;
    scratch_open();
    mkdir(scratch("run"), 02770);
    asked = 0;
    CHECK_INT(courier_socket_open(&s, scratch_root, answer, NULL).code, ERR_NONE);
    return s;
}

/* Serves whatever is ready; returns how many callers were refused. */
static int serve(struct courier_socket *s)
{
    int refused = 0;
    struct pollfd fds[COURIER_SOCKET_FDS];
    for (int count = courier_socket_fds(s, fds); poll(fds, (nfds_t)count, 0) > 0;
         count = courier_socket_fds(s, fds)) {
        refused += courier_socket_serve(s, fds, count);
    }
    return refused;
}

static int call(void)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    snprintf(address.sun_path, sizeof address.sun_path, "%s", scratch("run/courier.sock"));
    if (connect(fd, (const struct sockaddr *)&address, sizeof address) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

/* The next message, "" when the line is still open without one, "gone" when it is closed. */
static const char *hear(int fd)
{
    static char bytes[1024];
    const ssize_t size = recv(fd, bytes, sizeof bytes - 1, MSG_DONTWAIT);
    if (size < 0) {
        return errno == EAGAIN ? "" : "gone";
    }
    bytes[size] = '\0';
    return size == 0 ? "gone" : bytes;
}

static void say(int fd, const char *text)
{
    CHECK(send(fd, text, strlen(text), MSG_NOSIGNAL) == (ssize_t)strlen(text));
}

TEST(each_kind_is_answered_and_an_unknown_one_is_unsupported)
{
    struct courier_socket *s = begin();
    const int fd = call();
    say(fd, "{\"id\":5,\"kind\":\"check\",\"deadline_ms\":100}");
    serve(s);
    CHECK(strstr(hear(fd), "\"id\":5,\"kind\":\"check\"") != NULL);
    say(fd, "{\"id\":6,\"kind\":\"photo\",\"deadline_ms\":100}");
    serve(s);
    CHECK_STR(hear(fd), "{\"id\":6,\"error\":\"unsupported\"}");
    say(fd, "{\"id\":6,\"cancel\":true}");
    serve(s);
    CHECK_STR(hear(fd), "");
    CHECK_INT(asked, 1);
    close(fd);
    serve(s);
    courier_socket_close(s);
}

TEST(whoever_talks_nonsense_is_cut_off_and_the_others_are_not)
{
    struct courier_socket *s = begin();
    const int good = call();
    static const char *const nonsense[] = {"hello", "{}", "[[[[", "{\"id\":1}"};
    for (size_t i = 0; i < sizeof nonsense / sizeof nonsense[0]; i++) {
        const int bad = call();
        say(bad, nonsense[i]);
        serve(s);
        CHECK_STR(hear(bad), "gone");
        close(bad);
    }
    static char huge[70000];
    memset(huge, ' ', sizeof huge);
    const int bad = call();
    if (send(bad, huge, sizeof huge, MSG_NOSIGNAL) > 0) {
        serve(s);
        CHECK_STR(hear(bad), "gone");
    }
    close(bad);
    say(good, "{\"id\":5,\"kind\":\"check\",\"deadline_ms\":100}");
    serve(s);
    CHECK(strstr(hear(good), "\"id\":5") != NULL);
    close(good);
    courier_socket_close(s);
}

TEST(more_callers_than_places_are_refused)
{
    struct courier_socket *s = begin();
    int fds[COURIER_SOCKET_CALLERS + 2];
    int refused = 0;
    for (int i = 0; i < COURIER_SOCKET_CALLERS + 2; i++) {
        fds[i] = call();
        refused += serve(s);
    }
    CHECK_INT(refused, 2);
    CHECK_STR(hear(fds[COURIER_SOCKET_CALLERS]), "gone");
    for (int i = 0; i < COURIER_SOCKET_CALLERS + 2; i++) {
        close(fds[i]);
    }
    serve(s);
    const int again = call();
    CHECK_INT(serve(s), 0);
    say(again, "{\"id\":5,\"kind\":\"check\",\"deadline_ms\":100}");
    serve(s);
    CHECK(strstr(hear(again), "\"id\":5") != NULL);
    close(again);
    courier_socket_close(s);
}

TEST(a_socket_left_by_a_dead_courier_is_replaced_and_ours_is_removed)
{
    struct courier_socket *s = begin();
    struct courier_socket *second = NULL;
    struct stat info;
    CHECK(stat(scratch("run/courier.sock"), &info) == 0 && (info.st_mode & 0777) == 0660);
    CHECK_INT(courier_socket_open(&second, scratch_root, answer, NULL).code, ERR_NONE);
    const int fd = call();
    CHECK(fd >= 0);
    close(fd);
    courier_socket_close(second);
    CHECK(access(scratch("run/courier.sock"), F_OK) != 0);
    courier_socket_close(s);
    courier_socket_close(NULL);
    CHECK_INT(courier_socket_open(&s, scratch("nowhere"), answer, NULL).code, ERR_IO);
}

/* A caller of another user and group is refused, one of the socket's group is not. Only root can
 * pretend to be others. */
TEST(strangers_are_refused_by_their_credentials)
{
    CHECK(!state_socket_peer_ok(-1, 0));
    if (getuid() != 0) {
        return;
    }
    struct courier_socket *s = begin();
    CHECK(chmod(scratch_root, 0755) == 0);
    CHECK(chown(scratch("run"), 0, 61001) == 0 && chmod(scratch("run"), 0777) == 0);
    CHECK(chmod(scratch("run/courier.sock"), 0666) == 0);
    courier_socket_close(s);
    CHECK_INT(courier_socket_open(&s, scratch_root, answer, NULL).code, ERR_NONE);
    CHECK(chmod(scratch("run/courier.sock"), 0666) == 0);
    for (int member = 0; member < 2; member++) {
        int ready[2];
        char byte = 0;
        CHECK(pipe(ready) == 0);
        const pid_t child = fork();
        if (child == 0) {
            const gid_t group = member ? 61001 : 61002;
            const bool became = setgroups(0, NULL) == 0 && setgid(group) == 0 && setuid(61003) == 0;
            const int fd = became ? call() : -1;
            CHECK(write(ready[1], "x", 1) == 1);
            sleep(fd >= 0 ? 5 : 0);
            _exit(fd < 0);
        }
        CHECK(read(ready[0], &byte, 1) == 1);
        CHECK_INT(serve(s), member ? 0 : 1);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        close(ready[0]);
        close(ready[1]);
    }
    courier_socket_close(s);
}

int main(void)
{
    RUN(each_kind_is_answered_and_an_unknown_one_is_unsupported);
    RUN(whoever_talks_nonsense_is_cut_off_and_the_others_are_not);
    RUN(more_callers_than_places_are_refused);
    RUN(a_socket_left_by_a_dead_courier_is_replaced_and_ours_is_removed);
    RUN(strangers_are_refused_by_their_credentials);
    scratch_close();
    return check_done();
}
