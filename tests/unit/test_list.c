#define _GNU_SOURCE /* nftw */
#include "app/citizen/list.h"

#include "tests/unit/lists_world.h"

static char seen[256];
static size_t seen_len;

/* Notes the first two fields; says no to a row that begins with "stop". */
static bool note(void *context, const struct csv_field *f)
{
    (*(int *)context)++;
    seen_len += (size_t)snprintf(seen + seen_len, sizeof seen - seen_len, "%.*s|%.*s;",
                                 (int)f[0].len, f[0].text, (int)f[1].len, f[1].text);
    return !(f[0].len == 4 && memcmp(f[0].text, "stop", 4) == 0);
}

static struct err read_rows(const char *text, bool heading, int columns, int *ret_rows)
{
    const struct list list = {"data/list.csv", ',', heading, columns, note, ret_rows};
    *ret_rows = 0;
    seen_len = 0;
    seen[0] = '\0';
    lists_open();
    lists_write("data/list.csv", text);
    return list_read(&lists, &list);
}

TEST(each_row_is_told_once_without_the_heading)
{
    int rows = 0;
    CHECK_INT(read_rows("code,name\n1,one\n\n2,two\n", true, 2, &rows).code, ERR_NONE);
    CHECK_STR(seen, "1|one;2|two;");
    CHECK_INT(read_rows("1,one\n", false, 2, &rows).code, ERR_NONE);
    CHECK_STR(seen, "1|one;");
}

TEST(fields_that_are_not_there_are_empty)
{
    int rows = 0;
    CHECK_INT(read_rows("1\n2,two\n", false, 1, &rows).code, ERR_NONE);
    CHECK_STR(seen, "1|;2|two;");
}

TEST(a_short_row_is_refused_with_its_line)
{
    int rows = 0;
    const struct err e = read_rows("code,name\n1,one\n2\n3,three\n", true, 2, &rows);
    CHECK_INT(e.code, ERR_CORRUPT);
    CHECK_INT(e.os, 3);
    CHECK_INT(rows, 1);
}

TEST(an_open_quote_and_a_no_end_the_reading)
{
    int rows = 0;
    CHECK_INT(read_rows("1,one\n\"2,two\n", false, 2, &rows).code, ERR_CORRUPT);
    CHECK_INT(rows, 1);
    const struct err e = read_rows("1,one\nstop,here\n3,three\n", false, 2, &rows);
    CHECK_INT(e.code, ERR_CORRUPT);
    CHECK_INT(e.os, 2);
    CHECK_INT(rows, 2);
}

TEST(a_list_without_its_heading_or_file_is_refused)
{
    int rows = 0;
    CHECK_INT(read_rows("", true, 2, &rows).code, ERR_CORRUPT);
    const struct list none = {"data/none.csv", ',', false, 1, note, &rows};
    CHECK_INT(list_read(&lists, &none).code, ERR_NOT_FOUND);
    CHECK_INT(rows, 0);
    scratch_close();
}

int main(void)
{
    RUN(each_row_is_told_once_without_the_heading);
    RUN(fields_that_are_not_there_are_empty);
    RUN(a_short_row_is_refused_with_its_line);
    RUN(an_open_quote_and_a_no_end_the_reading);
    RUN(a_list_without_its_heading_or_file_is_refused);
    return check_done();
}
