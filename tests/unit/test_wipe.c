/* The wiping allocator is linked into programs, not into unit tests, so this test includes it. */
#include <stdint.h>

#include "tests/check.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
int main(void)
{
    printf("ok wipe_is_left_out_of_sanitizer_builds\n");
    return check_done();
}
#else
#    include "platform/base/wipe.c"

TEST(freed_memory_holds_nothing)
{
    char *const block = malloc(400);
    /* The address is kept as a number: looking at freed memory is the point here. */
    const uintptr_t address = (uintptr_t)block;
    memset(block + 64, 'N', 300);
    free(block);
    int found = 0;
    for (uintptr_t i = 64; i < 364; i++) {
        found += *(volatile const char *)(address + i) == 'N';
    }
    CHECK_INT(found, 0);
}

TEST(growing_moves_and_wipes_the_old_place)
{
    char *old = malloc(100);
    memset(old, 'N', 100);
    char *blocker = malloc(100);
    char *grown = realloc(old, 100000);
    CHECK(grown != NULL && grown[99] == 'N');
    free(blocker);
    grown = realloc(grown, 90000);
    CHECK(grown != NULL && grown[99] == 'N');
    free(grown);
    free(NULL);
}

int main(void)
{
    RUN(freed_memory_holds_nothing);
    RUN(growing_moves_and_wipes_the_old_place);
    return check_done();
}
#endif
