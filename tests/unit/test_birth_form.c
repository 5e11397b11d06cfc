#define FOLDER "assets/forms/1.001193/"
#include "tests/unit/real_form.h"

/* What a grandmother answers on the shortest way. */
static const struct answer grandmother[] = {
    {"/data/requester/QuanHe", "ong_ba"},
    {"/data/child/nksLoaiKhaiSinh", "ca_hai"},
    {"/data/child/HoTenKS", "Rơ Châm H'Lan"},
    {"/data/child/NgaySinhChon", "2026-11-16"},
    {"/data/child/GioiTinhKS", "nu"},
    {"/data/child/NoiSinhKieu", "tram_y_te"},
    {"/data/child/nksNoiSinh_TrongNuoc_Xa", "23563"},
    {"/data/papers/GiayMangTheo", "khong"},
    {"/data/mother/HoTenMeKS", "Rơ Châm H'Yên"},
    {"/data/mother/NamSinhMeKS", "2001"},
    {"/data/mother/DanTocMeKS", "10"},
    {"/data/mother/MeNoiCuTru_TrongNuoc_Xa", "23563"},
    {"/data/father/HoTenChaKS", "Siu Thên"},
    {"/data/father/NamSinhChaKS", "1999-03"},
    {"/data/father/DanTocChaKS", "10"},
    {"/data/child/QueQuanTheo", "me"},
    {"/data/child/nksQueQuan_TrongNuoc_Xa", "23563"},
    {"/data/copies/CapBanSao", "khong"},
    {"/data/requester/SoDienThoai", "0901234567"},
    {"/data/papers/birth_notice", "birth_notice.jpg"},
};
#define GRANDMOTHER (sizeof grandmother / sizeof grandmother[0])

static void answer_all(struct world *w)
{
    scan_card(w);
    answer(w, grandmother, GRANDMOTHER);
}

TEST(the_pages_come_in_this_order_and_are_at_most_25)
{
    struct world w;
    load(&w);
    CHECK_INT(scan_card(&w), 5);
    walk(&w, grandmother, GRANDMOTHER);
    CHECK(GRANDMOTHER <= 25);
    unload(&w);
}

TEST(without_a_card_there_are_still_at_most_25_pages)
{
    struct world w;
    load(&w);
    set(&w, "/data/requester/HoVaTenC", "An");
    answer(&w, grandmother, GRANDMOTHER);
    for (form_node p = form_page_first(w.form); p != FORM_NONE; p = form_page_next(w.form, p)) {
    }
    CHECK(form_page_count(w.form) <= 25);
    CHECK(form_page_count(w.form) >= 24);
    unload(&w);
}

TEST(a_mother_with_her_card_is_not_asked_twice)
{
    struct world w;
    load(&w);
    answer_all(&w);
    set(&w, "/data/requester/QuanHe", "me");
    CHECK_STR(get(&w, "/data/mother/HoTenMeKS"), "Rơ Châm H'Ưn");
    CHECK_STR(get(&w, "/data/mother/SoDinhDanhMe"), "064170000123");
    CHECK_STR(get(&w, "/data/mother/NgayCapDDMe"), "2022-05-10");
    CHECK_STR(get(&w, "/data/mother/MeNoiCuTru_TrongNuoc_Xa"), "23563");
    CHECK(!is_asked(&w, "/data/mother/HoTenMeKS"));
    CHECK_INT(form_page_count(w.form), GRANDMOTHER - 2); /* her name, her commune */
    CHECK_INT(form_check_all(w.form).fault, FAULT_NONE);
    unload(&w);
}

TEST(what_follows_from_answers_is_derived)
{
    struct world w;
    load(&w);
    answer_all(&w);
    CHECK_STR(get(&w, "/data/child/NgaySinhBangChu"),
              "Ngày mười sáu, tháng mười một, năm hai nghìn không trăm hai mươi sáu");
    CHECK_STR(get(&w, "/data/child/DanTocKS"), "10");
    CHECK_STR(get(&w, "/data/child/QuocTichKS"), "Việt Nam");
    CHECK_STR(get(&w, "/data/child/nksNoiSinh"), "trong_nuoc");
    CHECK_STR(get(&w, "/data/child/nksNoiSinh_TrongNuoc_Tinh"), "52");
    CHECK(strncmp(get(&w, "/data/child/nksNoiSinh_DayDu"), "Trạm y tế, ", 13) == 0);
    CHECK_STR(get(&w, "/data/father/ChaNoiCuTru_TrongNuoc_Xa"), "23563");
    CHECK_STR(get(&w, "/data/requester/SoGiayToDinhDanhC"), "064170000123");
    CHECK_STR(get(&w, "/data/requester/NoiCapDDC"),
              "Cục Cảnh sát quản lý hành chính về trật tự xã hội");
    set(&w, "/data/requester/NgayCapDDC", "2025-01-02");
    CHECK_STR(get(&w, "/data/requester/NoiCapDDC"), "Bộ Công an");
    unload(&w);
}

TEST(a_father_who_files_lives_where_his_card_says)
{
    struct world w;
    load(&w);
    answer_all(&w);
    set(&w, "/data/requester/QuanHe", "cha");
    set(&w, "/data/mother/MeNoiCuTru_TrongNuoc_Xa", "23767");
    CHECK_STR(get(&w, "/data/requester/nycNoiCuTru_TrongNuoc_Xa"), "23563");
    CHECK_STR(get(&w, "/data/father/ChaNoiCuTru_TrongNuoc_Xa"), "23563");
    unload(&w);
}

TEST(a_father_who_is_not_there_lives_with_the_mother)
{
    struct world w;
    load(&w);
    answer_all(&w);
    set(&w, "/data/mother/MeNoiCuTru_TrongNuoc_Xa", "23767");
    CHECK_STR(get(&w, "/data/father/ChaNoiCuTru_TrongNuoc_Xa"), "23767");
    unload(&w);
}

TEST(unknown_parents_switch_their_questions_off)
{
    struct world w;
    load(&w);
    answer_all(&w);
    set(&w, "/data/child/nksLoaiKhaiSinh", "chi_me");
    CHECK_INT(form_page_count(w.form), GRANDMOTHER - 3); /* the father's */
    CHECK_INT(form_check_all(w.form).fault, FAULT_NONE);
    char xml[32768];
    struct buf out;
    buf_init(&out, xml, sizeof xml);
    CHECK(!failed(form_instance_xml(w.form, &out)));
    CHECK(strstr(xml, "<father>") == NULL);
    CHECK(strstr(xml, "<mother>") != NULL);
    set(&w, "/data/child/nksLoaiKhaiSinh", "chua_ro");
    CHECK_INT(form_check_all(w.form).fault, FAULT_REQUIRED); /* now her ethnic group is asked */
    CHECK_INT(form_check_all(w.form).node, form_find(w.form, "/data/child/DanTocChon"));
    CHECK_INT(set(&w, "/data/child/DanTocChon", "12").fault, FAULT_NONE);
    CHECK_STR(get(&w, "/data/child/DanTocKS"), "12");
    unload(&w);
}

TEST(two_ethnic_groups_ask_which_and_offer_only_these)
{
    struct world w;
    struct form_question q;
    load(&w);
    answer_all(&w);
    set(&w, "/data/father/DanTocChaKS", "01");
    const form_node n = form_find(w.form, "/data/child/DanTocChon");
    CHECK(form_page_index(w.form, n) > 0);
    CHECK(!failed(form_question(w.form, n, &q)));
    CHECK_INT(q.choice_count, 2);
    unload(&w);
}

TEST(a_birth_abroad_asks_for_the_place_there)
{
    struct world w;
    load(&w);
    answer_all(&w);
    set(&w, "/data/child/NoiSinhKieu", "noi_khac");
    set(&w, "/data/child/NoiSinhNgoai", "nuoc_ngoai");
    CHECK(!is_asked(&w, "/data/child/nksNoiSinh_TrongNuoc_Xa"));
    CHECK(is_asked(&w, "/data/child/nksNoiSinh_NuocNgoai"));
    unload(&w);
}

TEST(wrong_answers_are_told_in_words)
{
    static const struct answer wrong[] = {
        {"/data/child/NgaySinhChon", "2026-11-24"},   {"/data/child/NgaySinhChon", "2026-02-30"},
        {"/data/child/HoTenKS", "H'Lan 2"},           {"/data/mother/NamSinhMeKS", "2027"},
        {"/data/mother/NamSinhMeKS", "2001-13"},      {"/data/requester/SoDinhDanhC", "06417"},
        {"/data/requester/SoDienThoai", "123"},       {"/data/papers/GiayMangTheo", "me khong"},
        {"/data/child/nksQueQuan_TrongNuoc_Xa", "x"},
    };
    struct world w;
    load(&w);
    answer_all(&w);
    refuse_all(&w, wrong, sizeof wrong / sizeof wrong[0]);
    unload(&w);
}

TEST(a_late_notice_and_odd_numbers_are_notes_not_refusals)
{
    struct world w;
    load(&w);
    answer_all(&w);
    set(&w, "/data/child/NgaySinhChon", "2026-09-24"); /* 60 days */
    CHECK(!is_asked(&w, "/data/child/NhacQuaHan"));
    set(&w, "/data/child/NgaySinhChon", "2026-09-23"); /* 61 days */
    CHECK(is_asked(&w, "/data/child/NhacQuaHan"));
    set(&w, "/data/papers/GiayMangTheo", "me");
    set(&w, "/data/mother/SoDinhDanhMe", "064201000123"); /* a man's digit */
    CHECK(is_asked(&w, "/data/mother/NhacSoMe"));
    set(&w, "/data/mother/SoDinhDanhMe", "064301000123");
    CHECK(!is_asked(&w, "/data/mother/NhacSoMe"));
    CHECK_INT(form_check_all(w.form).fault, FAULT_NONE);
    unload(&w);
}

TEST(what_was_sent_validates_again)
{
    struct world w;
    load(&w);
    answer_all(&w);
    set(&w, "/data/papers/birth_notice", "");
    CHECK(!failed(
        form_set_open(w.form, form_find(w.form, "/data/papers/birth_notice"), OPEN_COUNTER)));
    sent_validates_again(&w);
    unload(&w);
}

TEST(an_answer_computes_little)
{
    struct world w;
    load(&w);
    answer_all(&w);
    set(&w, "/data/child/HoTenKS", "Rơ Châm H'Lê");
    CHECK_INT(form_recomputed(w.form), 0);
    set(&w, "/data/copies/CapBanSao", "co");
    CHECK_INT(form_recomputed(w.form), 1);
    set(&w, "/data/child/NgaySinhChon", "2026-11-15");
    CHECK(form_recomputed(w.form) <= 8);
    unload(&w);
}

int main(void)
{
    RUN(the_pages_come_in_this_order_and_are_at_most_25);
    RUN(without_a_card_there_are_still_at_most_25_pages);
    RUN(a_mother_with_her_card_is_not_asked_twice);
    RUN(what_follows_from_answers_is_derived);
    RUN(a_father_who_files_lives_where_his_card_says);
    RUN(a_father_who_is_not_there_lives_with_the_mother);
    RUN(unknown_parents_switch_their_questions_off);
    RUN(two_ethnic_groups_ask_which_and_offer_only_these);
    RUN(a_birth_abroad_asks_for_the_place_there);
    RUN(wrong_answers_are_told_in_words);
    RUN(a_late_notice_and_odd_numbers_are_notes_not_refusals);
    RUN(what_was_sent_validates_again);
    RUN(an_answer_computes_little);
    REAL_FORM_TESTS;
    return check_done();
}
