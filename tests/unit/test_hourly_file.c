/* What was done within the hour goes to the disk and comes back after a restart of the program or
 * of the machine; no clock holds anybody up for more than an hour; a damaged file is empty. */
#define _GNU_SOURCE /* nftw */
#include "app/hourly_file.h"

#include <string.h>

#include "app/whole.h"
#include "tests/check.h"
#include "tests/unit/scratch.h"

#define MINUTE_MS 60000U
#define HOUR_MS   3600000U
#define NOW_S     ((int64_t)1795366800)
#define UP_MS     (9 * HOUR_MS) /* since the machine was started */

static struct port_dir disk;
static struct hourly done, back;
static char text[HOURLY_FILE_BYTES];

/* Two calls, 30 and 10 minutes ago; one print, 59 minutes ago; a number, 61 minutes ago. */
static size_t begin(void)
{
    disk = dir_linux();
    scratch_open_in_memory();
    hourly_lift(&done);
    hourly_note(&done, HOURLY_TICKETS, UP_MS - 61 * MINUTE_MS);
    hourly_note(&done, HOURLY_PRINTS, UP_MS - 59 * MINUTE_MS);
    hourly_note(&done, HOURLY_CALLS, UP_MS - 30 * MINUTE_MS);
    hourly_note(&done, HOURLY_CALLS, UP_MS - 10 * MINUTE_MS);
    return hourly_file_write(&done, UP_MS, NOW_S, text);
}

static bool on_disk(void)
{
    struct dir_info info;
    return !failed(disk.ops->look(&disk, scratch(HOURLY_FILE), &info));
}

TEST(a_restart_of_the_program_lifts_no_limit)
{
    const size_t size = begin();
    CHECK_STR(text, "# hourly 1 32400000 1795366800\n"
                    "calls 1800000 600000\n"
                    "prints 3540000\n"
                    "end\n");
    const uint64_t then = UP_MS + 2000;
    CHECK(hourly_file_read(text, size, then, NOW_S + 2, &back));
    CHECK(hourly_reached(&back, HOURLY_CALLS, 2, then));
    CHECK(!hourly_reached(&back, HOURLY_CALLS, 3, then));
    CHECK(hourly_reached(&back, HOURLY_PRINTS, 1, then));
    CHECK(!hourly_reached(&back, HOURLY_PRINTS, 1, UP_MS + MINUTE_MS));
    CHECK(!hourly_reached(&back, HOURLY_TICKETS, 1, then));
    CHECK(hourly_reached(&back, HOURLY_CALLS, 2, UP_MS + 30 * MINUTE_MS - 1));
    CHECK(!hourly_reached(&back, HOURLY_CALLS, 2, UP_MS + 30 * MINUTE_MS));
    CHECK(!hourly_reached(&back, HOURLY_CALLS, 1, UP_MS + 50 * MINUTE_MS));
}

TEST(a_restart_of_the_machine_lifts_none_and_a_night_does)
{
    const size_t size = begin();
    const uint64_t up = 20000; /* the monotonic clock began at zero */
    CHECK(hourly_file_read(text, size, up, NOW_S + 90, &back));
    CHECK(hourly_reached(&back, HOURLY_CALLS, 2, up));
    CHECK(!hourly_reached(&back, HOURLY_PRINTS, 1, up)); /* 60 and a half minutes ago by now */
    CHECK(!hourly_reached(&back, HOURLY_CALLS, 2, up + 29 * MINUTE_MS));
    CHECK(hourly_reached(&back, HOURLY_CALLS, 1, up + 29 * MINUTE_MS));
    CHECK(hourly_file_read(text, size, up, NOW_S + 15 * 3600, &back));
    CHECK_INT(hourly_file_mark(&back), 0);
}

/* Back, at a stand, at 1970, at the end of time: never more than the hour that follows. */
TEST(no_wrong_clock_holds_anybody_up_for_more_than_an_hour)
{
    static const int64_t clocks[] = {NOW_S - 400 * 86400, NOW_S, 20, 0, -5, INT64_MAX, INT64_MIN};
    static const uint64_t ups[] = {0, 20000, UP_MS - 1, UP_MS + 1, UP_MS + HOUR_MS, UINT64_MAX};
    const size_t size = begin();
    for (size_t i = 0; i < sizeof clocks / sizeof clocks[0]; i++) {
        for (size_t k = 0; k < sizeof ups / sizeof ups[0]; k++) {
            CHECK(hourly_file_read(text, size, ups[k], clocks[i], &back));
            CHECK(!hourly_reached(&back, HOURLY_CALLS, 1, ups[k] + HOUR_MS));
            CHECK(!hourly_reached(&back, HOURLY_PRINTS, 1, ups[k] + HOUR_MS));
        }
    }
    CHECK(hourly_file_read(text, size, 20000, NOW_S - 86400, &back)); /* and is no way round it */
    CHECK(hourly_reached(&back, HOURLY_CALLS, 2, 20000));
}

/* A machine with no clock of its own that is restarted again and again: what it was on for counts,
 * since it is written anew meanwhile. */
TEST(what_it_was_on_for_counts_without_any_clock)
{
    size_t size = begin();
    int starts = 0;
    do {
        CHECK(hourly_file_read(text, size, 0, 0, &back));
        size = hourly_file_write(&back, HOURLY_FILE_AGAIN_MS, 0, text);
        starts++;
    } while (size > 0 && starts < 100);
    CHECK_INT(starts, 10); /* the last call was ten minutes ago */
}

TEST(the_fullest_hour_has_room_and_every_change_shows)
{
    (void)begin();
    hourly_lift(&done);
    CHECK_INT(hourly_file_mark(&done), 0);
    uint64_t before = 0;
    for (int i = 0; i < HOURLY_KINDS * (HOURLY_MOST + 9); i++) {
        hourly_note(&done, (enum hourly_what)(i % HOURLY_KINDS), UP_MS);
        const uint64_t mark = hourly_file_mark(&done);
        CHECK(mark != 0 && mark != before);
        before = mark;
    }
    const uint64_t then = UP_MS + HOUR_MS - 1;
    const size_t size = hourly_file_write(&done, then, NOW_S, text);
    CHECK(hourly_file_read(text, size, then, NOW_S, &back));
    for (int i = 0; i < HOURLY_KINDS; i++) {
        CHECK(hourly_reached(&back, (enum hourly_what)i, HOURLY_MOST, then));
    }
    CHECK_INT(hourly_file_write(&done, then + 1, NOW_S, text), 0); /* all is over */
}

TEST(cut_anywhere_or_changed_it_counts_for_nothing)
{
    const size_t size = begin();
    for (size_t cut = 0; cut < size; cut++) {
        CHECK(!hourly_file_read(text, cut, UP_MS, NOW_S, &back) && hourly_file_mark(&back) == 0);
    }
    static const char *const wrong[] = {"",
                                        "end\n",
                                        "# hourly 2 1 1\nend\n",
                                        "# hourly 1 -1 1\nend\n",
                                        "# hourly 1 1 9999999999999999999\nend\n",
                                        "# hourly 1 1 1\ncalls\nend\n",
                                        "# hourly 1 1 1\ncalls 3600000\nend\n",
                                        "# hourly 1 1 1\ncalls 5 6\nend\n",
                                        "# hourly 1 1 1\ncalls 5\ncalls 5\nend\n",
                                        "# hourly 1 1 1\nprints 5\ncalls 5\nend\n",
                                        "# hourly 1 1 1\nnames 5\nend\n",
                                        "# hourly 1 1 1\ncalls 5\nend\nend\n"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        CHECK(!hourly_file_read(wrong[i], strlen(wrong[i]), UP_MS, NOW_S, &back));
        CHECK_INT(hourly_file_mark(&back), 0);
    }
}

TEST(the_disk_keeps_it_and_what_is_over_or_damaged_goes)
{
    size_t size = begin();
    CHECK(!failed(hourly_file_load(&disk, scratch_root, UP_MS, NOW_S, &back))); /* there is none */
    CHECK(hourly_file_mark(&back) == 0);
    CHECK(!failed(whole_keep(&disk, scratch_root, HOURLY_FILE, text, size)));
    CHECK(!failed(hourly_file_load(&disk, scratch_root, UP_MS, NOW_S, &back)));
    CHECK(hourly_reached(&back, HOURLY_CALLS, 2, UP_MS) && on_disk());
    CHECK(!failed(hourly_file_load(&disk, scratch_root, UP_MS + HOUR_MS, NOW_S, &back)));
    CHECK(hourly_file_mark(&back) == 0 && !on_disk());
    CHECK(!failed(whole_keep(&disk, scratch_root, HOURLY_FILE, text, size - 1)));
    CHECK(hourly_file_load(&disk, scratch_root, UP_MS, NOW_S, &back).code == ERR_CORRUPT);
    CHECK(hourly_file_mark(&back) == 0 && !on_disk());
    static const char large[HOURLY_FILE_BYTES + 1]; /* more than is ever written */
    CHECK(!failed(whole_keep(&disk, scratch_root, HOURLY_FILE, large, sizeof large)));
    CHECK(failed(hourly_file_load(&disk, scratch_root, UP_MS, NOW_S, &back)) && !on_disk());
}

TEST(a_disk_that_fails_leaves_what_was_there)
{
    const size_t size = begin();
    CHECK(!failed(whole_keep(&disk, scratch_root, HOURLY_FILE, text, size)));
    int steps = 0;
    for (bool fails = true; fails; steps++) {
        struct port_dir bad = dir_faulty(&disk, steps + 1, ERR_FULL);
        fails = failed(whole_keep(&bad, scratch_root, HOURLY_FILE, "short", 5));
        if (fails) {
            CHECK(!failed(hourly_file_load(&disk, scratch_root, UP_MS, NOW_S, &back)));
            CHECK(hourly_reached(&back, HOURLY_CALLS, 2, UP_MS));
        }
    }
    CHECK(steps > 2);
}

int main(void)
{
    RUN(a_restart_of_the_program_lifts_no_limit);
    RUN(a_restart_of_the_machine_lifts_none_and_a_night_does);
    RUN(no_wrong_clock_holds_anybody_up_for_more_than_an_hour);
    RUN(what_it_was_on_for_counts_without_any_clock);
    RUN(the_fullest_hour_has_room_and_every_change_shows);
    RUN(cut_anywhere_or_changed_it_counts_for_nothing);
    RUN(the_disk_keeps_it_and_what_is_over_or_damaged_goes);
    RUN(a_disk_that_fails_leaves_what_was_there);
    scratch_close();
    return check_done();
}
