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

static const char *spelled(const char *word)
{
    buf_init(&out, text, sizeof text);
    for (size_t at = 0, len = strlen(word); at < len;) {
        at += grammar_vi.letter(word + at, len - at, &out);
    }
    return text;
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
        at += grammar_vi.letter(all + at, sizeof all - 1 - at, &out);
        CHECK(out.len > 0);
    }
}

TEST(the_vocabulary_holds_each_word_once_and_ends)
{
    static char words[600][96];
    int count = 0;
    buf_init(&out, text, sizeof text);
    for (const char *w; (w = grammar_vi.vocabulary(count, &out)) != NULL; count++) {
        CHECK(count < 600 && strlen(w) > 0 && strlen(w) < sizeof words[0]);
        memcpy(words[count], w, strlen(w) + 1);
    }
    CHECK(count > 300);
    CHECK(grammar_vi.vocabulary(count + 1, &out) == NULL);
    bool found = false;
    for (int i = 0; i < count; i++) {
        found |= strcmp(words[i], "năm hai nghìn không trăm hai mươi sáu") == 0;
    }
    CHECK(found);
}

TEST(a_language_without_grammar_has_none)
{
    CHECK(grammar_find("vi") == &grammar_vi);
    CHECK(grammar_find("jra") == NULL);
}

int main(void)
{
    RUN(numbers_are_said_as_people_say_them);
    RUN(dates_say_what_is_not_known);
    RUN(money_ends_in_dong);
    RUN(letters_have_vietnamese_names);
    RUN(every_letter_of_the_alphabets_has_a_name);
    RUN(the_vocabulary_holds_each_word_once_and_ends);
    RUN(a_language_without_grammar_has_none);
    return check_done();
}
