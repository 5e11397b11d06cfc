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
    RUN(tallies_begin_anew_on_another_day);
    return check_done();
}
