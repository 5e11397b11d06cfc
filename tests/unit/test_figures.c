#include "app/sound/figures.h"

#include "tests/check.h"

static const char *spelled(const struct grammar *g, const char *sentence)
{
    static char text[512];
    struct buf out;
    buf_init(&out, text, sizeof text);
    figures_spell(g, sentence, strlen(sentence), &out);
    CHECK(!out.full);
    return text;
}

TEST(figures_in_a_sentence_become_words)
{
    static const char *const rows[][2] = {
        {"trong 60 ngày", "trong sáu mươi ngày"},
        {"8.000 đồng", "tám nghìn đồng"},
        {"1.250.000", "một triệu hai trăm năm mươi nghìn"},
        {"ngày 02.", "ngày mùng hai."},
        {"1,5 lần", "một phẩy năm lần"},
        {"50%", "năm mươi phần trăm"},
        {"16/11/2026", "ngày mười sáu tháng mười một năm hai nghìn không trăm hai mươi sáu"},
        {"3/4", "ba phần tư"},
        {"năm 2025, 1.", "năm hai nghìn không trăm hai mươi lăm, một."},
        {"079123456789", "không bảy chín, một hai ba, bốn năm sáu, bảy tám chín"},
        {"99/99/2026", "chín mươi chín trên chín mươi chín trên hai nghìn không trăm hai mươi sáu"},
        {"lúc 09:24", "lúc chín giờ hai mươi tư phút"},
        {"7:00.", "bảy giờ."},
        {"24:00", "hai mươi tư giờ"},
        {"24:01", "hai mươi tư:không một"},
        {"1:234", "một:hai trăm ba mươi tư"},
        {"không có số", "không có số"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        CHECK_STR(spelled(&grammar_vi, rows[i][0]), rows[i][1]);
    }
}

TEST(english_writes_points_and_commas_the_other_way)
{
    static const char *const rows[][2] = {
        {"within 60 days", "within sixty days"},
        {"8,000 dong", "eight thousand dong"},
        {"1,250,000", "one million two hundred and fifty thousand"},
        {"1.5 times", "one point five times"},
        {"50%", "fifty per cent"},
        {"16/11/2026", "the sixteenth of November twenty twenty-six"},
        {"at 09:24.", "at nine twenty-four in the morning."},
        {"0912345678", "zero nine one two, three four five, six seven eight"},
        {"3, 4", "three, four"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        CHECK_STR(spelled(&grammar_en, rows[i][0]), rows[i][1]);
    }
}

int main(void)
{
    RUN(english_writes_points_and_commas_the_other_way);
    RUN(figures_in_a_sentence_become_words);
    return check_done();
}
