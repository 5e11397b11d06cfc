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

/* kB of this process in memory. */
static long resident_kb(void)
{
    long size = 0;
    long resident = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    CHECK(f != NULL && fscanf(f, "%ld %ld", &size, &resident) == 2);
    if (f != NULL) {
        fclose(f);
    }
    return resident * (sysconf(_SC_PAGESIZE) / 1024);
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

/* Only what was written is wiped, to the last byte; the rest is not fetched for it. */
TEST(a_wipe_finds_what_was_written_and_touches_nothing_else)
{
    struct arena a;
    bool locked = false;
    CHECK(!failed(secret_open(&a, 8u << 20, &locked)));
    const size_t mark = arena_mark(&a);
    uint8_t *block = arena_alloc(&a, 7u << 20);
    CHECK(block != NULL);
    memset(block + 5, 7, 3);
    memset(block + (3u << 20) - 2, 7, 4);
    block[(7u << 20) - 1] = 7;
    const long before = resident_kb();
    arena_release(&a, mark);
    CHECK(!locked || resident_kb() - before < 1024);
    CHECK(arena_is_clean(&a));
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
    if (locked) {
        CHECK_INT(locked_kb() - before, 1024);
    } else {
        printf("# this kernel cannot lock them, or allows no more\n");
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
    RUN(a_wipe_finds_what_was_written_and_touches_nothing_else);
    RUN(guard_pages_catch_what_runs_over);
    RUN(what_is_written_lies_on_locked_pages);
    RUN(dumps_can_be_turned_off);
    return check_done();
}
