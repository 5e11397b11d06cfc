/* A bride with her card; the groom was married before. */
#define FOLDER      "assets/forms/1.000894/"
#define ANSWERS     "tests/fixtures/answers/1.000894.inc"
#define CARD_FIELDS 6 /* that her card fills */
#include "tests/unit/real_form.h"

TEST(what_is_sent_is_by_bride_and_groom)
{
    struct world w;
    load(&w);
    answer_all(&w);
    CHECK_STR(get(&w, "/data/marriage/HoTenBenNu"), "Rơ Châm H'Ưn");
    CHECK_STR(get(&w, "/data/marriage/NgaySinh_BenNu"), "1970-04-30");
    CHECK_STR(get(&w, "/data/marriage/SoLanKetHon_BenNu"), "1");
    CHECK_STR(get(&w, "/data/marriage/NoiCuTru_Xa_BenNu"), "23563");
    CHECK_STR(get(&w, "/data/marriage/HoTenBenNam"), "Siu Thử");
    CHECK_STR(get(&w, "/data/marriage/SoLanKetHon_BenNam"), "2");
    CHECK_STR(get(&w, "/data/marriage/TinhTrang_BenNam"), "ly_hon");
    CHECK_STR(get(&w, "/data/marriage/LyHon_So_BenNam"), "12/2020");
    set(&w, "/data/requester/BenNao", "nam");
    CHECK_STR(get(&w, "/data/marriage/HoTenBenNam"), "Rơ Châm H'Ưn");
    CHECK_STR(get(&w, "/data/marriage/SoLanKetHon_BenNu"), "2");
    unload(&w);
}

TEST(earlier_marriages_are_asked_about)
{
    struct world w;
    load(&w);
    answer_all(&w);
    set(&w, "/data/mine/Toi_TinhTrang", "da_mat");
    CHECK(is_asked(&w, "/data/mine/Toi_KhaiTu_So"));
    CHECK(is_asked(&w, "/data/papers/giay_khai_tu"));
    CHECK(!is_asked(&w, "/data/mine/Toi_LyHon_So"));
    CHECK(!is_asked(&w, "/data/partner/NhacTuoi"));
    set(&w, "/data/partner/NgaySinh", "2007");
    CHECK(is_asked(&w, "/data/partner/NhacTuoi")); /* told, not refused */
    unload(&w);
}

TEST(wrong_answers_are_told_in_words)
{
    static const struct answer wrong[] = {
        {"/data/mine/Toi_TinhTrang", "dang_co"},
        {"/data/partner/Kia_TinhTrang", "dang_co"},
        {"/data/partner/SoDinhDanh", "064170000123"},
        {"/data/partner/SoDinhDanh", "0641"},
        {"/data/partner/HoTen", "Siu 2"},
        {"/data/copies/SoLuong", "100"},
        {"/data/partner/NoiCuTru_TrongNuoc_Xa", "nowhere"},
        {"/data/partner/NgaySinh", "2027"},
    };
    struct world w;
    load(&w);
    answer_all(&w);
    CHECK(set(&w, "/data/partner/Kia_SoLan", "1").fault != FAULT_NONE);
    refuse_all(&w, wrong, sizeof wrong / sizeof wrong[0]);
    unload(&w);
}

TEST(what_is_left_open_validates_again)
{
    struct world w;
    load(&w);
    answer_all(&w);
    CHECK(!failed(
        form_set_open(w.form, form_find(w.form, "/data/partner/Kia_LyHon_So"), OPEN_PAPER)));
    sent_validates_again(&w);
    unload(&w);
}

int main(void)
{
    RUN(what_is_sent_is_by_bride_and_groom);
    RUN(earlier_marriages_are_asked_about);
    RUN(wrong_answers_are_told_in_words);
    RUN(what_is_left_open_validates_again);
    USUAL_FORM_TESTS;
    return check_done();
}
