#include "platform/sim/machine_script.h"

#include "tests/check.h"

static struct machine_script machine;

static struct machine_facts look(void)
{
    struct machine_facts f;
    machine.port.ops->look(&machine.port, &f);
    return f;
}

TEST(it_is_well_until_a_fault_is_put)
{
    machine_script_open(&machine);
    const struct machine_facts f = look();
    CHECK(f.lines == 1 && f.lines_up == 1 && f.clock_kept && f.clock_set);
    CHECK(f.power == POWER_MAINS && f.disk_free > 0);
    CHECK_STR(f.slot, "A");
    CHECK(!machine_script_fault(&machine, "haunted"));
}

TEST(each_fault_does_what_it_says_and_well_ends_all)
{
    machine_script_open(&machine);
    CHECK(machine_script_fault(&machine, "unplugged") && look().lines_up == 0);
    CHECK(machine_script_fault(&machine, "no-line") && look().lines == 0);
    CHECK(machine_script_fault(&machine, "disk-low") && look().disk_free == (int64_t)300 << 20);
    CHECK(machine_script_fault(&machine, "disk-full") && look().disk_free == (int64_t)10 << 20);
    CHECK(machine_script_fault(&machine, "clock") && !look().clock_set);
    CHECK(machine_script_fault(&machine, "battery") && look().power == POWER_BATTERY);
    CHECK(machine_script_fault(&machine, "battery-low") && look().battery_percent == 9);
    CHECK(machine_script_fault(&machine, "no-battery") && look().power == POWER_UNKNOWN);
    CHECK_INT(look().lines_up, 0);
    CHECK(machine_script_fault(&machine, "well"));
    CHECK(look().lines_up == 1 && look().power == POWER_MAINS && look().clock_set);
}

TEST(its_light_remembers_what_was_asked)
{
    machine_script_open(&machine);
    CHECK(!failed(machine.port.ops->dim(&machine.port, 40)));
    CHECK_INT(machine.light, 40);
    machine.port.ops->close(&machine.port);
}

int main(void)
{
    RUN(it_is_well_until_a_fault_is_put);
    RUN(each_fault_does_what_it_says_and_well_ends_all);
    RUN(its_light_remembers_what_was_asked);
    return check_done();
}
