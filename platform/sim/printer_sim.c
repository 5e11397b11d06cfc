#include "platform/sim/printer_sim.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "platform/linux/png_file.h"

static void nap(void)
{
    const struct timespec millisecond = {.tv_nsec = 1000000};
    nanosleep(&millisecond, NULL);
}

static struct err open_memory(struct transport *t, int timeout_ms)
{
    (void)timeout_ms;
    virtual_connected(t->self);
    return virtual_hung_up(t->self) ? ERR(ERR_OFFLINE, 0, "sim: switched off") : ERR_OK;
}

static struct err write_memory(struct transport *t, const uint8_t *bytes, size_t size,
                               int timeout_ms, size_t *ret_written)
{
    *ret_written = 0;
    for (int waited = 0; *ret_written == 0; waited++) {
        if (virtual_hung_up(t->self)) {
            return ERR(ERR_OFFLINE, EPIPE, "sim: line lost");
        }
        *ret_written = virtual_feed(t->self, bytes, size);
        if (*ret_written > 0 || waited >= timeout_ms) {
            break;
        }
        nap();
    }
    return ERR_OK;
}

static struct err read_memory(struct transport *t, uint8_t *bytes, size_t size, int timeout_ms,
                              size_t *ret_read)
{
    for (int waited = 0;; waited++) {
        *ret_read = virtual_answers(t->self, bytes, size);
        if (*ret_read > 0 || waited >= timeout_ms) {
            return ERR_OK;
        }
        if (virtual_hung_up(t->self)) {
            return ERR(ERR_OFFLINE, EPIPE, "sim: line lost");
        }
        nap();
    }
}

static void close_memory(struct transport *t, bool flush)
{
    (void)t;
    (void)flush;
}

/* "receipt.escpos" and "receipt.png", "receipt-2.escpos" and "receipt-2.png". */
static bool name_file(const char *path, int number, bool picture, char ret_name[SIM_PATH_MAX])
{
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash == NULL ? path : slash, '.');
    const int stem = dot == NULL ? (int)strlen(path) : (int)(dot - path);
    const char *end = picture ? ".png" : dot == NULL ? "" : dot;
    char count[16] = "";
    if (number > 1) {
        (void)snprintf(count, sizeof count, "-%d", number);
    }
    const int size = snprintf(ret_name, SIM_PATH_MAX, "%.*s%s%s", stem, path, count, end);
    return size > 0 && size < SIM_PATH_MAX;
}

static struct err keep_bytes(const char *name, const uint8_t *raw, size_t size)
{
    FILE *file = fopen(name, "wb");
    if (file == NULL) {
        return ERR(ERR_IO, errno, "sim: receipt file");
    }
    const bool whole = fwrite(raw, 1, size, file) == size;
    return fclose(file) == 0 && whole ? ERR_OK : ERR(ERR_IO, errno, "sim: receipt file");
}

struct err printer_sim_keep(const char *path, int number, const struct bits *page,
                            const uint8_t *raw, size_t size)
{
    char name[SIM_PATH_MAX];
    if (!name_file(path, number, false, name)) {
        return ERR(ERR_FULL, 0, "sim: path");
    }
    const struct err e = keep_bytes(name, raw, size);
    if (failed(e) || !name_file(path, number, true, name)) {
        return failed(e) ? e : ERR(ERR_FULL, 0, "sim: path");
    }
    return image_write_bits(name, page->rows, page->width, page->height);
}

static void page_out(void *context, const struct bits *page, const uint8_t *raw, size_t size)
{
    const struct printer_sim *sim = context;
    if (sim->path[0] == '\0') {
        return;
    }
    const struct err e = printer_sim_keep(sim->path, sim->machine.printed, page, raw, size);
    if (failed(e)) {
        (void)fprintf(stderr, "virtual printer: could not keep the receipt (%s)\n", e.at);
    }
}

struct err printer_sim_open(struct printer_sim **ret_sim, const char *path, int width,
                            struct transport *ret_transport)
{
    static const struct transport_ops ops = {open_memory, write_memory, read_memory,
                                             NULL,        NULL,         close_memory};
    if (path != NULL && strlen(path) + 24 > SIM_PATH_MAX) {
        return ERR(ERR_FULL, 0, "sim: path");
    }
    struct printer_sim *sim = malloc(sizeof *sim);
    if (sim == NULL) {
        return ERR(ERR_IO, errno, "sim: memory");
    }
    virtual_init(&sim->machine, width, VIRTUAL_A, page_out, sim);
    (void)snprintf(sim->path, sizeof sim->path, "%s", path == NULL ? "" : path);
    *ret_sim = sim;
    *ret_transport = (struct transport){.ops = &ops, .fd = -1, .self = &sim->machine};
    return ERR_OK;
}

void printer_sim_close(struct printer_sim *sim)
{
    if (sim != NULL) {
        virtual_done(&sim->machine);
        free(sim);
    }
}

bool printer_sim_fault(struct printer_sim *sim, const char *name, int after_rows)
{
    if (strcmp(name, "mend") == 0) {
        virtual_mend(&sim->machine);
        return true;
    }
    const enum virtual_fault fault = virtual_fault_find(name);
    if (fault != PAPER_FAULT_NONE) {
        virtual_break(&sim->machine, fault, after_rows);
    }
    return fault != PAPER_FAULT_NONE;
}
