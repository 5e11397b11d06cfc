#include "platform/base/options.h"

#include <stdio.h>

#include "platform/base/nearest.h"
#include "tests/check.h"

static const char *size;
static bool headless;

static bool only_x(void *context, const char *value)
{
    (*(int *)context)++;
    return strcmp(value, "x") == 0;
}

static int parse(int argc, char **argv, int *ret_words)
{
    static int taken;
    const struct option_row rows[] = {
        {.name = "--size", .argument = "WxH", .help = "panel", .value = &size},
        {.name = "--headless", .help = "no display", .on = &headless},
        {.name = "--only", .argument = "X", .help = "x", .take = only_x, .context = &taken},
    };
    const struct program p = {"test", "tests", "test", "", rows, 3};
    size = NULL;
    headless = false;
    return options_parse(&p, argc, argv, ret_words);
}

TEST(takes_values_both_ways_and_keeps_words)
{
    int words = 0;
    char *argv[] = {(char[]){"test"},       (char[]){"one"}, (char[]){"--size=1x2"},
                    (char[]){"--headless"}, (char[]){"two"}, NULL};
    CHECK_INT(parse(5, argv, &words), -1);
    CHECK_STR(size, "1x2");
    CHECK(headless);
    CHECK_INT(words, 2);
    CHECK_STR(argv[1], "one");
    CHECK_STR(argv[2], "two");
    char *spaced[] = {(char[]){"test"}, (char[]){"--size"}, (char[]){"3x4"}, NULL};
    CHECK_INT(parse(3, spaced, &words), -1);
    CHECK_STR(size, "3x4");
}

TEST(numbers_and_what_follows_two_dashes_are_words)
{
    int words = 0;
    char *argv[] = {(char[]){"test"},
                    (char[]){"-1"},
                    (char[]){"--2"},
                    (char[]){"-(3)"},
                    (char[]){"--"},
                    (char[]){"--size"},
                    NULL};
    CHECK_INT(parse(6, argv, &words), -1);
    CHECK_INT(words, 4);
    CHECK_STR(argv[1], "-1");
    CHECK_STR(argv[4], "--size");
    char *letter[] = {(char[]){"test"}, (char[]){"-x"}, NULL};
    CHECK_INT(parse(2, letter, &words), 2);
}

TEST(refuses_the_unknown_the_missing_and_the_wrong_with_two)
{
    int words = 0;
    char *unknown[] = {(char[]){"test"}, (char[]){"--sice"}, NULL};
    CHECK_INT(parse(2, unknown, &words), 2);
    char *missing[] = {(char[]){"test"}, (char[]){"--size"}, NULL};
    CHECK_INT(parse(2, missing, &words), 2);
    char *wrong[] = {(char[]){"test"}, (char[]){"--only"}, (char[]){"y"}, NULL};
    CHECK_INT(parse(3, wrong, &words), 2);
    char *value[] = {(char[]){"test"}, (char[]){"--headless=1"}, NULL};
    CHECK_INT(parse(2, value, &words), 2);
}

TEST(suggests_only_what_is_near)
{
    const char *const words[] = {"printer.uri", "printer.width", "sound.volume"};
    CHECK_STR(nearest("printer.url", words, 3), "printer.uri");
    CHECK_STR(nearest("sound.volum", words, 3), "sound.volume");
    CHECK(nearest("xyz", words, 3) == NULL);
}

int main(void)
{
    RUN(takes_values_both_ways_and_keeps_words);
    RUN(numbers_and_what_follows_two_dashes_are_words);
    RUN(refuses_the_unknown_the_missing_and_the_wrong_with_two);
    RUN(suggests_only_what_is_near);
    return check_done();
}
