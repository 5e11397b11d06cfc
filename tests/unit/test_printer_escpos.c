/* The contract of port_printer for the ESC/POS driver, against the virtual printer over TCP, a unix
 * socket and a pty: what comes out, how it is proved, what is told. Faults: test_printer_faults.c.
 */
#include <unistd.h>

#include "tests/unit/printer_world.h"

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

/* Its buffer is full and it takes no question: what it told last says which of the two it is. */
TEST(a_printer_that_fell_silent_after_it_told_why_is_told_apart)
{
    const enum virtual_fault table[] = {PAPER_FAULT_JAM, PAPER_FAULT_BROKEN};
    for (int i = 0; i < 2; i++) {
        struct printer_status status = {.paper = PAPER_UNKNOWN};
        start_known(VIRTUAL_A);
        virtual_break(&rig.machine, table[i], 100);
        CHECK_INT(print_hastily(), ERR_UNKNOWN_OUTCOME);
        virtual_break(&rig.machine, PAPER_FAULT_SILENT, 0);
        CHECK(!failed(rig.printer.port.ops->status(&rig.printer.port, &status)));
        CHECK(status.jam && status.cutter == (i == 0) && status.broken == (i == 1));
        tear_down();
    }
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
    RUN(pictures_that_hold_commands_do_not_command_the_printer);
    RUN(a_job_can_be_stopped);
    RUN(status_tells_what_staff_need);
    RUN(a_device_that_is_not_there_is_offline);
    RUN(a_printer_that_fell_silent_after_it_told_why_is_told_apart);
    return check_done();
}
