/* Devices found by the kernel's own files, laid out as they are on a machine. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/linux/finder_linux.h"
#include "tests/check.h"

#define KEYBOARD_KEYS "10000 7ff9f207ac14057 ffbeffdfffefffff fffffffffffffffe"

static char root[] = "/tmp/finder-XXXXXX";
static struct finder_linux finder;
static struct found_devices found;

static void make_folders(char *path)
{
    for (char *c = strchr(path + 1, '/'); c != NULL; c = strchr(c + 1, '/')) {
        *c = '\0';
        CHECK(mkdir(path, 0700) == 0 || errno == EEXIST);
        *c = '/';
    }
}

static void put(const char *name, const char *text)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s%s", root, name);
    make_folders(path);
    FILE *f = fopen(path, "w");
    CHECK(f != NULL && fputs(text, f) >= 0 && fclose(f) == 0);
}

static void put_link(const char *name, const char *target)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s%s", root, name);
    make_folders(path);
    CHECK(symlink(target, path) == 0);
}

static void put_input(int number, const char *name, const char *keys, const char *switches)
{
    char path[128];
    (void)snprintf(path, sizeof path, "/sys/class/input/event%d/device/name", number);
    put(path, name);
    (void)snprintf(path, sizeof path, "/sys/class/input/event%d/device/capabilities/key", number);
    put(path, keys);
    (void)snprintf(path, sizeof path, "/sys/class/input/event%d/device/capabilities/sw", number);
    put(path, switches);
}

static void begin(void)
{
    memcpy(strrchr(root, '-') + 1, "XXXXXX", 6);
    CHECK(mkdtemp(root) != NULL);
    CHECK(!failed(finder_linux_open(&finder, root)));
}

static void end(void)
{
    char command[600];
    (void)snprintf(command, sizeof command, "rm -rf %s", root);
    CHECK_INT(system(command), 0);
}

static const struct found_device *look(enum found_kind kind)
{
    finder.port.ops->find(&finder.port, &found);
    for (int i = 0; i < found.count; i++) {
        if (found.rows[i].kind == kind) {
            return &found.rows[i];
        }
    }
    return NULL;
}

TEST(a_machine_with_nothing_has_nothing)
{
    begin();
    CHECK(look(FOUND_PRINTER) == NULL);
    CHECK_INT(found.count, 0);
    end();
}

TEST(a_usb_printer_with_its_makers_name)
{
    begin();
    put("/sys/devices/usb1/1-2/manufacturer", "EPSON\n");
    put("/sys/devices/usb1/1-2/product", "TM-T82III\n");
    put("/sys/devices/usb1/1-2/1-2:1.0/bInterfaceClass", "07\n");
    put("/sys/class/usbmisc/lp0/dev", "180:0\n");
    put_link("/sys/class/usbmisc/lp0/device", "../../../devices/usb1/1-2/1-2:1.0");
    const struct found_device *d = look(FOUND_PRINTER);
    CHECK(d != NULL);
    CHECK_STR(d->uri, "escpos:/dev/usb/lp0");
    CHECK_STR(d->name, "EPSON TM-T82III");
    end();
}

TEST(a_serial_scanner_by_its_lasting_name)
{
    begin();
    put("/sys/devices/usb1/1-3/manufacturer", "Newland\n");
    put("/sys/devices/usb1/1-3/product", "FM430 Barcode Reader\n");
    put("/sys/devices/usb1/1-3/1-3:1.0/bInterfaceClass", "02\n");
    put("/sys/class/tty/ttyACM1/dev", "166:1\n");
    put_link("/sys/class/tty/ttyACM1/device", "../../../devices/usb1/1-3/1-3:1.0");
    put_link("/dev/serial/by-id/usb-Newland_FM430-if00", "../../ttyACM1");
    put_link("/dev/serial/by-id/usb-Other-if00", "../../ttyACM7");
    const struct found_device *d = look(FOUND_SCANNER);
    CHECK(d != NULL);
    CHECK_STR(d->uri, "serial:/dev/serial/by-id/usb-Newland_FM430-if00");
    end();
    begin();
    put("/sys/class/tty/ttyUSB0/dev", "188:0\n");
    CHECK(look(FOUND_SCANNER) == NULL); /* nothing tells what hangs on it */
    d = look(FOUND_LINE);
    CHECK(d != NULL);
    CHECK_STR(d->uri, "serial:/dev/ttyUSB0"); /* no link: the number */
    CHECK_STR(d->name, "/dev/ttyUSB0");
    end();
}

/* An adapter of a maker: its port lies below its interface. */
static void put_adapter(int number, const char *maker, const char *product)
{
    char path[128];
    char target[128];
    (void)snprintf(path, sizeof path, "/sys/devices/usb1/2-%d/idVendor", number);
    put(path, maker);
    (void)snprintf(path, sizeof path, "/sys/devices/usb1/2-%d/product", number);
    put(path, product);
    (void)snprintf(path, sizeof path, "/sys/devices/usb1/2-%d/2-%d:1.0/ttyUSB%d/port_number",
                   number, number, number);
    put(path, "0\n");
    (void)snprintf(path, sizeof path, "/sys/class/tty/ttyUSB%d/dev", number);
    put(path, "188:0\n");
    (void)snprintf(path, sizeof path, "/sys/class/tty/ttyUSB%d/device", number);
    (void)snprintf(target, sizeof target, "../../../devices/usb1/2-%d/2-%d:1.0/ttyUSB%d", number,
                   number, number);
    put_link(path, target);
}

TEST(serial_lines_by_their_makers_words_and_numbers)
{
    begin();
    put_adapter(0, "1a86\n", "USB Serial\n");         /* the relay's, the scanner's, anybody's */
    put_adapter(1, "0c2e\n", "N3680 Area-Imaging\n"); /* a maker of scanners */
    put_adapter(2, "ffff\n", "Thermal Receipt\n");
    CHECK_STR(look(FOUND_LINE)->uri, "serial:/dev/ttyUSB0");
    CHECK_STR(look(FOUND_LINE)->name, "USB Serial");
    CHECK_STR(look(FOUND_SCANNER)->uri, "serial:/dev/ttyUSB1");
    CHECK_STR(look(FOUND_PRINTER)->uri, "escpos:/dev/ttyUSB2");
    CHECK_INT(found.count, 3);
    end();
}

TEST(built_in_lines_only_where_there_is_a_chip)
{
    begin();
    put("/sys/class/tty/ttyS0/type", "4\n");
    put("/sys/class/tty/ttyS1/type", "0\n");
    CHECK_STR(look(FOUND_LINE)->uri, "serial:/dev/ttyS0");
    CHECK_INT(found.count, 1);
    end();
}

TEST(lights_that_may_call_and_none_of_the_machines_own)
{
    begin();
    put("/sys/class/leds/kiosk:call/brightness", "0\n");
    put("/sys/class/leds/input3::capslock/brightness", "0\n");
    put("/sys/class/leds/enp3s0-0::lan/brightness", "0\n");
    CHECK_STR(look(FOUND_BEACON)->uri, "led:kiosk:call");
    CHECK_INT(found.count, 1);
    end();
    CHECK(finder_linux_is_light("kiosk:call") && !finder_linux_is_light("input7::numlock"));
    CHECK(!finder_linux_is_light("mmc0::") && !finder_linux_is_light(".."));
}

TEST(a_camera_and_not_its_second_node)
{
    begin();
    put("/sys/class/video4linux/video0/index", "0\n");
    put("/sys/class/video4linux/video0/name", "Document Camera\n");
    put("/sys/class/video4linux/video1/index", "1\n");
    put("/sys/class/video4linux/video1/name", "Document Camera\n");
    const struct found_device *d = look(FOUND_CAMERA);
    CHECK(d != NULL);
    CHECK_STR(d->uri, "v4l2:/dev/video0");
    CHECK_STR(d->name, "Document Camera");
    CHECK_INT(found.count, 1);
    end();
}

TEST(input_devices_by_what_they_send)
{
    begin();
    /* F13..F17 are bits 183..187: word 2, bits 55..59. */
    put_input(3, "Storm EZ-Access\n", "f80000000000000 0 0\n", "0\n");
    put_input(4, "USB Keyboard\n", KEYBOARD_KEYS "\n", "0\n");
    put_input(5, "USB Barcode Scanner\n", KEYBOARD_KEYS "\n", "0\n");
    put_input(6, "HDA Intel PCH Headphone\n", "0\n", "4\n");
    put_input(7, "Power Button\n", "8000000000 0\n", "0\n");
    put_link("/dev/input/by-id/usb-Storm-event-kbd", "../event3");
    CHECK_STR(look(FOUND_KEYPAD)->uri, "evdev:/dev/input/by-id/usb-Storm-event-kbd");
    CHECK_STR(look(FOUND_KEYBOARD)->uri, "evdev:/dev/input/event4");
    CHECK_STR(look(FOUND_SCANNER)->uri, "evdev:/dev/input/event5");
    CHECK_STR(look(FOUND_JACK)->uri, "evdev:/dev/input/event6");
    CHECK_INT(found.count, 4);
    end();
}

static void put_axes(int number, const char *axes, const char *properties)
{
    char path[128];
    (void)snprintf(path, sizeof path, "/sys/class/input/event%d/device/capabilities/abs", number);
    put(path, axes);
    (void)snprintf(path, sizeof path, "/sys/class/input/event%d/device/properties", number);
    put(path, properties);
}

/* Words of the kernel's bits: BTN_TOUCH is bit 330, word 5 bit 10; BTN_TOOL_FINGER 325,
 * BTN_TOOL_PEN 320; ABS_MT_POSITION_X is 53, ABS_X 0; INPUT_PROP_DIRECT 1. */
TEST(a_touch_panel_and_no_pad_no_pen_and_no_mouse)
{
    begin();
    put_input(0, "QEMU USB Tablet\n", "1f0000 0 0 0 0\n",
              "0\n"); /* a mouse that stands somewhere */
    put_axes(0, "3\n", "0\n");
    put_input(1, "SynPS/2 TouchPad\n", "420 0 0 0 0 0\n", "0\n");
    put_axes(1, "260800000000003\n", "5\n");
    put_input(2, "Wacom Pen\n", "401 0 0 0 0 0\n", "0\n");
    put_axes(2, "3\n", "2\n");
    put_input(3, "Accelerometer\n", "0\n", "0\n");
    put_axes(3, "7\n", "0\n");
    put_input(4, "ELO 2794L\n", "400 0 0 0 0 0\n", "0\n");
    put_axes(4, "260800000000003\n", "2\n");
    put_link("/dev/input/by-path/pci-0000:00:14.0-usb-0:3:1.0-event", "../event4");
    const struct found_device *d = look(FOUND_TOUCH);
    CHECK(d != NULL);
    CHECK_STR(d->uri, "evdev:/dev/input/by-path/pci-0000:00:14.0-usb-0:3:1.0-event");
    CHECK_STR(d->name, "ELO 2794L");
    CHECK_INT(found.count, 1);
    put_link("/dev/input/by-id/usb-ELO_2794L-event-if00", "../event4");
    CHECK_STR(look(FOUND_TOUCH)->uri, "evdev:/dev/input/by-id/usb-ELO_2794L-event-if00");
    end();
    begin(); /* one of old: one finger, and it does not say that it is direct */
    put_input(5, "3M serial\n", "400 0 0 0 0 0\n", "0\n");
    put_axes(5, "3\n", "0\n");
    CHECK_STR(look(FOUND_TOUCH)->uri, "evdev:/dev/input/event5");
    end();
    begin(); /* a panel that also calls its finger a tool */
    put_input(6, "Goodix\n", "420 0 0 0 0 0\n", "0\n");
    put_axes(6, "260800000000003\n", "2\n");
    CHECK_STR(look(FOUND_TOUCH)->uri, "evdev:/dev/input/event6");
    end();
}

TEST(a_root_that_is_too_long_is_refused)
{
    char much[FINDER_ROOT + 8];
    memset(much, 'a', sizeof much - 1);
    much[sizeof much - 1] = '\0';
    CHECK_INT((finder_linux_open(&finder, much)).code, ERR_BAD_INPUT);
}

int main(void)
{
    RUN(a_machine_with_nothing_has_nothing);
    RUN(a_usb_printer_with_its_makers_name);
    RUN(a_serial_scanner_by_its_lasting_name);
    RUN(serial_lines_by_their_makers_words_and_numbers);
    RUN(built_in_lines_only_where_there_is_a_chip);
    RUN(lights_that_may_call_and_none_of_the_machines_own);
    RUN(a_camera_and_not_its_second_node);
    RUN(input_devices_by_what_they_send);
    RUN(a_touch_panel_and_no_pad_no_pen_and_no_mouse);
    RUN(a_root_that_is_too_long_is_refused);
    return check_done();
}
