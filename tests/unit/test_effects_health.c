/* What the kiosk says of itself: as it is known now, written when it changed while nobody is there,
 * and now and then all the same. */
#define _GNU_SOURCE /* nftw */
#include "ui/effects_health.h"

#include <time.h>

#include "app/steward/steward_word.h"
#include "platform/sim/machine_script.h"
#include "tests/unit/scratch.h"
#include "tests/unit/staff_world.h"
#include "ui/effects_machine.h"
#include "ui/shell.h"

static const struct port_printer_ops thermal_ops = {.name = "sim"};
static const struct port_printer_ops no_printer_ops = {.name = "none"};
static struct port_printer thermal;
static struct machine_script machine;
static struct shell shell;
static struct port_clock clock_of;
static struct port_dir dir;
static struct staff_pin staff;

static void begin(void)
{
    begin_well();
    memset(&shell, 0, sizeof shell);
    dir = dir_linux();
    staff = (struct staff_pin){.dir = &dir, .state = scratch_open()};
    clock_of = clock_manual(1795400640);
    machine_script_open(&machine);
    thermal.ops = &thermal_ops;
    shell.app = &app;
    shell.ports.clock = &clock_of;
    shell.ports.staff = &staff;
    shell.ports.printer = &thermal;
    shell.ports.machine = &machine.port;
    shell.looked.camera = DEVICE_ASKED;
    app.now_s = 1795400640;
    app.printer = (struct printer_status){.paper = PAPER_UNKNOWN};
    app.paper = (struct paper_figures){.roll_mm = 50000, .left_mm = 20000, .slips_left = 90};
    CHECK(!failed(worker_start(&shell.store, NULL, NULL)));
}

static void end(void)
{
    worker_stop(&shell.store);
    scratch_close();
}

/* Looks at the machine, and lets the worker end. Returns whether something was kept. */
static bool look(void)
{
    enum job_tag tag = JOB_COUNT;
    bool kept = false;
    shell.watch.due_ms = shell.now_ms;
    effects_machine_step(&shell);
    for (int i = 0; i < 5000 && worker_has_work(&shell.store); i++) {
        if (!jobs_take(&shell.jobs, &shell.store, &tag)) {
            nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
        } else if (tag == JOB_MACHINE) {
            effects_machine_done(&shell);
        } else {
            CHECK_INT(tag, JOB_HEALTH);
            CHECK(!failed(shell.jobs.health.error));
            kept = true;
        }
    }
    return kept;
}

static struct health_told read_back(void)
{
    struct health_told told = {.at = 0};
    struct file_bytes file = {0};
    CHECK(!failed(files_linux()->ops->read(scratch(HEALTH_TOLD_FILE), HEALTH_TOLD_BYTES, &file)));
    CHECK(health_told_read(file.bytes, file.size, &told));
    files_linux()->ops->unmap(&file);
    return told;
}

static void pass(int ms)
{
    clock_of.ops->pass(&clock_of, ms);
    shell.now_ms = clock_of.ops->now_ms(&clock_of);
    app.now_s = clock_of.ops->now_s(&clock_of);
}

static void answer(bool online, struct err error)
{
    const struct portal_answer a = {.question = PORTAL_CHECK, .online = online, .error = error};
    effects_health_portal(&shell, &a);
}

TEST(it_is_written_once_and_then_when_it_changes_or_gets_old)
{
    begin();
    CHECK(look());
    struct health_told told = read_back();
    CHECK(told.at == 1795400640 && told.paper_left == 90 && told.portal == -1);
    CHECK(told.known[HEALTH_PRINTER] && told.grade[HEALTH_PRINTER] == HEALTH_ASKED);
    CHECK(told.grade[HEALTH_CAMERA] == HEALTH_ASKED && !told.known[HEALTH_UNSENT]);
    CHECK(told.grade[HEALTH_DISK] == HEALTH_GOOD && told.grade[HEALTH_NETWORK] == HEALTH_GOOD);
    pass(10000);
    CHECK(!look());
    CHECK(machine_script_fault(&machine, "unplugged"));
    CHECK(look());
    CHECK_INT(read_back().grade[HEALTH_NETWORK], HEALTH_BAD);
    pass((HEALTH_TOLD_AGAIN - 1) * 1000);
    CHECK(!look());
    pass(1000);
    CHECK(look());
    CHECK_INT(read_back().at, app.now_s);
    end();
}

TEST(what_printer_and_portal_said_is_told)
{
    begin();
    app.printer = (struct printer_status){.online = true, .answers = true, .paper = PAPER_OK};
    effects_health_printer(&shell);
    answer(true, ERR_OK);
    CHECK(look());
    CHECK(read_back().grade[HEALTH_PRINTER] == HEALTH_GOOD && read_back().portal == 1);
    app.printer.jam = true;
    answer(false, ERR_OK);
    CHECK(look());
    CHECK_INT(read_back().grade[HEALTH_PRINTER], HEALTH_BAD);
    CHECK(read_back().grade[HEALTH_PORTAL] == HEALTH_WARN && read_back().portal == 0);
    answer(true, ERR(ERR_OFFLINE, 0, "test")); /* no courier */
    app.printer = (struct printer_status){.paper = PAPER_UNKNOWN};
    CHECK(look());
    CHECK_INT(read_back().grade[HEALTH_PRINTER], HEALTH_BAD);
    CHECK(read_back().grade[HEALTH_PORTAL] == HEALTH_BAD && read_back().portal == 0);
    thermal.ops = &no_printer_ops;
    CHECK(look());
    CHECK(read_back().grade[HEALTH_PRINTER] == HEALTH_WARN && read_back().paper_left == -1);
    const struct portal_answer other = {.question = PORTAL_TRY, .online = true};
    effects_health_portal(&shell, &other);
    CHECK(!shell.looked.online);
    end();
}

TEST(the_steward_s_word_is_the_one_of_now)
{
    const struct fleet_state over = {.word = FLEET_CERT_OVER};
    begin();
    CHECK(look());
    CHECK_INT(read_back().grade[HEALTH_VERSION], HEALTH_GOOD);
    CHECK(!failed(steward_word_keep(&dir, staff.state, &over)));
    CHECK(look());
    CHECK_INT(read_back().grade[HEALTH_VERSION], HEALTH_BAD);
    end();
}

/* A receipt takes paper: that is not written as it happens. */
TEST(while_somebody_is_there_only_the_hand_of_the_clock_writes)
{
    struct visit visit;
    begin();
    memset(&visit, 0, sizeof visit);
    CHECK(look());
    struct visit *nobody = app.visit;
    app.visit = &visit;
    app.paper.slips_left = 89;
    pass(10000);
    CHECK(!look());
    pass(HEALTH_TOLD_AGAIN * 1000);
    CHECK(look());
    CHECK_INT(read_back().paper_left, 89);
    app.paper.slips_left = 88;
    pass(10000);
    CHECK(!look());
    app.visit = nobody;
    CHECK(look());
    CHECK_INT(read_back().paper_left, 88);
    end();
}

TEST(without_a_place_for_it_nothing_is_written)
{
    begin();
    shell.ports.staff = NULL;
    CHECK(!look());
    CHECK_INT(shell.jobs.texts.health.at, 0);
    end();
}

int main(void)
{
    RUN(it_is_written_once_and_then_when_it_changes_or_gets_old);
    RUN(what_printer_and_portal_said_is_told);
    RUN(the_steward_s_word_is_the_one_of_now);
    RUN(while_somebody_is_there_only_the_hand_of_the_clock_writes);
    RUN(without_a_place_for_it_nothing_is_written);
    return check_done();
}
