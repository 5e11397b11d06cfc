#include "platform/base/log.h"

#include <unistd.h>

#include "tests/check.h"

TEST(a_line_carries_names_and_numbers_only)
{
    int ends[2];
    char line[200] = "";
    CHECK(pipe(ends) == 0);
    log_to(ends[1]);
    log_event(EV_PRINT_FAILED, 7, -1);
    log_to(-1);
    CHECK(read(ends[0], line, sizeof line - 1) > 0);
    CHECK_STR(line, "level=W event=PRINT_FAILED a=7 b=-1\n");
    close(ends[0]);
    close(ends[1]);
}

TEST(the_ring_keeps_the_newest_in_order)
{
    static struct log_entry recent[LOG_RING];
    log_to(-1);
    for (int i = 0; i < LOG_RING + 3; i++) {
        log_event(EV_STORED, i, 0);
    }
    CHECK_INT(log_recent(recent, LOG_RING), LOG_RING);
    CHECK_INT(recent[0].a, 3);
    CHECK_INT(recent[LOG_RING - 1].a, LOG_RING + 2);
    CHECK_INT(log_recent(recent, 2), 2);
    CHECK_INT(recent[1].a, LOG_RING + 2);
}

int main(void)
{
    RUN(a_line_carries_names_and_numbers_only);
    RUN(the_ring_keeps_the_newest_in_order);
    return check_done();
}
