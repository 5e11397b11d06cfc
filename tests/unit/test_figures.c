#include "app/sound/figures.h"

#include "tests/check.h"

static const char *spelled(const char *sentence)
{
    static char text[512];
    struct buf out;
    buf_init(&out, text, sizeof text);
    figures_spell(&grammar_vi, sentence, strlen(sentence), &out);
    CHECK(!out.full);
    return text;
}

TEST(figures_in_a_sentence_become_words)
{
    static const char *const rows[][2] = {
        {"trong 60 ngày", "trong sáu mươi ngày"},
        {"8.000 đồng", "tám nghìn đồng"},
        {"1.250.000", "một triệu hai trăm năm mươi nghìn"},
        {"ngày 02.", "ngày không hai."},
        {"1,5 lần", "một phẩy năm lần"},
        {"50%", "năm mươi phần trăm"},
        {"16/11/2026", "ngày mười sáu tháng mười một năm hai nghìn không trăm hai mươi sáu"},
        {"3/4", "ba/bốn"},
        {"năm 2025, 1.", "năm hai nghìn không trăm hai mươi lăm, một."},
        {"079123456789", "không bảy chín một hai ba bốn năm sáu bảy tám chín"},
        {"99/99/2026", "chín mươi chín/chín mươi chín/hai nghìn không trăm hai mươi sáu"},
        {"không có số", "không có số"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        CHECK_STR(spelled(rows[i][0]), rows[i][1]);
    }
}

int main(void)
{
    RUN(figures_in_a_sentence_become_words);
    return check_done();
}
