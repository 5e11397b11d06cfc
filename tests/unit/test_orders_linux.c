/* A wish to be restarted is a file that systemd takes away. */
#define _GNU_SOURCE
#include "platform/linux/orders_linux.h"

#include <string.h>

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

TEST(no_picture_can_be_asked_for)
{
    CHECK(!failed(orders_linux_open(&orders, scratch_root)));
    CHECK_INT(orders.port.ops->picture(&orders.port, scratch_root, "x.png").code, ERR_UNSUPPORTED);
}

int main(void)
{
    RUN(a_restart_is_wished_and_an_old_wish_taken_back);
    RUN(a_second_is_wished_whole_and_another_program_s_start);
    RUN(where_nothing_can_be_written_it_is_told);
    RUN(no_picture_can_be_asked_for);
    scratch_close();
    return check_done();
}
