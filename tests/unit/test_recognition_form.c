#define FOLDER "assets/forms/1.001022/"
#include "tests/unit/real_form.h"

/* A mother with her card recognises her child. */
static const struct answer mother[] = {
#include "tests/fixtures/answers/1.001022.inc"
};
#define MOTHER (sizeof mother / sizeof mother[0])

static void answer_all(struct world *w)
{
    scan_card(w);
    answer(w, mother, MOTHER);
}

TEST(a_mother_is_asked_fifteen_questions)
{
    struct world w;
    load(&w);
    CHECK_INT(scan_card(&w), 7);
    walk(&w, mother, MOTHER);
    CHECK(form_page_count(w.form) + 7 <= 25);
    unload(&w);
}

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
    struct world w;
    load(&w);
    answer_all(&w);
    refuse_all(&w, wrong, sizeof wrong / sizeof wrong[0]);
    unload(&w);
}

TEST(what_was_sent_validates_again)
{
    struct world w;
    load(&w);
    answer_all(&w);
    sent_validates_again(&w);
    unload(&w);
}

int main(void)
{
    RUN(a_mother_is_asked_fifteen_questions);
    RUN(parent_and_child_are_told_apart);
    RUN(what_does_not_fit_is_told);
    RUN(wrong_answers_are_told_in_words);
    RUN(what_was_sent_validates_again);
    REAL_FORM_TESTS;
    return check_done();
}
