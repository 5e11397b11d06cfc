#include "app/citizen/search_words.h"

#include "tests/check.h"

static struct search_token token;

static struct search_token first(const char *text)
{
    size_t at = 0;
    CHECK(search_token(text, strlen(text), &at, &token));
    return token;
}

static struct search_word word(const char *text)
{
    static struct search_token kept;
    kept = first(text);
    return (struct search_word){.key = kept.key, .marks = kept.marks, .length = kept.length};
}

TEST(words_are_folded_and_cut_at_what_is_no_letter)
{
    static const char text[] = "  Đăng-ký, 1.001193 H'Lan!";
    static const char *const wanted[] = {"dang", "ky", "1", "001193", "hlan"};
    size_t at = 0;
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        CHECK(search_token(text, strlen(text), &at, &token));
        CHECK_STR(token.key, wanted[i]);
        CHECK_INT(token.length, (int)strlen(wanted[i]));
    }
    CHECK(!search_token(text, strlen(text), &at, &token));
}

TEST(marks_are_told_however_they_are_written)
{
    CHECK_INT(first("sinh").marks, 0);
    CHECK(first("sính").marks != 0);
    CHECK_INT(first("ấ").marks, first("a\xCC\x82\xCC\x81").marks); /* apart, in Unicode's order */
    CHECK(first("hoà").marks == first("hòa").marks);               /* a tone is the syllable's */
    CHECK(first("dâu").marks != first("dău").marks);
}

TEST(the_same_letters_count_by_their_marks)
{
    struct search_word has = word("đất");
    const struct search_token plain = first("dat");
    const struct search_token same = first("đất");
    const struct search_token tone = first("đật");
    const struct search_token other = first("dạt");
    CHECK_INT(search_alike(&plain, &has, false), 100);
    CHECK_INT(search_alike(&same, &has, true), 100);
    CHECK_INT(search_alike(&plain, &has, true), 80);
    CHECK_INT(search_alike(&tone, &has, true), 70);
    CHECK_INT(search_alike(&other, &has, true), 50);
    const struct search_token another = first("da");
    CHECK_INT(search_alike(&another, &has, false), 0);
}

TEST(one_slip_of_the_finger_is_near)
{
    static const struct {
        const char *a, *b;
        bool near;
    } rows[] = {{"sinh", "sinj", true},  {"sinh", "sin", true},  {"sinh", "sinhh", true},
                {"sinh", "snih", true},  {"sinh", "hinh", true}, {"sinh", "sinh", false},
                {"sinh", "shni", false}, {"sinh", "si", false},  {"sinh", "sanj", false},
                {"sinh", "inhs", false}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *a = rows[i].a;
        const char *b = rows[i].b;
        CHECK_INT(search_near(a, strlen(a), b, strlen(b)), rows[i].near);
        CHECK_INT(search_near(b, strlen(b), a, strlen(a)), rows[i].near);
    }
}

TEST(a_word_longer_than_any_is_cut)
{
    const struct search_token t = first("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    CHECK_INT(t.length, SEARCH_WORD_MAX);
    CHECK(search_bucket(t.key, t.length) < SEARCH_BUCKETS);
    CHECK(search_bucket("dat", 3) != search_bucket("dai", 3));
}

int main(void)
{
    RUN(words_are_folded_and_cut_at_what_is_no_letter);
    RUN(marks_are_told_however_they_are_written);
    RUN(the_same_letters_count_by_their_marks);
    RUN(one_slip_of_the_finger_is_near);
    RUN(a_word_longer_than_any_is_cut);
    return check_done();
}
