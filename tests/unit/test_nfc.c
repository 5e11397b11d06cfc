#include "app/typing/nfc.h"

#include "app/typing/fold.h"
#include "app/typing/letter.h"
#include "tests/check.h"

static const char *normal(const char *text)
{
    static char out[256];
    struct buf b;
    buf_init(&b, out, sizeof out);
    nfc_add(&b, text, strlen(text));
    return b.full ? "full" : out;
}

static const char *folded(const char *text)
{
    static char out[256];
    struct buf b;
    buf_init(&b, out, sizeof out);
    fold_add(&b, text, strlen(text));
    return b.full ? "full" : out;
}

TEST(decomposed_text_becomes_composed)
{
    CHECK_STR(normal("Nguye\u0302\u0303n Thi\u0323 Ta\u0301ch"), "Nguyễn Thị Tách");
    CHECK_STR(normal("Nguyễn Thị Tách"), "Nguyễn Thị Tách");
    CHECK_STR(normal("Ro\u031B Cha\u0302m H'Ma\u0302\u0303u"), "Rơ Châm H'Mẫu");
    CHECK_STR(normal("Rơ Châm H'Mẫu"), "Rơ Châm H'Mẫu");
    CHECK_STR(normal("Đa\u0306\u0301k La\u0306\u0301k"), "Đắk Lắk");
    CHECK_STR(normal("Đắk Lắk"), "Đắk Lắk");
    CHECK_STR(normal("Kro\u0302ng Pa E\u0323\u0302 A\u0323\u0306A\u0302\u0303 u\u031B\u0303 "
                     "o\u031B\u0323 o\u031B\u0303 y\u0303"),
              "Krông Pa Ệ ẶẪ ữ ợ ỡ ỹ");
    CHECK_STR(normal("Krông Pa Ệ ẶẪ ữ ợ ỡ ỹ"), "Krông Pa Ệ ẶẪ ữ ợ ỡ ỹ");
}

TEST(breve_goes_behind_circumflex_and_horn)
{
    CHECK_STR(normal("e\u0306\u0302"), "\u00EA\u0306");
    CHECK_STR(normal("\u0115\u0302"), "\u00EA\u0306");
    CHECK_STR(normal("\u0103\u0302"), "\u00E2\u0306");
    CHECK_STR(normal("o\u0306\u031B"), "\u01A1\u0306");
    CHECK_STR(normal("u\u0306"), "\u016D");
    CHECK_STR(normal("c\u030C n\u0303 c\u0306"), "\u010D \u00F1 c\u0306");
}

TEST(unknown_marks_and_letters_pass)
{
    CHECK_STR(normal("a\u0331 \u4E2D"), "a\u0331 \u4E2D");
    CHECK_STR(normal(""), "");
}

TEST(fold_drops_marks_strokes_and_apostrophes)
{
    CHECK_STR(folded("  Đăng ký  KẾT-hôn "), "dang ky ket hon");
    CHECK_STR(folded("Ƀơ\u0306n H'Mẫu, H\u2019Lan"), "bon hmau hlan");
    CHECK_STR(folded("a\u0302\u0306n \u010Dar"), "an car");
    CHECK_STR(folded("..."), "");
    CHECK_STR(folded("hòa  hội"), "hoa hoi");
    CHECK_STR(folded("Hoà Hội"), "hoa hoi");
}

TEST(case_knows_the_far_away_letters)
{
    CHECK_INT(letter_upper(0x180), 0x243);
    CHECK_INT(letter_lower(0x243), 0x180);
    CHECK_INT(letter_upper(0x1B0), 0x1AF);
    CHECK_INT(letter_upper(0x1EC7), 0x1EC6);
    CHECK_INT(letter_upper('7'), '7');
    CHECK_INT(letter_lower('Q'), 'q');
}

int main(void)
{
    RUN(decomposed_text_becomes_composed);
    RUN(breve_goes_behind_circumflex_and_horn);
    RUN(unknown_marks_and_letters_pass);
    RUN(fold_drops_marks_strokes_and_apostrophes);
    RUN(case_knows_the_far_away_letters);
    return check_done();
}
