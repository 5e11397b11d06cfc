/* A woman with her card who needs her own birth certificate again. */
#define FOLDER      "assets/forms/2.000635/"
#define ANSWERS     "tests/fixtures/answers/2.000635.inc"
#define CARD_FIELDS 7 /* that her card fills */
#include "tests/unit/real_form.h"

TEST(for_herself_nobody_else_is_asked_for)
{
    struct world w;
    load(&w);
    answer_all(&w);
    CHECK(!is_asked(&w, "/data/other/HoTen"));
    unload(&w);
}

TEST(what_is_sent_about_her_comes_from_her_card)
{
    struct world w;
    load(&w);
    answer_all(&w);
    CHECK_STR(get(&w, "/data/subject/NDK_HoVaTen"), "Rơ Châm H'Ưn");
    CHECK_STR(get(&w, "/data/subject/NDK_NgaySinh"), "1970-04-30");
    CHECK_STR(get(&w, "/data/subject/NDK_GioiTinh"), "nu");
    CHECK_STR(get(&w, "/data/subject/NDK_SoGiayToTuyThan"), "064170000123");
    CHECK_STR(get(&w, "/data/subject/NDK_NoiCuTru_TrongNuoc_Xa"), "23563");
    CHECK_STR(get(&w, "/data/register/HoSo_TenGiayTo"), "Giấy khai sinh (bản sao)");
    CHECK_STR(get(&w, "/data/copies/LePhi"), "24000");
    CHECK(strstr(get(&w, "/data/register/HoSo_CoQuanDayDu"), "Ủy ban nhân dân ") != NULL);
    unload(&w);
}

TEST(for_another_the_person_is_asked_for)
{
    static const struct answer son[] = {
        {"/data/paper/HoSo_LoaiYeuCau", "khai_tu"},
        {"/data/requester/NYC_QuanHe", "khac"},
        {"/data/other/HoTen", "Siu Mẫu"},
        {"/data/other/NgaySinh", "1940"},
        {"/data/other/GioiTinh", "nam"},
        {"/data/other/SoDinhDanh", ""},
        {"/data/other/NoiCuTru_TrongNuoc_Xa", "23767"},
        {"/data/subject/NDK_DanToc", "10"},
        {"/data/register/HoSo_CoQuanDangKy", "23767"},
        {"/data/register/HoSo_NgayCapSo", "2020-05-01"},
        {"/data/register/HoSo_So", "17"},
        {"/data/copies/SoLuong", "1"},
        {"/data/copies/PhuongThucNhanKQ", "3"},
        {"/data/requester/SoDienThoai", ""},
        {"/data/papers/giay_uy_quyen", "giay_uy_quyen.jpg"},
    };
    struct world w;
    load(&w);
    scan_card(&w);
    walk(&w, son, sizeof son / sizeof son[0]);
    CHECK_STR(get(&w, "/data/subject/NDK_HoVaTen"), "Siu Mẫu");
    CHECK_STR(get(&w, "/data/subject/NDK_GioiTinh"), "nam");
    unload(&w);
}

TEST(wrong_answers_are_told_in_words)
{
    static const struct answer wrong[] = {
        {"/data/copies/SoLuong", "0"},
        {"/data/copies/SoLuong", "100"},
        {"/data/register/HoSo_NgayCapSo", "2027"},
        {"/data/register/HoSo_CoQuanDangKy", "nowhere"},
        {"/data/requester/SoDienThoai", "123"},
    };
    struct world w;
    load(&w);
    answer_all(&w);
    refuse_all(&w, wrong, sizeof wrong / sizeof wrong[0]);
    set(&w, "/data/paper/HoSo_LoaiYeuCau", "khai_tu"); /* nobody asks for her own death's */
    CHECK(set(&w, "/data/requester/NYC_QuanHe", "ban_than").fault != FAULT_NONE);
    unload(&w);
}

int main(void)
{
    RUN(for_herself_nobody_else_is_asked_for);
    RUN(what_is_sent_about_her_comes_from_her_card);
    RUN(for_another_the_person_is_asked_for);
    RUN(wrong_answers_are_told_in_words);
    USUAL_FORM_TESTS;
    return check_done();
}
