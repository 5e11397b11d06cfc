#include "app/call_ring.h"

#include "tests/check.h"

/* The seconds at which it sounds until the end, each in tenths; soft ones are negative. */
static int ring(int every_s, int until_s, int at[], int room)
{
    struct call_ring r = {.rang_ms = 5000};
    int count = 0;
    for (uint64_t now = 5000; now <= 5000 + (uint64_t)until_s * 1000 && count < room; now += 500) {
        if (now >= call_ring_due_ms(&r, every_s)) {
            const int s = (int)((now - 5000) / 1000);
            at[count++] = call_ring_is_soft(&r) ? -s : s;
            call_ring_rang(&r, now);
        }
    }
    return count;
}

TEST(three_times_after_twenty_seconds_then_softly_every_minute)
{
    static const int wanted[] = {20, 40, 60, -120, -180, -240, -300};
    int at[16];
    CHECK_INT(ring(20, 300, at, 16), 7);
    for (int i = 0; i < 7; i++) {
        CHECK_INT(at[i], wanted[i]);
    }
}

TEST(the_while_is_the_settings)
{
    int at[16];
    CHECK_INT(ring(5, 80, at, 16), 4);
    CHECK(at[0] == 5 && at[2] == 15 && at[3] == -75);
    CHECK_INT(ring(90, 400, at, 16), 4); /* longer than a minute: it stays so */
    CHECK(at[0] == 90 && at[2] == 270 && at[3] == -360);
}

TEST(nought_is_never_again)
{
    int at[4];
    CHECK_INT(ring(0, 10000, at, 4), 0);
}

int main(void)
{
    RUN(three_times_after_twenty_seconds_then_softly_every_minute);
    RUN(the_while_is_the_settings);
    RUN(nought_is_never_again);
    return check_done();
}
