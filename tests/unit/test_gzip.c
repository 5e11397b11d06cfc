/* What is pressed comes back byte for byte, also from several in a row; the same bytes make the
 * same; what does not fit is refused. */
#include "app/steward/gzip.h"

#include <string.h>

#define ZLIB_CONST
#include <zlib.h>

#include "tests/check.h"

static char text[20000], small[GZIP_ROOM(sizeof text)], again[sizeof small], back[2 * sizeof text];

/* All members of gzip in a row, as a server reads them. */
static size_t unpress(const char *bytes, size_t size)
{
    size_t made = 0;
    while (size > 0) {
        z_stream z = {.next_in = (const Bytef *)bytes,
                      .avail_in = (uInt)size,
                      .next_out = (Bytef *)back + made,
                      .avail_out = (uInt)(sizeof back - made)};
        CHECK(inflateInit2(&z, MAX_WBITS + 16) == Z_OK && inflate(&z, Z_FINISH) == Z_STREAM_END);
        made += (size_t)z.total_out;
        bytes += z.total_in;
        size -= (size_t)z.total_in;
        (void)inflateEnd(&z);
    }
    return made;
}

static void fill(void)
{
    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = (char)('a' + i * i % 23);
    }
}

TEST(it_comes_back)
{
    static const size_t sizes[] = {0, 1, 100, sizeof text};
    fill();
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        size_t size = 0;
        CHECK(!failed(gzip_press(text, sizes[i], small, sizeof small, &size)));
        CHECK(size > 0 && unpress(small, size) == sizes[i]);
        CHECK(memcmp(back, text, sizes[i]) == 0);
    }
}

TEST(two_in_a_row_are_one)
{
    size_t first = 0;
    size_t second = 0;
    fill();
    CHECK(!failed(gzip_press(text, 100, small, sizeof small, &first)));
    CHECK(!failed(gzip_press(text + 100, 900, small + first, sizeof small - first, &second)));
    CHECK(unpress(small, first + second) == 1000 && memcmp(back, text, 1000) == 0);
}

TEST(the_same_bytes_make_the_same)
{
    size_t size = 0;
    size_t other = 0;
    fill();
    CHECK(!failed(gzip_press(text, sizeof text, small, sizeof small, &size)));
    CHECK(!failed(gzip_press(text, sizeof text, again, sizeof again, &other)));
    CHECK(size == other && memcmp(small, again, size) == 0);
    CHECK_INT(small[4] | small[5] | small[6] | small[7], 0); /* no time in it */
}

TEST(what_does_not_fit_is_refused)
{
    size_t size = 7;
    fill();
    for (size_t cap = 0; cap < 40; cap++) {
        CHECK(gzip_press(text, 1000, small, cap, &size).code == ERR_FULL && size == 7);
    }
}

TEST(the_sum_is_gzips_own)
{
    CHECK(gzip_sum(0, "123456789", 9) == 0xCBF43926U);
    CHECK(gzip_sum(gzip_sum(0, "1234", 4), "56789", 5) == 0xCBF43926U);
    CHECK(gzip_sum(7, NULL, 0) == 7 && gzip_sum(7, "", 0) == 7);
}

int main(void)
{
    RUN(it_comes_back);
    RUN(two_in_a_row_are_one);
    RUN(the_same_bytes_make_the_same);
    RUN(what_does_not_fit_is_refused);
    RUN(the_sum_is_gzips_own);
    return check_done();
}
