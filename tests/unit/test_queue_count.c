#define _GNU_SOURCE /* nftw */
#include "app/queue_count.h"

#include <string.h>

#include "tests/check.h"
#include "tests/unit/scratch.h"

static struct port_dir disk;
static char state[64];
static int number;

static void begin(void)
{
    disk = dir_linux();
    snprintf(state, sizeof state, "/tmp/queue-count-XXXXXX");
    CHECK(mkdtemp(state) != NULL);
    snprintf(scratch_root, sizeof scratch_root, "%s", state);
    number = -1;
}

static struct err next(const char *today, int after)
{
    return queue_count_next(&disk, state, today, after, &number);
}

static void write_file(const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/queue", state);
    FILE *f = fopen(path, "w");
    CHECK(f != NULL && fputs(text, f) >= 0);
    CHECK(f != NULL && fclose(f) == 0);
}

TEST(numbers_count_on_through_restarts_and_begin_anew_each_day)
{
    begin();
    CHECK(!failed(next("2026-11-23", 0)));
    CHECK_INT(number, 1);
    CHECK(!failed(
        next("2026-11-23", 0))); /* as after a restart: nothing is remembered but the disk */
    CHECK_INT(number, 2);
    CHECK(!failed(next("2026-11-24", 0)));
    CHECK_INT(number, 1);
    scratch_close();
}

TEST(while_no_clock_knows_the_day_it_counts_on_so_that_none_is_given_twice)
{
    begin();
    CHECK(!failed(next("2026-11-23", 0)));
    CHECK(!failed(next(NULL, 0))); /* a power cut, the clock at 1970 */
    CHECK_INT(number, 2);
    CHECK(!failed(next("2026-11-23", 0))); /* the portal told the time */
    CHECK_INT(number, 3);
    CHECK(!failed(next(NULL, 3)));
    CHECK_INT(number, 4);
    CHECK(!failed(next("2026-11-24", 0))); /* it was known to be the day before */
    CHECK_INT(number, 1);
    scratch_close();
}

TEST(numbers_of_a_day_that_was_never_known_may_be_of_today)
{
    begin();
    CHECK(!failed(next(NULL, 0)));
    CHECK_INT(number, 1);
    CHECK(!failed(next(NULL, 0)));
    CHECK_INT(number, 2);
    CHECK(!failed(next("2026-11-23", 0)));
    CHECK_INT(number, 3);
    CHECK(!failed(next("2026-11-24", 0)));
    CHECK_INT(number, 1);
    scratch_close();
}

TEST(a_file_that_does_not_read_never_gives_a_number_twice_while_the_process_lives)
{
    static const char *const spoilt[] = {"",
                                         "2026-11-23",
                                         "2026-11-23 x\n",
                                         "2026-11-23 -4\n",
                                         "2026-11-23 99999\n",
                                         "2026-11-23 7"};
    for (size_t i = 0; i < sizeof spoilt / sizeof spoilt[0]; i++) {
        begin();
        write_file(spoilt[i]);
        CHECK(!failed(next("2026-11-23", 27)));
        CHECK_INT(number, 28);
        scratch_close();
    }
}

TEST(after_the_last_number_of_a_day_there_is_none)
{
    begin();
    write_file("2026-11-23 998\n");
    CHECK(!failed(next("2026-11-23", 0)));
    CHECK_INT(number, QUEUE_COUNT_MOST);
    CHECK_INT(next("2026-11-23", 0).code, ERR_FULL);
    CHECK_INT(number, QUEUE_COUNT_MOST);
    scratch_close();
}

TEST(a_number_that_is_not_on_the_disk_is_not_given)
{
    for (int calls = 1; calls <= 3; calls++) {
        begin();
        struct port_dir good = dir_linux();
        CHECK(!failed(next("2026-11-23", 0)));
        disk = dir_faulty(&good, calls, ERR_IO);
        number = -1;
        const struct err e = next("2026-11-23", 1);
        CHECK(failed(e) ? number == -1 : number == 2);
        disk = good;
        const int given = number == 2 ? 2 : 1;
        CHECK(!failed(next("2026-11-23", given)));
        CHECK(number == given + 1);
        scratch_close();
    }
}

int main(void)
{
    RUN(numbers_count_on_through_restarts_and_begin_anew_each_day);
    RUN(while_no_clock_knows_the_day_it_counts_on_so_that_none_is_given_twice);
    RUN(numbers_of_a_day_that_was_never_known_may_be_of_today);
    RUN(a_file_that_does_not_read_never_gives_a_number_twice_while_the_process_lives);
    RUN(after_the_last_number_of_a_day_there_is_none);
    RUN(a_number_that_is_not_on_the_disk_is_not_given);
    return check_done();
}
