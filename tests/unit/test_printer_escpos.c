/* The contract of port_printer for the ESC/POS driver, against the virtual printer in memory and
 * over TCP, a unix socket and a pty, with the faults of reference/devices.md 8. */
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "platform/linux/printer_escpos.h"
#include "platform/sim/printer_serve.h"
#include "tests/check.h"

#define WIDTH  576
#define HEIGHT 300

static uint8_t rows[HEIGHT * WIDTH / 8];
static const struct bits page = {.width = WIDTH, .height = HEIGHT, .rows = rows};
static atomic_bool never;
static const struct escpos_patience calm = {600, 200, 1500, 700, 1000, 8000, 2000};
static const struct escpos_patience hasty = {600, 100, 300, 150, 300, 2000, 4000};

/* What came out of the virtual printer last. */
static struct {
    uint8_t rows[2000 * WIDTH / 8];
    int height, count;
    size_t raw_size;
} out;

static void page_out(void *context, const struct bits *p, const uint8_t *raw, size_t size)
{
    (void)context;
    (void)raw;
    out.height = p->height;
    out.raw_size = size;
    out.count++;
    if (p->height <= 2000) {
        memcpy(out.rows, p->rows, (size_t)p->height * WIDTH / 8);
    }
}

/* A rig: virtual printer, the line to it, the driver. */
struct rig {
    struct printer_virtual machine;
    struct printer_serve serve;
    struct printer_escpos printer;
    pthread_t thread;
    atomic_bool stop;
};

static struct rig rig;

static void *serve(void *argument)
{
    struct rig *r = argument;
    printer_serve_run(&r->serve, &r->stop);
    return NULL;
}

static void set_up(const char *where, enum virtual_level level, enum escpos_level known)
{
    struct transport transport;
    memset(&out, 0, sizeof out);
    for (size_t i = 0; i < sizeof rows; i++) {
        rows[i] = (uint8_t)((i * 2654435761u) >> 13 & (i / 72 % 3 == 0 ? 0xFF : 0));
    }
    virtual_init(&rig.machine, WIDTH, level, page_out, NULL);
    CHECK(!failed(printer_serve_open(&rig.serve, where, &rig.machine)));
    CHECK(!failed(transport_init(&transport, rig.serve.address)));
    printer_escpos_init(&rig.printer, &transport, known);
    rig.printer.patience = calm;
    atomic_store(&rig.stop, false);
    CHECK(pthread_create(&rig.thread, NULL, serve, &rig) == 0);
}

static void tear_down(void)
{
    rig.printer.port.ops->close(&rig.printer.port);
    atomic_store(&rig.stop, true);
    pthread_join(rig.thread, NULL);
    printer_serve_close(&rig.serve);
    virtual_done(&rig.machine);
}

static void start(enum virtual_level level)
{
    set_up("tcp://127.0.0.1:0", level, ESCPOS_AUTO);
}

static struct err print(enum print_proof *ret_proof)
{
    return rig.printer.port.ops->print(&rig.printer.port, &page, &never, ret_proof);
}

static enum err_code print_code(void)
{
    enum print_proof proof = PROOF_NONE;
    return print(&proof).code;
}

/* Where it is known that the printer stops: it need not be waited for. */
static enum err_code print_hastily(void)
{
    rig.printer.patience = hasty;
    const enum err_code code = print_code();
    rig.printer.patience = calm;
    return code;
}

static void nap(int ms)
{
    const struct timespec t = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L};
    nanosleep(&t, NULL);
}

/* Waits until the printer has cut so many papers; a line may be slower than the driver. */
static int printed(int wanted)
{
    for (int i = 0; i < 100 && virtual_printed(&rig.machine) < wanted; i++) {
        nap(20);
    }
    return virtual_printed(&rig.machine);
}

static bool same_dots(void)
{
    pthread_mutex_lock(&rig.machine.lock);
    const bool same = out.height == HEIGHT && memcmp(out.rows, rows, sizeof rows) == 0;
    pthread_mutex_unlock(&rig.machine.lock);
    return same;
}

static void prints_over(const char *where)
{
    enum print_proof proof = PROOF_NONE;
    set_up(where, VIRTUAL_A, ESCPOS_AUTO);
    CHECK(!failed(print(&proof)));
    CHECK_INT(proof, PROOF_PROCESS_ID);
    CHECK_INT(printed(1), 1);
    CHECK(same_dots());
    CHECK(!failed(print(&proof)));
    CHECK_INT(printed(2), 2);
    CHECK_INT(virtual_count(&rig.machine).letters, 0);
    tear_down();
}

TEST(a_page_comes_out_dot_for_dot_over_tcp)
{
    prints_over("tcp://127.0.0.1:0");
}

TEST(a_page_comes_out_dot_for_dot_over_a_unix_socket)
{
    char path[64];
    (void)snprintf(path, sizeof path, "unix:/tmp/rong-printer-%d.sock", (int)getpid());
    prints_over(path);
}

TEST(a_page_comes_out_dot_for_dot_over_a_pty)
{
    prints_over("pty");
}

TEST(each_level_of_printer_gives_the_proof_it_can)
{
    const struct {
        enum virtual_level level;
        enum print_proof want;
    } table[] = {
        {VIRTUAL_A, PROOF_PROCESS_ID}, {VIRTUAL_B, PROOF_ANSWERED}, {VIRTUAL_C, PROOF_WRITTEN}};
    for (int i = 0; i < 3; i++) {
        enum print_proof proof = PROOF_NONE;
        start(table[i].level);
        CHECK(!failed(print(&proof)));
        CHECK_INT(proof, table[i].want);
        CHECK_INT(printed(1), 1);
        CHECK(same_dots());
        tear_down();
    }
}

static int lessons;

static void learned(void *context, const struct printer_escpos *p)
{
    lessons++;
    *(enum escpos_level *)context = p->level;
}

/* Kept from an earlier start: it is not asked, until it was away, which another printer may be. */
TEST(a_level_is_learned_once_and_anew_after_it_was_away)
{
    enum print_proof proof = PROOF_NONE;
    enum escpos_level kept = ESCPOS_AUTO;
    lessons = 0;
    start(VIRTUAL_B);
    rig.printer.learned = learned;
    rig.printer.context = &kept;
    CHECK(!failed(print(&proof)));
    CHECK(!failed(print(&proof)));
    CHECK_INT(lessons, 1);
    CHECK_INT(kept, ESCPOS_IN_ORDER);
    tear_down();
    CHECK_INT(print(&proof).code, ERR_OFFLINE);
    const struct printer_escpos before = rig.printer;
    start(VIRTUAL_A); /* another one hangs there now */
    const struct transport line = rig.printer.transport;
    rig.printer = before;
    rig.printer.transport = line;
    CHECK(!failed(print(&proof)));
    CHECK_INT(proof, PROOF_PROCESS_ID);
    CHECK_INT(kept, ESCPOS_PROCESS_ID);
    CHECK_INT(lessons, 2);
    CHECK_INT(printed(1), 1);
    tear_down();
}

TEST(a_printer_that_knows_only_columns_prints_dot_for_dot)
{
    enum print_proof proof = PROOF_NONE;
    start(VIRTUAL_A);
    memset(rows, 0, 3 * WIDTH / 8); /* a real-time command standing upright, too */
    rows[0] = rows[1 * WIDTH / 8] = 0;
    rows[3 * WIDTH / 8] = 0x80;
    rig.printer.columns = true;
    CHECK(!failed(print(&proof)));
    CHECK_INT(proof, PROOF_PROCESS_ID);
    CHECK_INT(printed(1), 1);
    pthread_mutex_lock(&rig.machine.lock);
    CHECK_INT(out.height, (HEIGHT + 23) / 24 * 24); /* whole strips */
    for (size_t i = 0; i < sizeof rows; i++) {      /* none lost; more only to break a command */
        CHECK((out.rows[i] & rows[i]) == rows[i]);
    }
    pthread_mutex_unlock(&rig.machine.lock);
    CHECK_INT(virtual_count(&rig.machine).letters, 0);
    virtual_break(&rig.machine, PAPER_FAULT_PAPER_OUT, 5); /* strips are rows to it */
    CHECK_INT(print_hastily(), ERR_UNKNOWN_OUTCOME);
    virtual_mend(&rig.machine);
    nap(30);
    CHECK_INT(print_code(), ERR_NONE);
    CHECK_INT(printed(3), 3);
    CHECK_INT(virtual_count(&rig.machine).letters, 0);
    tear_down();
}

TEST(a_one_way_printer_is_believed_only_when_configured_as_one)
{
    enum print_proof proof = PROOF_NONE;
    start(VIRTUAL_D);
    CHECK_INT(print_code(), ERR_OFFLINE);
    CHECK_INT(virtual_printed(&rig.machine), 0);
    tear_down();
    set_up("tcp://127.0.0.1:0", VIRTUAL_D, ESCPOS_ONE_WAY);
    CHECK(!failed(print(&proof)));
    CHECK_INT(proof, PROOF_WRITTEN);
    CHECK_INT(printed(1), 1);
    CHECK(same_dots());
    tear_down();
}

TEST(what_is_wrong_before_a_job_is_named_and_nothing_comes_out)
{
    const struct {
        enum virtual_fault fault;
        enum err_code want;
    } table[] = {{PAPER_FAULT_PAPER_OUT, ERR_NO_PAPER},
                 {PAPER_FAULT_COVER_OPEN, ERR_COVER_OPEN},
                 {PAPER_FAULT_JAM, ERR_JAM},
                 {PAPER_FAULT_BROKEN, ERR_JAM},
                 {PAPER_FAULT_SILENT, ERR_OFFLINE},
                 {PAPER_FAULT_DEAD, ERR_OFFLINE},
                 {PAPER_FAULT_HANG_UP, ERR_OFFLINE},
                 {PAPER_FAULT_CONSTANT, ERR_OFFLINE},
                 {PAPER_FAULT_LATE, ERR_OFFLINE}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        start(VIRTUAL_A);
        virtual_break(&rig.machine, table[i].fault, 0);
        CHECK_INT(print_code(), table[i].want);
        virtual_mend(&rig.machine);
        nap(30);
        CHECK_INT(virtual_printed(&rig.machine), 0);
        CHECK_INT(virtual_count(&rig.machine).rows, 0);
        const enum err_code again = print_code();
        if (again != ERR_NONE) {
            printf("# after fault %s\n", virtual_fault_name(table[i].fault));
        }
        CHECK_INT(again, ERR_NONE);
        CHECK(same_dots());
        tear_down();
    }
}

TEST(talkative_and_hasty_printers_still_print_once)
{
    const enum virtual_fault table[] = {
        PAPER_FAULT_NEAR_END, PAPER_FAULT_HOT,     PAPER_FAULT_GARBAGE,    PAPER_FAULT_TWICE,
        PAPER_FAULT_STALE,    PAPER_FAULT_SLOW,    PAPER_FAULT_ASB_INSIDE, PAPER_FAULT_XOFF,
        PAPER_FAULT_SIP,      PAPER_FAULT_NO_CLEAR};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        start(VIRTUAL_A);
        rig.printer.patience.total = 20000;
        rig.printer.patience.finish = 5000; /* a busy machine is slow as well */
        virtual_break(&rig.machine, table[i], 0);
        const enum err_code code = print_code();
        if (code != ERR_NONE) {
            printf("# fault %s\n", virtual_fault_name(table[i]));
        }
        CHECK_INT(code, ERR_NONE);
        CHECK_INT(printed(1), 1);
        CHECK(same_dots());
        tear_down();
    }
}

TEST(a_printer_that_stops_in_the_page_leaves_the_outcome_open_and_is_cleared)
{
    const enum virtual_fault table[] = {PAPER_FAULT_PAPER_OUT, PAPER_FAULT_COVER_OPEN,
                                        PAPER_FAULT_JAM, PAPER_FAULT_DEAD, PAPER_FAULT_HANG_UP};
    const enum virtual_level levels[] = {VIRTUAL_A, VIRTUAL_B, VIRTUAL_C};
    for (size_t i = 0; i < 15; i++) {
        start(levels[i % 3]);
        virtual_break(&rig.machine, table[i / 3], 100);
        CHECK_INT(print_hastily(), ERR_UNKNOWN_OUTCOME);
        CHECK_INT(virtual_printed(&rig.machine), 0);
        virtual_mend(&rig.machine);
        nap(30);
        CHECK_INT(print_code(), ERR_NONE);
        CHECK_INT(printed(2), 2); /* the torn paper, then the new page */
        CHECK(same_dots());
        CHECK_INT(virtual_count(&rig.machine).letters, 0);
        tear_down();
    }
}

TEST(a_head_that_gets_hot_in_the_page_goes_on_by_itself)
{
    const enum virtual_level levels[] = {VIRTUAL_A, VIRTUAL_B, VIRTUAL_C};
    for (int i = 0; i < 3; i++) {
        start(levels[i]);
        virtual_break(&rig.machine, PAPER_FAULT_HOT, 100);
        CHECK_INT(print_code(), ERR_NONE);
        CHECK_INT(printed(1), 1);
        CHECK(same_dots());
        tear_down();
    }
}

TEST(the_next_citizen_never_gets_the_paper_of_the_one_before)
{
    struct printer_status status;
    start(VIRTUAL_A);
    virtual_break(&rig.machine, PAPER_FAULT_PAPER_OUT, 100);
    CHECK_INT(print_code(), ERR_UNKNOWN_OUTCOME);
    virtual_mend(&rig.machine); /* paper is loaded: a printer that kept the job goes on */
    nap(30);
    CHECK(!failed(rig.printer.port.ops->status(&rig.printer.port, &status)));
    CHECK(status.online);
    CHECK_INT(printed(1), 1); /* pushed out and cut off between the sessions */
    CHECK(out.height < HEIGHT);
    CHECK_INT(print_code(), ERR_NONE);
    CHECK_INT(printed(2), 2);
    CHECK(same_dots());
    tear_down();
}

/* Paper is loaded again and nobody asked the printer in between: what it kept comes out, and that
 * is for nobody. At any row, and after the last one, where the printer holds all that is left. */
TEST(wherever_paper_ends_no_slip_comes_out_by_itself_when_it_is_loaded)
{
    const enum virtual_level levels[] = {VIRTUAL_A, VIRTUAL_B, VIRTUAL_C};
    const int ends[] = {1, 57, 150, 244, 280, 298, 299, 300};
    for (size_t i = 0; i < 3 * sizeof ends / sizeof ends[0]; i++) {
        const int end = ends[i / 3];
        start(levels[i % 3]);
        virtual_break(&rig.machine, PAPER_FAULT_PAPER_OUT, end);
        CHECK_INT(print_hastily(), ERR_UNKNOWN_OUTCOME);
        virtual_mend(&rig.machine);
        nap(30);
        CHECK_INT(virtual_printed(&rig.machine), 0);
        const int rows_out = virtual_count(&rig.machine).rows;
        if (levels[i % 3] !=
            VIRTUAL_C) { /* which cannot be told to forget; nor can a full buffer */
            CHECK(end > 150 ? rows_out == end : rows_out < HEIGHT);
        }
        struct printer_status status;
        CHECK(!failed(rig.printer.port.ops->status(&rig.printer.port, &status)));
        CHECK_INT(printed(1), 1); /* cut off, between two citizens */
        CHECK_INT(rig.printer.rest, REST_NONE);
        CHECK_INT(print_code(), ERR_NONE);
        CHECK_INT(printed(2), 2);
        CHECK(same_dots());
        CHECK_INT(virtual_count(&rig.machine).letters, 0);
        tear_down();
    }
}

/* A driver that was started anew knows nothing of the printer but that a page was torn: it must not
 * take the printer's silence, which reads the rest of a picture, for what the printer is. */
TEST(a_driver_started_anew_clears_before_it_asks)
{
    const enum virtual_level levels[] = {VIRTUAL_A, VIRTUAL_B, VIRTUAL_C};
    const enum escpos_level learned[] = {ESCPOS_PROCESS_ID, ESCPOS_IN_ORDER, ESCPOS_REALTIME};
    for (int i = 0; i < 3; i++) {
        struct printer_status status;
        start(levels[i]);
        virtual_break(&rig.machine, PAPER_FAULT_PAPER_OUT, 100);
        CHECK_INT(print_hastily(), ERR_UNKNOWN_OUTCOME);
        virtual_mend(&rig.machine);
        nap(30);
        const struct escpos_patience patience = rig.printer.patience;
        const struct transport line = rig.printer.transport;
        printer_escpos_init(&rig.printer, &line, ESCPOS_AUTO);
        rig.printer.patience = patience;
        rig.printer.rest = REST_TORN;
        CHECK(!failed(rig.printer.port.ops->status(&rig.printer.port, &status)));
        CHECK_INT(rig.printer.level, learned[i]);
        CHECK_INT(printed(1), 1);
        CHECK(out.height < HEIGHT || i == 2); /* that one is filled up with white */
        CHECK_INT(print_code(), ERR_NONE);
        CHECK_INT(printed(2), 2);
        CHECK(same_dots());
        tear_down();
    }
}

TEST(lost_bytes_and_old_answers_are_no_proof)
{
    enum print_proof proof = PROOF_NONE;
    start(VIRTUAL_B);
    virtual_break(&rig.machine, PAPER_FAULT_SLOW, 0);
    virtual_break(&rig.machine, PAPER_FAULT_DROPS, 0);
    CHECK_INT(print_code(), ERR_UNKNOWN_OUTCOME);
    CHECK(virtual_count(&rig.machine).lost > 0);
    tear_down();
    start(VIRTUAL_A);
    virtual_break(&rig.machine, PAPER_FAULT_OLD_ID, 0);
    CHECK(!failed(print(&proof)));
    CHECK_INT(proof, PROOF_ANSWERED);
    tear_down();
}

TEST(a_clone_that_hides_its_empty_roll_proves_nothing)
{
    start(VIRTUAL_B);
    virtual_break(&rig.machine, PAPER_FAULT_BAD_CLONE, 0);
    virtual_break(&rig.machine, PAPER_FAULT_PAPER_OUT, 60);
    CHECK_INT(print_code(), ERR_UNKNOWN_OUTCOME);
    tear_down();
}

TEST(pictures_that_hold_commands_do_not_command_the_printer)
{
    start(VIRTUAL_A);
    memset(rows, 0, sizeof rows);
    for (size_t i = 0; i + 12 < sizeof rows; i += 50) {
        static const uint8_t bad[] = {0x10, 0x04, 0x01, 0,    0x10, 0x05,
                                      0x02, 0,    0x10, 0x14, 0x08, 0x01};
        memcpy(rows + i, bad, sizeof bad);
    }
    CHECK_INT(print_code(), ERR_NONE);
    CHECK_INT(printed(1), 1);
    CHECK_INT(out.height, HEIGHT);
    CHECK_INT(virtual_count(&rig.machine).realtime,
              4); /* only what the driver asked before the job */
    int changed = 0;
    for (size_t i = 0; i < sizeof rows; i++) {
        changed += out.rows[i] != rows[i];
        CHECK((out.rows[i] & rows[i]) == rows[i]); /* dots are added, never lost */
    }
    CHECK(changed > 0);
    tear_down();
}

TEST(a_job_can_be_stopped)
{
    atomic_bool stop;
    enum print_proof proof = PROOF_NONE;
    start(VIRTUAL_A);
    virtual_break(&rig.machine, PAPER_FAULT_DEAD, 60);
    atomic_init(&stop, true);
    const struct err e = rig.printer.port.ops->print(&rig.printer.port, &page, &stop, &proof);
    CHECK_INT(e.code, ERR_UNKNOWN_OUTCOME);
    CHECK_INT(proof, PROOF_NONE);
    tear_down();
}

TEST(status_tells_what_staff_need)
{
    struct printer_status status;
    start(VIRTUAL_A);
    struct port_printer *port = &rig.printer.port;
    CHECK(!failed(port->ops->status(port, &status)));
    CHECK(status.answers && status.online && status.paper == PAPER_OK);
    virtual_break(&rig.machine, PAPER_FAULT_NEAR_END, 0);
    CHECK(!failed(port->ops->status(port, &status)));
    CHECK(status.online);
    CHECK_INT(status.paper, PAPER_NEAR_END);
    virtual_break(&rig.machine, PAPER_FAULT_PAPER_OUT, 0);
    virtual_break(&rig.machine, PAPER_FAULT_COVER_OPEN, 0);
    CHECK(!failed(port->ops->status(port, &status)));
    CHECK(status.cover_open && !status.online && !status.jam);
    virtual_break(&rig.machine, PAPER_FAULT_JAM, 0);
    CHECK(!failed(port->ops->status(port, &status)));
    CHECK(status.jam && status.cutter && !status.broken);
    virtual_mend(&rig.machine);
    virtual_break(&rig.machine, PAPER_FAULT_BROKEN, 0);
    CHECK(!failed(port->ops->status(port, &status)));
    CHECK(status.jam && status.broken && !status.cutter);
    virtual_mend(&rig.machine);
    virtual_break(&rig.machine, PAPER_FAULT_HOT, 0);
    CHECK(!failed(port->ops->status(port, &status)));
    CHECK(status.hot && !status.jam);
    virtual_break(&rig.machine, PAPER_FAULT_PAPER_OUT, 0);
    CHECK(!failed(port->ops->status(port, &status)));
    CHECK_INT(status.paper, PAPER_OUT);
    tear_down();
    CHECK_INT(port->ops->status(port, &status).code, ERR_OFFLINE);
}

TEST(a_device_that_is_not_there_is_offline)
{
    struct transport transport;
    enum print_proof proof = PROOF_NONE;
    CHECK(!failed(transport_init(&transport, "/dev/rong-no-such-printer")));
    printer_escpos_init(&rig.printer, &transport, ESCPOS_AUTO);
    CHECK_INT(print(&proof).code, ERR_OFFLINE);
    CHECK(!failed(transport_init(&transport, "unix:/tmp/rong-no-such-socket")));
    printer_escpos_init(&rig.printer, &transport, ESCPOS_AUTO);
    CHECK_INT(print(&proof).code, ERR_OFFLINE);
    CHECK_INT(transport_init(&transport, "tcp://printer.example:9100").code, ERR_BAD_INPUT);
    CHECK_INT(transport_init(&transport, "lp0").code, ERR_BAD_INPUT);
}

int main(void)
{
    RUN(a_page_comes_out_dot_for_dot_over_tcp);
    RUN(a_page_comes_out_dot_for_dot_over_a_unix_socket);
    RUN(a_page_comes_out_dot_for_dot_over_a_pty);
    RUN(each_level_of_printer_gives_the_proof_it_can);
    RUN(a_level_is_learned_once_and_anew_after_it_was_away);
    RUN(a_printer_that_knows_only_columns_prints_dot_for_dot);
    RUN(a_one_way_printer_is_believed_only_when_configured_as_one);
    RUN(what_is_wrong_before_a_job_is_named_and_nothing_comes_out);
    RUN(talkative_and_hasty_printers_still_print_once);
    RUN(a_printer_that_stops_in_the_page_leaves_the_outcome_open_and_is_cleared);
    RUN(a_head_that_gets_hot_in_the_page_goes_on_by_itself);
    RUN(the_next_citizen_never_gets_the_paper_of_the_one_before);
    RUN(wherever_paper_ends_no_slip_comes_out_by_itself_when_it_is_loaded);
    RUN(a_driver_started_anew_clears_before_it_asks);
    RUN(lost_bytes_and_old_answers_are_no_proof);
    RUN(a_clone_that_hides_its_empty_roll_proves_nothing);
    RUN(pictures_that_hold_commands_do_not_command_the_printer);
    RUN(a_job_can_be_stopped);
    RUN(status_tells_what_staff_need);
    RUN(a_device_that_is_not_there_is_offline);
    return check_done();
}
