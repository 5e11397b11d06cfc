/* The machine by the kernel's files, laid out in a folder of their own. */
#define _GNU_SOURCE
#include "platform/linux/machine_linux.h"

#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "tests/check.h"
#include "tests/unit/scratch.h"

static struct machine_linux machine;
static char root[256];

/* A file below the root, its folders made. */
static void put(const char *name, const char *text)
{
    char path[600];
    (void)snprintf(path, sizeof path, "%s%s", root, name);
    for (char *at = strchr(path + strlen(root) + 1, '/'); at != NULL; at = strchr(at + 1, '/')) {
        *at = '\0';
        (void)mkdir(path, 0700);
        *at = '/';
    }
    FILE *f = fopen(path, "w");
    CHECK(f != NULL);
    if (f != NULL) {
        fputs(text, f);
        fclose(f);
    }
}

static const char *text_at(const char *name)
{
    static char text[64];
    char path[600];
    (void)snprintf(path, sizeof path, "%s%s", root, name);
    FILE *f = fopen(path, "r");
    text[0] = '\0';
    if (f != NULL) {
        const size_t got = fread(text, 1, sizeof text - 1, f);
        text[got] = '\0';
        fclose(f);
    }
    return text;
}

static struct machine_facts look(void)
{
    struct machine_facts f;
    CHECK(!failed(machine_linux_open(&machine, root, root)));
    machine.port.ops->look(&machine.port, &f);
    machine.port.ops->close(&machine.port);
    return f;
}

static void begin(void)
{
    (void)snprintf(root, sizeof root, "%s", scratch_open());
}

TEST(nothing_there_is_nothing_known)
{
    begin();
    const struct machine_facts f = look();
    CHECK(f.lines == 0 && f.lines_up == 0 && !f.clock_kept && !f.clock_set);
    CHECK(f.power == POWER_UNKNOWN && f.battery_percent == -1);
    CHECK_STR(f.slot, "");
    CHECK(f.disk_free > 0 && f.disk_size >= f.disk_free); /* the folder's own disk */
    CHECK_INT(machine.port.ops->dim(&machine.port, 50).code, ERR_UNSUPPORTED);
}

TEST(a_cable_is_seen_and_the_loopback_is_no_line)
{
    begin();
    put("/sys/class/net/lo/carrier", "1\n");
    put("/sys/class/net/eth0/carrier", "0\n");
    CHECK(look().lines == 1 && look().lines_up == 0);
    put("/sys/class/net/eth0/carrier", "1\n");
    CHECK(look().lines_up == 1);
    put("/sys/class/net/wlan0/carrier", ""); /* down: the kernel refuses to say */
    CHECK(look().lines == 2 && look().lines_up == 1);
}

TEST(a_ups_on_battery_is_told_and_a_mouse_is_not)
{
    begin();
    put("/sys/class/power_supply/mouse/type", "Battery\n");
    put("/sys/class/power_supply/mouse/scope", "Device\n");
    put("/sys/class/power_supply/mouse/status", "Discharging\n");
    CHECK_INT(look().power, POWER_UNKNOWN);
    put("/sys/class/power_supply/AC/type", "Mains\n");
    CHECK_INT(look().power, POWER_UNKNOWN);
    put("/sys/class/power_supply/ups/type", "UPS\n");
    put("/sys/class/power_supply/ups/status", "Full\n");
    put("/sys/class/power_supply/ups/capacity", "100\n");
    CHECK(look().power == POWER_MAINS && look().battery_percent == 100);
    put("/sys/class/power_supply/ups/status", "Discharging\n");
    put("/sys/class/power_supply/ups/capacity", "17\n");
    CHECK(look().power == POWER_BATTERY && look().battery_percent == 17);
    put("/sys/class/power_supply/ups/capacity", "420\n"); /* a liar */
    CHECK_INT(look().battery_percent, 100);
}

TEST(the_clock_is_set_once_systemd_said_so)
{
    begin();
    put("/run/systemd/timesync/x", "");
    CHECK(look().clock_kept && !look().clock_set);
    put("/run/systemd/timesync/synchronized", "");
    CHECK(look().clock_set);
}

TEST(a_lock_from_afar_lies_in_the_state_directory)
{
    char path[512];
    begin();
    CHECK(!look().locked);
    (void)snprintf(path, sizeof path, "%s/" MACHINE_LOCKED, machine.state);
    FILE *f = fopen(path, "w");
    CHECK(f != NULL && fclose(f) == 0);
    CHECK(look().locked);
    CHECK_INT(remove(path), 0);
    CHECK(!look().locked);
}

TEST(the_slot_stands_in_the_kernels_command_line)
{
    begin();
    put("/proc/cmdline", "quiet rauc.slot=B root=/dev/sda3\n");
    CHECK_STR(look().slot, "B");
    put("/proc/cmdline", "quiet rauc.slot=A\n");
    CHECK_STR(look().slot, "A");
    put("/proc/cmdline", "quiet rauc.slot=a-very-long-name\n");
    CHECK_STR(look().slot, "a-very-");
}

TEST(where_that_is_hidden_the_slot_stands_in_a_file_of_the_image)
{
    begin();
    put("/run/rong/slot", "B\n");
    CHECK_STR(look().slot, "B");
    put("/proc/cmdline", "quiet rauc.slot=A\n");
    CHECK_STR(look().slot, "A");
}

TEST(the_light_is_turned_between_its_ends_and_never_off)
{
    begin();
    put("/sys/class/backlight/panel/max_brightness", "200\n");
    put("/sys/class/backlight/panel/brightness", "");
    CHECK(!failed(machine_linux_open(&machine, root, root)));
    CHECK(!failed(machine.port.ops->dim(&machine.port, 100)));
    CHECK_STR(text_at("/sys/class/backlight/panel/brightness"), "200");
    machine.port.ops->close(&machine.port);
    put("/sys/class/backlight/panel/brightness", "");
    put("/sys/class/backlight/panel/max_brightness", "10\n");
    CHECK(!failed(machine_linux_open(&machine, root, root)));
    CHECK(!failed(machine.port.ops->dim(&machine.port, 5)));
    CHECK_STR(text_at("/sys/class/backlight/panel/brightness"), "1");
    machine.port.ops->close(&machine.port);
}

TEST(the_hottest_place_counts_and_nonsense_does_not)
{
    begin();
    CHECK_INT(look().celsius, -1);
    put("/sys/class/thermal/thermal_zone0/temp", "48300\n");
    put("/sys/class/thermal/thermal_zone1/temp", "97000\n");
    put("/sys/class/thermal/thermal_zone2/temp", "-274000\n");
    put("/sys/class/thermal/thermal_zone3/temp", "2147483\n");
    put("/sys/class/thermal/thermal_zone4/temp", "");
    put("/sys/class/thermal/cooling_device0/temp", "99000\n");
    CHECK_INT(look().celsius, 97);
}

/* The wish is a file that somebody who may takes away; an old one must not end a new start. */
TEST(it_asks_to_be_shut_down_by_a_file_that_no_start_leaves)
{
    char path[600];
    begin();
    (void)snprintf(path, sizeof path, "%s" MACHINE_OFF, root);
    CHECK(!failed(machine_linux_open(&machine, root, root)));
    CHECK(access(path, F_OK) != 0);
    CHECK(!failed(machine.port.ops->off(&machine.port, true)));
    CHECK(access(path, F_OK) == 0);
    CHECK(!failed(machine.port.ops->off(&machine.port, true)));
    CHECK(!failed(machine.port.ops->off(&machine.port, false)));
    CHECK(access(path, F_OK) != 0);
    CHECK(!failed(machine.port.ops->off(&machine.port, false)));
    CHECK(!failed(machine.port.ops->off(&machine.port, true)));
    machine.port.ops->close(&machine.port);
    CHECK(!failed(machine_linux_open(&machine, root, root)));
    CHECK(access(path, F_OK) != 0);
    machine.port.ops->close(&machine.port);
    put("/nowhere", "a file, no folder");
    (void)snprintf(path, sizeof path, "%s/nowhere", root);
    CHECK_INT(machine_linux_open(&machine, root, path).code, ERR_IO);
    CHECK_INT(machine.port.ops->off(&machine.port, true).code, ERR_IO);
}

TEST(a_ups_that_is_named_and_silent_is_gone_whatever_the_kernel_says)
{
    struct machine_facts f;
    begin();
    put("/sys/class/power_supply/ups/type", "UPS\n");
    put("/sys/class/power_supply/ups/status", "Full\n");
    CHECK(!failed(machine_linux_open(&machine, root, root)));
    CHECK(!failed(machine_linux_ups(&machine, "kernel:")));
    machine.port.ops->look(&machine.port, &f);
    CHECK_INT(f.power, POWER_MAINS);
    CHECK(!failed(machine_linux_ups(&machine, "nut:ups@unix:/nobody/here")));
    machine.port.ops->look(&machine.port, &f);
    CHECK(f.power == POWER_GONE && f.battery_percent == -1);
    CHECK_INT(machine_linux_ups(&machine, "nut:ups").code, ERR_BAD_INPUT);
    CHECK_INT(machine_linux_ups(&machine, "ups").code, ERR_BAD_INPUT);
    machine.port.ops->close(&machine.port);
}

TEST(a_path_that_is_too_long_is_refused)
{
    char far[MACHINE_PATH + 8];
    memset(far, 'x', sizeof far);
    far[sizeof far - 1] = '\0';
    CHECK_INT(machine_linux_open(&machine, far, "/tmp").code, ERR_BAD_INPUT);
    CHECK_INT(machine_linux_open(&machine, "", far).code, ERR_BAD_INPUT);
}

TEST(a_disk_says_how_worn_it_is)
{
    begin();
    CHECK_INT(look().disk_life_used, 0);
    put("/sys/class/block/sda/size", "1000");
    CHECK_INT(look().disk_life_used, 0);
    put("/sys/class/block/mmcblk0/device/life_time", "0x02 0x01\n");
    CHECK_INT(look().disk_life_used, 20);
    put("/sys/class/block/mmcblk1/device/life_time", "0x01 0x09\n");
    CHECK_INT(look().disk_life_used, 90);
    put("/sys/class/block/mmcblk1/device/life_time", "0x0b 0x00\n");
    CHECK_INT(look().disk_life_used, 100);
    put("/sys/class/block/mmcblk1/device/life_time", "0xff rubbish\n");
    CHECK_INT(look().disk_life_used, 20);
    scratch_close();
}

TEST(a_watchdog_says_that_it_reset_the_machine)
{
    begin();
    CHECK(!look().watchdog_reset);
    put("/sys/class/watchdog/watchdog0/bootstatus", "0\n");
    CHECK(!look().watchdog_reset);
    put("/sys/class/watchdog/watchdog0/bootstatus", "1\n"); /* too hot */
    CHECK(!look().watchdog_reset);
    put("/sys/class/watchdog/watchdog0/bootstatus", "rubbish\n");
    CHECK(!look().watchdog_reset);
    put("/sys/class/watchdog/watchdog1/bootstatus", "33\n");
    CHECK(look().watchdog_reset);
    put("/sys/class/watchdog/watchdog1/bootstatus", "0x20\n");
    CHECK(look().watchdog_reset);
    scratch_close();
}

TEST(the_machine_runs_for_at_least_as_long_as_its_clock)
{
    struct timespec t;
    CHECK(clock_gettime(CLOCK_MONOTONIC, &t) == 0);
    CHECK(machine_linux_up_s() >= t.tv_sec && machine_linux_up_s() > 0);
    CHECK(clock_gettime(CLOCK_REALTIME, &t) == 0 && machine_linux_up_s() < t.tv_sec);
}

int main(void)
{
    RUN(nothing_there_is_nothing_known);
    RUN(a_cable_is_seen_and_the_loopback_is_no_line);
    RUN(a_ups_on_battery_is_told_and_a_mouse_is_not);
    RUN(the_clock_is_set_once_systemd_said_so);
    RUN(a_lock_from_afar_lies_in_the_state_directory);
    RUN(the_slot_stands_in_the_kernels_command_line);
    RUN(where_that_is_hidden_the_slot_stands_in_a_file_of_the_image);
    RUN(the_light_is_turned_between_its_ends_and_never_off);
    RUN(the_hottest_place_counts_and_nonsense_does_not);
    RUN(it_asks_to_be_shut_down_by_a_file_that_no_start_leaves);
    RUN(a_ups_that_is_named_and_silent_is_gone_whatever_the_kernel_says);
    RUN(a_path_that_is_too_long_is_refused);
    scratch_close();
    RUN(a_disk_says_how_worn_it_is);
    RUN(the_machine_runs_for_at_least_as_long_as_its_clock);
    RUN(a_watchdog_says_that_it_reset_the_machine);
    return check_done();
}
