#include "app/cli/cli_line.h"

#include "tests/check.h"

TEST(lines_of_any_length_stay_lines)
{
    FILE *in = tmpfile();
    char line[8];
    size_t len = 0;
    bool cut = false;
    CHECK(in != NULL);
    if (in == NULL) {
        return;
    }
    fputs("short\nmuch too long\n\nlast", in);
    rewind(in);
    CHECK(cli_line(in, line, sizeof line, &len, &cut) && !cut);
    CHECK_STR(line, "short");
    CHECK(cli_line(in, line, sizeof line, &len, &cut) && cut);
    CHECK_INT(len, 7);
    CHECK(cli_line(in, line, sizeof line, &len, &cut) && len == 0);
    CHECK(cli_line(in, line, sizeof line, &len, &cut));
    CHECK_STR(line, "last");
    CHECK(!cli_line(in, line, sizeof line, &len, &cut));
    fclose(in);
}

TEST(a_line_may_hold_nul_and_a_stream_end_without_a_line_feed)
{
    FILE *in = tmpfile();
    char line[16];
    size_t len = 0;
    bool cut = false;
    CHECK(in != NULL && fwrite("a\0b", 1, 3, in) == 3);
    if (in == NULL) {
        return;
    }
    rewind(in);
    CHECK(cli_line(in, line, sizeof line, &len, &cut) && !cut);
    CHECK_INT(len, 3);
    CHECK_INT(memcmp(line, "a\0b", 4), 0);
    CHECK(!cli_line(in, line, sizeof line, &len, &cut));
    fclose(in);
}

int main(void)
{
    RUN(lines_of_any_length_stay_lines);
    RUN(a_line_may_hold_nul_and_a_stream_end_without_a_line_feed);
    return check_done();
}
