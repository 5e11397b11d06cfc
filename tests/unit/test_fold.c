#include "app/typing/fold.h"

#include "tests/check.h"

static const char *fold(const char *text)
{
    static char storage[128];
    struct buf out;
    buf_init(&out, storage, sizeof storage);
    fold_add(&out, text, strlen(text));
    return storage;
}

TEST(marks_and_case_vanish)
{
    CHECK_STR(fold("Đăng Ký KHAI SINH"), "dang ky khai sinh");
    CHECK_STR(fold("Nguyễn Thị Ước"), "nguyen thi uoc");
    CHECK_STR(fold("\xC6\x80\xE1\xBB\x93"), "bo"); /* b with a stroke */
    CHECK_STR(fold("a\xCC\x86\xCC\x81"), "a");     /* marks written apart */
}

TEST(what_is_no_letter_is_one_space_and_none_at_the_ends)
{
    CHECK_STR(fold("  Ia--Hrung,  (Gia Lai). "), "ia hrung gia lai");
    CHECK_STR(fold("..."), "");
    CHECK_STR(fold(""), "");
}

TEST(apostrophes_of_every_kind_vanish)
{
    CHECK_STR(fold("H'Lan"), "hlan");
    CHECK_STR(fold("H\xE2\x80\x99Lan"), "hlan");
    CHECK_STR(fold("H`Lan"), "hlan");
}

int main(void)
{
    RUN(marks_and_case_vanish);
    RUN(what_is_no_letter_is_one_space_and_none_at_the_ends);
    RUN(apostrophes_of_every_kind_vanish);
    return check_done();
}
