/* What a woman with her card answers besides the table: her birth certificate has a wrong name. */
#define FOLDER  "assets/forms/1.004859/"
#define ANSWERS "tests/fixtures/answers/1.004859.inc"
#include "tests/unit/real_form.h"

TEST(all_of_it_is_asked_and_nothing_is_left)
{
    struct world w;
    load(&w);
    CHECK_INT(scan_card(&w), 7);
    answer(&w, usual, USUAL);
    for (size_t i = 0; i < USUAL; i++) {
        CHECK(is_asked(&w, usual[i].ref));
    }
    CHECK_INT(form_check_all(w.form).fault, FAULT_NONE);
    CHECK(form_page_count(w.form) <= 25);
    unload(&w);
}

TEST(what_is_sent_about_her_comes_from_her_card)
{
    struct world w;
    load(&w);
    answer_all(&w);
    CHECK_STR(get(&w, "/data/subject/ntdHoTen"), "Rơ Châm H'Ưn");
    CHECK_STR(get(&w, "/data/subject/ntdNgaySinh"), "1970-04-30");
    CHECK_STR(get(&w, "/data/subject/ntdSoGiayToTuyThan"), "064170000123");
    CHECK_STR(get(&w, "/data/subject/ntdLoaiGiayToTuyThan"), "can_cuoc");
    CHECK_STR(get(&w, "/data/subject/ntdNoiCuTru_TrongNuoc_Tinh"), "52");
    CHECK(strstr(get(&w, "/data/register/noiDangKyHSGoc_DayDu"), "Ủy ban nhân dân ") != NULL);
    set(&w, "/data/requester/nycQuanHe", "khac");
    CHECK(is_asked(&w, "/data/other/HoTen"));
    CHECK(is_asked(&w, "/data/papers/giay_uy_quyen"));
    CHECK_STR(get(&w, "/data/subject/ntdHoTen"), "");
    unload(&w);
}

TEST(several_entries_may_be_wrong)
{
    struct world w;
    form_node second = FORM_NONE;
    load(&w);
    answer_all(&w);
    const form_node first = form_find(w.form, "/data/content/MucSua[1]");
    CHECK(!failed(form_repeat_add(w.form, first, &second)));
    set(&w, "/data/content/MucSua[2]/DangGhi", "1970");
    CHECK(set(&w, "/data/content/MucSua[2]/SuaThanh", "1970").fault != FAULT_NONE);
    CHECK_INT(set(&w, "/data/content/MucSua[2]/SuaThanh", "1971").fault, FAULT_NONE);
    unload(&w);
}

TEST(wrong_answers_are_told_in_words)
{
    static const struct answer wrong[] = {
        {"/data/register/ngayDangKyHSGoc", "2027"},
        {"/data/register/noiDangKyHSGoc", "nowhere"},
        {"/data/content/MucSua[1]/SuaThanh", "Rơ Châm Hưn"},
        {"/data/requester/SoDienThoai", "123"},
    };
    refuse_each(wrong, sizeof wrong / sizeof wrong[0]);
}

int main(void)
{
    RUN(all_of_it_is_asked_and_nothing_is_left);
    RUN(what_is_sent_about_her_comes_from_her_card);
    RUN(several_entries_may_be_wrong);
    RUN(wrong_answers_are_told_in_words);
    ANSWERED_FORM_TESTS;
    return check_done();
}
