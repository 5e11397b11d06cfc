#include "app/receipt/qr.h"
#include "tests/check.h"

static uint8_t modules[QR_BYTES_MAX];

#define TOKEN "0123456789ABCDEFGHJKMNPQRS"

TEST(a_receipt_address_fits_twenty_nine_modules_because_its_host_is_put_upper_case)
{
    int side = 0;
    CHECK(!failed(qr_encode("https://dvc.gialai.gov.vn/H/" TOKEN, QR_LEVEL_M, modules,
                            sizeof modules, &side)));
    CHECK_INT(side, 29);
}

TEST(a_path_in_small_letters_is_kept_and_needs_more_modules)
{
    int side = 0;
    CHECK(!failed(qr_encode("https://dvc.gialai.gov.vn/ho-so/h/" TOKEN, QR_LEVEL_M, modules,
                            sizeof modules, &side)));
    CHECK(side > 29);
}

TEST(the_three_finder_patterns_are_where_readers_look)
{
    int side = 0;
    CHECK(!failed(qr_encode("A", QR_LEVEL_Q, modules, sizeof modules, &side)));
    const int corners[3] = {0, side - 7, (side - 7) * side};
    for (int c = 0; c < 3; c++) {
        for (int i = 0; i < 7; i++) {
            CHECK_INT(modules[corners[c] + i], 1);
            CHECK_INT(modules[corners[c] + i * side], 1);
        }
        CHECK_INT(modules[corners[c] + side + 1], 0);
    }
}

TEST(empty_and_overlong_texts_are_refused)
{
    int side = 0;
    char long_text[QR_TEXT_MAX + 2];
    memset(long_text, 'a', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    CHECK_INT(qr_encode("", QR_LEVEL_M, modules, sizeof modules, &side).code, ERR_BAD_INPUT);
    CHECK_INT(qr_encode(long_text, QR_LEVEL_M, modules, sizeof modules, &side).code, ERR_BAD_INPUT);
    CHECK_INT(qr_encode("A", QR_LEVEL_M, modules, 100, &side).code, ERR_FULL);
    CHECK_INT(side, 0);
}

TEST(the_longest_text_fits_the_promised_memory)
{
    int side = 0;
    char longest[QR_TEXT_MAX + 1];
    memset(longest, 'a', QR_TEXT_MAX);
    longest[QR_TEXT_MAX] = '\0';
    CHECK(!failed(qr_encode(longest, QR_LEVEL_M, modules, sizeof modules, &side)));
    CHECK_INT(side, QR_SIDE_MAX);
    side = 0;
    CHECK_INT(qr_encode(longest, QR_LEVEL_Q, modules, sizeof modules, &side).code, ERR_FULL);
    longest[177] = '\0';
    CHECK(!failed(qr_encode(longest, QR_LEVEL_Q, modules, sizeof modules, &side)));
    CHECK_INT(side, QR_SIDE_MAX);
}

int main(void)
{
    RUN(a_receipt_address_fits_twenty_nine_modules_because_its_host_is_put_upper_case);
    RUN(a_path_in_small_letters_is_kept_and_needs_more_modules);
    RUN(the_three_finder_patterns_are_where_readers_look);
    RUN(empty_and_overlong_texts_are_refused);
    RUN(the_longest_text_fits_the_promised_memory);
    return check_done();
}
