#include "app/citizen/csv.h"

#include "tests/check.h"

static struct csv csv;
static struct csv_field fields[4];

static int open_and_read(const char *text, char separator)
{
    csv_open(&csv, text, strlen(text), separator);
    return csv_next(&csv, fields, 4);
}

static bool is(const struct csv_field *f, const char *text)
{
    return f->len == strlen(text) && memcmp(f->text, text, f->len) == 0;
}

TEST(fields_are_cut_at_the_separator)
{
    CHECK_INT(open_and_read("a,,c\td\n", ','), 3);
    CHECK(is(&fields[0], "a") && is(&fields[1], "") && is(&fields[2], "c\td"));
    CHECK_INT(open_and_read("a,b\tc", '\t'), 2);
    CHECK(is(&fields[0], "a,b") && is(&fields[1], "c"));
}

TEST(quotes_hold_separators_lines_and_doubled_quotes)
{
    static char room[64];
    struct arena arena;
    arena_init(&arena, room, sizeof room);
    CHECK_INT(open_and_read("\"a,b\nc\",\"say \"\"yes\"\"\"\nnext\n", ','), 2);
    CHECK(is(&fields[0], "a,b\nc") && !fields[0].doubled);
    CHECK(fields[1].doubled);
    CHECK_STR(csv_copy(&arena, &fields[1]), "say \"yes\"");
    CHECK_INT(csv.line, 1);
    CHECK_INT(csv_next(&csv, fields, 4), 1);
    CHECK_INT(csv.line, 3); /* the quoted line counts */
}

TEST(blank_lines_and_carriage_returns_are_nothing)
{
    CHECK_INT(open_and_read("\r\n\na,b\r\n\r\n\"c\"\r\n", ','), 2);
    CHECK(is(&fields[1], "b"));
    CHECK_INT(csv.line, 3);
    CHECK_INT(csv_next(&csv, fields, 4), 1);
    CHECK(is(&fields[0], "c"));
    CHECK_INT(csv_next(&csv, fields, 4), 0);
    CHECK_INT(open_and_read("", ','), 0);
}

TEST(fields_beyond_the_most_are_dropped)
{
    CHECK_INT(open_and_read("1,2,3,4,5,6\n7\n", ','), 4);
    CHECK(is(&fields[3], "4"));
    CHECK_INT(csv_next(&csv, fields, 4), 1);
    CHECK(is(&fields[0], "7"));
}

TEST(a_quote_that_is_not_closed_is_told)
{
    CHECK_INT(open_and_read("\"a,b\nc", ','), -1);
    CHECK_INT(open_and_read("\"a\"b,c\n", ','), -1);
}

TEST(a_copy_needs_room)
{
    static char room[4];
    struct arena arena;
    arena_init(&arena, room, sizeof room);
    CHECK_INT(open_and_read("longer than the arena", ','), 1);
    CHECK(csv_copy(&arena, &fields[0]) == NULL);
}

int main(void)
{
    RUN(fields_are_cut_at_the_separator);
    RUN(quotes_hold_separators_lines_and_doubled_quotes);
    RUN(blank_lines_and_carriage_returns_are_nothing);
    RUN(fields_beyond_the_most_are_dropped);
    RUN(a_quote_that_is_not_closed_is_told);
    RUN(a_copy_needs_room);
    return check_done();
}
