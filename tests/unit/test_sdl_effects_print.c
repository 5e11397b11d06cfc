/* Which slips are begun at all: none that surely does not fit on the paper that is left, and while
 * the power ends only what a visit ends with. With the real fonts, on the printer's own worker. */
#include "ui/effects_print.h"

#include <time.h>

#include "tests/unit/app_world.h"
#include "tests/unit/paper_painted.h"
#include "ui/effects.h"
#include "ui/shell.h"

static struct shell shell;
static struct visit visit;
static struct painter painter;
static struct port_clock hands_of;
static struct {
    struct port_printer port;
    atomic_int pages, holds; /* holds: a page comes out only when it is let go */
} printer;

static void moment(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}

static struct err print(struct port_printer *port, const struct bits *sheet,
                        const atomic_bool *stop, enum print_proof *ret_proof)
{
    (void)port, (void)sheet, (void)stop;
    while (atomic_load(&printer.holds) != 0) {
        moment();
    }
    atomic_fetch_add(&printer.pages, 1);
    *ret_proof = PROOF_PROCESS_ID;
    return ERR_OK;
}

static void begin(void)
{
    static const struct port_printer_ops ops = {.name = "test", .print = print};
    app_begin((struct app_world){0});
    memset(&shell, 0, sizeof shell);
    memset(&visit, 0, sizeof visit);
    memset(&printer, 0, sizeof printer);
    printer.port.ops = &ops;
    hands_of = clock_manual(1795400640);
    painter.art = art;
    painter.cache = cache;
    memcpy(settings.printer, "escpos:", 8);
    visit.number.state = QUEUE_GIVEN;
    (void)snprintf(visit.number.number, sizeof visit.number.number, "17");
    app.visit = &visit;
    app.screen = SCREEN_NEED; /* she went on meanwhile: nothing is said */
    shell.app = &app;
    shell.ports.clock = &hands_of;
    shell.ports.printer = &printer.port;
    shell.ports.text = tools.text;
    shell.ports.painter = &painter;
    shell.jobs.print.page.rows = rows;
    CHECK(!failed(worker_start(&shell.printer, NULL, NULL)));
    CHECK(!failed(worker_start(&shell.store, NULL, NULL)));
    CHECK(!failed(worker_start(&shell.camera, NULL, NULL)));
}

static void end(void)
{
    atomic_store(&printer.holds, 0);
    worker_stop(&shell.printer);
    worker_stop(&shell.store);
    worker_stop(&shell.camera);
}

/* The pages that came out of it. */
static int comes_out(enum print_what what)
{
    const int before = atomic_load(&printer.pages);
    visit.number.printing = true;
    effects_print(&shell, what);
    for (int i = 0; i < 5000 && shell.jobs.busy[JOB_PRINT]; i++) {
        effects_take_jobs(&shell);
        moment();
    }
    CHECK(!shell.jobs.busy[JOB_PRINT]);
    CHECK(!visit.number.printing); /* whatever came of it was told */
    return atomic_load(&printer.pages) - before;
}

TEST(a_slip_longer_than_the_paper_left_is_not_begun)
{
    begin();
    CHECK_INT(comes_out(PRINT_NUMBER), 1);
    app.paper = (struct paper_figures){.roll_mm = 60000, .left_mm = 20, .near_end = true};
    CHECK_INT(comes_out(PRINT_NUMBER), 1); /* a guess: the roll may be a longer one */
    /* This one says that it is a copy, as the next will: 203 dots to the inch, and to the blade. */
    const int mm = shell.jobs.print.page.height / 8 + 15;
    app.paper.left_mm = mm - 2;
    app.paper.sure = true;
    CHECK_INT(comes_out(PRINT_NUMBER), 0);
    CHECK(visit.number.print_failed);
    app.paper.left_mm = mm + 2;
    CHECK_INT(comes_out(PRINT_NUMBER), 1);
    end();
}

TEST(while_the_power_ends_nothing_new_is_begun)
{
    begin();
    app.care.power.now = CARE_LOW;
    CHECK_INT(comes_out(PRINT_NUMBER), 0);
    CHECK(visit.number.print_failed);
    app.care.power.now = CARE_BATTERY;
    CHECK_INT(comes_out(PRINT_NUMBER), 1);
    end();
}

TEST(the_machine_is_told_how_long_a_page_is_coming_out)
{
    begin();
    atomic_store(&printer.holds, 1);
    visit.number.printing = true;
    effects_print(&shell, PRINT_NUMBER);
    CHECK(app.care.prints);
    effects_print(&shell, PRINT_NUMBER); /* it waits: the first one is still coming out */
    CHECK(app.care.prints);
    visit.number.printing = true;
    atomic_store(&printer.holds, 0);
    for (int i = 0; i < 5000 && shell.jobs.busy[JOB_PRINT]; i++) {
        effects_take_jobs(&shell);
        moment();
    }
    CHECK(!app.care.prints);
    end();
}

int main(void)
{
    CHECK(open_tools());
    RUN(a_slip_longer_than_the_paper_left_is_not_begun);
    RUN(while_the_power_ends_nothing_new_is_begun);
    RUN(the_machine_is_told_how_long_a_page_is_coming_out);
    return check_done();
}
