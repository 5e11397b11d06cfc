/* A woman who opens a shop alone, at her home. */
#define FOLDER      "assets/forms/1.001612/"
#define ANSWERS     "tests/fixtures/answers/1.001612.inc"
#define CARD_FIELDS 7 /* that her card fills */
#include "tests/unit/real_form.h"

TEST(what_is_sent_is_derived)
{
    struct world w;
    load(&w);
    answer_all(&w);
    CHECK_STR(get(&w, "/data/business/TenDayDu"), "HỘ KINH DOANH Tạp hóa Thử");
    CHECK_STR(get(&w, "/data/business/TruSo_Tinh"), "52");
    CHECK(strstr(get(&w, "/data/contact/DiaChiLienLac"), "Làng Kép, ") != NULL);
    set(&w, "/data/contact/NoiNhanGiay", "khac");
    CHECK(is_asked(&w, "/data/contact/LienLac_Xa"));
    set(&w, "/data/contact/LienLac_ChiTiet", "Làng Mẫu");
    CHECK(strstr(get(&w, "/data/contact/DiaChiThue"), "Làng Mẫu, ") != NULL);
    unload(&w);
}

TEST(tables_are_repeats)
{
    struct world w;
    form_node second = FORM_NONE;
    load(&w);
    answer_all(&w);
    CHECK(!is_asked(&w, "/data/trades/NgheKhac[1]/TenNganh"));
    set(&w, "/data/trades/CoNgheKhac", "co");
    set(&w, "/data/trades/NgheKhac[1]/TenNganh", "Sửa xe máy");
    set(&w, "/data/founders/ChuThe", "ho_gia_dinh");
    CHECK(is_asked(&w, "/data/founders/NhacThanhVien"));
    const form_node first = form_find(w.form, "/data/founders/ThanhVien[1]");
    CHECK(!failed(form_repeat_add(w.form, first, &second)));
    CHECK(!is_asked(&w, "/data/founders/NhacThanhVien"));
    set(&w, "/data/founders/ThanhVien[1]/HoTen", "Siu Thử");
    set(&w, "/data/founders/ThanhVien[2]/HoTen", "Siu Mẫu");
    CHECK_STR(get(&w, "/data/founders/ThanhVien[2]/HoTen"), "Siu Mẫu");
    CHECK(is_asked(&w, "/data/papers/giay_uy_quyen"));
    unload(&w);
}

TEST(wrong_answers_are_told_in_words)
{
    static const struct answer wrong[] = {
        {"/data/money/VonKinhDoanh", "0"},        {"/data/money/TongLaoDong", "10000"},
        {"/data/money/NgayBatDau", "2026-11-22"}, {"/data/business/TruSo_Xa", "nowhere"},
        {"/data/requester/SoDienThoai", "123"},
    };
    refuse_each(wrong, sizeof wrong / sizeof wrong[0]);
}

TEST(a_trade_of_her_own_words_validates_again)
{
    struct world w;
    load(&w);
    answer_all(&w);
    set(&w, "/data/trades/CoNgheKhac", "co");
    set(&w, "/data/trades/NgheKhac[1]/TenNganh", "Sửa xe máy");
    sent_validates_again(&w);
    unload(&w);
}

int main(void)
{
    RUN(what_is_sent_is_derived);
    RUN(tables_are_repeats);
    RUN(wrong_answers_are_told_in_words);
    RUN(a_trade_of_her_own_words_validates_again);
    USUAL_FORM_TESTS;
    return check_done();
}
