#include "app/pack/pack_about.h"

#include <string.h>

#include "tests/check.h"

static struct pack_about about;
static char what[160];

static struct err read(const char *text)
{
    return pack_about_read(text, strlen(text), &about, what);
}

TEST(what_a_pack_says_of_itself_is_read)
{
    CHECK(!failed(read("# head\nname = gia-lai-2\nversion=12\r\nmade = 2026-11-26\n"
                       "expires = 2027-11-26\nmin_firmware = 1")));
    CHECK_STR(about.name, "gia-lai-2");
    CHECK_INT(about.version, 12);
    CHECK_STR(about.expires, "2027-11-26");
    CHECK(!pack_has_expired(&about, "2027-11-26"));
    CHECK(pack_has_expired(&about, "2027-11-27"));
    CHECK(!pack_has_expired(&about, "2026-12-31"));
}

TEST(what_is_wrong_is_told_with_its_line)
{
    static const char *const bad[] = {"name = A",
                                      "name = ../a",
                                      "name = -a",
                                      "version = 0",
                                      "version = -1",
                                      "version = 1x",
                                      "version = 99999999999",
                                      "made = 26.11.2026",
                                      "expires = 2027-13-01",
                                      "min_firmware = ",
                                      "colour = red",
                                      "no equals",
                                      "name = a-name-that-is-longer-than-forty-letters"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char text[200];
        (void)snprintf(text, sizeof text, "\n%s\n", bad[i]);
        CHECK_INT(read(text).code, ERR_BAD_INPUT);
        CHECK(strncmp(what, "pack.ini:2: ", 12) == 0);
    }
    CHECK(failed(read("name = a\nversion = 1\nmade = 2026-11-26\nmin_firmware = 1\n")));
    CHECK(strstr(what, "is missing") != NULL);
}

int main(void)
{
    RUN(what_a_pack_says_of_itself_is_read);
    RUN(what_is_wrong_is_told_with_its_line);
    return check_done();
}
