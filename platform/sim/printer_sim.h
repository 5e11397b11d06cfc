/* The virtual printer in this process: the real ESC/POS driver talks to it through memory, and
 * every receipt is left in files. "sim:FILE" of printer_open.h. */
#ifndef PLATFORM_SIM_PRINTER_SIM_H
#define PLATFORM_SIM_PRINTER_SIM_H

#include "platform/linux/transport.h"
#include "platform/sim/printer_virtual.h"

#define SIM_PATH_MAX 1024

struct printer_sim {
    struct printer_virtual machine;
    char path[SIM_PATH_MAX]; /* the bytes of a receipt; the picture lies beside it as .png */
};

/* Starts a printer and the transport that leads to it. path is where the bytes of a receipt go
 * ("out/run/receipt.escpos"; the second one to receipt-2.escpos), NULL = nowhere. ERR_FULL when the
 * path is too long, ERR_IO without memory. Give back with printer_sim_close(). */
MUST_USE struct err printer_sim_open(struct printer_sim **ret_sim, const char *path, int width,
                                     struct transport *ret_transport);
/* Accepts NULL. */
void printer_sim_close(struct printer_sim *sim);

/* Lets a fault strike, by name, after so many rows of dots; "mend" ends all. False: unknown name.
 * Any thread. */
bool printer_sim_fault(struct printer_sim *sim, const char *name, int after_rows);

/* Writes a receipt's bytes and its picture: the n-th of this printer beside path. */
MUST_USE struct err printer_sim_keep(const char *path, int number, const struct bits *page,
                                     const uint8_t *raw, size_t size);

#endif
