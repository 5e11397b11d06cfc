/* A receipt printer of memory, the line to it and the driver, for tests of what goes over that
 * line.
 */
#ifndef TESTS_UNIT_PRINTER_WORLD_H
#define TESTS_UNIT_PRINTER_WORLD_H

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
/* Where the printer is sure to answer: only a full machine makes it slow, and is waited for. */
__attribute__((unused)) static const struct escpos_patience patient = {600,  800,   1500, 3000,
                                                                       5000, 20000, 2000};
static const struct escpos_patience hasty = {600, 100, 300, 150, 300, 2000, 4000};

/* What came out of the virtual printer last. */
static struct {
    uint8_t rows[2000 * WIDTH / 8];
    int height, count;
    size_t raw_size;
} out;

__attribute__((unused)) static void page_out(void *context, const struct bits *p,
                                             const uint8_t *raw, size_t size)
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

__attribute__((unused)) static void set_up(const char *where, enum virtual_level level,
                                           enum escpos_level known)
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

__attribute__((unused)) static void tear_down(void)
{
    rig.printer.port.ops->close(&rig.printer.port);
    atomic_store(&rig.stop, true);
    pthread_join(rig.thread, NULL);
    printer_serve_close(&rig.serve);
    virtual_done(&rig.machine);
}

__attribute__((unused)) static void start(enum virtual_level level)
{
    set_up("tcp://127.0.0.1:0", level, ESCPOS_AUTO);
}

/* Its level is known from an earlier job, and need not be asked for. */
__attribute__((unused)) static void start_known(enum virtual_level level)
{
    set_up("tcp://127.0.0.1:0", level, (enum escpos_level)(ESCPOS_PROCESS_ID + level - VIRTUAL_A));
}

__attribute__((unused)) static struct err print(enum print_proof *ret_proof)
{
    return rig.printer.port.ops->print(&rig.printer.port, &page, &never, ret_proof);
}

__attribute__((unused)) static enum err_code print_code(void)
{
    enum print_proof proof = PROOF_NONE;
    return print(&proof).code;
}

/* Where it is known that the printer stops: it need not be waited for. A full machine may be slower
 * than that before the first byte; then nothing was begun, and it is begun again. */
__attribute__((unused)) static enum err_code print_hastily(void)
{
    rig.printer.patience = hasty;
    enum err_code code = ERR_OFFLINE;
    for (int i = 0; i < 20 && code == ERR_OFFLINE; i++) {
        code = print_code();
    }
    rig.printer.patience = calm;
    return code;
}

__attribute__((unused)) static void nap(int ms)
{
    const struct timespec t = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L};
    nanosleep(&t, NULL);
}

/* Waits until the printer has cut so many papers; a line may be slower than the driver. */
__attribute__((unused)) static int printed(int wanted)
{
    for (int i = 0; i < 100 && virtual_printed(&rig.machine) < wanted; i++) {
        nap(20);
    }
    return virtual_printed(&rig.machine);
}

__attribute__((unused)) static bool same_dots(void)
{
    pthread_mutex_lock(&rig.machine.lock);
    const bool same = out.height == HEIGHT && memcmp(out.rows, rows, sizeof rows) == 0;
    pthread_mutex_unlock(&rig.machine.lock);
    return same;
}

#endif
