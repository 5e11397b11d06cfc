#include "platform/sim/touch_script.h"

#include "tests/check.h"

static struct touch_script touch;

static bool there(void)
{
    return touch.port.ops->alive(&touch.port);
}

static unsigned losses(void)
{
    return touch.port.ops->losses(&touch.port);
}

TEST(it_is_there_and_has_not_gone)
{
    touch_script_open(&touch);
    CHECK(there());
    CHECK_INT(losses(), 0);
    touch.port.ops->close(&touch.port);
    CHECK(!there());
}

TEST(each_fault_does_what_it_says)
{
    touch_script_open(&touch);
    CHECK(!touch_script_fault(&touch, "cracked"));
    CHECK(touch_script_fault(&touch, "unplugged") && !there());
    CHECK(touch_script_fault(&touch, "unplugged")); /* out is out */
    CHECK_INT(losses(), 1);
    CHECK(touch_script_fault(&touch, "well") && there());
    CHECK_INT(losses(), 1);
    CHECK(touch_script_fault(&touch, "flaps") && there());
    CHECK_INT(losses(), 2);
}

int main(void)
{
    RUN(it_is_there_and_has_not_gone);
    RUN(each_fault_does_what_it_says);
    return check_done();
}
