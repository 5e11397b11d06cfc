#include "tests/check.h"
#include "tests/unit/flat_text.h"
#include "ui/text.h"

/* TEXT_STRONG is 42 px: a byte is 21 px wide, a line 54 px high. */
static const struct ui_env env = {&flat_text, 1080, 1920, 311, 100};
static struct text_block block;

static void check_line(int i, const char *want)
{
    char got[64] = "";
    if (i < block.count && block.lines[i].len < sizeof got) {
        memcpy(got, block.lines[i].text, block.lines[i].len);
    }
    CHECK_STR(got, want);
}

TEST(short_text_is_one_line)
{
    text_block(&env, TEXT_STRONG, "mot hai", 400, &block);
    CHECK_INT(block.count, 1);
    CHECK_INT(block.width, 147);
    CHECK_INT(block.height, 54);
}

TEST(lines_are_balanced_so_no_syllable_stands_alone)
{
    text_block(&env, TEXT_STRONG, "mot hai ba bon nam", 17 * 21, &block);
    CHECK_INT(block.count, 2);
    check_line(0, "mot hai ba");
    check_line(1, "bon nam");
}

TEST(two_sentences_break_between_them)
{
    text_block(&env, TEXT_STRONG, "mot hai. ba bon nam sau", 17 * 21, &block);
    CHECK_INT(block.count, 2);
    check_line(0, "mot hai.");
    check_line(1, "ba bon nam sau");
}

TEST(a_break_by_meaning_is_kept)
{
    text_block(&env, TEXT_STRONG, "mot\nhai ba", 400, &block);
    CHECK_INT(block.count, 2);
    check_line(0, "mot");
    check_line(1, "hai ba");
}

TEST(a_word_longer_than_the_line_is_kept_whole)
{
    text_block(&env, TEXT_STRONG, "dai-qua-dai hai", 100, &block);
    CHECK_INT(block.count, 2);
    check_line(0, "dai-qua-dai");
    CHECK(block.width > 100);
}

TEST(no_text_has_no_lines)
{
    text_block(&env, TEXT_STRONG, NULL, 100, &block);
    CHECK_INT(block.count, 0);
    text_block(&env, TEXT_STRONG, "", 100, &block);
    CHECK_INT(block.height, 0);
}

TEST(text_grows_with_the_text_size)
{
    const struct ui_env large = {&flat_text, 1080, 1920, 311, 200};
    text_block(&large, TEXT_STRONG, "mot", 0, &block);
    CHECK_INT(block.px, 84);
    CHECK_INT(block.line, 108);
}

int main(void)
{
    RUN(short_text_is_one_line);
    RUN(lines_are_balanced_so_no_syllable_stands_alone);
    RUN(two_sentences_break_between_them);
    RUN(a_break_by_meaning_is_kept);
    RUN(a_word_longer_than_the_line_is_kept_whole);
    RUN(no_text_has_no_lines);
    RUN(text_grows_with_the_text_size);
    return check_done();
}
