/* The whole test framework. A test program lists its tests in main:
 *     int main(void) { RUN(arena_wipes); RUN(arena_refuses_too_much); return check_done(); }
 * and tests/run counts the "ok" and "not ok" lines. */
#ifndef TESTS_CHECK_H
#define TESTS_CHECK_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int check_failures;
static bool check_bad;

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            printf("# %s:%d: %s\n", __FILE__, __LINE__, #condition);                               \
            check_bad = true;                                                                      \
        }                                                                                          \
    } while (0)

/* Compares two strings and shows both when they differ. */
#define CHECK_STR(got, want) check_str((got), (want), __FILE__, __LINE__)
/* Compares two integers and shows both when they differ. */
#define CHECK_INT(got, want) check_int((long long)(got), (long long)(want), __FILE__, __LINE__)

__attribute__((unused)) static void check_str(const char *got, const char *want, const char *file,
                                              int line)
{
    if (got == NULL || want == NULL ? got != want : strcmp(got, want) != 0) {
        printf("# %s:%d: got \"%s\", want \"%s\"\n", file, line, got == NULL ? "(null)" : got,
               want == NULL ? "(null)" : want);
        check_bad = true;
    }
}

__attribute__((unused)) static void check_int(long long got, long long want, const char *file,
                                              int line)
{
    if (got != want) {
        printf("# %s:%d: got %lld, want %lld\n", file, line, got, want);
        check_bad = true;
    }
}

#define TEST(name) static void name(void)

#define RUN(name)                                                                                  \
    do {                                                                                           \
        check_bad = false;                                                                         \
        name();                                                                                    \
        printf("%s %s\n", check_bad ? "not ok" : "ok", #name);                                     \
        fflush(stdout);                                                                            \
        check_failures += check_bad;                                                               \
    } while (0)

static int check_done(void)
{
    return check_failures == 0 ? 0 : 1;
}

#endif
