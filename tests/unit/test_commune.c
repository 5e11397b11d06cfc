#include "app/citizen/commune.h"

#include <time.h>

#include "app/citizen/csv.h"
#include "tests/check.h"

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#    define KEY_LIMIT_US 100000 /* a sanitizer's time says nothing about the product's */
#else
#    define KEY_LIMIT_US 5000 /* CONTRACTS: filter or search per key */
#endif

static uint8_t storage[1 << 20];

static const struct communes *load(void)
{
    struct arena arena;
    struct assets assets;
    struct communes *c = NULL;
    arena_init(&arena, storage, sizeof storage);
    CHECK_INT(assets_open(&assets, files_linux(), NULL).code, ERR_NONE);
    CHECK_INT(communes_load(&arena, &assets, "52", &c).code, ERR_NONE);
    return c;
}

static const char *label(const struct communes *c, int unit)
{
    static char text[128];
    struct buf b;
    buf_init(&b, text, sizeof text);
    communes_label(c, unit, &b);
    return text;
}

static const char *first(const struct communes *c, const char *typed)
{
    uint16_t units[8];
    return communes_filter(c, typed, units, 8) > 0 ? label(c, units[0]) : "none";
}

TEST(csv_reads_quotes_and_line_ends)
{
    static const char text[] = "a,\"b, \"\"c\"\"\",\r\n\n\"d\",e\n\"open";
    uint8_t room[256];
    struct arena arena;
    arena_init(&arena, room, sizeof room);
    struct csv csv;
    struct csv_field f[4];
    csv_open(&csv, text, sizeof text - 1, ',');
    CHECK_INT(csv_next(&csv, f, 4), 3);
    CHECK_STR(csv_copy(&arena, &f[1]), "b, \"c\"");
    CHECK_INT(f[2].len, 0);
    CHECK_INT(csv_next(&csv, f, 4), 2);
    CHECK_INT(csv.line, 3);
    CHECK_STR(csv_copy(&arena, &f[0]), "d");
    CHECK_INT(csv_next(&csv, f, 4), -1);
}

TEST(all_units_are_there_with_the_home_province_first)
{
    const struct communes *c = load();
    CHECK_INT(c->count, 3321);
    CHECK_INT(c->home_count, 135);
    CHECK_INT(c->province_count, 34);
    CHECK_INT(c->old_province_count, 63);
    CHECK_INT(c->old_count, 376);
    CHECK_STR(c->provinces[c->units[0].province].name, "Gia Lai");
    CHECK(communes_find(c, "00004") >= 135);
    CHECK_STR(label(c, communes_find(c, "00004")), "Phường Ba Đình, Hà Nội");
    CHECK_INT(communes_find(c, "99999"), -1);
}

TEST(the_filter_forgives_and_puts_home_first)
{
    const struct communes *c = load();
    CHECK_STR(first(c, "ia hr"), "Xã Ia Hrú");
    CHECK_STR(first(c, "IA HRÙNG"), "Xã Ia Hrung");
    CHECK_STR(first(c, "hrung"), "Xã Ia Hrung");
    CHECK_STR(first(c, "xã ia hrung"), "Xã Ia Hrung");
    CHECK_STR(first(c, "pleiku"), "Phường Pleiku");
    CHECK_STR(first(c, "ba dinh"), "Phường Ba Đình, Hà Nội");
    CHECK_STR(first(c, "ba dinh ha noi"), "Phường Ba Đình, Hà Nội");
    CHECK_STR(first(c, "zzz"), "none");
    uint16_t units[4096];
    CHECK_INT(communes_filter(c, "", units, 4096), 3321);
    CHECK_INT(units[0], 0);
    CHECK_INT(communes_filter(c, "", units, 10), 10);
}

TEST(old_names_find_the_new_unit)
{
    const struct communes *c = load();
    uint16_t units[64];
    /* Ia Yok of the district Ia Grai went to Ia Hrung. */
    CHECK(communes_filter(c, "Ia Yok", units, 64) >= 1);
    CHECK_STR(label(c, units[0]), "Xã Ia Hrung");
    char text[256];
    struct buf b;
    buf_init(&b, text, sizeof text);
    communes_made_of(c, units[0], &b);
    CHECK(strstr(text, "Ia Yok") != NULL && strstr(text, ", ") != NULL);
    /* A split unit leads to both. */
    const int found = communes_filter(c, "Canh Liên", units, 64);
    bool vinh = false;
    for (int i = 0; i < found; i++) {
        vinh = vinh || strcmp(label(c, units[i]), "Xã Canh Vinh") == 0;
    }
    CHECK_STR(label(c, units[0]), "Xã Canh Liên");
    CHECK(vinh);
}

TEST(filtering_takes_under_five_milliseconds)
{
    const struct communes *c = load();
    static const char *const typed[] = {"i", "ia", "ia h", "a", "tan thanh", "khong co", ""};
    uint16_t units[512];
    struct timespec from;
    struct timespec to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    const int rounds = 70;
    for (int i = 0; i < rounds; i++) {
        (void)communes_filter(c, typed[i % 7], units, 512);
    }
    clock_gettime(CLOCK_MONOTONIC, &to);
    const long microseconds =
        ((to.tv_sec - from.tv_sec) * 1000000 + (to.tv_nsec - from.tv_nsec) / 1000) / rounds;
    printf("# %ld microseconds a key\n", microseconds);
    CHECK(microseconds < KEY_LIMIT_US);
}

TEST(a_small_arena_and_an_unknown_home_are_refused)
{
    struct arena arena;
    struct assets assets;
    struct communes *c = NULL;
    CHECK_INT(assets_open(&assets, files_linux(), NULL).code, ERR_NONE);
    arena_init(&arena, storage, sizeof storage);
    CHECK_INT(communes_load(&arena, &assets, "53", &c).code, ERR_CORRUPT);
    arena_init(&arena, storage, 300000);
    CHECK_INT(communes_load(&arena, &assets, "52", &c).code, ERR_FULL);
    arena_init(&arena, storage, 40000);
    CHECK_INT(communes_load(&arena, &assets, "52", &c).code, ERR_FULL);
    CHECK(c == NULL);
}

int main(void)
{
    RUN(csv_reads_quotes_and_line_ends);
    RUN(all_units_are_there_with_the_home_province_first);
    RUN(the_filter_forgives_and_puts_home_first);
    RUN(old_names_find_the_new_unit);
    RUN(filtering_takes_under_five_milliseconds);
    RUN(a_small_arena_and_an_unknown_home_are_refused);
    return check_done();
}
