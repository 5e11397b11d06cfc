/* A grandmother with her card takes in her grandchild. */
#define FOLDER      "assets/forms/1.004837/"
#define ANSWERS     "tests/fixtures/answers/1.004837.inc"
#define CARD_FIELDS 7 /* that her card fills */
#include "tests/unit/real_form.h"

TEST(the_guardian_is_she_or_another)
{
    struct world w;
    load(&w);
    answer_all(&w);
    CHECK_STR(get(&w, "/data/guardian/hotenA"), "Rơ Châm H'Ưn");
    CHECK_STR(get(&w, "/data/guardian/gioitinhA"), "nu");
    CHECK_STR(get(&w, "/data/guardian/cutru1_TrongNuoc_Xa"), "23563");
    CHECK(!is_asked(&w, "/data/other/HoTen"));
    set(&w, "/data/requester/NguoiGiamHo", "khac");
    CHECK(is_asked(&w, "/data/other/HoTen"));
    CHECK(is_asked(&w, "/data/papers/giay_uy_quyen"));
    set(&w, "/data/other/HoTen", "Siu Thử");
    CHECK_STR(get(&w, "/data/guardian/hotenA"), "Siu Thử");
    unload(&w);
}

TEST(a_ward_with_a_number_needs_no_birth_certificate)
{
    struct world w;
    load(&w);
    answer_all(&w);
    set(&w, "/data/ward/sodinhdanhB", "064319000123");
    CHECK(!is_asked(&w, "/data/ward/giayKhaiSinhB"));
    CHECK_STR(get(&w, "/data/ward/sogiaytoB"), "064319000123");
    CHECK(!is_asked(&w, "/data/papers/giay_thoa_thuan"));
    set(&w, "/data/papers/CachGiamHo", "nhieu_nguoi");
    CHECK(is_asked(&w, "/data/papers/giay_thoa_thuan"));
    unload(&w);
}

TEST(wrong_answers_are_told_in_words)
{
    static const struct answer wrong[] = {
        {"/data/ward/sodinhdanhB", "064170000123"},
        {"/data/ward/sodinhdanhB", "0641"},
        {"/data/ward/hotenB", "Siu 2"},
        {"/data/ward/ngaysinhB", "2027"},
        {"/data/ward/cutru2_TrongNuoc_Xa", "nowhere"},
        {"/data/requester/SoDienThoai", "123"},
    };
    refuse_each(wrong, sizeof wrong / sizeof wrong[0]);
}

int main(void)
{
    RUN(the_guardian_is_she_or_another);
    RUN(a_ward_with_a_number_needs_no_birth_certificate);
    RUN(wrong_answers_are_told_in_words);
    USUAL_FORM_TESTS;
    return check_done();
}
