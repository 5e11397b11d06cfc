/* The call light over what it really talks to: a relay's serial line (a pty) and the kernel's file
 * of an LED (a folder laid out like it). */
#define _GNU_SOURCE
#include "platform/linux/beacon_linux.h"

#include <fcntl.h>
#include <string.h>

#include "tests/check.h"
#include "tests/unit/scratch.h"

static struct beacon_linux beacon;

static struct err light(bool on)
{
    return beacon.port.ops->light(&beacon.port, on);
}

static bool alive(void)
{
    return beacon.port.ops->alive(&beacon.port);
}

static int read_line(int master, unsigned char bytes[16])
{
    const ssize_t got = read(master, bytes, 16);
    return (int)got;
}

TEST(a_relay_gets_four_bytes_for_on_and_off)
{
    static const unsigned char on[] = {0xA0, 1, 1, 0xA2};
    static const unsigned char off[] = {0xA0, 1, 0, 0xA1};
    unsigned char got[16];
    char uri[80];
    const int master = posix_openpt(O_RDWR | O_NOCTTY);
    CHECK(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
    (void)snprintf(uri, sizeof uri, "relay:%s", ptsname(master));
    CHECK(!failed(beacon_linux_open(&beacon, "", uri)));
    CHECK(alive());
    CHECK(read_line(master, got) == 4 && memcmp(got, off, 4) == 0); /* dark to begin with */
    CHECK(!failed(light(true)));
    CHECK(read_line(master, got) == 4 && memcmp(got, on, 4) == 0);
    beacon.port.ops->close(&beacon.port);
    CHECK(read_line(master, got) == 4 && memcmp(got, off, 4) == 0);
    close(master);
}

TEST(a_relay_that_is_unplugged_is_found_again)
{
    char uri[300];
    char path[280];
    unsigned char got[16];
    (void)snprintf(path, sizeof path, "%s/relay", scratch_open());
    (void)snprintf(uri, sizeof uri, "relay:%s", path);
    CHECK(!failed(beacon_linux_open(&beacon, "", uri)));
    CHECK(!alive());
    CHECK_INT(light(true).code, ERR_OFFLINE);
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    CHECK(grantpt(master) == 0 && unlockpt(master) == 0 && symlink(ptsname(master), path) == 0);
    CHECK(!failed(light(true)) && alive());
    CHECK_INT(read_line(master, got), 4);
    close(master); /* pulled out while it is lit */
    CHECK_INT(light(true).code, ERR_OFFLINE);
    CHECK(!alive());
    master = posix_openpt(O_RDWR | O_NOCTTY);
    CHECK(grantpt(master) == 0 && unlockpt(master) == 0 && unlink(path) == 0 &&
          symlink(ptsname(master), path) == 0);
    CHECK(!failed(light(true)));
    CHECK(read_line(master, got) == 4 && got[2] == 1);
    beacon.port.ops->close(&beacon.port);
    close(master);
}

static char led(const char *root)
{
    char path[300];
    char byte = '?';
    (void)snprintf(path, sizeof path, "%s/sys/class/leds/call/brightness", root);
    const int fd = open(path, O_RDONLY);
    CHECK(fd >= 0 && read(fd, &byte, 1) == 1);
    close(fd);
    return byte;
}

TEST(an_led_is_the_kernels_file)
{
    static const char *const folders[] = {"/sys", "/sys/class", "/sys/class/leds",
                                          "/sys/class/leds/call"};
    char root[200];
    char path[300];
    (void)snprintf(root, sizeof root, "%s", scratch_open());
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        (void)snprintf(path, sizeof path, "%s%s", root, folders[i]);
        CHECK(mkdir(path, 0700) == 0);
    }
    CHECK(!failed(beacon_linux_open(&beacon, root, "led:call")));
    CHECK(!alive()); /* no such LED */
    (void)snprintf(path, sizeof path, "%s/sys/class/leds/call/brightness", root);
    FILE *f = fopen(path, "w");
    CHECK(f != NULL && fputs("1\n", f) > 0 && fclose(f) == 0);
    CHECK(!failed(beacon_linux_open(&beacon, root, "led:call")));
    CHECK(alive() && led(root) == '0'); /* left on by a power cut */
    CHECK(!failed(light(true)) && led(root) == '1');
    CHECK(!failed(light(false)) && led(root) == '0');
    CHECK(!failed(light(true)));
    beacon.port.ops->close(&beacon.port);
    CHECK(led(root) == '0');
}

TEST(what_names_no_light_is_refused)
{
    static const char *const wrong[] = {"",      "led:",          "led:../../etc",
                                        "led:.", "relay:ttyUSB0", "gpio:4"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        CHECK_INT(beacon_linux_open(&beacon, "", wrong[i]).code, ERR_BAD_INPUT);
    }
}

int main(void)
{
    RUN(a_relay_gets_four_bytes_for_on_and_off);
    RUN(a_relay_that_is_unplugged_is_found_again);
    RUN(an_led_is_the_kernels_file);
    RUN(what_names_no_light_is_refused);
    scratch_close();
    return check_done();
}
