/* The USB printer that another program holds: the kernel has one opener and refuses the next with
 * EBUSY, which umockdev does not play. Here open() and access() are played (the Makefile wraps
 * them), over a pty. What else the device does: tests/flow/test_usblp.sh. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>

#include "tests/unit/printer_world.h"

#define LP0 "/dev/usb/lp0"
#define LP1 "/dev/usb/lp1"

static struct {
    char device[128]; /* the line to the printer */
    int busy;         /* so many opens of lp0 are refused; -1 = every one */
    bool second;      /* another printer is lp1 */
    int opened[2];
} bus;

int __real_open(const char *path, int flags, ...);
int __real_access(const char *path, int how);
int __wrap_open(const char *path, int flags, ...);
int __wrap_access(const char *path, int how);

int __wrap_open(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    const int mode = (flags & O_CREAT) != 0 ? va_arg(rest, int) : 0;
    va_end(rest);
    if (strcmp(path, LP1) == 0) {
        bus.opened[1]++;
        return __real_open("/dev/null", flags);
    }
    if (strcmp(path, LP0) != 0) {
        return __real_open(path, flags, mode);
    }
    bus.opened[0]++;
    if (bus.busy != 0) {
        bus.busy -= bus.busy > 0;
        errno = EBUSY;
        return -1;
    }
    return __real_open(bus.device, flags);
}

int __wrap_access(const char *path, int how)
{
    if (strncmp(path, "/dev/usb/lp", 11) != 0) {
        return __real_access(path, how);
    }
    errno = ENOENT;
    return strcmp(path, LP0) == 0 || (bus.second && strcmp(path, LP1) == 0) ? 0 : -1;
}

/* The printer of printer_world.h is the one on lp0. */
static void plug_in(int busy, bool second)
{
    struct transport line;
    set_up("pty", VIRTUAL_A, ESCPOS_AUTO);
    memset(&bus, 0, sizeof bus);
    bus.busy = busy;
    bus.second = second;
    (void)snprintf(bus.device, sizeof bus.device, "%s", rig.serve.address);
    CHECK(!failed(transport_init(&line, LP0)));
    printer_escpos_init(&rig.printer, &line, ESCPOS_AUTO);
    rig.printer.patience = calm;
}

TEST(a_printer_that_another_program_holds_is_told_and_no_other_is_taken_for_it)
{
    struct usblp_identity identity = {.known = false};
    int fd = -1;
    plug_in(-1, true);
    const struct err e = usblp_open(LP0, &identity, 250, &fd);
    CHECK_INT(e.code, ERR_OFFLINE);
    CHECK_INT(e.os, EBUSY);
    CHECK_INT(fd, -1);
    CHECK(bus.opened[0] >= 2); /* it was asked again */
    CHECK_INT(bus.opened[1], 0);
    CHECK_INT(print_code(), ERR_OFFLINE);
    nap(30);
    CHECK_INT(virtual_count(&rig.machine).rows, 0); /* and nothing of the slip is anywhere */
    CHECK_INT(bus.opened[1], 0);
    tear_down();
}

TEST(once_the_other_program_lets_go_the_next_slip_comes_out)
{
    plug_in(2, false);
    CHECK_INT(print_code(), ERR_NONE);
    CHECK_INT(printed(1), 1);
    CHECK(same_dots());
    tear_down();
}

TEST(nothing_is_held_between_two_jobs)
{
    plug_in(0, false);
    CHECK_INT(print_code(), ERR_NONE);
    CHECK_INT(printed(1), 1);
    bus.busy = -1; /* a service program took it meanwhile */
    CHECK_INT(print_code(), ERR_OFFLINE);
    bus.busy = 0;
    CHECK_INT(print_code(), ERR_NONE);
    CHECK_INT(printed(2), 2);
    CHECK(same_dots());
    tear_down();
}

int main(void)
{
    RUN(a_printer_that_another_program_holds_is_told_and_no_other_is_taken_for_it);
    RUN(once_the_other_program_lets_go_the_next_slip_comes_out);
    RUN(nothing_is_held_between_two_jobs);
    return check_done();
}
