#include "platform/linux/escpos_answers.h"
#include "tests/check.h"

/* Feeds bytes and writes what they mean: R realtime, A automatic, S single, I id, C cleared, B
 * block, + XON, - XOFF. */
static const char *read_all(const char *bytes, size_t size, struct escpos_answer *ret_last)
{
    static const char letters[] = {
        [ANSWER_REALTIME] = 'R', [ANSWER_ASB] = 'A',   [ANSWER_SINGLE] = 'S', [ANSWER_ID] = 'I',
        [ANSWER_CLEARED] = 'C',  [ANSWER_BLOCK] = 'B', [ANSWER_XON] = '+',    [ANSWER_XOFF] = '-'};
    static char out[64];
    struct escpos_answers a = {0};
    size_t count = 0;
    for (size_t i = 0; i < size && count + 1 < sizeof out; i++) {
        struct escpos_answer answer;
        escpos_answers_take(&a, (uint8_t)bytes[i], &answer);
        if (answer.kind != ANSWER_NONE) {
            out[count++] = letters[answer.kind];
            *ret_last = answer;
        }
    }
    out[count] = '\0';
    return out;
}

#define READ(literal) read_all(literal, sizeof literal - 1, &last)

TEST(every_kind_of_answer_is_told_apart)
{
    struct escpos_answer last = {0};
    CHECK_STR(READ("\x12"), "R");
    CHECK_STR(READ("\x16\x7E\x72"), "RRR");
    CHECK_INT(last.value, 0x72);
    CHECK_STR(READ("\x14\x00\x0C\x0F"), "A");
    CHECK_INT(last.asb[2], 0x0C);
    CHECK_STR(READ("\x00\x0C"), "SS");
    CHECK_STR(READ("\x37\x22"
                   "0001\0"),
              "I");
    CHECK_STR(last.id, "0001");
    CHECK_STR(READ("\x37\x25\0"), "C");
    CHECK_STR(READ("_EPSON\0"), "B");
    CHECK_STR(last.text, "EPSON");
}

TEST(an_answer_inside_another_does_not_break_either)
{
    struct escpos_answer last = {0};
    CHECK_STR(READ("\x14\x00\x12\x03\x0F"), "RA");
    CHECK_INT(last.asb[2], 0x03);
    CHECK_STR(READ("\x14\x13\x00\x11\x00\x0F"), "-+A");
    CHECK_STR(READ("\x37\x22\x30\x13\x30\x11\x30\x31\0"), "-+I");
    CHECK_STR(READ("\x37\x22\x30\x12\x30\x30\x31\0"), "RI");
}

TEST(noise_never_becomes_an_answer_of_a_job)
{
    struct escpos_answer last = {0};
    CHECK_STR(READ("\xFF\xFF\x80\xC3\x9F"), "");
    CHECK_STR(READ("\x14\xFF\x00"), "S");
    CHECK_STR(READ("\x37\x22\x30\0"), "");
    CHECK_STR(READ("\x37\x22\xFF\x12"), "R");
}

TEST(an_endless_block_ends_and_the_next_answer_is_heard)
{
    struct escpos_answer last = {0};
    char flood[400];
    memset(flood, 'x', sizeof flood);
    flood[0] = '_';
    flood[sizeof flood - 2] = 0;
    flood[sizeof flood - 1] = 0x12;
    const char *heard = read_all(flood, sizeof flood, &last);
    CHECK(strchr(heard, 'R') != NULL);
    CHECK(strchr(heard, 'I') == NULL);
    CHECK(strchr(heard, 'C') == NULL);
}

int main(void)
{
    RUN(every_kind_of_answer_is_told_apart);
    RUN(an_answer_inside_another_does_not_break_either);
    RUN(noise_never_becomes_an_answer_of_a_job);
    RUN(an_endless_block_ends_and_the_next_answer_is_heard);
    return check_done();
}
