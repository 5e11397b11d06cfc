/* What a printer can tell, where it does not say so at once: a mute one that a person vouches for,
 * a slow one that is asked again in peace. Over a pty and TCP. */
#define _GNU_SOURCE /* nftw */
#include "platform/linux/escpos_link.h"
#include "platform/linux/printer_level.h"

#include "tests/unit/printer_world.h"
#include "tests/unit/scratch.h"

static struct port_dir dir;
static struct printer_level place;

static void begin(const char *where, enum virtual_level level)
{
    dir = dir_linux();
    place = (struct printer_level){&dir, scratch_open()};
    set_up(where, level, ESCPOS_AUTO);
    printer_level_use(&place, &rig.printer);
}

/* The program ends and starts anew; the printer stays where it is. */
static void start_anew(void)
{
    struct transport line;
    rig.printer.port.ops->close(&rig.printer.port);
    CHECK(!failed(transport_init(&line, rig.serve.address)));
    printer_escpos_init(&rig.printer, &line, ESCPOS_AUTO);
    rig.printer.patience = calm;
    printer_level_use(&place, &rig.printer);
}

static void end(void)
{
    tear_down();
    scratch_close();
}

static enum err_code test_print(enum print_proof *ret_proof)
{
    return rig.printer.port.ops->trial(&rig.printer.port, &page, &never, ret_proof).code;
}

static void somebody_saw_it(void)
{
    rig.printer.port.ops->seen(&rig.printer.port);
}

static struct printer_status status(void)
{
    struct printer_status s = {.paper = PAPER_UNKNOWN};
    CHECK(!failed(rig.printer.port.ops->status(&rig.printer.port, &s)));
    return s;
}

static enum err_code print_with(enum print_proof *ret_proof)
{
    *ret_proof = PROOF_NONE;
    return print(ret_proof).code;
}

TEST(a_mute_printer_prints_for_citizens_once_a_person_saw_its_test_print)
{
    static const char *const lines[] = {"pty", "tcp://127.0.0.1:0"};
    for (int i = 0; i < 2; i++) {
        enum print_proof proof = PROOF_NONE;
        begin(lines[i], VIRTUAL_D);
        CHECK_INT(print_code(), ERR_OFFLINE);
        CHECK(!status().online);
        CHECK_INT(test_print(&proof), ERR_NONE);
        CHECK_INT(proof, PROOF_WRITTEN);
        CHECK_INT(printed(1), 1);
        CHECK(same_dots());
        CHECK_INT(print_code(), ERR_OFFLINE); /* nobody has said that it came out */
        CHECK_INT(test_print(&proof), ERR_NONE);
        somebody_saw_it();
        CHECK(status().online && !status().answers);
        CHECK_INT(print_with(&proof), ERR_NONE);
        CHECK_INT(proof, PROOF_WRITTEN); /* it is not called proved for that */
        CHECK_INT(printed(3), 3);
        start_anew();
        CHECK(status().online);
        CHECK_INT(print_with(&proof), ERR_NONE);
        CHECK_INT(printed(4), 4);
        CHECK(same_dots());
        end();
    }
}

TEST(another_printer_in_its_place_that_talks_is_asked_what_it_can)
{
    enum print_proof proof = PROOF_NONE;
    begin("pty", VIRTUAL_D);
    CHECK_INT(test_print(&proof), ERR_NONE);
    somebody_saw_it();
    pthread_mutex_lock(&rig.machine.lock);
    rig.machine.level = VIRTUAL_B;
    pthread_mutex_unlock(&rig.machine.lock);
    start_anew();
    CHECK(status().answers);
    CHECK_INT(print_with(&proof), ERR_NONE);
    CHECK_INT(proof, PROOF_ANSWERED);
    CHECK_INT(rig.printer.level, ESCPOS_IN_ORDER);
    pthread_mutex_lock(&rig.machine.lock);
    rig.machine.level = VIRTUAL_D; /* switched off, as far as one can tell */
    pthread_mutex_unlock(&rig.machine.lock);
    start_anew();
    CHECK_INT(print_code(), ERR_OFFLINE);
    end();
}

TEST(what_a_test_print_is_not_for_stays_as_it_is)
{
    enum print_proof proof = PROOF_NONE;
    begin("pty", VIRTUAL_B);
    somebody_saw_it(); /* of nothing */
    CHECK_INT(test_print(&proof), ERR_NONE);
    CHECK_INT(proof, PROOF_ANSWERED);
    somebody_saw_it();
    CHECK_INT(rig.printer.level, ESCPOS_IN_ORDER);
    virtual_break(&rig.machine, PAPER_FAULT_PAPER_OUT, 0);
    CHECK_INT(test_print(&proof), ERR_NO_PAPER);
    end();
    begin("pty", VIRTUAL_D);
    rig.printer.configured = true; /* somebody wrote down that it answers */
    rig.printer.level = ESCPOS_REALTIME;
    CHECK_INT(test_print(&proof), ERR_OFFLINE);
    CHECK_INT(virtual_printed(&rig.machine), 0);
    end();
    begin("pty", VIRTUAL_D);
    virtual_break(&rig.machine, PAPER_FAULT_DEAD, 0);
    rig.printer.patience = hasty;
    CHECK(test_print(&proof) != ERR_NONE); /* it takes nothing: nobody is asked about it */
    somebody_saw_it();
    CHECK_INT(rig.printer.level, ESCPOS_AUTO);
    end();
}

TEST(a_slow_answer_makes_no_printer_dumb_for_ever)
{
    const enum virtual_level levels[] = {VIRTUAL_A, VIRTUAL_B};
    for (int i = 0; i < 2; i++) {
        enum print_proof proof = PROOF_NONE;
        begin("tcp://127.0.0.1:0", levels[i]);
        virtual_break(&rig.machine, PAPER_FAULT_LAZY, 0);
        CHECK_INT(print_with(&proof), ERR_NONE);
        CHECK_INT(proof, PROOF_WRITTEN); /* it answered too late to be believed */
        CHECK_INT(rig.printer.level, ESCPOS_REALTIME);
        CHECK(status().online); /* nobody waits for it: it has more time */
        CHECK_INT(rig.printer.level, i == 0 ? ESCPOS_PROCESS_ID : ESCPOS_IN_ORDER);
        CHECK_INT(print_with(&proof), ERR_NONE);
        CHECK_INT(proof, i == 0 ? PROOF_PROCESS_ID : PROOF_ANSWERED);
        start_anew();
        CHECK_INT(rig.printer.level, i == 0 ? ESCPOS_PROCESS_ID : ESCPOS_IN_ORDER);
        CHECK_INT(printed(2), 2);
        end();
    }
}

TEST(one_that_tells_status_only_is_asked_a_few_times_and_not_while_it_ails)
{
    begin("tcp://127.0.0.1:0", VIRTUAL_C);
    rig.printer.patience.answer = 100;
    CHECK_INT(print_code(), ERR_NONE);
    CHECK_INT(rig.printer.level, ESCPOS_REALTIME);
    virtual_break(&rig.machine, PAPER_FAULT_COVER_OPEN, 0);
    CHECK(status().cover_open);
    CHECK_INT(rig.printer.asks_left, ESCPOS_ASKS);
    virtual_mend(&rig.machine);
    CHECK(status().online);
    CHECK_INT(rig.printer.asks_left, ESCPOS_ASKS - 1);
    rig.printer.asks_left = 0;
    const int64_t before = escpos_now();
    CHECK(status().online);
    CHECK(escpos_now() - before < 2 * 100 * 4); /* asked no more */
    CHECK_INT(rig.printer.level, ESCPOS_REALTIME);
    end();
}

int main(void)
{
    RUN(a_mute_printer_prints_for_citizens_once_a_person_saw_its_test_print);
    RUN(another_printer_in_its_place_that_talks_is_asked_what_it_can);
    RUN(what_a_test_print_is_not_for_stays_as_it_is);
    RUN(a_slow_answer_makes_no_printer_dumb_for_ever);
    RUN(one_that_tells_status_only_is_asked_a_few_times_and_not_while_it_ails);
    return check_done();
}
