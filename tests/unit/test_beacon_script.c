#include "platform/sim/beacon_script.h"

#include "tests/check.h"

static struct beacon_script beacon;

static struct err light(bool on)
{
    return beacon.port.ops->light(&beacon.port, on);
}

TEST(it_counts_how_often_it_went_on)
{
    beacon_script_open(&beacon);
    CHECK(beacon.port.ops->alive(&beacon.port));
    CHECK(!failed(light(true)) && !failed(light(true)) && beacon.lit);
    CHECK_INT(beacon.switched, 1);
    CHECK(!failed(light(false)) && !failed(light(true)));
    CHECK_INT(beacon.switched, 2);
    beacon.port.ops->close(&beacon.port);
    CHECK(!beacon.lit);
}

TEST(each_fault_does_what_it_says)
{
    beacon_script_open(&beacon);
    CHECK(!beacon_script_fault(&beacon, "rusty"));
    CHECK(beacon_script_fault(&beacon, "stuck"));
    CHECK_INT(light(true).code, ERR_IO);
    CHECK(!beacon.lit && !beacon.port.ops->alive(&beacon.port));
    CHECK(beacon_script_fault(&beacon, "well"));
    CHECK(!failed(light(true)) && beacon.lit);
    CHECK(beacon_script_fault(&beacon, "unplugged"));
    CHECK(!beacon.lit);
    CHECK_INT(light(true).code, ERR_OFFLINE);
}

int main(void)
{
    RUN(it_counts_how_often_it_went_on);
    RUN(each_fault_does_what_it_says);
    return check_done();
}
