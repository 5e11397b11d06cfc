/* A start is counted once, a crash is one in the same start of the machine alone, and a reset by
 * the watchdog is counted once however often the steward starts behind it. */
#define _GNU_SOURCE /* nftw */
#include "app/steward/starts.h"

#include "tests/check.h"
#include "tests/unit/scratch.h"

#define ONE "0a1b2c3d-0000-4000-8000-000000000001"
#define TWO "0a1b2c3d-0000-4000-8000-000000000002"

static struct port_dir dir;
static struct action_journal journal;

static void open_journal(void)
{
    static struct plan plan;
    CHECK(!failed(action_journal_open(&journal, &dir, scratch_root, &plan)));
}

/* The program starts, after an end in order or without one. */
static struct starts start(const char *boot, bool by_watchdog)
{
    struct starts s;
    action_journal_close(&journal);
    open_journal();
    CHECK(!failed(starts_begin(&journal, boot, by_watchdog, &s)));
    return s;
}

static void set_out(void)
{
    scratch_open_in_memory();
    dir = dir_linux();
    open_journal();
}

static void end(void)
{
    action_journal_close(&journal);
    scratch_close();
}

TEST(a_start_behind_no_end_is_a_crash_in_the_same_start_of_the_machine)
{
    set_out();
    struct starts s = start(ONE, false);
    CHECK(s.starts == 1 && s.crashes == 0 && s.resets == 0);
    s = start(ONE, false); /* it was killed */
    CHECK(s.starts == 2 && s.crashes == 1);
    CHECK(!failed(starts_end(&journal)));
    s = start(ONE, false);
    CHECK(s.starts == 3 && s.crashes == 1);
    s = start(TWO, false); /* the power went */
    CHECK(s.starts == 4 && s.crashes == 1);
    end();
}

TEST(a_reset_by_the_watchdog_is_counted_once)
{
    set_out();
    CHECK_INT(start(ONE, false).resets, 0);
    CHECK_INT(start(TWO, true).resets, 1);
    CHECK_INT(start(TWO, true).resets, 1);
    CHECK_INT(start(ONE, true).resets, 2);
    CHECK_INT(start(TWO, false).resets, 2);
    end();
}

TEST(a_fact_that_nobody_can_read_begins_anew)
{
    set_out();
    CHECK(!failed(starts_end(&journal))); /* nothing began */
    CHECK(!failed(action_journal_set_fact(&journal, "starts", "many")));
    CHECK(!failed(action_journal_set_fact(&journal, "resets", "none")));
    const struct starts s = start(ONE, true);
    CHECK(s.starts == 1 && s.crashes == 0 && s.resets == 1);
    end();
}

int main(void)
{
    RUN(a_start_behind_no_end_is_a_crash_in_the_same_start_of_the_machine);
    RUN(a_reset_by_the_watchdog_is_counted_once);
    RUN(a_fact_that_nobody_can_read_begins_anew);
    return check_done();
}
