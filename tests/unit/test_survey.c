#define _GNU_SOURCE /* memmem */
#include "app/staff/survey.h"

#include "app/clock_judge.h"
#include "app/outbox/outbox_inside.h"
#include "tests/unit/outbox_world.h"

#define AT_400  1780272400 /* seconds after CLOCK_LEAST */
#define AT_1000 1780273000
#define TEXT(x) #x
#define SQL(x)  TEXT(x)

static struct health_outbox found;
static struct staff_files files;

static void set(struct outbox *o, const char *sql)
{
    CHECK(!failed(store_run(&o->store, sql, BIND_NOTHING, NULL)));
}

TEST(an_empty_outbox_waits_for_nothing)
{
    begin();
    struct outbox *o = must_open();
    CHECK(!failed(survey(o, 1000, 0, &found, &files)));
    CHECK(found.told && found.waiting == 0 && found.held == 0 && found.oldest_s == 0);
    CHECK(found.room >= found.worst && found.worst == OUTBOX_WORST_CASE);
    CHECK(files.count == 0 && files.total == 0);
    outbox_close(o);
}

TEST(what_waits_is_counted_and_what_arrived_is_not)
{
    begin();
    struct outbox *o = must_open();
    CHECK(!failed(put(o, UUID)) && !failed(put(o, UUID2)) && !failed(put(o, UUID3)));
    set(o, "UPDATE application SET saved_at=" SQL(AT_1000));
    set(o, "UPDATE application SET state=3, saved_at=1 WHERE seq=1"); /* received, long ago */
    set(o, "UPDATE application SET state=4, saved_at=" SQL(AT_400) " WHERE seq=3"); /* held */
    CHECK(!failed(survey(o, AT_1000 + 600, 0, &found, &files)));
    CHECK(found.waiting == 2 && found.held == 1 && found.oldest_s == 1200 && found.undated == 0);
    CHECK(files.count == 2 && files.total == 2);
    CHECK_STR(files.rows[0].uuid, UUID2);
    CHECK(files.day.filed == 3 && files.day.received == 1 && files.day.held == 1);
    CHECK(!failed(survey(o, AT_1000 + 600, AT_400 + 100, &found, &files))); /* the day began */
    CHECK(files.day.filed == 1 && files.day.waiting == 1);
    CHECK(!failed(survey(o, 0, 0, &found, &files))); /* the clock went back */
    CHECK(found.oldest_s == 0);
    outbox_close(o);
}

TEST(what_a_clock_in_doubt_saved_has_no_age)
{
    begin();
    struct outbox *o = must_open();
    CHECK(!failed(put(o, UUID)) && !failed(put(o, UUID2)));
    CHECK(AT_400 > CLOCK_LEAST);
    set(o, "UPDATE application SET saved_at=" SQL(AT_1000));
    set(o, "UPDATE application SET saved_at=1780185600 WHERE seq=1"); /* the day before any */
    CHECK(!failed(survey(o, AT_1000 + 600, 0, &found, &files)));
    CHECK(found.waiting == 2 && found.undated == 1 && found.oldest_s == 600);
    outbox_close(o);
}

TEST(a_retry_frees_what_was_refused_and_leaves_what_arrived)
{
    begin();
    struct outbox *o = must_open();
    struct outbox_row row;
    int count = 0;
    CHECK(!failed(put(o, UUID)) && !failed(put(o, UUID2)));
    set(o, "UPDATE application SET state=4, next_try_ms=99000 WHERE seq=1");
    set(o, "UPDATE application SET state=3 WHERE seq=2");
    CHECK(!failed(survey_retry(o, 5, &count)));
    CHECK_INT(count, 1);
    CHECK(!failed(outbox_find(o, UUID, &row)) && row.state == OUTBOX_SAVED && row.next_try_at == 0);
    CHECK(!failed(outbox_find(o, UUID2, &row)) && row.state == OUTBOX_RECEIVED);
    outbox_close(o);
}

TEST(one_application_is_sent_again_given_up_or_refused)
{
    begin();
    struct outbox *o = must_open();
    struct outbox_row row;
    CHECK(!failed(put(o, UUID)) && !failed(put(o, UUID2)) && !failed(put(o, UUID3)));
    set(o, "UPDATE application SET state=4, next_try_ms=99000"); /* held */
    CHECK(!failed(survey_file(o, STAFF_FILE_SEND, UUID, 5)));
    CHECK(!failed(outbox_find(o, UUID, &row)) && row.state == OUTBOX_SAVED && row.next_try_at == 0);
    CHECK(!failed(outbox_find(o, UUID2, &row)) && row.state == OUTBOX_HELD);
    CHECK(!failed(survey_file(o, STAFF_FILE_DROP, UUID2, 5)));
    CHECK(!failed(outbox_find(o, UUID2, &row)) && row.state == OUTBOX_WITHDRAWN && row.at_rest);
    CHECK_INT(survey_file(o, STAFF_FILE_BACK, UUID3, 5).code, ERR_REFUSED); /* it is here */
    CHECK_INT(survey_file(o, STAFF_FILE_DONE, UUID3, 5).code, ERR_REFUSED);
    set(o, "UPDATE application SET state=3"); /* received */
    CHECK_INT(survey_file(o, STAFF_FILE_SEND, UUID3, 5).code, ERR_REFUSED);
    CHECK_INT(survey_file(o, STAFF_FILE_SEND, "00000000-0000-4000-8000-00000000dead", 5).code,
              ERR_NOT_FOUND);
    outbox_close(o);
}

TEST(what_another_kiosk_may_have_is_listed_and_not_counted_as_waiting)
{
    begin();
    struct outbox *o = must_open();
    CHECK(!failed(put(o, UUID)) && !failed(put(o, UUID2)));
    set(o, "UPDATE application SET state=5 WHERE seq=1"); /* exported */
    CHECK(!failed(survey(o, 1600, 0, &found, &files)));
    CHECK(found.waiting == 1 && files.count == 2 && files.total == 2);
    CHECK(!failed(survey_file(o, STAFF_FILE_BACK, UUID, 1600)));
    CHECK(!failed(survey(o, 1600, 0, &found, &files)));
    CHECK(found.waiting == 2 && files.count == 2);
    outbox_close(o);
}

TEST(before_any_courier_ran_nothing_is_called_full)
{
    scratch_open();
    struct port_dir dir = dir_linux();
    CHECK(!failed(dir.ops->make(&dir, state())));
    struct outbox *o = must_open();
    CHECK(!failed(survey(o, 0, 0, &found, &files)));
    CHECK(found.told && found.room >= found.worst);
    outbox_close(o);
}

int main(void)
{
    RUN(an_empty_outbox_waits_for_nothing);
    RUN(what_waits_is_counted_and_what_arrived_is_not);
    RUN(what_a_clock_in_doubt_saved_has_no_age);
    RUN(a_retry_frees_what_was_refused_and_leaves_what_arrived);
    RUN(one_application_is_sent_again_given_up_or_refused);
    RUN(what_another_kiosk_may_have_is_listed_and_not_counted_as_waiting);
    RUN(before_any_courier_ran_nothing_is_called_full);
    scratch_close();
    return check_done();
}
