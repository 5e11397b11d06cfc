/* Each question is asked by a child that confined itself, since nobody gets out again. */
#define _GNU_SOURCE
#include "platform/linux/sandbox.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "tests/check.h"
#include "tests/unit/scratch.h"

#define SKIPPED 99 /* this kernel cannot forbid it */

/* What the child returned: 0 or the errno that stopped it. */
static int confined(int needs_version, int (*ask)(void), const struct sandbox_plan *plan)
{
    const pid_t child = fork();
    if (child == 0) {
        struct sandbox_report report;
        const struct err e = sandbox_enter(plan, &report);
        if (report.version < needs_version) {
            _exit(SKIPPED);
        }
        _exit(failed(e) ? 98 : ask());
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 97;
}

static bool is(int got, int want)
{
    if (got == SKIPPED) {
        printf("# this kernel cannot forbid it\n");
    }
    return got == want || got == SKIPPED;
}

static int try_open(const char *path, int flags)
{
    const int fd = open(path, flags, 0600);
    return fd < 0 ? errno : 0;
}

static int read_passwd(void)
{
    return try_open("/etc/passwd", O_RDONLY);
}

static int read_own(void)
{
    return try_open(scratch("own"), O_RDONLY);
}

static int write_own(void)
{
    const int bad = try_open(scratch("own"), O_RDWR | O_CREAT | O_TRUNC);
    if (bad != 0) {
        return bad;
    }
    return rename(scratch("own"), scratch("new")) == 0 &&
                   rename(scratch("new"), scratch("own")) == 0
               ? 0
               : errno;
}

static int run_something(void)
{
    execl("/bin/true", "true", (char *)NULL);
    return errno;
}

/* A program of the plan, and the loader the kernel starts it with. */
static int run_what_is_planned(void)
{
    execl("/bin/true", "true", (char *)NULL);
    return errno;
}

static int use_null(void)
{
    return try_open("/dev/null", O_RDWR);
}

static void *read_in_thread(void *context)
{
    *(int *)context = read_passwd();
    return NULL;
}

static int read_passwd_in_a_thread(void)
{
    pthread_t thread;
    int got = 96;
    if (pthread_create(&thread, NULL, read_in_thread, &got) == 0) {
        pthread_join(thread, NULL);
    }
    return got;
}

static int bind_port(void)
{
    const struct sockaddr_in any = {.sin_family = AF_INET,
                                    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    return bind(fd, (const struct sockaddr *)&any, sizeof any) == 0 ? 0 : errno;
}

static uint16_t door; /* of a listening socket of ours */

static int connect_door(void)
{
    const struct sockaddr_in to = {
        .sin_family = AF_INET, .sin_port = htons(door), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    return connect(fd, (const struct sockaddr *)&to, sizeof to) == 0 ? 0 : errno;
}

static int signal_parent(void)
{
    return kill(getppid(), 0) == 0 ? 0 : errno;
}

static int open_door(void)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof at;
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd >= 0 && bind(fd, (const struct sockaddr *)&at, size) == 0 && listen(fd, 4) == 0 &&
        getsockname(fd, (struct sockaddr *)&at, &size) == 0) {
        door = ntohs(at.sin_port);
    }
    return fd;
}

TEST(only_what_the_plan_names_is_reached)
{
    const struct sandbox_path read_only[] = {{scratch_root, SANDBOX_READ}, {NULL, SANDBOX_WRITE}};
    const struct sandbox_path writable[] = {
        {scratch_root, SANDBOX_WRITE}, {"/dev/null", SANDBOX_DEVICE}, {"/none/such", SANDBOX_READ}};
    const struct sandbox_plan reads = {.paths = read_only, .count = 2};
    const struct sandbox_plan writes = {.paths = writable, .count = 3};
    CHECK(read_passwd() == 0);
    CHECK(is(confined(1, read_passwd, &reads), EACCES));
    CHECK(is(confined(1, read_passwd_in_a_thread, &reads), EACCES));
    CHECK(is(confined(1, read_own, &reads), 0));
    CHECK(is(confined(1, write_own, &reads), EACCES));
    CHECK(is(confined(1, write_own, &writes), 0));
    CHECK(is(confined(1, use_null, &reads), EACCES));
    CHECK(is(confined(1, use_null, &writes), 0));
    CHECK(is(confined(1, run_something, &writes), EACCES));
}

TEST(a_program_of_the_plan_runs_and_no_other)
{
    const struct sandbox_path paths[] = {{"/bin/true", SANDBOX_RUN},
                                         {"/lib64/ld-linux-x86-64.so.2", SANDBOX_RUN},
                                         {"/lib/ld-linux-aarch64.so.1", SANDBOX_RUN},
                                         {"/usr/lib", SANDBOX_READ}};
    const struct sandbox_plan plan = {.paths = paths, .count = 4};
    const struct sandbox_plan without = {.paths = paths + 1, .count = 3};
    CHECK(is(confined(1, run_what_is_planned, &plan), 0));
    CHECK(is(confined(1, run_what_is_planned, &without), EACCES));
    CHECK(is(confined(1, read_passwd, &plan), EACCES));
}

TEST(one_file_is_not_its_folder)
{
    const struct sandbox_path one[] = {{scratch("own"), SANDBOX_READ}};
    const struct sandbox_plan plan = {.paths = one, .count = 1};
    CHECK(is(confined(1, read_own, &plan), 0));
    CHECK(is(confined(1, write_own, &plan), EACCES));
}

TEST(no_port_is_opened_and_only_the_named_one_connected_to)
{
    const int listening = open_door();
    const uint16_t other = (uint16_t)(door + 1);
    const struct sandbox_plan none = {.count = 0};
    const struct sandbox_plan named = {.ports = &door, .port_count = 1};
    const struct sandbox_plan wrong = {.ports = &other, .port_count = 1};
    const struct sandbox_plan any = {.connects_anywhere = true};
    CHECK(listening >= 0 && door != 0);
    CHECK(is(confined(4, bind_port, &any), EACCES));
    CHECK(is(confined(4, connect_door, &none), EACCES));
    CHECK(is(confined(4, connect_door, &wrong), EACCES));
    CHECK(is(confined(4, connect_door, &named), 0));
    CHECK(is(confined(4, connect_door, &any), 0));
    close(listening);
}

TEST(nobody_outside_is_signalled)
{
    const struct sandbox_plan none = {.count = 0};
    CHECK(is(confined(6, signal_parent, &none), EPERM));
}

TEST(what_was_applied_is_told)
{
    const struct sandbox_path paths[] = {{scratch_root, SANDBOX_READ},
                                         {"/none/such", SANDBOX_READ}};
    const struct sandbox_plan plan = {.paths = paths, .count = 2};
    const pid_t child = fork();
    if (child == 0) {
        struct sandbox_report report;
        const struct err e = sandbox_enter(&plan, &report);
        _exit(e.code == ERR_UNSUPPORTED ? report.version : failed(e) ? 1 : report.paths != 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

TEST(no_program_run_later_gains_rights_whatever_the_kernel_knows)
{
    const struct sandbox_plan none = {.count = 0};
    const pid_t child = fork();
    if (child == 0) {
        struct sandbox_report report;
        const struct err e = sandbox_enter(&none, &report);
        _exit((failed(e) && e.code != ERR_UNSUPPORTED) ||
              prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

int main(void)
{
    scratch_open();
    if (try_open(scratch("own"), O_RDWR | O_CREAT) != 0) {
        return 1;
    }
    RUN(only_what_the_plan_names_is_reached);
    RUN(a_program_of_the_plan_runs_and_no_other);
    RUN(one_file_is_not_its_folder);
    RUN(no_port_is_opened_and_only_the_named_one_connected_to);
    RUN(nobody_outside_is_signalled);
    RUN(what_was_applied_is_told);
    RUN(no_program_run_later_gains_rights_whatever_the_kernel_knows);
    scratch_close();
    return check_done();
}
