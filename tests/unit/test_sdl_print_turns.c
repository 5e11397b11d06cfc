/* Slips behind each other on a printer that takes its time: each comes out in its turn, its end is
 * told to whoever wanted it, and what nobody waits for any more is not begun. The printer is held
 * by the test. */
#include <time.h>

#include "tests/unit/app_world.h"
#include "tests/unit/paper_painted.h"
#include "ui/effects_print.h"
#include "ui/paint/painter.h"
#include "ui/shell.h"

#define SLIPS_MAX 8

static struct shell shell;
static struct painter painter;
static struct port_clock hands_of;
static atomic_int let_go;      /* slips that may end */
static atomic_int begun;       /* slips the printer has got */
static int heights[SLIPS_MAX]; /* of them; its thread's until it rests */

static struct err slow_print(struct port_printer *p, const struct bits *slip,
                             const atomic_bool *stop, enum print_proof *ret_proof)
{
    (void)p;
    const int mine = atomic_load(&begun);
    heights[mine % SLIPS_MAX] = slip->height;
    atomic_store(&begun, mine + 1);
    while (atomic_load(&let_go) <= mine && !atomic_load(stop)) {
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    *ret_proof = PROOF_ANSWERED;
    return ERR_OK;
}

static const struct port_printer_ops slow = {.name = "test", .print = slow_print};
static struct port_printer printer = {.ops = &slow};

static void begin(void)
{
    app_begin((struct app_world){.form = NULL});
    intend(INTENT_LANGUAGE, 0);
    memset(&shell, 0, sizeof shell);
    shell.jobs.print.page.rows = rows;
    hands_of = clock_manual(1795400640);
    atomic_store(&let_go, 0);
    atomic_store(&begun, 0);
    painter.art = art;
    painter.cache = cache;
    shell.app = &app;
    shell.ports.clock = &hands_of;
    shell.ports.painter = &painter;
    shell.ports.printer = &printer;
    shell.ports.text = tools.text;
    CHECK(!failed(worker_start(&shell.printer, NULL, NULL)));
}

/* The next `count` slips may end, and what comes of it is told. */
static void ends(int count)
{
    enum job_tag tag = JOB_COUNT;
    atomic_fetch_add(&let_go, count);
    for (int i = 0; i < 5000 && count > 0; i++) {
        if (jobs_take(&shell.jobs, &shell.printer, &tag)) {
            CHECK_INT(tag, JOB_PRINT);
            effects_printed(&shell);
            count--;
        } else {
            nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
        }
    }
    CHECK_INT(count, 0);
}

static void number_given(const char *number)
{
    app.visit->number = (struct number_taken){.state = QUEUE_GIVEN, .ahead = -1, .printing = true};
    (void)snprintf(app.visit->number.number, sizeof app.visit->number.number, "%s", number);
}

TEST(a_slip_waits_for_the_one_that_is_printed_and_each_is_told_of_its_own)
{
    begin();
    app.staff.print = TEST_PRINT_RUNS;
    effects_print(&shell, PRINT_TEST);
    number_given("27");
    effects_print(&shell, PRINT_NUMBER);
    CHECK(app.visit->number.printing && !app.visit->number.print_failed);
    ends(1);
    CHECK_INT(app.staff.print, TEST_PRINT_OUT);
    CHECK(app.visit->number.printing && !app.visit->number.printed);
    ends(1);
    CHECK(app.visit->number.printed && !app.visit->number.printing);
    CHECK_INT(shell.printed, 2);
    CHECK(heights[0] != heights[1]);
    worker_stop(&shell.printer);
}

TEST(what_was_left_while_it_printed_is_told_to_nobody)
{
    begin();
    app.staff.print = TEST_PRINT_RUNS;
    effects_print(&shell, PRINT_TEST);
    app.staff.print = TEST_PRINT_NONE; /* staff left that page, ... */
    effects_print_left(&shell);
    app.staff.print = TEST_PRINT_RUNS; /* ... are back, and print another one */
    effects_print(&shell, PRINT_TEST);
    ends(1);
    CHECK_INT(app.staff.print, TEST_PRINT_RUNS);
    ends(1);
    CHECK_INT(app.staff.print, TEST_PRINT_OUT);
    worker_stop(&shell.printer);
}

TEST(her_slip_that_waited_goes_with_her)
{
    begin();
    app.staff.print = TEST_PRINT_RUNS;
    effects_print(&shell, PRINT_TEST);
    number_given("27");
    effects_print(&shell, PRINT_NUMBER);
    app.visit->number.printing = false;
    effects_print_left(&shell);
    ends(1);
    CHECK(!shell.jobs.busy[JOB_PRINT]);
    CHECK_INT(atomic_load(&begun), 1);
    worker_stop(&shell.printer);
}

TEST(of_two_of_a_kind_the_later_one_is_waited_for)
{
    begin();
    number_given("27");
    effects_print(&shell, PRINT_NUMBER);
    effects_print(&shell, PRINT_NUMBER);
    ends(1);
    CHECK(app.visit->number.printing && !app.visit->number.printed);
    ends(1);
    CHECK(app.visit->number.printed);
    CHECK_INT(atomic_load(&begun), 2);
    worker_stop(&shell.printer);
}

int main(void)
{
    if (!open_tools()) {
        printf("not ok the fonts are there\n");
        return 1;
    }
    RUN(a_slip_waits_for_the_one_that_is_printed_and_each_is_told_of_its_own);
    RUN(what_was_left_while_it_printed_is_told_to_nobody);
    RUN(her_slip_that_waited_goes_with_her);
    RUN(of_two_of_a_kind_the_later_one_is_waited_for);
    return check_done();
}
