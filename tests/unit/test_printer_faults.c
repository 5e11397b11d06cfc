/* The ESC/POS driver against a printer and a line with the faults of reference/devices.md 8. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/printer_world.h"

/* A page is begun, and after so many rows of it the printer has this fault: nobody knows how it
 * ended. */
static void stop_in_page(enum virtual_fault fault, int rows_out)
{
    virtual_break(&rig.machine, fault, rows_out);
    CHECK_INT(print_hastily(), ERR_UNKNOWN_OUTCOME);
}

static void mend(void)
{
    virtual_mend(&rig.machine);
    rig.printer.patience = patient;
    nap(30); /* what it kept comes out now */
}

/* The next page, then so many papers are out: this one as it was sent, and nothing of the one
 * before in it. */
static void next_slip_is_whole(int papers)
{
    CHECK_INT(print_code(), ERR_NONE);
    CHECK_INT(printed(papers), papers);
    CHECK(same_dots());
    CHECK_INT(virtual_count(&rig.machine).letters, 0);
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
                 {PAPER_FAULT_ZEROS, ERR_OFFLINE},
                 {PAPER_FAULT_LATE, ERR_OFFLINE}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        start(VIRTUAL_A);
        virtual_break(&rig.machine, table[i].fault, 0);
        rig.printer.patience = table[i].want == ERR_OFFLINE ? calm : patient;
        CHECK_INT(print_code(), table[i].want);
        mend();
        CHECK_INT(virtual_printed(&rig.machine), 0);
        CHECK_INT(virtual_count(&rig.machine).rows, 0);
        CHECK_INT(print_code(), ERR_NONE);
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
        rig.printer.patience = patient;
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
        start_known(levels[i % 3]);
        stop_in_page(table[i / 3], 100);
        CHECK_INT(virtual_printed(&rig.machine), 0);
        mend();
        next_slip_is_whole(2);
        tear_down();
    }
}

TEST(a_line_that_turns_to_zeros_in_the_page_proves_nothing)
{
    for (int level = VIRTUAL_A; level <= VIRTUAL_C; level++) { /* a zero also means: paper */
        start_known((enum virtual_level)level);
        virtual_break(&rig.machine, PAPER_FAULT_ZEROS, 100);
        CHECK_INT(print_code(), ERR_UNKNOWN_OUTCOME);
        mend();
        next_slip_is_whole(2);
        tear_down();
    }
}

TEST(a_head_that_gets_hot_in_the_page_goes_on_by_itself)
{
    const enum virtual_level levels[] = {VIRTUAL_A, VIRTUAL_B, VIRTUAL_C};
    for (int i = 0; i < 3; i++) {
        start_known(levels[i]);
        virtual_break(&rig.machine, PAPER_FAULT_HOT, 100);
        next_slip_is_whole(1);
        tear_down();
    }
}

TEST(the_next_citizen_never_gets_the_paper_of_the_one_before)
{
    struct printer_status status;
    start(VIRTUAL_A);
    virtual_break(&rig.machine, PAPER_FAULT_PAPER_OUT, 100);
    CHECK_INT(print_code(), ERR_UNKNOWN_OUTCOME);
    mend(); /* paper is loaded: a printer that kept the job goes on */
    CHECK(!failed(rig.printer.port.ops->status(&rig.printer.port, &status)));
    CHECK(status.online);
    CHECK_INT(printed(1), 1); /* pushed out and cut off between the sessions */
    CHECK(out.height < HEIGHT);
    next_slip_is_whole(2);
    tear_down();
}

/* Paper is loaded again and nobody asked the printer in between: what it kept comes out, and that
 * is for nobody. At any row, and after the last one, where the printer holds all that is left. */
TEST(wherever_paper_ends_no_slip_comes_out_by_itself_when_it_is_loaded)
{
    const enum virtual_level levels[] = {VIRTUAL_A, VIRTUAL_B, VIRTUAL_C};
    const int ends[] = {1, 150, 298, 300};
    for (size_t i = 0; i < 3 * sizeof ends / sizeof ends[0]; i++) {
        const int end = ends[i / 3];
        start_known(levels[i % 3]);
        stop_in_page(PAPER_FAULT_PAPER_OUT, end);
        mend();
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
        next_slip_is_whole(2);
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
        stop_in_page(PAPER_FAULT_PAPER_OUT, 100);
        mend();
        const struct escpos_patience patience = rig.printer.patience;
        const struct transport line = rig.printer.transport;
        printer_escpos_init(&rig.printer, &line, ESCPOS_AUTO);
        rig.printer.patience = patience;
        rig.printer.rest = REST_TORN;
        CHECK(!failed(rig.printer.port.ops->status(&rig.printer.port, &status)));
        CHECK_INT(rig.printer.level, learned[i]);
        CHECK_INT(printed(1), 1);
        CHECK(out.height < HEIGHT || i == 2); /* that one is filled up with white */
        next_slip_is_whole(2);
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

/* Its line is not taken again while the rest of a page fills it: it has said why, and says it
 * still. */
TEST(a_printer_that_hangs_in_a_torn_page_is_known_by_what_it_said)
{
    start_known(VIRTUAL_A);
    stop_in_page(PAPER_FAULT_PAPER_OUT, 100);
    for (int i = 0; i < 5; i++) {
        struct printer_status s = {.paper = PAPER_UNKNOWN};
        CHECK_INT(rig.printer.port.ops->status(&rig.printer.port, &s).code, ERR_NONE);
        CHECK(s.paper == PAPER_OUT && !s.online);
    }
    mend();
    next_slip_is_whole(2);
    tear_down();
}

/* --- moments of a job ------------------------------------------------------------------------ */

/* Each trouble at the first row, in a band, between two, at the last row. */
TEST(trouble_at_every_moment_of_the_page_leaves_the_outcome_open_and_the_next_slip_whole)
{
    const enum virtual_fault table[] = {PAPER_FAULT_COVER_OPEN, PAPER_FAULT_JAM, PAPER_FAULT_BROKEN,
                                        PAPER_FAULT_HANG_UP};
    const int moments[] = {1, 30, 56, HEIGHT};
    for (size_t i = 0; i < 16; i++) {
        start_known(i % 2 == 0 ? VIRTUAL_A : VIRTUAL_B);
        stop_in_page(table[i / 4], moments[i % 4]);
        CHECK_INT(virtual_printed(&rig.machine), 0);
        mend();
        next_slip_is_whole(2);
        tear_down();
    }
}

/* The whole slip is out, and nothing proves that it was cut: that is told as open, no second slip
 * comes by itself, and the next citizen gets only her own. */
TEST(trouble_after_the_cut_leaves_the_outcome_open_and_nothing_behind)
{
    const enum virtual_fault table[] = {PAPER_FAULT_PAPER_OUT, PAPER_FAULT_COVER_OPEN,
                                        PAPER_FAULT_JAM,       PAPER_FAULT_BROKEN,
                                        PAPER_FAULT_DEAD,      PAPER_FAULT_HANG_UP};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        start_known(i % 2 == 0 ? VIRTUAL_A : VIRTUAL_B);
        virtual_break(&rig.machine, table[i], VIRTUAL_AFTER_CUT);
        const enum err_code code = print_hastily();
        /* a line that is dropped may have carried the last answer */
        CHECK(code == ERR_UNKNOWN_OUTCOME || (code == ERR_NONE && table[i] == PAPER_FAULT_HANG_UP));
        CHECK_INT(printed(1), 1);
        CHECK(same_dots());
        mend();
        CHECK_INT(virtual_printed(&rig.machine), 1);
        next_slip_is_whole(2);
        tear_down();
    }
}

/* Of the ids of the page and of the cut the printer tells the second only: the page is proved by
 * the answer in order, in time, and once. */
TEST(a_printer_that_tells_only_the_latest_of_two_ids_is_believed_by_its_answers)
{
    enum print_proof proof = PROOF_NONE;
    start_known(VIRTUAL_A);
    virtual_break(&rig.machine, PAPER_FAULT_LATEST_ID, 0);
    CHECK(!failed(print(&proof)));
    CHECK_INT(proof, PROOF_ANSWERED);
    CHECK_INT(printed(1), 1);
    CHECK(same_dots());
    tear_down();
}

/* Paper out, cover and cutter together; the one staff have to mend first is named. */
TEST(two_troubles_at_once_are_both_told)
{
    struct printer_status status;
    start(VIRTUAL_A);
    virtual_break(&rig.machine, PAPER_FAULT_PAPER_OUT, 0);
    virtual_break(&rig.machine, PAPER_FAULT_JAM, 0);
    CHECK_INT(print_code(), ERR_NO_PAPER);
    CHECK(!failed(rig.printer.port.ops->status(&rig.printer.port, &status)));
    CHECK(status.paper == PAPER_OUT && status.cutter && !status.online);
    CHECK_INT(virtual_count(&rig.machine).rows, 0);
    tear_down();
}

static atomic_bool flapping;

static void *flap(void *unused)
{
    (void)unused;
    while (atomic_load(&flapping)) {
        virtual_break(&rig.machine, PAPER_FAULT_COVER_OPEN, 0);
        nap(4);
        virtual_mend(&rig.machine);
        nap(40);
    }
    return NULL;
}

/* What the driver calls printed came out whole; what it does not may have, once. */
TEST(a_cover_that_flaps_makes_no_slip_out_of_nothing)
{
    pthread_t thread;
    int good = 0;
    int open = 0;
    start(VIRTUAL_A);
    atomic_store(&flapping, true);
    CHECK(pthread_create(&thread, NULL, flap, NULL) == 0);
    for (int i = 0; i < 8; i++) {
        const enum err_code code = print_hastily();
        good += code == ERR_NONE;
        open += code == ERR_UNKNOWN_OUTCOME;
        CHECK(code == ERR_NONE || code == ERR_UNKNOWN_OUTCOME || code == ERR_COVER_OPEN ||
              code == ERR_OFFLINE);
    }
    atomic_store(&flapping, false);
    pthread_join(thread, NULL);
    virtual_mend(&rig.machine);
    nap(50);
    const int before = virtual_printed(&rig.machine);
    CHECK(before >= good && before <= good + open);
    CHECK_INT(print_code(), ERR_NONE);
    CHECK(same_dots());
    CHECK_INT(virtual_count(&rig.machine).letters, 0);
    tear_down();
}

/* --- the line -------------------------------------------------------------------------------- */

static void tick(int number)
{
    (void)number;
}

TEST(signals_in_the_middle_of_a_job_lose_no_byte)
{
    const struct itimerval often = {{0, 700}, {0, 700}};
    const struct itimerval off = {{0, 0}, {0, 0}};
    struct sigaction act = {.sa_handler = tick}; /* no SA_RESTART: every call may be broken off */
    CHECK(sigaction(SIGALRM, &act, NULL) == 0);
    start(VIRTUAL_A);
    virtual_break(&rig.machine, PAPER_FAULT_SLOW, 0);
    rig.printer.patience.finish = 5000;
    CHECK(setitimer(ITIMER_REAL, &often, NULL) == 0);
    const enum err_code code = print_code();
    CHECK(setitimer(ITIMER_REAL, &off, NULL) == 0);
    CHECK_INT(code, ERR_NONE);
    CHECK_INT(printed(1), 1);
    CHECK(same_dots());
    tear_down();
}

/* A port nobody accepts on: taken is how many connections wait there already. */
static int listener(int backlog, char ret_address[32])
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof at;
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(fd >= 0 && bind(fd, (const struct sockaddr *)&at, size) == 0);
    CHECK(backlog < 0 || listen(fd, backlog) == 0);
    CHECK(getsockname(fd, (struct sockaddr *)&at, &size) == 0);
    (void)snprintf(ret_address, 32, "tcp://127.0.0.1:%u", (unsigned)ntohs(at.sin_port));
    return fd;
}

static enum err_code print_at(const char *address, int64_t most_ms)
{
    struct transport line;
    struct timespec before, after;
    CHECK(!failed(transport_init(&line, address)));
    printer_escpos_init(&rig.printer, &line, ESCPOS_AUTO);
    rig.printer.patience = calm;
    clock_gettime(CLOCK_MONOTONIC, &before);
    const enum err_code code = print_code();
    clock_gettime(CLOCK_MONOTONIC, &after);
    CHECK((after.tv_sec - before.tv_sec) * 1000 < most_ms);
    return code;
}

TEST(a_printer_on_the_network_that_refuses_hangs_or_is_half_open_is_offline_soon)
{
    char address[32];
    int fd = listener(-1, address); /* nobody listens: refused */
    CHECK_INT(print_at(address, 2000), ERR_OFFLINE);
    close(fd);
    fd = listener(8, address); /* it is connected to, and nobody ever reads: a half-open line */
    CHECK_INT(print_at(address, 5000), ERR_OFFLINE);
    close(fd);
    fd = listener(0, address); /* another host holds it: connecting hangs */
    struct transport held[4];
    for (int i = 0; i < 4; i++) {
        CHECK(!failed(transport_init(&held[i], address)));
        const struct err e = held[i].ops->open(&held[i], 100);
        (void)e; /* the first ones get in, the last ones hang */
    }
    CHECK_INT(print_at(address, 3000), ERR_OFFLINE);
    for (int i = 0; i < 4; i++) {
        held[i].ops->close(&held[i], false);
    }
    close(fd);
}

/* Another user, to whom a file of mode 000 is closed, also where tests run as root. */
TEST(a_device_that_may_not_be_opened_is_offline_and_says_why)
{
    char path[] = "/tmp/rong-no-right-XXXXXX";
    const int fd = mkstemp(path);
    CHECK(fd >= 0 && fchmod(fd, 0) == 0);
    const pid_t child = fork();
    if (child == 0) {
        struct transport line;
        const bool other = geteuid() != 0 || setuid(65534) == 0;
        const struct err e =
            failed(transport_init(&line, path)) ? ERR_OK : line.ops->open(&line, 500);
        _exit(other && e.code == ERR_OFFLINE && e.os == EACCES &&
                      print_at(path, 2000) == ERR_OFFLINE
                  ? 0
                  : 1);
    }
    int status = -1;
    CHECK(child > 0 && waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    close(fd);
    (void)unlink(path);
}

TEST(a_printer_that_takes_nothing_for_a_second_is_waited_for)
{
    start(VIRTUAL_A);
    rig.printer.patience.stall = 3000;
    rig.printer.patience.finish = 3000;
    virtual_break(&rig.machine, PAPER_FAULT_STALL, 100);
    next_slip_is_whole(1);
    tear_down();
}

/* Thirty seconds are longer than the driver waits: it gives up, and then the printer goes on by
 * itself, with nobody near. What it still held is not the next citizen's. */
TEST(a_printer_that_goes_on_after_it_was_given_up_hands_out_no_whole_slip)
{
    const enum virtual_level levels[] = {VIRTUAL_A, VIRTUAL_B};
    for (int i = 0; i < 2; i++) {
        struct printer_status status;
        start_known(levels[i]);
        stop_in_page(PAPER_FAULT_STALL, 100);
        nap(900); /* the stall is over */
        rig.printer.patience = patient;
        CHECK_INT(virtual_printed(&rig.machine), 0);
        CHECK(!failed(rig.printer.port.ops->status(&rig.printer.port, &status)));
        CHECK_INT(printed(1), 1);
        CHECK(out.height < HEIGHT);
        next_slip_is_whole(2);
        tear_down();
    }
}

int main(void)
{
    RUN(trouble_after_the_cut_leaves_the_outcome_open_and_nothing_behind);
    RUN(a_printer_that_tells_only_the_latest_of_two_ids_is_believed_by_its_answers);
    RUN(a_printer_that_goes_on_after_it_was_given_up_hands_out_no_whole_slip);
    RUN(what_is_wrong_before_a_job_is_named_and_nothing_comes_out);
    RUN(talkative_and_hasty_printers_still_print_once);
    RUN(a_printer_that_stops_in_the_page_leaves_the_outcome_open_and_is_cleared);
    RUN(a_line_that_turns_to_zeros_in_the_page_proves_nothing);
    RUN(a_head_that_gets_hot_in_the_page_goes_on_by_itself);
    RUN(the_next_citizen_never_gets_the_paper_of_the_one_before);
    RUN(wherever_paper_ends_no_slip_comes_out_by_itself_when_it_is_loaded);
    RUN(a_driver_started_anew_clears_before_it_asks);
    RUN(lost_bytes_and_old_answers_are_no_proof);
    RUN(a_clone_that_hides_its_empty_roll_proves_nothing);
    RUN(a_printer_that_hangs_in_a_torn_page_is_known_by_what_it_said);
    RUN(trouble_at_every_moment_of_the_page_leaves_the_outcome_open_and_the_next_slip_whole);
    RUN(two_troubles_at_once_are_both_told);
    RUN(a_cover_that_flaps_makes_no_slip_out_of_nothing);
    RUN(signals_in_the_middle_of_a_job_lose_no_byte);
    RUN(a_printer_on_the_network_that_refuses_hangs_or_is_half_open_is_offline_soon);
    RUN(a_device_that_may_not_be_opened_is_offline_and_says_why);
    RUN(a_printer_that_takes_nothing_for_a_second_is_waited_for);
    return check_done();
}
