/* How often the machine is looked at, and that a wish to be shut down waits behind what is stored.
 */
#include "ui/effects_machine.h"

#include <time.h>

#include "platform/sim/machine_script.h"
#include "tests/unit/app_world.h"
#include "ui/effects_staff.h"
#include "ui/paint/shade.h"
#include "ui/shell.h"

static struct shell shell;
static struct machine_script machine;
static struct painter painter;
static struct port_clock hands_of;

static void moment(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}

/* Lets the worker end and hands over what it found. */
static void settle(void)
{
    enum job_tag tag = JOB_COUNT;
    for (int i = 0; i < 2000 && worker_has_work(&shell.store); i++) {
        if (jobs_take(&shell.jobs, &shell.store, &tag)) {
            CHECK_INT(tag, JOB_MACHINE);
            effects_machine_done(&shell);
        } else {
            moment();
        }
    }
}

static void pass(int ms)
{
    hands_of.ops->pass(&hands_of, ms);
    shell.now_ms = hands_of.ops->now_ms(&hands_of);
}

static void begin(void)
{
    app_begin((struct app_world){0});
    memset(&shell, 0, sizeof shell);
    machine_script_open(&machine);
    hands_of = clock_manual(1795400640);
    shell.app = &app;
    shell.ports.clock = &hands_of;
    shell.ports.machine = &machine.port;
    shell.ports.painter = &painter;
    shell.now_ms = hands_of.ops->now_ms(&hands_of);
    CHECK(!failed(worker_start(&shell.store, NULL, NULL)));
}

TEST(nothing_is_looked_at_where_nothing_is_known)
{
    begin();
    shell.ports.machine = NULL;
    CHECK_INT(effects_machine_deadline_ms(&shell), -1);
    effects_machine_step(&shell);
    CHECK(!worker_has_work(&shell.store));
    worker_stop(&shell.store);
}

TEST(it_is_looked_at_at_once_then_every_ten_seconds)
{
    begin();
    CHECK_INT(effects_machine_deadline_ms(&shell), 0);
    effects_machine_step(&shell);
    CHECK_INT(effects_machine_deadline_ms(&shell), -1); /* it is being looked at */
    settle();
    CHECK_INT(effects_machine_deadline_ms(&shell), 10000);
    pass(9000);
    effects_machine_step(&shell);
    CHECK(!worker_has_work(&shell.store));
    CHECK_INT(effects_machine_deadline_ms(&shell), 1000);
    worker_stop(&shell.store);
}

TEST(what_is_new_is_looked_at_again_soon)
{
    begin();
    CHECK(machine_script_fault(&machine, "battery-low"));
    effects_machine_step(&shell);
    settle();
    CHECK_INT(app.care.power.now, CARE_MAINS);
    CHECK_INT(effects_machine_deadline_ms(&shell), 2000);
    pass(2000);
    effects_machine_step(&shell);
    settle();
    CHECK_INT(app.care.power.now, CARE_LOW);
    CHECK_INT(app.screen, SCREEN_OUT_OF_SERVICE);
    worker_stop(&shell.store);
}

/* What the worker does before it: a file that takes its time. */
static void slow(void *context)
{
    for (int i = 0; i < 50; i++) {
        moment();
    }
    *(bool *)context = machine.off; /* whether the end was asked for too early */
}

TEST(the_end_is_asked_for_behind_what_is_being_stored)
{
    bool early = true;
    struct job done;
    begin();
    CHECK(!failed(worker_put(&shell.store, (struct job){slow, &early, JOB_STORE})));
    effects_machine(&shell, STAFF_OFF);
    for (int i = 0; i < 2000 && !worker_take(&shell.store, &done); i++) {
        moment();
    }
    CHECK_INT(done.tag, JOB_STORE);
    CHECK(!early);
    settle();
    CHECK(machine.off);
    effects_machine(&shell, STAFF_STAY_ON);
    settle();
    CHECK(!machine.off);
    worker_stop(&shell.store);
}

TEST(a_wish_while_it_is_looked_at_is_not_lost)
{
    begin();
    effects_machine_step(&shell);
    effects_machine(&shell, STAFF_OFF); /* the slot is taken */
    settle();
    CHECK(!machine.off);
    pass(10000);
    effects_machine_step(&shell);
    settle();
    CHECK(machine.off);
    worker_stop(&shell.store);
}

static int refusals;
static const struct port_machine_ops *honest;

static struct err off_at_last(struct port_machine *port, bool asked)
{
    return refusals-- > 0 ? ERR(ERR_FULL, 28, "test") : honest->off(port, asked);
}

TEST(an_end_that_could_not_be_asked_for_is_asked_for_again)
{
    begin();
    honest = machine.port.ops;
    struct port_machine_ops ops = *honest;
    ops.off = off_at_last;
    machine.port.ops = &ops;
    refusals = 2;
    effects_machine(&shell, STAFF_OFF);
    settle();
    for (int i = 0; i < 2; i++) {
        CHECK(!machine.off);
        pass(10000);
        effects_machine_step(&shell);
        settle();
    }
    CHECK(machine.off);
    refusals = 0;
    pass(10000);
    effects_machine_step(&shell);
    settle();
    CHECK_INT(shell.jobs.machine.wish, STAFF_LOOK); /* and then only looked at */
    worker_stop(&shell.store);
}

TEST(where_no_lamp_is_turned_the_picture_is_darker_and_staff_know_it)
{
    begin();
    app.light = 50;
    effects_staff_light(&shell);
    CHECK(!app.lampless);
    CHECK_INT(machine.light, 50);
    CHECK_INT(painter.shade, SHADE_NONE);
    CHECK(machine_script_fault(&machine, "no-lamp"));
    const unsigned before = app.revision;
    app.light = 40;
    effects_staff_light(&shell);
    CHECK(app.lampless && app.revision != before);
    CHECK_INT(machine.light, 50);
    CHECK_INT(painter.shade, shade_of(40));
    app.light = 100;
    effects_staff_light(&shell);
    CHECK_INT(painter.shade, SHADE_NONE);
    worker_stop(&shell.store);
}

int main(void)
{
    RUN(nothing_is_looked_at_where_nothing_is_known);
    RUN(it_is_looked_at_at_once_then_every_ten_seconds);
    RUN(what_is_new_is_looked_at_again_soon);
    RUN(the_end_is_asked_for_behind_what_is_being_stored);
    RUN(a_wish_while_it_is_looked_at_is_not_lost);
    RUN(an_end_that_could_not_be_asked_for_is_asked_for_again);
    RUN(where_no_lamp_is_turned_the_picture_is_darker_and_staff_know_it);
    return check_done();
}
