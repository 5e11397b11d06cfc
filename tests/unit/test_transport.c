#define _GNU_SOURCE /* posix_openpt, ptsname, CRTSCTS */
/* A serial line as the kernel then has it, over a pty: its speed, who holds whom up, that bytes
 * pass as they are. The other lines: test_printer_escpos.c, test_printer_faults.c. */
#include "platform/linux/transport.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "platform/linux/printer_open.h"
#include "tests/check.h"

#define WAIT_MS 2000

static int master, slave; /* slave: keeps the line as it is set while the transport is closed */
static char name[64];

/* A line as a boot loader or a modem left it: slow, two stop bits, parity, XON/XOFF, cooked. */
static void begin(void)
{
    struct termios left = {0};
    master = posix_openpt(O_RDWR | O_NOCTTY);
    CHECK(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
    CHECK(ptsname_r(master, name, sizeof name) == 0);
    slave = open(name, O_RDWR | O_NOCTTY);
    CHECK(slave >= 0 && tcgetattr(slave, &left) == 0);
    left.c_iflag |= IXON | IXOFF | IXANY | ICRNL | ISTRIP;
    left.c_oflag |= OPOST | ONLCR;
    left.c_lflag |= ICANON | ECHO | ISIG;
    left.c_cflag |= CSTOPB;
    left.c_cflag &= ~(tcflag_t)CRTSCTS;
    CHECK(cfsetspeed(&left, B9600) == 0 && tcsetattr(slave, TCSANOW, &left) == 0);
}

static void end(void)
{
    close(slave);
    close(master);
}

static struct termios line_now(void)
{
    struct termios now;
    CHECK(tcgetattr(slave, &now) == 0);
    return now;
}

static void open_line(struct transport *line, int baud)
{
    CHECK(!failed(transport_init(line, name)));
    line->baud = baud;
    CHECK(!failed(line->ops->open(line, WAIT_MS)));
}

TEST(a_serial_line_is_fast_and_the_printer_may_hold_it_up)
{
    struct transport line;
    begin();
    open_line(&line, 0);
    const struct termios now = line_now();
    CHECK(cfgetospeed(&now) == B115200 && cfgetispeed(&now) == B115200);
    CHECK((now.c_cflag & CRTSCTS) != 0);
    CHECK((now.c_cflag & CSIZE) == CS8);
    CHECK((now.c_cflag & (CSTOPB | PARENB)) == 0);
    CHECK((now.c_cflag & (CLOCAL | CREAD)) == (CLOCAL | CREAD));
    CHECK((now.c_iflag & (IXON | IXOFF | IXANY | ICRNL | ISTRIP)) == 0);
    CHECK((now.c_oflag & OPOST) == 0);
    CHECK((now.c_lflag & (ICANON | ECHO | ISIG)) == 0);
    line.ops->close(&line, false);
    end();
}

TEST(it_is_as_fast_as_the_setting_says)
{
    static const struct {
        int baud;
        speed_t speed;
    } wished[] = {{9600, B9600},   {19200, B19200},   {38400, B38400},
                  {57600, B57600}, {115200, B115200}, {230400, B230400}};
    for (size_t i = 0; i < sizeof wished / sizeof wished[0]; i++) {
        char uri[128];
        struct printer printer;
        begin();
        (void)snprintf(uri, sizeof uri, "escpos:%s?level=c&baud=%d", name, wished[i].baud);
        CHECK(!failed(printer_open(&printer, uri, 576)));
        struct transport *line = &printer.escpos.transport;
        CHECK(!failed(line->ops->open(line, WAIT_MS)));
        const struct termios now = line_now();
        CHECK(cfgetospeed(&now) == wished[i].speed);
        CHECK((now.c_cflag & CRTSCTS) != 0);
        line->ops->close(line, false);
        printer_close(&printer);
        end();
    }
}

TEST(only_speeds_that_a_slip_can_wait_for_are_known)
{
    static const int unknown[] = {0, 1, -115200, 4800, 1200, 115201};
    CHECK(transport_knows_baud(TRANSPORT_BAUD) && transport_knows_baud(9600));
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
        CHECK(!transport_knows_baud(unknown[i]));
    }
}

TEST(a_line_that_cannot_be_so_fast_is_not_used)
{
    struct transport line;
    begin();
    CHECK(!failed(transport_init(&line, name)));
    line.baud = 300;
    const struct err e = line.ops->open(&line, WAIT_MS);
    CHECK_INT(e.code, ERR_OFFLINE);
    CHECK_INT(line.fd, -1);
    end();
}

/* Each of the 256, both ways: no newline, no XOFF, no end of file is anything but a byte. */
TEST(bytes_pass_as_they_are)
{
    struct transport line;
    uint8_t all[256];
    uint8_t came[256];
    size_t done = 0;
    size_t got = 0;
    begin();
    for (int i = 0; i < 256; i++) {
        all[i] = (uint8_t)i;
    }
    open_line(&line, 0);
    CHECK(!failed(line.ops->write(&line, all, sizeof all, WAIT_MS, &done)) && done == 256);
    while (got < sizeof came) {
        const ssize_t more = read(master, came + got, sizeof came - got);
        CHECK(more > 0);
        got += more > 0 ? (size_t)more : sizeof came;
    }
    CHECK(memcmp(all, came, sizeof all) == 0);
    CHECK(write(master, all, sizeof all) == 256);
    memset(came, 0, sizeof came);
    for (got = 0; got < sizeof came; got += done) {
        CHECK(!failed(line.ops->read(&line, came + got, sizeof came - got, WAIT_MS, &done)));
        CHECK(done > 0);
        done += done == 0 ? sizeof came : 0;
    }
    CHECK(memcmp(all, came, sizeof all) == 0);
    line.ops->close(&line, true);
    end();
}

int main(void)
{
    RUN(a_serial_line_is_fast_and_the_printer_may_hold_it_up);
    RUN(it_is_as_fast_as_the_setting_says);
    RUN(only_speeds_that_a_slip_can_wait_for_are_known);
    RUN(a_line_that_cannot_be_so_fast_is_not_used);
    RUN(bytes_pass_as_they_are);
    return check_done();
}
