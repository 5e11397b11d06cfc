#include "app/staff/day.h"

#include <string.h>

#include "tests/check.h"

#define NOW      ((int64_t)1795400640) /* 23 November 2026, 09:24 at +07:00 */
#define MIDNIGHT (NOW - 9 * 3600 - 24 * 60)

static struct day_files files;

static void count(const char *code, enum outbox_state state, int64_t saved_at)
{
    struct outbox_row row = {.state = state, .saved_at = saved_at};
    (void)snprintf(row.procedure, sizeof row.procedure, "%s", code);
    day_count(&files, &row, MIDNIGHT);
}

TEST(a_day_begins_at_local_midnight)
{
    CHECK(day_midnight(NOW, 420) == MIDNIGHT);
    CHECK(day_midnight(MIDNIGHT, 420) == MIDNIGHT);
    CHECK(day_midnight(MIDNIGHT - 1, 420) == MIDNIGHT - 86400);
    CHECK(day_midnight(0, -60) == -82800); /* 23:00 of the day before 1970 */
}

TEST(applications_of_today_are_counted_by_procedure_and_by_where_they_are)
{
    memset(&files, 0, sizeof files);
    count("1.001193", OUTBOX_RECEIVED, MIDNIGHT);
    count("1.001193", OUTBOX_SAVED, NOW);
    count("1.000656", OUTBOX_SENT, NOW);
    count("1.000656", OUTBOX_HELD, NOW);
    count("1.000656", OUTBOX_WITHDRAWN, NOW);
    count("1.000656", OUTBOX_RECEIVED, MIDNIGHT - 1); /* yesterday's */
    CHECK(files.filed == 5 && files.received == 1 && files.waiting == 2 && files.held == 1 &&
          files.withdrawn == 1);
    CHECK_INT(files.kind_count, 2);
    CHECK_STR(files.kinds[0].code, "1.001193");
    CHECK(files.kinds[0].count == 2 && files.kinds[1].count == 3 && files.others == 0);
}

TEST(more_procedures_than_there_is_room_are_counted_together)
{
    char code[16];
    memset(&files, 0, sizeof files);
    for (int i = 0; i < DAY_KINDS + 3; i++) {
        (void)snprintf(code, sizeof code, "2.%06d", i);
        count(code, OUTBOX_SAVED, NOW);
    }
    CHECK(files.kind_count == DAY_KINDS && files.others == 3 && files.filed == DAY_KINDS + 3);
}

TEST(what_was_filed_is_counted_by_language_and_its_middle_length_told)
{
    struct day_tally t = {.midnight = 0};
    static const int minutes[] = {30, 4, 9, 2};
    CHECK_INT(day_median(&t, MIDNIGHT), -1);
    for (int i = 0; i < 4; i++) {
        day_filed(&t, i == 3 ? "jra" : "vi", minutes[i], MIDNIGHT);
    }
    CHECK_INT(day_median(&t, MIDNIGHT), -1); /* of four it would tell too much */
    day_filed(&t, "vi", -3, MIDNIGHT);
    CHECK_INT(day_median(&t, MIDNIGHT), 4);
    day_filed(&t, "vi", 100000, MIDNIGHT);
    CHECK_INT(day_median(&t, MIDNIGHT), 4);
    CHECK_INT(t.language_count, 2);
    CHECK(t.languages[0].count == 5 && t.languages[1].count == 1);
    CHECK_INT(day_tally(&t, DAY_SAVED, MIDNIGHT), 6);
    CHECK_INT(day_median(&t, MIDNIGHT + 86400), -1);
    day_filed(&t, "en", 1, MIDNIGHT + 86400);
    CHECK(t.language_count == 1 && t.minute_count == 1);
}

TEST(more_than_there_is_room_for_harms_nothing)
{
    char code[8];
    struct day_tally t = {.midnight = 0};
    for (int i = 0; i < 2 * DAY_LENGTHS; i++) {
        (void)snprintf(code, sizeof code, "l%d", i % (DAY_LANGUAGES + 2));
        day_filed(&t, code, i, MIDNIGHT);
    }
    CHECK(t.language_count == DAY_LANGUAGES && t.minute_count == DAY_LENGTHS);
    CHECK_INT(day_tally(&t, DAY_SAVED, MIDNIGHT), 2 * DAY_LENGTHS);
}

TEST(a_share_of_a_few_is_not_told)
{
    CHECK_INT(day_share(4, 4), -1);
    CHECK_INT(day_share(5, 5), 100);
    CHECK_INT(day_share(0, 5), 0);
    CHECK_INT(day_share(2, 3), -1);
    CHECK_INT(day_share(11, 12), 92);
}

/* "7 <5 5+" of counts that are ended by 0; "-" when nothing may be told. */
static const char *veiled(const int *counts)
{
    static char text[64];
    enum day_told told[DAY_KINDS + 1];
    int count = 0;
    size_t used = 0;
    while (counts[count] != 0) {
        count++;
    }
    if (!day_veil(counts, count, told)) {
        return "-";
    }
    text[0] = '\0';
    for (int i = 0; i < count; i++) {
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%s%d%s", i > 0 ? " " : "",
                                 told[i] == DAY_UNDER_FEW ? "<" : "",
                                 told[i] == DAY_TELLS ? counts[i] : DAY_FEW,
                                 told[i] == DAY_FEW_OR_MORE ? "+" : "");
    }
    return text;
}

TEST(what_is_under_five_does_not_follow_from_the_sum_and_the_others)
{
    CHECK_STR(veiled((const int[]){7, 6, 5, 0}), "7 6 5");
    CHECK_STR(veiled((const int[]){20, 4, 1, 0}), "20 <5 <5");
    CHECK_STR(veiled((const int[]){20, 9, 4, 0}), "20 5+ <5");       /* 33 less 20 and 9 is 4 */
    CHECK_STR(veiled((const int[]){20, 9, 1, 1, 0}), "20 5+ <5 <5"); /* 2 of two is 1 and 1 */
    CHECK_STR(veiled((const int[]){20, 9, 4, 4, 0}), "20 5+ <5 <5"); /* 8 of two is 4 and 4 */
    CHECK_STR(veiled((const int[]){20, 5, 1, 0}), "5+ 5+ <5"); /* 6 is 5 and 1, nothing else */
    CHECK_STR(veiled((const int[]){9, 9, 4, 0}), "5+ 5+ <5");  /* the least that is told is 9 */
    CHECK_STR(veiled((const int[]){1, 0}), "-");
    CHECK_STR(veiled((const int[]){5, 1, 0}), "-");
    CHECK_STR(veiled((const int[]){1, 1, 0}), "-");
    CHECK_STR(veiled((const int[]){2, 1, 0}), "<5 <5");
    CHECK_STR(veiled((const int[]){0}), "");
}

TEST(of_the_ratings_only_five_or_more_are_told)
{
    struct day_tally t = {.midnight = 0};
    day_add(&t, DAY_FAIR, 4, MIDNIGHT);
    CHECK_INT(day_rating(&t, DAY_FAIR, MIDNIGHT), -1);
    day_add(&t, DAY_FAIR, 1, MIDNIGHT);
    CHECK_INT(day_rating(&t, DAY_FAIR, MIDNIGHT), 5);
    CHECK_INT(day_rating(&t, DAY_EASY, MIDNIGHT), -1);
    CHECK_INT(day_rating(&t, DAY_FAIR, MIDNIGHT + 1), -1); /* of another day */
}

TEST(tallies_begin_anew_on_another_day)
{
    struct day_tally t = {.midnight = 0};
    CHECK_INT(day_tally(&t, DAY_PAGES, MIDNIGHT), 0);
    day_add(&t, DAY_PAGES, 3, MIDNIGHT);
    day_add(&t, DAY_PAGES, 2, MIDNIGHT);
    day_add(&t, DAY_RECEIPTS, 1, MIDNIGHT);
    CHECK_INT(day_tally(&t, DAY_PAGES, MIDNIGHT), 5);
    CHECK_INT(day_tally(&t, DAY_PAGES, MIDNIGHT + 86400), 0);
    day_add(&t, DAY_PAGES, 1, MIDNIGHT + 86400);
    CHECK_INT(day_tally(&t, DAY_PAGES, MIDNIGHT + 86400), 1);
    CHECK_INT(day_tally(&t, DAY_RECEIPTS, MIDNIGHT + 86400), 0);
}

int main(void)
{
    RUN(a_day_begins_at_local_midnight);
    RUN(applications_of_today_are_counted_by_procedure_and_by_where_they_are);
    RUN(more_procedures_than_there_is_room_are_counted_together);
    RUN(what_was_filed_is_counted_by_language_and_its_middle_length_told);
    RUN(more_than_there_is_room_for_harms_nothing);
    RUN(a_share_of_a_few_is_not_told);
    RUN(what_is_under_five_does_not_follow_from_the_sum_and_the_others);
    RUN(of_the_ratings_only_five_or_more_are_told);
    RUN(tallies_begin_anew_on_another_day);
    return check_done();
}
