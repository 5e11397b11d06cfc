/* The kiosk's end of run/kiosk.sock, over a real line. */
#define _GNU_SOURCE /* nftw */
#include "platform/linux/hold_listen.h"

#include <errno.h>
#include <grp.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>

#include "platform/linux/state_socket.h"
#include "platform/sim/holders_script.h"
#include "tests/check.h"
#include "tests/unit/scratch.h"

static struct port_holders *port;
static struct holders_heard heard;
static atomic_int woken;

static void wake(void *context)
{
    atomic_fetch_add((atomic_int *)context, 1);
}

static void begin(void)
{
    scratch_open();
    atomic_store(&woken, 0);
    port = NULL;
    CHECK_INT(hold_listen_open(&port, scratch_root, wake, &woken).code, ERR_NONE);
}

static void finish(void)
{
    port->ops->close(port);
}

static int call(void)
{
    const int fd = state_socket_call(scratch_root, "kiosk.sock");
    CHECK(fd >= 0);
    return fd;
}

static void say(int fd, const char *text)
{
    CHECK(send(fd, text, strlen(text), MSG_NOSIGNAL) == (ssize_t)strlen(text));
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

static bool take(void)
{
    return port->ops->take(port, &heard);
}

static bool wakes_soon(int before)
{
    for (int i = 0; i < 2000 && atomic_load(&woken) == before; i++) {
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    return atomic_load(&woken) > before;
}

/* What every implementation keeps: an asker is told apart from others, and what it says comes in
 * order. */
static void check_heard(int who, enum holders_word word, int countdown_s)
{
    CHECK(take());
    CHECK(heard.who == who && heard.word == word && heard.countdown_s == countdown_s);
}

TEST(the_script_says_what_it_is_told_to)
{
    struct holders_script script;
    holders_script_open(&script);
    port = &script.port;
    CHECK(!take());
    holders_script_say(&script, 3, HOLDERS_ASK, 20);
    holders_script_say(&script, 3, HOLDERS_GONE, -1);
    check_heard(3, HOLDERS_ASK, 20);
    port->ops->answer(port, 3, &(struct hold_answer){.why = HOLD_STAFF});
    CHECK(script.told_who == 3 && script.told.why == HOLD_STAFF);
    check_heard(3, HOLDERS_GONE, -1);
    CHECK(!take());
    for (int i = 0; i < HOLDERS_SCRIPT_MAX + 3; i++) {
        holders_script_say(&script, i, HOLDERS_ASK, -1);
    }
    CHECK_INT(script.count, HOLDERS_SCRIPT_MAX);
    port->ops->close(port);
    CHECK(!take());
}

TEST(who_asks_is_heard_and_answered)
{
    begin();
    CHECK(!take());
    const int fd = call();
    say(fd, "{\"kind\":\"hold\",\"countdown\":90}");
    CHECK(take() && heard.word == HOLDERS_ASK && heard.countdown_s == 90);
    const int who = heard.who;
    port->ops->answer(port, who, &(struct hold_answer){.granted = true, .seconds = 60});
    CHECK_STR(hear(fd), "{\"granted\":true,\"seconds\":60}");
    const int other = call();
    say(other, "{\"kind\":\"hold\"}");
    CHECK(take() && heard.who != who && heard.countdown_s == -1);
    port->ops->answer(port, heard.who, &(struct hold_answer){.why = HOLD_HELD});
    CHECK_STR(hear(other), "{\"granted\":false,\"why\":\"held\"}");
    CHECK_STR(hear(fd), "");
    say(fd, "{\"kind\":\"release\"}");
    check_heard(who, HOLDERS_RELEASE, -1);
    CHECK_STR(hear(fd), "{\"released\":true}");
    close(fd);
    check_heard(who, HOLDERS_GONE, -1);
    CHECK(!take());
    close(other);
    finish();
    CHECK(access(scratch("run/kiosk.sock"), F_OK) != 0);
}

TEST(a_picture_is_told_of_when_it_is_whole_and_refused_at_once)
{
    uint32_t pixels[4] = {0, 1, 2, 3};
    const struct canvas shown = {pixels, 2, 2, 2};
    begin();
    const int fd = call();
    say(fd, "{\"kind\":\"picture\"}");
    CHECK(take() && heard.word == HOLDERS_PICTURE);
    port->ops->picture(port, heard.who, NULL);
    CHECK_STR(hear(fd), "{\"picture\":\"not-now\"}");
    say(fd, "{\"kind\":\"picture\"}");
    CHECK(take() && heard.word == HOLDERS_PICTURE);
    const int before = atomic_load(&woken);
    port->ops->picture(port, heard.who, &shown);
    port->ops->picture(port, heard.who, &shown); /* one at a time */
    CHECK_STR(hear(fd), "{\"picture\":\"not-now\"}");
    CHECK(wakes_soon(before)); /* the main thread sleeps meanwhile */
    for (int i = 0; i < 2000 && access(scratch("outgoing/screen.png"), F_OK) != 0; i++) {
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    const char *told = "";
    for (int i = 0; i < 2000 && told[0] == '\0'; i++) {
        CHECK(!take());
        told = hear(fd);
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    CHECK_STR(told, "{\"picture\":\"made\"}");
    close(fd);
    finish();
}

TEST(the_main_thread_is_woken_and_only_then)
{
    begin();
    const int fd = call();
    CHECK(wakes_soon(0));
    CHECK(!take());
    const int quiet = atomic_load(&woken);
    nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
    CHECK(atomic_load(&woken) <= quiet + 1); /* one may be on its way */
    const int before = atomic_load(&woken);
    CHECK(!take());
    say(fd, "{\"kind\":\"hold\"}");
    CHECK(wakes_soon(before));
    nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
    CHECK(atomic_load(&woken) <= before + 2); /* it waits until the main thread has looked */
    CHECK(take());
    close(fd);
    CHECK(wakes_soon(before + 1));
    check_heard(heard.who, HOLDERS_GONE, -1);
    finish();
}

TEST(nonsense_is_hung_up_on_and_an_unknown_kind_is_answered)
{
    begin();
    static const char *const nonsense[] = {"hello", "{}", "[[[[",
                                           "{\"kind\":\"hold\",\"countdown\":-5}"};
    for (size_t i = 0; i < sizeof nonsense / sizeof nonsense[0]; i++) {
        const int bad = call();
        say(bad, nonsense[i]);
        CHECK(take() && heard.word == HOLDERS_GONE);
        CHECK_STR(hear(bad), "gone");
        close(bad);
    }
    static char huge[5000];
    memset(huge, ' ', sizeof huge);
    const int fd = call();
    say(fd, "{\"kind\":\"dance\"}");
    CHECK(!take());
    CHECK_STR(hear(fd), "{\"error\":\"unsupported\"}");
    CHECK(send(fd, huge, sizeof huge, MSG_NOSIGNAL) == (ssize_t)sizeof huge);
    CHECK(take() && heard.word == HOLDERS_GONE);
    CHECK_STR(hear(fd), "gone");
    close(fd);
    finish();
}

TEST(more_callers_than_places_are_refused)
{
    begin();
    int fds[HOLD_LISTEN_CALLERS + 2];
    for (int i = 0; i < HOLD_LISTEN_CALLERS + 2; i++) {
        fds[i] = call();
        CHECK(!take());
    }
    CHECK_STR(hear(fds[HOLD_LISTEN_CALLERS - 1]), "");
    CHECK_STR(hear(fds[HOLD_LISTEN_CALLERS]), "gone");
    for (int i = 0; i < HOLD_LISTEN_CALLERS + 2; i++) {
        close(fds[i]);
    }
    while (take()) {
        CHECK_INT(heard.word, HOLDERS_GONE);
    }
    const int again = call();
    say(again, "{\"kind\":\"hold\"}");
    CHECK(take() && heard.word == HOLDERS_ASK);
    close(again);
    finish();
}

TEST(who_never_reads_is_dropped_and_not_waited_for)
{
    begin();
    const int fd = call();
    int asked = 0;
    while (asked < 5000 && send(fd, "{\"kind\":\"hold\"}", 15, MSG_NOSIGNAL | MSG_DONTWAIT) == 15) {
        asked++;
        if (!take() || heard.word == HOLDERS_GONE) {
            break;
        }
        port->ops->answer(port, heard.who, &(struct hold_answer){.why = HOLD_VISIT});
    }
    while (heard.word != HOLDERS_GONE && take()) {
    }
    CHECK(heard.word == HOLDERS_GONE && asked < 5000);
    close(fd);
    finish();
}

/* A caller of another user and group is refused, one of the folder's group is not. Only root can
 * pretend to be others. */
TEST(strangers_are_refused_by_their_credentials)
{
    if (getuid() != 0) {
        return;
    }
    begin();
    finish();
    CHECK(chmod(scratch_root, 0755) == 0);
    CHECK(chown(scratch("run"), 0, 61001) == 0 && chmod(scratch("run"), 0777) == 0);
    CHECK_INT(hold_listen_open(&port, scratch_root, wake, &woken).code, ERR_NONE);
    CHECK(chmod(scratch("run/kiosk.sock"), 0666) == 0);
    for (int member = 0; member < 2; member++) {
        int ready[2];
        char byte = 0;
        CHECK(pipe(ready) == 0);
        const pid_t child = fork();
        if (child == 0) {
            const gid_t group = member ? 61001 : 61002;
            const bool became = setgroups(0, NULL) == 0 && setgid(group) == 0 && setuid(61003) == 0;
            const int fd = became ? state_socket_call(scratch_root, "kiosk.sock") : -1;
            const bool asked = fd >= 0 && send(fd, "{\"kind\":\"hold\"}", 15, 0) == 15;
            CHECK(write(ready[1], "x", 1) == 1);
            sleep(asked ? 5 : 0);
            _exit(!asked);
        }
        CHECK(read(ready[0], &byte, 1) == 1);
        CHECK_INT(take(), member);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        while (take()) {
        }
        close(ready[0]);
        close(ready[1]);
    }
    finish();
}

TEST(without_a_folder_it_is_an_error)
{
    begin();
    finish();
    struct port_holders *none = NULL;
    CHECK_INT(hold_listen_open(&none, scratch("a/b"), wake, &woken).code, ERR_IO);
    CHECK(none == NULL);
}

int main(void)
{
    RUN(the_script_says_what_it_is_told_to);
    RUN(who_asks_is_heard_and_answered);
    RUN(a_picture_is_told_of_when_it_is_whole_and_refused_at_once);
    RUN(the_main_thread_is_woken_and_only_then);
    RUN(nonsense_is_hung_up_on_and_an_unknown_kind_is_answered);
    RUN(more_callers_than_places_are_refused);
    RUN(who_never_reads_is_dropped_and_not_waited_for);
    RUN(strangers_are_refused_by_their_credentials);
    RUN(without_a_folder_it_is_an_error);
    scratch_close();
    return check_done();
}
