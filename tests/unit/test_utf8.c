#include "platform/base/utf8.h"

#include "tests/check.h"

TEST(every_code_point_survives_the_round_trip)
{
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        char out[4];
        size_t bytes = 0;
        const size_t n = utf8_encode(cp, out);
        if (cp >= 0xD800 && cp <= 0xDFFF) {
            CHECK_INT(n, 0);
            continue;
        }
        CHECK(utf8_decode(out, n, &bytes) == cp && bytes == n);
    }
}

TEST(malformed_bytes_are_refused)
{
    const char *const bad[] = {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80",
                               "\xFF",     "\xC3",         "a\x80"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        CHECK(!utf8_valid(bad[i], strlen(bad[i])));
    }
    CHECK(utf8_valid("Rơ Châm H’Lan", strlen("Rơ Châm H’Lan")));
}

/* Plain letters are looked at eight at a time: what follows or lies between them is seen. */
TEST(one_bad_byte_is_found_wherever_it_lies)
{
    char text[41];
    for (size_t len = 0; len < sizeof text; len++) {
        memset(text, 'a', sizeof text);
        CHECK(utf8_valid(text, len));
        for (size_t at = 0; at < len; at++) {
            memset(text, 'a', sizeof text);
            text[at] = '\x80';
            CHECK(!utf8_valid(text, len));
            if (at + 1 < len) {
                memcpy(text + at, "\xC3\xA0", 2);
                CHECK(utf8_valid(text, len));
                CHECK(!utf8_valid(text, at + 1));
            }
        }
    }
}

TEST(a_cluster_keeps_its_marks)
{
    const char *text = "kê\xCC\x86n"; /* k, e-circumflex + breve, n */
    CHECK_INT(utf8_cluster(text, strlen(text)), 1);
    CHECK_INT(utf8_cluster(text + 1, strlen(text + 1)), 4);
    CHECK_INT(utf8_last_cluster(text, 5), 1);
    CHECK_INT(utf8_last_cluster("", 0), 0);
    CHECK_INT(utf8_count(text), 4);
}

int main(void)
{
    RUN(every_code_point_survives_the_round_trip);
    RUN(malformed_bytes_are_refused);
    RUN(one_bad_byte_is_found_wherever_it_lies);
    RUN(a_cluster_keeps_its_marks);
    return check_done();
}
