#define _GNU_SOURCE /* posix_openpt, ptsname */
#include "platform/linux/scanner_serial.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/check.h"

static struct scanner_serial scanner;
static char payload[SCAN_MAX + 1];
static size_t length;

static int plug_in(void)
{
    const int master = posix_openpt(O_RDWR | O_NOCTTY);
    CHECK(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
    scanner_serial_open(&scanner, ptsname(master));
    CHECK(scanner.port.ops->alive(&scanner.port));
    return master;
}

static bool take(uint64_t now_ms)
{
    length = 0;
    return scanner.port.ops->take(&scanner.port, now_ms, payload, &length);
}

static void say(int master, const char *text)
{
    CHECK(write(master, text, strlen(text)) == (ssize_t)strlen(text));
}

TEST(a_payload_in_pieces_split_inside_a_letter_comes_whole)
{
    const int master = plug_in();
    say(master, "0640|Nguy\xE1\xBB");
    CHECK(!take(10));
    say(master, "\x85n\r\n");
    CHECK(take(20));
    CHECK_STR(payload, "0640|Nguyễn");
    CHECK(!take(30));
    scanner.port.ops->close(&scanner.port);
    close(master);
}

TEST(two_joined_payloads_come_one_by_one)
{
    const int master = plug_in();
    say(master, "one\rtwo\n\n");
    CHECK(take(1));
    CHECK_STR(payload, "one");
    CHECK(take(1));
    CHECK_STR(payload, "two");
    CHECK(!take(1));
    scanner.port.ops->close(&scanner.port);
    close(master);
}

TEST(silence_ends_a_payload_without_terminator)
{
    const int master = plug_in();
    say(master, "bare");
    CHECK(!take(1000));
    CHECK(!take(1050));
    CHECK(take(1101));
    CHECK_STR(payload, "bare");
    scanner.port.ops->close(&scanner.port);
    close(master);
}

TEST(a_flood_is_dropped_and_leaves_nothing)
{
    const int master = plug_in();
    char block[1025];
    memset(block, 'x', 1024);
    block[1024] = '\0';
    for (int i = 0; i < 3; i++) {
        say(master, block);
        CHECK(!take(10));
    }
    say(master, "\r");
    CHECK(!take(11));
    say(master, "good\r");
    CHECK(take(12));
    CHECK_STR(payload, "good");
    CHECK(memchr(scanner.bytes, 'x', sizeof scanner.bytes) == NULL);
    scanner.port.ops->close(&scanner.port);
    close(master);
}

TEST(an_unplugged_scanner_is_noticed_and_flushed)
{
    const int master = plug_in();
    say(master, "half");
    CHECK(!take(1));
    close(master);
    CHECK(!take(2));
    CHECK(!scanner.port.ops->alive(&scanner.port));
    CHECK(memmem(scanner.bytes, sizeof scanner.bytes, "half", 4) == NULL);
    scanner.port.ops->close(&scanner.port);
}

int main(void)
{
    RUN(a_payload_in_pieces_split_inside_a_letter_comes_whole);
    RUN(two_joined_payloads_come_one_by_one);
    RUN(silence_ends_a_payload_without_terminator);
    RUN(a_flood_is_dropped_and_leaves_nothing);
    RUN(an_unplugged_scanner_is_noticed_and_flushed);
    return check_done();
}
