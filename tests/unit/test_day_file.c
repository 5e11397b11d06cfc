/* The day's tallies go to the disk and come back; nothing of another day, of a damaged file, or cut
 * anywhere does. */
#define _GNU_SOURCE /* nftw */
#include "app/staff/day_file.h"

#include <string.h>

#include "app/whole.h"
#include "tests/check.h"
#include "tests/unit/scratch.h"

#define MIDNIGHT ((int64_t)1795366800)
#define DAY_S    86400

static struct port_dir disk;
static struct day_tally tally, back;
static char text[DAY_FILE_BYTES];

static void begin(void)
{
    disk = dir_linux();
    scratch_open_in_memory();
    tally = (struct day_tally){.midnight = 0};
    day_add(&tally, DAY_RECEIPTS, 11, MIDNIGHT);
    day_add(&tally, DAY_UNPROVED, 2, MIDNIGHT);
    day_add(&tally, DAY_ABANDONED, 3, MIDNIGHT);
    day_add(&tally, DAY_CALLS, 9, MIDNIGHT);
    day_add(&tally, DAY_EASY, 8, MIDNIGHT);
    day_add(&tally, DAY_HARD, 1, MIDNIGHT);
    for (int i = 0; i < 12; i++) {
        day_filed(&tally, i % 3 == 0 ? "bdq-x-kriem" : "vi", 40 - 3 * i, MIDNIGHT);
    }
    day_add(&tally, DAY_COMPLETE, 7, MIDNIGHT);
}

static bool same(const struct day_tally *a, const struct day_tally *b)
{
    bool equal = a->midnight == b->midnight && a->language_count == b->language_count &&
                 a->minute_count == b->minute_count &&
                 memcmp(a->count, b->count, sizeof a->count) == 0 &&
                 memcmp(a->minutes, b->minutes, (size_t)a->minute_count) == 0;
    for (int i = 0; equal && i < a->language_count; i++) {
        equal = strcmp(a->languages[i].code, b->languages[i].code) == 0 &&
                a->languages[i].count == b->languages[i].count;
    }
    return equal;
}

static bool on_disk(void)
{
    struct dir_info info;
    return !failed(disk.ops->look(&disk, scratch("day"), &info));
}

TEST(what_was_counted_comes_back_and_goes_on)
{
    begin();
    const size_t size = day_file_write(&tally, text);
    CHECK(!failed(whole_keep(&disk, scratch_root, DAY_FILE, text, size)));
    day_file_load(&disk, scratch_root, MIDNIGHT, &back);
    CHECK(same(&tally, &back));
    CHECK_INT(day_median(&back, MIDNIGHT), day_median(&tally, MIDNIGHT));
    day_filed(&back, "vi", 5, MIDNIGHT);
    CHECK_INT(day_tally(&back, DAY_SAVED, MIDNIGHT), 13);
    day_add(&back, DAY_EASY, 1, MIDNIGHT);
    CHECK(day_tally(&back, DAY_EASY, MIDNIGHT) == 9 && day_tally(&back, DAY_FAIR, MIDNIGHT) == 0);
    CHECK_INT(day_tally(&back, DAY_HARD, MIDNIGHT), 1);
}

TEST(the_fullest_day_has_room)
{
    char code[16];
    begin();
    for (int i = 0; i < DAY_TALLIES; i++) {
        tally.count[i] = 1000000;
    }
    tally.language_count = 0;
    tally.minute_count = 0;
    for (int i = 0; i < DAY_LENGTHS + 9; i++) {
        (void)snprintf(code, sizeof code, "abc-x-languag%02d", i % DAY_LANGUAGES);
        day_filed(&tally, code, 255, MIDNIGHT);
    }
    tally.count[DAY_SAVED] = 1000000;
    const size_t size = day_file_write(&tally, text);
    CHECK(size < DAY_FILE_BYTES && memcmp(text + size - 4, "end\n", 4) == 0);
    CHECK(day_file_read(text, size, MIDNIGHT, &back) && same(&tally, &back));
}

TEST(midnight_forgets_it)
{
    begin();
    const size_t size = day_file_write(&tally, text);
    CHECK(!failed(whole_keep(&disk, scratch_root, DAY_FILE, text, size)) && on_disk());
    day_file_load(&disk, scratch_root, MIDNIGHT + DAY_S, &back);
    CHECK(back.midnight == 0 && !on_disk());
    CHECK_INT(day_file_write(&back, text), 0);
    CHECK(!failed(whole_keep(&disk, scratch_root, DAY_FILE, text, size)) && on_disk());
    CHECK(!failed(whole_keep(&disk, scratch_root, DAY_FILE, "", 0)) && !on_disk());
    day_file_load(&disk, scratch_root, MIDNIGHT, &back); /* nothing is there */
    CHECK(back.midnight == 0);
    CHECK(day_is_over(&tally, MIDNIGHT + DAY_S) && !day_is_over(&tally, MIDNIGHT));
    CHECK(!day_is_over(&back, MIDNIGHT));
}

TEST(cut_anywhere_or_changed_it_counts_for_nothing)
{
    begin();
    const size_t size = day_file_write(&tally, text);
    for (size_t cut = 0; cut < size; cut++) {
        CHECK(!day_file_read(text, cut, MIDNIGHT, &back) || cut == size - 1);
        CHECK(cut == size - 1 || (back.midnight == 0 && back.minute_count == 0));
    }
    static const char *const wrong[] = {"end\nend\n",
                                        "receipts -1\nend\n",
                                        "receipts 3 4\nend\n",
                                        "names 3\nend\n",
                                        "minutes 4 3\nend\n",
                                        "minutes 256\nend\n",
                                        "language vi\nend\n",
                                        "receipts 99999999999999999999\nend\n",
                                        "minutes 1\nminutes 1\nend\n"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char made[256];
        const int length = snprintf(made, sizeof made, "# day 1 1795366800\n%s", wrong[i]);
        CHECK(!day_file_read(made, (size_t)length, MIDNIGHT, &back) && back.midnight == 0);
    }
}

TEST(a_disk_that_fails_leaves_what_was_there)
{
    begin();
    const size_t size = day_file_write(&tally, text);
    CHECK(!failed(whole_keep(&disk, scratch_root, DAY_FILE, text, size)));
    int steps = 0;
    for (bool fails = true; fails; steps++) {
        struct port_dir bad = dir_faulty(&disk, steps + 1, ERR_FULL);
        fails = failed(whole_keep(&bad, scratch_root, DAY_FILE, "short", 5));
        day_file_load(&disk, scratch_root, MIDNIGHT, &back);
        CHECK(!fails || same(&tally, &back));
    }
    CHECK(steps > 2 && back.midnight == 0);
}

int main(void)
{
    RUN(what_was_counted_comes_back_and_goes_on);
    RUN(the_fullest_day_has_room);
    RUN(midnight_forgets_it);
    RUN(cut_anywhere_or_changed_it_counts_for_nothing);
    RUN(a_disk_that_fails_leaves_what_was_there);
    scratch_close();
    return check_done();
}
