#include "app/staff/day_slip.h"

#include <string.h>

#include "app/sound/messages.h"
#include "tests/check.h"

#define NOW      ((int64_t)1795400640) /* 23 November 2026, 09:24 at +07:00 */
#define MIDNIGHT (NOW - 9 * 3600 - 24 * 60)

static struct receipt slip;

static struct day_slip_facts facts(const char *language)
{
    static const struct day_files files = {.kinds = {{"1.001193", 7}, {"1.000656", 4}},
                                           .kind_count = 2,
                                           .others = 1,
                                           .filed = 12,
                                           .received = 8,
                                           .waiting = 2,
                                           .held = 1,
                                           .withdrawn = 1};
    static const struct day_tally tally = {.midnight = MIDNIGHT,
                                           .count = {[DAY_RECEIPTS] = 11,
                                                     [DAY_UNPROVED] = 2,
                                                     [DAY_FAULTS] = 3,
                                                     [DAY_PAGES] = 25,
                                                     [DAY_OFFLINE] = 5,
                                                     [DAY_SAVED] = 12,
                                                     [DAY_COMPLETE] = 11,
                                                     [DAY_ABANDONED] = 6,
                                                     [DAY_HELPED] = 3,
                                                     [DAY_CALLS] = 9,
                                                     [DAY_EASY] = 7,
                                                     [DAY_FAIR] = 4},
                                           .languages = {{"vi", 7}, {"jra", 4}, {"xx", 5}},
                                           .language_count = 3,
                                           .minutes = {2, 3, 4, 9, 30},
                                           .minute_count = 5};
    return (struct day_slip_facts){.language = language,
                                   .centre = "Xã Ia Hrung, Gia Lai",
                                   .kiosk = "K07",
                                   .files = &files,
                                   .tally = &tally,
                                   .midnight = MIDNIGHT,
                                   .paper_receipts = 105,
                                   .wrong = 2,
                                   .printed_at = NOW,
                                   .offset_minutes = 420};
}

/* Everything on it, a line each. */
static const char *all(void)
{
    static char text[4096];
    size_t used = 0;
    text[0] = '\0';
    for (int i = 0; i < slip.count && used < sizeof text; i++) {
        used += (size_t)snprintf(text + used, sizeof text - used, "%s\n", slip.parts[i].text);
    }
    return text;
}

TEST(it_counts_and_says_that_nobody_stands_on_it)
{
    const struct day_slip_facts f = facts("en");
    CHECK(!failed(day_slip_build(&slip, &f)));
    CHECK_STR(all(), "Hành chính công\nXã Ia Hrung, Gia Lai\n"
                     "\n"
                     "END OF DAY\n"
                     "Applications today: 12\n"
                     "1.001193: 7\n"
                     "1.000656: <5\n"
                     "Other procedures: <5\n"
                     "\n"
                     "Received by the portal: 8\n"
                     "Waiting to be sent: 2\n"
                     "To be looked at: 1\n"
                     "Withdrawn: 1\n"
                     "\n"
                     "Tiếng Việt: 7\n"
                     "Jrai: <5\n"
                     "xx: 5+\n"
                     "With all papers digitised: 92 %\n"
                     "Share saved without network: 42 %\n"
                     "An officer helped: 25 %\n"
                     "Minutes a visit, median: 4\n"
                     "\n"
                     "Slips printed: 11\n"
                     "Slips not surely out: 2\n"
                     "Slips that failed: 3\n"
                     "Pages of papers: 25\n"
                     "Saved without network: 5\n"
                     "Visits left unfinished: 6\n"
                     "Calls for an officer: 9\n"
                     "Found the kiosk easy: 7\n"
                     "Found it all right: <5\n"
                     "Found it hard: <5\n"
                     "Receipts left on the roll: 105\n"
                     "Things that need a look: 2\n"
                     "\n"
                     "Counts only: nobody's name or number stands here.\n"
                     "Printed 09:24, 23/11/2026, at K07\n");
}

TEST(vietnamese_says_the_same_and_a_practice_slip_is_marked)
{
    struct day_slip_facts f = facts("vi");
    f.practice = true;
    f.paper_receipts = -1;
    CHECK(!failed(day_slip_build(&slip, &f)));
    CHECK(strstr(all(), message_text("vi", MSG_DAY_TITLE)) != NULL);
    CHECK(strstr(all(), "Hồ sơ hôm nay: 12") != NULL);
    CHECK(strstr(all(), message_text("vi", MSG_DAY_PAPER)) == NULL);
    int marks = 0;
    for (int i = 0; i < slip.count; i++) {
        marks += slip.parts[i].kind == RECEIPT_MARK;
        CHECK(slip.parts[i].kind != RECEIPT_CODE && slip.parts[i].kind != RECEIPT_QR_BESIDE);
    }
    CHECK_INT(marks, 1);
}

TEST(tallies_of_yesterday_are_not_told_as_todays)
{
    struct day_slip_facts f = facts("en");
    f.midnight = MIDNIGHT + 86400;
    CHECK(!failed(day_slip_build(&slip, &f)));
    CHECK(strstr(all(), "Slips printed: 0\n") != NULL);
    CHECK(strstr(all(), "Jrai") == NULL && strstr(all(), "Median") == NULL);
    CHECK(strstr(all(), "With all papers digitised: too few to tell\n") != NULL);
    CHECK(strstr(all(), "Found the kiosk easy: <5\n") != NULL);
}

/* Ten procedures, the rest of them, eight languages: the busiest day has a slip too. */
TEST(the_fullest_day_fits)
{
    static struct day_files files;
    static struct day_tally tally;
    struct day_slip_facts f = facts("vi");
    files = *f.files;
    tally = *f.tally;
    for (files.kind_count = 0; files.kind_count < DAY_KINDS; files.kind_count++) {
        memcpy(files.kinds[files.kind_count].code, "1.001193-longer", sizeof files.kinds[0].code);
        files.kinds[files.kind_count].count = 1000;
    }
    for (tally.language_count = 0; tally.language_count < DAY_LANGUAGES; tally.language_count++) {
        memcpy(tally.languages[tally.language_count].code, "bdq-x-kriem", sizeof "bdq-x-kriem");
    }
    f.files = &files;
    f.tally = &tally;
    f.practice = true;
    CHECK(!failed(day_slip_build(&slip, &f)));
    CHECK(slip.count < RECEIPT_PARTS_MAX);
    CHECK(strstr(all(), "1.001193-longer: 1000") != NULL);
}

int main(void)
{
    RUN(it_counts_and_says_that_nobody_stands_on_it);
    RUN(vietnamese_says_the_same_and_a_practice_slip_is_marked);
    RUN(tallies_of_yesterday_are_not_told_as_todays);
    RUN(the_fullest_day_fits);
    return check_done();
}
