#include "app/steward/version_order.h"

#include <stddef.h>

#include "tests/check.h"

TEST(versions_are_compared_by_their_numbers)
{
    static const char *const rising[] = {"",
                                         "0.9",
                                         "1.0",
                                         "1.0.1",
                                         "1.2",
                                         "1.10",
                                         "1.10a",
                                         "2",
                                         "2026.11.28",
                                         "20261128",
                                         "99999999999999999999"};
    for (size_t i = 0; i + 1 < sizeof rising / sizeof rising[0]; i++) {
        CHECK(version_order(rising[i], rising[i + 1]) < 0);
        CHECK(version_order(rising[i + 1], rising[i]) > 0);
        CHECK(version_order(rising[i], rising[i]) == 0);
    }
    CHECK(version_order("1.01", "1.1") == 0);
}

int main(void)
{
    RUN(versions_are_compared_by_their_numbers);
    return check_done();
}
