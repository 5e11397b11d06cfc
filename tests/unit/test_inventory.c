/* What a text may be written with. The words are nobody's: letters in a row. */
#include "app/language/inventory.h"

#include <string.h>

#include "tests/check.h"

static struct inventory letters;
static struct inventory_fault fault;

static bool fine(const char *text)
{
    return inventory_check(&letters, text, &fault);
}

TEST(letters_of_the_list_in_either_case_pass)
{
    CHECK(inventory_add(&letters, "a ă â b ƀ č ch ê ê̆ o ô̆ ư̆ n"));
    CHECK(fine("ƀa ča ê̆ ô̆ ư̆"));
    CHECK(fine("ɃA ČA Ê̆ Ô̆ Ư̆"));
    CHECK(fine("cha, (ba) 12: {0} – 'ba'…\nba!"));
}

TEST(a_letter_of_no_list_is_named)
{
    CHECK(!fine("ba ñ"));
    CHECK_STR(fault.letter, "ñ");
    CHECK_INT(fault.at, 3);
    CHECK(strstr(fault.what, "file letters") != NULL);
    CHECK(!fine("bế"));
    CHECK(!fine("b̆a")); /* a breve that stands on nothing */
}

TEST(marks_in_another_order_are_told_with_the_right_one)
{
    CHECK(!fine("\xC4\x95\xCC\x82")); /* breve, then circumflex */
    CHECK_STR(fault.better, "ê̆");
    CHECK(!fine("e\xCC\x82")); /* e and a loose circumflex */
    CHECK_STR(fault.better, "ê");
    CHECK(strstr(fault.what, "NFC") != NULL);
}

/* reference/languages.md 1.3 */
TEST(text_of_old_fonts_is_refused)
{
    static const char *const old[] = {"[a", "{a", "]a", "c\\a", "ba`a", "ch^n", "o#", "~a"};
    for (size_t i = 0; i < sizeof old / sizeof old[0]; i++) {
        CHECK(!fine(old[i]));
        CHECK(strstr(fault.what, "typing font") != NULL);
    }
    CHECK(!fine("noân"));
    CHECK(strstr(fault.what, "VNI") != NULL);
    CHECK(!fine("bẽ"));
    CHECK(strstr(fault.what, "tilde") != NULL);
    CHECK(!fine("‘ba"));
    CHECK(strstr(fault.what, "'") != NULL);
}

TEST(what_is_no_utf8_is_refused_whole)
{
    CHECK(!fine("ba\xE2"));
    CHECK(strstr(fault.what, "UTF-8") != NULL);
    CHECK(!inventory_add(&letters, "\xFF"));
    CHECK(!inventory_add(&letters, "ĕ̂"));
}

TEST(a_length_counts_what_is_seen)
{
    CHECK_INT(inventory_length("ê̆ô̆"), 2);
    CHECK_INT(inventory_length("a\nb"), 3);
    CHECK_INT(inventory_length(""), 0);
}

int main(void)
{
    RUN(letters_of_the_list_in_either_case_pass);
    RUN(a_letter_of_no_list_is_named);
    RUN(marks_in_another_order_are_told_with_the_right_one);
    RUN(text_of_old_fonts_is_refused);
    RUN(what_is_no_utf8_is_refused_whole);
    RUN(a_length_counts_what_is_seen);
    return check_done();
}
