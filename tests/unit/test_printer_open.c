#include <stdlib.h>
#include <unistd.h>

#include "platform/linux/printer_open.h"
#include "tests/check.h"

static struct printer printer;
static uint8_t rows[100 * 576 / 8];
static const struct bits page = {.width = 576, .height = 100, .rows = rows};
static atomic_bool never;

static enum err_code print(enum print_proof *ret_proof)
{
    return printer.port->ops->print(printer.port, &page, &never, ret_proof).code;
}

TEST(every_uri_of_the_contract_is_understood)
{
    const char *const good[] = {"escpos:/dev/usb/lp0",
                                "escpos:tcp://127.0.0.1:9100",
                                "escpos:tcp://[::1]:9100",
                                "escpos:tcp://localhost:9100?level=d",
                                "escpos:unix:/run/printer.sock",
                                "escpos:/dev/usb/lp0?picture=columns",
                                "escpos:/dev/usb/lp0?level=c&picture=columns",
                                "escpos:/dev/ttyUSB0?baud=38400",
                                "escpos:/dev/ttyUSB0?baud=9600",
                                "escpos:/dev/ttyS0?level=c&baud=230400",
                                "none:",
                                "sim:"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        CHECK(!failed(printer_open(&printer, good[i], 576)));
        CHECK(printer.port != NULL);
        printer_close(&printer);
    }
}

TEST(other_uris_are_refused)
{
    const char *const bad[] = {"",
                               "escpos:",
                               "escpos:lp0",
                               "escpos:tcp://127.0.0.1",
                               "escpos:tcp://printer:9100",
                               "escpos:/dev/usb/lp0?level=e",
                               "escpos:/dev/usb/lp0?speed=1",
                               "escpos:/dev/usb/lp0?picture=rows",
                               "escpos:/dev/usb/lp0?level=c&",
                               "escpos:/dev/ttyS0?baud=4800", /* a slip in three minutes */
                               "escpos:/dev/ttyS0?baud=",
                               "escpos:/dev/ttyS0?baud=115200x",
                               "escpos:/dev/ttyS0?baud=-115200",
                               "escpos:/dev/ttyS0?baud=4294967296115200",
                               "none:x",
                               "usb:lp0"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        CHECK_INT(printer_open(&printer, bad[i], 576).code, ERR_BAD_INPUT);
        printer_close(&printer);
    }
}

TEST(a_slow_line_has_the_time_its_slip_takes)
{
    CHECK(!failed(printer_open(&printer, "escpos:/dev/ttyS0?baud=38400", 576)));
    CHECK_INT(printer.escpos.patience.total, 60000); /* of which a slip takes 22 s */
    printer_close(&printer);
    CHECK(!failed(printer_open(&printer, "escpos:/dev/ttyS0?baud=9600", 576)));
    CHECK_INT(printer.escpos.patience.total, 240000); /* ... 90 s */
    printer_close(&printer);
}

TEST(every_kind_of_uri_has_its_sentence)
{
    const struct printer_uri *uris = NULL;
    const int count = printer_uris(&uris);
    CHECK_INT(count, 9);
    for (int i = 0; i < count; i++) {
        CHECK(strlen(uris[i].form) > 0 && strlen(uris[i].help) > 0);
    }
}

TEST(no_printer_says_so_and_prints_nothing)
{
    enum print_proof proof = PROOF_NONE;
    struct printer_status status;
    CHECK(!failed(printer_open(&printer, "none:", 576)));
    CHECK_INT(print(&proof), ERR_OFFLINE);
    CHECK(!failed(printer.port->ops->status(printer.port, &status)));
    CHECK(!status.online);
    printer_close(&printer);
}

static long size_of(const char *folder, const char *name)
{
    char path[256];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    long size = -1;
    if (file != NULL && fseek(file, 0, SEEK_END) == 0) {
        size = ftell(file);
    }
    if (file != NULL) {
        (void)fclose(file);
    }
    (void)remove(path);
    return size;
}

TEST(the_pretended_printer_keeps_bytes_and_picture_and_can_fail)
{
    char folder[] = "/tmp/rong-printer-XXXXXX";
    char uri[64];
    enum print_proof proof = PROOF_NONE;
    CHECK(mkdtemp(folder) != NULL);
    (void)snprintf(uri, sizeof uri, "sim:%s/receipt.escpos", folder);
    memset(rows, 0x0F, sizeof rows);
    CHECK(!failed(printer_open(&printer, uri, 576)));
    CHECK(!printer_sim_fault(printer.sim, "fire", 0));
    CHECK(printer_sim_fault(printer.sim, "paper-out", 0));
    CHECK_INT(print(&proof), ERR_NO_PAPER);
    CHECK(printer_sim_fault(printer.sim, "mend", 0));
    CHECK_INT(print(&proof), ERR_NONE);
    CHECK_INT(proof, PROOF_PROCESS_ID);
    CHECK(printer_sim_fault(printer.sim, "sip", 0)); /* one byte at a time */
    CHECK_INT(print(&proof), ERR_NONE);
    printer_close(&printer);
    CHECK(size_of(folder, "receipt.escpos") > 7200);
    CHECK(size_of(folder, "receipt.png") > 0);
    CHECK(size_of(folder, "receipt-2.escpos") > 7200);
    CHECK(size_of(folder, "receipt-2.png") > 0);
    CHECK(rmdir(folder) == 0);
}

int main(void)
{
    RUN(every_uri_of_the_contract_is_understood);
    RUN(other_uris_are_refused);
    RUN(a_slow_line_has_the_time_its_slip_takes);
    RUN(every_kind_of_uri_has_its_sentence);
    RUN(no_printer_says_so_and_prints_nothing);
    RUN(the_pretended_printer_keeps_bytes_and_picture_and_can_fail);
    return check_done();
}
