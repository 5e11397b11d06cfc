#include "platform/sim/jack_script.h"

#include "tests/check.h"

static struct jack_script jack;

static bool in(void)
{
    return jack.port.ops->inserted(&jack.port);
}

TEST(it_is_in_while_it_is_in)
{
    jack_script_open(&jack);
    CHECK(!in() && jack.port.ops->alive(&jack.port));
    jack.inserted = true;
    CHECK(in() && in());
    jack.port.ops->close(&jack.port);
    CHECK(!in());
}

TEST(each_fault_does_what_it_says)
{
    jack_script_open(&jack);
    jack.inserted = true;
    CHECK(!jack_script_fault(&jack, "rusty"));
    CHECK(jack_script_fault(&jack, "bounce"));
    const bool first = in();
    CHECK(in() != first && in() == first);
    CHECK(jack_script_fault(&jack, "unplugged"));
    CHECK(!in() && !jack.port.ops->alive(&jack.port));
    CHECK(jack_script_fault(&jack, "well"));
    CHECK(in());
}

int main(void)
{
    RUN(it_is_in_while_it_is_in);
    RUN(each_fault_does_what_it_says);
    return check_done();
}
