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
    CHECK_STR(normal("Nguye"
                     "\xcc"
                     "\x82"
                     "\xcc"
                     "\x83"
                     "n Thi"
                     "\xcc"
                     "\xa3"
                     " Ta"
                     "\xcc"
                     "\x81"
                     "ch"),
              "Nguyễn Thị Tách");
    CHECK_STR(normal("Nguyễn Thị Tách"), "Nguyễn Thị Tách");
    CHECK_STR(normal("Ro"
                     "\xcc"
                     "\x9b"
                     " Cha"
                     "\xcc"
                     "\x82"
                     "m H'Ma"
                     "\xcc"
                     "\x82"
                     "\xcc"
                     "\x83"
                     "u"),
              "Rơ Châm H'Mẫu");
    CHECK_STR(normal("Rơ Châm H'Mẫu"), "Rơ Châm H'Mẫu");
    CHECK_STR(normal("\xc4"
                     "\x90"
                     "a"
                     "\xcc"
                     "\x86"
                     "\xcc"
                     "\x81"
                     "k La"
                     "\xcc"
                     "\x86"
                     "\xcc"
                     "\x81"
                     "k"),
              "Đắk Lắk");
    CHECK_STR(normal("Đắk Lắk"), "Đắk Lắk");
    CHECK_STR(normal("Kro"
                     "\xcc"
                     "\x82"
                     "ng Pa E"
                     "\xcc"
                     "\xa3"
                     "\xcc"
                     "\x82"
                     " A"
                     "\xcc"
                     "\xa3"
                     "\xcc"
                     "\x86"
                     "A"
                     "\xcc"
                     "\x82"
                     "\xcc"
                     "\x83"
                     " u"
                     "\xcc"
                     "\x9b"
                     "\xcc"
                     "\x83"
                     " o"
                     "\xcc"
                     "\x9b"
                     "\xcc"
                     "\xa3"
                     " o"
                     "\xcc"
                     "\x9b"
                     "\xcc"
                     "\x83"
                     " y"
                     "\xcc"
                     "\x83"
                     ""),
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
    CHECK(fold_same("Hoà Hội", "hòa  hội"));
    CHECK(!fold_same("Hoà Hội", "hòa hộ"));
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
