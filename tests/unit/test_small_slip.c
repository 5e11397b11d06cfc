#include "app/receipt/small_slip.h"

#include "app/sound/messages.h"
#include "tests/check.h"

static struct receipt slip;

static struct small_slip_facts facts(const char *language)
{
    return (struct small_slip_facts){.language = language,
                                     .centre = "Xã Ia Hrung",
                                     .kiosk = "K07",
                                     .printed_at = 1795400640,
                                     .offset_minutes = 420,
                                     .practice = true};
}

static bool says(const char *text)
{
    for (int i = 0; i < slip.count; i++) {
        const struct receipt_part *p = &slip.parts[i];
        if (strstr(p->text, text) != NULL || (p->label != NULL && strstr(p->label, text) != NULL)) {
            return true;
        }
    }
    return false;
}

TEST(a_fee_is_printed_with_the_portals_own_code)
{
    const struct fee_due fee = {.state = FEE_WAITING,
                                .dong = 1500000,
                                .payload = "https://dvc.example/pay/THU-1",
                                .reference = "THU-1",
                                .minutes = 10};
    const struct small_slip_facts vi = facts("vi");
    uint8_t wanted[QR_BYTES_MAX];
    int side = 0;
    CHECK(!failed(small_slip_fee(&slip, &vi, &fee)));
    CHECK(says("1.500.000 đồng"));
    CHECK(says("THU-1"));
    CHECK(says("10 phút"));
    CHECK(says("BẢN THỬ"));
    CHECK(!failed(qr_encode(fee.payload, QR_LEVEL_M, wanted, sizeof wanted, &side)));
    CHECK_INT(slip.qr_side, side);
    CHECK(memcmp(slip.qr, wanted, (size_t)(side * side)) == 0);
    const struct small_slip_facts en = facts("en");
    CHECK(!failed(small_slip_fee(&slip, &en, &fee)));
    CHECK(says("1,500,000 dong"));
}

TEST(without_a_code_there_is_no_slip_to_pay_by)
{
    const struct fee_due fee = {.state = FEE_PAID, .dong = 8000};
    const struct small_slip_facts vi = facts("vi");
    CHECK_INT(small_slip_fee(&slip, &vi, &fee).code, ERR_BAD_INPUT);
}

TEST(a_number_is_printed_large_with_what_is_known_of_it)
{
    struct number_taken n = {
        .state = QUEUE_GIVEN, .number = "A27", .counter = 3, .ahead = 4, .minutes = 20};
    const struct small_slip_facts vi = facts("vi");
    CHECK(!failed(small_slip_number(&slip, &vi, &n)));
    int codes = 0;
    for (int i = 0; i < slip.count; i++) {
        codes += slip.parts[i].kind == RECEIPT_CODE && strcmp(slip.parts[i].text, "A27") == 0;
    }
    CHECK_INT(codes, 1);
    CHECK(says("Quầy số 3"));
    CHECK(says("còn 4 người"));
    n = (struct number_taken){.state = QUEUE_GIVEN, .number = "27", .ahead = -1};
    CHECK(!failed(small_slip_number(&slip, &vi, &n)));
    CHECK(!says("Quầy số"));
    CHECK(!says("người"));
    n.number[0] = '\0';
    CHECK_INT(small_slip_number(&slip, &vi, &n).code, ERR_BAD_INPUT);
}

TEST(a_file_is_printed_as_the_portal_told_it)
{
    struct portal_file f = {.state = HERS_KNOWN, .portal_state = 5, .asked_count = 1};
    const struct small_slip_facts vi = facts("vi");
    memcpy(f.asked[0], "Sổ cũ", sizeof "Sổ cũ");
    CHECK(!failed(small_slip_file(&slip, &vi, "THU-1", &f)));
    CHECK(says("THU-1"));
    CHECK(says("còn thiếu giấy"));
    CHECK(says("Sổ cũ"));
    CHECK(says("BẢN THỬ"));
    f = (struct portal_file){.state = HERS_KNOWN, .portal_state = 14, .result_count = 1};
    memcpy(f.state_text, "Lấy ý kiến", sizeof "Lấy ý kiến");
    memcpy(f.reason, "Lý do", sizeof "Lý do");
    memcpy(f.results[0], "Khai sinh", sizeof "Khai sinh");
    CHECK(!failed(small_slip_file(&slip, &vi, "THU-1", &f)));
    CHECK(says("Lấy ý kiến")); /* as it was delivered */
    CHECK(says("Lý do"));
    CHECK(says("Khai sinh"));
    f.state = HERS_SIGN_IN;
    CHECK_INT(small_slip_file(&slip, &vi, "THU-1", &f).code, ERR_BAD_INPUT);
}

TEST(what_was_set_aside_is_opened_by_the_slip_alone)
{
    struct later l = {.day = 20794, .code = "RONG-GIU/1F2E3D4C/20794/0123456789ABCDEFGHJKMNPQRS"};
    const struct small_slip_facts vi = facts("vi");
    CHECK(!failed(small_slip_later(&slip, &vi, &l, "Đăng ký khai sinh")));
    CHECK(says("Đăng ký khai sinh"));
    CHECK(says("06/12/2026")); /* the last whole day */
    CHECK(says("chưa gửi"));
    CHECK(slip.qr_side > 0);
    CHECK(!says("0123456789"));
    l.day = LATER_UNDATED; /* the clock was in doubt: no day that may be wrong */
    CHECK(!failed(small_slip_later(&slip, &vi, &l, "Đăng ký khai sinh")));
    CHECK(says("14 ngày"));
    CHECK(!says("/2243") && !says("Giữ tới hết ngày"));
    l.code[0] = '\0';
    CHECK_INT(small_slip_later(&slip, &vi, &l, "T").code, ERR_BAD_INPUT);
}

static int marks(const char *text)
{
    int count = 0;
    for (int i = 0; i < slip.count; i++) {
        count += slip.parts[i].kind == RECEIPT_MARK && strcmp(slip.parts[i].text, text) == 0;
    }
    return count;
}

TEST(a_second_slip_is_marked_as_a_copy_with_its_number)
{
    const struct fee_due fee = {.state = FEE_WAITING, .dong = 8000, .payload = "https://dvc/1"};
    const struct number_taken number = {.state = QUEUE_GIVEN, .number = "27", .ahead = -1};
    const struct portal_file file = {.state = HERS_KNOWN, .portal_state = 5};
    const struct later later = {.day = 20794, .code = "RONG-GIU/1F2E3D4C/20794/0123456789"};
    for (int copy = 0; copy < 3; copy++) {
        struct small_slip_facts f = facts("en");
        f.copy = copy;
        CHECK(!failed(small_slip_fee(&slip, &f, &fee)));
        CHECK(marks("Bản sao 1") == (copy == 1) && marks("Bản sao 2") == (copy == 2));
        CHECK(!failed(small_slip_number(&slip, &f, &number)));
        CHECK(marks("Bản sao 1") == (copy == 1) && marks("Bản sao 2") == (copy == 2));
        CHECK(!failed(small_slip_file(&slip, &f, "THU-1", &file)));
        CHECK(marks("Bản sao 1") == (copy == 1) && marks("Bản sao 2") == (copy == 2));
        CHECK(!failed(small_slip_later(&slip, &f, &later, "T")));
        CHECK(marks("Bản sao 1") == (copy == 1) && marks("Bản sao 2") == (copy == 2));
        CHECK(!says("Bản sao 0"));
    }
}

int main(void)
{
    RUN(a_fee_is_printed_with_the_portals_own_code);
    RUN(without_a_code_there_is_no_slip_to_pay_by);
    RUN(a_number_is_printed_large_with_what_is_known_of_it);
    RUN(a_file_is_printed_as_the_portal_told_it);
    RUN(what_was_set_aside_is_opened_by_the_slip_alone);
    RUN(a_second_slip_is_marked_as_a_copy_with_its_number);
    return check_done();
}
