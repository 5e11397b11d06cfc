/* A woman who never married and wants to, with her card. */
#define FOLDER      "assets/forms/1.004873/"
#define ANSWERS     "tests/fixtures/answers/1.004873.inc"
#define CARD_FIELDS 7 /* that her card fills */
#include "tests/unit/real_form.h"

TEST(her_day_of_birth_is_not_wanted_for_another)
{
    struct world w;
    load(&w);
    answer(&w, usual, USUAL);
    CHECK(is_asked(&w, "/data/requester/NgaySinhC"));
    set(&w, "/data/purpose/MucDich", "vay_von");
    set(&w, "/data/requester/QuanHe", "con");
    CHECK(!is_asked(&w, "/data/requester/NgaySinhC"));
    CHECK(form_page_count(w.form) <= 25);
    unload(&w);
}

TEST(what_is_sent_about_her_comes_from_her_card)
{
    struct world w;
    load(&w);
    answer_all(&w);
    CHECK_STR(get(&w, "/data/subject/HoTen"), "Rơ Châm H'Ưn");
    CHECK_STR(get(&w, "/data/subject/NgaySinh"), "1970-04-30");
    CHECK_STR(get(&w, "/data/subject/GioiTinh"), "nu");
    CHECK_STR(get(&w, "/data/subject/SoGiayTo"), "064170000123");
    CHECK_STR(get(&w, "/data/subject/NoiCuTru_TrongNuoc_Tinh"), "52");
    CHECK_STR(get(&w, "/data/subject/NoiCuTru_TrongNuoc_ChiTiet"), "Làng Kép");
    CHECK_STR(get(&w, "/data/subject/NoiCap"), "Cục Cảnh sát quản lý hành chính về trật tự xã hội");
    CHECK(strstr(get(&w, "/data/subject/KinhGui"), "Ủy ban nhân dân ") != NULL);
    CHECK_STR(get(&w, "/data/partner/QuocTich"), "Việt Nam");
    CHECK_STR(get(&w, "/data/partner/LoaiGiayTo"), "can_cuoc");
    unload(&w);
}

TEST(a_father_asks_for_his_son_and_brings_an_authorisation)
{
    static const struct answer son[] = {
        {"/data/requester/QuanHe", "cha"},
        {"/data/other/HoTen", "Rơ Châm Thử"},
        {"/data/other/NgaySinh", "2001-05"},
        {"/data/other/GioiTinh", "nam"},
        {"/data/other/SoDinhDanh", "064201000123"},
        {"/data/other/NoiCuTru_TrongNuoc_Xa", "23767"},
        {"/data/subject/DanToc", "10"},
        {"/data/residence/NoiXin", "hien_nay"},
        {"/data/status/TinhTrang", "chua_ket_hon"},
        {"/data/purpose/MucDich", "vay_von"},
        {"/data/copies/SoBan", "1"},
        {"/data/papers/XinLai", "khong"},
        {"/data/requester/SoDienThoai", ""},
        {"/data/papers/giay_uy_quyen", "giay_uy_quyen.jpg"},
    };
    struct world w;
    load(&w);
    scan_card(&w);
    walk(&w, son, sizeof son / sizeof son[0]);
    CHECK_STR(get(&w, "/data/subject/HoTen"), "Rơ Châm Thử");
    CHECK_STR(get(&w, "/data/subject/NgaySinh"), "2001-05");
    CHECK_STR(get(&w, "/data/subject/GioiTinh"), "nam");
    CHECK_STR(get(&w, "/data/subject/NoiCuTru_TrongNuoc_Xa"), "23767");
    set(&w, "/data/other/GioiTinh", "nu");
    CHECK(is_asked(&w, "/data/other/NhacSo"));
    CHECK_INT(form_check_all(w.form).fault, FAULT_NONE); /* told, not refused */
    unload(&w);
}

TEST(each_status_asks_for_its_own_paper)
{
    static const struct {
        const char *status, *asked, *paper;
    } rows[] = {
        {"ly_hon", "/data/status/BanAn_So", "/data/papers/giay_ly_hon"},
        {"da_mat", "/data/status/KhaiTu_So", "/data/papers/giay_khai_tu"},
        {"dang_co", "/data/status/VoChong_HoTen", NULL},
        {"truoc_do", "/data/status/ChuaTuNgay", NULL},
        {"khac", "/data/status/NoiDungKhac", NULL},
    };
    struct world w;
    load(&w);
    answer_all(&w);
    CHECK(!is_asked(&w, "/data/papers/giay_uy_quyen"));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        CHECK_INT(set(&w, "/data/status/TinhTrang", rows[i].status).fault, FAULT_NONE);
        for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
            CHECK(is_asked(&w, rows[k].asked) == (k == i || (k == 2 && i == 3)));
            CHECK(rows[k].paper == NULL || is_asked(&w, rows[k].paper) == (k == i));
        }
        CHECK(form_page_count(w.form) <= 25);
    }
    set(&w, "/data/papers/XinLai", "co");
    CHECK(is_asked(&w, "/data/papers/giay_xac_nhan_cu"));
    unload(&w);
}

TEST(what_looks_odd_is_a_note_and_no_refusal)
{
    struct world w;
    load(&w);
    answer_all(&w);
    set(&w, "/data/status/TinhTrang", "dang_co");
    CHECK(is_asked(&w, "/data/purpose/NhacDangCo"));
    set(&w, "/data/purpose/MucDich", "mua_ban");
    CHECK(!is_asked(&w, "/data/purpose/NhacDangCo"));
    CHECK(!is_asked(&w, "/data/partner/HoTen"));
    set(&w, "/data/residence/NoiXin", "truoc_day");
    set(&w, "/data/residence/TuNgay", "1988-01-01");
    CHECK(!is_asked(&w, "/data/residence/NhacTuoi"));
    set(&w, "/data/residence/TuNgay", "1987-01-01");
    CHECK(is_asked(&w, "/data/residence/NhacTuoi"));
    unload(&w);
}

TEST(somebody_of_another_country_is_asked_otherwise)
{
    struct world w;
    load(&w);
    answer_all(&w);
    set(&w, "/data/partner/QuocTichChon", "nuoc_khac");
    CHECK(!is_asked(&w, "/data/partner/NoiCuTru_Xa"));
    CHECK(is_asked(&w, "/data/partner/NoiCuTru_NuocNgoai"));
    set(&w, "/data/partner/QuocTichKhac", "Lào");
    CHECK_STR(get(&w, "/data/partner/QuocTich"), "Lào");
    set(&w, "/data/partner/SoGiayTo", "P1234567");
    CHECK_STR(get(&w, "/data/partner/LoaiGiayTo"), "ho_chieu");
    unload(&w);
}

TEST(wrong_answers_are_told_in_words)
{
    static const struct answer wrong[] = {
        {"/data/requester/NgaySinhC", "2027"},     {"/data/requester/NgayCapDDC", "2026-11-24"},
        {"/data/requester/SoDinhDanhC", "06417"},  {"/data/requester/HoVaTenC", "H'Lan 2"},
        {"/data/residence/TuNgay", "1969-12-31"},  {"/data/residence/DenNgay", "2026-11-24"},
        {"/data/residence/DenNgay", "1990-01-01"}, {"/data/partner/SoGiayTo", "06 40"},
        {"/data/partner/NgaySinh", "1899"},        {"/data/copies/SoBan", "0"},
        {"/data/requester/SoDienThoai", "12345"},  {"/data/subject/DanToc", "99"},
        {"/data/partner/NoiDangKy_Xa", "nowhere"},
    };
    struct world w;
    load(&w);
    answer_all(&w);
    set(&w, "/data/residence/NoiXin", "truoc_day");
    set(&w, "/data/residence/TuNgay", "2000-01-01");
    refuse_all(&w, wrong, 4);
    set(&w, "/data/requester/NgaySinhC", "1970-04-30");
    refuse_all(&w, wrong + 4, 1);
    set(&w, "/data/residence/TuNgay", "2000-01-01");
    refuse_all(&w, wrong + 5, sizeof wrong / sizeof wrong[0] - 5);
    unload(&w);
}

TEST(what_is_left_open_validates_again)
{
    struct world w;
    load(&w);
    answer_all(&w);
    set(&w, "/data/status/TinhTrang", "ly_hon");
    CHECK(!failed(form_set_open(w.form, form_find(w.form, "/data/status/BanAn_So"), OPEN_PAPER)));
    CHECK(!failed(
        form_set_open(w.form, form_find(w.form, "/data/papers/giay_ly_hon"), OPEN_COUNTER)));
    sent_validates_again(&w);
    unload(&w);
}

int main(void)
{
    RUN(her_day_of_birth_is_not_wanted_for_another);
    RUN(what_is_sent_about_her_comes_from_her_card);
    RUN(a_father_asks_for_his_son_and_brings_an_authorisation);
    RUN(each_status_asks_for_its_own_paper);
    RUN(what_looks_odd_is_a_note_and_no_refusal);
    RUN(somebody_of_another_country_is_asked_otherwise);
    RUN(wrong_answers_are_told_in_words);
    RUN(what_is_left_open_validates_again);
    USUAL_FORM_TESTS;
    return check_done();
}
