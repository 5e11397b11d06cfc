/* Starts, crashes and damage are counted from the log once each: over restarts of the steward, over
 * files, and never a power cut for a crash. */
#define _GNU_SOURCE /* nftw */
#include "app/steward/log_tally.h"

#include <stdio.h>
#include <string.h>

#include "tests/check.h"
#include "tests/unit/scratch.h"

#define H    "31ca5e1b95b91238cc750cadb0eb0797851ff44703d23105ac65cc85067ea0c9"
#define BOOT INT64_C(1795000000) /* when the machine started */

static struct port_dir dir;
static struct action_journal journal;
static struct log_tally tally;
static uint64_t seq;

static void open_steward(void)
{
    static struct plan plan;
    CHECK(!failed(action_journal_open(&journal, &dir, scratch_root, &plan)));
    CHECK(!failed(log_tally_open(&tally, &journal, "kiosk")));
}

/* Killed: what was not written is gone. */
static void restart(void)
{
    action_journal_close(&journal);
    open_steward();
}

static void set_out(void)
{
    scratch_open_in_memory();
    dir = dir_linux();
    seq = 0;
    open_steward();
}

static void end(void)
{
    action_journal_close(&journal);
    scratch_close();
}

static void put(int file, enum event_id id, int64_t seconds, int64_t a, int64_t b)
{
    char name[32];
    (void)snprintf(name, sizeof name, "kiosk-%d.log", file);
    FILE *f = fopen(scratch(name), "a");
    CHECK(f != NULL);
    if (f != NULL) {
        fprintf(f, "%llu %lld %s %lld %lld " H "\n", (unsigned long long)++seq, (long long)seconds,
                log_event_name(id), (long long)a, (long long)b);
        fclose(f);
    }
}

static void put_start(int file, int64_t up)
{
    put(file, EV_STARTED, BOOT + up, 0, up);
}

static void turn(void)
{
    CHECK(!failed(log_tally_turn(&tally, &journal, scratch_root)));
}

TEST(a_start_behind_an_end_is_none_behind_nothing_a_crash)
{
    set_out();
    CHECK_INT(log_tally_turn(&tally, &journal, scratch_root).code, ERR_NOT_FOUND);
    put_start(1, 20);
    turn();
    CHECK(tally.starts == 1 && tally.crashes == 0);
    put(1, EV_STOPPED, BOOT + 90, 0, 0);
    put_start(1, 91);
    turn();
    CHECK(tally.starts == 2 && tally.crashes == 0);
    put(1, EV_STORED, BOOT + 300, 1, 1);
    put_start(1, 400);
    put_start(1, 400); /* and once more within the second */
    turn();
    CHECK(tally.starts == 4 && tally.crashes == 2);
    turn();
    CHECK(tally.starts == 4 && tally.crashes == 2);
    end();
}

TEST(the_power_is_no_crash_of_the_program)
{
    set_out();
    put_start(1, 20);
    put(1, EV_STARTED, BOOT + 5020, 0, 19); /* it ran for less: another start of the machine */
    put(1, EV_STARTED, BOOT + 9021, 0, 21); /* for more, and yet that began later */
    turn();
    CHECK(tally.starts == 3 && tally.crashes == 0);
    put(1, EV_STARTED, BOOT + 9650, 0, 655); /* the network set the clock by five seconds */
    turn();
    CHECK_INT(tally.crashes, 1);
    put(1, EV_STARTED, BOOT + 9700, 0, 0); /* of a program that did not say */
    put(1, EV_STARTED, BOOT + 9701, 0, 701);
    put(1, EV_STARTED, BOOT + 9702, 0, INT64_MAX); /* of none that is ours */
    turn();
    CHECK(tally.starts == 7 && tally.crashes == 1);
    end();
}

TEST(nothing_is_counted_twice_over_a_restart_and_nothing_lost)
{
    set_out();
    put_start(1, 20);
    put(1, EV_STORE_DAMAGED, BOOT + 21, 1, 0);
    turn();
    restart();
    CHECK(tally.starts == 1 && tally.damaged == 1 && tally.runs && !tally.changed);
    turn();
    CHECK(tally.starts == 1 && tally.damaged == 1);
    put(1, EV_STOPPED, BOOT + 30, 0, 0); /* nothing counted changed: it is read again */
    turn();
    restart();
    turn();
    put_start(1, 31);
    restart();
    turn();
    CHECK(tally.starts == 2 && tally.crashes == 0);
    restart();
    put_start(2, 40); /* in the next file */
    put(2, EV_LOG_BROKEN, BOOT + 41, 0, 0);
    turn();
    restart();
    turn();
    CHECK(tally.starts == 3 && tally.crashes == 1 && tally.broken == 1 && tally.damaged == 1);
    end();
}

TEST(what_could_not_be_kept_is_kept_the_next_minute)
{
    char text[JOURNAL_TEXT];
    set_out();
    put_start(1, 20);
    CHECK(
        !failed(store_run(&journal.store, "ALTER TABLE fact RENAME TO away", BIND_NOTHING, NULL)));
    CHECK(failed(log_tally_turn(&tally, &journal, scratch_root)) && tally.changed);
    CHECK_INT(tally.starts, 1);
    CHECK(
        !failed(store_run(&journal.store, "ALTER TABLE away RENAME TO fact", BIND_NOTHING, NULL)));
    turn();
    CHECK(!tally.changed && tally.starts == 1);
    CHECK(!failed(action_journal_fact(&journal, "tally.kiosk", text)));
    CHECK_STR(text, "1 0 0 0 1 1 1 1795000000 20");
    end();
}

TEST(a_fact_that_nobody_can_read_is_counted_anew_from_the_log)
{
    set_out();
    put_start(1, 20);
    CHECK(!failed(action_journal_set_fact(&journal, "tally.kiosk", "7 many")));
    restart();
    turn();
    CHECK(tally.starts == 1 && tally.crashes == 0);
    end();
}

TEST(each_program_is_told_by_its_name)
{
    static struct metrics m;
    static char text[METRICS_TEXT];
    const struct metrics_params params = {.kiosk = "K"};
    struct buf out;
    CHECK(!failed(metrics_init(&m, &params)));
    set_out();
    put_start(1, 20);
    put_start(1, 30);
    turn();
    log_tally_tell(&tally, &m);
    buf_init(&out, text, sizeof text);
    metrics_text(&m, &out);
    CHECK(strstr(text, "rong_starts_total{kiosk=\"K\",program=\"kiosk\"} 2\n") != NULL);
    CHECK(strstr(text, "rong_crashes_total{kiosk=\"K\",program=\"kiosk\"} 1\n") != NULL);
    CHECK(strstr(text, "rong_store_damaged_total{kiosk=\"K\",program=\"kiosk\"} 0\n") != NULL);
    CHECK(strstr(text, "rong_log_broken_total{kiosk=\"K\",program=\"kiosk\"} 0\n") != NULL);
    CHECK_INT(m.refused, 0);
    end();
}

int main(void)
{
    RUN(a_start_behind_an_end_is_none_behind_nothing_a_crash);
    RUN(the_power_is_no_crash_of_the_program);
    RUN(nothing_is_counted_twice_over_a_restart_and_nothing_lost);
    RUN(what_could_not_be_kept_is_kept_the_next_minute);
    RUN(a_fact_that_nobody_can_read_is_counted_anew_from_the_log);
    RUN(each_program_is_told_by_its_name);
    return check_done();
}
