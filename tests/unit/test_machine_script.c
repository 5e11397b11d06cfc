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
    CHECK(machine_script_fault(&machine, "ups-gone") && look().power == POWER_GONE);
    CHECK(machine_script_fault(&machine, "warm") && look().celsius == 88);
    CHECK(machine_script_fault(&machine, "hot") && look().celsius == 97);
    CHECK(machine_script_fault(&machine, "battery-says-low") && look().battery_low);
    CHECK_INT(look().battery_percent, -1);
    CHECK(machine_script_fault(&machine, "watchdog-reset") && look().watchdog_reset);
    CHECK(machine_script_fault(&machine, "disk-worn") && look().disk_life_used == 90);
    CHECK_INT(look().lines_up, 0);
    CHECK(machine_script_fault(&machine, "well"));
    CHECK(look().lines_up == 1 && look().power == POWER_MAINS && look().clock_set);
    CHECK(!look().watchdog_reset && look().disk_life_used == 0);
}

TEST(a_loose_plug_flaps_from_look_to_look)
{
    machine_script_open(&machine);
    CHECK(machine_script_fault(&machine, "battery-flaps"));
    CHECK(look().power == POWER_BATTERY && look().power == POWER_MAINS);
    CHECK_INT(look().battery_percent, 9);
    CHECK(machine_script_fault(&machine, "well"));
    CHECK(look().power == POWER_MAINS && look().power == POWER_MAINS);
}

TEST(it_remembers_that_it_is_to_be_shut_down)
{
    machine_script_open(&machine);
    CHECK(!failed(machine.port.ops->off(&machine.port, true)) && machine.off);
    CHECK(!failed(machine.port.ops->off(&machine.port, false)) && !machine.off);
}

TEST(its_light_remembers_what_was_asked)
{
    machine_script_open(&machine);
    CHECK(!failed(machine.port.ops->dim(&machine.port, 40)));
    CHECK_INT(machine.light, 40);
    CHECK(machine_script_fault(&machine, "no-lamp"));
    CHECK_INT((machine.port.ops->dim(&machine.port, 50)).code, ERR_UNSUPPORTED);
    CHECK_INT(machine.light, 40);
    CHECK(machine_script_fault(&machine, "well"));
    CHECK(!failed(machine.port.ops->dim(&machine.port, 50)));
    machine.port.ops->close(&machine.port);
}

int main(void)
{
    RUN(it_is_well_until_a_fault_is_put);
    RUN(each_fault_does_what_it_says_and_well_ends_all);
    RUN(a_loose_plug_flaps_from_look_to_look);
    RUN(it_remembers_that_it_is_to_be_shut_down);
    RUN(its_light_remembers_what_was_asked);
    return check_done();
}
