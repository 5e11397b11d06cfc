#include "platform/sim/escpos_decoder.h"
#include "tests/check.h"

static struct escpos_decoder paper;

static int feed(const char *bytes, size_t size, enum decoder_event event)
{
    int count = 0;
    for (size_t i = 0; i < size; i++) {
        count += decoder_take(&paper, (uint8_t)bytes[i]) == event;
    }
    return count;
}

#define FEED(literal, event) feed(literal, sizeof literal - 1, event)

TEST(a_raster_band_becomes_rows_of_dots)
{
    decoder_init(&paper, 384);
    CHECK_INT(FEED("\x1D\x76\x30\x00\x02\x00\x03\x00"
                   "\xF0\x01\xF0\x02\xF0\x03",
                   DECODED_ROW),
              3);
    CHECK_INT(paper.height, 3);
    CHECK_INT(paper.rows[48], 0xF0);
    CHECK_INT(paper.rows[49], 0x02);
    CHECK_INT(paper.rows[50], 0x00);
}

TEST(dots_right_of_the_head_are_lost_but_counted)
{
    decoder_init(&paper, 384);
    uint8_t band[8 + 72] = {0x1D, 'v', '0', 0, 72, 0, 1, 0};
    memset(band + 8, 0xFF, 72);
    CHECK_INT(feed((const char *)band, sizeof band, DECODED_ROW), 1);
    CHECK_INT(FEED("\x1D\x56\x42\x05", DECODED_CUT), 1);
    CHECK_INT(paper.letters, 0);
}

TEST(what_follows_a_broken_band_is_swallowed_until_it_is_filled_up)
{
    decoder_init(&paper, 384);
    CHECK_INT(FEED("\x1D\x76\x30\x00\x30\x00\x02\x00\xAA", DECODED_ROW), 0);
    CHECK_INT(FEED("\x1B@\x1D\x56\x42\x00", DECODED_CUT), 0);
    for (int i = 0; i < 96; i++) {
        (void)decoder_take(&paper, 0);
    }
    CHECK_INT(paper.height, 2);
    CHECK_INT(FEED("\x1D\x56\x42\x00", DECODED_CUT), 1);
}

TEST(bytes_that_print_as_letters_are_counted)
{
    decoder_init(&paper, 576);
    CHECK_INT(FEED("hello", DECODED_LETTER), 5);
    CHECK_INT(paper.letters, 5);
    CHECK(paper.height > 0);
}

TEST(questions_are_recognised)
{
    decoder_init(&paper, 576);
    CHECK_INT(FEED("\x1Dr\x01", DECODED_ASK_PAPER), 1);
    CHECK_INT(FEED("\x1DI\x42", DECODED_ASK_MAKER), 1);
    CHECK_INT(FEED("\x1D(H\x06\x00\x30\x30"
                   "abcd",
                   DECODED_PROCESS),
              1);
    CHECK(memcmp(paper.process, "abcd", 4) == 0);
    CHECK_INT(FEED("\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08", DECODED_CLEAR), 1);
    CHECK_INT(paper.letters, 0);
}

TEST(paper_longer_than_the_roll_we_keep_does_not_overflow)
{
    decoder_init(&paper, 576);
    for (int i = 0; i < DECODER_HEIGHT_MAX + 100; i++) {
        (void)FEED("\x1D\x76\x30\x00\x01\x00\x01\x00\xFF", DECODED_ROW);
    }
    CHECK_INT(paper.height, DECODER_HEIGHT_MAX);
}

int main(void)
{
    RUN(a_raster_band_becomes_rows_of_dots);
    RUN(dots_right_of_the_head_are_lost_but_counted);
    RUN(what_follows_a_broken_band_is_swallowed_until_it_is_filled_up);
    RUN(bytes_that_print_as_letters_are_counted);
    RUN(questions_are_recognised);
    RUN(paper_longer_than_the_roll_we_keep_does_not_overflow);
    return check_done();
}
