/* What staff wish while an earlier wish is at work: done in their order, each about what it was
 * about when it was wished. */
#define _GNU_SOURCE /* nftw */
#include "ui/effects_staff.h"

#include <time.h>

#include "app/staff/badge.h"
#include "tests/unit/scratch.h"
#include "tests/unit/staff_world.h"
#include "ui/shell.h"

#define ONE "00000000-0000-4000-8000-000000000001"
#define TWO "00000000-0000-4000-8000-000000000002"

static const struct port_printer_ops no_printer_ops = {.name = "none"};
static struct port_printer no_printer = {&no_printer_ops};
static struct shell shell;
static struct port_clock clock_of;
static struct port_dir dir;
static struct staff_pin staff;

/* Badges 14 and 15 are made; staff stand at their first page. */
static void begin(void)
{
    char text[BADGE_TEXT];
    begin_well();
    memset(&shell, 0, sizeof shell);
    dir = dir_linux();
    staff = (struct staff_pin){.dir = &dir, .state = scratch_open()};
    clock_of = clock_manual(1795400640);
    shell.app = &app;
    shell.ports.clock = &clock_of;
    shell.ports.staff = &staff;
    shell.ports.printer = &no_printer;
    const struct badge_store store = {&dir, staff.state};
    for (int number = 14; number <= 15; number++) {
        CHECK(!failed(badge_make(&store, &chance, (struct staff_person){STAFF_OFFICER, number},
                                 20271231, text)));
    }
    let_in(STAFF_MANAGER);
    CHECK(!failed(worker_start(&shell.store, NULL, NULL)));
}

static void end(void)
{
    worker_stop(&shell.store);
    scratch_close();
}

/* One wish is done, and what was wished behind it begun. */
static void settle_one(void)
{
    enum job_tag tag = JOB_COUNT;
    for (int i = 0; i < 5000 && !jobs_take(&shell.jobs, &shell.store, &tag); i++) {
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    CHECK_INT(tag, JOB_LOOK);
    effects_staff_done(&shell);
}

static void settle(void)
{
    while (worker_has_work(&shell.store) && !check_bad) {
        settle_one();
    }
}

static bool is_lost(int number)
{
    struct badge_list list;
    const struct badge_store store = {&dir, staff.state};
    CHECK(!failed(badge_read(&store, &list)));
    return !badge_is_valid(&list, number, 20261123);
}

TEST(the_badge_that_was_meant_is_lost_though_another_is_looked_at_by_then)
{
    begin();
    effects_staff(&shell, STAFF_LOOK);
    app.staff.badge.lost = 14;
    effects_staff(&shell, STAFF_BADGE_LOSE); /* the worker is still looking */
    app.staff.badge.lost = 15;
    effects_staff(&shell, STAFF_BADGES);
    settle();
    CHECK(is_lost(14) && !is_lost(15));
    CHECK_INT(shell.jobs.look.wish, STAFF_BADGES); /* and neither wish was lost */
    CHECK_INT(shell.looked.order_count, 0);
    end();
}

TEST(what_is_decided_about_one_application_never_falls_on_another)
{
    begin();
    effects_staff(&shell, STAFF_LOOK);
    memcpy(app.staff.file, ONE, sizeof ONE);
    effects_staff(&shell, STAFF_FILE_DROP);
    memcpy(app.staff.file, TWO, sizeof TWO);
    settle_one();
    CHECK_STR(shell.jobs.look.uuid, ONE);
    settle();
    CHECK_INT(shell.jobs.look.wish, STAFF_FILE_DROP);
    CHECK_STR(shell.jobs.look.uuid, ONE);
    end();
}

TEST(what_a_new_badge_holds_is_nowhere_once_it_is_made)
{
    static const char nothing[CODES_TOKEN_SIZE];
    begin();
    effects_staff(&shell, STAFF_LOOK);
    app.staff.badge.who = (struct staff_person){STAFF_TECHNICIAN, 16};
    app.staff.badge.last_day = 20271231;
    memset(app.staff.badge.token, 'A', sizeof app.staff.badge.token - 1);
    effects_staff(&shell, STAFF_BADGE_MAKE);
    memset(app.staff.badge.token, 0, sizeof app.staff.badge.token);
    CHECK_INT(shell.looked.orders[0].token[0], 'A');
    settle();
    CHECK(!is_lost(16));
    CHECK(memcmp(shell.looked.orders[0].token, nothing, sizeof nothing) == 0);
    CHECK(memcmp(shell.jobs.look.badge.token, nothing, sizeof nothing) == 0);
    end();
}

TEST(more_than_can_wait_is_refused_and_said_so)
{
    begin();
    effects_staff(&shell, STAFF_LOOK);
    for (int i = 0; i < SHELL_ORDERS; i++) {
        effects_staff(&shell, STAFF_RETRY);
    }
    app.sheets.open[app.sheets.count++] = SHEET_STAFF_BADGES;
    app.staff.badge.step = BADGE_STEP_MAKING;
    effects_staff(&shell, STAFF_BADGE_MAKE);
    CHECK_INT(app.staff.badge.step, BADGE_STEP_REFUSED);
    effects_staff(&shell, STAFF_LOOK); /* what is told next is as good as a look */
    settle();
    CHECK_INT(shell.looked.order_count, 0);
    end();
}

TEST(what_the_worker_is_still_writing_is_not_told)
{
    begin();
    shell.jobs.busy[JOB_LOOK] = true;
    shell.jobs.look.carry.word = CARRY_SEALING;
    shell.looked.carry.word = CARRY_WRITTEN;
    effects_staff_tried(&shell); /* the camera's worker is another one */
    CHECK_INT(app.staff.carried.word, CARRY_WRITTEN);
    end();
}

#define H "31ca5e1b95b91238cc750cadb0eb0797851ff44703d23105ac65cc85067ea0c9"

static void put_log(const char *name, const char *text)
{
    FILE *f = fopen(scratch(name), "w");
    CHECK(f != NULL && fputs(text, f) > 0);
    CHECK(f != NULL && fclose(f) == 0);
}

TEST(that_the_courier_starts_is_not_on_the_staff_s_list_and_that_the_kiosk_does_is)
{
    begin();
    CHECK(!failed(dir.ops->make(&dir, scratch("log"))));
    put_log("log/kiosk-1.log", "1 100 STARTED 0 20 " H "\n2 400 STOPPED 0 0 " H "\n");
    put_log("log/courier-1.log",
            "1 90 STARTED 0 10 " H "\n2 200 RECEIVED 1 7 " H "\n3 300 STOPPED 1 0 " H "\n");
    effects_staff(&shell, STAFF_LOG_LOOK);
    settle();
    const struct staff_log *log = &shell.looked.log;
    CHECK(shell.looked.logged && log->count == 3);
    CHECK(log->rows[0].id == EV_STOPPED && log->rows[0].seconds == 400);
    CHECK(log->rows[1].id == EV_RECEIVED && log->rows[2].id == EV_STARTED);
    CHECK_INT(log->rows[2].seconds, 100);
    end();
}

int main(void)
{
    RUN(the_badge_that_was_meant_is_lost_though_another_is_looked_at_by_then);
    RUN(what_is_decided_about_one_application_never_falls_on_another);
    RUN(what_a_new_badge_holds_is_nowhere_once_it_is_made);
    RUN(more_than_can_wait_is_refused_and_said_so);
    RUN(what_the_worker_is_still_writing_is_not_told);
    RUN(that_the_courier_starts_is_not_on_the_staff_s_list_and_that_the_kiosk_does_is);
    return check_done();
}
