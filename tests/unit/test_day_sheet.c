/* The table that goes onto a stick holds the page's rows, and small groups as "<5". */
#include "app/staff/day_sheet.h"

#include <string.h>

#include "tests/check.h"

#define MIDNIGHT ((int64_t)1795366800)

static struct day_files files;
static struct day_tally tally;
static char text[DAY_SHEET_BYTES];

static struct day_slip_facts facts(void)
{
    files = (struct day_files){
        .kinds = {{"1.001193", 12}, {"1.000656", 4}}, .kind_count = 2, .filed = 16, .received = 16};
    tally = (struct day_tally){
        .midnight = MIDNIGHT,
        .count =
            {[DAY_SAVED] = 16, [DAY_HELPED] = 5, [DAY_CALLS] = 9, [DAY_EASY] = 11, [DAY_HARD] = 2},
        .languages = {{"vi", 14}, {"jra", 2}},
        .language_count = 2};
    return (struct day_slip_facts){.language = "en",
                                   .centre = "Ia \"Hrung\"",
                                   .kiosk = "K07",
                                   .files = &files,
                                   .tally = &tally,
                                   .midnight = MIDNIGHT,
                                   .paper_receipts = -1,
                                   .printed_at = MIDNIGHT + 3600,
                                   .offset_minutes = 420};
}

static bool has(const char *line)
{
    return strstr(text, line) != NULL;
}

TEST(it_holds_the_rows_of_the_page)
{
    const struct day_slip_facts f = facts();
    const size_t size = day_sheet_write(&f, text);
    CHECK(size > 0 && strlen(text) == size);
    CHECK(strncmp(text, "\xEF\xBB\xBF\"Today's figures\",\"2026-11-23\"\r\n", 35) == 0);
    CHECK(has("\r\n\"Ia \"\"Hrung\"\"\",\"K07\"\r\n"));
    CHECK(has("\r\n\"Applications today\",\"16\"\r\n"));
    CHECK(has("\r\n\"1.001193\",\"5+\"\r\n") && has("\r\n\"Tiếng Việt\",\"5+\"\r\n"));
    CHECK(has("\r\n\"Calls for an officer\",\"9\"\r\n"));
    CHECK(has("\r\n\"An officer helped\",\"31 %\"\r\n"));
}

TEST(a_few_are_not_told)
{
    struct day_slip_facts f = facts();
    CHECK(day_sheet_write(&f, text) > 0);
    CHECK(has("\"1.000656\",\"<5\"") && !has("\"4\"") && !has("\"2\""));
    CHECK(has("\"Found the kiosk easy\",\"11\"") && has("\"Found it hard\",\"<5\""));
    tally.count[DAY_SAVED] = 4;
    CHECK(day_sheet_write(&f, text) > 0);
    CHECK(has("\"An officer helped\",\"too few to tell\""));
}

TEST(the_fullest_day_has_room_and_too_long_a_text_gives_nothing)
{
    static char endless[DAY_SHEET_BYTES];
    struct day_slip_facts f = facts();
    files.kind_count = DAY_KINDS;
    files.others = 7;
    for (int i = 2; i < DAY_KINDS; i++) {
        (void)snprintf(files.kinds[i].code, sizeof files.kinds[i].code, "1.00%d", i);
        files.kinds[i].count = 7;
    }
    tally.language_count = DAY_LANGUAGES;
    CHECK(day_sheet_write(&f, text) > 0);
    memset(endless, 'x', sizeof endless - 1);
    f.centre = endless;
    CHECK_INT(day_sheet_write(&f, text), 0);
}

int main(void)
{
    RUN(it_holds_the_rows_of_the_page);
    RUN(a_few_are_not_told);
    RUN(the_fullest_day_has_room_and_too_long_a_text_gives_nothing);
    return check_done();
}
