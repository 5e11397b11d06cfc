#include "app/typing/foreign.h"

#include "tests/check.h"

static bool foreign(const char *text)
{
    return foreign_name(text, strlen(text));
}

TEST(vietnamese_names_are_not_foreign)
{
    static const char *const names[] = {
        "",
        "Nguyễn Thị Hoa ",
        "Trần Văn Thủy ",
        "Đặng Quốc Khánh ",
        "Huỳnh Như Ý ",
        "Nguyen Van Thuy ",
        "Phạm Hương Giang",
        "thuở ",
        "Ph",
        "Nguyễn Thị Kpă",
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        CHECK(!foreign(names[i]));
    }
}

TEST(letters_and_words_of_others_are)
{
    static const char *const names[] = {
        "Rmah ",
        "Ksor N",
        "Kpă ",
        "H'",
        "H\u2019",
        "ƀ",
        "Č",
        "ñ",
        "ŏ",
        "e\u0302\u0306",
        "Kbang ",
        "Krông Năng",
        "Nguyễn Smith ",
        "abcdefghijklmnopqrst ",
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        CHECK(foreign(names[i]));
    }
}

int main(void)
{
    RUN(vietnamese_names_are_not_foreign);
    RUN(letters_and_words_of_others_are);
    return check_done();
}
