#include "app/staff/day_page.h"

#include <string.h>

#include "tests/check.h"

#define MIDNIGHT ((int64_t)1795366800)

static const struct day_files files = {.kinds = {{"1.001193", 12}, {"1.000656", 4}},
                                       .kind_count = 2,
                                       .others = 6,
                                       .filed = 22,
                                       .received = 18,
                                       .waiting = 2,
                                       .held = 1,
                                       .withdrawn = 1};
static struct day_tally tally;
static struct day_row rows[DAY_ROWS];
static int count;

static struct day_page_facts facts(void)
{
    tally = (struct day_tally){.midnight = MIDNIGHT,
                               .count = {[DAY_RECEIPTS] = 20,
                                         [DAY_UNPROVED] = 4,
                                         [DAY_FAULTS] = 3,
                                         [DAY_PAGES] = 25,
                                         [DAY_OFFLINE] = 2,
                                         [DAY_SAVED] = 20,
                                         [DAY_COMPLETE] = 15,
                                         [DAY_ABANDONED] = 7,
                                         [DAY_HELPED] = 5,
                                         [DAY_CALLS] = 9,
                                         [DAY_EASY] = 15,
                                         [DAY_FAIR] = 5,
                                         [DAY_HARD] = 4},
                               .languages = {{"vi", 16}, {"jra", 4}},
                               .language_count = 2,
                               .minutes = {2, 3, 4, 9, 30},
                               .minute_count = 5};
    return (struct day_page_facts){
        .files = &files, .tally = &tally, .midnight = MIDNIGHT, .paper_receipts = 105, .wrong = 2};
}

static void list(const struct day_page_facts *f)
{
    memset(rows, 0x55, sizeof rows);
    count = day_page_rows(f, rows);
    CHECK(count <= DAY_ROWS);
}

static const struct day_row none = {.number = -1};

static const struct day_row *of(enum message_id words)
{
    for (int i = 0; i < count; i++) {
        if (rows[i].words == words) {
            return &rows[i];
        }
    }
    return &none;
}

static const struct day_row *of_code(const char *code)
{
    for (int i = 0; i < count; i++) {
        const char *its = rows[i].procedure != NULL ? rows[i].procedure : rows[i].language;
        if (rows[i].words == MSG_NONE && its != NULL && strcmp(its, code) == 0) {
            return &rows[i];
        }
    }
    return &none;
}

TEST(every_count_stands_in_its_row)
{
    const struct day_page_facts f = facts();
    list(&f);
    CHECK(rows[0].words == MSG_DAY_FILED && rows[0].number == 22);
    CHECK_INT(of(MSG_DAY_WAITING)->number, 2);
    CHECK_INT(of(MSG_DAY_ABANDONED)->number, 7);
    CHECK_INT(of(MSG_DAY_MEDIAN)->number, 4);
    CHECK_INT(of(MSG_DAY_RECEIPTS)->number, 20);
    CHECK_INT(of(MSG_DAY_UNPROVED)->number, 4);
    CHECK_INT(of(MSG_DAY_PAPER)->number, 105);
    CHECK_INT(of(MSG_DAY_WRONG)->number, 2);
    CHECK(of(MSG_DAY_HELPED)->figure == DAY_IS_PERCENT && of(MSG_DAY_HELPED)->number == 25);
    CHECK_INT(of(MSG_DAY_CALLS)->number, 9);
    CHECK(of(MSG_DAY_COMPLETE)->figure == DAY_IS_PERCENT && of(MSG_DAY_COMPLETE)->number == 75);
}

TEST(a_few_of_one_procedure_or_language_are_no_number)
{
    const struct day_page_facts f = facts();
    list(&f);
    CHECK(of_code("1.001193")->figure == DAY_IS_COUNT && of_code("1.001193")->number == 12);
    CHECK_INT(of_code("1.001193")->most, 12);
    CHECK(of_code("1.000656")->figure == DAY_IS_FEW && of_code("1.000656")->number == 0);
    CHECK_INT(of_code("1.000656")->most, 0);
    CHECK(of(MSG_DAY_OTHERS)->figure == DAY_IS_OVER && of(MSG_DAY_OTHERS)->number == 0);
    CHECK(of_code("vi")->figure == DAY_IS_OVER && of_code("jra")->figure == DAY_IS_FEW);
    tally.languages[1].count = 5;
    list(&f);
    CHECK(of_code("vi")->number == 16 && of_code("jra")->number == 5);
    CHECK_INT(of_code("jra")->most, 16);
}

TEST(few_who_found_it_so_are_no_number)
{
    struct day_page_facts f = facts();
    list(&f);
    CHECK(of(MSG_DAY_EASY)->figure == DAY_IS_COUNT && of(MSG_DAY_EASY)->number == 15);
    CHECK(of(MSG_DAY_FAIR)->figure == DAY_IS_COUNT && of(MSG_DAY_FAIR)->number == 5);
    CHECK(of(MSG_DAY_HARD)->figure == DAY_IS_FEW && of(MSG_DAY_HARD)->number == 0);
    tally.count[DAY_HARD] = 0; /* nobody is told like one or four */
    list(&f);
    CHECK(of(MSG_DAY_HARD)->figure == DAY_IS_FEW && of(MSG_DAY_HARD)->number == 0);
    f.midnight += 86400;
    list(&f);
    CHECK_INT(of(MSG_DAY_EASY)->figure, DAY_IS_FEW);
}

TEST(what_is_not_known_is_not_told)
{
    struct day_page_facts f = facts();
    f.files = NULL;
    f.paper_receipts = -1;
    list(&f);
    CHECK(of(MSG_DAY_FILED) == &none && of(MSG_DAY_PAPER) == &none && of_code("1.001193") == &none);
    static const struct day_files one = {.kinds = {{"1.001193", 1}}, .kind_count = 1, .filed = 1};
    f = facts();
    f.files = &one; /* the sum says it */
    list(&f);
    CHECK(of(MSG_DAY_FILED)->number == 1 && of_code("1.001193") == &none);
    f = facts();
    f.midnight += 86400; /* another day: nothing of the last one */
    list(&f);
    CHECK(of_code("vi") == &none && of(MSG_DAY_MEDIAN) == &none);
    CHECK_INT(of(MSG_DAY_PAGES)->number, 0);
    CHECK_INT(of(MSG_DAY_COMPLETE)->figure, DAY_IS_UNKNOWN);
}

TEST(the_fullest_day_fits)
{
    static struct day_files full = {.kind_count = DAY_KINDS, .others = 9};
    struct day_page_facts f = facts();
    f.files = &full;
    for (int i = 0; i < DAY_KINDS; i++) {
        full.kinds[i].count = 7;
    }
    tally.language_count = DAY_LANGUAGES;
    for (int i = 0; i < DAY_LANGUAGES; i++) {
        tally.languages[i].count = 7;
    }
    list(&f);
    CHECK_INT(count, DAY_ROWS);
}

int main(void)
{
    RUN(every_count_stands_in_its_row);
    RUN(a_few_of_one_procedure_or_language_are_no_number);
    RUN(few_who_found_it_so_are_no_number);
    RUN(what_is_not_known_is_not_told);
    RUN(the_fullest_day_fits);
    return check_done();
}
