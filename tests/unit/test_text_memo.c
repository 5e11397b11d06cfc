/* The memory of widths that the tests of screens share: it asks the port beneath once for each text
 * in each face and size, and hands everything else on. */
#include "tests/tools/text_memo.h"

#include <string.h>

#include "tests/check.h"

static int measured, drawn, extents, forgotten, closed;

/* No two different questions of these tests have the same answer. */
static int measure(struct port_text *t, enum face face, int px, const char *text, size_t len)
{
    (void)t;
    measured++;
    return (int)face * 100000 + px * 1000 + (int)len * 100 + text[0];
}

static struct err line(struct port_text *t, enum face face, int px, const char *text, size_t len,
                       bool personal, struct text_line *ret_line)
{
    (void)t, (void)face, (void)text;
    drawn++;
    *ret_line = (struct text_line){.width = px, .height = (int)len, .advance = personal};
    return px > 100 ? ERR(ERR_FULL, 0, "test") : ERR_OK;
}

static void extent(struct port_text *t, enum face face, int px, int *ret_ascent, int *ret_descent)
{
    (void)t, (void)face;
    extents++;
    *ret_ascent = px;
    *ret_descent = px / 4;
}

static void forget(struct port_text *t)
{
    (void)t;
    forgotten++;
}

static void close_text(struct port_text *t)
{
    (void)t;
    closed++;
}

static struct port_text *begin(void)
{
    static const struct port_text_ops ops = {.name = "test",
                                             .measure = measure,
                                             .line = line,
                                             .extent = extent,
                                             .forget = forget,
                                             .close = close_text};
    static struct port_text beneath = {&ops};
    struct port_text *memo = text_memo(&beneath);
    memo->ops->forget(memo);
    measured = drawn = extents = forgotten = closed = 0;
    return memo;
}

static int width(struct port_text *memo, enum face face, int px, const char *text, size_t len)
{
    return memo->ops->measure(memo, face, px, text, len);
}

TEST(a_width_is_asked_for_once)
{
    struct port_text *memo = begin();
    const int first = width(memo, FACE_BOLD, 20, "xin", 3);
    CHECK_INT(first, 100000 + 20000 + 300 + 'x');
    CHECK_INT(measured, 1);
    CHECK_INT(width(memo, FACE_BOLD, 20, "xin", 3), first);
    CHECK_INT(width(memo, FACE_BOLD, 20, "xin!", 3), first); /* what lies behind len is not read */
    CHECK_INT(measured, 1);
}

TEST(another_face_size_text_or_length_is_another_width)
{
    struct port_text *memo = begin();
    const int first = width(memo, FACE_REGULAR, 20, "xin", 3);
    CHECK_INT(width(memo, FACE_BOLD, 20, "xin", 3), first + 100000);
    CHECK_INT(width(memo, FACE_REGULAR, 21, "xin", 3), first + 1000);
    CHECK_INT(width(memo, FACE_REGULAR, 20, "xin", 2), first - 100);
    CHECK_INT(width(memo, FACE_REGULAR, 20, "yin", 3), first + 1);
    CHECK_INT(measured, 5);
    CHECK_INT(width(memo, FACE_REGULAR, 20, "xin", 3), first);
}

TEST(more_texts_than_it_holds_are_still_measured_rightly)
{
    struct port_text *memo = begin();
    char text[8];
    bool right = true;
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 100000; i++) {
            const int length = snprintf(text, sizeof text, "%d", i);
            right &= width(memo, FACE_REGULAR, i % 90, text, (size_t)length) ==
                     i % 90 * 1000 + length * 100 + text[0];
        }
    }
    CHECK(right);
    CHECK(measured >= 100000 && measured < 200000); /* some stood where another stands now */
}

TEST(lines_extents_and_the_end_are_the_ports_beneath)
{
    struct port_text *memo = begin();
    struct text_line got = {0};
    int ascent = 0;
    int descent = 0;
    CHECK(!failed(memo->ops->line(memo, FACE_BOLD, 40, "xin", 3, true, &got)));
    CHECK(got.width == 40 && got.height == 3 && got.advance == 1);
    CHECK_INT(memo->ops->line(memo, FACE_BOLD, 101, "xin", 3, false, &got).code, ERR_FULL);
    CHECK_INT(got.advance, 0);
    CHECK_INT(drawn, 2); /* a line is never remembered */
    memo->ops->extent(memo, FACE_BOLD, 40, &ascent, &descent);
    CHECK(extents == 1 && ascent == 40 && descent == 10);
    memo->ops->close(memo);
    CHECK_INT(closed, 1);
}

TEST(what_is_forgotten_is_asked_for_again)
{
    struct port_text *memo = begin();
    (void)width(memo, FACE_BOLD, 20, "xin", 3);
    memo->ops->forget(memo);
    CHECK_INT(forgotten, 1);
    (void)width(memo, FACE_BOLD, 20, "xin", 3);
    CHECK_INT(measured, 2);
}

int main(void)
{
    RUN(a_width_is_asked_for_once);
    RUN(another_face_size_text_or_length_is_another_width);
    RUN(more_texts_than_it_holds_are_still_measured_rightly);
    RUN(lines_extents_and_the_end_are_the_ports_beneath);
    RUN(what_is_forgotten_is_asked_for_again);
    return check_done();
}
