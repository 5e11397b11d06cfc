#define _GNU_SOURCE /* posix_openpt, ptsname */
#include "platform/linux/scanner_serial.h"

#include <fcntl.h>
#include <pthread.h>
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
    CHECK(memchr(scanner.payload.bytes, 'x', sizeof scanner.payload.bytes) == NULL);
    scanner.port.ops->close(&scanner.port);
    close(master);
}

#define FLOOD ((size_t)64 * 1024)

static void *flood(void *context)
{
    const int master = *(const int *)context;
    char block[1024];
    memset(block, 'x', sizeof block);
    for (size_t sent = 0; sent < FLOOD;) {
        const ssize_t n = write(master, block, sizeof block);
        if (n <= 0) {
            return NULL;
        }
        sent += (size_t)n;
    }
    say(master, "\r");
    return context;
}

TEST(a_flood_of_64_kb_is_dropped_while_it_comes_and_a_code_behind_it_is_read)
{
    int master = plug_in();
    pthread_t thread;
    void *whole = NULL;
    CHECK_INT(pthread_create(&thread, NULL, flood, &master), 0);
    int rounds = 0;
    for (; pthread_tryjoin_np(thread, &whole) != 0; rounds++) {
        CHECK(!take(10));
        CHECK(scanner.payload.count <= SCAN_MAX);
    }
    CHECK(whole != NULL);
    CHECK(rounds > 4); /* it came in more than one go: nobody was held up till its end */
    CHECK(!take(11));
    CHECK(scanner.port.ops->alive(&scanner.port));
    say(master, "good\r");
    bool got = false;
    for (int i = 0; i < 20 && !got; i++) {
        got = take(12);
    }
    CHECK(got);
    CHECK_STR(payload, "good");
    CHECK(memchr(scanner.payload.bytes, 'x', sizeof scanner.payload.bytes) == NULL);
    scanner.port.ops->close(&scanner.port);
    close(master);
}

/* Its name stays while the device behind it goes and another comes, as udev's links do. */
static int behind(const char *link)
{
    const int master = posix_openpt(O_RDWR | O_NOCTTY);
    CHECK(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
    (void)unlink(link);
    CHECK_INT(symlink(ptsname(master), link), 0);
    return master;
}

TEST(plugged_in_again_it_reads_on_and_what_was_half_read_is_gone)
{
    char folder[] = "/tmp/scanner-XXXXXX";
    char link[64];
    CHECK(mkdtemp(folder) != NULL);
    snprintf(link, sizeof link, "%s/scanner", folder);
    int master = behind(link);
    scanner_serial_open(&scanner, link);
    say(master, "0640|ha");
    CHECK(!take(1000));
    close(master); /* in the middle of a read */
    CHECK_INT(unlink(link), 0);
    CHECK(!take(1010));
    CHECK(!scanner.port.ops->alive(&scanner.port));
    CHECK_INT(scanner.port.ops->wait_fd(&scanner.port), -1);
    CHECK(!take(2100)); /* tried, and still not there */
    CHECK(!scanner.port.ops->alive(&scanner.port));
    master = behind(link);
    say(master, "lf|x\r");
    CHECK(!take(2900)); /* not yet tried again */
    CHECK(!scanner.port.ops->alive(&scanner.port));
    CHECK(!take(3100));
    CHECK(scanner.port.ops->alive(&scanner.port));
    say(master, "0640|whole\r");
    bool got = take(3110);
    if (got && strcmp(payload, "lf|x") == 0) { /* said before anybody listened: read, by itself */
        got = take(3110);
    }
    CHECK(got);
    CHECK_STR(payload, "0640|whole");
    scanner.port.ops->close(&scanner.port);
    close(master);
    CHECK_INT(unlink(link), 0);
    CHECK_INT(rmdir(folder), 0);
}

TEST(an_unplugged_scanner_is_noticed_and_flushed)
{
    const int master = plug_in();
    say(master, "half");
    CHECK(!take(1));
    close(master);
    CHECK(!take(2));
    CHECK(!scanner.port.ops->alive(&scanner.port));
    CHECK(memmem(scanner.payload.bytes, sizeof scanner.payload.bytes, "half", 4) == NULL);
    scanner.port.ops->close(&scanner.port);
}

TEST(a_nul_does_not_cut_a_payload_short)
{
    const int master = plug_in();
    CHECK(write(master, "good\0bad\r", 9) == 9);
    CHECK(take(1));
    CHECK_INT(length, 8);
    CHECK_STR(payload, "good\xFF"
                       "bad"); /* no UTF-8: refused by whoever reads it */
    scanner.port.ops->close(&scanner.port);
    close(master);
}

TEST(the_line_gives_no_echo)
{
    const int master = plug_in();
    char back[16];
    CHECK(fcntl(master, F_SETFL, O_NONBLOCK) == 0);
    say(master, "0640|a\r");
    CHECK(take(1));
    CHECK(read(master, back, sizeof back) <= 0); /* else the scanner would hear itself */
    scanner.port.ops->close(&scanner.port);
    close(master);
}

TEST(a_payload_over_two_seconds_in_pieces_is_one_while_its_pieces_are_close)
{
    const int master = plug_in();
    static const char whole[] = "064095000013||Nguyễn Văn Mẫu|02031995";
    uint64_t at = 0;
    for (size_t i = 0; i < sizeof whole - 1; i++, at += 60) { /* inside its letters, too */
        CHECK(write(master, whole + i, 1) == 1);
        CHECK(!take(at));
    }
    CHECK(at > 2000);
    say(master, "\r");
    CHECK(take(at));
    CHECK_STR(payload, whole);
    CHECK(!take(at + 200));
    scanner.port.ops->close(&scanner.port);
    close(master);
}

TEST(a_card_that_lies_there_is_read_once)
{
    const int master = plug_in();
    for (uint64_t at = 0; at < 10000; at += 500) {
        say(master, "card\r");
        CHECK(take(at + 1) == (at == 0));
    }
    scanner.port.ops->flush(&scanner.port); /* somebody else comes: it is not hers */
    say(master, "card\r");
    CHECK(!take(10001));
    say(master, "other\rcard\r");
    CHECK(take(10100));
    CHECK_STR(payload, "other");
    CHECK(take(10100));
    CHECK_STR(payload, "card");
    CHECK(!take(12500));
    say(master, "card\r"); /* shown again */
    CHECK(take(12600));
    scanner.port.ops->close(&scanner.port);
    close(master);
}

int main(void)
{
    RUN(a_nul_does_not_cut_a_payload_short);
    RUN(the_line_gives_no_echo);
    RUN(a_payload_over_two_seconds_in_pieces_is_one_while_its_pieces_are_close);
    RUN(a_card_that_lies_there_is_read_once);
    RUN(a_payload_in_pieces_split_inside_a_letter_comes_whole);
    RUN(two_joined_payloads_come_one_by_one);
    RUN(silence_ends_a_payload_without_terminator);
    RUN(a_flood_is_dropped_and_leaves_nothing);
    RUN(a_flood_of_64_kb_is_dropped_while_it_comes_and_a_code_behind_it_is_read);
    RUN(plugged_in_again_it_reads_on_and_what_was_half_read_is_gone);
    RUN(an_unplugged_scanner_is_noticed_and_flushed);
    return check_done();
}
