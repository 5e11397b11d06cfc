#include "app/staff/test_slip.h"

#include <string.h>

#include "app/sound/messages.h"
#include "tests/check.h"

static struct receipt slip;

static struct err build(const char *language, const char *url, bool practice)
{
    const struct test_slip_facts facts = {.language = language,
                                          .centre = "Xã Ia Hrung, Gia Lai",
                                          .kiosk = "K07",
                                          .url = url,
                                          .printed_at = 1795400640,
                                          .offset_minutes = 420,
                                          .practice = practice};
    return test_slip_build(&slip, &facts);
}

static int count_of(enum receipt_kind kind)
{
    int count = 0;
    for (int i = 0; i < slip.count; i++) {
        count += slip.parts[i].kind == kind;
    }
    return count;
}

static bool says(const char *text)
{
    bool found = false;
    for (int i = 0; i < slip.count; i++) {
        found |= strstr(slip.parts[i].text, text) != NULL;
    }
    return found;
}

TEST(it_holds_the_five_marks_that_a_person_compares)
{
    CHECK(!failed(build("vi", "HTTP://127.0.0.1:8780", false)));
    CHECK_INT(count_of(RECEIPT_NUMBER), 1);
    CHECK_INT(count_of(RECEIPT_QR_BESIDE), 1);
    CHECK_INT(count_of(RECEIPT_CHECK), 3);
    CHECK(says("0123-4567-89") && says("ữ") && says("ễ"));
    CHECK(slip.qr_side > 0);
    CHECK(says("09:24, 23/11/2026") && says("K07"));
    CHECK_INT(count_of(RECEIPT_MARK), 0);
}

TEST(it_is_no_receipt_and_says_so)
{
    CHECK(!failed(build("en", "HTTP://127.0.0.1:8780", true)));
    CHECK_INT(count_of(RECEIPT_CODE), 0);
    CHECK_INT(count_of(RECEIPT_MARK), 1);
    CHECK(says(message_text("en", MSG_TEST_SLIP_NOBODY)));
    for (int i = 0; i < slip.count; i++) {
        if (slip.parts[i].kind == RECEIPT_TITLE) {
            CHECK_STR(slip.parts[i].beside, message_text("vi", MSG_TEST_SLIP_TITLE));
        }
    }
}

TEST(an_address_that_no_code_can_hold_is_refused)
{
    CHECK_INT(build("vi", "", false).code, ERR_BAD_INPUT);
}

TEST(the_bar_of_the_set_up_says_its_width_and_nothing_of_anybody)
{
    const struct test_slip_facts facts = {
        .language = "vi", .centre = "Xã Ia Hrung", .practice = true};
    CHECK(!failed(test_slip_bar(&slip, &facts, 512)));
    CHECK_INT(count_of(RECEIPT_BAR), 1);
    CHECK_INT(count_of(RECEIPT_MARK), 1);
    CHECK_INT(count_of(RECEIPT_QR_BESIDE) + count_of(RECEIPT_CODE), 0);
    CHECK(says("512") && says(message_text("vi", MSG_TEST_SLIP_NOBODY)));
}

int main(void)
{
    RUN(it_holds_the_five_marks_that_a_person_compares);
    RUN(it_is_no_receipt_and_says_so);
    RUN(the_bar_of_the_set_up_says_its_width_and_nothing_of_anybody);
    RUN(an_address_that_no_code_can_hold_is_refused);
    return check_done();
}
