/* A page on a printer that was only chosen, over a real line; and that the one in use is never
 * opened twice. */
#include "platform/linux/printer_trial.h"
#include "tests/unit/printer_world.h"

static struct printer_trial trial;
static int used_printed;

static struct err print_used(struct port_printer *p, const struct bits *b, const atomic_bool *stop,
                             enum print_proof *ret_proof)
{
    (void)p;
    (void)b;
    (void)stop;
    used_printed++;
    *ret_proof = PROOF_WRITTEN;
    return ERR_OK;
}

static const struct port_printer_ops used_ops = {.name = "used", .print = print_used};
static struct port_printer used = {&used_ops};

static enum err_code try_on(const char *uri, enum print_proof *ret_proof)
{
    return trial.port.print(&trial.port, uri, &page, &never, ret_proof).code;
}

TEST(the_chosen_printer_prints_and_is_let_go_again)
{
    char uri[160];
    enum print_proof proof = PROOF_NONE;
    start(VIRTUAL_A);
    used_printed = 0;
    (void)snprintf(uri, sizeof uri, "escpos:%s", rig.serve.address);
    printer_trial_init(&trial, &used, "none:");
    CHECK_INT(try_on(uri, &proof), ERR_NONE);
    CHECK_INT(proof, PROOF_PROCESS_ID);
    CHECK_INT(printed(1), 1);
    CHECK_INT(used_printed, 0);
    CHECK_INT(out.height, HEIGHT);
    CHECK(memcmp(out.rows, rows, sizeof rows) == 0);
    CHECK(trial.own.port == NULL);
    /* One at a time is served: the next owner gets the line only because it was let go. */
    CHECK_INT(print_code(), ERR_NONE);
    CHECK_INT(printed(2), 2);
    tear_down();
}

TEST(the_one_in_use_prints_itself)
{
    enum print_proof proof = PROOF_NONE;
    used_printed = 0;
    printer_trial_init(&trial, &used, "escpos:/dev/usb/lp0");
    CHECK_INT(try_on("escpos:/dev/usb/lp0", &proof), ERR_NONE);
    CHECK_INT(used_printed, 1);
    CHECK_INT(proof, PROOF_WRITTEN);
}

TEST(what_is_no_printer_says_so)
{
    enum print_proof proof = PROOF_NONE;
    printer_trial_init(&trial, NULL, "none:");
    CHECK_INT(try_on("usb:lp0", &proof), ERR_BAD_INPUT);
    CHECK_INT(try_on("none:", &proof), ERR_OFFLINE);
    CHECK_INT(try_on("escpos:unix:/nowhere/printer.sock", &proof), ERR_OFFLINE);
}

int main(void)
{
    RUN(the_chosen_printer_prints_and_is_let_go_again);
    RUN(the_one_in_use_prints_itself);
    RUN(what_is_no_printer_says_so);
    return check_done();
}
