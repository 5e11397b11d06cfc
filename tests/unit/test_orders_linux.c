/* A wish to be restarted is a file that systemd takes away; a picture is the kiosk's to make. */
#define _GNU_SOURCE
#include "platform/linux/orders_linux.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>

#include "platform/linux/hold_listen.h"
#include "platform/linux/png_file.h"
#include "platform/linux/state_socket.h"

#include "tests/check.h"
#include "tests/unit/scratch.h"

static struct orders_linux orders;

static bool wished(void)
{
    char path[256];
    (void)snprintf(path, sizeof path, "%s" ORDERS_RESTART, scratch_root);
    return access(path, F_OK) == 0;
}

TEST(a_restart_is_wished_and_an_old_wish_taken_back)
{
    (void)scratch_open();
    CHECK(!failed(orders_linux_open(&orders, scratch_root)));
    CHECK(!wished());
    CHECK(!failed(orders.port.ops->restart(&orders.port)));
    CHECK(wished());
    CHECK(!failed(orders.port.ops->restart(&orders.port)));
    CHECK(!failed(orders_linux_open(&orders, scratch_root)));
    CHECK(!wished());
}

TEST(a_second_is_wished_whole_and_another_program_s_start)
{
    char path[256];
    char text[32] = "";
    (void)scratch_open();
    CHECK(!failed(orders_linux_open(&orders, scratch_root)));
    CHECK(!failed(orders.port.ops->forward(&orders.port, 1795845600)));
    CHECK(!failed(orders.port.ops->again(&orders.port)));
    (void)snprintf(path, sizeof path, "%s" ORDERS_CLOCK, scratch_root);
    FILE *f = fopen(path, "r");
    CHECK(f != NULL && fgets(text, sizeof text, f) != NULL && fclose(f) == 0);
    CHECK_STR(text, "1795845600\n");
    (void)snprintf(path, sizeof path, "%s" ORDERS_AGAIN, scratch_root);
    CHECK(access(path, F_OK) == 0 && !wished());
    CHECK(!failed(orders_linux_open(&orders, scratch_root)));
    CHECK(access(path, F_OK) != 0);
}

TEST(where_nothing_can_be_written_it_is_told)
{
    char longest[ORDERS_PATH + 1];
    (void)scratch_open();
    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    CHECK_INT(orders_linux_open(&orders, longest).code, ERR_BAD_INPUT);
    CHECK(!failed(orders_linux_open(&orders, "/proc/nowhere")));
    CHECK_INT(orders.port.ops->restart(&orders.port).code, ERR_IO);
}

/* --- a kiosk on a thread, behind its real socket ------------------------------------------------
 */

static struct port_holders *holders;
static pthread_t thread;
static atomic_bool over;
static atomic_bool may; /* what it shows may be seen */
static uint32_t pixels[6] = {1, 2, 3, 4, 5, 0x123456};

static void wake(void *context)
{
    (void)context;
}

static void *serve(void *context)
{
    const struct canvas shown = {pixels, 3, 2, 3};
    struct holders_heard heard;
    (void)context;
    while (!atomic_load(&over)) {
        while (holders->ops->take(holders, &heard)) {
            if (heard.word == HOLDERS_PICTURE) {
                holders->ops->picture(holders, heard.who, atomic_load(&may) ? &shown : NULL);
            }
        }
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    return NULL;
}

static struct err ask(void)
{
    char folder[256];
    (void)snprintf(folder, sizeof folder, "%s/outgoing", scratch_root);
    return orders.port.ops->picture(&orders.port, folder, "ab-screen.png");
}

TEST(a_picture_is_asked_of_the_kiosk_and_comes_under_its_own_name)
{
    struct canvas got = {0};
    (void)scratch_open();
    CHECK(!failed(orders_linux_open(&orders, scratch_root)));
    CHECK_INT(ask().code, ERR_OFFLINE);
    atomic_store(&over, false);
    CHECK(!failed(hold_listen_open(&holders, scratch_root, wake, NULL)));
    CHECK(pthread_create(&thread, NULL, serve, NULL) == 0);
    atomic_store(&may, false);
    CHECK_INT(ask().code, ERR_REFUSED);
    CHECK(access(scratch("outgoing/ab-screen.png"), F_OK) != 0);
    atomic_store(&may, true);
    CHECK(!failed(ask()));
    CHECK(!failed(image_read(scratch("outgoing/ab-screen.png"), &got)));
    CHECK(got.width == 3 && got.height == 2 && got.pixels[5] == 0x123456);
    image_free(&got);
    CHECK(access(scratch("outgoing/screen.png"), F_OK) != 0);
    CHECK(!failed(ask()));
    CHECK(mkdir(scratch("outgoing/screen.png"), 0770) == 0); /* it cannot be given its name */
    CHECK_INT(ask().code, ERR_IO);
    CHECK(rmdir(scratch("outgoing/screen.png")) == 0);
    atomic_store(&over, true);
    pthread_join(thread, NULL);
    holders->ops->close(holders);
    CHECK_INT(ask().code, ERR_OFFLINE);
}

TEST(an_older_kiosk_and_a_link_give_none)
{
    bool refused = false;
    struct state_socket older;
    (void)scratch_open();
    CHECK(!failed(orders_linux_open(&orders, scratch_root)));
    CHECK(mkdir(scratch("run"), 0770) == 0 && mkdir(scratch("outgoing"), 0770) == 0);
    CHECK(!failed(state_socket_listen(&older, scratch_root, "kiosk.sock", 2)));
    static const char *const answers[] = {"{\"error\":\"unsupported\"}", "{\"picture\":\"made\"}",
                                          "rubbish"};
    static const enum err_code codes[] = {ERR_UNSUPPORTED, ERR_IO, ERR_BAD_INPUT};
    CHECK(symlink("/etc/passwd", scratch("outgoing/screen.png")) == 0);
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        const pid_t child = fork();
        if (child == 0) {
            int fd = -1;
            while ((fd = state_socket_accept(&older, &refused)) < 0) {
                nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
            }
            (void)send(fd, answers[i], strlen(answers[i]), MSG_NOSIGNAL);
            nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL);
            _exit(0);
        }
        CHECK_INT(ask().code, codes[i]);
        CHECK(waitpid(child, NULL, 0) == child);
    }
    state_socket_close(&older);
}

int main(void)
{
    RUN(a_restart_is_wished_and_an_old_wish_taken_back);
    RUN(a_second_is_wished_whole_and_another_program_s_start);
    RUN(where_nothing_can_be_written_it_is_told);
    RUN(a_picture_is_asked_of_the_kiosk_and_comes_under_its_own_name);
    RUN(an_older_kiosk_and_a_link_give_none);
    scratch_close();
    return check_done();
}
