/* A daughter with her card and the hospital's notice. */
#define FOLDER      "assets/forms/1.000656/"
#define ANSWERS     "tests/fixtures/answers/1.000656.inc"
#define CARD_FIELDS 5 /* that her card fills */
#include "tests/unit/real_form.h"

TEST(what_is_sent_is_derived)
{
    struct world w;
    load(&w);
    answer_all(&w);
    CHECK_STR(get(&w, "/data/requester/SoGiayToDinhDanhC"), "064170000123");
    CHECK_STR(get(&w, "/data/death/LoaiDangKy"), "1");
    CHECK_STR(get(&w, "/data/death/NgayMatBangChu"),
              "Ngày hai mươi, tháng mười một, năm hai nghìn không trăm hai mươi sáu");
    CHECK_STR(get(&w, "/data/death/nktNoiChet"), "trong_nuoc");
    CHECK_STR(get(&w, "/data/death/nktNoiChet_TrongNuoc_Tinh"), "52");
    CHECK_STR(get(&w, "/data/deceased/nktNoiCuTru_TrongNuoc_Tinh"), "52");
    CHECK(!is_asked(&w, "/data/previous/soDKTruocDay"));
    unload(&w);
}

TEST(without_a_notice_another_paper_is_asked_for)
{
    struct world w;
    load(&w);
    answer_all(&w);
    set(&w, "/data/notice/CoGiayBaoTu", "khong");
    CHECK(!is_asked(&w, "/data/notice/gbtSo"));
    CHECK(!is_asked(&w, "/data/papers/giay_bao_tu"));
    CHECK(is_asked(&w, "/data/papers/giay_thay_the"));
    CHECK(!is_asked(&w, "/data/papers/giay_uy_quyen"));
    set(&w, "/data/requester/QuanHe", "khac");
    CHECK(is_asked(&w, "/data/papers/giay_uy_quyen"));
    set(&w, "/data/death/NoiChetKieu", "noi_khac");
    set(&w, "/data/death/NoiChetNgoai", "nuoc_ngoai");
    CHECK(!is_asked(&w, "/data/death/nktNoiChet_TrongNuoc_Xa"));
    CHECK(is_asked(&w, "/data/death/nktNoiChet_NuocNgoai"));
    unload(&w);
}

TEST(wrong_answers_are_told_in_words)
{
    static const struct answer wrong[] = {
        {"/data/death/NgayMat", "2026-11-24"},
        {"/data/death/NgayMat", "1940-12-31"},
        {"/data/death/GioMat", "24"},
        {"/data/deceased/NgaySinh", "2027"},
        {"/data/deceased/HoTen", "Siu 2"},
        {"/data/deceased/SoDinhDanh", "0641"},
        {"/data/notice/gbtNgay", "2026-11-24"},
        {"/data/requester/SoDienThoai", "123"},
        {"/data/requester/SoDinhDanhC", "064170"},
        {"/data/death/nktNoiChet_TrongNuoc_Xa", "nowhere"},
    };
    refuse_each(wrong, sizeof wrong / sizeof wrong[0]);
}

TEST(what_is_left_open_validates_again)
{
    struct world w;
    load(&w);
    answer_all(&w);
    CHECK(!failed(form_set_open(w.form, form_find(w.form, "/data/notice/gbtSo"), OPEN_PAPER)));
    CHECK(!failed(
        form_set_open(w.form, form_find(w.form, "/data/papers/giay_bao_tu"), OPEN_COUNTER)));
    sent_validates_again(&w);
    unload(&w);
}

int main(void)
{
    RUN(what_is_sent_is_derived);
    RUN(without_a_notice_another_paper_is_asked_for);
    RUN(wrong_answers_are_told_in_words);
    RUN(what_is_left_open_validates_again);
    USUAL_FORM_TESTS;
    return check_done();
}
