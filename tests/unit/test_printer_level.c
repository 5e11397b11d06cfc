#define _GNU_SOURCE /* nftw */
#include "platform/linux/printer_level.h"

#include "tests/check.h"
#include "tests/unit/scratch.h"

static struct port_dir dir;
static struct printer_level place;
static struct printer_escpos printer;

static void open_printer(const char *address, enum escpos_level configured)
{
    struct transport line;
    CHECK(!failed(transport_init(&line, address)));
    printer_escpos_init(&printer, &line, configured);
    printer_level_use(&place, &printer);
}

static void begin(void)
{
    dir = dir_linux();
    place = (struct printer_level){&dir, scratch_open()};
    open_printer("/dev/usb/lp0", ESCPOS_AUTO);
    CHECK_INT(printer.level, ESCPOS_AUTO);
}

/* As the driver says it. */
static void learn(enum escpos_level level)
{
    printer.level = level;
    printer.learned(printer.context, &printer);
}

TEST(what_was_learned_is_known_after_a_start)
{
    const enum escpos_level levels[] = {ESCPOS_PROCESS_ID, ESCPOS_IN_ORDER, ESCPOS_REALTIME};
    begin();
    for (int i = 0; i < 3; i++) {
        printer.transport.identity = (struct usblp_identity){i > 0, 0x04b8, 0x0202};
        learn(levels[i]);
        open_printer("/dev/usb/lp0", ESCPOS_AUTO);
        CHECK_INT(printer.level, levels[i]);
        CHECK_INT(printer.kept.known, i > 0);
        CHECK_INT(printer.kept.vendor, i > 0 ? 0x04b8 : 0);
        CHECK_INT(printer.kept.product, i > 0 ? 0x0202 : 0);
    }
}

TEST(another_place_and_a_configured_level_are_not_changed_by_it)
{
    begin();
    learn(ESCPOS_PROCESS_ID);
    open_printer("/dev/usb/lp1", ESCPOS_AUTO);
    CHECK_INT(printer.level, ESCPOS_AUTO);
    open_printer("/dev/usb/lp", ESCPOS_AUTO);
    CHECK_INT(printer.level, ESCPOS_AUTO);
    open_printer("/dev/usb/lp0", ESCPOS_ONE_WAY);
    CHECK_INT(printer.level, ESCPOS_ONE_WAY);
    CHECK(printer.learned == NULL);
}

TEST(a_file_that_is_none_counts_for_nothing)
{
    static const char *const bad[] = {"",
                                      "a\n",
                                      "e 0000 0000 /dev/usb/lp0\n",
                                      "a 0000 0000 /dev/usb/lp0",
                                      "a 0000 0000 /dev/usb/lp0 \n",
                                      "? 0000 0000 /dev/usb/lp0\n",
                                      "a x y /dev/usb/lp0\n"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        begin();
        FILE *f = fopen(scratch(PRINTER_LEVEL_FILE), "w");
        CHECK(f != NULL && fputs(bad[i], f) >= 0 && fclose(f) == 0);
        open_printer("/dev/usb/lp0", ESCPOS_AUTO);
        CHECK_INT(printer.level, ESCPOS_AUTO);
    }
}

TEST(a_full_disk_is_told_and_nothing_is_lost)
{
    begin();
    learn(ESCPOS_IN_ORDER);
    struct port_dir full = dir_faulty(&dir, 1, ERR_FULL);
    const struct printer_level other = {&full, place.folder};
    printer.level = ESCPOS_REALTIME;
    CHECK_INT(printer_level_keep(&other, &printer).code, ERR_FULL);
    open_printer("/dev/usb/lp0", ESCPOS_AUTO);
    CHECK_INT(printer.level, ESCPOS_IN_ORDER);
    scratch_close();
}

int main(void)
{
    RUN(what_was_learned_is_known_after_a_start);
    RUN(another_place_and_a_configured_level_are_not_changed_by_it);
    RUN(a_file_that_is_none_counts_for_nothing);
    RUN(a_full_disk_is_told_and_nothing_is_lost);
    return check_done();
}
