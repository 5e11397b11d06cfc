#define _GNU_SOURCE /* memmem */
#include "platform/base/arena.h"

#include "tests/check.h"

TEST(hands_out_zeroed_aligned_memory)
{
    uint8_t storage[256] __attribute__((aligned(16)));
    memset(storage, 42, sizeof storage);
    struct arena a;
    arena_init(&a, storage, sizeof storage);
    char *one = arena_alloc(&a, 3);
    char *two = arena_alloc(&a, 8);
    CHECK(one != NULL && one[0] == 0 && one[2] == 0);
    CHECK((uintptr_t)two % 16 == 0);
}

TEST(refuses_what_does_not_fit)
{
    uint8_t storage[64];
    struct arena a;
    arena_init(&a, storage, sizeof storage);
    CHECK(arena_alloc(&a, 65) == NULL);
    CHECK(arena_alloc(&a, SIZE_MAX) == NULL);
    CHECK(arena_alloc(&a, 64) != NULL);
    CHECK(arena_alloc(&a, 1) == NULL);
}

TEST(release_and_wipe_leave_zeroes)
{
    uint8_t storage[128] = {0};
    struct arena a;
    arena_init(&a, storage, sizeof storage);
    CHECK_STR(arena_copy(&a, "Ksor", 4), "Ksor");
    const size_t mark = arena_mark(&a);
    CHECK_STR(arena_copy(&a, "secret", 6), "secret");
    arena_release(&a, mark);
    CHECK(memmem(storage, sizeof storage, "secret", 6) == NULL);
    arena_wipe(&a);
    CHECK(arena_is_clean(&a));
}

TEST(a_carved_part_is_within_and_hands_out_zeroes)
{
    uint8_t storage[256] __attribute__((aligned(16)));
    memset(storage, 42, sizeof storage);
    struct arena a;
    struct arena part;
    arena_init(&a, storage, sizeof storage);
    CHECK(arena_carve(&a, 64, &part));
    const char *inside = arena_alloc(&part, 8);
    CHECK(inside != NULL && inside[0] == 0 && inside[7] == 0);
    CHECK(arena_alloc(&part, 64) == NULL);
    CHECK(!arena_carve(&a, 512, &part) && part.size == 0);
}

/* 42 stands for the kernel's zeroes: it shows that nothing was written. */
TEST(fresh_storage_is_handed_out_untouched_and_comes_back_zeroed)
{
    uint8_t storage[256] __attribute__((aligned(16)));
    memset(storage, 42, sizeof storage);
    struct arena a;
    struct arena part;
    arena_init_clean(&a, storage, sizeof storage);
    const size_t mark = arena_mark(&a);
    const uint8_t *first = arena_alloc(&a, 16);
    CHECK(first != NULL && first[0] == 42);
    CHECK(arena_carve(&a, 64, &part));
    const uint8_t *inside = arena_alloc(&part, 16);
    CHECK(inside != NULL && inside[0] == 42);
    arena_release(&a, mark);
    const uint8_t *again = arena_alloc(&a, 80);
    CHECK(again != NULL && again[0] == 0 && again[79] == 0);
}

int main(void)
{
    RUN(fresh_storage_is_handed_out_untouched_and_comes_back_zeroed);
    RUN(hands_out_zeroed_aligned_memory);
    RUN(refuses_what_does_not_fit);
    RUN(a_carved_part_is_within_and_hands_out_zeroes);
    RUN(release_and_wipe_leave_zeroes);
    return check_done();
}
