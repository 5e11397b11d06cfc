#include "app/cli/commands.h"

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

int main(void)
{
    RUN(help_and_version_succeed);
    RUN(wrong_use_ends_with_two);
    return check_done();
}
