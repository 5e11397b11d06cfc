/* A USB bus with printers on it as the kernel's usblp shows them, played by umockdev.
 *
 * Of usblp is played: one transfer at a time of at most 8192 bytes, a write that counts bytes the
 * printer has not taken yet, POLLOUT only when it took them, EAGAIN before that, close() that kills
 * the transfer, EINVAL for reading a one-way interface, LPGETSTATUS, ENODEV after unplugging, and
 * another number after plugging in again. */
#ifndef TESTS_TOOLS_USBLP_BUS_H
#define TESTS_TOOLS_USBLP_BUS_H

#include <linux/lp.h>
#include <pthread.h>
#include <umockdev.h>

#include "platform/sim/printer_virtual.h"

#define TRANSFER 8192
#define WELL     (LP_PSELECD | LP_PERRORP) /* status lines of a printer without trouble */

/* One printer, on the bus or beside it. */
struct usb_printer {
    struct printer_virtual *machine; /* NULL: it takes nothing */
    UMockdevIoctlBase *handler;
    int vendor, port; /* ids and status lines; -1 = ENOTTY */
    bool one_way;
    int most;      /* bytes a write takes at most */
    int storms;    /* so many times EAGAIN before each transfer */
    int fail_with; /* errno of the next write */
    int unplug_at; /* bytes until it is pulled out, -1 = never */
    /* Of its present life on the bus. */
    pthread_mutex_t lock;
    pthread_t thread;
    char path[32];
    int master, slave;
    bool plugged, ending;
    uint8_t held[TRANSFER];
    size_t held_size;
    int storm;
};

/* A printer beside the bus, without trouble; machine NULL takes nothing. */
void usb_make(struct usb_printer *u, int vendor, struct printer_virtual *machine);
void usb_done(struct usb_printer *u);

/* Plugs it in as /dev/usb/lpNUMBER. Numbers are used once in a process. */
void usb_plug(struct usb_printer *u, int number);
void usb_unplug(struct usb_printer *u);

/* The bus; before the first printer, after the last. */
void usb_bus_open(void);
void usb_bus_close(void);

void nap(int ms);

#endif
