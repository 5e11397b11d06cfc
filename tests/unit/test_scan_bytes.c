/* What a scanner sends byte by byte becomes payloads, whatever the line makes of it; nothing of a
 * payload stays when it was handed over or forgotten. */
#include "platform/linux/scan_bytes.h"

#include <string.h>

#include "tests/check.h"

static struct scan_bytes scan;
static char out[SCAN_MAX + 1];
static size_t length;

static void begin(void)
{
    memset(&scan, 0, sizeof scan);
    memset(out, 'x', sizeof out);
    length = 0;
}

/* True when the last byte ended a payload. */
static bool feed(const char *text, uint64_t now_ms)
{
    bool ended = false;
    for (; *text != '\0'; text++) {
        ended = scan_bytes_feed(&scan, *text, now_ms);
    }
    return ended;
}

static bool is_empty(void)
{
    bool zero = scan.count == 0;
    for (size_t i = 0; i < sizeof scan.bytes; i++) {
        zero &= scan.bytes[i] == 0;
    }
    return zero;
}

TEST(either_end_of_a_line_ends_a_payload)
{
    begin();
    CHECK(!feed("RONG", 1000));
    CHECK(feed("-1\r", 1010));
    CHECK(scan_bytes_take(&scan, 1010, out, &length));
    CHECK_STR(out, "RONG-1");
    CHECK_INT(length, 6);
    CHECK(is_empty());
    CHECK(!feed("\n", 1011)); /* of \r\n: nothing came in between */
    CHECK(feed("RONG-2\n", 1020));
    CHECK(scan_bytes_take(&scan, 1020, out, &length));
    CHECK_STR(out, "RONG-2");
}

TEST(silence_ends_one_that_has_no_end)
{
    begin();
    CHECK(!scan_bytes_silent(&scan, 5000)); /* silence after nothing */
    CHECK(!feed("RONG", 5000));
    CHECK(!scan_bytes_silent(&scan, 5000 + SCAN_SILENCE_MS - 1));
    CHECK(scan_bytes_silent(&scan, 5000 + SCAN_SILENCE_MS));
    CHECK(scan_bytes_take(&scan, 5100, out, &length));
    CHECK_STR(out, "RONG");
}

TEST(a_card_that_lies_there_is_read_once)
{
    begin();
    CHECK(feed("card\r", 1000) && scan_bytes_take(&scan, 1000, out, &length));
    for (uint64_t now = 1500; now < 9000; now += 500) { /* it is read over and over */
        CHECK(feed("card\r", now) && !scan_bytes_take(&scan, now, out, &length));
        CHECK(is_empty());
    }
    scan_bytes_forget(&scan); /* her visit ends, the card still lies there */
    CHECK(feed("card\r", 9000) && !scan_bytes_take(&scan, 9000, out, &length));
    CHECK(feed("other\r", 9100) && scan_bytes_take(&scan, 9100, out, &length));
    CHECK_STR(out, "other");
    CHECK(feed("other\r", 9100 + SCAN_AGAIN_MS));
    CHECK(scan_bytes_take(&scan, 9100 + SCAN_AGAIN_MS, out, &length)); /* laid down anew */
    CHECK(scan.last_print != 0);
    CHECK(!scan_bytes_silent(&scan, 9100 + 2 * SCAN_AGAIN_MS));
    CHECK(scan.last_print == 0); /* nor is it known what was read */
}

TEST(a_flood_is_dropped_to_its_end)
{
    begin();
    for (int i = 0; i < SCAN_MAX; i++) {
        CHECK(!scan_bytes_feed(&scan, 'a', 1000));
    }
    CHECK(!scan.flooding);
    CHECK(scan_bytes_feed(&scan, '\r', 1000)); /* just as long as one may be */
    CHECK(scan_bytes_take(&scan, 1000, out, &length));
    CHECK(length == SCAN_MAX && out[SCAN_MAX] == '\0');
    for (int i = 0; i <= SCAN_MAX; i++) {
        CHECK(!scan_bytes_feed(&scan, 'b', 2000));
    }
    CHECK(scan.flooding);
    CHECK(!scan_bytes_feed(&scan, '\r', 2000)); /* one more byte: nothing of it is a payload */
    CHECK(is_empty());
    CHECK(feed("good\r", 2001) && scan_bytes_take(&scan, 2001, out, &length));
    CHECK_STR(out, "good");
    for (int i = 0; i <= SCAN_MAX; i++) {
        CHECK(!scan_bytes_feed(&scan, 'b', 3000));
    }
    CHECK(!scan_bytes_silent(&scan, 3000 + SCAN_SILENCE_MS)); /* one that has no end either */
    CHECK(is_empty() && !scan.flooding);
}

TEST(a_nul_is_no_end_of_a_payload_and_never_text)
{
    begin();
    CHECK(!feed("RO", 1000));
    CHECK(!scan_bytes_feed(&scan, '\0', 1000));
    CHECK(feed("NG\r", 1000) && scan_bytes_take(&scan, 1000, out, &length));
    CHECK_INT(length, 5);
    CHECK_STR(out, "RO\xFFNG");
}

int main(void)
{
    RUN(either_end_of_a_line_ends_a_payload);
    RUN(silence_ends_one_that_has_no_end);
    RUN(a_card_that_lies_there_is_read_once);
    RUN(a_flood_is_dropped_to_its_end);
    RUN(a_nul_is_no_end_of_a_payload_and_never_text);
    return check_done();
}
