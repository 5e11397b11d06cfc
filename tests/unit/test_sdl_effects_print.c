/* Slips on the printer's own worker, with the real fonts: which are begun at all (none that surely
 * does not fit on the paper that is left, and while the power ends only what a visit ends with),
 * and those behind each other: each comes out in its turn, its end is told to whoever wanted it,
 * and what nobody waits for any more is not begun. The printer is held by the test. */
#include "ui/effects_print.h"

#include <time.h>

#include "tests/unit/app_world.h"
#include "tests/unit/paper_painted.h"
#include "ui/effects.h"
#include "ui/shell.h"

#define SLIPS_MAX 8

static struct shell shell;
static struct painter painter;
static struct port_clock hands_of;
static atomic_int let_go;      /* slips that may end */
static atomic_int begun;       /* slips the printer has got */
static atomic_int in_hand;     /* slips that are coming out, ... */
static atomic_int asked;       /* questions how it is, ... */
static atomic_int between;     /* ... and those that came in the middle of one */
static int heights[SLIPS_MAX]; /* of them; its thread's until it rests */

static void moment(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}

static struct err print(struct port_printer *p, const struct bits *slip, const atomic_bool *stop,
                        enum print_proof *ret_proof)
{
    (void)p;
    const int mine = atomic_load(&begun);
    heights[mine % SLIPS_MAX] = slip->height;
    atomic_fetch_add(&in_hand, 1);
    atomic_store(&begun, mine + 1);
    while (atomic_load(&let_go) <= mine && !atomic_load(stop)) {
        moment();
    }
    atomic_fetch_sub(&in_hand, 1);
    *ret_proof = PROOF_ANSWERED;
    return ERR_OK;
}

static struct err status(struct port_printer *p, struct printer_status *ret_status)
{
    (void)p;
    atomic_fetch_add(&between, atomic_load(&in_hand));
    atomic_fetch_add(&asked, 1);
    *ret_status = (struct printer_status){.online = true, .answers = true, .paper = PAPER_NEAR_END};
    return ERR_OK;
}

/* She has the number 27; so many slips come out without waiting. */
static void begin(int at_once)
{
    static const struct port_printer_ops ops = {.name = "test", .print = print, .status = status};
    static struct port_printer printer = {.ops = &ops};
    app_begin((struct app_world){.form = NULL});
    intend(INTENT_LANGUAGE, 0);
    memset(&shell, 0, sizeof shell);
    hands_of = clock_manual(1795400640);
    atomic_store(&let_go, at_once);
    atomic_store(&begun, 0);
    atomic_store(&asked, 0);
    atomic_store(&between, 0);
    painter.art = art;
    painter.cache = cache;
    memcpy(settings.printer, "escpos:", 8);
    app.visit->number = (struct number_taken){.state = QUEUE_GIVEN, .ahead = -1};
    (void)snprintf(app.visit->number.number, sizeof app.visit->number.number, "27");
    shell.app = &app;
    shell.ports.clock = &hands_of;
    shell.ports.printer = &printer;
    shell.ports.text = tools.text;
    shell.ports.painter = &painter;
    shell.jobs.print.page.rows = rows;
    CHECK(!failed(worker_start(&shell.printer, NULL, NULL)));
    CHECK(!failed(worker_start(&shell.store, NULL, NULL)));
    CHECK(!failed(worker_start(&shell.camera, NULL, NULL)));
}

static void end(void)
{
    worker_stop(&shell.printer);
    worker_stop(&shell.store);
    worker_stop(&shell.camera);
}

static void wish(enum print_what what)
{
    app.staff.print = what == PRINT_TEST ? TEST_PRINT_RUNS : app.staff.print;
    app.visit->number.printing |= what == PRINT_NUMBER;
    effects_print(&shell, what);
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
            moment();
        }
    }
    CHECK_INT(count, 0);
}

/* --- whether one is begun -------------------------------------------------------------------- */

/* The pages of her number that came out. */
static int comes_out(void)
{
    const int before = atomic_load(&begun);
    wish(PRINT_NUMBER);
    for (int i = 0; i < 5000 && shell.jobs.busy[JOB_PRINT]; i++) {
        effects_take_jobs(&shell);
        moment();
    }
    CHECK(!shell.jobs.busy[JOB_PRINT]);
    CHECK(!app.visit->number.printing); /* whatever came of it was told */
    return atomic_load(&begun) - before;
}

TEST(a_slip_longer_than_the_paper_left_is_not_begun)
{
    begin(SLIPS_MAX);
    CHECK_INT(comes_out(), 1);
    app.paper = (struct paper_figures){.roll_mm = 60000, .left_mm = 20, .near_end = true};
    CHECK_INT(comes_out(), 1); /* a guess: the roll may be a longer one */
    /* This one says that it is a copy, as the next will: 203 dots to the inch, and to the blade. */
    const int mm = shell.jobs.print.page.height / 8 + 15;
    app.paper.left_mm = mm - 2;
    app.paper.sure = true;
    CHECK_INT(comes_out(), 0);
    CHECK(app.visit->number.print_failed);
    app.paper.left_mm = mm + 2;
    CHECK_INT(comes_out(), 1);
    end();
}

TEST(while_the_power_ends_nothing_new_is_begun)
{
    begin(SLIPS_MAX);
    app.care.power.now = CARE_LOW;
    CHECK_INT(comes_out(), 0);
    CHECK(app.visit->number.print_failed);
    app.care.power.now = CARE_BATTERY;
    CHECK_INT(comes_out(), 1);
    end();
}

/* --- one behind the other -------------------------------------------------------------------- */

/* Hers waits behind a test page of staff's. */
static void begin_behind_staff(void)
{
    begin(0);
    wish(PRINT_TEST);
    wish(PRINT_NUMBER);
    CHECK(app.visit->number.printing && !app.visit->number.print_failed);
}

TEST(a_slip_waits_for_the_one_that_is_printed_and_each_is_told_of_its_own)
{
    begin_behind_staff();
    ends(1);
    CHECK_INT(app.staff.print, TEST_PRINT_OUT);
    CHECK(app.visit->number.printing && !app.visit->number.printed);
    ends(1);
    CHECK(app.visit->number.printed && !app.visit->number.printing);
    CHECK_INT(shell.printed, 2);
    CHECK(heights[0] != heights[1]);
    end();
}

TEST(what_was_left_while_it_printed_is_told_to_nobody)
{
    begin(0);
    wish(PRINT_TEST);
    app.staff.print = TEST_PRINT_NONE; /* staff left that page, ... */
    effects_print_left(&shell);
    wish(PRINT_TEST); /* ... are back, and print another one */
    ends(1);
    CHECK_INT(app.staff.print, TEST_PRINT_RUNS);
    ends(1);
    CHECK_INT(app.staff.print, TEST_PRINT_OUT);
    end();
}

TEST(her_slip_that_waited_goes_with_her)
{
    begin_behind_staff();
    app.visit->number.printing = false;
    effects_print_left(&shell);
    ends(1);
    CHECK(!shell.jobs.busy[JOB_PRINT]);
    CHECK_INT(atomic_load(&begun), 1);
    end();
}

/* Meanwhile the machine knows that paper is coming out. */
TEST(of_two_of_a_kind_the_later_one_is_waited_for)
{
    begin(0);
    wish(PRINT_NUMBER);
    CHECK(app.care.prints);
    wish(PRINT_NUMBER);
    ends(1);
    CHECK(app.visit->number.printing && !app.visit->number.printed);
    CHECK(app.care.prints);
    ends(1);
    CHECK(app.visit->number.printed && !app.care.prints);
    CHECK_INT(atomic_load(&begun), 2);
    end();
}

/* devices.md §8, group 8: a question that is due while a band is being written waits for the end of
 * the slip; what was due twice is asked once, and its answer arrives behind the slip's. */
TEST(how_the_printer_is_is_not_asked_in_the_middle_of_a_slip)
{
    begin(0);
    wish(PRINT_NUMBER);
    for (int i = 0; i < 5000 && atomic_load(&begun) == 0; i++) {
        moment();
    }
    CHECK_INT(atomic_load(&in_hand), 1);
    effects_printer(&shell, FX_PRINTER_STATUS);
    effects_printer(&shell, FX_PRINTER_STATUS);
    for (int i = 0; i < 50; i++) { /* long enough for a worker that would ask beside it */
        moment();
    }
    CHECK_INT(atomic_load(&asked), 0);
    ends(1);
    for (int i = 0; i < 5000 && shell.jobs.busy[JOB_PRINTER_STATUS]; i++) {
        effects_take_jobs(&shell);
        moment();
    }
    CHECK(!shell.jobs.busy[JOB_PRINTER_STATUS] && app.visit->number.printed);
    CHECK_INT(atomic_load(&asked), 1);
    CHECK_INT(atomic_load(&between), 0);
    end();
}

int main(void)
{
    CHECK(open_tools());
    RUN(a_slip_longer_than_the_paper_left_is_not_begun);
    RUN(while_the_power_ends_nothing_new_is_begun);
    RUN(a_slip_waits_for_the_one_that_is_printed_and_each_is_told_of_its_own);
    RUN(what_was_left_while_it_printed_is_told_to_nobody);
    RUN(her_slip_that_waited_goes_with_her);
    RUN(of_two_of_a_kind_the_later_one_is_waited_for);
    RUN(how_the_printer_is_is_not_asked_in_the_middle_of_a_slip);
    return check_done();
}
