#include "app/receipt/receipt.h"
#include "tests/check.h"

static struct receipt receipt;

static struct receipt_facts sample(void)
{
    return (struct receipt_facts){
        .language = "vi",
        .stage = STAGE_RECEIVED,
        .slip_code = "427158901263",
        .url = "HTTPS://DVC.GIALAI.GOV.VN/H/0123456789ABCDEFGHJKMNPQRS",
        .file_number = "THU-261123-000042",
        .procedure = "Đăng ký khai sinh",
        .icon = "birth",
        .result_when = "Trong ngày",
        .centre = "Xã Ia Hrung, Gia Lai",
        .kiosk = "K07",
        .printed_at = 1795401060, /* 2026-11-23 02:31 UTC */
        .offset_minutes = 420,
    };
}

static bool says(const char *words)
{
    for (int i = 0; i < receipt.count; i++) {
        const struct receipt_part *p = &receipt.parts[i];
        if (strstr(p->text, words) != NULL || (p->label != NULL && strstr(p->label, words))) {
            return true;
        }
    }
    return false;
}

static int first(enum receipt_kind kind)
{
    for (int i = 0; i < receipt.count; i++) {
        if (receipt.parts[i].kind == kind) {
            return i;
        }
    }
    return -1;
}

TEST(a_received_application_shows_its_file_number_and_when_the_result_comes)
{
    const struct receipt_facts f = sample();
    CHECK(!failed(receipt_build(&receipt, &f)));
    CHECK(says("THU-261123-000042"));
    CHECK(says("Trong ngày"));
    CHECK(says("4271 5890 1263"));
    CHECK(says("dvc.gialai.gov.vn"));
    CHECK(says("Giấy tiếp nhận do cán bộ cấp"));
    CHECK(!says("Chưa phải giấy tiếp nhận"));
    CHECK(!says("BẢN THỬ"));
    CHECK(!says("Bản sao"));
}

TEST(before_the_portal_gave_a_number_the_slip_says_it_is_no_acceptance_form)
{
    const enum portal_stage stages[] = {STAGE_SAVED, STAGE_SENT, STAGE_HELD};
    for (int i = 0; i < 3; i++) {
        struct receipt_facts f = sample();
        f.stage = stages[i];
        CHECK(!failed(receipt_build(&receipt, &f)));
        CHECK(says("Chưa phải giấy tiếp nhận"));
        CHECK(!says("THU-261123-000042"));
    }
}

static const char *beside(enum receipt_kind kind)
{
    const int i = first(kind);
    return i < 0 || receipt.parts[i].beside == NULL ? "" : receipt.parts[i].beside;
}

TEST(an_english_slip_has_the_vietnamese_beside_it)
{
    struct receipt_facts f = sample();
    f.language = "en";
    f.procedure = "Birth registration";
    f.beside = "Đăng ký khai sinh";
    f.result_when = "The same day";
    f.when_beside = "Trong ngày";
    CHECK(!failed(receipt_build(&receipt, &f)));
    CHECK(says("File slip") && says("Saved") && says("The same day"));
    CHECK_STR(beside(RECEIPT_TITLE), "Phiếu hồ sơ");
    CHECK_STR(beside(RECEIPT_PROCEDURE), "Đăng ký khai sinh");
    CHECK_STR(beside(RECEIPT_STEP), "Đã lưu");
    CHECK_STR(beside(RECEIPT_FACT), "Trong ngày");
    CHECK(strstr(beside(RECEIPT_QR_BESIDE), "Quét bằng điện thoại") != NULL);
    f.stage = STAGE_SAVED;
    CHECK(!failed(receipt_build(&receipt, &f)));
    CHECK(says("Not sent") && says("Not the official receipt"));
    f.language = "jra"; /* not in this language: Vietnamese once, not twice */
    CHECK(!failed(receipt_build(&receipt, &f)));
    CHECK(says("Phiếu hồ sơ"));
    CHECK_STR(beside(RECEIPT_TITLE), "");
}

TEST(only_a_sent_application_is_called_sent)
{
    struct receipt_facts f = sample();
    f.stage = STAGE_SAVED;
    CHECK(!failed(receipt_build(&receipt, &f)));
    CHECK(says("Chưa gửi"));
    CHECK(!says("Đã gửi"));
    f.stage = STAGE_SENT;
    CHECK(!failed(receipt_build(&receipt, &f)));
    CHECK(says("Đã gửi"));
    CHECK(!says("Đã nhận"));
}

TEST(practice_and_copies_are_marked)
{
    struct receipt_facts f = sample();
    f.practice = true;
    f.copy = 2;
    CHECK(!failed(receipt_build(&receipt, &f)));
    CHECK(says("BẢN THỬ – KHÔNG CÓ GIÁ TRỊ"));
    CHECK(says("Bản sao 2"));
}

TEST(the_spoken_code_stands_above_the_qr)
{
    const struct receipt_facts f = sample();
    CHECK(!failed(receipt_build(&receipt, &f)));
    CHECK(first(RECEIPT_CODE) >= 0);
    CHECK(first(RECEIPT_CODE) < first(RECEIPT_QR_BESIDE));
    CHECK_INT(receipt.qr_side, 29);
}

TEST(the_time_of_printing_is_local)
{
    const struct {
        int64_t at;
        const char *want;
    } rows[] = {
        {1795401060, "In 09:31, 23/11/2026, máy K07"},
        {1709139600, "In 00:00, 29/02/2024, máy K07"},
        {1709225999, "In 23:59, 29/02/2024, máy K07"},
        {1767200400, "In 00:00, 01/01/2026, máy K07"},
        {0, "In 07:00, 01/01/1970, máy K07"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct receipt_facts f = sample();
        f.printed_at = rows[i].at;
        CHECK(!failed(receipt_build(&receipt, &f)));
        CHECK_STR(receipt.parts[receipt.count - 1].text, rows[i].want);
    }
}

TEST(a_receipt_that_would_lie_is_refused)
{
    struct receipt_facts f = sample();
    f.file_number = "";
    CHECK_INT(receipt_build(&receipt, &f).code, ERR_BAD_INPUT);
    f = sample();
    f.stage = STAGE_UNKNOWN;
    CHECK_INT(receipt_build(&receipt, &f).code, ERR_BAD_INPUT);
    f = sample();
    f.slip_code = "42715890126";
    CHECK_INT(receipt_build(&receipt, &f).code, ERR_BAD_INPUT);
    f.slip_code = "42715890126X";
    CHECK_INT(receipt_build(&receipt, &f).code, ERR_BAD_INPUT);
    f = sample();
    f.url = "";
    CHECK_INT(receipt_build(&receipt, &f).code, ERR_BAD_INPUT);
}

TEST(a_name_too_long_for_the_paper_is_refused_and_nothing_overflows)
{
    static char long_name[RECEIPT_TEXT_MAX + 10];
    memset(long_name, 'x', sizeof long_name - 1);
    struct receipt_facts f = sample();
    f.centre = long_name;
    CHECK_INT(receipt_build(&receipt, &f).code, ERR_FULL);
}

int main(void)
{
    RUN(a_received_application_shows_its_file_number_and_when_the_result_comes);
    RUN(before_the_portal_gave_a_number_the_slip_says_it_is_no_acceptance_form);
    RUN(an_english_slip_has_the_vietnamese_beside_it);
    RUN(only_a_sent_application_is_called_sent);
    RUN(practice_and_copies_are_marked);
    RUN(the_spoken_code_stands_above_the_qr);
    RUN(the_time_of_printing_is_local);
    RUN(a_receipt_that_would_lie_is_refused);
    RUN(a_name_too_long_for_the_paper_is_refused_and_nothing_overflows);
    return check_done();
}
