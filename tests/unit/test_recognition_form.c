/* A mother with her card recognises her child. */
#define FOLDER      "assets/forms/1.001022/"
#define ANSWERS     "tests/fixtures/answers/1.001022.inc"
#define CARD_FIELDS 7 /* that her card fills */
#include "tests/unit/real_form.h"

TEST(parent_and_child_are_told_apart)
{
    struct world w;
    load(&w);
    answer_all(&w);
    CHECK_STR(get(&w, "/data/parent/HotenA"), "Rơ Châm H'Ưn");
    CHECK_STR(get(&w, "/data/parent/gioitinhA"), "nu");
    CHECK_STR(get(&w, "/data/child/hotenB"), "Siu H'Mẫu");
    CHECK_STR(get(&w, "/data/parent/LoaiDangKy"), "moi");
    set(&w, "/data/requester/loaiXacNhan", "con_me");
    set(&w, "/data/requester/Quanhe", "con");
    CHECK_STR(get(&w, "/data/parent/HotenA"), "Siu H'Mẫu");
    CHECK_STR(get(&w, "/data/child/hotenB"), "Rơ Châm H'Ưn");
    CHECK(is_asked(&w, "/data/child/NhacTuoi")); /* the mother would be younger */
    CHECK(!is_asked(&w, "/data/child/tengiaytoB"));
    unload(&w);
}

TEST(what_does_not_fit_is_told)
{
    struct world w;
    load(&w);
    answer_all(&w);
    CHECK(!is_asked(&w, "/data/child/NhacTuoi"));
    CHECK(!is_asked(&w, "/data/child/NhacNamNu"));
    set(&w, "/data/requester/loaiXacNhan", "cha_con");
    CHECK(is_asked(&w, "/data/child/NhacNamNu"));
    CHECK(set(&w, "/data/requester/Quanhe", "me").fault != FAULT_NONE);
    set(&w, "/data/papers/ChungCu", "giam_dinh");
    CHECK(is_asked(&w, "/data/papers/giay_chung_cu"));
    CHECK(!is_asked(&w, "/data/papers/giay_cam_doan"));
    unload(&w);
}

TEST(wrong_answers_are_told_in_words)
{
    static const struct answer wrong[] = {
        {"/data/other/SoDinhDanh", "064170000123"},
        {"/data/other/SoDinhDanh", "0641"},
        {"/data/other/HoTen", "Siu 2"},
        {"/data/other/NoiCuTru_TrongNuoc_Xa", "nowhere"},
        {"/data/requester/SoDienThoai", "123"},
    };
    refuse_each(wrong, sizeof wrong / sizeof wrong[0]);
}

int main(void)
{
    RUN(parent_and_child_are_told_apart);
    RUN(what_does_not_fit_is_told);
    RUN(wrong_answers_are_told_in_words);
    USUAL_FORM_TESTS;
    return check_done();
}
