#include "platform/port_clock.h"

#include "tests/check.h"

TEST(the_real_clock_goes_forward)
{
    struct port_clock c = clock_linux();
    const uint64_t first = c.ops->now_ms(&c);
    c.ops->pass(&c, 100000);
    const uint64_t second = c.ops->now_ms(&c);
    CHECK(second >= first && second < first + 60000);
    CHECK(c.ops->now_s(&c) > 1700000000);
}

TEST(the_manual_clock_moves_only_when_told)
{
    struct port_clock c = clock_manual(1000);
    CHECK_INT(c.ops->now_ms(&c), 0);
    c.ops->pass(&c, 90500);
    CHECK_INT(c.ops->now_ms(&c), 90500);
    CHECK_INT(c.ops->now_s(&c), 1090);
}

int main(void)
{
    RUN(the_real_clock_goes_forward);
    RUN(the_manual_clock_moves_only_when_told);
    return check_done();
}
