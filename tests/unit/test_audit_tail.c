/* The newest events come first, over files, from two writers; what is no event is left out. */
#define _GNU_SOURCE
#include "app/audit/audit_tail.h"

#include <stdio.h>
#include <string.h>

#include "tests/check.h"
#include "tests/unit/scratch.h"

#define H "31ca5e1b95b91238cc750cadb0eb0797851ff44703d23105ac65cc85067ea0c9"

static const char *folder;
static struct log_entry rows[8];
static int count;

static void put(const char *name, const char *text)
{
    char path[300];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "w");
    CHECK(f != NULL);
    if (f != NULL) {
        fputs(text, f);
        fclose(f);
    }
}

TEST(the_newest_comes_first_and_the_chains_own_lines_are_none)
{
    folder = scratch_open();
    CHECK_INT(audit_tail(folder, "kiosk", rows, 8, &count).code, ERR_NOT_FOUND);
    put("kiosk-1.log", "1 100 FILE 1 0 " H "\n2 101 STARTED 1 0 " H "\n3 102 POWER 2 -1 " H
                       "\n4 103 CHECKPOINT 3 0 " H "\n5 104 FROM_LATER 1 2 " H "\n");
    CHECK(!failed(audit_tail(folder, "kiosk", rows, 8, &count)));
    CHECK_INT(count, 2);
    CHECK(rows[0].id == EV_POWER && rows[0].seconds == 102 && rows[0].a == 2 && rows[0].b == -1);
    CHECK_INT(rows[1].id, EV_STARTED);
    scratch_close();
}

TEST(a_line_that_has_no_end_is_left_out)
{
    folder = scratch_open();
    put("kiosk-1.log", "1 100 STARTED 0 0 " H "\n2 101 STOR");
    CHECK(!failed(audit_tail(folder, "kiosk", rows, 8, &count)));
    CHECK_INT(count, 1);
    put("kiosk-1.log", "no line at all\n\n1 x STARTED 0 0\n");
    CHECK(!failed(audit_tail(folder, "kiosk", rows, 8, &count)));
    CHECK_INT(count, 0);
    scratch_close();
}

TEST(it_goes_on_in_the_file_before_and_no_further_than_asked)
{
    folder = scratch_open();
    put("kiosk-6.log", "1 100 STARTED 0 0 " H "\n");
    put("kiosk-7.log", "2 200 STORED 1 0 " H "\n3 201 SENT 1 0 " H "\n");
    put("kiosk-8.log", "4 300 FILE 8 " H " " H "\n5 301 STOPPED 0 0 " H "\n");
    CHECK(!failed(audit_tail(folder, "kiosk", rows, 8, &count)));
    CHECK_INT(count, 3);
    CHECK(rows[0].seconds == 301 && rows[1].seconds == 201 && rows[2].seconds == 200);
    CHECK(!failed(audit_tail(folder, "kiosk", rows, 2, &count)));
    CHECK_INT(count, 2);
    CHECK_INT(rows[1].seconds, 201);
    scratch_close();
}

static struct log_entry since[8];
static int told;

static void take(void *context, const struct log_entry *entry)
{
    (void)context;
    if (told < 8) {
        since[told] = *entry;
    }
    told++;
}

static int read_on(struct audit_place *place)
{
    told = 0;
    CHECK(!failed(audit_since(folder, "kiosk", place, take, NULL)));
    return told;
}

TEST(what_came_since_is_told_once_and_the_oldest_first)
{
    struct audit_place place = {.number = 0};
    folder = scratch_open();
    CHECK_INT(audit_since(folder, "kiosk", &place, take, NULL).code, ERR_NOT_FOUND);
    put("kiosk-1.log", "1 100 FILE 1 0 " H "\n2 101 STARTED 0 7 " H "\n3 102 STORED 5 1 " H "\n");
    CHECK_INT(read_on(&place), 2);
    CHECK(since[0].id == EV_STARTED && since[0].b == 7 && since[1].id == EV_STORED);
    CHECK(place.number == 1 && place.seq == 3);
    CHECK_INT(read_on(&place), 0);
    put("kiosk-2.log",
        "4 200 FILE 2 " H " " H "\n5 201 STOPPED 0 0 " H "\n6 202 STARTED 0 9 " H "\n7 203 STOR");
    CHECK_INT(read_on(&place), 2);
    CHECK(since[0].id == EV_STOPPED && since[1].seconds == 202);
    CHECK_INT(read_on(&place), 0); /* the last is not whole yet */
    scratch_close();
}

TEST(a_line_that_was_cut_and_closed_is_no_event)
{
    struct audit_place place = {.number = 0};
    folder = scratch_open();
    put("kiosk-1.log", "1 100 STARTED 0 12~\n1 101 TORN 0 0 " H "\n2 102 STARTED 0 123 31ca5e1b~\n"
                       "2 103 STARTED 0 124 " H "\n");
    CHECK_INT(read_on(&place), 1);
    CHECK_INT(since[0].b, 124);
    CHECK(!failed(audit_tail(folder, "kiosk", rows, 8, &count)));
    CHECK_INT(count, 1);
    scratch_close();
}

TEST(a_log_that_begins_anew_is_read_from_its_begin)
{
    struct audit_place place = {.number = 3, .seq = 900};
    folder = scratch_open();
    put("kiosk-3.log", "899 100 STARTED 0 0 " H "\n900 101 STOPPED 0 0 " H "\n");
    CHECK_INT(read_on(&place), 0);
    put("kiosk-4.log", "1 200 FILE 4 " H " " H "\n2 201 LOG_BROKEN 0 0 " H "\n");
    CHECK_INT(read_on(&place), 1); /* behind a file that did not verify */
    CHECK(since[0].id == EV_LOG_BROKEN && place.number == 4 && place.seq == 2);
    place.number = 9; /* the state directory is another one */
    CHECK_INT(read_on(&place), 3);
    CHECK(since[0].seconds == 100 && place.number == 4);
    place = (struct audit_place){.number = 2, .seq = 5}; /* its file is gone meanwhile */
    CHECK_INT(read_on(&place), 3);
    scratch_close();
}

TEST(two_writers_are_one_list_by_time)
{
    struct log_entry all[4] = {{.seconds = 50, .id = EV_STORED}, {.seconds = 30, .id = EV_STARTED}};
    const struct log_entry other[] = {{.seconds = 60, .id = EV_RECEIVED},
                                      {.seconds = 50, .id = EV_SENT},
                                      {.seconds = 20, .id = EV_STOPPED}};
    CHECK_INT(audit_tail_merge(all, 2, 4, other, 3), 4);
    CHECK(all[0].id == EV_RECEIVED && all[1].id == EV_STORED && all[2].id == EV_SENT);
    CHECK_INT(all[3].id, EV_STARTED); /* the oldest had no room */
    CHECK_INT(audit_tail_merge(all, 4, 4, other, 1), 4);
    CHECK(all[0].id == EV_RECEIVED && all[1].id == EV_RECEIVED && all[3].id == EV_SENT);
    CHECK_INT(audit_tail_merge(all, 0, 4, other, 2), 2);
    CHECK_INT(all[1].seconds, 50);
}

int main(void)
{
    RUN(the_newest_comes_first_and_the_chains_own_lines_are_none);
    RUN(a_line_that_has_no_end_is_left_out);
    RUN(it_goes_on_in_the_file_before_and_no_further_than_asked);
    RUN(what_came_since_is_told_once_and_the_oldest_first);
    RUN(a_line_that_was_cut_and_closed_is_no_event);
    RUN(a_log_that_begins_anew_is_read_from_its_begin);
    RUN(two_writers_are_one_list_by_time);
    return check_done();
}
