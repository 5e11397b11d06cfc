/* Devices that a file lists. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "platform/sim/finder_script.h"
#include "tests/check.h"

static char path[32];
static struct finder_script s;
static struct found_devices found;

/* A finder whose file has these lines, and what it finds. */
static void list(const char *lines)
{
    char uri[64];
    (void)snprintf(path, sizeof path, "/tmp/finder-XXXXXX");
    const int fd = mkstemp(path);
    FILE *f = fd < 0 ? NULL : fdopen(fd, "w");
    CHECK(f != NULL && fputs(lines, f) >= 0 && fclose(f) == 0);
    (void)snprintf(uri, sizeof uri, "sim:%s", path);
    CHECK(!failed(finder_script_open(&s, uri)));
    s.port.ops->find(&s.port, &found);
}

TEST(each_line_is_a_device)
{
    list("printer escpos:unix:/run/p.sock Rongta RP80\nscanner sim:\nrobot sim: Arm\n\n");
    CHECK_INT(found.count, 2);
    CHECK_INT(found.rows[0].kind, FOUND_PRINTER);
    CHECK_STR(found.rows[0].uri, "escpos:unix:/run/p.sock");
    CHECK_STR(found.rows[0].name, "Rongta RP80");
    CHECK_INT(found.rows[1].kind, FOUND_SCANNER);
    CHECK_STR(found.rows[1].name, "");
    CHECK(unlink(path) == 0);
    s.port.ops->find(&s.port, &found); /* it went away */
    CHECK_INT(found.count, 0);
}

TEST(it_turns_out_to_be_what_the_file_says)
{
    list("line serial:/dev/ttyUSB0 CH340\nline serial:/dev/ttyUSB1\nbeacon led:call\n"
         "keyboard evdev:/dev/input/event4\nanswers scanner serial:/dev/ttyUSB1\n"
         "answers printer serial:/dev/ttyUSB0\n");
    CHECK_INT(found.count, 4);
    CHECK_INT(s.port.ops->heard(&s.port, 0), -1); /* nobody listens */
    s.port.ops->listen(&s.port, FOUND_SCANNER, &found);
    CHECK_INT(s.port.ops->heard(&s.port, 0), 1);
    s.port.ops->hush(&s.port);
    s.port.ops->listen(&s.port, FOUND_KEYBOARD, &found);
    CHECK_INT(s.port.ops->heard(&s.port, 0), -1);
    s.port.ops->hush(&s.port);
    CHECK(!failed(s.port.ops->light(&s.port, &found.rows[2], true)));
    CHECK_INT(s.lit, 1);
    CHECK_INT((s.port.ops->light(&s.port, &found.rows[3], true)).code, ERR_BAD_INPUT);
    s.port.ops->ask(&s.port, &found);
    CHECK_INT(found.rows[0].kind, FOUND_PRINTER);
    CHECK_STR(found.rows[0].uri, "escpos:/dev/ttyUSB0");
    CHECK_INT(found.rows[1].kind, FOUND_LINE);
    CHECK(unlink(path) == 0);
}

TEST(another_uri_is_refused)
{
    CHECK_INT((finder_script_open(&s, "linux:")).code, ERR_BAD_INPUT);
    CHECK(!failed(finder_script_open(&s, "sim:")));
    s.port.ops->find(&s.port, &found);
    CHECK_INT(found.count, 0);
}

int main(void)
{
    RUN(each_line_is_a_device);
    RUN(it_turns_out_to_be_what_the_file_says);
    RUN(another_uri_is_refused);
    return check_done();
}
