/* An owner with her card and her red book in another's name. */
#define FOLDER      "assets/forms/1.115353/"
#define ANSWERS     "tests/fixtures/answers/1.115353.inc"
#define CARD_FIELDS 7 /* that her card fills */
#include "tests/unit/real_form.h"

TEST(what_is_sent_about_the_owner_comes_from_the_card)
{
    struct world w;
    load(&w);
    answer_all(&w);
    CHECK_STR(get(&w, "/data/ChuHoSo/tenChuHoSo"), "Rơ Châm H'Ưn");
    CHECK_STR(get(&w, "/data/ChuHoSo/soCMNDChuHoSo"), "064170000123");
    CHECK_STR(get(&w, "/data/ChuHoSo/maTinhThanhCHS"), "52");
    CHECK_STR(get(&w, "/data/ChuHoSo/diDongLienLacCHS"), "0901234567");
    CHECK_STR(get(&w, "/data/ChuHoSo/maDoiTuongNopHS"), "CN");
    CHECK_STR(get(&w, "/data/certificate/SoPhatHanh"), "BA 331193");
    CHECK(strstr(get(&w, "/data/certificate/KinhGui"), "Chủ tịch Ủy ban nhân dân ") != NULL);
    set(&w, "/data/certificate/LanCap", "cap_sau");
    CHECK_STR(get(&w, "/data/certificate/KinhGui"), "Văn phòng đăng ký đất đai");
    unload(&w);
}

TEST(who_files_for_another_is_asked_for_the_owner)
{
    static const struct answer helper[] = {
        {"/data/CongDan/NguoiNop", "lam_giup"},
        {"/data/owner/HoTen", "Siu Mẫu"},
        {"/data/owner/SoDinhDanh", "064040000123"},
        {"/data/owner/Xa", "23563"},
        {"/data/sharing/DungChung", "vo_chong"},
        {"/data/sharing/VoChong_HoTen", "Rơ Châm Mẫu"},
        {"/data/sharing/VoChong_SoDinhDanh", "064142000123"},
        {"/data/certificate/DatXa", "23563"},
        {"/data/certificate/LanCap", "khong_ro"},
        {"/data/certificate/SaiGi", "thieu_nguoi"},
        {"/data/certificate/TenTrenSo", "Siu Mẫu"},
        {"/data/certificate/SoVaoSo", "H 12"},
        {"/data/certificate/SoPhatHanhGo", "D 0331193"},
        {"/data/certificate/NgayCap", "2003-01-31"},
        {"/data/certificate/MoTa", "Thiếu tên vợ"},
        {"/data/request/MienGiam", "co"},
        {"/data/request/MienGiamLyDo", "Hộ nghèo"},
        {"/data/request/NhuCauCapMoi", "co"},
        {"/data/CongDan/diDong", ""},
        {"/data/papers/giay_chung_nhan", "giay_chung_nhan.jpg"},
        {"/data/papers/van_ban_kien_nghi", "van_ban_kien_nghi.jpg"},
        {"/data/papers/CoGiayKhac", "khong"},
        {"/data/papers/giay_uy_quyen", "giay_uy_quyen.jpg"},
    };
    struct world w;
    load(&w);
    scan_card(&w);
    walk(&w, helper, sizeof helper / sizeof helper[0]);
    CHECK_STR(get(&w, "/data/ChuHoSo/tenChuHoSo"), "Siu Mẫu");
    CHECK_STR(get(&w, "/data/ChuHoSo/maPhuongXaCHS"), "23563");
    CHECK_STR(get(&w, "/data/CongDan/tenCongDan"), "Rơ Châm H'Ưn");
    unload(&w);
}

TEST(several_owners_are_named)
{
    struct world w;
    load(&w);
    answer_all(&w);
    set(&w, "/data/sharing/DungChung", "nhieu_nguoi");
    CHECK(is_asked(&w, "/data/sharing/DanhSach"));
    CHECK(!is_asked(&w, "/data/sharing/VoChong_HoTen"));
    unload(&w);
}

TEST(wrong_answers_are_told_in_words)
{
    static const struct answer wrong[] = {
        {"/data/certificate/SoPhatHanhGo", "331193"},
        {"/data/certificate/SoPhatHanhGo", "BAC 331193"},
        {"/data/certificate/SoPhatHanhGo", "BA 33119"},
        {"/data/certificate/SoPhatHanhGo", "BA 331193312"},
        {"/data/certificate/SoVaoSo", "CH 00077 và rất nhiều chữ nữa"},
        {"/data/certificate/NgayCap", "2026-11-24"},
        {"/data/certificate/NgayCap", "1979-12-31"},
        {"/data/certificate/DatXa", "nowhere"},
        {"/data/CongDan/soCmnd", "0641"},
        {"/data/CongDan/tenCongDan", "H'Lan 2"},
        {"/data/CongDan/diDong", "123"},
    };
    struct world w;
    load(&w);
    answer_all(&w);
    refuse_all(&w, wrong, sizeof wrong / sizeof wrong[0]);
    unload(&w);
}

TEST(what_is_left_open_validates_again)
{
    struct world w;
    load(&w);
    answer_all(&w);
    CHECK(!failed(
        form_set_open(w.form, form_find(w.form, "/data/papers/van_ban_kien_nghi"), OPEN_COUNTER)));
    CHECK(
        !failed(form_set_open(w.form, form_find(w.form, "/data/certificate/SoVaoSo"), OPEN_PAPER)));
    sent_validates_again(&w);
    unload(&w);
}

int main(void)
{
    RUN(what_is_sent_about_the_owner_comes_from_the_card);
    RUN(who_files_for_another_is_asked_for_the_owner);
    RUN(several_owners_are_named);
    RUN(wrong_answers_are_told_in_words);
    RUN(what_is_left_open_validates_again);
    USUAL_FORM_TESTS;
    return check_done();
}
