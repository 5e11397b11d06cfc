#include "platform/base/secret.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/check.h"

/* True when a child that runs `write past` dies of it. */
static bool dies(uint8_t *at)
{
    const pid_t child = fork();
    if (child == 0) {
        *(volatile uint8_t *)at = 1;
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) || WEXITSTATUS(status) != 0;
}

TEST(guard_pages_catch_what_runs_over)
{
    struct arena a;
    bool locked = false;
    CHECK(!failed(secret_open(&a, 100000, &locked)));
    CHECK(a.size >= 100000);
    CHECK(arena_is_clean(&a));
    CHECK(dies(a.base - 1));
    CHECK(dies(a.base + a.size));
    CHECK(!dies(a.base + a.size - 1));
    secret_close(&a);
    CHECK(a.base == NULL);
    secret_close(&a);
}

/* kB that the kernel counts as locked for this process. */
static long locked_kb(void)
{
    char line[200];
    long kb = -1;
    FILE *f = fopen("/proc/self/status", "r");
    while (f != NULL && fgets(line, sizeof line, f) != NULL) {
        if (strncmp(line, "VmLck:", 6) == 0) {
            kb = strtol(line + 6, NULL, 10);
        }
    }
    if (f != NULL) {
        fclose(f);
    }
    return kb;
}

TEST(what_is_written_lies_on_locked_pages)
{
    struct arena a;
    bool locked = false;
    const long before = locked_kb();
    CHECK(!failed(secret_open(&a, 1 << 20, &locked)));
    if (locked) { /* else the machine allows no more */
        CHECK_INT(locked_kb() - before, 1024);
    }
    secret_close(&a);
}

TEST(dumps_can_be_turned_off)
{
    const pid_t child = fork();
    if (child == 0) {
        _exit(failed(secret_no_dumps()) ? 1 : 0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    CHECK_INT(WEXITSTATUS(status), 0);
}

int main(void)
{
    RUN(guard_pages_catch_what_runs_over);
    RUN(what_is_written_lies_on_locked_pages);
    RUN(dumps_can_be_turned_off);
    return check_done();
}
