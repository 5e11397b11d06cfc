#include "app/sound/grammar.h"

#include "tests/check.h"

static char text[512];
static struct buf out;

static const char *said(void (*say)(int64_t, struct buf *), int64_t value)
{
    buf_init(&out, text, sizeof text);
    say(value, &out);
    CHECK(!out.full);
    return text;
}

struct row {
    int64_t value;
    const char *words;
};

TEST(numbers_are_said_as_people_say_them)
{
    static const struct row rows[] = {
        {0, "không"},
        {1, "một"},
        {4, "bốn"},
        {5, "năm"},
        {10, "mười"},
        {11, "mười một"},
        {14, "mười bốn"},
        {15, "mười lăm"},
        {20, "hai mươi"},
        {21, "hai mươi mốt"},
        {24, "hai mươi tư"},
        {25, "hai mươi lăm"},
        {44, "bốn mươi tư"},
        {55, "năm mươi lăm"},
        {91, "chín mươi mốt"},
        {100, "một trăm"},
        {101, "một trăm lẻ một"},
        {104, "một trăm lẻ bốn"},
        {105, "một trăm lẻ năm"},
        {110, "một trăm mười"},
        {115, "một trăm mười lăm"},
        {121, "một trăm hai mươi mốt"},
        {999, "chín trăm chín mươi chín"},
        {1000, "một nghìn"},
        {1001, "một nghìn không trăm lẻ một"},
        {1015, "một nghìn không trăm mười lăm"},
        {1200, "một nghìn hai trăm"},
        {1990, "một nghìn chín trăm chín mươi"},
        {2026, "hai nghìn không trăm hai mươi sáu"},
        {10000, "mười nghìn"},
        {21000, "hai mươi mốt nghìn"},
        {100005, "một trăm nghìn không trăm lẻ năm"},
        {1000000, "một triệu"},
        {1250000, "một triệu hai trăm năm mươi nghìn"},
        {1005000, "một triệu không trăm lẻ năm nghìn"},
        {1000005, "một triệu không trăm lẻ năm"},
        {1000000000, "một tỷ"},
        {1000000005, "một tỷ không trăm lẻ năm"},
        {2500000000, "hai tỷ năm trăm triệu"},
        {1000000000000, "một nghìn tỷ"},
        {1000000000000000000, "một tỷ tỷ"},
        {-7, "âm bảy"},
        {INT64_MIN,
         "âm chín tỷ hai trăm hai mươi ba triệu ba trăm bảy mươi hai nghìn không trăm ba "
         "mươi sáu tỷ tám trăm năm mươi tư triệu bảy trăm bảy mươi lăm nghìn tám trăm "
         "lẻ tám"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        CHECK_STR(said(grammar_vi.number, rows[i].value), rows[i].words);
    }
}

TEST(dates_say_what_is_not_known)
{
    static const struct row rows[] = {
        {20261123, "ngày hai mươi ba tháng mười một năm hai nghìn không trăm hai mươi sáu"},
        {20050401, "ngày mùng một tháng tư năm hai nghìn không trăm lẻ năm"},
        {19601010, "ngày mùng mười tháng mười năm một nghìn chín trăm sáu mươi"},
        {19600500, "tháng năm năm một nghìn chín trăm sáu mươi, không rõ ngày"},
        {19600000, "năm một nghìn chín trăm sáu mươi, không rõ ngày tháng"},
        {20240131, "ngày ba mươi mốt tháng một năm hai nghìn không trăm hai mươi tư"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        CHECK_STR(said(grammar_vi.date, rows[i].value), rows[i].words);
    }
}

TEST(money_ends_in_dong)
{
    CHECK_STR(said(grammar_vi.money, 8000), "tám nghìn đồng");
    CHECK_STR(said(grammar_vi.money, 150500), "một trăm năm mươi nghìn năm trăm đồng");
}

TEST(hours_are_said_in_vietnamese)
{
    buf_init(&out, text, sizeof text);
    grammar_vi.time(9 * 60 + 24, &out);
    CHECK_STR(text, "chín giờ hai mươi tư phút");
    buf_init(&out, text, sizeof text);
    grammar_vi.time(0, &out);
    CHECK_STR(text, "không giờ");
}

TEST(english_numbers_are_said_as_people_say_them)
{
    static const struct row rows[] = {
        {0, "zero"},
        {1, "one"},
        {10, "ten"},
        {12, "twelve"},
        {13, "thirteen"},
        {20, "twenty"},
        {21, "twenty-one"},
        {40, "forty"},
        {99, "ninety-nine"},
        {100, "one hundred"},
        {101, "one hundred and one"},
        {110, "one hundred and ten"},
        {342, "three hundred and forty-two"},
        {999, "nine hundred and ninety-nine"},
        {1000, "one thousand"},
        {1001, "one thousand and one"},
        {1015, "one thousand and fifteen"},
        {1200, "one thousand two hundred"},
        {1990, "one thousand nine hundred and ninety"},
        {8000, "eight thousand"},
        {21000, "twenty-one thousand"},
        {100005, "one hundred thousand and five"},
        {105000, "one hundred and five thousand"},
        {1000000, "one million"},
        {1000005, "one million and five"},
        {1250000, "one million two hundred and fifty thousand"},
        {2500000000, "two billion five hundred million"},
        {1000000000000, "one trillion"},
        {-7, "minus seven"},
        {INT64_MIN,
         "minus nine quintillion two hundred and twenty-three quadrillion three hundred and "
         "seventy-two trillion thirty-six billion eight hundred and fifty-four million seven "
         "hundred and seventy-five thousand eight hundred and eight"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        CHECK_STR(said(grammar_en.number, rows[i].value), rows[i].words);
    }
}

TEST(english_dates_say_what_is_not_known)
{
    static const struct row rows[] = {
        {20261116, "the sixteenth of November twenty twenty-six"},
        {20050401, "the first of April two thousand and five"},
        {20000229, "the twenty-ninth of February two thousand"},
        {20101231, "the thirty-first of December twenty ten"},
        {19051003, "the third of October nineteen oh five"},
        {19000112, "the twelfth of January nineteen hundred"},
        {19951231, "the thirty-first of December nineteen ninety-five"},
        {19600500, "May nineteen sixty, day not known"},
        {19600000, "nineteen sixty, day and month not known"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        CHECK_STR(said(grammar_en.date, rows[i].value), rows[i].words);
    }
}

TEST(english_money_and_hours)
{
    CHECK_STR(said(grammar_en.money, 8000), "eight thousand dong");
    CHECK_STR(said(grammar_en.money, 150500), "one hundred and fifty thousand five hundred dong");
    static const struct row rows[] = {
        {9 * 60 + 24, "nine twenty-four in the morning"},
        {7 * 60 + 5, "seven oh five in the morning"},
        {0, "twelve o'clock in the morning"},
        {12 * 60 + 30, "twelve thirty in the afternoon"},
        {17 * 60, "five o'clock in the afternoon"},
        {23 * 60 + 59, "eleven fifty-nine in the evening"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        buf_init(&out, text, sizeof text);
        grammar_en.time((int)rows[i].value, &out);
        CHECK_STR(text, rows[i].words);
    }
}

static const char *spelled_by(const struct grammar *g, const char *word)
{
    buf_init(&out, text, sizeof text);
    for (size_t at = 0, len = strlen(word); at < len;) {
        at += g->letter(word + at, len - at, &out);
    }
    return text;
}

TEST(letters_have_english_names)
{
    CHECK_STR(spelled_by(&grammar_en, "ro"), "R, O");
    CHECK_STR(spelled_by(&grammar_en, "Rơ"), "R, O with a horn");
    CHECK_STR(spelled_by(&grammar_en, "Ế"), "E with a hat, rising mark");
    CHECK_STR(spelled_by(&grammar_en, "Đặng"), "D with a bar, A with a curve, dot below, N, G");
    CHECK_STR(spelled_by(&grammar_en, "H'Bl"), "H, apostrophe, B, L");
    CHECK_STR(spelled_by(&grammar_en, "Ƀčơ̆"), "B with a bar, C with a small V, O with a horn, "
                                              "curve mark");
    CHECK_STR(spelled_by(&grammar_en, "K07"), "K, zero, seven");
    CHECK_STR(spelled_by(&grammar_en, "\xF0\x9F\x98\x80"), "");
    CHECK_STR(spelled_by(&grammar_en, "\xFF"), "");
}

static const char *spelled(const char *word)
{
    return spelled_by(&grammar_vi, word);
}

TEST(letters_have_vietnamese_names)
{
    CHECK_STR(spelled("rơ"), "e-rờ, ơ");
    CHECK_STR(spelled("Ế"), "ê, sắc");
    CHECK_STR(spelled("Đặng"), "đê, á, nặng, en-nờ, giê");
    CHECK_STR(spelled("H'Bl"), "hát, dấu nháy, bê, e-lờ");
    CHECK_STR(spelled("ƀč"), "bê gạch, xê mũ ngược");
    CHECK_STR(spelled("Ƀơ̆ĕ"), "bê gạch, ơ, dấu trăng, e, dấu trăng");
    CHECK_STR(spelled("K07"), "ca, không, bảy");
    CHECK_STR(spelled("\xF0\x9F\x98\x80"), "");
    CHECK_STR(spelled("\xFF"), "");
}

TEST(every_letter_of_the_alphabets_has_a_name)
{
    static const char all[] = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
                              "áàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
                              "AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXYÁÀẢÃẠẮẰẲẴẶẤẦẨẪẬÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒ"
                              "ỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ"
                              "ƀčĕê̆ĭñŏô̆ơ̆ŭư̆â̆ɃČĔÊ̆ĬÑŎÔ̆Ơ̆ŬƯ̆Â̆'’‘0123456789";
    for (size_t at = 0; at < sizeof all - 1;) {
        buf_init(&out, text, sizeof text);
        const size_t used = grammar_vi.letter(all + at, sizeof all - 1 - at, &out);
        CHECK(out.len > 0);
        buf_init(&out, text, sizeof text);
        CHECK(grammar_en.letter(all + at, sizeof all - 1 - at, &out) == used);
        CHECK(out.len > 0);
        at += used;
    }
}

/* True when the vocabulary ends and holds the word. */
static bool vocabulary_holds(const struct grammar *g, const char *word)
{
    int count = 0;
    bool found = false;
    buf_init(&out, text, sizeof text);
    for (const char *w; (w = g->vocabulary(count, &out)) != NULL; count++) {
        CHECK(count < 600 && strlen(w) > 0 && strlen(w) < 96);
        found |= strcmp(w, word) == 0;
    }
    CHECK(count > 300);
    CHECK(g->vocabulary(count + 1, &out) == NULL);
    return found;
}

TEST(the_vocabulary_holds_whole_groups_and_ends)
{
    CHECK(vocabulary_holds(&grammar_vi, "năm hai nghìn không trăm hai mươi sáu"));
    CHECK(vocabulary_holds(&grammar_vi, "giờ"));
    CHECK(!vocabulary_holds(&grammar_vi, "the first of"));
    CHECK(vocabulary_holds(&grammar_en, "the first of"));
    CHECK(vocabulary_holds(&grammar_en, "the thirty-first of"));
    CHECK(vocabulary_holds(&grammar_en, "nineteen hundred"));
    CHECK(vocabulary_holds(&grammar_en, "twenty forty"));
    CHECK(vocabulary_holds(&grammar_en, "and ninety-nine"));
    CHECK(vocabulary_holds(&grammar_en, "nine hundred"));
    CHECK(vocabulary_holds(&grammar_en, "U with a horn"));
    CHECK(vocabulary_holds(&grammar_en, "line below"));
}

TEST(a_language_without_grammar_has_none)
{
    CHECK(grammar_find("vi") == &grammar_vi);
    CHECK(grammar_find("en") == &grammar_en);
    CHECK(grammar_find("jra") == NULL);
}

int main(void)
{
    RUN(numbers_are_said_as_people_say_them);
    RUN(dates_say_what_is_not_known);
    RUN(money_ends_in_dong);
    RUN(letters_have_vietnamese_names);
    RUN(every_letter_of_the_alphabets_has_a_name);
    RUN(hours_are_said_in_vietnamese);
    RUN(english_numbers_are_said_as_people_say_them);
    RUN(english_dates_say_what_is_not_known);
    RUN(english_money_and_hours);
    RUN(letters_have_english_names);
    RUN(the_vocabulary_holds_whole_groups_and_ends);
    RUN(a_language_without_grammar_has_none);
    return check_done();
}
