#include "app/cli/commands.h"

#include "app/cli/cli_line.h"
#include "tests/check.h"

static int run(int argc, const char *a, const char *b, const char *c)
{
    char words[4][64];
    char *argv[5] = {NULL};
    const char *given[] = {"kioskctl", a, b, c};
    for (int i = 0; i < argc; i++) {
        snprintf(words[i], sizeof words[i], "%s", given[i]);
        argv[i] = words[i];
    }
    return commands_run(NULL, argc, argv);
}

TEST(help_and_version_succeed)
{
    CHECK_INT(run(2, "--help", NULL, NULL), 0);
    CHECK_INT(run(2, "--version", NULL, NULL), 0);
    CHECK_INT(run(3, "type", "--help", NULL), 0);
    CHECK_INT(run(3, "card", "--help", NULL), 0);
}

TEST(wrong_use_ends_with_two)
{
    CHECK_INT(run(1, NULL, NULL, NULL), 2);
    CHECK_INT(run(2, "tpye", NULL, NULL), 2);
    CHECK_INT(run(2, "--hlep", NULL, NULL), 2);
    CHECK_INT(run(3, "type", "--mehtod", NULL), 2);
    CHECK_INT(run(4, "type", "--method", "morse"), 2);
    CHECK_INT(run(4, "type", "--old-tone", "--new-tone"), 2);
    CHECK_INT(run(3, "card", "payload", NULL), 2);
    CHECK_INT(run(4, "card", "--now", "2026-02-30"), 2);
}

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

int main(void)
{
    RUN(help_and_version_succeed);
    RUN(wrong_use_ends_with_two);
    RUN(lines_of_any_length_stay_lines);
    return check_done();
}
