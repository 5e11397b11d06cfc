#include "ui/beacon.h"

#include <stddef.h>

#include "platform/sim/beacon_script.h"
#include "tests/check.h"

static struct beacon_script light;
static struct beacon beacon;
static struct officer_call call;

static bool lit_at(uint64_t now_ms)
{
    beacon_step(&beacon, &light.port, &call, now_ms);
    return light.lit;
}

static void begin(void)
{
    beacon_script_open(&light);
    beacon = (struct beacon){.lit = false};
    call = (struct officer_call){.open = false};
}

TEST(it_is_lit_while_somebody_waits)
{
    begin();
    CHECK(!lit_at(0));
    call.open = true;
    CHECK(lit_at(10) && lit_at(500));
    CHECK_INT(light.switched, 1);
    call.coming = true;
    CHECK(!lit_at(600));
    call = (struct officer_call){.open = true}; /* called again */
    CHECK(lit_at(700));
    call.open = false; /* never mind */
    CHECK(!lit_at(800));
}

TEST(a_light_that_was_gone_comes_on_as_soon_as_it_is_back)
{
    begin();
    CHECK(beacon_script_fault(&light, "unplugged"));
    call.open = true;
    CHECK(!lit_at(0) && !lit_at(1999) && beacon.failed);
    CHECK(beacon_script_fault(&light, "well"));
    CHECK(!lit_at(1999));
    CHECK(lit_at(2000) && !beacon.failed);
}

TEST(without_a_light_nothing_happens)
{
    begin();
    call.open = true;
    beacon_step(&beacon, NULL, &call, 5);
    CHECK(!beacon.lit);
}

int main(void)
{
    RUN(it_is_lit_while_somebody_waits);
    RUN(a_light_that_was_gone_comes_on_as_soon_as_it_is_back);
    RUN(without_a_light_nothing_happens);
    return check_done();
}
