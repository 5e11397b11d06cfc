#define _GNU_SOURCE /* nftw */
#include "platform/linux/state_socket.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "tests/check.h"
#include "tests/unit/scratch.h"

static struct state_socket begin(void)
{
    struct state_socket s;
    scratch_open();
    mkdir(scratch("run"), 02770);
    CHECK_INT(state_socket_listen(&s, scratch_root, "some.sock", 2).code, ERR_NONE);
    return s;
}

TEST(who_calls_is_heard_in_whole_messages)
{
    struct state_socket s = begin();
    bool refused = true;
    struct stat info;
    CHECK(stat(scratch("run/some.sock"), &info) == 0 && (info.st_mode & 0777) == 0660);
    CHECK(state_socket_accept(&s, &refused) == -1 && !refused);
    const int there = state_socket_call(scratch_root, "some.sock");
    const int here = state_socket_accept(&s, &refused);
    CHECK(there >= 0 && here >= 0 && !refused);
    char bytes[16];
    CHECK(recv(here, bytes, sizeof bytes, 0) == -1 && errno == EAGAIN); /* nothing blocks */
    CHECK(send(there, "one", 3, 0) == 3 && send(there, "two", 3, 0) == 3);
    CHECK(recv(here, bytes, sizeof bytes, 0) == 3);
    CHECK(recv(here, bytes, sizeof bytes, 0) == 3 && memcmp(bytes, "two", 3) == 0);
    close(there);
    CHECK(recv(here, bytes, sizeof bytes, 0) == 0);
    close(here);
    state_socket_close(&s);
}

TEST(where_nobody_listens_nobody_is_reached)
{
    struct state_socket s = begin();
    CHECK_INT(state_socket_call(scratch_root, "other.sock"), -1);
    state_socket_close(&s);
    CHECK(access(scratch("run/some.sock"), F_OK) != 0);
    CHECK_INT(state_socket_call(scratch_root, "some.sock"), -1);
    CHECK_INT(state_socket_call(scratch("nowhere"), "some.sock"), -1);
    CHECK_INT(state_socket_listen(&s, scratch("nowhere"), "some.sock", 2).code, ERR_IO);
    state_socket_close(&s);
    state_socket_close(&s);
}

TEST(a_file_of_the_dead_is_replaced)
{
    struct state_socket dead = begin();
    close(dead.listener);
    dead.listener = -1; /* as a crash leaves it: the file is there */
    CHECK_INT(state_socket_call(scratch_root, "some.sock"), -1);
    struct state_socket s;
    CHECK_INT(state_socket_listen(&s, scratch_root, "some.sock", 2).code, ERR_NONE);
    const int fd = state_socket_call(scratch_root, "some.sock");
    CHECK(fd >= 0);
    close(fd);
    state_socket_close(&s);
    state_socket_close(&dead);
}

TEST(long_paths_do_not_matter)
{
    char deep[200];
    struct state_socket s = begin();
    struct state_socket far;
    snprintf(deep, sizeof deep, "%s/%0120d", scratch_root, 7);
    char run[220];
    snprintf(run, sizeof run, "%s/run", deep);
    CHECK(mkdir(deep, 0770) == 0 && mkdir(run, 0770) == 0);
    CHECK_INT(state_socket_listen(&far, deep, "some.sock", 2).code, ERR_NONE);
    const int fd = state_socket_call(deep, "some.sock");
    CHECK(fd >= 0 && state_socket_peer_ok(fd, 0));
    close(fd);
    state_socket_close(&far);
    state_socket_close(&s);
    CHECK(!state_socket_peer_ok(-1, 0));
}

int main(void)
{
    RUN(who_calls_is_heard_in_whole_messages);
    RUN(where_nobody_listens_nobody_is_reached);
    RUN(a_file_of_the_dead_is_replaced);
    RUN(long_paths_do_not_matter);
    scratch_close();
    return check_done();
}
