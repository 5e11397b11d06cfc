#include "app/citizen/address.h"

#include "tests/check.h"

static uint8_t storage[1 << 20];
static const struct communes *communes;

static const struct date before = {2021, 6, 15};
static const struct date after = {2025, 9, 2};

/* "exact Xã A", "ask Xã A / Xã B", "unknown" */
static const char *found(const char *text, struct date issued)
{
    static char out[512];
    struct buf b;
    struct address a;
    address_find(communes, text, issued, &a);
    buf_init(&b, out, sizeof out);
    buf_puts(&b, address_result_word(a.result));
    for (int i = 0; i < a.count; i++) {
        buf_puts(&b, i == 0 ? " " : " / ");
        communes_label(communes, a.units[i], &b);
    }
    return out;
}

TEST(three_old_levels_lead_to_the_unit_of_today)
{
    CHECK_STR(found("Làng Mẫu, Ia Hrung, Ia Grai, Gia Lai", before), "exact Xã Ia Hrung");
    CHECK_STR(found("Buôn Thử, Ia Hiao, Phú Thiện, Gia Lai", before), "exact Xã Ia Hiao");
    CHECK_STR(found("Thôn Mẫu, An Toàn, An Lão, Bình Định", before), "exact Xã An Toàn");
    CHECK_STR(found("Làng Mẫu, xã Ia Yok, huyện Ia Grai, tỉnh Gia Lai", before),
              "exact Xã Ia Hrung");
    CHECK_STR(found("TỔ 1, P. NHƠN BÌNH, TP. QUY NHƠN, BÌNH ĐỊNH", before),
              "exact Phường Quy Nhơn Đông");
    CHECK_STR(found("lang mau, ia yok, ia grai, gia lai", before), "exact Xã Ia Hrung");
}

TEST(two_levels_are_units_of_today)
{
    CHECK_STR(found("Tổ 1, phường Pleiku, Gia Lai", after), "exact Phường Pleiku");
    CHECK_STR(found("Làng Mẫu, xã Ia Ko, Gia Lai", before), "exact Xã Ia Ko");
    CHECK_STR(found("Thon Mau, Phu Cat, Gia Lai", before), "exact Xã Phù Cát");
    CHECK_STR(found("Thôn Mẫu, xã Hòa Hội, Gia Lai", after), "exact Xã Hoà Hội");
    CHECK_STR(found("Làng Mẫu, Albá, Gia Lai, Việt Nam", after), "exact Xã Al Bá");
    CHECK_STR(found("Phường Ba Đình, thành phố Hà Nội", after), "exact Phường Ba Đình, Hà Nội");
}

TEST(a_split_unit_is_asked_about)
{
    CHECK_STR(found("Làng Mẫu, Canh Liên, Vân Canh, Bình Định", before),
              "ask Xã Canh Liên / Xã Canh Vinh");
    CHECK_STR(found("Làng Mẫu, An Nghĩa, An Lão, Bình Định", before), "ask Xã An Toàn / Xã An Hoà");
}

TEST(an_old_district_is_not_taken_for_its_namesake)
{
    /* The commune is misspelled; "Phù Cát" was its district then. */
    CHECK_STR(found("12 Đường Thử, Xyz, Phù Cát, Bình Định", before), "ask Xã Phù Cát");
    CHECK_STR(found("Abc, Sa Pa, Lào Cai", before), "ask Phường Sa Pa, Lào Cai");
}

TEST(an_old_card_without_district_may_mean_several)
{
    /* Before 2025 two communes were called Ia Sao; one is a unit of its own name today. */
    CHECK_STR(found("Làng Mẫu, Ia Sao, Gia Lai", before), "ask Xã Ia Sao / Xã Ia Hrung");
    CHECK_STR(found("Làng Mẫu, Ia Sao, Gia Lai", after), "exact Xã Ia Sao");
}

TEST(names_that_differ_in_marks_are_told_apart_where_they_can)
{
    const char *both = found("Ấp Mẫu, Tan Thanh, Đồng Tháp", after);
    CHECK(strncmp(both, "ask ", 4) == 0 || strncmp(both, "exact ", 6) == 0);
    CHECK_STR(found("Ấp Mẫu, phường Mỹ Tho, Đồng Tháp", after), "exact Phường Mỹ Tho, Đồng Tháp");
}

TEST(what_cannot_be_placed_is_unknown)
{
    CHECK_STR(found("", before), "unknown");
    CHECK_STR(found("Gia Lai", before), "unknown");
    CHECK_STR(found("đường Thử, Atlantis", before), "unknown");
    CHECK_STR(found(",,,;", before), "unknown");
}

TEST(the_detail_before_the_commune_is_kept)
{
    struct address a;
    address_find(communes, "Số 3, Làng Mẫu , Ia Hrung, Ia Grai, Gia Lai", before, &a);
    CHECK_STR(a.detail, "Số 3, Làng Mẫu");
    CHECK(a.old);
    address_find(communes, "xã Ia Ko, Gia Lai", after, &a);
    CHECK_STR(a.detail, "");
    CHECK(!a.old);
}

TEST(every_old_unit_of_the_list_is_found_again)
{
    for (int i = 0; i < communes->old_count; i++) {
        const struct old_commune *o = &communes->old[i];
        char text[256];
        snprintf(text, sizeof text, "Làng Mẫu, %s, %s, %s", o->name, o->district, o->province);
        struct address a;
        address_find(communes, text, before, &a);
        bool there = false;
        for (int k = 0; k < a.count; k++) {
            there = there || a.units[k] == o->unit;
        }
        if (!there || a.result != (o->partial ? ADDRESS_ASK : ADDRESS_EXACT)) {
            printf("# %s\n", text);
            CHECK(false);
        }
    }
}

TEST(every_unit_of_today_is_found_again)
{
    for (int i = 0; i < communes->count; i++) {
        char text[256];
        struct buf b;
        struct address a;
        buf_init(&b, text, sizeof text);
        buf_puts(&b, "Thôn Mẫu, ");
        communes_label(communes, i, &b);
        if (i < communes->home_count) {
            buf_puts(&b, ", Gia Lai");
        }
        address_find(communes, text, after, &a);
        if (a.result != ADDRESS_EXACT || a.units[0] != i) {
            printf("# %s\n", text);
            CHECK(false);
        }
    }
}

int main(void)
{
    struct arena arena;
    struct assets assets;
    struct communes *loaded = NULL;
    arena_init(&arena, storage, sizeof storage);
    if (failed(assets_open(&assets, files_linux(), NULL)) ||
        failed(communes_load(&arena, &assets, "52", &loaded))) {
        return 1;
    }
    communes = loaded;
    RUN(three_old_levels_lead_to_the_unit_of_today);
    RUN(two_levels_are_units_of_today);
    RUN(a_split_unit_is_asked_about);
    RUN(an_old_district_is_not_taken_for_its_namesake);
    RUN(an_old_card_without_district_may_mean_several);
    RUN(names_that_differ_in_marks_are_told_apart_where_they_can);
    RUN(what_cannot_be_placed_is_unknown);
    RUN(the_detail_before_the_commune_is_kept);
    RUN(every_old_unit_of_the_list_is_found_again);
    RUN(every_unit_of_today_is_found_again);
    return check_done();
}
