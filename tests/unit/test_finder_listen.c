/* What no name tells, over real lines: ptys for the serial ones, a file for a light. Keyboards:
 * tests/tools/evdev_finder.c. */
#define _GNU_SOURCE
#include "platform/linux/finder_listen.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "tests/unit/printer_world.h"
#include "tests/unit/scratch.h"

static struct finder_listen finder;
static struct found_devices among;
static uint64_t clock_ms;

static int open_line(void)
{
    const int master = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK);
    CHECK(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
    struct found_device *d = &among.rows[among.count++];
    *d = (struct found_device){.kind = FOUND_LINE};
    (void)snprintf(d->uri, sizeof d->uri, "serial:%s", ptsname(master));
    return master;
}

static int heard_within(int ms)
{
    int row = -1;
    for (int i = 0; i < ms / 10 && row < 0; i++) {
        nap(10);
        clock_ms += 10;
        row = finder_listen_heard(&finder, clock_ms);
    }
    return row;
}

static void say(int master, const char *text)
{
    CHECK(write(master, text, strlen(text)) == (ssize_t)strlen(text));
}

TEST(the_line_that_the_code_came_from)
{
    among.count = 0;
    const int first = open_line();
    const int second = open_line();
    finder_listen_begin(&finder, "", FOUND_SCANNER, &among);
    CHECK_INT(heard_within(50), -1);
    say(first, "001195000002||Ai do\r"); /* a card: another code is no answer */
    say(second, "RONG-");
    CHECK_INT(heard_within(60), -1);
    say(second, "SCANNER\r");
    CHECK_INT(heard_within(500), 1);
    finder_listen_end(&finder);
    CHECK_INT(finder.count, 0);
    CHECK_INT(heard_within(20), -1);
    close(first);
    close(second);
}

TEST(what_is_not_there_is_silent)
{
    among.count = 1;
    among.rows[0] = (struct found_device){.kind = FOUND_LINE, .uri = "serial:/nowhere/ttyUSB0"};
    finder_listen_begin(&finder, "", FOUND_SCANNER, &among);
    CHECK_INT(heard_within(50), -1);
    finder_listen_end(&finder);
    finder_listen_begin(&finder, "", FOUND_KEYBOARD, &among); /* a line is no keyboard */
    CHECK_INT(finder.count, 0);
    finder_listen_end(&finder);
    CHECK(failed(finder_listen_light(&finder, "", &among.rows[0], true)));
    finder_listen_end(&finder);
}

TEST(a_relay_is_switched_by_its_four_bytes_and_off_when_it_is_let_go)
{
    unsigned char got[64];
    among.count = 0;
    const int master = open_line();
    CHECK(!failed(finder_listen_light(&finder, "", &among.rows[0], true)));
    CHECK(!failed(finder_listen_light(&finder, "", &among.rows[0], false)));
    CHECK(!failed(finder_listen_light(&finder, "", &among.rows[0], true)));
    finder_listen_end(&finder);
    nap(50);
    const ssize_t size = read(master, got, sizeof got);
    /* off when it is opened, then on, off, on; and off at the end */
    const unsigned char off[] = {0xA0, 1, 0, 0xA1};
    const unsigned char on[] = {0xA0, 1, 1, 0xA2};
    CHECK_INT(size, 5 * 4);
    CHECK(memcmp(got, off, 4) == 0 && memcmp(got + 4, on, 4) == 0);
    CHECK(memcmp(got + 12, on, 4) == 0 && memcmp(got + 16, off, 4) == 0);
    close(master);
}

TEST(a_light_of_the_kernel_is_a_file)
{
    char path[640];
    char folder[512];
    char text[8] = "";
    const struct found_device led = {.kind = FOUND_BEACON, .uri = "led:call"};
    const struct found_device other = {.kind = FOUND_KEYBOARD, .uri = "evdev:/dev/input/event1"};
    static const char *const parts[] = {"/sys", "/sys/class", "/sys/class/leds",
                                        "/sys/class/leds/call"};
    for (int i = 0; i < 4; i++) {
        (void)snprintf(folder, sizeof folder, "%s%s", scratch_root, parts[i]);
        CHECK(mkdir(folder, 0700) == 0);
    }
    (void)snprintf(path, sizeof path, "%s/brightness", folder);
    const int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    CHECK(fd >= 0);
    CHECK(!failed(finder_listen_light(&finder, scratch_root, &led, true)));
    CHECK(pread(fd, text, 1, 0) == 1 && text[0] == '1');
    finder_listen_end(&finder);
    CHECK(pread(fd, text, 1, 0) == 1 && text[0] == '0');
    CHECK_INT((finder_listen_light(&finder, scratch_root, &other, true)).code, ERR_BAD_INPUT);
    close(fd);
}

TEST(a_printer_on_a_line_answers_and_a_dumb_line_stays_one)
{
    set_up("pty", VIRTUAL_A, ESCPOS_AUTO);
    among.count = 0;
    const int dumb = open_line();
    struct found_device *d = &among.rows[among.count++];
    *d = (struct found_device){.kind = FOUND_LINE};
    (void)snprintf(d->uri, sizeof d->uri, "serial:%.100s", rig.serve.address);
    finder_listen_ask(&finder, "", &among);
    CHECK_INT(among.rows[0].kind, FOUND_LINE);
    CHECK_INT(among.rows[1].kind, FOUND_PRINTER);
    CHECK(strncmp(among.rows[1].uri, "escpos:/dev/pts/", 16) == 0);
    CHECK_INT(virtual_printed(&rig.machine), 0); /* nothing came out of it */
    tear_down();
    close(dumb);
}

/* A line says nothing of the speed of what hangs on it: what answers is kept with its own. */
TEST(a_printer_of_another_speed_is_found_with_it)
{
    static const int others[] = {38400, 19200, 9600};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        char wanted[160];
        struct printer printer;
        struct printer_status status = {.answers = false};
        set_up("pty", VIRTUAL_B, ESCPOS_AUTO);
        rig.serve.baud = others[i];
        among.count = 1;
        among.rows[0] = (struct found_device){.kind = FOUND_LINE};
        (void)snprintf(among.rows[0].uri, FOUND_URI, "serial:%.100s", rig.serve.address);
        (void)snprintf(wanted, sizeof wanted, "escpos:%s?baud=%d", rig.serve.address, others[i]);
        finder_listen_ask(&finder, "", &among);
        CHECK_INT(among.rows[0].kind, FOUND_PRINTER);
        CHECK_STR(among.rows[0].uri, wanted);
        CHECK_INT(virtual_printed(&rig.machine), 0);
        CHECK(!failed(printer_open(&printer, among.rows[0].uri, WIDTH))); /* and so it is used */
        CHECK(!failed(printer.port->ops->status(printer.port, &status)) && status.answers);
        printer_close(&printer);
        tear_down();
    }
}

int main(void)
{
    scratch_open();
    finder.answer_ms = 200; /* the other end of a pty is not far */
    RUN(the_line_that_the_code_came_from);
    RUN(what_is_not_there_is_silent);
    RUN(a_relay_is_switched_by_its_four_bytes_and_off_when_it_is_let_go);
    RUN(a_light_of_the_kernel_is_a_file);
    RUN(a_printer_on_a_line_answers_and_a_dumb_line_stays_one);
    RUN(a_printer_of_another_speed_is_found_with_it);
    scratch_close();
    return check_done();
}
