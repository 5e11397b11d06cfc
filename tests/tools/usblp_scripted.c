/* The receipt printer on /dev/usb/lpN: the driver opens, writes, polls and asks as on a kiosk. Run
 * under umockdev-wrapper by tests/flow/test_usblp.sh; the bus is usblp_bus.c. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>

#include "platform/linux/printer_escpos.h"
#include "tests/tools/scripted.h"
#include "tests/tools/usblp_bus.h"

#define WIDTH  576
#define HEIGHT 300

static uint8_t rows[HEIGHT * WIDTH / 8];
static const struct bits page = {.width = WIDTH, .height = HEIGHT, .rows = rows};

/* What the printer cut last. */
static uint8_t cut_rows[2000 * WIDTH / 8];
static int cut_height;

static struct printer_virtual machine;
static struct usb_printer usb;
static struct usb_printer other;
static struct printer_escpos printer;

static void page_out(void *context, const struct bits *p, const uint8_t *raw, size_t size)
{
    (void)context;
    (void)raw;
    (void)size;
    cut_height = p->height;
    if (p->height <= 2000) {
        memcpy(cut_rows, p->rows, (size_t)p->height * WIDTH / 8);
    }
}

/* A bus without printers, a receipt printer beside it, the driver configured for lp0. */
static void begin(enum virtual_level level)
{
    struct transport transport;
    for (size_t i = 0; i < sizeof rows; i++) {
        rows[i] = (uint8_t)((i * 2654435761u) >> 13 & (i / 72 % 3 == 0 ? 0xFF : 0));
    }
    cut_height = 0;
    usb_bus_open();
    virtual_init(&machine, WIDTH, level, page_out, NULL);
    usb_make(&usb, 0x04b8, &machine);
    usb_make(&other, 0x03f0, NULL);
    CHECK(!failed(transport_init(&transport, "/dev/usb/lp0")));
    printer_escpos_init(&printer, &transport, ESCPOS_AUTO);
    printer.patience = (struct escpos_patience){300, 150, 1500, 300, 700, 8000, 2000};
}

static void finish(void)
{
    printer.port.ops->close(&printer.port);
    usb_done(&usb);
    usb_done(&other);
    usb_bus_close();
    virtual_done(&machine);
}

static enum err_code print(enum print_proof *ret_proof)
{
    static atomic_bool never;
    return printer.port.ops->print(&printer.port, &page, &never, ret_proof).code;
}

static enum err_code print_code(void)
{
    enum print_proof proof = PROOF_NONE;
    return print(&proof);
}

static struct printer_status status_now(void)
{
    struct printer_status s = {.paper = PAPER_UNKNOWN};
    CHECK(!failed(printer.port.ops->status(&printer.port, &s)));
    return s;
}

static bool same_dots(int papers)
{
    for (int i = 0; i < 100 && virtual_printed(&machine) < papers; i++) {
        nap(20);
    }
    pthread_mutex_lock(&machine.lock);
    const bool same = cut_height == HEIGHT && memcmp(cut_rows, rows, sizeof rows) == 0;
    pthread_mutex_unlock(&machine.lock);
    return same && virtual_printed(&machine) == papers && virtual_count(&machine).letters == 0;
}

TEST(a_page_comes_out_dot_for_dot_and_is_proved)
{
    enum print_proof proof = PROOF_NONE;
    begin(VIRTUAL_A);
    usb_plug(&usb, 0);
    CHECK_INT(print(&proof), ERR_NONE);
    CHECK_INT(proof, PROOF_PROCESS_ID);
    CHECK(same_dots(1));
    const struct printer_status s = status_now();
    CHECK(s.answers && s.online);
    CHECK_INT(s.paper, PAPER_OK);
    finish();
}

TEST(the_line_never_blocks_and_is_not_inherited)
{
    begin(VIRTUAL_A);
    usb_plug(&usb, 0);
    struct transport *t = &printer.transport;
    CHECK(!failed(t->ops->open(t, 100)));
    CHECK((fcntl(t->fd, F_GETFL) & O_NONBLOCK) != 0);
    CHECK((fcntl(t->fd, F_GETFD) & FD_CLOEXEC) != 0);
    CHECK(!t->one_way);
    t->ops->close(t, false);
    finish();
}

TEST(short_writes_and_eagain_lose_no_byte)
{
    begin(VIRTUAL_A);
    usb.most = 237;
    usb.storms = 2;
    printer.patience.total = 120000; /* of a machine that does much else */
    usb_plug(&usb, 0);
    CHECK_INT(print_code(), ERR_NONE);
    CHECK(same_dots(1));
    finish();
}

TEST(a_one_way_printer_prints_and_says_only_what_it_knows)
{
    enum print_proof proof = PROOF_NONE;
    begin(VIRTUAL_D);
    usb.one_way = true;
    usb_plug(&usb, 0);
    struct printer_status s = status_now();
    CHECK(!s.answers && s.online);
    CHECK_INT(s.paper, PAPER_UNKNOWN);
    CHECK_INT(print(&proof), ERR_NONE);
    CHECK_INT(proof, PROOF_WRITTEN);
    CHECK(same_dots(1));
    finish();
}

TEST(paper_out_is_believed_and_all_well_is_not)
{
    begin(VIRTUAL_D);
    usb.one_way = true;
    usb.port = WELL | LP_POUTPA;
    usb_plug(&usb, 0);
    CHECK_INT(status_now().paper, PAPER_OUT);
    CHECK_INT(print_code(), ERR_NO_PAPER);
    usb.port = LP_PSELECD;
    CHECK(!status_now().online);
    CHECK_INT(print_code(), ERR_OFFLINE);
    usb.port = LP_PERRORP;
    CHECK_INT(print_code(), ERR_OFFLINE);
    usb.port = WELL;
    CHECK_INT(status_now().paper, PAPER_UNKNOWN);
    CHECK_INT(print_code(), ERR_NONE);
    CHECK(same_dots(1));
    finish();
}

TEST(a_printer_with_a_way_back_that_is_silent_is_not_trusted)
{
    begin(VIRTUAL_D);
    usb_plug(&usb, 0);
    CHECK_INT(print_code(), ERR_OFFLINE);
    usb.port |= LP_POUTPA;
    CHECK_INT(print_code(), ERR_NO_PAPER);
    CHECK_INT(virtual_printed(&machine), 0);
    finish();
}

TEST(without_status_lines_and_ids_it_prints_all_the_same)
{
    begin(VIRTUAL_D);
    usb.one_way = true;
    usb.port = -1;
    usb.vendor = -1;
    usb_plug(&usb, 0);
    CHECK_INT(status_now().paper, PAPER_UNKNOWN);
    CHECK_INT(print_code(), ERR_NONE);
    CHECK(same_dots(1));
    finish();
}

/* write() said that the bytes went; POLLOUT never came. */
TEST(bytes_that_were_never_taken_are_not_called_printed)
{
    begin(VIRTUAL_D);
    usb.one_way = true;
    usb_plug(&usb, 0);
    virtual_break(&machine, PAPER_FAULT_STALL, 250);
    CHECK_INT(print_code(), ERR_UNKNOWN_OUTCOME);
    finish();
}

TEST(paper_that_ends_in_the_page_leaves_nothing_for_the_next_person)
{
    begin(VIRTUAL_A);
    usb_plug(&usb, 0);
    virtual_break(&machine, PAPER_FAULT_PAPER_OUT, 100);
    CHECK_INT(print_code(), ERR_UNKNOWN_OUTCOME);
    usb.port |= LP_POUTPA;
    CHECK_INT(status_now().paper, PAPER_OUT);
    CHECK_INT(print_code(), ERR_NO_PAPER);
    usb.port = WELL;
    virtual_mend(&machine);
    nap(100);
    CHECK(status_now().online);
    const int torn = virtual_printed(&machine);
    CHECK_INT(print_code(), ERR_NONE);
    CHECK(same_dots(torn + 1));
    finish();
}

TEST(pulled_out_in_the_page_nobody_knows_what_came_out)
{
    /* The first band is one write: when that fails nothing of the page was taken. */
    static const int places[] = {20, 4000, 12000, 21000};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        begin(VIRTUAL_A);
        usb_plug(&usb, 0);
        CHECK(status_now().online);
        usb.unplug_at = places[i];
        CHECK_INT(print_code(), i < 2 ? ERR_OFFLINE : ERR_UNKNOWN_OUTCOME);
        CHECK_INT(print_code(), ERR_OFFLINE);
        finish();
    }
}

TEST(plugged_in_again_it_is_found_under_its_new_number)
{
    begin(VIRTUAL_A);
    usb_plug(&usb, 0);
    CHECK_INT(print_code(), ERR_NONE);
    usb_unplug(&usb);
    CHECK_INT(print_code(), ERR_OFFLINE);
    usb_plug(&usb, 1);
    CHECK_INT(print_code(), ERR_NONE);
    CHECK(same_dots(2));
    finish();
}

TEST(another_printer_is_not_taken_for_it)
{
    begin(VIRTUAL_A);
    usb_plug(&usb, 1);
    CHECK_INT(print_code(), ERR_NONE);
    usb_unplug(&usb);
    usb_plug(&other, 0);
    CHECK_INT(print_code(), ERR_OFFLINE);
    usb_plug(&usb, 3);
    CHECK_INT(print_code(), ERR_NONE);
    CHECK(same_dots(2));
    finish();
}

TEST(before_it_was_ever_seen_the_only_one_is_it_and_of_two_none)
{
    begin(VIRTUAL_A);
    usb_plug(&usb, 2);
    usb_plug(&other, 4);
    CHECK_INT(print_code(), ERR_OFFLINE);
    usb_unplug(&other);
    CHECK_INT(print_code(), ERR_NONE);
    CHECK(same_dots(1));
    finish();
}

static void *plug_soon(void *argument)
{
    (void)argument;
    nap(400);
    usb_plug(&usb, 1);
    return NULL;
}

TEST(a_job_waits_for_it_to_come_back)
{
    pthread_t hand;
    begin(VIRTUAL_A);
    printer.patience.connect = 3000;
    CHECK(pthread_create(&hand, NULL, plug_soon, NULL) == 0);
    CHECK_INT(print_code(), ERR_NONE);
    pthread_join(hand, NULL);
    CHECK(same_dots(1));
    finish();
}

TEST(a_transfer_that_fails_ends_the_job)
{
    begin(VIRTUAL_A);
    usb_plug(&usb, 0);
    usb.fail_with = EIO;
    CHECK_INT(print_code(), ERR_OFFLINE);
    usb.fail_with = ENOSPC;
    CHECK_INT(print_code(), ERR_OFFLINE);
    CHECK_INT(print_code(), ERR_NONE);
    CHECK(same_dots(1));
    finish();
}

int main(int argc, char **argv)
{
    CASE(a_page_comes_out_dot_for_dot_and_is_proved);
    CASE(the_line_never_blocks_and_is_not_inherited);
    CASE(short_writes_and_eagain_lose_no_byte);
    CASE(a_one_way_printer_prints_and_says_only_what_it_knows);
    CASE(paper_out_is_believed_and_all_well_is_not);
    CASE(a_printer_with_a_way_back_that_is_silent_is_not_trusted);
    CASE(without_status_lines_and_ids_it_prints_all_the_same);
    CASE(bytes_that_were_never_taken_are_not_called_printed);
    CASE(paper_that_ends_in_the_page_leaves_nothing_for_the_next_person);
    CASE(pulled_out_in_the_page_nobody_knows_what_came_out);
    CASE(plugged_in_again_it_is_found_under_its_new_number);
    CASE(another_printer_is_not_taken_for_it);
    CASE(before_it_was_ever_seen_the_only_one_is_it_and_of_two_none);
    CASE(a_job_waits_for_it_to_come_back);
    CASE(a_transfer_that_fails_ends_the_job);
    return check_done();
}
